"""Source texts: from folders, files and addresses, and what is never fetched."""

import ipaddress
import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest

from maalbar.model.diagnostic import Diagnostic, MaalbarError
from maalbar.sources import texts
from maalbar.sources.texts import read_texts

PUBLIC: Final = "93.184.215.14"
TEXT: Final = "Mål og resultater\r\n".encode()


def refused(place: str) -> Diagnostic:
    with pytest.raises(MaalbarError) as caught:
        read_texts([place])
    (finding,) = caught.value.diagnostics
    assert finding.code == "source/unavailable"
    return finding


# Folders and files


def test_a_folder_gives_all_its_texts_in_order(tmp_path: Path) -> None:
    for name, content in {"b.txt": b"b", "a/c.txt": TEXT, "a/d.html": b"x"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")

    found = read_texts([str(tmp_path)])

    assert [each.origin for each in found] == [
        str(tmp_path / "a" / "c.txt"),
        str(tmp_path / "b.txt"),
    ]
    assert found[0].sha256 == sha256(TEXT).hexdigest()
    assert found[0].text == "Mål og resultater\r\n"


def test_a_file_of_any_name_is_one_text(tmp_path: Path) -> None:
    (tmp_path / "kilde").write_bytes(TEXT)

    (found,) = read_texts([f"{tmp_path}/./kilde"])

    assert found.data == TEXT
    assert found.origin == f"{tmp_path}/./kilde"


@pytest.mark.parametrize("name", ["nowhere", "x" * 5000, "ftp://example.org/a.txt", "file:///etc"])
def test_a_place_that_is_not_there_is_unavailable(tmp_path: Path, name: str) -> None:
    place = name if ":" in name else str(tmp_path / name)

    assert refused(place).value == place


def test_a_file_over_the_limit_is_passed_over_in_a_folder_and_refused_by_name(
    tmp_path: Path,
) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(texts.LIMIT + 1)

    assert read_texts([str(tmp_path)]) == ()
    assert "bytes" in refused(str(tmp_path / "huge.txt")).message["en"]


# What is never fetched


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x.txt",
        "http://127.1:8000/x.txt",
        "http://2130706433/x.txt",
        "http://0.0.0.0/x.txt",
        "http://10.0.0.1/x.txt",
        "http://192.168.1.1/x.txt",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/x.txt",
        "http://[::ffff:127.0.0.1]/x.txt",
        "http://[fe80::1]/x.txt",
        "http://localhost/x.txt",
    ],
)
def test_an_address_inside_the_house_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr("requests.Session.get", never)

    assert "is not a public address" in refused(address).message["en"]


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http:///x.txt",
        "https://[bad/x.txt",
        "http://example.org:99999/x.txt",
        "http://example.org:port/x.txt",
        f"http://{'a' * 70}.example.org/x.txt",
        "http://exa mple.org/x.txt",
        "http://\u2028/",
    ],
)
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr("requests.Session.get", never)
    monkeypatch.setattr("socket.getaddrinfo", resolving(socket.getaddrinfo))

    assert refused(address).value == address


def never(*_: object, **__: object) -> None:
    pytest.fail("it was fetched")


def resolving(numbers_only: Callable[..., object]) -> Callable[..., object]:
    """Resolve without asking anyone: addresses in numbers alone."""

    def resolve(host: str, port: int, **given: int) -> object:
        return numbers_only(host, port, flags=socket.AI_NUMERICHOST, **given)

    return resolve


# What is fetched


class Web:
    """A server of this house that takes itself for a public one."""

    def __init__(self, pages: Mapping[str, tuple[int, Mapping[str, str], bytes]]) -> None:
        asked = self.asked = []  # type: list[tuple[str, str]]

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append((self.path, self.headers["User-Agent"]))
                status, headers, body = pages[self.path]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)


Serve = Callable[..., Web]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Serve pages, and let 127.0.0.1 count as public."""
    started: list[Web] = []
    real = ipaddress.ip_address

    def ip_address(text: str) -> object:
        return real(PUBLIC if text == "127.0.0.1" else text)

    def start(pages: Mapping[str, tuple[int, Mapping[str, str], bytes]]) -> Web:
        web = Web(pages)
        web.thread.start()
        started.append(web)
        return web

    monkeypatch.setattr("ipaddress.ip_address", ip_address)
    yield start
    for web in started:
        web.server.shutdown()
        web.server.server_close()
        web.thread.join()


def test_a_text_is_fetched_byte_for_byte_by_name(serve: Serve) -> None:
    web = serve({"/a.txt": (200, {"Content-Type": "text/plain; charset=latin-1"}, TEXT)})

    (found,) = read_texts([f"{web.address}/a.txt"])

    assert (found.data, found.origin) == (TEXT, f"{web.address}/a.txt")
    ((_, agent),) = web.asked
    assert agent.startswith("maalbar/")


def test_a_redirect_is_followed(serve: Serve) -> None:
    web = serve(
        {"/old": (301, {"Location": "/new"}, b""), "/new": (200, {}, TEXT)},
    )

    (found,) = read_texts([f"{web.address}/old"])

    assert found.data == TEXT


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://10.0.0.1/x", "is not a public address"),
        ("http://[::1]/x", "is not a public address"),
        ("file:///etc/passwd", "http(s)"),
        ("ftp://example.org/x", "http(s)"),
        ("https://[bad", ""),
        ("/loop", "5 redirects"),
    ],
)
def test_a_redirect_that_leads_astray_is_not_followed(
    serve: Serve, location: str, reason: str
) -> None:
    web = serve({"/loop": (302, {"Location": location}, b"")})

    assert reason in refused(f"{web.address}/loop").message["en"]
    assert len(web.asked) <= 5


@pytest.mark.parametrize("status", [404, 500, 304])
def test_an_answer_without_a_text_is_unavailable(serve: Serve, status: int) -> None:
    web = serve({"/x": (status, {}, b"")})

    refused(f"{web.address}/x")


def test_a_text_over_the_limit_is_not_read_to_its_end(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "LIMIT", 100_000)
    web = serve({"/big": (200, {}, bytes(100_001)), "/fits": (200, {}, bytes(100_000))})

    assert "> 100000 bytes" in refused(f"{web.address}/big").message["en"]
    assert len(read_texts([f"{web.address}/fits"])[0].data) == 100_000


def test_a_text_that_drips_for_ever_is_given_up(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "_PATIENCE", -1)
    web = serve({"/slow": (200, {}, TEXT)})

    assert " s" in refused(f"{web.address}/slow").message["en"]


def test_a_server_that_says_nothing_is_given_up(
    monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    del serve
    monkeypatch.setattr(texts, "_TIMEOUT", (0.2, 0.2))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        assert "timed out" in refused(f"http://127.0.0.1:{port}/x").message["en"]


def test_an_answer_that_breaks_off_is_unavailable(serve: Serve) -> None:
    web = serve({"/cut": (200, {"Content-Length": "1000"}, b"cut")})

    refused(f"{web.address}/cut")
