"""SPARQL within the width of a window: broken where it may be, and still the same query."""

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Final

# What no line may be broken within: a text, an IRI, a comment, and what has no space in it.
_PIECE: Final = re.compile(
    r"""#.*|(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>|[^\s"'#])+|["']"""
)
_QUOTED: Final = re.compile("[\"'<]")
_BETWEEN_WAYS: Final = re.compile(r"(?<=[^|]\|)(?=[^|])")
_LONG_TEXT: Final = re.compile("\"{3}|'{3}")


def within(sparql: str, width: int) -> Iterator[str]:
    """Give the lines of a query, those that are wider than `width` broken at spaces.

    A query with a text of several lines is left as it is.
    """
    lines = sparql.splitlines()
    if _LONG_TEXT.search(sparql):
        yield from lines
        return
    for line in lines:
        if len(line) <= width:
            yield line
        else:
            yield from _broken(line, width)


def _broken(line: str, width: int) -> Iterator[str]:
    margin = line[: len(line) - len(line.lstrip())]
    pieces = _PIECE.findall(line)
    if pieces and pieces[-1].startswith("#"):
        comment = pieces.pop().lstrip("# ")
        start = f"{margin}# "
        yield from wrap(comment, width, initial_indent=start, subsequent_indent=start)
    written = margin
    for piece in (part for each in pieces for part in _parts(each, width - len(margin) - 2)):
        if written.strip() and len(written) + len(piece) > width:
            yield written.rstrip()
            written = f"{margin}  "
        written += f"{piece} "
    if written.strip():
        yield written.rstrip()


def _parts(piece: str, room: int) -> list[str]:
    """Break a path of many ways between them, where it is longer than a line."""
    if len(piece) <= room or _QUOTED.search(piece):
        return [piece]
    return _BETWEEN_WAYS.split(piece)
