"""One process that answers one question at a time, within limits, and that can be killed.

It is forked when all is loaded, so it is ready at once and shares the memory of what it reads.
"""

import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from socket import socket
from typing import Final, Protocol

from maalbar.queries.deep import with_deep_stack
from maalbar.serve.frames import Frame, Said, framed, received

# The engine opens connections where a query gets past the guard: with no number left for a
# file, none can be opened.
_OWN: Final = 3
_PATIENCE: Final = 5


class Work(Protocol):
    """What a process does, once it is ready."""

    def begin(self) -> None:
        """Get what cannot be shared, before there are limits."""

    def __call__(self, said: Said, body: bytes, /) -> Frame:
        """Answer a question.

        Returns:
            What is said, with `failed` where there is no answer; and bytes.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one process may take.

    Attributes:
        memory: bytes, beside what was loaded.
        seconds: of one question, on a processor.
        opens_files: whether it needs files; else it can open neither files nor connections.
        again: whether it answers more than one question.
    """

    memory: int
    seconds: float
    opens_files: bool
    again: bool


def live(connection: socket, work: Work, bounds: Bounds) -> None:
    """Be such a process, until no one asks any longer, and end."""
    try:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        with _alone(connection) as own:
            work.begin()
            _bound(bounds)
            with_deep_stack(lambda: _answer(own, work, bounds))
    finally:
        # At once, and without what its parent would do when it ends.
        os.kill(os.getpid(), signal.SIGKILL)


def _alone(connection: socket) -> socket:
    """Keep no file open but the way to whoever asks, and hear nothing of the parent's errors."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for each in range(_OWN):
        os.dup2(nothing, each)
    os.dup2(connection.fileno(), _OWN)
    connection.detach()
    os.closerange(_OWN + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    return socket(fileno=_OWN)


def _bound(bounds: Bounds) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if not bounds.opens_files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_OWN + 1, _OWN + 1))


def _answer(connection: socket, work: Work, bounds: Bounds) -> None:
    connection.sendall(framed({"pid": os.getpid()}))
    _bound_memory(bounds.memory)
    for said, body in received(connection):
        began = time.process_time()
        _bound_time(began + bounds.seconds + _PATIENCE)
        answer, data = _tried(work, said, body)
        answer["seconds"] = time.process_time() - began
        connection.sendall(framed(answer, data))
        if not bounds.again:
            return


def _tried(work: Work, said: Said, body: bytes) -> Frame:
    try:
        return work(said, body)
    except MemoryError:
        return {"failed": "too-much-memory"}, b""
    except Exception as error:  # noqa: BLE001 # whatever it is, the next question is answered
        return {"failed": "broken", "reason": type(error).__name__}, b""


def _bound_memory(more: int) -> None:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 # of every process
            pages = int(file.read().split()[0])
    except OSError:
        return  # not Linux, where this limit does little anyway
    most = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _bound_time(seconds: float) -> None:
    """Let the system end this process, should no one else do."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, most))


Prepare = Callable[..., Work]
