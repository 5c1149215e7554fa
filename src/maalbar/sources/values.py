"""Stated figures that stand in none of the passages that they cite."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from maalbar.model.diagnostic import Diagnostic
from maalbar.model.terms import MB, Subject, Term
from maalbar.model.text import Text
from maalbar.sources.figures import Figure
from maalbar.sources.section import LOOKED_FOR, Cited, SectionCheck, Slip, as_number
from maalbar.sources.texts import places_in
from maalbar.words import finding, text

# A passage of more figures than this does not show which of them was meant.
_FEW: Final = 3
_Citation = tuple[SectionCheck, Cited]


class WrongValue(NamedTuple):
    """A stated figure that is not in the text, and what stands there instead."""

    finding: Diagnostic
    slips: frozenset[Slip]


def wrong_values(checks: Iterable[SectionCheck]) -> tuple[WrongValue, ...]:
    """Find stated figures that stand in none of the passages that they cite.

    What cites a section whose text is not at hand is left alone.
    """
    standing: dict[Subject, list[_Citation]] = {}
    seen: set[Term] = set()
    for check in checks:
        for passage in check.passages if check.text else ():
            seen.add(passage.node)
            for citing in check.publication.index.subjects(MB.statedIn, passage.node):
                standing.setdefault(citing, []).append((check, passage))
    return tuple(
        each
        for stating, cited in standing.items()
        if seen.issuperset(cited[0][0].publication.index.objects(stating, MB.statedIn))
        for each in _of(stating, cited)
    )


def _of(stating: Subject, cited: list[_Citation]) -> Iterator[WrongValue]:
    publication = cited[0][0].publication
    index = publication.index
    if (stating, MB.statementStatus, MB.derived) in index:
        return
    for predicate in LOOKED_FOR:
        for value in index.objects(stating, predicate):
            number = as_number(value)
            if number is None or any(check.shows(passage, number) for check, passage in cited):
                continue
            slips = _slips(cited)
            where = publication.place(stating, predicate, value)
            instead = _instead(slips)
            wrong = finding("source/value", where, value=value.value, suggestion=instead)
            yield WrongValue(
                wrong, frozenset(Slip(check.section, each.start) for check, each in slips)
            )


def _slips(cited: Iterable[_Citation]) -> list[tuple[SectionCheck, Figure]]:
    """Give the figures that nothing states and that may be meant, if they are of one value."""
    found: list[tuple[SectionCheck, Figure]] = []
    for check, passage in cited:
        first = bisect_left(check.uncovered, passage.start, key=lambda figure: figure.start)
        inside = check.uncovered[first : first + _FEW]
        found += ((check, each) for each in inside if each.end <= passage.end)
    return found if len({each.value for _, each in found}) == 1 else []


def _instead(slips: Iterable[tuple[SectionCheck, Figure]]) -> Text | str:
    """Say what stands where another figure is cited."""
    for check, figure in slips:
        (place,) = places_in(check.text.text if check.text else "", [(figure.start, figure.end)])
        return text(
            "phrases",
            "stands-instead",
            figure=figure.text,
            line=place.line,
            start=place.start,
            end=place.end,
            around=place.around,
        )
    return ""
