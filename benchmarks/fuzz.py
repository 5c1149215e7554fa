"""Broken files of every format, thousands a minute: nothing may crash, hang or swell.

    python benchmarks/fuzz.py --seconds 60 [--format turtle] [--out FOLDER]
    python benchmarks/fuzz.py --reproduce FOLDER/turtle-0123456789.ttl

Good files are cut, doubled, spliced and strewn with what their format is made of, and checked as
a part of a small publication; their findings are rendered.  A find is any exception but
`MaalbarError`, more than five seconds, or more than 500 MB.  Hypothesis makes a crash as small as
it can; the file and its traceback are left in the folder, and the same crash is told once.  The
exit status is 1 if anything was found.
"""

import argparse
import hashlib
import os
import resource
import sys
import tempfile
import time
import traceback
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from strewn import SEEDS, SUFFIXES, TOKENS

from maalbar import flow
from maalbar.model.diagnostic import Diagnostic, MaalbarError
from maalbar.render.findings import RENDERERS

SLOW: Final = 5.0
_BIG: Final = 500 * 1024 * 1024
# A process that has looked at one file for so long will not come back.
_LOST: Final = 60.0
BATCH: Final = 300
_LONGEST: Final = 200_000
_SETTINGS: Final = """\
base = "https://w3id.org/maalbar/"
publisher = "org/maalbar"
contact-name = "Målbar"
contact-url = "https://w3id.org/maalbar/"
issued = 2026-11-24
modified = 2026-11-24
title.nb = "Til å ødelegge"
description.nb = "En liten publikasjon."
"""


class Change(NamedTuple):
    """One thing done to a file: at `place` (a share of its length), to `length` bytes."""

    what: str
    place: float
    length: int
    token: bytes
    times: int


def changes(form: str) -> st.SearchStrategy[list[Change]]:
    """Give a few changes to a file of a format."""
    shares = st.floats(0, 1, exclude_max=True)
    tokens = st.sampled_from(TOKENS[form])
    pieces = st.one_of(tokens, tokens, tokens, st.binary(min_size=1, max_size=4))
    times = st.integers(1, 3) | st.sampled_from((40, 5_000, 50_000))
    what = st.sampled_from(
        ("insert", "insert", "replace", "replace", "delete", "double", "cut", "move")
    )
    one = st.builds(Change, what, shares, st.integers(1, 200), pieces, times)
    return st.lists(one, min_size=1, max_size=6)


