"""The process that loads everything once, and from which the ones that answer are forked.

It runs nothing beside its one thread, so that to fork is safe.  It alone ends its children: a
number that it has not let go of is never another process's.
"""

import json
import os
import select
import signal
import struct
from collections.abc import Sequence
from contextlib import suppress
from socket import recv_fds, socket
from typing import Any, Final

from maalbar.model.diagnostic import MaalbarError
from maalbar.model.text import LANGUAGES, Text
from maalbar.serve.child import Bounds, Prepare, live

ORDER: Final = struct.Struct("!cI")
BEAR: Final = b"+"
END: Final = b"-"
LOWER: Final = b"<"
_A_MOMENT: Final = 0.5
_NICEST: Final = 15


def mother(control: socket, prepare: Prepare, given: Sequence[Any], bounds: Bounds) -> None:
    """Load, and do as is told, until no one tells any longer.

    Args:
        control: where orders come from, each with a number and, to fork, the way to talk.
        prepare: loads, and gives what a child does.
        given: what `prepare` is given.
        bounds: what a child may take.
    """
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, signal.SIG_IGN)
    try:
        work = prepare(*given)
    except Exception as error:  # noqa: BLE001 # whoever waits is told
        with suppress(OSError):
            control.sendall(json.dumps(_reason(error)).encode())
        return
    children: set[int] = set()
    try:
        while True:
            if select.select([control], [], [], _A_MOMENT)[0]:
                order, files, _, _ = recv_fds(control, ORDER.size, 1)
                if len(order) < ORDER.size:
                    return
                what, number = ORDER.unpack(order)
                if what == BEAR:
                    children.add(_bear(control, socket(fileno=files[0]), work, bounds))
                elif number in children:
                    _tell(what, number)
            _bury(children)
    finally:
        for each in children:
            _tell(END, each)


def _reason(error: Exception) -> Text:
    """Say in each language why nothing could be loaded."""
    if isinstance(error, MaalbarError):
        return dict(error.diagnostics[0].message)
    return dict.fromkeys(LANGUAGES, type(error).__name__)


def _bear(control: socket, connection: socket, work: Any, bounds: Bounds) -> int:  # noqa: ANN401 # it is called as it is
    child = os.fork()
    if child == 0:
        control.close()
        live(connection, work, bounds)
    connection.close()
    return child


def _tell(kind: bytes, child: int) -> None:
    with suppress(OSError):
        if kind == END:
            os.kill(child, signal.SIGKILL)
        elif kind == LOWER:
            os.setpriority(os.PRIO_PROCESS, child, _NICEST)


def _bury(children: set[int]) -> None:
    with suppress(ChildProcessError):
        while (gone := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            children.discard(gone)
