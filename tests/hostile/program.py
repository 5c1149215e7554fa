"""The command line, measured, on hostile contributions: some at a time, ahead of the tests."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from tests.hostile.case import Case

_AT_ONCE = 2
_READER = {"MAALBAR_LANG": "en", "PYTHONIOENCODING": "utf-8:strict", "COLUMNS": "80"}
_CODE = re.compile(r'[\["]([a-z]+/[a-z0-9-]+)[\]"]')


class Outcome(NamedTuple):
    """What became of one run: exit status, seconds of CPU, bytes of memory, all that was said."""

    status: int
    seconds: float
    memory: int
    output: str

    @property
    def codes(self) -> set[str]:
        """The codes of the findings."""
        return set(_CODE.findall(self.output))


class Program:
    """A process that runs `validate` in others; see `forked`."""

    def __init__(self) -> None:
        """Start it; what it says and copies goes to a folder that is taken away at the end."""
        self._said = tempfile.TemporaryDirectory()
        cache = {"XDG_CACHE_HOME": self._said.name}
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("forked.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | _READER | cache,
        )

    def run(self, folder: Path, arguments: Iterable[str]) -> Outcome:
        """Run it in a folder, with what lies there as `stdin`."""
        told, asked = self._process.stdout, self._process.stdin
        assert told
        assert asked
        stdin = folder / "stdin"
        out, err = (Path(self._said.name, name) for name in ("out", "err"))
        for each in (out, err):
            each.write_bytes(b"")
        job = {
            "folder": os.fspath(folder),
            "arguments": ["validate", *arguments],
            "stdin": str(stdin) if stdin.exists() else os.devnull,
            "stdout": str(out),
            "stderr": str(err),
        }
        asked.write(f"{json.dumps(job)}\n")
        asked.flush()
        outcome = json.loads(told.readline())
        return Outcome(**outcome, output=out.read_bytes().decode() + err.read_bytes().decode())

    def close(self) -> None:
        """End it."""
        self._process.communicate()
        self._said.cleanup()


@contextmanager
def outcomes(cases: Iterable[Case]) -> Iterator[Mapping[Case, "Future[Outcome]"]]:
    """Run cases, each in a folder that is not kept, as some are large."""
    programs: SimpleQueue[Program] = SimpleQueue()
    for _ in range(_AT_ONCE):
        programs.put(Program())

    def run(case: Case) -> Outcome:
        program, folder = programs.get(), Path(tempfile.mkdtemp())
        try:
            case.write(folder)
            return program.run(folder, case.arguments)
        finally:
            shutil.rmtree(folder)
            programs.put(program)

    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        yield {case: pool.submit(run, case) for case in cases}
    finally:
        pool.shutdown(cancel_futures=True)
        for _ in range(_AT_ONCE):
            programs.get().close()
