"""passages.csv, written from what the report cites and the text that it was read from."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from maalbar.model.diagnostic import Diagnostic, Location, Severity
from maalbar.model.passages import is_position, read_passage
from maalbar.model.release import File
from maalbar.model.statements import Publication
from maalbar.model.terms import MB
from maalbar.sources.matching import check_sections
from maalbar.sources.section import digest
from maalbar.sources.texts import SourceText
from maalbar.words import finding

_HEADER = ("section", "start", "end", "sha256", "exact")
_FRAGMENT = "#char="


def stamped(publication: Publication, texts: Iterable[SourceText]) -> Iterator[tuple[File, int]]:
    """Write the passages that each report cites, for the sections whose text is given.

    Quotations that are there already are kept.  A citation that runs past the text, or is
    not a range, is left out; see `unstampable`.

    Returns:
        Each passages.csv, its path relative to the publication, and its number of rows.
    """
    rows: dict[PurePosixPath, dict[tuple[str, int, int], tuple[str, str]]] = {}
    for section, text, path in _sections(publication, texts):
        kept = {
            (passage.start, passage.end): passage.exact
            for check in check_sections(publication, [text])
            if check.section.value == section
            for passage in check.passages
        }
        file = rows.setdefault(path.parent / "passages.csv", {})
        for start, end in _ranges(publication, section):
            if 0 <= start < end <= len(text.text):
                key = (section.removeprefix(publication.settings.identifiers), start, end)
                file[key] = (digest(text.text[start:end]), kept.get((start, end), ""))
    given = {section for section, _, _ in _sections(publication, texts)}
    for path, file in sorted(rows.items()):
        file.update(_others(publication, path, given))
        yield _csv(path, file), len(file)


def _others(
    publication: Publication, path: PurePosixPath, given: set[str]
) -> Iterator[tuple[tuple[str, int, int], tuple[str, str]]]:
    """Give the rows of a passages.csv that belong to sections whose text is not given."""
    for each in publication.statements:
        section = each.subject.value.partition("#")[0]
        if each.predicate == MB.passageSha256 and each.path == path and section not in given:
            passage = read_passage(publication.index, each.subject)
            if passage.start is not None and passage.end is not None:
                short = section.removeprefix(publication.settings.identifiers)
                yield (short, passage.start, passage.end), (passage.sha256, passage.exact)


def unstampable(publication: Publication, texts: Iterable[SourceText]) -> Iterator[Diagnostic]:
    """Find citations in the sections whose text is given that are no range of it."""
    lengths = {section: len(text.text) for section, text, _ in _sections(publication, texts)}
    for cited, citing in publication.index.values(MB.statedIn).items():
        document, found, fragment = cited.value.partition(_FRAGMENT)
        if found and document in lengths:
            start, _, end = fragment.partition(",")
            numbers = is_position(start) and is_position(end)
            if not (numbers and int(end) <= lengths[document]):
                where = publication.place(citing[0], MB.statedIn, cited)
                value = f"char={fragment}"
                yield finding("source/outside", where, value=value, length=lengths[document])


def losses(publication: Publication, paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Find rows whose quotations would be lost if the files at `paths` were written anew.

    They could not be read when the publication was loaded; what was found then is given too.
    """
    for path in sorted(set(paths)):
        found = [
            each
            for each in publication.findings
            if each.severity is Severity.ERROR and each.location.path == PurePosixPath(path)
        ]
        lines = sorted({each.location.mark.line for each in found if each.location.mark})
        if found:
            yield from found
            yield finding(
                "source/not-stamped",
                Location(path=PurePosixPath(path)),
                lines=", ".join(map(str, lines)) or "–",
            )


def _sections(
    publication: Publication, texts: Iterable[SourceText]
) -> Iterator[tuple[str, SourceText, PurePosixPath]]:
    """Pair each section whose text is given with the text and the file that introduces it."""
    known = {each.sha256: each for each in texts}
    for each in publication.statements:
        if each.predicate == MB.sourceSha256 and each.object.value in known:
            yield each.subject.value, known[each.object.value], each.path


def _ranges(publication: Publication, section: str) -> Iterator[tuple[int, int]]:
    for cited in publication.index.values(MB.statedIn):
        document, found, fragment = cited.value.partition(_FRAGMENT)
        start, _, end = fragment.partition(",")
        if found and document == section and is_position(start) and is_position(end):
            yield int(start), int(end)


def _csv(path: PurePosixPath, rows: dict[tuple[str, int, int], tuple[str, str]]) -> File:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows((*key, *value) for key, value in sorted(rows.items()))
    return File(str(path), out.getvalue().encode(), "text/csv")
