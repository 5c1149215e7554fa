"""One report of a publication, with what it refers to.

A folder below `reports/` that holds files is a part of its own; all other files are shared
by the reports.  What a report refers to is looked for in the shared files, then in the files
that mention it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import NamedNode

from maalbar.load.contribution import Contribution
from maalbar.load.formats import Format
from maalbar.load.publication import read_publication
from maalbar.model.diagnostic import Diagnostic, MaalbarError, has_errors
from maalbar.model.index import Index
from maalbar.model.statements import Publication, Statement
from maalbar.model.terms import MB, A, Subject
from maalbar.validate.references import introduced_twice
from maalbar.vocabulary.ontology import vocabulary

SHARED: Final = PurePosixPath()
_REPORTS: Final = "reports"


def part_of(path: PurePosixPath) -> PurePosixPath:
    """Give the part that a file belongs to: the folder of its report, or `SHARED`."""
    return path.parent if path.parts[0] == _REPORTS and len(path.parts) > 1 else SHARED


def parts(paths: Iterable[PurePosixPath]) -> dict[PurePosixPath, tuple[PurePosixPath, ...]]:
    """Sort files by the part that they belong to."""
    return {
        part: tuple(files)
        for part, files in groupby(sorted(paths, key=lambda each: (part_of(each), each)), part_of)
    }


def read_part(contribution: Contribution, *, form: Format | None = None) -> Publication:
    """Read the parts that hold what is asked about, and what they refer to.

    What others say is in `known`; a thing that is introduced here and elsewhere is found.
    """
    by_part = parts(contribution.paths)
    asked = contribution.asked or frozenset(contribution.paths)
    inside = {part_of(each) for each in asked}
    mine = _read(contribution, (each for part in sorted(inside) for each in by_part[part]), form)
    around = _read(contribution, by_part.get(SHARED, ()) if SHARED not in inside else ())
    known = list(around.statements)
    mentioned = [
        part
        for part in _mentioning(contribution, lacking(mine, introduced(known)) | _reports(mine))
        if part not in inside
    ]
    known += _read(contribution, (each for part in mentioned for each in by_part[part])).statements
    twice = tuple(introduced_twice((*known, *mine.statements), mine.settings.identifiers))
    # What the shared files would have said cannot be judged by, and why is told.
    unread = () if around.whole else around.findings
    return replace(
        mine,
        known=index_of(known),
        findings=(*contribution.findings, *mine.findings, *unread, *twice),
        whole=mine.whole and around.whole,
    )


def asked_about(
    findings: Iterable[Diagnostic],
    publication: Publication,
    asked: frozenset[PurePosixPath] | None,
) -> tuple[Diagnostic, ...]:
    """Keep the findings in the files that are asked about, and those in no file.

    Errors of other files are kept where a file that the part depends on cannot be read.
    """
    kept = set(asked or ()) | {None}
    if not publication.whole:
        kept |= {each.location.path for each in publication.findings if has_errors([each])}
    return tuple(each for each in findings if asked is None or each.location.path in kept)


def introduced(statements: Iterable[Statement]) -> set[Subject]:
    """Give the things whose type is told."""
    return {each.subject for each in statements if each.predicate == A}


def lacking(publication: Publication, known: set[Subject]) -> set[str]:
    """Give the addresses in the publication that something refers to and nothing introduces."""
    there = introduced(publication.statements) | known
    base = publication.settings.identifiers
    spoken_of = {each.subject for each in publication.statements} | {
        each.object for each in publication.statements if isinstance(each.object, NamedNode)
    }
    return {node.value for node in spoken_of if node not in there and node.value.startswith(base)}


def index_of(statements: Iterable[Statement]) -> Index:
    """Give statements as a graph."""
    return Index((each.subject, each.predicate, each.object) for each in statements)


def _reports(publication: Publication) -> set[str]:
    return {
        each.subject.value for each in publication.statements if each.object == MB.PerformanceReport
    }


def _read(
    contribution: Contribution, paths: Iterable[PurePosixPath], form: Format | None = None
) -> Publication:
    return read_publication(
        contribution.files, paths, contribution.settings, vocabulary(), form=form
    )


def _mentioning(contribution: Contribution, addresses: set[str]) -> Iterator[PurePosixPath]:
    """Find the reports whose files hold one of some addresses, short or whole."""
    if not addresses:
        return
    base = contribution.settings.identifiers
    # Of a passage or another fragment, the document.
    short = {each.removeprefix(base).partition("#")[0] for each in addresses}
    pattern = re.compile("|".join(re.escape(each) for each in sorted(short)))
    for part, files in parts(contribution.paths).items():
        if part != SHARED and any(pattern.search(_text(contribution, each)) for each in files):
            yield part


def _text(contribution: Contribution, path: PurePosixPath) -> str:
    try:
        return contribution.files.text(path)
    except MaalbarError:
        return ""  # told of when that part is asked about
