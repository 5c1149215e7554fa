"""All layers over one publication that is in memory."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import NamedNode

from maalbar.check.unknown import judges
from maalbar.model.diagnostic import Diagnostic, Severity, in_order
from maalbar.model.statements import Publication
from maalbar.model.terms import SH
from maalbar.publish.paths import Paths
from maalbar.validate.references import check_references
from maalbar.words import finding

# The layers whose findings are made while a file is read.
_COMPARISONS: Final = frozenset(
    SH[f"{name}ConstraintComponent"]
    for name in ("LessThan", "LessThanOrEquals", "Equals", "Disjoint")
)
# What asks that something be there, and what is said of columns that are not read.
_MISSING: Final = frozenset(
    SH[f"{name}ConstraintComponent"] for name in ("MinCount", "QualifiedMinCount", "HasValue", "Or")
)
_OF_COLUMNS: Final = frozenset(
    ("vocabulary/unknown-property", "language/untagged-column", "language/bad-language")
)
_WHEN_READING: Final = ("syntax", "vocabulary", "language")


def check_whole(publication: Publication, *, by_reference: bool = False) -> tuple[Diagnostic, ...]:
    """Find all that is wrong with a publication.

    Args:
        publication: as it was read, with what was found when reading it.
        by_reference: let pySHACL look at the shapes instead of our own engine.
    """
    from maalbar.validate.shapes import check_shapes  # noqa: PLC0415 # slow, and only needed here

    found = [*publication.findings, *check_references(publication), *_one_file(publication)]
    broken = check_shapes(
        publication,
        by_reference=by_reference,
        judged=_everything if publication.sees_all else judges(publication),
    )
    broken = _untold(found, broken)
    return in_order((*found, *broken))


def _everything(_result: object) -> bool:
    return True


def _one_file(publication: Publication) -> Iterator[Diagnostic]:
    """Find things that could not be published beside each other."""
    things = (each for each in publication.things if isinstance(each, NamedNode))
    for thing, other in Paths(publication.settings.base).clashes(things):
        where = publication.place(thing)
        yield finding("publish/same-file", where, value=thing.value, other=other)


def _untold(told: Iterable[Diagnostic], more: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what is told already: what could not be read is not also missed by a shape."""
    keys = {key for each in told if each.severity is Severity.ERROR for key in _about(each)}
    unread = {each.location.path for each in told if _is_of_column(each)}
    return (
        each
        for each in without_mixed(told, more)
        if keys.isdisjoint(_about(each)) and not _may_be_unread(each, unread)
    )


def _is_of_column(finding: Diagnostic) -> bool:
    """Tell whether a finding is of a whole column, so of no thing: the column was not read."""
    return finding.location.focus is None and finding.code in _OF_COLUMNS


def _may_be_unread(finding: Diagnostic, unread: Collection[PurePosixPath | None]) -> bool:
    """Tell whether what a rule misses may stand in a column that was not read."""
    violation = finding.violation
    is_missing = violation is not None and violation.component in _MISSING
    return is_missing and finding.location.path in unread


def without_mixed(told: Iterable[Diagnostic], more: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what shapes say of things that are two, and of references to what has no type.

    They see one thing that says too much, or one that is of no kind.
    """
    mixed = {each.location.focus for each in told if each.code == "references/introduced-twice"}
    untyped = {each.value for each in told if each.code == "references/never-introduced"}
    return (
        each
        for each in more
        if not each.violation or (each.location.focus not in mixed and each.value not in untyped)
    )


def _about(finding: Diagnostic) -> set[tuple[object, object]]:
    """Give what a finding is about: its place, and the property of the thing.

    A law that looks at several properties of a thing says nothing where one is not read.
    """
    where = finding.location
    keys: set[tuple[object, object]] = {(where.focus, where.property_path)}
    if where.mark:
        keys.add((where.path, where.mark))
    if finding.value:
        keys.add((where.focus, ("value", finding.value)))
    violation = finding.violation
    looks_at_several = violation is not None and (
        violation.path is None or violation.component in _COMPARISONS
    )
    when_reading = finding.code.partition("/")[0] in _WHEN_READING
    if looks_at_several or when_reading or where.property_path is None:
        keys.add((where.focus, "any"))
    return keys if where.focus else {(where.path, where.mark)}
