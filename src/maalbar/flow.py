"""The order of the stages, known here and nowhere else."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from maalbar.load.publication import read_publication
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
from maalbar.validate.references import check_references
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
    return read_publication(root, vocabulary())


def check(root: Path, *, by_reference: bool = False) -> Checked:
    """Load a publication and validate it.

    Args:
        root: the folder with maalbar.toml.
        by_reference: let pySHACL look at the shapes instead of our own engine.

    Raises:
        MaalbarError: there is no publication, or its settings are unusable.
    """
    from maalbar.validate.shapes import check_shapes  # noqa: PLC0415 # slow, and only needed here

    publication = load(root)
    if not publication.whole:
        # Without a file, whatever refers to it would look wrong.
        return Checked(publication, in_order(publication.findings))
    findings = [*publication.findings, *check_references(publication)]
    # What could not be read is told once, not again by the shape that misses it.
    told = {key for each in findings if _is_error(each) for key in _about(each)}
    findings += [
        each
        for each in check_shapes(publication, by_reference=by_reference)
        if told.isdisjoint(_about(each))
    ]
    return Checked(publication, in_order(findings))


@dataclass(frozen=True, slots=True)
class Published:
    """What a run published: counts, and the folder."""

    out: Path
    files: int
    things: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands: the text with its hash, and a range of characters."""

    origin: str
    sha256: str
    start: int
    end: int


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
    from maalbar.sources import check as sources  # noqa: PLC0415 # requests is slow to import
    from maalbar.sources.texts import read_texts  # noqa: PLC0415 # as above

    publication = load(root)
    texts = read_texts(places)
    checks = tuple(sources.check_sections(publication, texts))
    findings = [*publication.findings, *sources.unmatched(publication, texts, places)]
    findings += [each for check in checks for each in check.findings()]
    findings += sources.values_not_found(checks)
    if not any(check.text for check in checks):
        findings.append(sources.no_match(texts))
    return in_order(findings), tuple(check.summary for check in checks if check.text)


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
    from maalbar.sources.check import no_match  # noqa: PLC0415 # as above
    from maalbar.sources.stamp import stamped, unstampable  # noqa: PLC0415 # as above
    from maalbar.sources.texts import read_texts  # noqa: PLC0415 # as above

    publication, texts = load(root), read_texts(places)
    files = tuple(stamped(publication, texts))
    if not files:
        raise MaalbarError(no_match(texts))
    for file, _ in files:
        _replace_file(root / file.path, file.data)
    written = {root / file.path: rows for file, rows in files}
    return in_order(unstampable(publication, texts)), written


def find_in_sources(quotation: str, places: Sequence[str]) -> tuple[Found, ...]:
    """Find where a quotation stands in source texts.

    Raises:
        MaalbarError: it stands in none of them, or a place cannot be read.
    """
    from maalbar.sources.texts import occurrences, read_texts  # noqa: PLC0415 # as above

    found = tuple(
        Found(text.origin, text.sha256, start, end)
        for text in read_texts(places)
        for start, end in occurrences(text.text, quotation)
    )
    if not found:
        raise MaalbarError(finding("source/not-found", Location(), value=quotation))
    return found


def _replace_file(path: Path, data: bytes) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as new:
            new.write(data)
        Path(new.name).chmod(0o644)
        Path(new.name).replace(path)
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
    yield site.manifest(written)


def _about(finding: Diagnostic) -> set[tuple[object, object]]:
    """Give what a finding is about: its place, and the property of the thing.

    A law that looks at several properties of a thing says nothing where one is not read.
    """
    where = finding.location
    keys: set[tuple[object, object]] = {(where.focus, where.property_path)}
    if where.mark:
        keys.add((where.path, where.mark))
    if finding.code.startswith("load/") or where.property_path is None:
        keys.add((where.focus, "any"))
    return keys if where.focus else {(where.path, where.mark)}


def _is_error(finding: Diagnostic) -> bool:
    return finding.severity is Severity.ERROR
