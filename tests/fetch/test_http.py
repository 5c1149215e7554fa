"""What is fetched, within which limits, and what is never connected to."""

import gzip
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from shutil import which
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.web import Page, Web, of_this_house

from maalbar import __version__
from maalbar.fetch import client, is_address
from maalbar.fetch.address import Allowed, is_public, read_address
from maalbar.fetch.http import Fetched, fetch
from maalbar.model.diagnostic import Diagnostic, MaalbarError

Serve = Callable[..., Web]

TEXT: Final = "Mål og resultater\r\n".encode()
NAME: Final = "reports.example.org"
resolve: Final = socket.getaddrinfo


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_PAUSES", (0.01, 0.01))


def get(
    url: str,
    *,
    limit: int = 100_000,
    seconds: float = 5,
    etag: str = "",
    allowed: Allowed = of_this_house,
) -> Fetched:
    return fetch(
        url, limit=limit, seconds=seconds, accept="text/turtle", etag=etag, allowed=allowed
    )


def refused(
    url: str, *, limit: int = 100_000, seconds: float = 5, allowed: Allowed = of_this_house
) -> Diagnostic:
    with pytest.raises(MaalbarError) as caught:
        get(url, limit=limit, seconds=seconds, allowed=allowed)
    (finding,) = caught.value.diagnostics
    return finding


# What is fetched


def test_what_an_address_gives_comes_byte_for_byte_with_its_type_and_tag(serve: Serve) -> None:
    headers = {"Content-Type": "Text/Plain; charset=latin-1", "ETag": '"a1"'}
    web = serve({"/a.txt?x=%C3%A6": Page(TEXT, headers=headers)})

    got = get(f"{web.address}/a.txt?x=æ#here")

    assert got == Fetched(
        url=f"{web.address}/a.txt?x=%C3%A6", media_type="text/plain", data=TEXT, etag='"a1"'
    )
    ((_, asked, *_),) = web.asked
    assert asked["User-Agent"] == f"maalbar/{__version__}"
    assert asked["Accept"] == "text/turtle"
    assert asked["Host"] == f"127.0.0.1:{web.port}"


def test_what_is_at_hand_is_not_sent_again(serve: Serve) -> None:
    web = serve({"/a": Page(status=304)})

    got = get(f"{web.address}/a", etag='"a1"')

    assert (got.is_new, got.data, got.etag) == (False, b"", '"a1"')
    assert web.asked[0].headers["If-None-Match"] == '"a1"'


def test_a_packed_answer_is_unpacked(serve: Serve) -> None:
    web = serve({"/a": Page(gzip.compress(TEXT), headers={"Content-Encoding": "gzip"})})

    assert get(f"{web.address}/a").data == TEXT


