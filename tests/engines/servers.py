"""Servers that no one here wrote, each started for the tests on ports of its own.

`tests/engines/servers.sh` brings them; one that is not here is passed over with a message.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from maalbar.fetch.address import read_address
from maalbar.fetch.client import Client
from maalbar.model.diagnostic import MaalbarError

# More than any of our answers, and less than there is.
MAX_ROWS: Final = 12_000
_PATIENCE: Final = 90
_INI: Final = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ServerThreads = 10
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {max_rows}
"""


@dataclass(frozen=True)
class Server:
    """A server that runs: where it is asked, where graphs are put, where updates are sent."""

    name: str
    query: str
    graphs: str
    update: str
    environment: dict[str, str] = field(default_factory=dict)


@contextmanager
def oxigraph(_folder: Path) -> Iterator[Server]:
    """The `oxigraph` server of PyPI, in memory."""
    program = _found("oxigraph", Path(sys.executable).parent / "oxigraph")
    (port,) = _ports(1)
    at = f"http://127.0.0.1:{port}"
    server = Server("oxigraph", f"{at}/query", f"{at}/store", f"{at}/update")
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], server):
        yield server


@contextmanager
def fuseki(folder: Path) -> Iterator[Server]:
    """Apache Jena Fuseki, in memory."""
    java = _found("java")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    jars = Path(os.environ.get("MAALBAR_SERVERS") or cache / "maalbar" / "servers")
    jar = next(iter(sorted(jars.glob("jena-fuseki-server-*.jar"), reverse=True)), None)
    if jar is None:
        pytest.skip(f"Fuseki is not here: {jars} (tests/engines/servers.sh)")
    (port,) = _ports(1)
    at = f"http://127.0.0.1:{port}/ds"
    server = Server("fuseki", at, at, at)
    command = [java, "-Xmx1g", "-jar", str(jar), "--localhost", f"--port={port}", "--mem"]
    environment = {"FUSEKI_BASE": str(folder / "fuseki")}
    with _running([*command, "--update", "/ds"], server, folder, environment):
        yield server


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso, which takes changes from whoever has its password only."""
    program = _found("virtuoso-t")
    port, http = _ports(2)
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, port=port, http=http, max_rows=MAX_ROWS))
    at = f"http://127.0.0.1:{http}"
    server = Server(
        "virtuoso",
        f"{at}/sparql",
        f"{at}/sparql-graph-crud-auth",
        f"{at}/sparql-auth",
        {"MAALBAR_SPARQL_USER": "dba", "MAALBAR_SPARQL_PASSWORD": "dba"},
    )
    with _running([program, "+foreground", "+configfile", str(ini)], server, folder):
        yield server


SERVERS: Final = {"oxigraph": oxigraph, "virtuoso": virtuoso, "fuseki": fuseki}


def _found(name: str, beside: Path | None = None) -> str:
    program = str(beside) if beside and beside.exists() else shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not here (tests/engines/servers.sh)")
    return program


def _ports(count: int) -> list[int]:
    """Find ports that are free."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


@contextmanager
def _running(
    command: Sequence[str],
    server: Server,
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
) -> Iterator[None]:
    """Run a server until it is no longer wanted."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(server, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    asked = f"{read_address(server.query).url}?query=ASK%20%7B%7D"
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with Client(lambda _host: True) as client:
                if client.ask(asked, limit=100_000, seconds=5).status == 200:
                    return
        except MaalbarError:
            pass
        assert process.poll() is None, f"{server.name} ended by itself"
        assert time.monotonic() < until, f"{server.name} is not ready"
        time.sleep(0.2)
