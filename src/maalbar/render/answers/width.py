"""Text set in the columns of a terminal: some characters take two, some none."""

import unicodedata
from collections.abc import Iterator


def columns(text: str) -> int:
    """Count the columns that a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def left(text: str, width: int) -> str:
    """Fill up a text on its right."""
    return text + " " * (width - columns(text))


def right(text: str, width: int) -> str:
    """Fill up a text on its left."""
    return " " * (width - columns(text)) + text


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text at its spaces; what stands between two of them is never broken."""
    line = ""
    room = width
    for word in text.split(" "):
        taken = columns(word)
        if line and taken + 1 > room:
            yield line
            line, room = "", width
        line += f" {word}" if line else word
        room = width - columns(line) if room == width else room - taken - 1
    yield line


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
