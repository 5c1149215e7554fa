"""The line of a file that a finding is about, cut so that what it is about is seen."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

from maalbar.model.diagnostic import Location
from maalbar.render.findings.harmless import cells

_TAB: Final = "    "
_CUT: Final = "…"
_NARROWEST: Final = 10


class Excerpt(NamedTuple):
    """Part of a line, harmless to show: what the finding is about, and what is around it."""

    before: str
    marked: str
    after: str


def columns(text: str) -> int:
    """Tell how many columns of a terminal a text takes."""
    return sum(_wide(character) for character in text)


def excerpt(where: Location, room: int) -> Excerpt | None:
    """Cut out what is seen of the line in `room` columns; nothing where the line is not known."""
    if where.source is None or where.mark is None:
        return None
    room = max(room, _NARROWEST)
    line = where.source
    start = min(where.mark.column - 1, len(line))
    end = min(start + where.mark.width, len(line))
    # No more is looked at than could be shown, however long the line is.
    first, last = max(0, start - room), min(end, start + room) + room
    shown = _expanded(line[first:last])
    before, marked, after = (
        shown[: start - first],
        shown[start - first : end - first],
        shown[end - first :],
    )
    marked = _head(marked, room - 2 * len(_CUT), complete=end <= last)
    spare = room - _columns(marked)
    behind = min(_columns(after), max(spare // 2, spare - _columns(before)))
    after = _head(after, behind, complete=max(end, last) >= len(line))
    before = _head(before[::-1], spare - _columns(after), complete=first == 0)[::-1]
    return Excerpt("".join(before), "".join(marked), "".join(after))


def _expanded(text: str) -> list[str]:
    shown = cells(text)
    return [_TAB if text[at] == "\t" else each for at, each in enumerate(shown)]


def _head(shown: list[str], room: int, *, complete: bool) -> list[str]:
    """Keep what there is room for, and say where something was left out."""
    if complete and _columns(shown) <= room:
        return shown
    taken = 0
    for at, each in enumerate(shown):
        taken += columns(each)
        if taken > room - len(_CUT):
            return [*shown[:at], _CUT]
    return [*shown, _CUT]


def _columns(shown: Sequence[str]) -> int:
    return sum(map(columns, shown))


def _wide(character: str) -> int:
    if character.isascii():
        return 1
    if category(character) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
