"""What there is to read: a folder, a file, an archive or a text that came in by itself.

Nothing is unpacked and no link is followed, so what is read is what was handed in.
"""

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from maalbar.load.text import LIMIT, MEGABYTE, decode, read_text
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.manifest import is_site
from maalbar.words import finding, text
from maalbar.words.system import why

# Files that people keep beside their data and that say nothing about it.
_PASSED_OVER: Final = {"README.md", "LICENSE", "LICENSE.txt"}
_ENTRIES: Final = 100_000
# So many folders may lie in each other.
DEPTH: Final = 64
_TOTAL: Final = 1000 * MEGABYTE

# What unpacking a damaged or strange entry raises.
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(RuntimeError, NotImplementedError, ValueError),
)


class Files(Protocol):
    """Named texts; paths are relative to what holds them and use `/`."""

    @property
    def name(self) -> str:
        """What a reader calls it."""

    @property
    def media_type(self) -> str | None:
        """What a server says of them."""

    def listed(self) -> tuple[tuple[PurePosixPath, ...], tuple[Diagnostic, ...]]:
        """Give the paths, in an order that no file system decides, and what was refused."""

    def text(self, path: PurePosixPath) -> str:
        """Read one file.

        Raises:
            MaalbarError: it cannot be read, is too big, or is not text; see `load.text`.
        """


@dataclass(frozen=True)
class Folder:
    """A folder: hidden files and published sites are passed over, links are refused."""

    root: Path
    media_type: str | None = None

    @property
    def name(self) -> str:
        """The path, as it was given."""
        return str(self.root)

    def listed(self) -> tuple[tuple[PurePosixPath, ...], tuple[Diagnostic, ...]]:
        """Walk the folder; see `Files`."""
        findings: list[Diagnostic] = []
        return tuple(self._walk(findings)), tuple(findings)

    def text(self, path: PurePosixPath) -> str:
        """Read one file; see `Files`."""
        return read_text(self.root, path)

    def _walk(self, findings: list[Diagnostic]) -> Iterator[PurePosixPath]:
        def tell(error: OSError) -> None:
            where = Location(path=self._relative(Path(error.filename)))
            findings.append(finding("syntax/unreadable", where, reason=why(error)))

        for folder, folders, names in os.walk(self.root, onerror=tell):
            here = Path(folder)
            if len(self._relative(here).parts) > DEPTH:
                where = Location(path=self._relative(here))
                findings.append(finding("syntax/too-deep", where, limit=DEPTH))
                folders.clear()
                continue
            for name in sorted((*folders, *names)):
                if not name.startswith(".") and (here / name).is_symlink():
                    where = Location(path=self._relative(here / name))
                    findings.append(finding("syntax/link", where))
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".")
                and not (here / name).is_symlink()
                and not is_site(here / name)
            )
            for name in sorted(names):
                if _is_data(name) and not (here / name).is_symlink():
                    yield self._relative(here / name)

    def _relative(self, path: Path) -> PurePosixPath:
        return PurePosixPath(path.relative_to(self.root).as_posix())


@dataclass(frozen=True)
class Given:
    """Texts that are at hand: standard input, a file, or what an address gave."""

    name: str
    texts: Mapping[PurePosixPath, bytes]
    media_type: str | None = None

    def listed(self) -> tuple[tuple[PurePosixPath, ...], tuple[Diagnostic, ...]]:
        """Give what was given; see `Files`."""
        return tuple(self.texts), ()

    def text(self, path: PurePosixPath) -> str:
        """Decode one text; see `Files`."""
        return decode(self.texts[path], path)


@dataclass(frozen=True)
class Archive:
    """A zip archive of a folder, read where it lies.

    A folder that holds all the others is left out of the paths, as the archives of code hosts
    have one.
    """

    name: str
    data: bytes
    media_type: str | None = None

    def listed(self) -> tuple[tuple[PurePosixPath, ...], tuple[Diagnostic, ...]]:
        """Give the files of the archive; see `Files`."""
        return tuple(sorted(path for path in self._entries if _is_data(path.name))), ()

    def text(self, path: PurePosixPath) -> str:
        """Decompress one file, no further than the limit; see `Files`."""
        try:
            with self._zip.open(self._entries[path]) as file:
                data = file.read(LIMIT + 1)
        except _DAMAGED as error:
            raise _bad(text("phrases", "damaged-entry"), str(path)) from error
        if len(data) > LIMIT:
            limit = LIMIT // MEGABYTE
            raise MaalbarError(finding("syntax/too-big", Location(path=path), limit=limit))
        return decode(data, path)

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(BytesIO(self.data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _bad(text("phrases", "not-a-zip"), self.name) from error

    @cached_property
    def _entries(self) -> dict[PurePosixPath, zipfile.ZipInfo]:
        entries = [each for each in self._zip.infolist() if not each.filename.endswith("/")]
        if len(entries) > _ENTRIES or sum(each.file_size for each in entries) > _TOTAL:
            raise _bad(text("phrases", "too-much-inside"), self.name)
        found: dict[PurePosixPath, zipfile.ZipInfo] = {}
        for each in entries:
            path = PurePosixPath(each.filename)
            problem = _problem_with(each, path)
            if problem or path in found:
                raise _bad(text("phrases", problem or "twice-in-archive"), each.filename)
            if not any(step.startswith(".") for step in path.parts):
                found[path] = each
        tops = {path.parts[0] for path in found if len(path.parts) > 1}
        if len(tops) == 1 and all(len(path.parts) > 1 for path in found):
            return {path.relative_to(*tops): each for path, each in found.items()}
        return found


def _problem_with(entry: zipfile.ZipInfo, path: PurePosixPath) -> str | None:
    name = entry.filename
    if not path.parts:
        return "nameless-in-archive"
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or ":" in name:
        return "outside-the-archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a-link-in-an-archive"
    return "locked-entry" if entry.flag_bits & 1 else None


def _bad(reason: object, name: str) -> MaalbarError:
    return MaalbarError(finding("syntax/bad-archive", Location(), value=name, reason=reason))


def _is_data(name: str) -> bool:
    return not name.startswith(".") and name not in _PASSED_OVER
