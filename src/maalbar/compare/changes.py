"""What changed between two publications, as values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import Subject, Term


class Kind(StrEnum):
    """How something changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    # The same is said, but in another name: a report's, the publisher's, inferred, …
    STATUS = "status"
    # The same value, written otherwise: 94.0 says more than 94.
    REWRITTEN = "rewritten"
    # The same thing under another address, as the data themselves say.
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A value and the statuses that it is said with: local names, sorted."""

    value: Term
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value of one property that came, went, or became another.

    `before` is missing where it came, `after` where it went.
    """

    resource: Subject
    predicate: NamedNode
    kind: Kind
    before: Said | None = None
    after: Said | None = None

    @property
    def language(self) -> str:
        """The language of the text that changed; empty if it is no text of a language."""
        said = self.after or self.before
        return (said and isinstance(said.value, Literal) and said.value.language) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed of one thing.

    `was` is the address that it had before, if it has another now; `report` the report whose
    files tell of it, if it is not one of the things that reports share.
    """

    resource: Subject
    was: Subject | None = None
    kind: Kind
    report: NamedNode | None = None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: where it was found, and the absolute IRI that it lives under."""

    place: str
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A thing that has an address of its own, and what changed of it.

    `own` is missing where only its `parts` changed: what has its address with a fragment, as
    passages have.
    """

    resource: Subject
    own: Difference | None
    parts: tuple[Difference, ...] = ()

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return self.own.kind if self.own else Kind.CHANGED

    @property
    def report(self) -> NamedNode | None:
        """The report whose files tell of it, if it is not shared."""
        return (self.own or self.parts[0]).report


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What differs between two publications.

    Attributes:
        differences: of everything, sorted by report and address; what reports share comes last.
        known: what is needed to call what changed by its name; of what both say, the new.
        left_out: how many more things differ that are not told of, as they are too many.
    """

    old: Side
    new: Side
    differences: tuple[Difference, ...]
    known: Index
    left_out: int = 0

    @property
    def moved(self) -> bool:
        """Whether all that is published lives under another address now."""
        return self.old.base != self.new.base

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return not (self.differences or self.left_out or self.moved)

    @cached_property
    def things(self) -> tuple[Told, ...]:
        """What changed of each thing that has an address of its own, in the same order."""
        found: dict[str, list[Difference]] = {}
        for each in self.differences:
            found.setdefault(each.resource.value.partition("#")[0], []).append(each)
        return tuple(_told(address, some) for address, some in found.items())

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many things changed, were renamed, came or went; those left out are not counted."""
        found = Counter(each.kind for each in self.things)
        return {kind: found[kind] for kind in KINDS}

    @property
    def by_report(self) -> Mapping[NamedNode | None, tuple[Told, ...]]:
        """What changed of the things of each report; those that reports share are under None."""
        groups: dict[NamedNode | None, list[Told]] = {}
        for each in self.things:
            groups.setdefault(each.report, []).append(each)
        return {report: tuple(some) for report, some in groups.items()}


# What may have become of a thing, in the order in which it is told.
KINDS: Final = (Kind.CHANGED, Kind.RENAMED, Kind.ADDED, Kind.REMOVED)


def _told(address: str, some: list[Difference]) -> Told:
    here = [each for each in some if each.resource.value == address]
    own = next((each for each in here if each.was), here[0] if here else None)
    parts = tuple(each for each in some if each is not own)
    return Told(resource=own.resource if own else NamedNode(address), own=own, parts=parts)
