"""A source is fetched as the portal fetches it, from servers that mean well and that do not."""

import gzip
import os
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.fetch.conftest import serve as _serve
from tests.fetch.web import Page, Web
from tests.harvest.rehearsing import GOOD, codes, rehearsed

from maalbar.fetch import client
from maalbar.harvest import source
from maalbar.model.diagnostic import MaalbarError, Severity

Serve = Callable[..., Web]
serve = _serve
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_PAUSES", (0.01, 0.01))


def test_a_source_is_asked_once_as_it_is_registered(serve: Serve) -> None:
    web = serve({"/k": Page(GOOD.encode(), headers=TURTLE)})

    outcome = rehearsed(f"{web.address}/k")

    assert outcome.succeeded
    assert outcome.findings == ()
    assert len(outcome.members) == 2
    (asked,) = web.asked
    assert asked.headers["Accept"] == "text/turtle"
    assert asked.headers["Accept-Encoding"] == "identity"
    assert not {"If-None-Match", "If-Modified-Since", "Cookie"} & set(asked.headers)


def test_the_format_is_what_was_asked_for_whatever_the_server_calls_it(serve: Serve) -> None:
    web = serve({"/k": Page(GOOD.encode(), headers={"Content-Type": "text/html; charset=utf-8"})})

    outcome = rehearsed(f"{web.address}/k")

    (found,) = outcome.findings
    assert (found.code, found.value) == ("harvest/other-type", "text/html")
    assert outcome.succeeded


def test_a_page_instead_of_data_is_told_where_it_begins(serve: Serve) -> None:
    page = b"<!DOCTYPE html>\n<html><body>Katalog</body></html>"
    web = serve({"/k.ttl": Page(page, headers={"Content-Type": "text/html"})})

    outcome = rehearsed(f"{web.address}/k.ttl")

    assert not outcome.succeeded
    assert "harvest/other-type" in codes(outcome.findings)
    syntax = next(each for each in outcome.findings if each.severity is Severity.ERROR)
    assert syntax.code.startswith("syntax/")
    assert str(syntax.location.path) == "k.ttl"
    assert syntax.location.mark
    assert syntax.location.mark.line == 1


def test_a_forced_encoding_fails_the_harvest(serve: Serve) -> None:
    headers = TURTLE | {"Content-Encoding": "gzip"}
    web = serve({"/k": Page(gzip.compress(GOOD.encode()), headers=headers)})

    outcome = rehearsed(f"{web.address}/k")

    (found,) = outcome.findings
    assert (found.code, found.value) == ("harvest/encoded", "gzip")
    assert not outcome.succeeded


@pytest.mark.parametrize("status", [203, 206, 401, 404, 500])
def test_only_200_is_taken(serve: Serve, status: int) -> None:
    web = serve({"/k": Page(GOOD.encode(), status=status, headers=TURTLE)})

    outcome = rehearsed(f"{web.address}/k")

    assert codes(outcome.findings) == {"fetch/status"}
    assert not outcome.succeeded
    assert outcome.members == ()


def test_a_redirect_is_followed_and_nothing_said(serve: Serve) -> None:
    web = serve(
        {
            "/k": Page(status=302, headers={"Location": "/l"}),
            "/l": Page(GOOD.encode(), headers=TURTLE),
        }
    )

    outcome = rehearsed(f"{web.address}/k")

    assert outcome.succeeded
    assert outcome.findings == ()


def test_a_redirect_in_a_ring_ends(serve: Serve) -> None:
    web = serve({"/k": Page(status=302, headers={"Location": "/k"})})

    outcome = rehearsed(f"{web.address}/k")

    assert codes(outcome.findings) == {"fetch/too-many-redirects"}
    assert not outcome.succeeded


def test_a_redirect_from_http_to_https_is_told_and_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hop = client.Hop(url="http://example.org/k", status=301, location="https://example.org/k")
    answer = client.Answer(
        url=hop.location, status=200, headers=TURTLE, data=GOOD.encode(), hops=(hop,)
    )
    monkeypatch.setattr(client.Client, "ask", lambda *_, **__: answer)

    outcome = rehearsed("http://example.org/k")

    (found,) = outcome.findings
    assert (found.code, found.value) == ("harvest/redirect", hop.url)
    assert len(outcome.members) == 2
    assert not outcome.succeeded


def test_a_redirect_to_a_private_address_is_refused(serve: Serve) -> None:
    web = serve({"/k": Page(status=302, headers={"Location": "http://169.254.169.254/latest"})})

    with pytest.raises(MaalbarError) as caught:
        rehearsed(f"{web.address}/k")

    assert codes(caught.value.diagnostics) == {"fetch/refused-address"}


def test_no_private_address_is_asked_unless_that_is_wished(serve: Serve) -> None:
    from maalbar.fetch.address import is_public  # noqa: PLC0415 # what others are given

    web = serve({"/k": Page(GOOD.encode(), headers=TURTLE)})

    with pytest.raises(MaalbarError) as caught:
        rehearsed(f"{web.address}/k", allowed=is_public)

    assert codes(caught.value.diagnostics) == {"fetch/refused-address"}
    assert web.asked == []


def test_too_big_a_source_is_not_read_to_its_end(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LIMIT", 100_000)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"# \n" * 1000)

    web = serve({"/k": Page(endless)})

    outcome = rehearsed(f"{web.address}/k")

    assert codes(outcome.findings) == {"fetch/too-big"}


def test_a_source_that_drips_is_cut(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "SECONDS", 0.5)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"#")
            time.sleep(0.1)

    web = serve({"/k": Page(drip)})
    begin = time.monotonic()

    outcome = rehearsed(f"{web.address}/k")

    assert codes(outcome.findings) == {"fetch/too-slow"}
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD.encode("utf-16"), "syntax/not-utf-8"),
        (GOOD.replace("Vår", "V\x07r").encode(), "syntax/control-character"),
        (b"\xff\xfe\x00", "syntax/not-utf-8"),
        (b"\x00" * 1000, "syntax/control-character"),
        (b"(" * 100_000, "syntax/too-deep"),
    ],
)
def test_what_is_no_turtle_is_told(serve: Serve, data: bytes, code: str) -> None:
    web = serve({"/k": Page(data, headers=TURTLE)})

    outcome = rehearsed(f"{web.address}/k")

    assert codes(outcome.findings) == {code}
    assert not outcome.succeeded


def test_an_empty_answer_is_told_as_what_it_would_remove(serve: Serve) -> None:
    web = serve({"/k": Page(b"", headers=TURTLE)})

    outcome = rehearsed(f"{web.address}/k")

    assert "harvest/empty" in codes(outcome.findings)
    assert not outcome.succeeded


def test_offline_no_source_is_fetched(serve: Serve) -> None:
    web = serve({"/k": Page(GOOD.encode(), headers=TURTLE)})

    with pytest.raises(MaalbarError) as caught:
        rehearsed(f"{web.address}/k", offline=True)

    assert codes(caught.value.diagnostics) == {"fetch/unreachable"}
    assert web.asked == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.ttl", "syntax/unreadable"),
        ("x" * 300, "syntax/unreadable"),
        ("pipe.ttl", "syntax/unreadable"),
        ("notes.txt", "syntax/unknown-format"),
        ("folder", "publication/not-a-site"),
    ],
)
def test_what_is_no_source_on_disk_is_told(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "notes.txt").write_text("Husk melk.", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.ttl")

    with pytest.raises(MaalbarError) as caught:
        rehearsed(tmp_path / name)

    assert codes(caught.value.diagnostics) == {code}
