"""What the publisher says about someone's data.

One value type, `Diagnostic`, carries every finding from the stage that made it to
every output that shows it.  A stage never formats; a renderer never decides.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from maalbar.model.text import Text, pick

if TYPE_CHECKING:
    # To say what is wrong with a command line, no RDF is needed.
    from pyoxigraph import NamedNode

    from maalbar.model.terms import Subject, Term


class Severity(Enum):
    """How much a finding weighs: only an error keeps data from being published."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Mark(NamedTuple):
    """A place in a file: line and column of the first character, both 1-based."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding is: in a file, in a graph, or both.

    `line` and `column` are 1-based, `width` counts characters.  `focus` and
    `property_path` are what an author would call the thing and its property; the labels are
    what a reader would.  `source` is the line of the file, as it stands there.
    """

    path: PurePosixPath | None = None
    mark: Mark | None = None
    focus: str | None = None
    property_path: str | None = None
    focus_label: Text = field(default_factory=dict)
    property_label: Text = field(default_factory=dict)
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What SHACL says of a finding: the parts of a `sh:ValidationResult`.

    `path_triples` spell out `path` where it is a blank node.
    """

    focus: "Term"
    path: "Term | None"
    value: "Term | None"
    component: "NamedNode"
    shape: "Term"
    severity: "NamedNode"
    path_triples: tuple[tuple["Subject", "NamedNode", "Term"], ...] = ()


class Related(NamedTuple):
    """Another place that a reader should look at, and what is there."""

    location: Location
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding.

    `message` says what is so, `hint` what to do, `rule` who asks (the IRI of a
    shape), `value` which value it is about, as it was written.  `expected` lists what could
    stand there instead, `because` the parts of the rule that failed, `related` other places.
    `rank` is the place in an order of their own, such as that of a source text.
    """

    code: str
    severity: Severity
    message: Text
    hint: Text = field(default_factory=dict)
    location: Location = field(default_factory=Location)
    rule: str | None = None
    value: str | None = None
    expected: tuple[Text, ...] = ()
    because: tuple["Diagnostic", ...] = ()
    related: tuple[Related, ...] = ()
    violation: Violation | None = None
    rank: int = 0

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str, int, str]:
        """Order findings as a reader meets them: by file, line, column, then by what they say."""
        where = self.location
        mark = where.mark or Mark(0, 0)
        return (
            str(where.path or ""),
            mark.line,
            mark.column,
            self.code,
            self.rule or "",
            where.focus or "",
            self.rank,
            self.value or "",
        )

    @property
    def fingerprint(self) -> str:
        """Identify the finding across runs: survives moved lines and reworded messages."""
        where = self.location
        parts = (self.code, where.focus, where.property_path, self.rule, self.value)
        # What an author wrote may hold half of a pair, which is no character of UTF-8.
        said = "\0".join(part or "" for part in parts).encode("utf-8", "surrogatepass")
        return hashlib.sha256(said).hexdigest()[:16]


class MaalbarError(Exception):
    """A stage could not go on; the diagnostics say why, where and how to mend it."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Carry the findings that stopped the stage."""
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        """Say what stopped the stage, in English; `diagnostics` has the other languages."""
        return "\n".join(
            f"{pick(each.message, 'en')} [{each.code}]. {pick(each.hint, 'en')}"
            for each in self.diagnostics
        )


class InvalidError(MaalbarError):
    """A publication has errors, so what was asked for was not done."""


class WishError(MaalbarError):
    """What a command was told is nothing that it can be told."""


def under(root: PurePosixPath, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give findings with their paths as seen from the folder that holds `root`."""

    def seen(where: Location) -> Location:
        return replace(where, path=root / where.path) if where.path else where

    return tuple(
        replace(
            each,
            location=seen(each.location),
            because=under(root, each.because),
            related=tuple(other._replace(location=seen(other.location)) for other in each.related),
        )
        for each in findings
    )


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort findings for a reader, each once."""
    return tuple(
        {
            (finding.sort_key, finding.location.property_path, pick(finding.message, "en")): finding
            for finding in sorted(findings, key=lambda finding: finding.sort_key)
        }.values()
    )


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Tell whether any finding keeps the data from being published."""
    return any(finding.severity is Severity.ERROR for finding in findings)
