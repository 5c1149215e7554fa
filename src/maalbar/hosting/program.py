"""A small program over texts: what every server can be told to do, whatever it calls it.

A step sets variables if its test holds; later steps see what earlier ones set.  Values are
texts in which `{stem}` stands for a variable and `{1}` for what the first group of the step's
pattern caught.  No text that comes from a site holds a brace.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_PLACE: Final = re.compile(r"\{(\w+)\}")
# What a server knows of a request: its path, decoded; all of its target, as it was sent.
URI: Final = "URI"
TARGET: Final = "TARGET"
METHOD: Final = "METHOD"
# The group of what a test for the heaviest name caught.
CHOSEN: Final = "4"
ACCEPT: Final = "ACCEPT"
ACCEPT_LANGUAGE: Final = "ACCEPT_LANGUAGE"


@dataclass(frozen=True, slots=True)
class Matches:
    """A variable holds what a pattern describes."""

    variable: str
    pattern: str
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class Heaviest:
    """A variable holds weighed names; the group `{4}` is the first that no other outweighs."""

    variable: str


@dataclass(frozen=True, slots=True)
class Exists:
    """There is an ordinary file at `path`, a text relative to the root."""

    path: str


Test = Matches | Heaviest | Exists


@dataclass(frozen=True, slots=True)
class Step:
    """Sets variables, if a test holds; `why` is for whoever reads the configuration.

    No value refers to another variable that the step sets, as servers set them in any order.
    """

    values: Mapping[str, str]
    test: Test | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a request is answered: with a file, by sending the reader on, or with a sentence.

    `file` is a path relative to the root, `to` an address, `body` a page; all are texts.
    """

    status: int
    file: str = ""
    to: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Steps, and the answer for each value of `decided`; headers are left out where empty."""

    steps: tuple[Step, ...]
    decided: str
    answers: Mapping[str, Answer]
    headers: Mapping[str, str]


def written(text: str, literal: Callable[[str], str], place: Callable[[str], str]) -> str:
    """Write a text in the syntax of a server.

    Args:
        text: with its places.
        literal: writes what stands there as it is.
        place: writes a variable, or a group if the name is a digit.
    """
    parts = _PLACE.split(text)
    return "".join(place(part) if odd else literal(part) for odd, part in _alternating(parts))


def _alternating(parts: list[str]) -> list[tuple[bool, str]]:
    return [(number % 2 == 1, part) for number, part in enumerate(parts) if part]
