"""Where that of which an answer speaks stands: the report, the page, and the characters of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import Term
from maalbar.model.text import Text
from maalbar.queries.engine import Engine, inner
from maalbar.queries.library import DEFAULT_READS
from maalbar.queries.tokens import Several

# So many that the query is still one that every server takes.
_AT_ONCE: Final = 50
_PLACE: Final = re.compile(r"#char=([0-9]{1,9}),([0-9]{1,9})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in a report.

    `address` is the page, or the report itself where no page is known; `places` are the first
    character and the one after the last, counted on that page, and empty where the page as a
    whole is meant.  `year` is as written, and empty where the report does not say.
    """

    report: str
    title: Text = field(hash=False)
    publisher: Text = field(hash=False)
    year: str
    address: str
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Citations:
    """The references of an answer: those of each thing, and those of rows that name none.

    Of what one row names, the most exact counts: a passage, then what a report tells of, then a
    report.
    """

    ranked: Mapping[str, Mapping[int, tuple[Reference, ...]]] = field(default_factory=dict)
    otherwise: tuple[Reference, ...] = ()

    def of(self, row: Iterable[object]) -> tuple[Reference, ...]:
        """Give the references of a row."""
        named = [
            self.ranked[each.value]
            for each in row
            if isinstance(each, NamedNode) and each.value in self.ranked
        ]
        best = min((rank for each in named for rank in each), default=None)
        if best is None:
            return self.otherwise
        return tuple(dict.fromkeys(one for each in named for one in each.get(best, ())))

    def reports_of(self, rows: Iterable[Iterable[object]]) -> tuple[Reference, ...]:
        """Give one reference to each report that rows refer to."""
        found = {each.report: each for row in rows for each in self.of(row)}
        return tuple(found.values())


def cite(
    engine: Engine, things: Iterable[NamedNode], about: Iterable[NamedNode], reads: Iterable[str]
) -> Citations:
    """Find the references of an answer.

    Args:
        engine: what was asked.
        things: what the rows name.
        about: the reports that were asked about, for rows that name nothing that can be cited.
        reads: statuses of the graphs that the question read.
    """
    read = frozenset((*reads, *DEFAULT_READS))
    reported = list(dict.fromkeys(about))
    stands = list(_stands(engine, dict.fromkeys((*things, *reported)), read))
    told = _told(engine, dict.fromkeys(each.report for each in stands), read)
    ranked: dict[str, dict[int, tuple[Reference, ...]]] = {}
    for key, places in _gathered(stands).items():
        thing, rank, report, page = key
        reference = _reference(report, page, told.get(report, ()), places)
        of_thing = ranked.setdefault(thing, {})
        of_thing[rank] = (*of_thing.get(rank, ()), reference)
    otherwise = [one for each in reported for one in ranked.get(each.value, {}).get(2, ())]
    return Citations(ranked, tuple(otherwise))


def names_of(engine: Engine, things: Iterable[NamedNode]) -> Mapping[str, Text]:
    """Find what things are called; those without a name are left out."""
    found: dict[str, list[Term]] = {}
    for some in _batches(dict.fromkeys(things)):
        answer = engine.answer(inner("names-of", things=some), frozenset(DEFAULT_READS))
        for thing, name in answer.terms:
            if thing and name:
                found.setdefault(thing.value, []).append(name)
    return {thing: _text(names) for thing, names in found.items()}


@dataclass(frozen=True, slots=True)
class _Stands:
    thing: str
    rank: int
    report: NamedNode
    page: str
    place: tuple[int, int] | None


def _stands(engine: Engine, things: Iterable[NamedNode], read: frozenset[str]) -> Iterator[_Stands]:
    for some in _batches(things):
        answer = engine.answer(inner("sources-of", things=some), read)
        for thing, rank, report, page, passage in answer.terms:
            if isinstance(report, NamedNode) and thing and rank:
                found = _PLACE.search(passage.value) if passage else None
                place = (int(found[1]), int(found[2])) if found else None
                yield _Stands(
                    thing.value, int(rank.value), report, page.value if page else "", place
                )


def _gathered(
    stands: Iterable[_Stands],
) -> Mapping[tuple[str, int, NamedNode, str], tuple[tuple[int, int], ...]]:
    """Gather the places on one page; of characters, those of the page as a whole say nothing."""
    found: dict[tuple[str, int, NamedNode, str], dict[tuple[int, int], None]] = {}
    for each in stands:
        places = found.setdefault((each.thing, each.rank, each.report, each.page), {})
        if each.place:
            places[each.place] = None
    return {key: tuple(sorted(places)) for key, places in found.items()}


def _told(
    engine: Engine, reports: Iterable[NamedNode], read: frozenset[str]
) -> Mapping[NamedNode, Sequence[tuple[str, Term]]]:
    found: dict[NamedNode, list[tuple[str, Term]]] = {}
    for some in _batches(reports):
        for report, what, said in engine.answer(inner("reports-told", things=some), read).terms:
            if isinstance(report, NamedNode) and what and said:
                found.setdefault(report, []).append((what.value, said))
    return found


def _reference(
    report: NamedNode,
    page: str,
    told: Iterable[tuple[str, Term]],
    places: tuple[tuple[int, int], ...],
) -> Reference:
    said: dict[str, list[Term]] = {}
    for what, term in told:
        said.setdefault(what, []).append(term)
    pages = said.get("page", [])
    whole = pages[0].value if len(pages) == 1 else report.value
    return Reference(
        report=report.value,
        title=_text(said.get("title", ())),
        publisher=_text(said.get("publisher", ())),
        year=next((each.value for each in said.get("year", ())), ""),
        address=page or whole,
        places=places,
    )


def _text(terms: Iterable[Term]) -> Text:
    return {
        (each.language or "") if isinstance(each, Literal) else "": each.value for each in terms
    }


def _batches(things: Iterable[NamedNode]) -> Iterator[Several]:
    known = list(things)
    for at in range(0, len(known), _AT_ONCE):
        yield Several(known[at : at + _AT_ONCE])
