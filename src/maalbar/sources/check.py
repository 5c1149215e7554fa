"""Every passage computed anew, every quotation compared, every figure looked for both ways.

A figure of the text must be stated by something that cites its place; a stated figure must
stand in a place that it cites.

See Also:
    Web Annotation Data Model, text position selector
    <https://www.w3.org/TR/annotation-model/#text-position-selector>.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.model.passages import read_passage
from maalbar.model.statements import Publication, Summary
from maalbar.model.terms import DCT, MB, OA, Subject, Term, order
from maalbar.sources.figures import Figure, figures_in
from maalbar.sources.texts import SourceText
from maalbar.words import finding

QUOTATION_LIMIT: Final = 60
# Statements of a figure; the first two are looked for in the text.
_FIGURES: Final = (MB.value, MB.statedSize, MB.number, MB.rankedAmong)
_LOOKED_FOR: Final = _FIGURES[:2]
_AROUND: Final = 25
# Whoever has so many figures to look at has not begun.
_LISTED: Final = 1000


@dataclass(frozen=True, slots=True)
class _Range:
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

    def add(self, passage: _Range) -> None:
        """Add a passage that starts no earlier than those that are there."""
        self._starts.append(passage.start)
        self._ends.append(max([passage.end, *self._ends[-1:]]))

    def holds(self, figure: Figure) -> bool:
        """Tell whether a figure stands inside one of the passages."""
        before = bisect_right(self._starts, figure.start)
        return before > 0 and self._ends[before - 1] >= figure.end


@dataclass(frozen=True)
class SectionCheck:
    """One section held against its text, if there is one."""

    publication: Publication
    section: NamedNode
    text: SourceText | None

    @cached_property
    def passages(self) -> tuple[_Range, ...]:
        """The section's passages that have a position, in the order of the text."""
        index = self.publication.index
        read = (read_passage(index, node) for node in index.subjects(OA.hasSource, self.section))
        return tuple(
            _Range(each.node, each.start, each.end, each.sha256, each.exact)
            for each in sorted(read, key=lambda each: each.place)
            if each.start is not None and each.end is not None
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the text."""
        return tuple(figures_in(self.text.text)) if self.text else ()

    @cached_property
    def uncovered(self) -> tuple[Figure, ...]:
        """The figures that nothing states: none of what cites their passage has that value."""
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

    def shows(self, passage: _Range, value: Decimal) -> bool:
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

    def _values_at(self, passage: _Range) -> Iterator[Decimal]:
        """Give the numbers of all that cites a passage, also those in identifiers."""
        index = self.publication.index
        for citing in index.subjects(MB.statedIn, passage.node):
            for predicate in _FIGURES:
                numbers = map(_decimal, index.objects(citing, predicate))
                yield from (number for number in numbers if number is not None)
            for identifier in index.objects(citing, DCT.identifier):
                yield from (figure.value for figure in figures_in(identifier.value))

    @property
    def summary(self) -> Summary:
        """Counts of what was looked at."""
        return Summary(
            section=self.publication.short(self.section),
            counts={
                "passages": len(self.passages),
                "quotations": sum(bool(each.exact) for each in self.passages),
                "figures": len(self.figures),
            },
            uncovered=len(self.uncovered),
        )

    def findings(self) -> Iterator[Diagnostic]:
        """Find what does not agree with the text."""
        where = self.publication.place(self.section)
        short = self.publication.short(self.section)
        if self.text is None:
            yield finding("source/no-text", where, value=short)
            return
        for each in self.passages:
            yield from self._passage_findings(each, self.text.text)
        for figure in self.uncovered[:_LISTED]:
            start, end = max(figure.start - _AROUND, 0), figure.end + _AROUND
            yield finding(
                "source/uncovered",
                where,
                value=figure.text,
                start=figure.start,
                end=figure.end,
                around=f"…{' '.join(self.text.text[start:end].split())}…",
            )
        if len(self.uncovered) > _LISTED:
            count = len(self.uncovered) - _LISTED
            yield finding("source/more-uncovered", where, value=short, count=count)

    def _passage_findings(self, passage: _Range, text: str) -> Iterator[Diagnostic]:
        where = self.publication.place(passage.node)
        short = passage.node.value.rpartition("#")[2]
        if not 0 <= passage.start < passage.end <= len(text):
            yield finding("source/outside", where, value=short, length=len(text))
            return
        standing = text[passage.start : passage.end]
        if digest(standing) != passage.sha256:
            yield finding("source/hash", where, value=short)
        if passage.exact and (
            passage.exact not in standing or len(passage.exact) > QUOTATION_LIMIT
        ):
            yield finding("source/quote", where, value=passage.exact)


def values_not_found(checks: Iterable[SectionCheck]) -> Iterator[Diagnostic]:
    """Find stated figures that stand in none of the passages that they cite.

    What cites a section whose text is not at hand is left alone.
    """
    standing: dict[Subject, list[tuple[SectionCheck, _Range]]] = {}
    seen: set[Term] = set()
    for check in checks:
        for passage in check.passages if check.text else ():
            seen.add(passage.node)
            for citing in check.publication.index.subjects(MB.statedIn, passage.node):
                standing.setdefault(citing, []).append((check, passage))
    for stating, cited in standing.items():
        publication = cited[0][0].publication
        index = publication.index
        if (stating, MB.statementStatus, MB.derived) in index or not seen.issuperset(
            index.objects(stating, MB.statedIn)
        ):
            continue
        for predicate in _LOOKED_FOR:
            for value in index.objects(stating, predicate):
                number = _decimal(value)
                if number is not None and not any(
                    check.shows(passage, number) for check, passage in cited
                ):
                    where = publication.place(stating, predicate, value)
                    yield finding("source/value", where, value=value.value)


def check_sections(publication: Publication, texts: Iterable[SourceText]) -> Iterator[SectionCheck]:
    """Pair each section that has a source with its text, recognised by hash."""
    known = {each.sha256: each for each in texts}
    index = publication.index
    for section in sorted(index.values(OA.hasSource), key=order):
        if isinstance(section, NamedNode):
            sha256 = index.first(section, MB.sourceSha256)
            yield SectionCheck(publication, section, known.get(sha256.value) if sha256 else None)


def unmatched(
    publication: Publication, texts: Iterable[SourceText], places: Iterable[str]
) -> Iterator[Diagnostic]:
    """Say so where a text was given by its address and is not the one that was read."""
    index = publication.index
    known = {value.value: section for value, [section, *_] in index.values(MB.sourceSha256).items()}
    given, texts = set(places), tuple(texts)
    found = {text.sha256 for text in texts}
    if any(text.origin in given and text.sha256 not in known for text in texts):
        for sha256, section in known.items():
            if sha256 not in found:
                yield finding(
                    "source/changed", publication.place(section), value=publication.short(section)
                )


def no_match(texts: Iterable[SourceText]) -> Diagnostic:
    """Say that none of the texts is the source of any section."""
    found = ", ".join(sorted(f"{each.sha256} ({each.origin})" for each in texts)) or "–"
    return finding("source/no-match", Location(), found=found)


def digest(text: str) -> str:
    """Compute the SHA-256 of the UTF-8 of `text`, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _first(figures: Sequence[Figure], start: int) -> int:
    return bisect_left(figures, start, key=lambda figure: figure.start)


def _decimal(term: Term) -> Decimal | None:
    try:
        number = Decimal(term.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
