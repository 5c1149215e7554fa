"""Snapshots: editions of the site that stay as they were, each a site below `v/DATE/`."""

import hashlib
from collections.abc import Callable, Iterator

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.manifest import MANIFEST, SNAPSHOTS, Manifest, read_manifest
from maalbar.model.release import File, Same
from maalbar.words import finding

Fetch = Callable[[str], bytes | None]


def snapshot_of(manifest: Manifest, own: Iterator[File], date: str) -> Iterator[File | Same]:
    """Give a snapshot of a site: its data as they are, and pages that say of when they are.

    Args:
        manifest: lists the data.
        own: files that are the snapshot's own, their paths as in the site.
        date: of the snapshot.

    Returns:
        The files, with the manifest last.
    """
    folder = f"{SNAPSHOTS}/{date}"
    files = dict(manifest.files)
    for each in own:
        old = files.get(each.path)
        if old and old.sha256 == each.listed.sha256:
            continue
        files[each.path] = each.listed
        yield File(f"{folder}/{each.path}", each.data, each.media_type, each.language)
    for path, listed in manifest.files.items():
        if files[path] is listed:
            yield Same(f"{folder}/{path}", path)
    told = Manifest(manifest.base, files, manifest.datasets)
    yield File(f"{folder}/{MANIFEST}", told.write(), "application/json")


def read_snapshot(fetch: Fetch, date: str, sha256: str) -> tuple[bytes, Manifest]:
    """Read the manifest of a snapshot.

    Raises:
        MaalbarError: it is not what the site says of it.
    """
    path = f"{SNAPSHOTS}/{date}/{MANIFEST}"
    data = fetch(path) or b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _lost(date, path)
    return data, read_manifest(data)


def carried_over(fetch: Fetch, date: str, sha256: str) -> Iterator[File]:
    """Give a snapshot of a site that lies elsewhere, every file held against its hash.

    Raises:
        MaalbarError: a file is not there, or not as it was.
    """
    data, manifest = read_snapshot(fetch, date, sha256)
    folder = f"{SNAPSHOTS}/{date}"
    for path, listed in manifest.files.items():
        found = fetch(f"{folder}/{path}")
        if found is None or hashlib.sha256(found).hexdigest() != listed.sha256:
            raise _lost(date, f"{folder}/{path}")
        yield File(f"{folder}/{path}", found, listed.media_type, listed.language)
    yield File(f"{folder}/{MANIFEST}", data, "application/json")


def _lost(date: str, path: str) -> MaalbarError:
    return MaalbarError(finding("publish/lost-snapshot", Location(), value=date, path=path))
