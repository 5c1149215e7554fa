"""The manifest: what a site says of itself, and so remembers from one publishing to the next.

The site has no other memory.  It lists every file with media type, size, hash, language, the
file of the publication that it came from, and when what it says last changed; the datasets
with the hash of their content and their dates; what is gone; and the snapshots, each of which
is a site with a manifest of its own.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from maalbar.model.literals import is_valid
from maalbar.model.release import Dates, Listed
from maalbar.model.terms import XSD
from maalbar.model.text import Text

MANIFEST: Final = "manifest.json"
SNAPSHOTS: Final = "v"
LARGEST: Final = 200 * 1024 * 1024
_PUBLISHER: Final = "maalbar"
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_SMALL: Final = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A published dataset: the hash of its `content`, its `title` and its dates."""

    content: str
    title: Text
    dates: Dates


@dataclass(frozen=True, slots=True)
class Gone:
    """A thing that was published: when it was missing first (`since`), and what replaced it."""

    iri: str
    title: Text
    since: str
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a site says of itself.

    Attributes:
        base: absolute IRI of the publication; ends in `/`.
        files: by path; the manifest itself and the files of snapshots are not among them.
        datasets: by IRI.
        gone: by the path, without suffix, of the documents that told about them.
        snapshots: SHA-256 of the manifest of each, by date.
    """

    base: str
    files: Mapping[str, Listed]
    datasets: Mapping[str, Kept] = field(default_factory=dict)
    gone: Mapping[str, Gone] = field(default_factory=dict)
    snapshots: Mapping[str, str] = field(default_factory=dict)

    def write(self) -> bytes:
        """Write it, sorted, one value a line."""
        said = {
            "publisher": _PUBLISHER,
            "base": self.base,
            "datasets": {
                iri: {
                    "content": each.content,
                    "title": dict(sorted(each.title.items())),
                    "issued": each.dates.issued,
                    "modified": each.dates.modified,
                }
                for iri, each in sorted(self.datasets.items())
            },
            "gone": {
                path: {
                    "iri": each.iri,
                    "title": dict(sorted(each.title.items())),
                    "since": each.since,
                    "replacedBy": each.replaced_by,
                }
                for path, each in sorted(self.gone.items())
            },
            "snapshots": dict(sorted(self.snapshots.items())),
            "files": {path: _entry(each) for path, each in sorted(self.files.items())},
        }
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        ValueError: it is none of ours; the text names the part that is not as it should be.
    """
    try:
        said = json.loads(data)
    except RecursionError as error:
        raise ValueError(MANIFEST) from error
    if not isinstance(said, dict) or said.get("publisher") != _PUBLISHER:
        raise ValueError("publisher")
    try:
        return Manifest(
            base=_text(said, "base"),
            files={path: _listed(_path(path), each) for path, each in _table(said, "files")},
            datasets={iri: _kept(each) for iri, each in _table(said, "datasets", {})},
            gone={_path(path): _gone(each) for path, each in _table(said, "gone", {})},
            snapshots={_date(date): _sha256(each) for date, each in _table(said, "snapshots", {})},
        )
    except (TypeError, LookupError, AttributeError) as error:
        raise ValueError(MANIFEST) from error


def manifest_of(site: Path) -> Manifest | None:
    """Give the manifest of a site on disk; None where the folder is no site of ours.

    Raises:
        OSError: the manifest is there and cannot be read.
    """
    path = site / MANIFEST
    if not os.path.isfile(path) or path.stat().st_size > LARGEST:  # noqa: PTH113 # never raises
        return None
    try:
        return read_manifest(path.read_bytes())
    except ValueError:
        return None


def listed_files(site: Path) -> set[str]:
    """Give the files of a published site, manifests and snapshots included; none if it is none.

    Raises:
        OSError: a manifest is there and cannot be read.
    """
    manifest = manifest_of(site)
    if manifest is None or not manifest.files:
        return set()
    listed = {MANIFEST, *manifest.files}
    for date in manifest.snapshots:
        folder = f"{SNAPSHOTS}/{date}"
        listed |= {f"{folder}/{each}" for each in listed_files(site / folder)}
    return listed


def is_site(folder: Path) -> bool:
    """Tell whether a folder is a site that was published by this program, and nothing else."""
    try:
        manifest = folder / MANIFEST
        # That of a site that was handed in can be read in a moment.
        listed = listed_files(folder) if manifest.stat().st_size <= _SMALL else set()
        found = (path for path in folder.rglob("*") if listed and not path.is_dir())
        return bool(listed) and all(path.relative_to(folder).as_posix() in listed for path in found)
    except (OSError, RecursionError):
        return False


def dated(files: Iterable[Listed], before: Mapping[str, Listed], today: str) -> list[Listed]:
    """Give files their dates: of one that is as it was `before`, the date that it had then."""
    found = []
    for each in files:
        old = before.get(each.path)
        same = old is not None and old.sha256 == each.sha256 and old.modified
        found.append(replace(each, modified=old.modified if old and same else today))
    return found


def _entry(file: Listed) -> dict[str, object]:
    always = {"mediaType": file.media_type, "bytes": file.size, "sha256": file.sha256}
    known = {"modified": file.modified, "language": file.language, "source": file.source}
    return always | {key: value for key, value in known.items() if value}


def _listed(path: str, said: Mapping[str, Any]) -> Listed:
    size = said["bytes"]
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise ValueError("bytes")
    return Listed(
        path=path,
        media_type=_text(said, "mediaType"),
        size=size,
        sha256=_sha256(said["sha256"]),
        language=_text(said, "language", ""),
        source=_text(said, "source", ""),
        modified=_date(said["modified"]) if "modified" in said else "",
    )


def _kept(said: Mapping[str, Any]) -> Kept:
    dates = Dates(_date(said["issued"]), _date(said["modified"]))
    return Kept(_sha256(said["content"]), _title(said), dates)


def _gone(said: Mapping[str, Any]) -> Gone:
    replaced_by = said["replacedBy"]
    if not (replaced_by is None or isinstance(replaced_by, str)):
        raise ValueError("replacedBy")
    return Gone(_text(said, "iri"), _title(said), _date(said["since"]), replaced_by)


def _title(said: Mapping[str, Any]) -> Text:
    title = said["title"]
    return {str(tag): _text(title, tag) for tag in title}


def _table(
    said: Mapping[str, Any], key: str, default: Mapping[str, Any] | None = None
) -> Iterable[tuple[str, Any]]:
    table = said[key] if default is None else said.get(key, default)
    if not isinstance(table, dict):
        raise ValueError(key)  # noqa: TRY004 # it is about what was read
    return table.items()


def _text(said: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = said[key] if default is None else said.get(key, default)
    if not isinstance(value, str):
        raise ValueError(key)  # noqa: TRY004 # as above
    return value


def _sha256(value: object) -> str:
    if not (isinstance(value, str) and _SHA256.fullmatch(value)):
        raise ValueError("sha256")
    return value


def _date(value: object) -> str:
    # A date names a folder, too.
    if not (isinstance(value, str) and is_valid(value, XSD.date) and value.isascii()):
        raise ValueError("date")
    return value


def _path(path: str) -> str:
    if any(step in {"", ".", ".."} for step in path.split("/")) or "\0" in path:
        raise ValueError("files")
    return path
