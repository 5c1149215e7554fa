"""A command from the shell: seconds, CPU and memory of it and of all that it starts."""

import os
import platform
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

MEGABYTE: Final = 1024 * 1024
_PROC: Final = Path("/proc")
_GLANCE: Final = 0.02
_UNIT: Final = 1 if sys.platform == "darwin" else 1024
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


class Run(NamedTuple):
    """What a command cost: seconds on the clock and of CPU, and the most memory at once."""

    wall: float
    cpu: float
    peak: int
    status: int


def run(command: Sequence[str], *, limit: float = 600) -> Run | None:
    """Run a command and throw its output away; nothing if it is not done within `limit` seconds.

    Memory is that of the whole family of processes, looked at fifty times a second; pages that
    they share count for each.  Where the system does not tell, it is that of the largest process.
    """
    start = time.perf_counter()
    started = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        # Modules are compiled once, as where they are installed.
        env={key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
    )
    peak = 0
    while True:
        pid, status, used = os.wait4(started.pid, os.WNOHANG)
        wall = time.perf_counter() - start
        if pid:
            started.returncode = os.waitstatus_to_exitcode(status)
            peak = peak or used.ru_maxrss * _UNIT
            return Run(wall, used.ru_utime + used.ru_stime, peak, started.returncode)
        if wall > limit:
            os.killpg(started.pid, signal.SIGKILL)
            os.wait4(started.pid, 0)
            started.returncode = -signal.SIGKILL
            return None
        peak = max(peak, _family(started.pid))
        time.sleep(_GLANCE)


def in_turn(count: int, *commands: Sequence[str], limit: float = 600) -> list[list[Run]]:
    """Run commands in turn, each `count` times and once before; a slow one only once."""
    found: list[list[Run]] = [[] for _ in commands]
    left = set(range(len(commands)))
    for number in range(count + 1):
        for each in sorted(left):
            one = run(commands[each], limit=limit)
            if one is None:
                left.discard(each)
            elif number or count == 0:
                found[each].append(one)
    return found


def row(name: str, runs: Sequence[Run], base: Sequence[Run] = ()) -> str:
    """Write the medians of a command, and how many times more CPU and time than `base` it took."""
    if not runs:
        return f"  {name:<34} not done within the limit"
    wall, cpu, peak = (statistics.median(each[place] for each in runs) for place in range(3))
    line = f"  {name:<34} wall {wall:8.2f} s   CPU {cpu:8.2f} s   peak {peak / MEGABYTE:6.0f} MB"
    if base:
        pairs = list(zip(runs, base, strict=False))
        by_wall = statistics.median(one.wall / other.wall for one, other in pairs)
        by_cpu = statistics.median(one.cpu / other.cpu for one, other in pairs)
        line += f"   × {by_wall:.1f} wall, × {by_cpu:.1f} CPU"
    statuses = {each.status for each in runs}
    return line + ("" if statuses == {0} else f"   exit status {sorted(statuses)}")


def machine() -> str:
    """Describe the machine, and how busy it is."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors,"
        f" Python {platform.python_version()}, load {load}"
    )


def _family(pid: int) -> int:
    """Give the resident bytes of a process and its descendants; 0 where that is not told."""
    total = 0
    waiting = [pid]
    while waiting:
        folder = _PROC / str(waiting.pop())
        try:
            total += int((folder / "statm").read_text().split()[1]) * _PAGE
            for task in (folder / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, ValueError, IndexError):
            continue
    return total
