"""What a publication holds once it is loaded: statements, and where each stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from maalbar.model.diagnostic import Diagnostic, Location, Mark
from maalbar.model.index import Index
from maalbar.model.terms import MB, A, Subject, Term
from maalbar.model.text import Text

STATUSES = ("stated", "derived", "inferred", "background", "editorial")
# What no report says itself; never mixed with what one does unless it says so.
NOT_STATED = ("derived", "inferred", "background")


class Statement(NamedTuple):
    """A quad and its places in the file: of the value, of the property, of the subject."""

    subject: Subject
    predicate: NamedNode
    object: Term
    graph: NamedNode
    path: PurePosixPath
    value_at: Mark
    property_at: Mark
    subject_at: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What maalbar.toml says of the publication.

    `base` is the absolute IRI that everything published lives under; it ends in `/`.
    `publisher_at` is where maalbar.toml names the publisher.  `replaced` says of things that
    are no longer in the publication what took their place.  `themes` are of the EU's list of
    data themes and of Los, `publisher_type` is what kind of body the public bodies are, and
    `endpoint` is the address of the publication's SPARQL endpoint, if it has one.
    """

    base: str
    title: Text
    description: Text
    keywords: Mapping[str, tuple[str, ...]]
    publisher: NamedNode
    publisher_at: Mark
    contact_name: str
    contact_url: str
    licence: NamedNode
    issued: str
    modified: str
    themes: tuple[NamedNode, ...] = ()
    publisher_type: NamedNode | None = None
    endpoint: str = ""
    replaced: Mapping[NamedNode, NamedNode] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        """Whether there is a maalbar.toml that says them."""
        return bool(self.title)

    @property
    def identifiers(self) -> str:
        """The IRI against which identifiers in the files are resolved."""
        return f"{self.base}id/"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A loaded publication: valid or not, nothing lost.

    `graphs` maps each named graph to its status (a local name in `STATUSES`).  `whole` is
    false where a file or a large part of one could not be read.  `known` is what others say
    of the things that are referred to: it is looked at, and not checked.  `loose` data came
    in without the publication that they belong to, so that what they refer to is not known.
    """

    settings: Settings
    statements: tuple[Statement, ...]
    graphs: Mapping[NamedNode, str]
    findings: tuple[Diagnostic, ...]
    whole: bool = True
    known: Index = field(default_factory=Index)
    loose: bool = False

    @property
    def sees_all(self) -> bool:
        """Whether what is referred to and not here is nowhere."""
        return self.whole and not self.loose

    @cached_property
    def index(self) -> Index:
        """All statements of all graphs as one graph."""
        return Index((each.subject, each.predicate, each.object) for each in self.statements)

    @cached_property
    def plain(self) -> Index:
        """What a file without named graphs may say.

        That is what reports state and what the publication says itself, and of the rest only
        things that carry their own status, and what points at them.
        """
        marked: set[tuple[Term, NamedNode]] = {
            (each.subject, each.graph)
            for each in self.statements
            if each.predicate == MB.statementStatus
        }
        return Index(
            (each.subject, each.predicate, each.object)
            for each in self.statements
            if self.graphs[each.graph] not in NOT_STATED
            or (each.subject, each.graph) in marked
            or (each.object, each.graph) in marked
        )

    @cached_property
    def asides(self) -> Mapping[tuple[object, ...], str]:
        """The statuses of statements that no report makes itself, by subject, property, value."""
        return {
            (each.subject, each.predicate, each.object): self.graphs[each.graph]
            for each in self.statements
            if self.graphs[each.graph] in NOT_STATED
        }

    @cached_property
    def reports(self) -> tuple[NamedNode, ...]:
        """The reports, sorted by IRI."""
        found = self.index.subjects(A, MB.PerformanceReport)
        return tuple(
            sorted(
                (each for each in found if isinstance(each, NamedNode)), key=lambda each: each.value
            )
        )

    @cached_property
    def things(self) -> tuple[NamedNode, ...]:
        """Everything that has an address of its own, without a fragment, sorted by IRI."""
        nodes = (node for node in self.index.nodes if isinstance(node, NamedNode))
        return tuple(
            sorted((node for node in nodes if "#" not in node.value), key=lambda each: each.value)
        )

    @cached_property
    def newest_report(self) -> NamedNode | None:
        """The report of the latest year; of several, the last by IRI."""

        def year(report: NamedNode) -> str:
            found = self.index.first(report, MB.reportingYear)
            return found.value if found else ""

        return max(self.reports, key=lambda each: (year(each), each.value), default=None)

    def short(self, term: Term) -> str:
        """Name a term as an author writes it: identifiers of the publication without its base."""
        if isinstance(term, Literal):
            return term.value
        return term.value.removeprefix(self.settings.identifiers)

    def place(
        self, focus: Term, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Location:
        """Find where a finding belongs: at the value, else its property, else the subject."""
        at = self._value_places.get((focus, predicate, value))
        if at is None:
            at = self._property_places.get((focus, predicate))
        if at is None:
            at = self._subject_places.get(focus)
        path, mark = at or (None, None)
        return Location(
            path=path,
            mark=mark,
            focus=self.short(focus),
            property_path=predicate.value if predicate else None,
        )

    @cached_property
    def _value_places(self) -> Mapping[tuple[object, ...], tuple[PurePosixPath, Mark]]:
        return {
            (each.subject, each.predicate, each.object): (each.path, each.value_at)
            for each in reversed(self.statements)
        }

    @cached_property
    def _property_places(self) -> Mapping[tuple[object, ...], tuple[PurePosixPath, Mark]]:
        return {
            (each.subject, each.predicate): (each.path, each.property_at)
            for each in reversed(self.statements)
        }

    @cached_property
    def _subject_places(self) -> Mapping[object, tuple[PurePosixPath, Mark]]:
        """Places of subjects: where a thing gets its type, else where it is first described."""
        places: dict[object, tuple[PurePosixPath, Mark]] = {
            each.subject: (each.path, each.subject_at) for each in reversed(self.statements)
        }
        introductions = (each for each in reversed(self.statements) if each.predicate == A)
        return places | {each.subject: (each.path, each.subject_at) for each in introductions}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was looked at in one section: counts by key of the commands' words."""

    section: str
    counts: Mapping[str, int]
    uncovered: int
