"""The output folder: written beside the old one and exchanged in one step.

Whatever stops the run before that step leaves the old site as it was.  A folder that
holds anything but a published site is never touched.  A file that is as it was is not
written again: the new folder takes over the one of the old, with its time.

See Also:
    renameat2(2) with RENAME_EXCHANGE on Linux, renamex_np(2) with RENAME_SWAP on macOS.
"""

import ctypes
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.manifest import listed_files
from maalbar.model.release import File, Same
from maalbar.words import finding
from maalbar.words.system import why

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2
_READABLE: Final = 0o755


@dataclass(frozen=True, slots=True)
class Written:
    """How many files the folder has, and how many of them are not as they were."""

    files: int
    changed: int


def check_target(out: Path) -> None:
    """See that `out` may be replaced: absent, empty, or a published site and nothing else.

    Args:
        out: the output folder.

    Raises:
        MaalbarError: it is something else, or holds a file that the site does not list.
    """
    if not os.path.lexists(out):
        return
    if out.is_symlink() or not out.is_dir():
        raise _not_ours(out)
    try:
        if next(out.iterdir(), None) is None:
            return
        found = [path.relative_to(out) for path in out.rglob("*") if not _is_folder(path)]
        listed = listed_files(out)
    except OSError as error:
        raise _cannot_write(out, error) from error
    if not listed:
        raise _not_ours(out)
    for path in sorted(found):
        if path.as_posix() not in listed:
            raise _not_ours(out / path)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _not_ours(path: Path) -> MaalbarError:
    return MaalbarError(finding("publish/not-ours", Location(), path=str(path)))


def replace_folder(
    out: Path, files: Iterable[File | Same], *, kept: Callable[[], Iterable[str]] = tuple
) -> Written:
    """Write `files` as the new content of `out`.

    Args:
        out: the output folder, already checked.
        files: what to write; may raise, which leaves `out` as it was.
        kept: paths of files that stay as they are in `out`; asked for when all is written.

    Raises:
        MaalbarError: the folder cannot be written.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100 # resolve() would follow a link
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise _cannot_write(out, error) from error
    try:
        pen = _Pen(new, out)
        for each in files:
            pen.write(each)
        for path in kept():
            pen.keep(path)
        new.chmod(_READABLE)
        check_target(out)  # someone may have put something there meanwhile
        if pen.changed or pen.count < len(listed_files(out)):
            _exchange(new, out)
    except OSError as error:
        raise _cannot_write(out, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Written(pen.count, pen.changed)


class _Pen:
    """Writes each file once: two with one path stop the run, rather than one being lost."""

    def __init__(self, new: Path, old: Path) -> None:
        self.new = new
        self.old = old
        self.count = 0
        self.changed = 0
        self._made: set[Path] = set()

    def write(self, each: File | Same) -> None:
        """Write a file, or take over the old one where it is no other."""
        path = self._place(each.path)
        old = _inside(self.old, each.path)
        if isinstance(each, Same):
            _link(_inside(self.new, each.of), path)
            self.changed += 1
        elif not (_holds(old, each.data) and _linked(old, path)):
            with path.open("xb") as new:
                new.write(each.data)
            self.changed += 1

    def keep(self, path: str) -> None:
        """Take over an old file as it is."""
        _link(_inside(self.old, path), self._place(path))

    def _place(self, path: str) -> Path:
        self.count += 1
        place = _inside(self.new, path)
        if place.parent not in self._made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        return place


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file, and no link to one, holds these bytes."""
    try:
        found = path.lstat()
        same_size = stat.S_ISREG(found.st_mode) and found.st_size == len(data)
        return same_size and path.read_bytes() == data
    except OSError:
        return False


def _link(one: Path, other: Path) -> None:
    """Let `other` be the file `one`, or a copy of it where the system links none."""
    if not _linked(one, other):
        shutil.copy2(one, other, follow_symlinks=False)


def _linked(one: Path, other: Path) -> bool:
    try:
        other.hardlink_to(one)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _inside(root: Path, path: str) -> Path:
    """Place `path` under `root`; whatever would lie elsewhere is a mistake of ours."""
    steps = path.split("/")
    if any(step in {"", ".", ".."} for step in steps):
        raise ValueError(path)
    return root.joinpath(*steps)


def _exchange(new: Path, out: Path) -> None:
    """Put `new` where `out` is; afterwards `new` is the old content, if there was any."""
    if not out.exists():
        new.rename(out)
    elif not _swapped(new, out):
        old = new.with_name(f"{new.name}-old")
        out.rename(old)
        try:
            new.rename(out)
        except BaseException:
            old.rename(out)
            raise
        old.rename(new)


def _swapped(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(*names, _RENAME_SWAP) == 0)
        return bool(libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
    except (OSError, AttributeError):
        return False


def _cannot_write(out: Path, error: OSError) -> MaalbarError:
    reason = why(error)
    return MaalbarError(finding("publish/cannot-write", Location(), path=str(out), reason=reason))
