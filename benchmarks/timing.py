"""Rounds of two things in turn, and the ratio of their medians."""

import statistics
import time
from collections.abc import Callable


def rounds(count: int, *measured: tuple[str, Callable[[], object]]) -> None:
    """Run each measured thing once a round, in turn, and print CPU seconds and ratios.

    Args:
        count: how many rounds; one more is run before and not counted.
        measured: a name and what to run; the first is what the others are compared with.
    """
    spent: dict[str, list[float]] = {name: [] for name, _ in measured}
    for number in range(count + 1):
        for name, run in measured:
            start = time.process_time() + children()
            run()
            if number:
                spent[name].append(time.process_time() + children() - start)
    base = statistics.median(spent[measured[0][0]])
    width = max(map(len, spent))
    for name, seconds in spent.items():
        median = statistics.median(seconds)
        print(
            f"  {name:<{width}}  min {min(seconds):7.3f} s  median {median:7.3f} s"
            f"  × {median / base:.1f}"
        )


def children() -> float:
    """CPU seconds of finished child processes."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
