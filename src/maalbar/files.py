"""Ordinary files: read within a limit, replaced in one step.

Never waits for a pipe or a device, and leaves no half a file behind.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO


class NotAFileError(OSError):
    """A pipe, a device or a socket."""


class TooBigError(OSError):
    """More than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        """Say what the limit is."""
        super().__init__(f"> {limit}")
        self.limit = limit


def open_file(path: Path) -> BinaryIO:
    """Open a file to read it; whoever does closes it.

    Raises:
        NotAFileError: it is a pipe, a device or a socket.
        OSError: it cannot be read, or is a folder.
    """
    file = open(path, "rb", opener=_at_once)  # noqa: SIM115 # it is handed out
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotAFileError
    return file


def read_file(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes.

    Raises:
        NotAFileError: it is a pipe, a device or a socket.
        TooBigError: it is bigger.
        OSError: it cannot be read, or is a folder.
    """
    with open_file(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooBigError(limit)
    return data


def replace_file(path: Path, data: bytes) -> None:
    """Write a file anew; whoever reads it meanwhile sees the old one or the new one.

    Raises:
        OSError: it cannot be written; what was there is there still, and nothing else.
    """
    with replacing(path) as new:
        new.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file anew piece by piece, as `replace_file` does at once."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as new:
        written = Path(new.name)
        try:
            yield new.file
            new.close()
            written.chmod(0o644)
            written.replace(path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
