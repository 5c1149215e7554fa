"""What is published: files, each with its path, bytes and media type, and how a site is known."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class File:
    """One published file; `path` is relative to the site and uses `/`.

    `language` is the tag of what it says, where it is in one language; `source` the file of
    the publication that introduced what it is about.
    """

    path: str
    data: bytes
    media_type: str
    language: str = ""
    source: str = ""

    @cached_property
    def listed(self) -> "Listed":
        """What is remembered of the file when its bytes are written and let go."""
        sha256 = hashlib.sha256(self.data).hexdigest()
        size = len(self.data)
        return Listed(self.path, self.media_type, size, sha256, self.language, self.source)


@dataclass(frozen=True, slots=True)
class Listed:
    """A published file as others tell of it: `size` in bytes, `sha256` in hexadecimal."""

    path: str
    media_type: str
    size: int
    sha256: str
    language: str = ""
    source: str = ""

    def address(self, base: str) -> str:
        """Give the absolute address of the file in a site; `base` ends in `/`."""
        return base + quote(self.path)


@dataclass(frozen=True, slots=True)
class Dates:
    """When what is published was first there and last changed: dates as `xsd:date` texts."""

    issued: str
    modified: str


TURTLE = "text/turtle"
TRIG = "application/trig"
NTRIPLES = "application/n-triples"
NQUADS = "application/n-quads"
JSONLD = "application/ld+json"
JSON = "application/json"
HTML = "text/html"
CSS = "text/css"
GZIP = "application/gzip"
CSV = "text/csv"
RDFXML = "application/rdf+xml"
XML = "application/xml"
ATOM = "application/atom+xml"
TEXT = "text/plain"

MANIFEST = "manifest.json"
PUBLISHER = "maalbar"
_LARGEST = 20 * 1024 * 1024


def listed_files(site: Path) -> set[str]:
    """Give the files of a published site, its manifest included; nothing if it is none.

    Raises:
        OSError: the manifest is there and cannot be read.
    """
    manifest = site / MANIFEST
    if not manifest.is_file():
        return set()
    try:
        said = json.loads(manifest.read_bytes())
    except (ValueError, RecursionError):
        return set()
    if not isinstance(said, dict) or said.get("publisher") != PUBLISHER:
        return set()
    files = said.get("files")
    return {MANIFEST, *files} if isinstance(files, dict) and files else set()


def is_site(folder: Path) -> bool:
    """Tell whether a folder is a site that was published by this program, and nothing else."""
    try:
        listed = listed_files(folder) if _is_small(folder / MANIFEST) else set()
        found = (path for path in folder.rglob("*") if listed and not path.is_dir())
        return bool(listed) and all(path.relative_to(folder).as_posix() in listed for path in found)
    except (OSError, RecursionError):
        return False


def _is_small(manifest: Path) -> bool:
    """Tell whether a manifest can be read in a moment; that of a site that was handed in is."""
    return manifest.stat().st_size <= _LARGEST
