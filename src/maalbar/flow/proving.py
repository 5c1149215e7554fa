"""A publication held against its sources: checked, stamped, and searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from maalbar.check.evidence import check_evidence, source_texts
from maalbar.check.lines import with_lines
from maalbar.files import replace_file
from maalbar.flow.checking import load
from maalbar.load.files import Folder
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, in_order
from maalbar.model.statements import Summary
from maalbar.sources.texts import Place, occurrences, places_in
from maalbar.words import finding
from maalbar.words.system import why


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands: the text with its hash, and the place in it."""

    origin: str
    sha256: str
    place: Place


def check_sources(
    root: Path, places: Sequence[str]
) -> tuple[tuple[Diagnostic, ...], tuple[Summary, ...]]:
    """Hold a publication against its source texts.

    Args:
        root: the folder with maalbar.toml.
        places: folders, files or addresses of source texts.

    Returns:
        The findings, and for each section that has a text the counts of what was checked.

    Raises:
        MaalbarError: there is no publication, or a place cannot be read.
    """
    publication = load(root)
    findings, summaries = check_evidence(publication, places)
    found = in_order([*publication.findings, *findings])
    return tuple(with_lines(found, Folder(root))), summaries


def stamp_sources(
    root: Path, places: Sequence[str]
) -> tuple[tuple[Diagnostic, ...], dict[Path, int]]:
    """Write passages.csv of each report whose source text is given.

    Returns:
        Citations that could not be stamped, and the files that were written, each with its
        number of rows.

    Raises:
        MaalbarError: there is no publication, no text is its source, a place cannot be
            read, or a file cannot be written.
    """
    from maalbar.sources.matching import no_match  # noqa: PLC0415 # as above
    from maalbar.sources.stamp import losses, stamped, unstampable  # noqa: PLC0415 # as above

    publication = load(root)
    texts, unread = source_texts(places)
    files = tuple(stamped(publication, texts))
    if not files:
        problems = (*unread, no_match(publication, texts))
        raise MaalbarError(*with_lines(problems, Folder(root)))
    lost = tuple(losses(publication, (file.path for file, _ in files)))
    if lost:
        raise MaalbarError(*lost)
    for file, _ in files:
        _replace_file(root / file.path, file.data)
    written = {root / file.path: rows for file, rows in files}
    misread = [each for each in publication.findings if each.code == "source/bad-range"]
    found = in_order([*unread, *misread, *unstampable(publication, texts)])
    return tuple(with_lines(found, Folder(root))), written


def find_in_sources(
    quotation: str, places: Sequence[str]
) -> tuple[tuple[Found, ...], tuple[Diagnostic, ...]]:
    """Find where a quotation stands in source texts.

    Returns:
        The places, and what could not be read.

    Raises:
        MaalbarError: it stands in none of them, or a place cannot be read.
    """
    texts, unread = source_texts(places)
    found = tuple(
        Found(text.origin, text.sha256, place)
        for text in texts
        for place in places_in(text.text, occurrences(text.text, quotation))
    )
    if not found:
        raise MaalbarError(*unread, finding("source/not-found", Location(), value=quotation))
    return found, unread


def _replace_file(path: Path, data: bytes) -> None:
    try:
        replace_file(path, data)
    except OSError as error:
        reason = why(error)
        raise MaalbarError(
            finding("publish/cannot-write", Location(), path=str(path), reason=reason)
        ) from error
