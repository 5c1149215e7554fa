"""`maalbar serve` beside nginx on the same files, and beside the `oxigraph` server.

    python benchmarks/serving.py [--seconds 4] [--rounds 3]

The `oxigraph` server has the same data, in a store that `maalbar store build` made.  Answers that
were given before are remembered here, so questions are asked twice: always the same one, and one
that is new each time (a number is compared in it).

Needs `wrk` and `nginx`, which Debian has, and `oxigraph` from the package index.  Servers that are
compared are asked in turn; ratios are taken round by round, and the median is shown.  The time of
processors is that of a server and all of its processes, for one request: it hardly depends on
what else a machine is doing.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import create_connection, socket
from statistics import median
from typing import Final, NamedTuple
from urllib.parse import urlencode

from maalbar import flow
from maalbar.engines.shelf import read_note
from maalbar.flow.storing import build_store
from maalbar.hosting.kinds import configuration
from maalbar.hosting.site import read_site

_SEEDS: Final = Path(__file__).resolve().parents[1] / "seeds"
_BASE: Final = "https://w3id.org/maalbar/"
_THING: Final = "id/goal/digdir/2021/innovasjon/1"
_CONNECTIONS: Final = 8
_PATIENCE: Final = 60.0
_LOOKUP: Final = f'SELECT ?p ?o WHERE {{ <{_BASE}{_THING}> ?p ?o FILTER(?o != "NUMBER") }}'
_LIST: Final = (
    "PREFIX mb: <https://w3id.org/maalbar/ns#> PREFIX dct: <http://purl.org/dc/terms/> "
    "SELECT ?goal ?text WHERE { ?goal a mb:Goal ; dct:description ?text "
    'FILTER(?text != "NUMBER") } ORDER BY ?goal'
)
# Puts a number of its own into each request.
_COUNTING: Final = """local count = 0
request = function()
  count = count + 1
  return wrk.format(nil, (wrk.path:gsub("NUMBER", tostring(count))))
end
"""
_ACCEPT: Final = "Accept: application/sparql-results+json"
# What is aimed at, of the peer's rate.
_PAGES: Final = 0.25
_ANSWERS: Final = 0.5


class Server(NamedTuple):
    """A server that is running: its first process, and an address."""

    process: int
    address: str


class Rate(NamedTuple):
    """Requests a second, and microseconds of processors for each."""

    requests: float
    cpu: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        place.chmod(0o755)
        site, store = place / "site", place / "store"
        flow.publish(_SEEDS, site)
        build_store(str(site), store)
        ours = stack.enter_context(_maalbar(site))
        usual = {"default-graph-uri": f"{_BASE}store/usual"}
        oxigraph = stack.enter_context(_oxigraph(store / read_note(store).edition))
        as_hosted = stack.enter_context(_nginx(place, site, plain=False))
        plain = stack.enter_context(_nginx(place, site, plain=True))
        page = f"{_THING}.html"
        pages = ((as_hosted, "as `maalbar host` says"), (plain, "with nothing set up"))
        print(f"{'':44}{'peer':>9}{'ours':>9}{'ratio':>7}{'aim':>6}{'CPU µs':>13}")
        for peer, how in pages:
            page = f"{_THING}.html"
            rounds = [
                (_rate(peer, page, given.seconds), _rate(ours, page, given.seconds))
                for _ in range(given.rounds)
            ]
            _print(f"a page, nginx {how}", rounds, _PAGES)
        script = place / "counting.lua"
        script.write_text(_COUNTING, encoding="utf-8")
        for kind, query in (("a lookup", _LOOKUP), ("a list", _LIST)):
            theirs = f"query?{urlencode({'query': query, **usual})}"
            here = f"sparql?{urlencode({'query': query})}"
            for how, told in (("always the same", None), ("new each time", script)):
                rounds = [
                    (
                        _rate(oxigraph, theirs, given.seconds, told),
                        _rate(ours, here, given.seconds, told),
                    )
                    for _ in range(given.rounds)
                ]
                _print(f"{kind}, {how}, oxigraph", rounds, _ANSWERS)


def _print(name: str, rounds: list[tuple[Rate, Rate]], aim: float) -> None:
    ratio = median(mine.requests / other.requests for other, mine in rounds)
    other, mine = (
        Rate(*(median(each[side][part] for each in rounds) for part in (0, 1))) for side in (0, 1)
    )
    cpu = f"{other.cpu:.0f} / {mine.cpu:.0f}"
    print(f"{name:44}{other.requests:9,.0f}{mine.requests:9,.0f}{ratio:7.2f}{aim:6.2f}{cpu:>13}")


def _rate(server: Server, path: str, seconds: int, script: Path | None = None) -> Rate:
    """Ask one thing again and again, changed each time by a script if there is one."""
    family = _family(server.process)
    before = sum(map(_cpu, family))
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", "-H", _ACCEPT]
    command += ["-s", str(script)] if script else []
    ran = subprocess.run(
        [*command, server.address + path], capture_output=True, check=True, text=True
    )
    if "Non-2xx" in ran.stdout:
        raise SystemExit(ran.stdout)
    count = int(re.findall(r"(\d+) requests in", ran.stdout)[0])
    spent = sum(map(_cpu, {*family, *_family(server.process)})) - before
    return Rate(float(re.findall(r"Requests/sec:\s+([\d.]+)", ran.stdout)[0]), spent / count * 1e6)


def _family(process: int) -> set[int]:
    parents = {
        int(each.parent.name): int(each.read_text().rpartition(")")[2].split()[1])
        for each in Path("/proc").glob("[0-9]*/stat")
    }
    found = {process}
    while more := {each for each, above in parents.items() if above in found} - found:
        found |= more
    return found


def _cpu(process: int) -> float:
    """Give the seconds of processors that a process has used; none of one that is gone."""
    try:
        fields = (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        )
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int) -> Iterator[Server]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
    end = time.monotonic() + _PATIENCE
    try:
        while True:
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"it does not start: {command}")
            try:
                create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Server(process.pid, f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.wait(_PATIENCE)


@contextmanager
def _maalbar(site: Path) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", "maalbar", "serve", str(site), "--port", str(port)]
    with _running(command, port) as server:
        yield server


@contextmanager
def _oxigraph(folder: Path) -> Iterator[Server]:
    port = _free_port()
    program = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
    command = [program, "serve-read-only", "--location", str(folder)]
    with _running([*command, "--bind", f"127.0.0.1:{port}"], port) as server:
        yield server


@contextmanager
def _nginx(place: Path, site: Path, *, plain: bool) -> Iterator[Server]:
    port = _free_port()
    folder = place / f"nginx-{port}"
    folder.mkdir()
    if plain:
        said = f'root "{site}"; types {{ text/html html; }}'
    else:
        address = f"http://127.0.0.1:{port}/"
        (said,) = configuration("nginx", read_site(site, address=address), "measured").values()
    (folder / "nginx.conf").write_text(
        f"""daemon off; worker_processes auto; pid "{folder}/pid"; error_log stderr;
        events {{}}
        http {{ access_log off; server {{ listen 127.0.0.1:{port}; {said}
        }} }}""",
        encoding="utf-8",
    )
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        raise SystemExit("nginx is not here")
    with _running([program, "-e", "stderr", "-c", str(folder / "nginx.conf")], port) as server:
        yield server


if __name__ == "__main__":
    main()
