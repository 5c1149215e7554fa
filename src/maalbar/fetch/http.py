"""Bytes from the web, within limits of size and time.

An address is read once and its host is looked up once; the connection goes to what was looked
up and found to be public.  So neither a name server that answers otherwise the second time nor
a parser that reads the address otherwise leads anywhere else.  Proxies, cookies and credentials
are never used: a proxy would look the host up by itself.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from maalbar import __version__
from maalbar.fetch.address import Address, Allowed, follow, is_public, look_up, read_address
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.text import Text
from maalbar.words import finding, text

MEGABYTE: Final = 1024 * 1024
_REDIRECTS: Final = 5
_PAUSES: Final = (0.5, 1.5)
_CONNECTING: Final = 10
_CHUNK: Final = 16 * 1024
_NOT_NOW: Final = {429, 503}
_LENGTH_OF_A_PAUSE: Final = 4
_ENCODINGS: Final = {"", "identity", "gzip", "x-gzip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    `url` is where it was found after redirects, `media_type` the type without parameters (may
    be empty).  `is_new` is false, and `data` empty, where it still is what `etag` stood for.
    """

    url: str
    media_type: str
    data: bytes
    etag: str
    is_new: bool = True


def fetch(  # noqa: PLR0913 # each is a limit or a header
    url: str,
    *,
    limit: int,
    seconds: float,
    accept: str,
    etag: str = "",
    allowed: Allowed = is_public,
) -> Fetched:
    """Fetch what is at an address.

    Args:
        url: an http(s) address.
        limit: bytes at most, once decompressed.
        seconds: for all of it, with redirects and further tries.
        accept: the media types that are asked for.
        etag: of what is at hand already; nothing is sent if it is still that.
        allowed: which hosts may be connected to.

    Raises:
        MaalbarError: it cannot be fetched; the finding says why.
    """
    at = read_address(url)
    job = _Job(
        asked=at.url, limit=limit, seconds=seconds, accept=accept, etag=etag, allowed=allowed
    )
    for _ in range(_REDIRECTS + 1):
        got = _ask_patiently(at, job)
        if isinstance(got, Fetched):
            return got
        at = follow(at, got)
    raise _problem("fetch/too-many-redirects", value=job.asked, limit=_REDIRECTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is asked for, and until when (`deadline`, on the monotonic clock)."""

    asked: str
    limit: int
    seconds: float
    accept: str
    etag: str
    allowed: Allowed
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "deadline", time.monotonic() + self.seconds)

    def left(self) -> float:
        """Give the seconds that are left.

        Raises:
            MaalbarError: there are none.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> MaalbarError:
        return _problem("fetch/too-slow", value=self.asked, seconds=f"{self.seconds:g}")

    def headers(self) -> dict[str, str]:
        asked = {
            "User-Agent": f"maalbar/{__version__}",
            "Accept": self.accept,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        return asked | ({"If-None-Match": self.etag} if self.etag else {})


class _NotNowError(MaalbarError):
    """It may go better after a pause, of at least so many seconds."""

    after: float = 0


def _ask_patiently(at: Address, job: _Job) -> Fetched | str:
    for pause in _PAUSES:
        try:
            return _ask(at, job)
        except _NotNowError as error:
            wait = max(pause, error.after)
            if job.deadline - time.monotonic() <= wait:
                raise
            time.sleep(wait)
    return _ask(at, job)


def _ask(at: Address, job: _Job) -> Fetched | str:
    """Ask one host once; a string is where it says that the answer is."""
    with (
        closing(_connect(at, job)) as connection,
        _cut_off(connection, job.left()),
        closing(_Adapter(connection)) as adapter,
    ):
        try:
            request = requests.Request("GET", at.url, headers=job.headers()).prepare()
            with closing(adapter.send(request, stream=True, timeout=job.left())) as answer:
                if answer.is_redirect:
                    return answer.headers["Location"]
                return _received(answer, at, job)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            job.left()
            if isinstance(error, requests.Timeout):
                raise job.too_slow() from error
            if isinstance(error, requests.exceptions.SSLError):
                raise _unreachable(at, text("phrases", "not-secure")) from error
            problem = _unreachable(at, text("phrases", "broken-off"))
            if isinstance(error, requests.ConnectionError):
                problem = _NotNowError(*problem.diagnostics)
            raise problem from error


def _received(answer: requests.Response, at: Address, job: _Job) -> Fetched:
    status = answer.status_code
    etag = answer.headers.get("ETag", "")
    if job.etag and status == requests.codes.not_modified:
        return Fetched(url=at.url, media_type="", data=b"", etag=etag or job.etag, is_new=False)
    if status != requests.codes.ok:
        kind = _NotNowError if status in _NOT_NOW else MaalbarError
        problem = kind(finding("fetch/status", Location(), value=at.url, status=status))
        if isinstance(problem, _NotNowError):
            problem.after = _seconds(answer.headers.get("Retry-After", ""))
        raise problem
    if answer.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise _unreachable(at, text("phrases", "another-encoding"))
    data = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        data += chunk
        if len(data) > job.limit:
            raise _problem("fetch/too-big", value=at.url, limit=f"{job.limit / MEGABYTE:.3g}")
        job.left()
    # What was cut off may look as if it had ended.
    job.left()
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(url=at.url, media_type=media_type, data=bytes(data), etag=etag)


def _seconds(retry_after: str) -> float:
    if not (retry_after.isascii() and retry_after.isdigit()):
        return 0
    return float(retry_after) if len(retry_after) <= _LENGTH_OF_A_PAUSE else float("inf")


def _connect(at: Address, job: _Job) -> socket.socket:
    """Connect to the host that was looked up, if all of its addresses are allowed."""
    try:
        hosts = look_up(at, seconds=job.left())
    except TimeoutError as error:
        raise job.too_slow() from error
    for host in hosts:
        if not job.allowed(host):
            raise _problem("fetch/refused-address", value=at.url, address=str(host))
    reason = ""
    for host in hosts:
        try:
            connected = socket.create_connection(
                (str(host), at.port), timeout=min(_CONNECTING, job.left())
            )
        except OSError as error:
            reason = error.strerror or str(error)
        else:
            connected.settimeout(max(job.deadline - time.monotonic(), 0.001))
            return connected
    raise _NotNowError(*_unreachable(at, reason).diagnostics)


@contextmanager
def _cut_off(connection: socket.socket, seconds: float) -> Iterator[None]:
    """End a connection when its time is up, however steadily it drips."""
    # TLS takes the socket over; its twin still reaches the connection.
    with connection.dup() as twin:

        def cut() -> None:
            with suppress(OSError):
                twin.shutdown(socket.SHUT_RDWR)

        timer = Timer(seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


class _Connection(HTTPConnection):
    """A connection over a socket that is connected already; the name is for the server."""

    def __init__(self, *args: Any, connected: socket.socket, **given: Any) -> None:  # noqa: ANN401 # as urllib3 gives them
        super().__init__(*args, **given)
        self._connected = connected

    def _new_conn(self) -> socket.socket:
        return self._connected


class _SecureConnection(_Connection, HTTPSConnection):
    """The same under TLS, whose certificate is that of the name."""


class _Adapter(HTTPAdapter):
    """Sends a request over a socket that is connected already."""

    def __init__(self, connected: socket.socket) -> None:
        super().__init__(max_retries=0)
        self._connected = connected

    def get_connection_with_tls_context(self, *args: Any, **given: Any) -> Any:  # noqa: ANN401 # as requests gives them
        pool: Any = super().get_connection_with_tls_context(*args, **given)
        pool.ConnectionCls = _SecureConnection if pool.scheme == "https" else _Connection
        pool.conn_kw["connected"] = self._connected
        return pool


def _unreachable(at: Address, reason: Text | str) -> MaalbarError:
    return _problem("fetch/unreachable", value=at.url, reason=reason)


def _problem(code: str, *, value: str, **values: object) -> MaalbarError:
    return MaalbarError(finding(code, Location(), value=value, **values))
