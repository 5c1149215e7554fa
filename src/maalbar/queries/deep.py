"""A thread with a deep stack, for an engine whose parser is recursive.

On an ordinary stack a long chain of operators or brackets ends the whole process.  With
this one no query of at most `LONGEST` characters does.
"""

import threading
from collections.abc import Callable
from typing import Final, TypeVar

LONGEST: Final = 20_000
_STACK: Final = 512 * 1024 * 1024
_T = TypeVar("_T")


def with_deep_stack(work: Callable[[], _T]) -> _T:
    """Do `work` on a deep stack and give what it gives, or raise what it raises.

    Ctrl-C is answered while it runs; the thread is left to end with the process.
    """
    done: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 # raised again where it was asked for
            failed.append(error)

    before = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    while thread.is_alive():
        thread.join(timeout=0.1)
    if failed:
        raise failed[0]
    return done[0]
