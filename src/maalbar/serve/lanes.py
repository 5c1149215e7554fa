"""Who is served when, and for how long: light questions first, heavy ones beside them.

No one knows what a question costs before it is asked.  So each begins in the fast lane; after a
moment there it is heavy, goes on at the lowest priority, and the lane is free again.  Where too
many are heavy, or it takes too long, its process is ended.  Of those who wait, the one who has
taken least comes first, and of equals the one who came last: whoever floods, waits.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from maalbar.serve.frames import Frame, Said
from maalbar.serve.limits import Limits
from maalbar.serve.staff import Staff
from maalbar.serve.worker import GoneError, Worker

_MOST_CLIENTS: Final = 10_000
_MOMENT: Final = 1


class RefusedError(Exception):
    """There is no answer: `key` names the sentence that says why; `after` is in seconds."""

    def __init__(self, key: str, *, after: int = 0) -> None:
        """Say why, and when to ask again."""
        super().__init__(key)
        self.key = key
        self.after = after


@dataclass(slots=True, eq=False)
class _Client:
    """A reader: what it has left of its budget as of a time, and what it has going on."""

    left: float
    at: float
    asked: int = 0
    came: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)


@dataclass(slots=True)
class _Going:
    """A question that is being answered, and how far it has come."""

    worker: Worker | None = None
    answer: asyncio.Future[Frame] | None = None
    timer: asyncio.TimerHandle | None = None
    is_fast: bool = True
    is_heavy: bool = False
    is_answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many questions go on at a time, and how long; times are in seconds."""

    fast: int
    heavy: int
    at_first: float
    seconds: float


class Lanes:
    """The lanes of one kind of question.

    Attributes:
        running: questions that are being answered.
        ended: processes that were ended, by reason.
    """

    def __init__(self, pace: Pace, limits: Limits) -> None:
        """Open them."""
        self.running = 0
        self.waiting = 0
        self.ended: dict[str, int] = {}
        self._pace = pace
        self._limits = limits
        self._fast = pace.fast
        self._heavy = pace.heavy
        self._clients: dict[str, _Client] = {}
        self._line: set[_Client] = set()
        self._came = 0

    async def ask(
        self, staff: Callable[[], Staff], client: str, said: Said, body: bytes = b""
    ) -> Frame:
        """Have a question answered.

        Args:
            staff: gives who answers, when its turn has come.
            client: who asks.
            said: the question.
            body: bytes that belong to it.

        Raises:
            RefusedError: there is no answer, or there is none now.
        """
        with self._counted(client) as known:
            await self._turn(known)
            self.running += 1
            try:
                return await self._answered(staff(), known, said, body)
            finally:
                self.running -= 1

    @contextmanager
    def _counted(self, client: str) -> Iterator[_Client]:
        known = self._known(client)
        if known.asked >= self._limits.per_client:
            raise RefusedError("too-many-at-once", after=_MOMENT)
        if known.left <= 0:
            raise RefusedError("too-much-asked", after=ceil(-known.left) + _MOMENT)
        known.asked += 1
        try:
            yield known
        finally:
            known.asked -= 1

    def _known(self, client: str) -> _Client:
        now = asyncio.get_running_loop().time()
        known = self._clients.get(client)
        if known is None:
            if len(self._clients) >= _MOST_CLIENTS:
                self._clients = {who: each for who, each in self._clients.items() if each.asked}
            known = self._clients[client] = _Client(self._limits.work, now)
        known.left = min(self._limits.work, known.left + now - known.at)
        known.at = now
        return known

    async def _turn(self, known: _Client) -> None:
        """Wait for a place in the fast lane."""
        if self._fast:
            self._fast -= 1
            return
        if self.waiting >= self._limits.waiting:
            raise RefusedError("too-busy", after=_MOMENT)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        known.waiting.append(turn)
        self._line.add(known)
        self.waiting += 1
        self._came += 1
        known.came = self._came
        try:
            async with asyncio.timeout(self._pace.seconds):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self._next()  # the turn had come, and is not taken
            if isinstance(error, TimeoutError):
                raise RefusedError("too-busy", after=_MOMENT) from None
            raise
        finally:
            self.waiting -= 1
            self._leave_line(known, turn)

    def _next(self) -> None:
        """Give a place in the fast lane to whoever is to have it."""
        while self._line:
            best = max(self._line, key=_claim)
            turn = best.waiting[0]
            self._leave_line(best, turn)
            if not turn.done():
                turn.set_result(None)
                return
        self._fast += 1

    def _leave_line(self, known: _Client, turn: asyncio.Future[None]) -> None:
        if turn in known.waiting:
            known.waiting.remove(turn)
        if not known.waiting:
            self._line.discard(known)

    async def _answered(self, staff: Staff, known: _Client, said: Said, body: bytes) -> Frame:
        loop = asyncio.get_running_loop()
        began, going = loop.time(), _Going()
        try:
            going.worker = worker = staff.ready() or await staff.take()
            going.answer = worker.ask(said, body)
            going.timer = loop.call_later(self._pace.at_first, self._is_heavy, going, staff)
            frame = await going.answer
            going.is_answered = True
        except GoneError:
            reason = "too-much-memory" if going.worker else "not-ready"
            self._count(reason)
            raise RefusedError(reason) from None
        else:
            known.left -= float(frame[0]["seconds"])
            return frame
        finally:
            if going.timer:
                going.timer.cancel()
            if going.is_fast:
                self._next()
            elif going.is_heavy:
                self._heavy += 1
            if not going.is_answered:
                known.left -= loop.time() - began
            if going.worker:
                staff.give_back(going.worker, again=going.is_answered and going.is_fast)

    def _is_heavy(self, going: "_Going", staff: Staff) -> None:
        """Take a question out of the fast lane."""
        going.is_fast = False
        self._next()
        if not self._heavy:
            self._end(going, "too-heavy-now", after=ceil(self._pace.seconds))
            return
        self._heavy -= 1
        going.is_heavy = True
        if going.worker:
            staff.lower(going.worker)
        loop, left = asyncio.get_running_loop(), self._pace.seconds - self._pace.at_first
        going.timer = loop.call_later(left, self._end, going, "too-slow")

    def _end(self, going: "_Going", key: str, after: int = 0) -> None:
        """Give a question up."""
        if going.answer and not going.answer.done():
            self._count(key)
            going.answer.set_exception(RefusedError(key, after=after))

    def _count(self, reason: str) -> None:
        self.ended[reason] = self.ended.get(reason, 0) + 1


def _claim(client: _Client) -> tuple[int, float, int]:
    return (len(client.waiting) - client.asked, client.left, client.came)
