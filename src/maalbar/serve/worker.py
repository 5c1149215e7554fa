"""A process that answers, as the one that asks sees it."""

import asyncio
from socket import AF_UNIX, SOCK_STREAM, socketpair
from typing import Final, cast

from maalbar.model.text import Text
from maalbar.serve.frames import Frame, Said, framed, unframed

_LARGE: Final = 1024 * 1024


class GoneError(Exception):
    """The process has ended; `reason` says why, in each language, as far as it said so itself."""

    def __init__(self, reason: Text | str = "–") -> None:
        """Say why."""
        super().__init__()
        self.reason = reason


class Worker(asyncio.Protocol):
    """One such process; it is asked one thing at a time.

    `pid` is its number, once it is ready.
    """

    def __init__(self) -> None:
        """Begin without a process."""
        self.pid = 0
        self.gone = False
        self._data = bytearray()
        self._answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Have a way to it."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=_LARGE)

    def data_received(self, data: bytes) -> None:
        """Take what it says."""
        self._data += data
        for frame in unframed(self._data):
            if not self._answer.done():
                self._answer.set_result(frame)

    def connection_lost(self, _: Exception | None) -> None:
        """Be told that it has ended."""
        self.gone = True
        if not self._answer.done():
            self._answer.set_exception(GoneError())
            self._answer.exception()  # no one may be waiting

    async def ready(self) -> None:
        """Wait until it is there.

        Raises:
            GoneError: it has ended.
        """
        said, _ = await self._answer
        self.pid = said["pid"]

    def ask(self, said: Said, body: bytes = b"") -> asyncio.Future[Frame]:
        """Ask something; the answer comes in time, or GoneError."""
        self._answer = asyncio.get_running_loop().create_future()
        if self.gone:
            self._answer.set_exception(GoneError())
        else:
            self._transport.write(framed(said, body))
        return self._answer

    def close(self) -> None:
        """Ask no more; it ends by itself, if it is not busy."""
        self._transport.close()


async def way_to_worker() -> tuple[Worker, int]:
    """Make a worker without a process, and the number of the file that its process is to have."""
    mine, others = socketpair(AF_UNIX, SOCK_STREAM)
    mine.settimeout(0)
    _, worker = await asyncio.get_running_loop().create_connection(Worker, sock=mine)
    return worker, others.detach()
