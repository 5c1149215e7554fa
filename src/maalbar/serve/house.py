"""A server: it starts, takes over what is published anew, and stops when all is answered."""

import asyncio
import errno
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.serve.app import Answer, App
from maalbar.serve.clients import client_of, network, shortened
from maalbar.serve.connection import Connection, sleeping
from maalbar.serve.exchange import Request, Response
from maalbar.serve.generation import Wish, generation, stamp_of
from maalbar.serve.limits import Limits
from maalbar.serve.metrics import CONTENT_TYPE, Metrics
from maalbar.serve.problems import BY_STATUS, problem
from maalbar.words import finding
from maalbar.words.system import why

_A_MOMENT: Final = 0.5
_BETWEEN_LOOKS: Final = 1.0
_AFTER_FAILURE: Final = 10.0
_WITHOUT_BRACKETS: Final = ":"
_OPEN: Final = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 # to be told apart, not bound to
ADDRESSES: Final = ("short", "full", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a server listens, and what it says.

    Attributes:
        host: an address of this machine, or a name of one.
        port: 0 for any that is free.
        metrics: host and port at which counters are given; None for nowhere.
        proxied: whether another server stands before it, and says who readers are.
        addresses: how much of a reader's address is told: one of `ADDRESSES`.
        log: takes lines about what was asked.
    """

    host: str
    port: int
    metrics: tuple[str, int] | None = None
    proxied: bool = False
    addresses: str = "short"
    log: Callable[[str], None]


class House:
    """A server that is open.

    Attributes:
        limits: what readers may take.
        stopping: whether it takes nothing new.
        coming_in: bytes that readers are sending in at the moment.
    """

    def __init__(self, app: App, door: Door, metrics: Metrics) -> None:
        """Open."""
        self.limits: Limits = app.limits
        self.stopping = False
        self.coming_in = 0
        self._app = app
        self._door = door
        self._metrics = metrics
        self._connections: set[Connection] = set()
        self._peers: Counter[str] = Counter()
        self._lines: list[str] = []

    # What a connection asks of it.

    def enter(self, connection: Connection) -> bool:
        """Take a new connection in; False where there is no room."""
        peer = network(connection.peer)
        crowded = not self._door.proxied and self._peers[peer] >= self.limits.per_address
        if crowded or len(self._connections) >= self.limits.connections:
            return False
        self._connections.add(connection)
        self._peers[peer] += 1
        return True

    def leave(self, connection: Connection) -> None:
        """Let a connection go."""
        if connection in self._connections:
            self._connections.discard(connection)
            peer = network(connection.peer)
            self._peers[peer] -= 1
            if not self._peers[peer]:
                del self._peers[peer]

    def most(self, _: str, path: str) -> int:
        """Give how many bytes may be sent in to a path."""
        return self._app.most(path)

    def answer(self, request: Request) -> Answer:
        """Answer a request, at once or in time; whatever happens, there is an answer."""
        try:
            answer = self._app.answer(request)
        except Exception as error:  # noqa: BLE001 # no reader is shown what went wrong inside
            return self._broken(request, error)
        return answer if isinstance(answer, Response) else self._watched(request, answer)

    def refuse(self, status: int, headers: dict[str, str]) -> Response:
        """Say that a request is none, or too much."""
        return problem(headers, BY_STATUS[status])

    def told(self, request: Request, response: Response, sent: int, seconds: float) -> None:
        """Count an exchange that has ended, and write a line about it."""
        self._metrics.count(self._app.place(request.path), response.status, sent, seconds)
        who = client_of(request, proxied=self._door.proxied)
        match self._door.addresses:
            case "none":
                who = "-"
            case "short":
                who = shortened(who)
        now = _written(int(time.time()))
        path = request.path.encode("ascii", "backslashreplace").decode()
        note = f" {response.note}" if response.note else ""
        milliseconds = f"{1000 * seconds:.1f} ms"
        self._lines.append(
            f"{now} {who} {request.method} {path} {response.status} {sent} {milliseconds}{note}"
        )

    # What it does by itself.

    async def tick(self) -> None:
        """Let go of those who are late, and hand over the lines of the log, again and again."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_A_MOMENT)
            for each in sleeping(self._connections, loop.time()):
                each.late()
            self._hand_over()

    async def stop(self) -> None:
        """Take nothing new, and wait until all is answered."""
        self.stopping = True
        loop = asyncio.get_running_loop()
        end = loop.time() + self.limits.to_finish
        while self._connections and loop.time() < end:
            for each in tuple(self._connections):
                each.stop()
            await asyncio.sleep(_A_MOMENT / 10)
        self._hand_over()

    def _hand_over(self) -> None:
        if self._lines:
            self._door.log("\n".join(self._lines))
            self._lines.clear()

    async def _watched(self, request: Request, answer: Awaitable[Response]) -> Response:
        try:
            return await answer
        except Exception as error:  # noqa: BLE001 # as above
            return self._broken(request, error)

    def _broken(self, request: Request, error: Exception) -> Response:
        response = problem(request.headers, "broken")
        note = f"{type(error).__name__}: {error}".encode("ascii", "backslashreplace").decode()
        note = note.replace("\n", "\\n")
        return Response(response.status, response.headers, response.body, note=note)


def serve(wish: Wish, limits: Limits, door: Door, started: Callable[[str], None]) -> None:
    """Serve a site until the process is told to stop.

    Args:
        wish: the site; an empty address is that at which the server listens.
        limits: what readers may take.
        door: where to listen.
        started: is told the address, when all is ready.

    Raises:
        MaalbarError: it is no site, cannot be loaded, or no one can listen there.
    """
    asyncio.run(_serve(wish, limits, door, started))


async def _serve(wish: Wish, limits: Limits, door: Door, started: Callable[[str], None]) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(kind, stop.set)
    open_house: list[House] = []
    server = await _listening(door.host, door.port, lambda: Connection(open_house[0]))
    metrics = Metrics()
    try:
        port = server.sockets[0].getsockname()[1]
        address = wish.address or _address(door.host, port)
        wish = Wish(folder=wish.folder, address=address, store=wish.store, sparql=wish.sparql)
        app = App(await generation(wish, limits), limits, proxied=door.proxied)
        metrics.watch(app.lanes)
        open_house.append(house := House(app, door, metrics))
        counters = await _counters(door, metrics)
        try:
            await server.start_serving()
            started(app.address)
            tasks = [loop.create_task(each) for each in (house.tick(), _follow(app, wish, metrics))]
            await stop.wait()
            server.close()
            await house.stop()
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            app.now.leave()
            if counters:
                counters.close()
    finally:
        server.close()


async def _follow(app: App, wish: Wish, metrics: Metrics) -> None:
    """Take over what is published anew; what cannot be loaded changes nothing."""
    tried = app.now.stamp
    while True:
        await asyncio.sleep(_BETWEEN_LOOKS)
        try:
            stamp = stamp_of(wish.folder)
        except OSError:
            continue  # it is being exchanged, or taken away
        if stamp == tried and app.now.alive:
            continue
        tried = stamp
        try:
            new = await generation(wish, app.limits)
        except MaalbarError:
            await asyncio.sleep(_AFTER_FAILURE)
            continue
        old, app.now = app.now, new
        tried = new.stamp
        old.leave()
        metrics.reloaded()


async def _counters(door: Door, metrics: Metrics) -> asyncio.Server | None:
    """Open a door of its own for whoever counts."""
    if door.metrics is None:
        return None
    host, port = door.metrics

    async def give(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_BETWEEN_LOOKS * 5):
                await reader.readuntil(b"\r\n\r\n")
                body = metrics.written()
                head = f"HTTP/1.1 200 OK\r\nContent-Type: {CONTENT_TYPE}\r\nConnection: close\r\n"
                writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    try:
        return await asyncio.start_server(give, host, port)
    except OSError as error:
        raise _cannot_listen(host, port, error) from error


async def _listening(host: str, port: int, make: Callable[[], asyncio.Protocol]) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    try:
        return await loop.create_server(make, host, port, backlog=1024, start_serving=False)
    except OSError as error:
        raise _cannot_listen(host, port, error) from error


def _cannot_listen(host: str, port: int, error: OSError) -> MaalbarError:
    # From Python 3.13 on, an address that is no one's here comes without its number.
    if error.errno is None:
        error = OSError(errno.EADDRNOTAVAIL, str(error))
    where, reason = Location(), why(error)
    value = f"{_bracketed(host)}:{port}"
    return MaalbarError(finding("serve/cannot-listen", where, value=value, reason=reason))


@lru_cache(maxsize=2)
def _written(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _address(host: str, port: int) -> str:
    known = "localhost" if host in _OPEN or ":" in host else host
    return f"http://{known}:{port}/"


def _bracketed(host: str) -> str:
    return f"[{host}]" if _WITHOUT_BRACKETS in host else host
