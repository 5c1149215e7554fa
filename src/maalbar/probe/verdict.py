"""What a check came to: it holds, it does not, it could not be looked at, or is no matter here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from maalbar.fetch.client import Answer
from maalbar.model.text import LANGUAGES, Text
from maalbar.probe.asking import Trail
from maalbar.words import text

_LONGEST: Final = 120


class Case(NamedTuple):
    """One thing that was looked at: where, whether it is as it should be, and what was seen."""

    at: str
    ok: bool
    seen: Text | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check came to.

    `ok` is None where it could not be looked at, and `applies` false where it is no matter.
    """

    ok: bool | None
    seen: Text = field(default_factory=dict)
    at: str = ""
    applies: bool = True


def not_seen() -> Verdict:
    """Say that a check could not be looked at."""
    return Verdict(ok=None, seen=text("probe", "not-seen"))


def no_matter() -> Verdict:
    """Say that a check is no matter for this site."""
    return Verdict(ok=None, seen=text("probe", "no-matter"), applies=False)


def judged(cases: Iterable[Case], otherwise: Verdict | None = None) -> Verdict:
    """Judge by cases, of which the first that is wrong is told.

    Args:
        cases: what was looked at.
        otherwise: the verdict where that is nothing; that it could not be seen, if not given.
    """
    known = list(cases)
    wrong = [each for each in known if not each.ok]
    if wrong:
        return Verdict(ok=False, seen=in_all(wrong[0].seen), at=wrong[0].at)
    if known:
        return Verdict(ok=True, seen=text("probe", "all-well", count=len(known)))
    return otherwise or not_seen()


def in_all(seen: Text | str) -> Text:
    """Give what is the same in all languages, cut where it is too long."""
    return dict.fromkeys(LANGUAGES, shortened(seen)) if isinstance(seen, str) else seen


def shortened(said: str) -> str:
    """Cut what a server said."""
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def answered(trail: Trail) -> Text | str:
    """Say what was at the end of a way: status and media type, or why it was not reached."""
    if trail.fault:
        return trail.fault.message
    return described(trail.end) if trail.end else text("probe", "not-seen")


def described(answer: Answer) -> str:
    """Say what an answer is: `200 text/html`."""
    return f"{answer.status} {answer.media_type}".strip()


def header(answer: Answer, name: str) -> str:
    """Say what a header holds: `Vary: Accept`, or `Vary: –` where it is not there."""
    return f"{name}: {answer.headers.get(name, '') or '–'}"
