"""What someone hands in: its files, what they are read against, and which are asked about.

A folder with maalbar.toml is a publication.  A file or folder below one is a part of it: it
is read against its settings, and only what is found in the part is told.  Anything else is
loose data: a file, a folder, an archive, standard input, or what an address gave.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from maalbar.load import passages
from maalbar.load.files import Archive, Files, Folder, Given
from maalbar.load.formats import METADATA, format_of
from maalbar.load.settings import FILE_NAME, loose_settings, parse_settings, read_settings
from maalbar.load.text import LIMIT, MEGABYTE, read_bytes
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, under
from maalbar.model.statements import Settings
from maalbar.words import finding

# Where data live that do not say where: the addresses of Målbar's own publication.
DEFAULT_BASE: Final = "https://w3id.org/maalbar/"
# How an archive begins: with its first file, or with its end if it has none.
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_HERE: Final = PurePosixPath()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Files and what they are read against.

    `asked` are the paths that findings are told of, all if it is None.  `root` is the folder
    that paths are relative to, as the reader would call it.  `loose` data have no settings of
    their own.
    """

    files: Files
    paths: tuple[PurePosixPath, ...]
    settings: Settings
    asked: frozenset[PurePosixPath] | None = None
    root: PurePosixPath = _HERE
    loose: bool = False
    findings: tuple[Diagnostic, ...] = ()


def find_contribution(place: Path, *, base: str = DEFAULT_BASE) -> Contribution:
    """Find what is to be read at a path: a publication, a part of one, or loose data.

    Args:
        place: a folder or file.
        base: absolute IRI that loose data live under.

    Raises:
        MaalbarError: there is nothing there, or the settings are unusable.
    """
    if place.name == FILE_NAME:
        place = place.parent
    if os.path.isdir(place):  # noqa: PTH112 # Path.is_dir() may raise
        root = _publication_around(place)
        if root is None:
            return _contribution(
                Folder(place), loose_settings(base), PurePosixPath(place), loose=True
            )
        return _part(root, place)
    data = read_bytes(place, PurePosixPath(place))
    if data.startswith(_ZIP):
        return given_archive(data, str(place), base=base)
    root = _publication_around(place.parent)
    if root is None:
        return given_text(data, place.name, base=base, root=PurePosixPath(place.parent))
    return _part(root, place)


def given_text(
    data: bytes,
    name: str,
    *,
    base: str = DEFAULT_BASE,
    root: PurePosixPath = _HERE,
    media_type: str | None = None,
) -> Contribution:
    """Take one text that came in by itself.

    Args:
        data: its bytes; those of a zip archive are taken as the folder that it holds.
        name: what it is called: of a file, `-`, or an address.
        base: absolute IRI that it lives under.
        root: the folder that it is in, if it is in one.
        media_type: what a server says of it.

    Raises:
        MaalbarError: it is bigger than a file may be, or no usable archive.
    """
    if len(data) > LIMIT:
        where = Location(path=PurePosixPath(name))
        raise MaalbarError(finding("syntax/too-big", where, limit=LIMIT // MEGABYTE))
    if data.startswith(_ZIP):
        return given_archive(data, name, base=base)
    files = Given(name, {PurePosixPath(name): data}, media_type)
    return _contribution(files, loose_settings(base), root, loose=True)


def given_archive(data: bytes, name: str, *, base: str = DEFAULT_BASE) -> Contribution:
    """Take a zip archive: a publication if it holds maalbar.toml, else loose data.

    Raises:
        MaalbarError: it is no usable archive, or its settings are unusable.
    """
    files = Archive(name, data)
    paths, _ = files.listed()
    told = PurePosixPath(FILE_NAME)
    with _seen_from(PurePosixPath(name)):
        known = parse_settings(files.text(told)) if told in paths else loose_settings(base)
    return _contribution(files, known, PurePosixPath(name), loose=told not in paths)


def publication_in(root: Path) -> Contribution:
    """Take the publication in a folder; see `find_contribution`."""
    return _contribution(Folder(root), read_settings(root), PurePosixPath(root))


@contextmanager
def _seen_from(root: PurePosixPath) -> Iterator[None]:
    """Call the settings as the reader would where they stop the reading."""
    try:
        yield
    except MaalbarError as error:
        raise MaalbarError(*under(root, error.diagnostics)) from error


def _part(root: Path, place: Path) -> Contribution:
    """Take a publication, or what lies at `place` in it."""
    below = PurePosixPath(os.path.relpath(place.resolve(), root.resolve()))
    # What is asked for as `.` is called as it was; a folder above is called by the way up.
    seen = PurePosixPath(root if below == PurePosixPath() else os.path.relpath(root))
    with _seen_from(seen):
        whole = replace(publication_in(root), root=seen)
    if below == PurePosixPath():
        return whole
    asked = frozenset(each for each in whole.paths if each.is_relative_to(below))
    if not asked:
        where = Location(path=seen / below)
        raise MaalbarError(finding("syntax/passed-over", where))
    findings = tuple(
        each
        for each in whole.findings
        if each.location.path and each.location.path.is_relative_to(below)
    )
    return Contribution(
        files=whole.files,
        paths=whole.paths,
        settings=whole.settings,
        asked=asked,
        root=seen,
        findings=findings,
    )


def _contribution(
    files: Files, settings: Settings, root: PurePosixPath, *, loose: bool = False
) -> Contribution:
    paths, findings = files.listed()
    if not isinstance(files, Given) and not any(_is_data(each) for each in paths):
        if loose:
            raise MaalbarError(finding("settings/none", Location(), path=files.name))
        findings = (*findings, finding("settings/no-data", Location(), path=files.name))
    return Contribution(
        files=files, paths=paths, settings=settings, root=root, loose=loose, findings=findings
    )


def _is_data(path: PurePosixPath) -> bool:
    """Tell whether a file may hold data of its own."""
    beside = path.name == passages.FILE_NAME or path.name.endswith(METADATA)
    return not beside and format_of(path) is not None


def _publication_around(folder: Path) -> Path | None:
    """Find the nearest folder with maalbar.toml, here or above."""
    if _holds_settings(folder):
        return folder
    above = folder.resolve().parents
    return next((each for each in above if _holds_settings(each)), None)


def _holds_settings(folder: Path) -> bool:
    return os.path.isfile(folder / FILE_NAME)  # noqa: PTH113 # Path.is_file() may raise
