"""The output folder: written beside the old one and exchanged in one step.

Whatever stops the run before that step leaves the old site as it was.  A folder that
holds anything but a published site is never touched.

See Also:
    renameat2(2) with RENAME_EXCHANGE on Linux, renamex_np(2) with RENAME_SWAP on macOS.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.release import File, listed_files
from maalbar.words import finding

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_RENAME_SWAP: Final = 2
_READABLE: Final = 0o755


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


def replace_folder(out: Path, files: Iterable[File]) -> int:
    """Write `files` as the new content of `out`.

    Args:
        out: the output folder, already checked.
        files: what to write; may raise, which leaves `out` as it was.

    Returns:
        How many files were written.

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
        count = _write(new, files)
        new.chmod(_READABLE)
        check_target(out)  # someone may have put something there meanwhile
        _exchange(new, out)
    except OSError as error:
        raise _cannot_write(out, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return count


def _write(root: Path, files: Iterable[File]) -> int:
    """Write each file once: two with one path stop the run, rather than one being lost."""
    made: set[Path] = set()
    count = 0
    for count, each in enumerate(files, start=1):  # noqa: B007 # the last count is the answer
        path = _inside(root, each.path)
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        with path.open("xb") as new:
            new.write(each.data)
    return count


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
    reason = error.strerror or str(error)
    return MaalbarError(finding("publish/cannot-write", Location(), path=str(out), reason=reason))
