"""What every rendering of differences shows: reports, the things in them, and their changes.

All text from outside is harmless here already; forms only escape for themselves.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from maalbar import __version__
from maalbar.compare.changes import Change, Comparison, Difference, Kind, Said, Told
from maalbar.compare.feed import counted
from maalbar.compare.names import Called
from maalbar.compare.words import Part, parts
from maalbar.model.terms import MB, Subject
from maalbar.render.findings.harmless import cut, harmless

# What a report says or the publication itself is said without ado.
_PLAIN: Final = {"stated", "editorial"}
_LONGEST: Final = 20_000
_LONGEST_NAME: Final = 1000
# Not the spaces within a number, which no line may end at.
_SPACE: Final = re.compile(r"[ \t\r\n]+")
# What has too many values is changed, and no one reads all of them.
_MOST_VALUES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change of a thing.

    `before` and `after` are the values as the reader writes them; of a text that changed,
    `parts` are what stayed, went and came of its words, and `language` is the tag of its
    language.  `note` says what is not seen from the values.
    """

    kind: Kind
    property: str
    language: str = ""
    before: str | None = None
    after: str | None = None
    parts: tuple[Part, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing that changed, came or went; `inner` are the passages in it that did.

    `word` says what became of it and `size` how many statements did; `address` is its IRI and
    `was` the one that it had before.
    """

    kind: Kind
    word: str
    name: str
    type: str
    address: str
    was: str
    size: str
    entries: tuple[Entry, ...]
    inner: tuple["Thing", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What changed in one report, or in what reports share if it has no `address`."""

    name: str
    address: str
    summary: str
    things: Sequence[Told]


@dataclass(frozen=True)
class View:
    """A comparison and who reads it.

    `width` is the number of columns of the reader's window, `colour` tells whether the window
    knows colours.
    """

    comparison: Comparison
    language: str
    width: int
    colour: bool = False
    version: str = field(default=__version__, kw_only=True)

    @cached_property
    def called(self) -> Called:
        """What everything is called."""
        return Called(self.comparison, self.language)

    def say(self, key: str, **values: object) -> str:
        """Give a sentence about differences."""
        return self.called.say(key, **values)

    @property
    def between(self) -> str:
        """Say what is held against what."""
        old, new = (_line(each.place) for each in (self.comparison.old, self.comparison.new))
        return self.say("between", old=old, new=new)

    @property
    def summary(self) -> tuple[str, ...]:
        """Say in a few sentences how much differs."""
        if self.comparison.same:
            return (self.say("no-changes"),)
        found = []
        if self.comparison.moved:
            old, new = (_line(each.base) for each in (self.comparison.old, self.comparison.new))
            found.append(self.say("moved", old=old, new=new))
        if self.comparison.things:
            found.append(f"{counted(self.called, self.comparison.things)}.")
        if self.comparison.left_out:
            what = self.called.counted("things", self.comparison.left_out)
            found.append(self.say("not-compared", what=what))
        return tuple(found)

    @property
    def groups(self) -> Iterator[Group]:
        """Give the reports in which something changed, and what reports share last."""
        for report, things in self.comparison.by_report.items():
            yield Group(
                name=_line(self.called.report(report)),
                address=harmless(report.value) if report else "",
                summary=counted(self.called, things),
                things=things,
            )

    def thing(self, told: Told) -> Thing:
        """Show what changed of a thing and of the passages in it."""
        inner = [each for each in told.parts if not self._goes_without_saying(each)]
        return self._thing(
            told.resource, told.own, told.kind, tuple(self._part(each) for each in inner)
        )

    def _part(self, difference: Difference) -> Thing:
        return self._thing(difference.resource, difference, difference.kind)

    def _thing(
        self,
        resource: Subject,
        own: Difference | None,
        kind: Kind,
        inner: tuple[Thing, ...] = (),
    ) -> Thing:
        return Thing(
            kind=kind,
            word=self.say(kind),
            name=_line(self.called.thing(resource)),
            type=_line(self.called.kind(resource)),
            address=harmless(resource.value),
            was=harmless(own.was.value) if own and own.was else "",
            size=self.called.counted("statements", len(own.changes) if own else 0),
            entries=tuple(self._entries(own.changes)) if own else (),
            inner=inner,
        )

    def _goes_without_saying(self, difference: Difference) -> bool:
        """Tell whether something came or went with a passage that says so itself."""
        return difference.kind is not Kind.CHANGED and self.called.is_selector(difference.resource)

    def _entries(self, changes: Sequence[Change]) -> Iterator[Entry]:
        yield from self._statuses([each for each in changes if each.kind is Kind.STATUS])
        for each in changes[:_MOST_VALUES]:
            if each.kind is not Kind.STATUS:
                yield self._entry(each)
        if len(changes) > _MOST_VALUES:
            what = self.called.counted("statements", len(changes) - _MOST_VALUES)
            yield Entry(kind=Kind.CHANGED, property="", note=self.say("not-shown", what=what))

    def _statuses(self, changes: Sequence[Change]) -> Iterator[Entry]:
        """Say once of all statements that changed their status in the same way that they did."""
        alike: dict[tuple[str, str], list[Change]] = {}
        for each in changes:
            alike.setdefault((self._status(each.before), self._status(each.after)), []).append(each)
        for (before, after), some in alike.items():
            properties = dict.fromkeys(self.called.property(each) for each in some)
            yield Entry(
                kind=Kind.STATUS,
                property=self.called.predicate(MB.statementStatus),
                before=before,
                after=after,
                note=_line(", ".join(properties)),
            )

    def _entry(self, change: Change) -> Entry:
        before, after = (
            None if each is None else cut(harmless(each), _LONGEST)
            for each in self.called.values(change)
        )
        is_text = change.kind is Kind.CHANGED and change.language
        return Entry(
            kind=change.kind,
            property=_line(self.called.property(change)),
            language=change.language,
            before=before,
            after=after,
            parts=parts(before, after) if is_text and before and after else (),
            note=", ".join(self._notes(change)),
        )

    def _notes(self, change: Change) -> Iterator[str]:
        if change.kind is Kind.REWRITTEN:
            yield self.say("rewritten")
        if change.kind is Kind.RENAMED:
            yield self.say("same-thing")
        was, now = self._status(change.before), self._status(change.after)
        if change.before and change.after and was != now:
            yield f"{was} → {now}"
        elif any(
            said and not _PLAIN.issuperset(said.statuses) for said in (change.before, change.after)
        ):
            yield now or was

    def _status(self, said: Said | None) -> str:
        return ", ".join(self.called.status(each) for each in said.statuses) if said else ""


def _line(text: str) -> str:
    """Give a name as one harmless line."""
    return cut(harmless(_SPACE.sub(" ", text).strip()), _LONGEST_NAME)
