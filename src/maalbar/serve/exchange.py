"""A request and what is answered, as values; names of headers in requests are in lower case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a reader asks for.

    Attributes:
        method: in capitals.
        path: of the target, as it was sent; begins with `/`.
        query: what stands after its question mark, as it was sent.
        client: the address of the reader.
        keep: whether the reader may ask more on the same connection.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = ""
    keep: bool = True

    @property
    def target(self) -> str:
        """The path and the query, as they were sent."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def header(self, name: str) -> str:
        """Give a header; nothing where there is none."""
        return self.headers.get(name, "")


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of an open file: whoever sends them closes it."""

    file: BinaryIO
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered: `body` is bytes, or the part of a file.

    `note` is for the log.
    """

    status: int
    headers: Headers = ()
    body: bytes | Part = b""
    note: str = ""
