"""One connection: requests in, answers out, each within its time and size.

A reader who is slow to send, slow to read or gone is let go; what was being worked on for one
who is gone is given up.  What a parser of many servers (llhttp) does not take is refused.
"""

import asyncio
from collections import deque
from collections.abc import Coroutine, Generator
from contextlib import suppress
from typing import Any, Final, Protocol, cast
from urllib.parse import urlsplit

import httptools

from maalbar.serve.exchange import Part, Request, Response
from maalbar.serve.limits import KILOBYTE, Limits
from maalbar.serve.wire import CONTINUE, head

_PIECE: Final = 256 * KILOBYTE
_MOST_AHEAD: Final = 64 * KILOBYTE
_MOST_PIPELINED: Final = 32
# Bytes a second that even a slow reader takes.
_SLOWEST: Final = 20 * KILOBYTE
_TO_LINGER: Final = 2.0
Answer = Response | Coroutine[Any, Any, Response]


class House(Protocol):
    """What a connection belongs to."""

    limits: Limits
    stopping: bool
    # Bytes that readers are sending in at the moment.
    coming_in: int

    def enter(self, connection: "Connection") -> bool:
        """Take a new connection in; False where there is no room."""

    def leave(self, connection: "Connection") -> None:
        """Let a connection go."""

    def most(self, method: str, path: str) -> int:
        """Give how many bytes may be sent in to a path."""

    def answer(self, request: Request) -> Answer:
        """Answer a request, at once or in time."""

    def refuse(self, status: int, headers: dict[str, str]) -> Response:
        """Say that a request is none, or too much."""

    def told(self, request: Request, response: Response, sent: int, seconds: float) -> None:
        """Be told of an exchange that has ended."""


