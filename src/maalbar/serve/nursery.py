"""Where processes that answer come from, and how they end."""

import asyncio
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from socket import AF_UNIX, MSG_DONTWAIT, SOCK_STREAM, send_fds, socketpair
from typing import Any, Final

from maalbar.check.processes import beside
from maalbar.model.text import Text
from maalbar.serve.child import Bounds, Prepare
from maalbar.serve.mother import BEAR, END, LOWER, ORDER, mother
from maalbar.serve.worker import GoneError, Worker, way_to_worker

_TO_LOAD: Final = 600.0
_LONGEST: Final = 65536


class Nursery:
    """A process that has loaded something, and those forked from it."""

    def __init__(self, prepare: Prepare, given: Sequence[Any], bounds: Bounds) -> None:
        """Start to load; what it is of is in `maalbar.serve.mother`."""
        self._control, theirs = socketpair(AF_UNIX, SOCK_STREAM)
        with theirs:
            self._mother = beside(mother, theirs, prepare, given, bounds)

    @property
    def alive(self) -> bool:
        """Whether there can be more."""
        return self._mother.is_alive()

    async def worker(self) -> Worker:
        """Give a process that is ready.

        Raises:
            GoneError: there is none, and there will be none.
        """
        worker, file = await way_to_worker()
        try:
            send_fds(self._control, [ORDER.pack(BEAR, 0)], [file])
        except OSError as error:
            worker.close()
            raise GoneError(self._last_words()) from error
        finally:
            os.close(file)
        try:
            async with asyncio.timeout(_TO_LOAD):
                await worker.ready()
        except GoneError as error:
            raise GoneError(self._last_words()) from error
        except BaseException:
            worker.close()
            raise
        return worker

    def end(self, worker: Worker) -> None:
        """End a process, whatever it is doing."""
        self._tell(END, worker)
        worker.close()

    def lower(self, worker: Worker) -> None:
        """Let a process work only when others have nothing to do."""
        self._tell(LOWER, worker)

    def close(self) -> None:
        """End all of them."""
        self._control.close()

    def _last_words(self) -> Text | str:
        """Give why there is no one any longer."""
        try:
            said = json.loads(self._control.recv(_LONGEST, MSG_DONTWAIT))
            return {str(tag): str(text) for tag, text in said.items()}
        except (OSError, ValueError, AttributeError):
            return "–"

    def _tell(self, kind: bytes, worker: Worker) -> None:
        with suppress(OSError):
            self._control.send(ORDER.pack(kind, worker.pid))
