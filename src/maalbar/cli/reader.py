"""Who reads: in which language, in how wide a window, and whether it is a person.

The language is that of `--lang`, else MAALBAR_LANG, else the locale.
"""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final, TextIO

import click

from maalbar.model.text import LANGUAGES
from maalbar.words import phrase

_PIPE_WIDTH: Final = 100
# More than any file may hold, so that it is told of.
_MOST_BYTES: Final = 64 * 1024 * 1024


def preferred_language(arguments: Iterable[str] = ()) -> str:
    """Give the language that the reader asked for, by option, setting or locale.

    Args:
        arguments: the command line, of which only `--lang` is looked at.
    """
    given = list(arguments)
    asked = [
        *(each.removeprefix("--lang=") for each in given if each.startswith("--lang=")),
        *(after for each, after in pairwise(given) if each == "--lang"),
        *(os.environ.get(name, "") for name in ("MAALBAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG")),
    ]
    for each in asked:
        tag = each.lower().replace("_", "-").partition("-")[0].partition(".")[0]
        tag = "nb" if tag == "no" else tag
        if tag in LANGUAGES:
            return tag
    return "en"


LANGUAGE: Final = preferred_language(sys.argv)


def say(key: str, language: str = LANGUAGE, **values: object) -> str:
    """Give one of the commands' sentences."""
    return phrase("commands", key, language, **values)


def width() -> int:
    """Give the columns that there are."""
    columns = shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
    return max(columns, 40) if is_person(sys.stdout) or "COLUMNS" in os.environ else _PIPE_WIDTH


def is_person(stream: TextIO | None) -> bool:
    """Tell whether a person reads a stream; a closed one is None."""
    return stream is not None and stream.isatty()


def has_colour() -> bool:
    """Tell whether the reader sees colours; see <https://no-color.org>."""
    return is_person(sys.stdout) and not os.environ.get("NO_COLOR")


def standard_input() -> bytes:
    """Read what comes in, as far as it may be of use; a closed input is an empty one."""
    return sys.stdin.buffer.read(_MOST_BYTES) if sys.stdin else b""


def counting(each: Iterator[Any], label: str, *, total: int | None = None) -> Iterator[Any]:
    """Count on a terminal what goes by; say nothing in a pipe."""
    if not is_person(sys.stderr):
        yield from each
        return
    step = 1 if total else 50
    for count, one in enumerate(each, start=1):
        if count % step == 0:
            of = f"/{total}" if total else ""
            click.echo(f"\r{label} … {count}{of}", nl=False, err=True)
        yield one
    click.echo("\r\033[K", nl=False, err=True)