class Connection(asyncio.Protocol):
    """A reader's connection.

    Attributes:
        peer: the address at its other end.
        deadline: the time of the loop at which it is late; None while it is worked for.
    """

    def __init__(self, house: House) -> None:
        """Belong to a house."""
        self.peer = ""
        self.deadline: float | None = None
        self._house = house
        self._loop = asyncio.get_running_loop()
        self._parser = httptools.HttpRequestParser(self)
        self._ready: deque[tuple[Request, float]] = deque()
        self._ahead = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()
        # Bytes of a head as they came, before any of it was read.
        self._came = 0
        self._busy = self._refused = self._in_head = self._in_body = False
        self._reset()

    # What the event loop tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self.peer = peer[0] if isinstance(peer, tuple) else ""
        if not self._house.enter(self):
            self._transport.abort()
            return
        self._transport.set_write_buffer_limits(high=_PIECE)
        self._await(self._house.limits.to_send_head)

    def connection_lost(self, _: Exception | None) -> None:
        """End, and give up what was being worked on."""
        self._house.leave(self)
        self._house.coming_in -= len(self._body)
        self._body.clear()
        self._writable.set()
        if self._task:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        """Take what a reader sends."""
        if self._refused:
            return
        if self._busy:
            self._ahead += data
            if len(self._ahead) > _MOST_AHEAD:
                self._transport.pause_reading()
            return
        self._feed(data)

    def pause_writing(self) -> None:
        """Wait: the reader takes no more."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """Go on."""
        self._writable.set()

    def late(self) -> None:
        """Be told that the deadline has passed."""
        if self._busy or self._refused or not (self._in_head or self._in_body):
            self._transport.abort()
        else:
            self._refuse(408)

    def stop(self) -> None:
        """Close, once what was asked for is answered."""
        if not (self._busy or self._in_head or self._in_body or self._refused):
            self._close()

    # What the parser tells.

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._reset()
        self._in_head = True
        self._await(self._house.limits.to_send_head)

    def on_url(self, url: bytes) -> None:
        """Take a piece of the target."""
        self._url += url
        self._size += len(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; one that is said several times is a list."""
        self._size += len(name) + len(value) + 4
        if self._size > self._house.limits.head:
            return
        key, said = name.decode("latin-1").lower(), value.decode("latin-1")
        before = self._headers.get(key)
        self._headers[key] = said if before is None else f"{before}, {said}"

    def on_headers_complete(self) -> None:
        """See whether the body may come."""
        self._in_head, self._in_body = False, True
        self._came = 0
        self._method = self._parser.get_method().decode("ascii")
        target = self._url.decode("latin-1")
        if not target.startswith("/"):
            parts = urlsplit(target)
            rest = f"?{parts.query}" if parts.query else ""
            target = f"{parts.path}{rest}" if parts.scheme in {"http", "https"} else target
        self._path, _, self._query = target.partition("#")[0].partition("?")
        self._most = self._house.most(self._method, self._path)
        length = self._headers.get("content-length", "0")
        if self._size > self._house.limits.head:
            self._refuse(431)
        elif length.isascii() and length.isdigit() and int(length[:18]) > self._most:
            self._refuse(413)
        elif self._wrong():
            self._refuse(400)
        elif self._headers.get("expect", "").lower() == "100-continue":
            self._transport.write(CONTINUE)
        self._await(self._house.limits.to_send_body)

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""
        if self._refused:
            return
        self._body += body
        self._house.coming_in += len(body)
        if len(self._body) > self._most:
            self._refuse(413)
        elif self._house.coming_in > self._house.limits.bodies:
            self._refuse(503)

    def on_message_complete(self) -> None:
        """Answer, or remember to."""
        self._in_body = False
        body = bytes(self._body)
        self._house.coming_in -= len(body)
        self._body.clear()
        if self._refused:
            return
        if len(self._ready) >= _MOST_PIPELINED:
            self._refuse(400)
            return
        keep = self._parser.should_keep_alive() and self._parser.get_http_version() == "1.1"
        request = Request(
            method=self._method,
            path=self._path,
            query=self._query,
            headers=self._headers,
            body=body,
            client=self.peer,
            keep=keep and not self._parser.should_upgrade(),
        )
        self._ready.append((request, self._loop.time()))
        if not self._busy:
            self._next()

    # What this is about.

    def _reset(self) -> None:
        self._url = bytearray()
        self._headers: dict[str, str] = {}
        self._body = bytearray()
        self._method = self._path = self._query = ""
        self._most = self._size = 0

    def _await(self, seconds: float) -> None:
        self.deadline = self._loop.time() + seconds

    def _wrong(self) -> bool:
        """Tell whether a request is none, though a parser takes it."""
        host = self._headers.get("host")
        if host is None:
            return self._parser.get_http_version() != "1.0"
        asks_for_path = self._path.startswith("/") or (self._path, self._method) == ("*", "OPTIONS")
        return not asks_for_path or "," in host

    def _feed(self, data: bytes) -> None:
        if not self._in_body:
            self._came += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Its answer says that the connection ends.
            return
        except httptools.HttpParserError:
            if not self._busy:
                self._refuse(400)
            return
        if self._in_head and self._came > self._house.limits.head:
            self._refuse(431)

    def _next(self) -> None:
        while self._ready and not self._busy and not self._refused:
            request, began = self._ready.popleft()
            self._busy, self.deadline = True, None
            answer = self._house.answer(request)
            if isinstance(answer, Response) and isinstance(answer.body, bytes):
                size = self._write(request, answer, answer.body)
                self._done(request, answer, size, began)
            else:
                self._task = self._loop.create_task(self._work(request, answer, began))

    async def _work(self, request: Request, answer: Answer, began: float) -> None:
        response = answer if isinstance(answer, Response) else await answer
        if isinstance(response.body, bytes):
            size = self._write(request, response, response.body)
        else:
            size = await self._send(request, response, response.body)
        self._task = None
        self._done(request, response, size, began)
        self._go_on()

    def _write(self, request: Request, response: Response, body: bytes) -> int:
        before = head(response, close=self._closes(request), size=len(body))
        sent = b"" if request.method == "HEAD" else body
        self._transport.write(before + sent)
        self._await(self._house.limits.to_take_more + len(sent) / _SLOWEST)
        return len(sent)

    async def _send(self, request: Request, response: Response, part: Part) -> int:
        """Send a part of a file, piece by piece, as fast as the reader takes it."""
        with part.file as file:
            self._transport.write(head(response, close=self._closes(request), size=part.size))
            left = 0 if request.method == "HEAD" else part.size
            file.seek(part.start)
            while left:
                piece = await self._loop.run_in_executor(None, file.read, min(left, _PIECE))
                if not piece:
                    # The file is shorter than it was: what is missing must be seen to be.
                    self._transport.abort()
                    break
                self._transport.write(piece)
                left -= len(piece)
                self._await(self._house.limits.to_take_more)
                await self._writable.wait()
                if self._transport.is_closing():
                    break
        return part.size - left

    def _closes(self, request: Request) -> bool:
        return self._house.stopping or not request.keep

    def _done(self, request: Request, response: Response, size: int, began: float) -> None:
        self._house.told(request, response, size, self._loop.time() - began)
        self._busy = False
        if self._closes(request):
            self._ready.clear()
            self._close()
        elif not self._transport.get_write_buffer_size():
            self._await(self._house.limits.to_ask_again)

    def _go_on(self) -> None:
        """Take up what came in meanwhile."""
        self._next()
        while self._ahead and not (self._busy or self._refused or self._transport.is_closing()):
            data = bytes(self._ahead)
            self._ahead.clear()
            self._transport.resume_reading()
            self._feed(data)

    def _close(self) -> None:
        self._refused = True
        self._transport.close()

    def _refuse(self, status: int) -> None:
        """Say no, and listen for a moment, so that the reader gets to hear it."""
        self._refused = True
        self._ready.clear()
        response = self._house.refuse(status, self._headers)
        assert isinstance(response.body, bytes)  # noqa: S101 # a sentence
        self._transport.write(head(response, close=True, size=len(response.body)) + response.body)
        request = Request(method=self._method or "-", path=self._path or "-", client=self.peer)
        self._house.told(request, response, len(response.body), 0)
        with suppress(OSError, NotImplementedError):
            self._transport.write_eof()
        self._await(_TO_LINGER)


def sleeping(connections: set[Connection], now: float) -> Generator[Connection]:
    """Give the connections that are late."""
    for each in tuple(connections):
        if each.deadline is not None and each.deadline < now:
            yield each
