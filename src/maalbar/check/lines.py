"""Findings as a reader sees them: with the line that they are about, and the property's name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from maalbar.load.files import Files
from maalbar.load.lines import Lines
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.vocabulary.ontology import vocabulary

# A line that no one reads is not shown.
_LONGEST: Final = 2000

_Found: TypeAlias = Mapping[tuple[PurePosixPath, int], str]


def with_lines(findings: Iterable[Diagnostic], files: Files) -> Iterator[Diagnostic]:
    """Put into each finding the line that it is about, as the file has it."""
    every = tuple(findings)
    lines = _lines((place for each in every for place in _places(each)), files)
    return (_shown(each, lines) for each in every)


def _places(finding: Diagnostic) -> Iterator[Location]:
    yield finding.location
    yield from (each.location for each in finding.related)
    for each in finding.because:
        yield from _places(each)


def _lines(places: Iterable[Location], files: Files) -> _Found:
    """Give the lines at some places; no more than one file is held at a time."""
    wanted: dict[PurePosixPath, set[int]] = {}
    for each in places:
        if each.path is not None and each.mark is not None:
            wanted.setdefault(each.path, set()).add(each.mark.line)
    return {
        (path, number): line
        for path, numbers in wanted.items()
        for number, line in _of_file(files, path, numbers)
    }


def _of_file(files: Files, path: PurePosixPath, numbers: set[int]) -> tuple[tuple[int, str], ...]:
    """Give some lines of a file, with their numbers; then the file is let go of."""
    try:
        there = Lines(files.text(path))
    except (MaalbarError, KeyError):
        return ()
    found = ((number, there.line(number)) for number in sorted(numbers))
    return tuple(
        (number, line.rstrip("\r"))
        for number, line in found
        if line is not None and len(line) <= _LONGEST
    )


def _shown(finding: Diagnostic, lines: _Found) -> Diagnostic:
    return replace(
        finding,
        location=_seen(finding.location, lines),
        because=tuple(_shown(each, lines) for each in finding.because),
        related=tuple(
            each._replace(location=_seen(each.location, lines)) for each in finding.related
        ),
    )


def _seen(where: Location, lines: _Found) -> Location:
    if where.property_path and not where.property_label:
        label = vocabulary().texts(NamedNode(where.property_path))
        where = replace(where, property_label=label)
    if where.path is None or where.mark is None:
        return where
    line = lines.get((where.path, where.mark.line))
    return where if line is None else replace(where, source=line)