def changed(data: bytes, done: list[Change]) -> bytes:
    """Do some changes to a file."""
    for each in done:
        start = int(len(data) * each.place)
        stop = start + each.length
        piece = each.token * min(each.times, _LONGEST // len(each.token))
        match each.what:
            case "insert":
                data = data[:start] + piece + data[start:]
            case "replace":
                data = data[:start] + piece + data[stop:]
            case "delete":
                data = data[:start] + data[stop:]
            case "double":
                data = data[:stop] + data[start:stop] * min(each.times, 50) + data[stop:]
            case "cut":
                data = data[:start]
            case _:
                data = data[stop:] + data[start:stop] + data[:start]
    return data[:_LONGEST]


class Desk:
    """A small publication in which one file is exchanged again and again."""

    def __init__(self, folder: Path, form: str) -> None:
        """Write the publication into `folder`."""
        self.root = folder
        self.name = f"part{SUFFIXES[form]}" if form != "csv" else "passages.csv"
        self.found: tuple[Diagnostic, ...] = ()
        (folder / "maalbar.toml").write_text(_SETTINGS, "utf-8")
        (folder / "shared.yaml").write_bytes(SEEDS["yaml"][0])

    def check(self, data: bytes) -> None:
        """Check the publication with `data` as its file, and show what was found."""
        (self.root / self.name).write_bytes(data)
        try:
            self.found = flow.check(self.root).findings
        except MaalbarError as error:
            self.found = error.diagnostics
        for render in RENDERERS.values():
            render(self.found[:50], "nn", 80)


def signature(error: BaseException) -> str:
    """Tell one crash from another: its kind, and the innermost line of ours that it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "maalbar" in Path(each.filename).parts]
    inner = (ours or list(frames))[-1]
    return f"{type(error).__name__} in {Path(inner.filename).name}, {inner.name}: {inner.line}"


def batch(form: str, number: int, until: float, out: Path, current: Path) -> None:
    """Try some hundred files; leave what is found in `out`, and the file at hand in `current`."""
    known = {each.read_text("utf-8").partition("\n")[0] for each in out.glob("*.txt")}
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), form)
        desk.check(SEEDS[form][0])
        last = b""

        @seed(number)
        @settings(
            max_examples=BATCH,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        )
        @given(st.sampled_from(SEEDS[form]), changes(form))
        def survives(good: bytes, done: list[Change]) -> None:
            nonlocal last
            if time.monotonic() > until:
                return
            data = changed(good, done)
            current.write_bytes(data)
            start = time.monotonic()
            try:
                desk.check(data)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt) or signature(error) in known:
                    return
                last = data
                raise
            if time.monotonic() - start > SLOW:
                keep(out, form, data, "slow", f"{time.monotonic() - start:.0f} s")

        try:
            survives()
        except BaseException as error:  # noqa: BLE001 # a crash of any kind is a find
            keep(out, form, last, signature(error), "".join(traceback.format_exception(error)))


def confined(*given: Any) -> None:  # noqa: ANN401 # what `batch` takes
    """Run a batch in a process that may not swell."""
    _limit_memory()
    batch(*given)


def keep(out: Path, form: str, data: bytes, what: str, how: str = "") -> None:
    """Leave a find in a folder: the file, and what it did."""
    name = f"{form}-{hashlib.sha256(what.encode()).hexdigest()[:10]}"
    (out / f"{name}{SUFFIXES[form]}").write_bytes(data)
    (out / f"{name}.txt").write_text(f"{what}\n\n{how}", "utf-8", errors="backslashreplace")
    print(f"{form}: {what}\n  {out / name}{SUFFIXES[form]}", flush=True)


def hunt(forms: list[str], seconds: float, out: Path, number: int) -> int:
    """Try files of some formats in turn until time is up; give how many finds there are."""
    out.mkdir(parents=True, exist_ok=True)
    before = set(out.glob("*.txt"))
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        current = Path(folder, "current")
        while time.monotonic() < until:
            form = forms[number % len(forms)]
            process = get_context("spawn").Process(
                target=confined, args=(form, number, until, out, current)
            )
            current.write_bytes(b"")
            process.start()
            while process.is_alive() and time.time() - current.stat().st_mtime < _LOST:
                process.join(1)
            if process.is_alive():
                process.kill()
                keep(out, form, current.read_bytes(), f"lost: over {_LOST:.0f} s")
            elif process.exitcode:
                keep(out, form, current.read_bytes(), f"died: status {process.exitcode}")
            number += 1
    return len(set(out.glob("*.txt")) - before)


def reproduce(path: Path) -> None:
    """Check one file that was kept, and let it crash."""
    form = path.name.partition("-")[0]
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        Desk(Path(folder), form).check(path.read_bytes())
        print(f"{path}: {time.monotonic() - start:.1f} s")


def _limit_memory() -> None:
    """Let what takes more memory than it may raise MemoryError, where the system can do that."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        size = int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (size + _BIG, size + _BIG))


def main() -> None:
    """Hunt, or reproduce a find."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--format", choices=sorted(SEEDS), help="one format instead of all")
    parser.add_argument("--out", type=Path, default=Path("finds"), metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--reproduce", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.reproduce:
        reproduce(options.reproduce)
        return
    forms = [options.format] if options.format else sorted(SEEDS)
    found = hunt(forms, options.seconds, options.out, options.seed)
    print(f"{found} finds")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
