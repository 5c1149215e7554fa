"""The order of the stages, known here and nowhere else."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode

from maalbar.check.evidence import check_evidence, source_texts
from maalbar.check.lines import with_lines
from maalbar.check.whole import check_whole
from maalbar.files import replace_file
from maalbar.load.contribution import publication_in
from maalbar.load.files import Folder
from maalbar.load.publication import read_contribution
from maalbar.load.settings import FILE_NAME
from maalbar.model.diagnostic import (
    Diagnostic,
    InvalidError,
    Location,
    MaalbarError,
    Severity,
    has_errors,
    in_order,
)
from maalbar.model.release import File, Listed
from maalbar.model.statements import Publication, Summary
from maalbar.model.terms import A
from maalbar.skeleton.report import Wish, begin
from maalbar.sources.texts import Place, occurrences, places_in
from maalbar.vocabulary.ontology import vocabulary
from maalbar.words import finding


@dataclass(frozen=True)
class Checked:
    """A loaded publication and everything that was found about it."""

    publication: Publication
    findings: tuple[Diagnostic, ...]

    @cached_property
    def valid(self) -> bool:
        """Whether nothing keeps it from being published."""
        return not has_errors(self.findings)


def load(root: Path) -> Publication:
    """Read the publication in a folder.

    Raises:
        MaalbarError: there is none, or its settings are unusable.
    """
    if not os.path.isfile(root / FILE_NAME):  # noqa: PTH113 # Path.is_file() may raise
        raise MaalbarError(finding("settings/none", Location(), path=str(root)))
    return read_contribution(publication_in(root), vocabulary())


def check(root: Path, *, by_reference: bool = False) -> Checked:
    """Load a publication and validate it.

    Args:
        root: the folder with maalbar.toml.
        by_reference: let pySHACL look at the shapes instead of our own engine.

    Raises:
        MaalbarError: there is no publication, or its settings are unusable.
    """
    publication = load(root)
    findings = check_whole(publication, by_reference=by_reference)
    return Checked(publication, tuple(with_lines(findings, Folder(root))))


@dataclass(frozen=True, slots=True)
class Published:
    """What a run published: counts, and the folder."""

    out: Path
    files: int
    things: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands: the text with its hash, and the place in it."""

    origin: str
    sha256: str
    place: Place


def publish(
    root: Path, out: Path, *, progress: Callable[[Iterator[File]], Iterator[File]] = iter
) -> tuple[Checked, Published]:
    """Validate a publication and write its site.

    Args:
        root: the folder with maalbar.toml.
        out: the folder of the site; replaced as a whole, or left as it is.
        progress: wraps the files as they are made.

    Raises:
        InvalidError: the publication has errors.
        MaalbarError: there is no publication, or the folder cannot be written.
    """
    from maalbar.publish import folder  # noqa: PLC0415 # slow, and only needed here

    # One path for the check and the exchange, whatever `..` and links would make of it.
    target = Path(os.path.abspath(out))  # noqa: PTH100 # resolve() would follow a link
    if root.resolve().is_relative_to(target.resolve()):
        raise MaalbarError(finding("publish/not-ours", Location(), path=str(out)))
    folder.check_target(target)
    checked = check(root)
    if not checked.valid:
        errors = [each for each in checked.findings if _is_error(each)]
        raise InvalidError(*errors, finding("publish/invalid", errors[-1].location))
    files = folder.replace_folder(target, progress(_site(checked.publication)))
    return checked, Published(out, files, len(checked.publication.things))


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
        raise MaalbarError(*unread, no_match(publication, texts))
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


def new_report(root: Path, wish: Wish) -> tuple[Path, ...]:
    """Write the files of a new report, and of a publication around it where there is none.

    Returns:
        The files that were written.

    Raises:
        MaalbarError: the wish is none that can be filled, a file exists, or the publication
            that is there has unusable settings.
    """
    if not os.path.lexists(root / FILE_NAME):
        return begin(root, wish, None)
    publication = load(root)
    identifiers = publication.settings.identifiers

    def is_known(identifier: str) -> bool:
        return publication.index.first(NamedNode(identifiers + identifier), A) is not None

    return begin(root, wish, is_known)


def _replace_file(path: Path, data: bytes) -> None:
    try:
        replace_file(path, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise MaalbarError(
            finding("publish/cannot-write", Location(), path=str(path), reason=reason)
        ) from error


def _site(publication: Publication) -> Iterator[File]:
    from maalbar.catalogue.dcat import describe_catalogue  # noqa: PLC0415 # as above
    from maalbar.publish import site  # noqa: PLC0415 # as above
    from maalbar.publish.paths import Paths  # noqa: PLC0415 # as above

    words = vocabulary()
    written: list[Listed] = []

    def kept(files: Iterator[File]) -> Iterator[File]:
        for each in files:
            written.append(each.listed)
            yield each

    yield from kept(site.data_files(publication, words))
    base = publication.settings.base
    documents = {each: Paths(base).of(each.value) for each in publication.reports}
    catalogue = describe_catalogue(publication, written, dump=site.DUMP, documents=documents)
    yield from kept(site.catalogue_files(catalogue, words, base=base))
    yield from kept(site.page_files(publication, words))
    yield site.manifest(written, base=base)


def _is_error(finding: Diagnostic) -> bool:
    return finding.severity is Severity.ERROR
