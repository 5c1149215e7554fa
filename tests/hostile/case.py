"""A hostile contribution: what is handed in, how it is asked about, and what must be said of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pytest

Content = str | bytes | Callable[[], str | bytes]

KILO: Final = 1_000
MEGA: Final = 1_000_000

# In a publication of its own.
SETTINGS: Final = """\
base = "https://example.org/tests/"
publisher = "org/bydrift"
contact-name = "Bydrift"
contact-url = "https://example.org/"
issued = 2024-01-15
modified = 2024-01-15
title.nb = "Byen vår"
description.nb = "Et lite regnskap til å ødelegge."
"""
# What the settings refer to, so that nothing is wrong but what is hostile.
SHARED: Final = """\
editorial:
  - id: org/bydrift
    type: Organization
    label: {nb: Bydrift, nn: Bydrift, en: Bydrift}
"""
PREFIXES: Final = """\
prefix : <https://example.org/tests/id/>
prefix mb: <https://w3id.org/maalbar/ns#>
prefix dct: <http://purl.org/dc/terms/>
"""


class Case(NamedTuple):
    """One contribution.

    `write` makes it in an empty folder, from where `validate` is run with `arguments`; a file
    called `stdin` is what comes in.  All of `codes` must be among the findings.
    """

    name: str
    write: Callable[[Path], object]
    codes: tuple[str, ...]
    arguments: tuple[str, ...] = (".",)


def written(folder: Path, name: str, content: Content) -> Path:
    """Write a file, below folders that need not be there."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    said = content() if callable(content) else content
    path.write_bytes(said.encode("utf-8", "surrogatepass") if isinstance(said, str) else said)
    return path


def alone(name: str, file: str, content: Content, *codes: str, more: tuple[str, ...] = ()) -> Case:
    """One file that belongs to nothing."""
    return Case(name, lambda folder: written(folder, file, content), codes, (file, *more))


def part(name: str, file: str, content: Content, *codes: str, more: tuple[str, ...] = ()) -> Case:
    """One file of a publication."""
    return several(name, {file: content}, *codes, more=more)


def several(name: str, files: dict[str, Content], *codes: str, more: tuple[str, ...] = ()) -> Case:
    """Some files of a publication, whose settings or shared things may be among them."""

    def write(folder: Path) -> None:
        for file, content in ({"maalbar.toml": SETTINGS, "shared.yaml": SHARED} | files).items():
            written(folder, file, content)

    return Case(name, write, codes, (".", *more))


def parameters(*families: tuple[Case, ...]) -> list[object]:
    """Give cases to pytest, by their names."""
    return [pytest.param(each, id=each.name) for family in families for each in family]
