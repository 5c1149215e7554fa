"""The files of a publication or a contribution, read as one."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from maalbar.load.contribution import Contribution
from maalbar.load.enough import expect_short_addresses
from maalbar.load.files import Files, Given
from maalbar.load.formats import METADATA, Format, Surroundings, format_of, read
from maalbar.load.mapped import Mapped
from maalbar.load.placeholders import placeholders
from maalbar.load.settings import FILE_NAME
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, has_errors
from maalbar.model.statements import Publication, Settings, Statement
from maalbar.vocabulary.ontology import Vocabulary
from maalbar.words import finding

if TYPE_CHECKING:
    from maalbar.load.tables.csvw import Metadata

FORMATS: Final = ", ".join(each.value for each in Format)


def read_publication(
    files: Files,
    paths: Iterable[PurePosixPath],
    settings: Settings,
    vocabulary: Vocabulary,
    *,
    form: Format | None = None,
) -> Publication:
    """Read some files together.

    Args:
        files: where they are.
        paths: which of them.
        settings: what they are read against.
        vocabulary: what the keys mean.
        form: the format of them all, where the author says so.

    Returns:
        All that the files say, with what was wrong in `findings`; a file that cannot be
        read at all is a finding, and the others are still read.
    """
    statements: list[Statement] = []
    graphs: dict[NamedNode, str] = {}
    findings: list[Diagnostic] = []
    whole = True
    listed = tuple(paths)
    described = _described(files, listed, findings)
    against = Surroundings(base=settings.base, vocabulary=vocabulary, metadata=described)
    for path in listed:
        if path.name == FILE_NAME or path.name.endswith(METADATA):
            continue
        try:
            mapped = _read_file(files, path, form, against)
            expect_short_addresses(mapped.statements)
        except MaalbarError as error:
            findings.extend(error.diagnostics)
            whole = False
            continue
        statements.extend(mapped.statements)
        graphs |= mapped.graphs
        whole = whole and mapped.whole
        findings.extend(mapped.findings)
    findings.extend(placeholders(statements, settings.identifiers))
    return Publication(
        settings=settings,
        statements=tuple(statements),
        graphs=graphs,
        findings=tuple(findings),
        whole=whole,
    )


def read_contribution(
    contribution: Contribution, vocabulary: Vocabulary, *, form: Format | None = None
) -> Publication:
    """Read all files of a contribution; see `read_publication`."""
    read = read_publication(
        contribution.files, contribution.paths, contribution.settings, vocabulary, form=form
    )
    return replace(
        read,
        findings=(*contribution.findings, *read.findings),
        whole=read.whole and not has_errors(contribution.findings),
        loose=contribution.loose,
    )


def _read_file(
    files: Files, path: PurePosixPath, form: Format | None, against: Surroundings
) -> Mapped:
    form = form or format_of(path, media_type=files.media_type)
    if form is None and not isinstance(files, Given):
        return Mapped((), {}, (finding("syntax/unknown-file", Location(path=path)),))
    source = files.text(path)
    form = form or format_of(path, source)
    if form is None:
        raise MaalbarError(finding("syntax/unknown-format", Location(path=path), expected=FORMATS))
    return read(source, path, form, against)


def _described(
    files: Files, paths: tuple[PurePosixPath, ...], findings: list[Diagnostic]
) -> dict[PurePosixPath, "Metadata"]:
    """Read the CSVW metadata among the files: what they say of tables, by path of the table."""
    found: dict[PurePosixPath, Metadata] = {}
    for path in paths:
        if path.name.endswith(METADATA):
            from maalbar.load.tables.csvw import load_metadata  # noqa: PLC0415 # few have any

            try:
                metadata = load_metadata(files.text(path), path)
            except MaalbarError as error:
                findings.extend(error.diagnostics)
                continue
            table = path.parent / metadata.url
            found[table] = metadata
            if table not in paths:
                where = Location(path=path)
                findings.append(finding("syntax/csvw-no-table", where, value=metadata.url))
    return found
