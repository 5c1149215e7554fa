"""References of an answer: as notes below it for people, as columns for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import XSD
from maalbar.model.text import pick
from maalbar.queries.citing import Reference
from maalbar.queries.exact import Cell
from maalbar.render.answers.cells import written_number
from maalbar.render.answers.view import Row, View
from maalbar.render.findings.harmless import prose

SEPARATOR: Final = " | "
_MARKS: Final = "cited"
COLUMNS: Final = ("citedReport", "citedPublisher", "citedYear", "citedAddress", "citedPassage")


@dataclass(frozen=True, slots=True)
class Note:
    """A note: the mark by which rows refer to it, and the reference that it gives."""

    mark: str
    text: str
    address: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before the address, the address, and what stands after it."""
        return self.text.partition(self.address)


@dataclass(frozen=True, slots=True)
class Noted:
    """An answer whose rows bear the marks of notes; no heading where none are asked for."""

    answer: View
    heading: str = ""
    notes: Sequence[Note] = ()


def with_notes(answer: View) -> Noted:
    """Give each row the numbers of its references; the last column holds them."""
    citations = answer.citations
    if citations is None:
        return Noted(answer)
    notes: dict[Reference, Note] = {}
    for row in answer.rows:
        for each in citations.of(row):
            if each not in notes:
                text = reference(each, answer)
                notes[each] = Note(f"[{len(notes) + 1}]", text, each.address)
    if not notes:
        return Noted(answer, answer.say("no-sources"))

    def marks(row: Row) -> Row:
        found = [notes[each].mark for each in citations.of(row)]
        return (Literal(" ".join(found)) if found else None,)

    marked = answer.with_columns({_MARKS: answer.say("cited")}, marks)
    return Noted(marked, answer.say("sources"), tuple(notes.values()))


def with_columns(answer: View) -> View:
    """Give each row its references in columns; of several, each column holds all."""
    citations = answer.citations
    if citations is None:
        return answer

    def told(row: Row) -> Row:
        found = citations.of(row)
        if not found:
            return (None,) * len(COLUMNS)
        year, address = (
            SEPARATOR.join(values)
            for values in ([each.year for each in found], [each.address for each in found])
        )
        cells: tuple[Cell, ...] = (
            _text([pick(each.title, answer.language) for each in found]),
            _text([pick(each.publisher, answer.language) for each in found]),
            Literal(year, datatype=XSD.gYear if len(found) == 1 and year else XSD.string),
            NamedNode(address) if len(found) == 1 else Literal(address),
            _text([passage(each, answer) for each in found]),
        )
        return cells

    titles = ("cited-report", "cited-publisher", "cited-year", "cited-address", "cited-passage")
    return answer.with_columns(dict(zip(COLUMNS, map(answer.say, titles), strict=True)), told)


def reference(each: Reference, answer: View) -> str:
    """Write a reference: publisher, year, title, address and place."""
    parts = {
        "publisher": pick(each.publisher, answer.language),
        "year": each.year or answer.say("no-year"),
        "title": pick(each.title, answer.language) or each.report,
        "address": each.address,
    }
    key = "reference" if parts["publisher"] else "reference-unsigned"
    where = passage(each, answer)
    written = prose(answer.say(key, **parts))
    return f"{written}, {where}" if where else written


def passage(each: Reference, answer: View) -> str:
    """Say which characters of the page it is; empty where it is the page as a whole."""
    places = [
        f"{written_number(str(start), answer.language)}–{written_number(str(end), answer.language)}"
        for start, end in each.places
    ]
    return answer.say("characters", places=", ".join(places)) if places else ""


def _text(parts: Sequence[str]) -> Literal:
    return Literal(SEPARATOR.join(parts))
