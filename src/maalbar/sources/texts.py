"""Source texts from a folder or from the web, recognised by their hash."""

import hashlib
import ipaddress
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

import requests

from maalbar import __version__
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.words import finding

LIMIT: Final = 20 * 1024 * 1024
_TIMEOUT: Final = (10, 30)
# Seconds for the whole text, however steadily it drips.
_PATIENCE: Final = 120
_HOPS: Final = 5
_REDIRECTS: Final = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class SourceText:
    """A text, and where it was found."""

    origin: str
    data: bytes

    @cached_property
    def text(self) -> str:
        """The text, decoded as UTF-8, line ends as they are."""
        return self.data.decode("utf-8", errors="replace")

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def read_texts(places: Iterable[str]) -> tuple[SourceText, ...]:
    """Read all texts in folders and at addresses.

    Args:
        places: folders, files, or http(s) addresses.

    Raises:
        MaalbarError: a place cannot be read.
    """
    return tuple(text for place in places for text in _read(place))


def _read(place: str) -> Iterator[SourceText]:
    if place.startswith(("http://", "https://")):
        yield SourceText(place, _fetch(place))
        return
    path = Path(place)
    try:
        if not path.is_dir():
            if path.stat().st_size > LIMIT:
                raise _unavailable(place, f"> {LIMIT} bytes")
            yield SourceText(place, path.read_bytes())
            return
        for each in sorted(path.rglob("*.txt")):
            if each.is_file() and each.stat().st_size <= LIMIT:
                yield SourceText(str(each), each.read_bytes())
    except OSError as error:
        raise _unavailable(place, error.strerror or str(error)) from error


def _fetch(address: str) -> bytes:
    """Fetch one text: http(s) only, a few hops, public hosts, and no more than `LIMIT` bytes."""
    with requests.Session() as session:
        session.headers["User-Agent"] = f"maalbar/{__version__}"
        session.trust_env = False
        for _ in range(_HOPS):
            _refuse_private(address)
            try:
                with closing(
                    session.get(address, timeout=_TIMEOUT, stream=True, allow_redirects=False)
                ) as answer:
                    if answer.status_code in _REDIRECTS and "Location" in answer.headers:
                        address = urljoin(address, answer.headers["Location"])
                        continue
                    answer.raise_for_status()
                    if answer.status_code != requests.codes.ok:
                        raise _unavailable(address, f"HTTP {answer.status_code}")
                    return _body(answer, address)
            except (requests.RequestException, ValueError) as error:
                raise _unavailable(address, str(error)) from error
    raise _unavailable(address, f"> {_HOPS} redirects")


def _body(answer: requests.Response, address: str) -> bytes:
    data = bytearray()
    deadline = time.monotonic() + _PATIENCE
    for chunk in answer.iter_content(64 * 1024):
        data += chunk
        if len(data) > LIMIT:
            raise _unavailable(address, f"> {LIMIT} bytes")
        if time.monotonic() > deadline:
            raise _unavailable(address, f"> {_PATIENCE} s")
    return bytes(data)


def _refuse_private(address: str) -> None:
    try:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise _unavailable(address, "http(s)")
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise _unavailable(address, str(error)) from error
    for *_, where in found:
        if not ipaddress.ip_address(str(where[0]).partition("%")[0]).is_global:
            raise _unavailable(address, f"{where[0]} is not a public address")


def _unavailable(place: str, reason: str) -> MaalbarError:
    return MaalbarError(finding("source/unavailable", Location(), value=place, reason=reason))


def occurrences(text: str, quotation: str) -> Iterator[tuple[int, int]]:
    """Find all places of a quotation, as ranges of characters; letter case counts."""
    start = text.find(quotation)
    while quotation and start >= 0:
        yield start, start + len(quotation)
        start = text.find(quotation, start + 1)
