"""What is said of a code of findings in general: its name, why it is asked for, how to mend it.

The codes of the program are those of the table of findings.  What shapes find has the code of
its constraint component; its sentences are those of the shape, so none stands here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Final

from maalbar.model.diagnostic import Severity
from maalbar.model.text import LANGUAGES, Text
from maalbar.words import table

_LEFT_OUT: Final = frozenset((None, "suggestion", "kind"))
_ANYTHING: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What is to be known of a code.

    `says` is the message of its findings with what differs left open; it is empty, and
    there is no `severity`, where a shape decides them.
    """

    code: str
    title: Text
    why: Text
    mend: Text
    says: Text
    severity: Severity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer of findings and its codes, in the order in which to read of them."""

    name: str
    title: Text
    about: Text
    reasons: tuple[Reason, ...]


@cache
def layers() -> tuple[Layer, ...]:
    """Give all that is said of codes, layer by layer."""
    return tuple(
        Layer(
            name=name,
            title=_part(entry, "title"),
            about=_part(entry, "why"),
            reasons=tuple(_reasons(name)),
        )
        for name, entry in table("reasons").items()
        if "/" not in name
    )


def _reasons(layer: str) -> Iterator[Reason]:
    for code, entry in table("reasons").items():
        if code.startswith(f"{layer}/"):
            found = table("findings").get(code, {})
            mend = _part(entry, "mend") if "mend" in entry["en"] else _part(found, "hint")
            yield Reason(
                code=code,
                title=_part(entry, "title"),
                why=_part(entry, "why"),
                mend=mend,
                says=_part(found, "message") if found else {},
                severity=Severity(found["severity"]) if found else None,
            )


def _part(entry: dict[str, dict[str, str]], part: str) -> Text:
    return {tag: _open(entry[tag][part]) for tag in LANGUAGES}


def _open(sentence: str) -> str:
    """Leave open in a sentence what each finding fills in."""
    return "".join(
        text + ("" if place in _LEFT_OUT else _ANYTHING)
        for text, place, _, _ in Formatter().parse(sentence)
    )
