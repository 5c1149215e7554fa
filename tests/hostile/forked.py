"""Runs the command line again and again, each time in a process of its own that is measured.

The program is imported once, and the process forks for each run: that costs a hundredth of a
start, and leaves nothing from one run to the next.  The time of the start counts for each run.
Reads jobs and writes outcomes, a line of JSON each.
"""

import json
import os
import resource
import signal
import sys
import time
import traceback
from typing import Any, Final, NoReturn

_LOST: Final = 60
_ENDLESS: Final = 8
_MOST: Final = 2 * 1024**3
_UNIT: Final = 1 if sys.platform == "darwin" else 1024
_CRASHED: Final = 70
_SAMPLES: Final = (
    "stated:\n  - {id: a, type: Goal}\n",
    "id,value\na,1\n",
    "prefix a: <https://e.no/>\na:a a a:b .\n",
    '{"id": "a", "type": "Goal"}',
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
)


def run(job: dict[str, Any], began: float) -> dict[str, Any]:
    """Run one job, and tell its status, seconds of CPU and bytes of memory."""
    pid = os.fork()
    if pid == 0:
        child(job)
    _, status, used = os.wait4(pid, 0)
    return {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": began + used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * _UNIT,
    }


def child(job: dict[str, Any]) -> NoReturn:
    """Be the command line, as if the shell had started it."""
    status = _CRASHED
    try:
        _limit()
        os.chdir(job["folder"])
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY
            os.dup2(os.open(job[name], flags), number)
        sys.argv = ["maalbar", *job["arguments"]]
        main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else _CRASHED
    except BaseException:  # noqa: BLE001 # as the interpreter does
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _limit() -> None:
    """Let what never ends, or takes all memory, end without harm; the limits are far beyond."""
    resource.setrlimit(resource.RLIMIT_CPU, (_ENDLESS, _ENDLESS))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_LOST)
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (_MOST, _MOST))


def _warm() -> None:
    """Read and show a little of each format, so that all that a run needs is there."""
    for text in _SAMPLES:
        found = verdict.judge("-", verdict.Wish(), stdin=text.encode)
        RENDERERS["text"](found.findings, "en", 80)


if __name__ == "__main__":
    from maalbar.check import verdict
    from maalbar.cli import main
    from maalbar.render.findings import RENDERERS

    _warm()
    began = time.process_time()
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(run(json.loads(line), began))}\n")
        sys.stdout.flush()
