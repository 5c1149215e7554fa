"""`maalbar serve` in a process of its own, started as an operator starts it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

from tests.hosting.servers import Answer

PATIENCE: Final = 60.0
JSON: Final = "application/sparql-results+json"


@dataclass
class Serving:
    """A running server: the address of its site, its process, and what it has said."""

    address: str
    process: "subprocess.Popen[str]"
    lines: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The port that it listens at."""
        port = urlsplit(self.address).port
        assert port
        return port

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        source: str = "127.0.0.1",
        **headers: str,
    ) -> Answer:
        """Ask for a path of the server; of names of headers, `_` is a hyphen."""
        return self._asked(path, method, body, source, headers)

    def _asked(
        self, path: str, method: str, body: bytes | None, source: str, headers: Mapping[str, str]
    ) -> Answer:
        connection = HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0)
        )
        try:
            told = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()

    def query(self, sparql: str, *, source: str = "127.0.0.1", **more: str) -> Answer:
        """Ask in SPARQL, for JSON unless `Accept` is given."""
        headers = {"Accept": JSON} | {
            each: more.pop(each) for each in tuple(more) if each[0].isupper()
        }
        path = f"/sparql?{urlencode({'query': sparql, **more})}"
        return self._asked(path, "GET", None, source, headers)

    def raw(self, data: bytes, *, patience: float = PATIENCE) -> bytes:
        """Send bytes, and give all that comes back until the server closes."""
        with self.connected(patience) as wire:
            wire.sendall(data)
            return b"".join(iter(lambda: wire.recv(65536), b""))

    @contextmanager
    def connected(self, patience: float = PATIENCE) -> Iterator[socket.socket]:
        """Open a connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=patience) as wire:
            yield wire

    def descendants(self) -> dict[int, str]:
        """Give the states of all processes below the server's, by number."""
        parents, states = {}, {}
        for each in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = each.read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            number = int(each.parent.name)
            parents[number], states[number] = int(fields[1]), fields[0]
        found: dict[int, str] = {}
        for number in parents:
            above = number
            while above in parents and above != self.process.pid:
                above = parents[above]
            if above == self.process.pid and number != above:
                found[number] = states[number]
        return found

    def stop(self) -> int:
        """Ask it to stop, and give its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(site: Path, *options: str, **environment: str) -> Iterator[Serving]:
    """Serve a site at a free port until the end."""
    command = [sys.executable, "-m", "maalbar", "serve", str(site), "--port", "0", *options]
    said: Mapping[str, str] = os.environ | {"MAALBAR_LANG": "en", **environment}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=said, text=True
    )
    lines: list[str] = []
    assert process.stdout
    reader = threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")))  # type: ignore[union-attr]
    try:
        first = process.stdout.readline()
        assert " is served at " in first, first + process.stdout.read()
        reader.start()
        address = first.partition(" is served at ")[2].split(";")[0].split()[0].rstrip(".")
        yield Serving(address, process, lines)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        if reader.ident:
            reader.join()
        process.stdout.close()


def until(seconds: float) -> Iterator[float]:
    """Give the time that is left, a tenth of a second apart, for as long as there is some."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        yield left
        time.sleep(0.1)
