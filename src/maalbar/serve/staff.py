"""Processes that are ready to answer, and new ones for those that were ended."""

import asyncio
from collections import deque

from maalbar.serve.nursery import Nursery
from maalbar.serve.worker import GoneError, Worker


class Staff:
    """Processes of one nursery that are ready to answer.

    Old ones finish what they do when a new staff takes over; then they are ended.
    """

    def __init__(self, nursery: Nursery, *, spare: int, again: bool) -> None:
        """Begin with none.

        Args:
            nursery: where they come from.
            spare: how many are to be ready.
            again: whether one answers more than one question.
        """
        self._nursery = nursery
        self._spare = spare
        self._again = again
        self._ready: deque[Worker] = deque()
        self._coming: set[asyncio.Task[None]] = set()
        self._out = 0
        self._leaving = False

    @property
    def alive(self) -> bool:
        """Whether there is someone to answer."""
        return self._nursery.alive

    async def start(self) -> None:
        """Wait for the first to be ready.

        Raises:
            GoneError: there will be none.
        """
        self._ready.append(await self._nursery.worker())
        self._fill()

    def ready(self) -> Worker | None:
        """Give one that is ready; None where there is none."""
        while self._ready:
            worker = self._ready.popleft()
            if not worker.gone:
                self._out += 1
                self._fill()
                return worker
        return None

    async def take(self) -> Worker:
        """Give a new one.

        Raises:
            GoneError: there will be none.
        """
        self._out += 1
        try:
            return await self._nursery.worker()
        except BaseException:
            self._out -= 1
            raise

    def lower(self, worker: Worker) -> None:
        """Let one work only when others have nothing to do."""
        self._nursery.lower(worker)

    def give_back(self, worker: Worker, *, again: bool) -> None:
        """Take one back, or end it."""
        self._out -= 1
        if again and self._again and not worker.gone and not self._leaving:
            self._ready.appendleft(worker)
        else:
            self._nursery.end(worker)
        self._fill()
        self._end()

    def leave(self) -> None:
        """End all, once they have done what they do."""
        self._leaving = True
        self._end()

    def _fill(self) -> None:
        lacking = self._spare - len(self._ready) - len(self._coming)
        for _ in range(0 if self._leaving else lacking):
            task = asyncio.get_running_loop().create_task(self._come())
            self._coming.add(task)
            task.add_done_callback(self._coming.discard)

    async def _come(self) -> None:
        try:
            worker = await self._nursery.worker()
        except (GoneError, TimeoutError):
            return
        if self._leaving:
            self._nursery.end(worker)
        else:
            self._ready.append(worker)

    def _end(self) -> None:
        if self._leaving and not self._out:
            while self._ready:
                self._nursery.end(self._ready.popleft())
            self._nursery.close()
