"""An answer as one page that needs nothing else: no script, its style in it, light and dark."""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from maalbar import __version__, templates
from maalbar.queries.exact import Cell
from maalbar.render.answers import cells, sources
from maalbar.render.answers.table import nothing_found
from maalbar.render.answers.view import Row, View
from maalbar.render.findings.harmless import prose
from maalbar.words import counted


def render(answer: View) -> Iterator[str]:
    """Render an answer as a page."""
    noted = sources.with_notes(answer)
    body = noted.answer
    numeric = cells.numeric(body)
    return templates.stream(
        "answers.html",
        language=body.language,
        title=prose(body.title or body.say("answer")),
        asked=prose(body.asked),
        said=_said(body),
        titles=list(zip(map(prose, body.titles), numeric, strict=True)),
        rows=(_row(each, numeric, body.language) for each in body.rows),
        count=f"{counted('rows', len(body.rows), body.language)}.",
        heading=noted.heading,
        notes=[_note(each) for each in noted.notes],
        description=body.say("answer"),
        version=__version__,
    )


def _said(answer: View) -> str:
    """Say what is no table; empty where there is one."""
    if answer.truth is not None:
        return answer.say("yes" if answer.truth else "no")
    if not answer.rows:
        return prose(nothing_found(answer))
    return "" if answer.columns else answer.say("no-columns")


def _row(row: Row, numeric: list[bool], language: str) -> list[dict[str, Any]]:
    return [_cell(term, of, language) for term, of in zip(row, numeric, strict=True)]


def _cell(term: Cell, numeric: bool, language: str) -> dict[str, Any]:  # noqa: FBT001 # a column's
    shown = cells.shown(term, language)
    tagged = term.language if isinstance(term, Literal) else None
    return {
        "text": shown,
        "numeric": numeric,
        "link": isinstance(term, NamedNode) and _is_web(term.value),
        "address": term.value if isinstance(term, NamedNode) else "",
        "language": tagged if tagged and tagged != language else "",
    }


def _note(note: sources.Note) -> dict[str, Any]:
    before, address, after = note.parts
    return {
        "mark": note.mark.strip("[]"),
        "before": before,
        "address": address,
        "after": after,
        "link": _is_web(address),
    }


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))
