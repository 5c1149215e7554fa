"""An answer as a table in Markdown, in which no value becomes markup.

See Also:
    GitHub Flavored Markdown, section 4.10 <https://github.github.com/gfm/#tables-extension->.
"""

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from maalbar.queries.exact import Cell
from maalbar.render.answers import cells, sources
from maalbar.render.answers.table import nothing_found
from maalbar.render.answers.view import View
from maalbar.render.findings.harmless import prose
from maalbar.words import counted

# What is markup inside a cell, and the colon and the dot by which an address becomes a link.
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&|~$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LINKED: Final = re.compile(r"https?://[^\s<>|\\`]+")


def render(answer: View) -> Iterator[str]:
    """Render an answer as a table of GitHub Flavored Markdown."""
    if answer.truth is not None:
        yield f"{answer.say('yes' if answer.truth else 'no')}\n"
        return
    noted = sources.with_notes(answer)
    body = noted.answer
    if not body.rows or not body.columns:
        said = body.say("no-columns") if body.rows else prose(nothing_found(body))
        yield f"{escaped(said)}\n"
        return
    yield _line([escaped(prose(each)) for each in body.titles])
    yield _line(["---:" if each else "---" for each in cells.numeric(body)])
    for row in body.rows:
        yield _line([_cell(each, body.language) for each in row])
    yield f"\n{counted('rows', len(body.rows), body.language)}.\n"
    if noted.heading:
        yield f"\n{escaped(noted.heading)}\n\n"
        yield from (f"- {escaped(each.mark)} {_note(each)}\n" for each in noted.notes)


def escaped(said: str) -> str:
    """Write a text of which nothing is markup."""
    return _MARKUP.sub(_escape, said)


def _escape(match: re.Match[str]) -> str:
    # As references: a backslash before them does not keep all readers from making a link.
    return f"&#{ord(match[0])};" if match[0] in "<>&:." else f"\\{match[0]}"


def _line(written: list[str]) -> str:
    return f"| {' | '.join(written)} |\n"


def _cell(term: Cell, language: str) -> str:
    shown = cells.shown(term, language)
    return _address(shown) if isinstance(term, NamedNode) else escaped(shown)


def _note(note: sources.Note) -> str:
    before, address, after = note.parts
    return escaped(before) + _address(address) + escaped(after)


def _address(shown: str) -> str:
    return f"<{shown}>" if _LINKED.fullmatch(shown) else escaped(shown)