def test_settings_of_the_environment_lead_nowhere(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    web = serve({"/a": Page(TEXT)})

    assert get(f"{web.address}/a").data == TEXT
    assert "Authorization" not in web.asked[0].headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(serve: Serve, status: int) -> None:
    web = serve(
        {
            "/a/old": Page(status=status, headers={"Location": "../n%C3%BD"}),
            "/n%C3%BD": Page(TEXT),
        }
    )

    got = get(f"{web.address}/a/old")

    assert (got.data, got.url) == (TEXT, f"{web.address}/n%C3%BD")


# What an address may be


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/a",
        "http:example.org/a",
        "http://",
        "http:///a",
        "https://[bad/a",
        "https://[::1%25lo]/a",
        "http://[v1.a]/a",
        "http://example.org:99999/a",
        "http://example.org:0/a",
        "http://example.org:port/a",
        "http://-a.example.org:/",
        "http://ex%2fmple.org/a",
        "http://exa mple.org/a",
        " http://example.org/a",
        "http://example.org/a\n",
        "http://example.org/\x1b[31m",
        "http://example.org/\u202e",
        "http://\u2028/",
        "http://127.0.0.1:8099\\@8.8.8.8/",
        "http:\\\\example.org/",
        "http://①②⑦.0.0.1/",
        "http://１２７.0.0.1/",
        f"http://{'æ' * 70}.example.org/",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_the_web_is_refused_before_anyone_is_asked(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", never)

    assert refused(url).code == "fetch/bad-url"


@pytest.mark.parametrize(
    "url",
    [
        "https://user:s3cret@example.org/a",
        "https://s3cret@example.org/a",
        "https://user:s3c/ret@example.org/",
        "https://user:s3cret\\@example.org/",
        "https://user:s3cret@@example.org/",
        "https://user:s3cret@exa mple.org/",
        "https://user:s3cret@[bad/",
        "//user:s3cret@example.org/",
        "user:s3cret@example.org",
        "HTTPS://user:s3cret@example.org:x/",
    ],
)
def test_a_password_is_refused_and_shown_nowhere(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr("socket.getaddrinfo", never)

    finding = refused(url)

    assert finding.code == "fetch/bad-url"
    assert "s3c" not in f"{finding.value} {finding.message} {finding.hint}"


def test_a_name_with_letters_of_norwegian_is_written_as_its_machines_know_it() -> None:
    assert read_address("HTTPS://Språk.Example.ORG/Mål?a=b").url == (
        "https://xn--sprk-soa.example.org/M%C3%A5l?a=b"
    )


@given(st.text(max_size=30))
def test_any_address_is_read_as_one_host_or_refused(text: str) -> None:
    """What is read, and written anew, is read the same again."""
    for url in (f"http://{text}", f"https://a.example/{text}", text):
        try:
            read = read_address(url)
        except MaalbarError:
            continue
        assert read_address(read.url) == read
        assert read.url.isascii()


def test_a_path_is_no_address() -> None:
    assert is_address("HTTPS://example.org")
    assert is_address("file:///etc/passwd")
    assert not any(map(is_address, ("a/b", "C:\\x", "/a//b", "shapes.ttl", "mailto:a@b", "")))


# What is connected to


PRIVATE: Final = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.0.1"),  # noqa: S104
    *("169.254.169.254", "172.16.0.1", "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.88.99.1"),
    *("192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1"),
    *("240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:10.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1"),
    *("2001:db8::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1", "fc00::1"),
    *("fd12::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1"),
)


@pytest.mark.parametrize("host", PRIVATE)
def test_only_public_hosts_are_connected_to(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setattr("socket.create_connection", never)
    monkeypatch.setattr("socket.getaddrinfo", answering(host))

    finding = refused(f"http://{NAME}/", allowed=is_public)

    assert finding.code == "fetch/refused-address"
    assert str(ip_address(host)) in finding.message["en"]


@pytest.mark.parametrize("host", ["8.8.8.8", "93.184.215.14", "2001:4860:4860::8888", "2a02::1"])
def test_a_host_on_the_open_internet_is_public(host: str) -> None:
    assert is_public(ip_address(host))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://127.1:8000/x",
        "http://2130706433/x",
        "http://0x7f.1/x",
        "http://017700000001/x",
        "http://[::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://%31%32%37.0.0.1/x",
        "http://localhost/x",
    ],
)
def test_this_machine_is_refused_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr("socket.create_connection", never)

    assert refused(url, allowed=is_public).code == "fetch/refused-address"


def test_a_host_is_refused_if_any_of_its_addresses_is_private(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("socket.create_connection", never)
    monkeypatch.setattr("socket.getaddrinfo", answering("8.8.8.8", "10.0.0.1"))

    assert refused(f"http://{NAME}/", allowed=is_public).code == "fetch/refused-address"


def test_a_host_is_looked_up_once_and_known_by_its_name(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = serve({"/a": Page(TEXT)})
    names = rebinding(monkeypatch)

    assert get(f"http://{NAME}:{web.port}/a").data == TEXT
    assert names == [NAME]
    assert web.asked[0].headers["Host"] == f"{NAME}:{web.port}"


def test_the_next_address_is_tried_where_the_first_does_not_answer(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = serve({"/a": Page(TEXT)})
    monkeypatch.setattr("socket.getaddrinfo", answering("127.0.0.2", "127.0.0.1"))

    assert get(f"http://{NAME}:{web.port}/a").data == TEXT


def test_a_name_that_no_one_knows_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", answering())

    finding = refused(f"http://{NAME}/a")

    assert finding.code == "fetch/unreachable"
    assert NAME in finding.message["nb"]


def test_a_name_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asleep = threading.Event()

    def sleep(*_: object, **__: object) -> list[object]:
        asleep.wait(5)
        return []

    monkeypatch.setattr("socket.getaddrinfo", sleep)
    with within(2):
        assert refused(f"http://{NAME}/a", seconds=0.2).code == "fetch/too-slow"
    asleep.set()


# Redirects


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://10.0.0.1/x", "fetch/refused-address"),
        ("http://[fe80::1]/x", "fetch/refused-address"),
        ("//10.0.0.1/x", "fetch/refused-address"),
        ("file:///etc/passwd", "fetch/bad-url"),
        ("ftp://example.org/x", "fetch/bad-url"),
        ("https://[bad", "fetch/bad-url"),
        ("http://user:s3cret@127.0.0.1/", "fetch/bad-url"),
        ("http://127.0.0.1\\@example.org/", "fetch/bad-url"),
        ("/with space", "fetch/bad-url"),
        ("/\xff", "fetch/bad-url"),
        ("/loop", "fetch/too-many-redirects"),
    ],
)
def test_a_redirect_that_leads_astray_is_not_followed(
    serve: Serve, location: str, code: str
) -> None:
    web = serve({"/loop": Page(status=302, headers={"Location": location})})

    finding = refused(f"{web.address}/loop")

    assert finding.code == code
    assert "s3cret" not in f"{finding.value} {finding.message}"
    assert len(web.asked) <= 6


@pytest.mark.parametrize(("length", "fetched"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(
    serve: Serve, length: int, *, fetched: bool
) -> None:
    steps = {
        f"/{each}": Page(status=302, headers={"Location": f"/{each - 1}"})
        for each in range(1, length + 1)
    }
    web = serve({**steps, "/0": Page(TEXT)})

    if fetched:
        assert get(f"{web.address}/{length}").data == TEXT
    else:
        assert refused(f"{web.address}/{length}").code == "fetch/too-many-redirects"


# Limits


def test_what_is_over_the_limit_is_not_read_to_its_end(serve: Serve) -> None:
    web = serve({"/big": Page(bytes(100_001)), "/fits": Page(bytes(100_000))})

    assert refused(f"{web.address}/big").code == "fetch/too-big"
    assert len(get(f"{web.address}/fits").data) == 100_000


def test_what_never_ends_is_cut_off_at_the_limit(serve: Serve) -> None:
    def flow(answer: BaseHTTPRequestHandler) -> None:
        answer.send_response(200)
        answer.end_headers()
        while True:
            answer.wfile.write(bytes(64 * 1024))

    web = serve({"/flood": Page(flow)})

    with within(3):
        assert refused(f"{web.address}/flood", limit=10_000_000).code == "fetch/too-big"


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_not_unpacked(serve: Serve, layers: int) -> None:
    bomb = bytes(100_000_000)
    for _ in range(layers):
        bomb = gzip.compress(bomb)
    encoding = ", ".join(["gzip"] * layers)
    web = serve({"/bomb": Page(bomb, headers={"Content-Encoding": encoding})})

    assert refused(f"{web.address}/bomb").code == (
        "fetch/too-big" if layers == 1 else "fetch/unreachable"
    )


def headers_that_drip(answer: BaseHTTPRequestHandler) -> None:
    answer.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(answer)


def a_body_that_drips(answer: BaseHTTPRequestHandler) -> None:
    answer.send_response(200)
    answer.send_header("Content-Length", "1000")
    answer.end_headers()
    drip(answer)


def a_body_without_an_end_that_drips(answer: BaseHTTPRequestHandler) -> None:
    answer.send_response(200)
    answer.end_headers()
    drip(answer)


def chunks_that_drip(answer: BaseHTTPRequestHandler) -> None:
    answer.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100):
        answer.wfile.write(b"1\r\nx\r\n")
        time.sleep(0.05)


def answers_that_come_later(answer: BaseHTTPRequestHandler) -> None:
    for _ in range(100):
        answer.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def nothing(answer: BaseHTTPRequestHandler) -> None:
    answer.rfile.read()


def drip(answer: BaseHTTPRequestHandler) -> None:
    for _ in range(100):
        answer.wfile.write(b"x")
        time.sleep(0.05)


@pytest.mark.parametrize(
    "slow",
    [
        headers_that_drip,
        a_body_that_drips,
        a_body_without_an_end_that_drips,
        chunks_that_drip,
        answers_that_come_later,
        nothing,
    ],
)
def test_a_server_that_takes_too_long_is_cut_off_however_steadily_it_drips(
    serve: Serve, slow: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    web = serve({"/slow": Page(slow)})

    with within(2):
        assert refused(f"{web.address}/slow", seconds=0.4).code == "fetch/too-slow"


@pytest.mark.parametrize(
    "broken",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\ncut",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnone",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nnone",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"220 smtp.example.org\r\n",
        b"\x00\xff\r\n\r\n",
        b"",
    ],
)
def test_an_answer_that_is_none_is_unreachable(serve: Serve, broken: bytes) -> None:
    web = serve({"/x": Page(lambda answer: void(answer.wfile.write(broken)))})

    assert refused(f"{web.address}/x").code == "fetch/unreachable"


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 404, 410, 500])
def test_an_answer_without_a_file_says_its_status(serve: Serve, status: int) -> None:
    web = serve({"/x": Page(status=status)})

    finding = refused(f"{web.address}/x")

    assert finding.code == "fetch/status"
    assert str(status) in finding.message["nn"]
    assert len(web.asked) == 1


# Trying again


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(serve: Serve, status: int) -> None:
    web = serve({})

    def busy_once(answer: BaseHTTPRequestHandler) -> None:
        web.pages["/x"] = Page(TEXT)
        answer.send_error(status)

    web.pages["/x"] = Page(busy_once)

    assert get(f"{web.address}/x").data == TEXT
    assert len(web.asked) == 2


def test_a_server_that_stays_busy_is_asked_three_times(serve: Serve) -> None:
    web = serve({"/x": Page(status=503)})

    assert refused(f"{web.address}/x").code == "fetch/status"
    assert len(web.asked) == 3


@pytest.mark.parametrize("after", ["60", "999999999999", "Wed, 21 Oct 2026 07:28:00 GMT", "²"])
def test_no_one_waits_beyond_the_time_that_is_left(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    monkeypatch.setattr(client, "_PAUSES", (60,))
    web = serve({"/x": Page(status=503, headers={"Retry-After": after})})

    with within(2):
        assert refused(f"{web.address}/x").code == "fetch/status"
    assert len(web.asked) == 1


def test_a_server_that_hangs_up_is_asked_again(serve: Serve) -> None:
    web = serve({})

    def hang_up_once(_: BaseHTTPRequestHandler) -> None:
        web.pages["/x"] = Page(TEXT)

    web.pages["/x"] = Page(hang_up_once)

    assert get(f"{web.address}/x").data == TEXT
    assert len(web.asked) == 2


def test_a_closed_door_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    assert refused(f"http://127.0.0.1:{port}/x").code == "fetch/unreachable"


# Under TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    openssl = which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    new = ["req", "-x509", "-nodes", "-days", "2"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", str(folder / "key"), "-out", str(folder / "certificate")]
    subprocess.run([openssl, *new, *kind, *names, *files], check=True, capture_output=True)
    return folder / "certificate", folder / "key"


@pytest.fixture
def secure(
    serve: Serve, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> tuple[Web, list[str | None]]:
    """A server under TLS whose certificate is trusted, and the names that it is asked for."""
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.sni_callback = lambda _, name, __: names.append(name)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate[0]))
    monkeypatch.setattr("socket.getaddrinfo", answering("127.0.0.1"))
    down = Page(status=302, headers={"Location": f"http://{NAME}/x"})
    return serve({"/a": Page(TEXT), "/down": down}, context), names


def test_the_certificate_is_asked_for_and_checked_by_name(
    secure: tuple[Web, list[str | None]],
) -> None:
    web, names = secure

    assert get(f"https://{NAME}:{web.port}/a").data == TEXT
    assert names == [NAME]
    assert web.asked[0].headers["Host"] == f"{NAME}:{web.port}"


def test_the_certificate_of_another_is_refused(secure: tuple[Web, list[str | None]]) -> None:
    web, _ = secure

    finding = refused(f"https://other.example.org:{web.port}/a")

    assert finding.code == "fetch/unreachable"
    assert "certificate" in finding.message["en"]
    assert web.asked == []


def test_a_redirect_never_leaves_tls(secure: tuple[Web, list[str | None]]) -> None:
    web, _ = secure

    finding = refused(f"https://{NAME}:{web.port}/down")

    assert (finding.code, finding.value) == ("fetch/bad-url", f"http://{NAME}/x")


def test_a_handshake_that_never_ends_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, within(2):
        port = silent.getsockname()[1]

        assert refused(f"https://127.0.0.1:{port}/", seconds=0.3).code == "fetch/too-slow"


# Helpers


def never(*_: object, **__: object) -> None:
    pytest.fail("someone was asked")


def void(_: object) -> None:
    pass


def answering(*hosts: str) -> Callable[..., object]:
    """Resolve any name to some hosts; numbers stay what they are."""

    def answer(name: str, port: int, *rest: int, **given: int) -> object:
        if name in hosts:
            return resolve(name, port, *rest, **given)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)) for host in hosts]

    return answer


def rebinding(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Resolve a name to this machine once, and to another one from then on."""
    asked: list[str] = []

    def answer(name: str, port: int, *rest: int, **given: int) -> object:
        if name[0].isdigit():
            return resolve(name, port, *rest, **given)
        asked.append(name)
        return answering("127.0.0.1" if len(asked) == 1 else "127.0.0.9")(name, port)

    monkeypatch.setattr("socket.getaddrinfo", answer)
    return asked


@contextmanager
def within(seconds: float) -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds
