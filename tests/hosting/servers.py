"""Real servers, started on a free port for as long as a test asks, and asked as a client asks."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

import pytest

_PATIENCE: Final = 20.0
_APACHE_MODULES: Final = Path("/usr/lib/apache2/modules")
# As Debian enables them, with what is foreign to us: types, languages and handlers by suffix.
_MODULES: Final = (
    *("mpm_event", "authz_core", "alias", "mime", "dir", "env", "setenvif", "rewrite"),
    *("headers", "filter", "deflate", "negotiation", "autoindex"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def names(self, header: str) -> set[str]:
        """Give what a header lists, in lower case."""
        return {each.strip().lower() for each in self.headers.get(header, "").split(",")} - {""}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: the address of the site that it hands out."""

    address: str

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path below the address of the site."""
        return self.ask_raw(urlsplit(self.address).path + path, method=method, **headers)

    def ask_raw(self, target: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask for `target`, whatever it is; of names of headers, `_` is a hyphen."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=_PATIENCE)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        found: dict[str, str] = {}
        for name, value in answer.getheaders():
            before = found.get(name.lower())
            found[name.lower()] = f"{before}, {value}" if before else value
        return Answer(answer.status, found, body)

    def within(self, target: str, *, of: str = "") -> str:
        """Give the path below the address of the site that a reference leads to."""
        whole = urljoin(self.address + of, target)
        assert whole.startswith(self.address), whole
        return whole.removeprefix(self.address)


Configure = Callable[[str], str]
# Whoever runs the tests, no server runs as root.
NOBODY: Final = 65534 if os.geteuid() == 0 else None


@contextmanager
def place() -> Iterator[Path]:
    """Make a folder that a server may read and write, whoever runs the tests."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        if NOBODY is not None:
            os.chown(folder, NOBODY, NOBODY)
        yield folder


def free_port() -> int:
    """Find a port that no one listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        assert isinstance(port, int)
        return port


@contextmanager
def running(kind: str, folder: Path, path: str, configure: Configure) -> Iterator[Server]:
    """Start a server.

    Args:
        kind: `nginx`, `apache`, `caddy`, or `w3id`, which is Apache with an `.htaccess`.
        folder: for its files; from `place`.
        path: of the site on the server.
        configure: gives our part of the configuration, for the address of the site.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}{path}"
    command = _STARTS[kind](folder, port, configure(address))
    log = folder / "log"
    # Python may lie where only its owner may read.
    nobody = None if kind == "maalbar" else NOBODY
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | {"HOME": str(folder)},
            user=nobody,
            group=nobody,
        )
    try:
        _wait(process, port, log)
        yield Server(address)
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"no answer: {log.read_text(encoding='utf-8', errors='replace')}")


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed (Debian has it)")
    return found


def _nginx(folder: Path, port: int, configuration: str) -> list[str]:
    (folder / "site.conf").write_text(configuration, encoding="utf-8")
    temporary = "".join(
        f'{each}_temp_path "{folder}/{each}";'
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"""daemon off; worker_processes 1; pid "{folder}/pid"; error_log stderr warn;
        events {{}}
        http {{ access_log off; {temporary}
            server {{ listen 127.0.0.1:{port}; include "{folder}/site.conf"; }} }}
        """,
        encoding="utf-8",
    )
    return [_program("nginx"), "-p", str(folder), "-e", "stderr", "-c", f"{folder}/nginx.conf"]


def _apache(folder: Path, port: int, configuration: str) -> list[str]:
    program = _program("apache2")
    (folder / "site.conf").write_text(configuration, encoding="utf-8")
    modules = "\n".join(
        f"LoadModule {each}_module {_APACHE_MODULES}/mod_{each}.so" for each in _MODULES
    )
    foreign = Path("/etc/apache2/mods-available/mime.conf")
    (folder / "apache.conf").write_text(
        f"""ServerRoot "{folder}"
        DefaultRuntimeDir "{folder}"
        PidFile "{folder}/pid"
        ErrorLog "{folder}/errors"
        ServerName localhost
        Listen 127.0.0.1:{port}
        {modules}
        TypesConfig /etc/mime.types
        {f"Include {foreign}" if foreign.exists() else ""}
        AddDefaultCharset iso-8859-1
        <Directory />
            Require all denied
        </Directory>
        <VirtualHost *:{port}>
            Include "{folder}/site.conf"
        </VirtualHost>
        """,
        encoding="utf-8",
    )
    return [program, "-f", f"{folder}/apache.conf", "-DFOREGROUND"]


def _w3id(folder: Path, port: int, configuration: str) -> list[str]:
    place = folder / "w3id" / "maalbar"
    place.mkdir(parents=True)
    (place / ".htaccess").write_text(configuration, encoding="utf-8")
    return _apache(
        folder,
        port,
        f"""DocumentRoot "{folder}/w3id"
        <Directory "{folder}/w3id">
            AllowOverride All
            Require all granted
        </Directory>
        """,
    )


def _caddy(folder: Path, port: int, configuration: str) -> list[str]:
    program = _program("caddy")
    (folder / "site.caddy").write_text(configuration, encoding="utf-8")
    (folder / "Caddyfile").write_text(
        f"""{{
            admin off
            auto_https off
        }}
        http://127.0.0.1:{port} {{
            import "{folder}/site.caddy"
        }}
        """,
        encoding="utf-8",
    )
    return [program, "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]


def _maalbar(_: Path, port: int, configuration: str) -> list[str]:
    site, address = configuration.split("\n")
    command = [sys.executable, "-m", "maalbar", "serve", site, "--to", address]
    return [*command, "--port", str(port), "--no-sparql"]


_STARTS: Final[Mapping[str, Callable[[Path, int, str], list[str]]]] = {
    "nginx": _nginx,
    "apache": _apache,
    "caddy": _caddy,
    "w3id": _w3id,
    "maalbar": _maalbar,
}
