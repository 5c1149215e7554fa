"""A line to one host: connected to what was looked up, and cut when time is up."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any, Final

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from maalbar.fetch.address import Address, Allowed, look_up
from maalbar.fetch.clock import Clock, problem, unreachable
from maalbar.model.diagnostic import MaalbarError

_CONNECTING: Final = 10


class NoConnectionError(MaalbarError):
    """There is no connection; there may be one after a pause."""


class Line:
    """One connection at a time to the host of an address, kept open between questions.

    Where the host has hung up, the next question connects anew: it is looked up again, and
    all of its addresses must be allowed again.
    """

    def __init__(self, at: Address, allowed: Allowed) -> None:
        """Take the host of `at`; nothing is connected yet."""
        self._at = at
        self._allowed = allowed
        self._clock = Clock(at.url, 0)
        # TLS takes a socket over; its twin still reaches the connection.
        self._twin: socket.socket | None = None
        self._adapter = _Adapter(self._connect)

    def close(self) -> None:
        """Hang up."""
        self._adapter.close()
        if self._twin:
            self._twin.close()

    @contextmanager
    def until(self, clock: Clock) -> Iterator[HTTPAdapter]:
        """Give what sends questions, and cut the line at the time, however steadily it drips."""
        self._clock = clock
        timer = Timer(clock.left(), self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield self._adapter
        finally:
            timer.cancel()

    def _cut(self) -> None:
        if self._twin:
            with suppress(OSError):
                self._twin.shutdown(socket.SHUT_RDWR)

    def _connect(self) -> socket.socket:
        connected = self._connected()
        if self._twin:
            self._twin.close()
        self._twin = connected.dup()
        return connected

    def _connected(self) -> socket.socket:
        """Connect to the host that was looked up, if all of its addresses are allowed."""
        at, clock = self._at, self._clock
        try:
            hosts = look_up(at, seconds=clock.left())
        except TimeoutError as error:
            raise clock.too_slow() from error
        for host in hosts:
            if not self._allowed(host):
                raise problem("fetch/refused-address", value=clock.asked, address=str(host))
        reason = ""
        for host in hosts:
            try:
                connected = socket.create_connection(
                    (str(host), at.port), timeout=min(_CONNECTING, clock.left())
                )
            except OSError as error:
                reason = error.strerror or str(error)
            else:
                connected.settimeout(max(clock.remaining, 0.001))
                # A body follows its headers at once, and not when they are acknowledged.
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connected
        raise NoConnectionError(*unreachable(at.url, reason).diagnostics)


class _Connection(HTTPConnection):
    """A connection that is made as we connect; the name is for the server."""

    def __init__(self, *args: Any, connect: Callable[[], socket.socket], **given: Any) -> None:  # noqa: ANN401 # as urllib3 gives them
        super().__init__(*args, **given)
        self._connect_to_host = connect

    def _new_conn(self) -> socket.socket:
        return self._connect_to_host()


class _SecureConnection(_Connection, HTTPSConnection):
    """The same under TLS, whose certificate is that of the name."""


class _Adapter(HTTPAdapter):
    """Sends questions over connections that are made as we connect."""

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)
        self._connect = connect

    def get_connection_with_tls_context(self, *args: Any, **given: Any) -> Any:  # noqa: ANN401 # as requests gives them
        pool: Any = super().get_connection_with_tls_context(*args, **given)
        pool.ConnectionCls = _SecureConnection if pool.scheme == "https" else _Connection
        pool.conn_kw["connect"] = self._connect
        return pool
