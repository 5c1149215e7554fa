"""A finding in one language: what all renderings for people say of it, in the same order.

All of it is harmless to show and none of it endless; each rendering lays it out and escapes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, NamedTuple, TypeVar

from maalbar.model.diagnostic import Diagnostic, Location, Related, Severity
from maalbar.model.text import Text
from maalbar.render.findings.harmless import cut, cut_inside, harmless, prose
from maalbar.render.findings.view import DEEPEST, View

_MOST: Final = 10
_MOST_REASONS: Final = 20
_LONGEST_VALUE: Final = 400
_LONGEST_PATH: Final = 500
_T = TypeVar("_T")


class Detail(NamedTuple):
    """What is said under one label: words for the reader, and what must be copied exactly."""

    label: str
    words: str = ""
    exact: str = ""

    @property
    def text(self) -> str:
        """Both, the words first."""
        both = self.words and self.exact
        return f"{self.words} ({self.exact})" if both else self.words + self.exact


class Reason(NamedTuple):
    """A part of a rule that failed, and the parts of it that did."""

    text: str
    parts: tuple["Reason", ...] = ()


class Line(NamedTuple):
    """A line of plain text: how deep it stands, what it begins with, what it says."""

    depth: int
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a reader is told about a finding."""

    code: str
    severity: Severity
    kind: str
    place: str
    message: str
    about: tuple[Detail, ...]
    value: Detail | None
    expected: Detail | None
    because: tuple[Reason, ...]
    hint: Detail | None
    related: tuple[Detail, ...]
    rule: Detail | None

    @property
    def before(self) -> tuple[Detail, ...]:
        """What is said before the reasons."""
        return tuple(each for each in (*self.about, self.value, self.expected) if each)

    @property
    def after(self) -> tuple[Detail, ...]:
        """What is said after the reasons."""
        return tuple(each for each in (self.hint, *self.related, self.rule) if each)


def told(view: View, finding: Diagnostic) -> Told:
    """Tell a finding to the reader."""
    where = finding.location
    return Told(
        code=harmless(finding.code),
        severity=finding.severity,
        kind=view.say(finding.severity.value),
        place=place(where),
        message=prose(view.pick(finding.message)),
        about=tuple(_about(view, where)),
        value=_detail(view, "value", exact=finding.value),
        expected=_detail(view, "expected", ", ".join(_expected(view, finding.expected))),
        because=tuple(_reasons(view, finding, DEEPEST, iter(range(_MOST_REASONS)))),
        hint=_detail(view, "hint", view.pick(finding.hint)),
        related=tuple(_related(view, finding.related)),
        rule=_detail(view, "rule", exact=finding.rule),
    )


def lines(view: View, said: Told) -> Iterator[Line]:
    """Give all but the message as lines of plain text."""
    yield from (Line(0, each.label, each.text) for each in said.before)
    if said.because:
        yield Line(0, view.say("because"), "")
        yield from _indented(said.because, 1)
    yield from (Line(0, each.label, each.text) for each in said.after)


def place(where: Location) -> str:
    """Give a place as editors read it: `path:line:column`."""
    if where.path is None:
        return ""
    mark = f":{where.mark.line}:{where.mark.column}" if where.mark else ""
    return f"{file(where.path)}{mark}"


def file(path: PurePosixPath | None) -> str:
    """Name a file; of a name that no disk has, both ends."""
    return cut_inside(harmless(str(path or "")), _LONGEST_PATH)


def more_alike(view: View, findings: Sequence[Diagnostic]) -> str:
    """Count findings that are not shown, and say on which lines they are."""
    numbers = sorted({each.location.mark.line for each in findings if each.location.mark})
    count = view.number(len(findings))
    if not numbers:
        return view.say("more-alike", count=count)
    listed = ", ".join(view.number(each) for each in numbers[:_MOST])
    if len(numbers) > _MOST:
        listed += f" … {view.number(numbers[-1])}"
    key = "more-alike-on-line" if len(numbers) == 1 else "more-alike-on-lines"
    return view.say(key, count=count, lines=listed)


def _about(view: View, where: Location) -> Iterator[Detail]:
    for name, label, exact in (
        ("about", where.focus_label, where.focus),
        ("property", where.property_label, where.property_path),
    ):
        found = _detail(view, name, view.pick(label), exact)
        if found:
            yield found


def _detail(view: View, name: str, words: str = "", exact: str | None = None) -> Detail | None:
    """Say something under its label; words that only repeat what is exact are left out."""
    shown = cut(harmless(exact or ""), _LONGEST_VALUE)
    text = prose(words)
    if not text and not shown:
        return None
    return Detail(view.say(name), "" if text == shown else text, shown)


def _expected(view: View, texts: Sequence[Text]) -> Iterator[str]:
    few, rest = _few(texts)
    yield from (prose(view.pick(each), 100) for each in few)
    if rest:
        yield view.say("and-more", count=view.number(rest))


def _reasons(
    view: View, finding: Diagnostic, deepest: int, room: Iterator[int]
) -> Iterator[Reason]:
    """Tell why, as long as there is room for reasons; what there is none for is counted."""
    for at, each in enumerate(finding.because if deepest else ()):
        if next(room, None) is None:
            yield Reason(view.say("and-more", count=view.number(len(finding.because) - at)))
            return
        parts = tuple(_reasons(view, each, deepest - 1, room))
        yield Reason(_reason(view, each, finding), parts)


def _reason(view: View, part: Diagnostic, whole: Diagnostic) -> str:
    """Say what failed, and of which property where it is another."""
    message = prose(view.pick(part.message))
    here = part.location
    if here.property_path in {None, whole.location.property_path}:
        return message
    name = view.pick(here.property_label) or here.property_path
    return f"{prose(name)}: {message}" if name else message


def _related(view: View, places: Sequence[Related]) -> Iterator[Detail]:
    few, rest = _few(places)
    for each in few:
        found = _detail(view, "see-also", view.pick(each.message), _where(each.location))
        if found:
            yield found
    if rest:
        yield Detail(view.say("see-also"), view.say("and-more", count=view.number(rest)))


def _where(where: Location) -> str:
    return place(where) or where.focus or ""


def _few(things: Sequence[_T]) -> tuple[Sequence[_T], int]:
    return things[:_MOST], max(0, len(things) - _MOST)


def _indented(reasons: Sequence[Reason], depth: int) -> Iterator[Line]:
    for each in reasons:
        yield Line(depth, "-", each.text)
        yield from _indented(each.parts, depth + 1)
