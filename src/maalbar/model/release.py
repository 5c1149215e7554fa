"""What is published: files, each with its path, bytes and media type."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
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
class Same:
    """A published file at `path` that is, byte for byte, the one at `of`."""

    path: str
    of: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A published file as others tell of it: `size` in bytes, `sha256` in hexadecimal.

    `modified` is the date on which it got the bytes that it has.
    """

    path: str
    media_type: str
    size: int
    sha256: str
    language: str = ""
    source: str = ""
    modified: str = ""

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
