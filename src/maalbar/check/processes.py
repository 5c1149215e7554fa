"""Processes that work beside this one, and leave with it."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.pool import Pool
from multiprocessing.process import BaseProcess
from typing import Final

_SAFE: Final = "PYTHONSAFEPATH"
# Spawned and not forked: safe beside threads, and the same on every system.
_SPAWN: Final = get_context("spawn")


@contextmanager
def processes(number: int, sit_down: Callable[..., None], *given: object) -> Iterator[Pool]:
    """Start processes that leave with the caller, whatever makes it leave.

    Args:
        number: how many.
        sit_down: makes each ready.
        given: what `sit_down` is given.
    """
    with _safe_path():
        pool = _SPAWN.Pool(number, _begin, (sit_down, given))
        try:
            yield pool
        finally:
            pool.terminate()
            pool.join()


def beside(work: Callable[..., None], *given: object) -> BaseProcess:
    """Start one process that does `work`, and that ends with the caller."""
    with _safe_path():
        process = _SPAWN.Process(target=work, args=given, daemon=True)
        process.start()
    return process


@contextmanager
def _safe_path() -> Iterator[None]:
    """Let a new Python not look for its own modules in the working folder first.

    What lies there is data, and may be called `multiprocessing.py`.
    """
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before


def _begin(sit_down: Callable[..., None], given: tuple[object, ...]) -> None:
    """Leave interrupts to the caller, and make the process ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sit_down(*given)
