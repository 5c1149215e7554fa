"""One section of a report, and what its text has: passages, figures, what nothing states.

See Also:
    Web Annotation Data Model, text position selector
    <https://www.w3.org/TR/annotation-model/#text-position-selector>.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from maalbar.model.passages import read_passage
from maalbar.model.statements import Publication, Summary
from maalbar.model.terms import DCT, MB, OA, Term
from maalbar.sources.figures import Figure, figures_in
from maalbar.sources.numbering import numbering
from maalbar.sources.texts import SourceText

# Statements of a figure; the first two are looked for in the text.
_FIGURES: Final = (MB.value, MB.statedSize, MB.number, MB.rankedAmong)
LOOKED_FOR: Final = _FIGURES[:2]


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that has a position."""

    node: Term
    start: int
    end: int
    sha256: str
    exact: str


class _Reach:
    """Passages, in the order of the text: how far each and those before it reach."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, passage: Cited) -> None:
        """Add a passage that starts no earlier than those that are there."""
        self._starts.append(passage.start)
        self._ends.append(max([passage.end, *self._ends[-1:]]))

    def holds(self, figure: Figure) -> bool:
        """Tell whether a figure stands inside one of the passages."""
        before = bisect_right(self._starts, figure.start)
        return before > 0 and self._ends[before - 1] >= figure.end


class Slip(NamedTuple):
    """Where a section's text has a figure that was written wrongly in the report."""

    section: NamedNode
    start: int


@dataclass(frozen=True)
class SectionCheck:
    """One section held against its text, if there is one."""

    publication: Publication
    section: NamedNode
    text: SourceText | None

    @cached_property
    def passages(self) -> tuple[Cited, ...]:
        """The section's passages that have a position, in the order of the text."""
        index = self.publication.index
        read = (read_passage(index, node) for node in index.subjects(OA.hasSource, self.section))
        return tuple(
            Cited(each.node, each.start, each.end, each.sha256, each.exact)
            for each in sorted(read, key=lambda each: each.place)
            if each.start is not None and each.end is not None
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the text."""
        return tuple(figures_in(self.text.text)) if self.text else ()

    @cached_property
    def uncovered(self) -> tuple[Figure, ...]:
        """The figures that nothing states and that do not only number something."""
        return tuple(each for each in self._unstated if each.start not in self._numbers)

    @cached_property
    def numbering(self) -> tuple[Figure, ...]:
        """The figures that nothing states and that only number something."""
        return tuple(each for each in self._unstated if each.start in self._numbers)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        return numbering(self.text.text, self.figures) if self.text else frozenset()

    @cached_property
    def _unstated(self) -> tuple[Figure, ...]:
        """The figures whose value none of what cites their passage has."""
        reach: dict[Decimal, _Reach] = {}
        for passage in self.passages:
            for value in self._values_at(passage):
                reach.setdefault(value, _Reach()).add(passage)
        return tuple(
            figure
            for figure in self.figures
            if not any(
                reach[value].holds(figure)
                for value in (filter(figure.states, reach) if figure.is_share else [figure.value])
                if value in reach
            )
        )

    def shows(self, passage: Cited, value: Decimal) -> bool:
        """Tell whether a figure that stands inside a passage states a value."""
        same, shares = self._by_value.get(value, []), self._shares
        first = _first(same, passage.start)
        inside = (
            *same[first : first + 1],
            *shares[_first(shares, passage.start) : _first(shares, passage.end)],
        )
        return any(each.end <= passage.end and each.states(value) for each in inside)

    @cached_property
    def _by_value(self) -> Mapping[Decimal, list[Figure]]:
        found: dict[Decimal, list[Figure]] = {}
        for figure in self.figures:
            if not figure.is_share:
                found.setdefault(figure.value, []).append(figure)
        return found

    @cached_property
    def _shares(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.is_share]

    def _values_at(self, passage: Cited) -> Iterator[Decimal]:
        """Give the numbers of all that cites a passage, also those in identifiers."""
        index = self.publication.index
        for citing in index.subjects(MB.statedIn, passage.node):
            for predicate in _FIGURES:
                numbers = map(as_number, index.objects(citing, predicate))
                yield from (number for number in numbers if number is not None)
            for identifier in index.objects(citing, DCT.identifier):
                yield from (figure.value for figure in figures_in(identifier.value))

    @property
    def short(self) -> str:
        """Name the section as its report does."""
        return self.publication.short(self.section)

    def left(self, slips: Collection[Slip]) -> list[Figure]:
        """Give the figures that nothing states, but for slips."""
        return [each for each in self.uncovered if Slip(self.section, each.start) not in slips]

    def summary(self, slips: Collection[Slip]) -> Summary:
        """Count what was looked at."""
        return Summary(
            section=self.short,
            counts={
                "passages": len(self.passages),
                "quotations": sum(bool(each.exact) for each in self.passages),
                "figures": len(self.figures),
            },
            uncovered=len(self.left(slips)),
        )


def digest(text: str) -> str:
    """Compute the SHA-256 of the UTF-8 of `text`, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _first(figures: Sequence[Figure], start: int) -> int:
    return bisect_left(figures, start, key=lambda figure: figure.start)


def as_number(term: Term) -> Decimal | None:
    """Give the number that a term is, if it is one."""
    try:
        number = Decimal(term.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
