"""Copies of what was fetched before, each beside a note of when and from where.

A copy that is not what its note says, cut short or changed, counts as none.  Where nothing can
be written, nothing is kept.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from maalbar.files import read_file, replace_file

_LONGEST_NOTE: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What an address gave at some time."""

    url: str
    data: bytes
    media_type: str
    etag: str
    fetched: datetime

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def cache_folder() -> Path:
    """Give the folder for copies of shapes: below XDG_CACHE_HOME, else `~/.cache`."""
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    base = given if given.is_absolute() else Path.home() / ".cache"
    return base / "maalbar" / "shapes"


def stored(folder: Path, url: str, *, limit: int) -> Copy | None:
    """Find the copy of an address; None where there is none that is whole."""
    try:
        note = json.loads(read_file(_note_of(folder, url), _LONGEST_NOTE))
        copy = Copy(
            url=note["url"],
            data=read_file(_data_of(folder, url), limit),
            media_type=str(note["mediaType"]),
            etag=str(note["etag"]),
            fetched=datetime.fromisoformat(note["fetched"]).astimezone(UTC),
        )
    except (OSError, ValueError, LookupError, TypeError, OverflowError, RecursionError):
        return None
    return copy if (copy.url, copy.sha256) == (url, note["sha256"]) else None


def store(folder: Path, copy: Copy) -> None:
    """Keep a copy, or leave what is there as it is."""
    note = {
        "url": copy.url,
        "sha256": copy.sha256,
        "fetched": copy.fetched.isoformat(timespec="seconds"),
        "etag": copy.etag,
        "mediaType": copy.media_type,
    }
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(_data_of(folder, copy.url), copy.data)
        replace_file(_note_of(folder, copy.url), json.dumps(note, indent=1).encode())


def _data_of(folder: Path, url: str) -> Path:
    return folder / hashlib.sha256(url.encode()).hexdigest()


def _note_of(folder: Path, url: str) -> Path:
    return _data_of(folder, url).with_suffix(".json")
