"""A client of the web: questions and answers, within limits of size and time.

An address is read once and its host is looked up for each connection; the connection goes to
what was looked up and found to be public.  So neither a name server that answers otherwise the
second time nor a parser that reads the address otherwise leads anywhere else.  Proxies and
cookies are never used: a proxy would look the host up by itself.  Who asks is told only to a host
that whoever asks has a key to; see `fetch.access`.

A host that is asked often is asked over one connection, and is left in peace when it says so.
"""

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from maalbar import __version__
from maalbar.fetch.access import Access
from maalbar.fetch.address import Address, Allowed, follow, is_public, read_address
from maalbar.fetch.clock import Clock, problem, unreachable
from maalbar.fetch.line import Line, NoConnectionError
from maalbar.model.diagnostic import MaalbarError
from maalbar.words import text

MEGABYTE: Final = 1024 * 1024
REDIRECTS: Final = 5
_REDIRECTING: Final = {301, 302, 303, 307, 308}
_PAUSES: Final = (0.5, 1.5)
_CHUNK: Final = 16 * 1024
_NOT_NOW: Final = {429, 503}
_WHO: Final = 401
_LENGTH_OF_A_PAUSE: Final = 4
_ENCODINGS: Final = {"", "identity", "gzip", "x-gzip"}
_LINES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A redirect: the address that was asked, its status, and the address it leads to."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address answered, whatever its status.

    `url` is where it was found after the `hops`.  Names of `headers` are found in any case.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes
    hops: tuple[Hop, ...] = ()

    @property
    def media_type(self) -> str:
        """The type without parameters, in small letters; empty if there is none."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    method: str
    headers: Mapping[str, str]
    limit: int
    clock: Clock
    body: bytes
    once: bool


class Client:
    """One session with the web, to be used in a `with`."""

    def __init__(self, allowed: Allowed = is_public, access: Access | None = None) -> None:
        """Begin; `allowed` tells which hosts may be connected to, `access` opens one of them."""
        self._allowed = access.guarded(allowed) if access else allowed
        self._access = access
        self._lines: dict[tuple[str, str, int], Line] = {}

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hang up."""
        self.close()

    def close(self) -> None:
        """Hang up; what is asked afterwards connects anew."""
        for origin in tuple(self._lines):
            self._hang_up(origin)

    def ask(  # noqa: PLR0913 # each is a limit or a part of the question
        self,
        url: str,
        *,
        limit: int,
        seconds: float,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        redirects: int = REDIRECTS,
        body: bytes = b"",
        once: bool = False,
    ) -> Answer:
        """Ask an address.

        Args:
            url: an http(s) address.
            limit: bytes at most, once decompressed.
            seconds: for all of it, with redirects and further tries.
            method: of HTTP.
            headers: beside those that are always sent, or in their place.
            redirects: how many are followed; with none, a redirect is an answer as any other.
            body: what is sent along; it is sent again where a redirect leads.
            once: ask no second time, as it would do something else.

        Raises:
            MaalbarError: there is no answer within the limits; the finding says why.
        """
        at = read_address(url)
        always = {"User-Agent": f"maalbar/{__version__}", "Accept-Encoding": "gzip"}
        question = _Question(
            method=method,
            headers=always | dict(headers or {}),
            limit=limit,
            clock=Clock(at.url, seconds),
            body=body,
            once=once,
        )
        hops: list[Hop] = []
        while True:
            answer = self._ask_patiently(at, question)
            location = answer.headers.get("Location")
            if not redirects or location is None or answer.status not in _REDIRECTING:
                return replace(answer, hops=tuple(hops))
            if len(hops) == redirects:
                raise problem(
                    "fetch/too-many-redirects", value=question.clock.asked, limit=redirects
                )
            further = follow(at, location)
            hops.append(Hop(url=at.url, status=answer.status, location=further.url))
            at = further

    def _ask_patiently(self, at: Address, question: _Question) -> Answer:
        """Ask again a little later where there is no connection, or the host has no time."""
        for pause in () if question.once else _PAUSES:
            wait = pause
            try:
                answer = self._ask(at, question)
            except NoConnectionError:
                if question.clock.remaining <= wait:
                    raise
            else:
                wait = max(pause, _seconds(answer.headers.get("Retry-After", "")))
                if answer.status not in _NOT_NOW or question.clock.remaining <= wait:
                    return answer
            time.sleep(wait)
        return self._ask(at, question)

    def _ask(self, at: Address, question: _Question) -> Answer:
        clock = question.clock
        try:
            with self._line(at).until(clock) as adapter:
                with closing(self._sent(adapter, at, question)) as answer:
                    received = _received(answer, at, question)
                if not self._is_challenged(received, at):
                    return received
                with closing(self._sent(adapter, at, question)) as answer:
                    return _received(answer, at, question)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            self._hang_up(at.origin)
            clock.left()
            if isinstance(error, requests.Timeout):
                raise clock.too_slow() from error
            if isinstance(error, requests.exceptions.SSLError):
                raise unreachable(at.url, text("phrases", "not-secure")) from error
            said = unreachable(at.url, text("phrases", "broken-off"))
            if isinstance(error, requests.ConnectionError):
                raise NoConnectionError(*said.diagnostics) from error
            raise said from error
        except MaalbarError:
            self._hang_up(at.origin)
            raise

    def _sent(self, adapter: HTTPAdapter, at: Address, question: _Question) -> requests.Response:
        headers = dict(question.headers)
        who = self._access.header(at, question.method) if self._access else ""
        if who:
            headers["Authorization"] = who
        request = requests.Request(
            question.method, at.url, headers=headers, data=question.body or None
        )
        timeout = question.clock.left()
        return adapter.send(request.prepare(), stream=True, timeout=timeout)

    def _is_challenged(self, answer: Answer, at: Address) -> bool:
        if answer.status != _WHO or self._access is None:
            return False
        return self._access.challenged(at, answer.headers.get("WWW-Authenticate", ""))

    def _line(self, at: Address) -> Line:
        """Give the line to a host; where there are many, hang up the one that rests longest."""
        line = self._lines.pop(at.origin, None) or Line(at, self._allowed)
        self._lines[at.origin] = line
        if len(self._lines) > _LINES:
            self._hang_up(next(iter(self._lines)))
        return line

    def _hang_up(self, origin: tuple[str, str, int]) -> None:
        line = self._lines.pop(origin, None)
        if line:
            line.close()


def _received(answer: requests.Response, at: Address, question: _Question) -> Answer:
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise unreachable(at.url, text("phrases", "another-encoding"))
    data = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        data += chunk
        if len(data) > question.limit:
            limit = f"{question.limit / MEGABYTE:.3g}"
            raise problem("fetch/too-big", value=at.url, limit=limit)
        question.clock.left()
    # What was cut off may look as if it had ended.
    question.clock.left()
    return Answer(url=at.url, status=answer.status_code, headers=answer.headers, data=bytes(data))


def _seconds(retry_after: str) -> float:
    if not (retry_after.isascii() and retry_after.isdigit()):
        return 0
    return float(retry_after) if len(retry_after) <= _LENGTH_OF_A_PAUSE else float("inf")
