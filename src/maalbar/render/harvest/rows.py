"""Rows of a label and what it is the label of, within the width of a terminal."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from maalbar.render.findings.harmless import prose

_GAP: Final = 2
_NARROWEST: Final = 20


def wrapped(text: str, width: int, indent: int = 0, hanging: int = 0) -> list[str]:
    """Wrap a text from outside at words alone: what must be copied whole is never broken."""
    return wrap(
        prose(text),
        max(width, indent + _NARROWEST),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def rows(labelled: Iterable[tuple[str, list[str]]], width: int, indent: int) -> Iterator[str]:
    """Set labels in a column and their texts beside them, or below where there is no room."""
    known = list(labelled)
    column = max((len(label) for label, _ in known), default=0) + _GAP
    beside = indent + column + _NARROWEST <= width
    start = indent + (column if beside else _GAP)
    for label, texts in known:
        lines = [line for text in texts for line in wrapped(text, width, start, _GAP)]
        head = " " * indent + label
        if beside and lines:
            lines[0] = head.ljust(start) + lines[0][start:]
        else:
            lines.insert(0, head)
        yield from lines
