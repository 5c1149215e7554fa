"""Findings as a reader sees them: with the line that they are about, and the property's name."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import NamedNode

from maalbar.load.files import Files
from maalbar.load.lines import Lines
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.vocabulary.ontology import vocabulary

# A line that no one reads is not shown.
_LONGEST: Final = 2000


def with_lines(findings: Iterable[Diagnostic], files: Files) -> Iterator[Diagnostic]:
    """Put into each finding the line that it is about, as the file has it."""

    @cache
    def lines(path: PurePosixPath) -> Lines | None:
        try:
            return Lines(files.text(path))
        except (MaalbarError, KeyError):
            return None

    def seen(where: Location) -> Location:
        if where.property_path and not where.property_label:
            label = vocabulary().texts(NamedNode(where.property_path))
            where = replace(where, property_label=label)
        if where.path is None or where.mark is None:
            return where
        there = lines(where.path)
        line = there.line(where.mark.line) if there else None
        if line is None or len(line) > _LONGEST:
            return where
        return replace(where, source=line.rstrip("\r"))

    def shown(finding: Diagnostic) -> Diagnostic:
        return replace(
            finding,
            location=seen(finding.location),
            because=tuple(shown(each) for each in finding.because),
            related=tuple(each._replace(location=seen(each.location)) for each in finding.related),
        )

    return (shown(each) for each in findings)
