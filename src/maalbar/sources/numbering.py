"""Numbers that only number: headings, items of lists, and what refers to them.

"2 Resultater" alone on a line, "3. Tiltak", "Hovedmål 1" and "tabell 4" count nothing.  Where
it can be doubted, a number is a figure: better one finding too many than a figure lost.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from maalbar.sources.figures import Figure

# What has a number for its name.
_NAMED: Final = re.compile(
    r"\b(?:kapittel|kapitla|kap\.|tabell|figur|vedlegg|avsnitt|"
    r"hovedmål|hovudmål|delmål|styringsmål|"
    r"chapter|table|figure|appendix|annex|section|objective)[ \u00a0]\Z",
    re.IGNORECASE,
)
# "Mål 5" may as well be what was to be reached.
_GOAL: Final = re.compile(r"\b(?:mål|goal)[ \u00a0]\Z", re.IGNORECASE)
_LONGEST_NAME: Final = 16
_NUMBER: Final = re.compile(r"[1-9][0-9]?(?:\.[1-9][0-9]?)?")
_IN_UNITS: Final = re.compile(
    r"[ \u00a0]*(?:[%‰€$]|(?:prosent|pst|per ?cent|kroner|kr|mill|mrd|tusen|stk|år|av|of)\b)",
    re.IGNORECASE,
)
_AFTER_GOAL: Final = re.compile(r":(?=\s)|[ \u00a0](?:er|har|ble|blei|vart|om|som|is|was|has)\b")
_ITEM: Final = re.compile(r"[.)][ \t\u00a0]+(?=[^\W\d_])")
_HEADING: Final = re.compile(r"\.?[ \t\u00a0]+(?=[^\W\d_])")
_BEFORE_ITEM: Final = re.compile(r"[ \t\u00a0]*(?:#{1,6}[ \t]+)?\(?")
_LONGEST_HEADING: Final = 80
_ENDS: Final = (".", ":", ";", "!", "?")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A number at the start of a line, and what speaks for it numbering the line.

    `is_marked` where it is written "3." or "3)", `follows_on` where the line above may go on
    in this one.
    """

    figure: Figure
    steps: tuple[int, ...]
    line: int
    is_marked: bool
    follows_on: bool


def numbering(text: str, figures: Sequence[Figure]) -> frozenset[int]:
    """Find where the figures of a text begin that only number something.

    Args:
        text: what the figures stand in.
        figures: all of them, in the order of the text.
    """
    plain = [each for each in figures if _NUMBER.fullmatch(each.text)]
    names = {each for each in plain if _is_name(text, each)}
    starts = {each.start for each in figures}
    lines = tuple(_numbered(text, [each for each in plain if each not in names], starts))
    return frozenset(each.start for each in names | _in_sequence(lines))


def _is_name(text: str, figure: Figure) -> bool:
    """Tell whether a figure is the name of a chapter, a table or a goal."""
    before = text[max(figure.start - _LONGEST_NAME, 0) : figure.start]
    after = text[figure.end : figure.end + _LONGEST_NAME]
    if _IN_UNITS.match(after):
        return False
    if _GOAL.search(before):
        return _AFTER_GOAL.match(after) is not None
    return _NAMED.search(before) is not None


def _numbered(text: str, figures: Sequence[Figure], starts: set[int]) -> Iterator[_Numbered]:
    """Find the lines that begin with a number and look like a heading or an item of a list."""
    line, seen = 0, 0
    for figure in figures:
        line, seen = line + text.count("\n", seen, figure.start), figure.start
        furthest = max(figure.start - _LONGEST_HEADING, 0)
        begin = text.rfind("\n", furthest, figure.start) + 1 or furthest
        if begin and text[begin - 1] != "\n":
            continue
        if not _BEFORE_ITEM.fullmatch(text, begin, figure.start):
            continue
        item = _ITEM.match(text, figure.end)
        if item or _is_heading(text, figure, starts):
            steps = tuple(map(int, figure.text.split(".")))
            above = text[max(begin - _LONGEST_HEADING, 0) : begin].split("\n")[-2:-1]
            ended = not above or not above[0].strip() or above[0].rstrip().endswith(_ENDS)
            ended = ended or "#" in text[begin : figure.start]
            yield _Numbered(figure, steps, line, item is not None, not ended)


def _is_heading(text: str, figure: Figure, starts: set[int]) -> bool:
    """Tell whether a line is short, begins with a capital, ends like a title and has no figure."""
    title = _HEADING.match(text, figure.end)
    if not title or not text[title.end()].isupper():
        return False
    end = text.find("\n", title.end(), figure.start + _LONGEST_HEADING)
    if end < 0:
        end = len(text)
    if end - figure.start > _LONGEST_HEADING:
        return False
    if text[title.end() : end].rstrip().endswith((*_ENDS, ",")):
        return False
    below = text[end + 1 : end + 2]
    return not below.islower() and starts.isdisjoint(range(title.end(), end))


def _in_sequence(lines: Sequence[_Numbered]) -> frozenset[Figure]:
    """Keep the lines that are counted: each has the number that comes after another's.

    A line "3. Tiltak" says by itself that it is numbered, and so does the only numbered line
    of a text; unless it may be the end of a sentence that began above it.
    """
    free = [each for each in lines if not each.follows_on]
    found = {each for each in free if each.is_marked or len(lines) == 1}
    last: _Numbered | None = None
    for each in lines:
        if last and _follows(last.steps, each.steps):
            is_next = each.line == last.line + 1
            if is_next or each.is_marked or not each.follows_on:
                found |= {last, each}
        if each in found or not each.follows_on:
            last = each
    return frozenset(each.figure for each in found)


def _follows(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether a number may come right after another: 2.1 after 2, 3 after 2.4."""
    up = ((*one[:depth], one[depth] + 1) for depth in range(len(one)))
    return other in {(*one, 1), *up}
