"""What a server says is read as an answer when it is whole, and told of when it is not."""

import gzip
import json
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.web import Page, Web

import maalbar
from maalbar.engines.answers import form_of, read_answer, shown
from maalbar.fetch import client
from maalbar.fetch.client import Answer
from maalbar.library import OpenPublication
from maalbar.model.diagnostic import Diagnostic, MaalbarError
from maalbar.queries.tokens import with_prologue

Serve = Callable[..., Web]

ROWS: Final = b"""{"head": {"vars": ["n"]}, "results": {"bindings": [
  {"n": {"type": "typed-literal", "value": "7",
         "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}]}}"""
XML: Final = b"""<sparql xmlns="http://www.w3.org/2005/sparql-results#">
<head><variable name="n"/></head><results><result><binding name="n">
<literal datatype="http://www.w3.org/2001/XMLSchema#integer">7</literal>
</binding></result></results></sparql>"""
NOTHING: Final = b'{"head": {"vars": ["state", "graph", "status"]}, "results": {"bindings": []}}'
JSON: Final = "application/sparql-results+json"
SELECT: Final = "SELECT ?n WHERE { ?n a mb:Goal }"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_PAUSES", (0.01, 0.01))


@pytest.fixture
def answering(serve: Serve) -> Callable[..., OpenPublication]:
    """A server that is no one's, and gives one answer to whatever it is asked."""

    def answering(
        body: bytes | Callable[[BaseHTTPRequestHandler], None],
        kind: str = JSON,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> OpenPublication:
        web = serve({"/sparql": Page(NOTHING, headers=of(JSON, NOTHING))})
        opened = maalbar.open(f"{web.address}/sparql", allow_private=True, timeout=2)
        if isinstance(body, bytes):
            headers = of(kind, body) if headers is None else headers
            headers = {"Content-Type": kind} | dict(headers)
        web.pages["/sparql"] = Page(body, status, headers or {})
        return opened

    return answering


def of(kind: str, body: bytes) -> dict[str, str]:
    return {"Content-Type": kind, "Content-Length": str(len(body))}


def refused(opened: OpenPublication, query: str = SELECT) -> Diagnostic:
    with pytest.raises(MaalbarError) as caught:
        opened.query(query)
    (finding,) = caught.value.diagnostics
    return finding


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (JSON, ROWS),
        ("application/sparql-results+xml", XML),
        ("text/tab-separated-values", b"?n\n7\n"),
    ],
)
def test_each_format_is_read_and_no_end_of_it_is_an_answer(
    kind: str, body: bytes, answering: Callable[..., OpenPublication]
) -> None:
    assert [row.n for row in answering(body, f"{kind}; charset=utf-8").query(SELECT)] == [7]

    # Where a line ends, only HTTP tells whether it was the last.
    lines = {3} if kind.startswith("text/") else set()
    for length in set(range(len(body))) - lines:
        answer = Answer(url="http://a.no/", status=200, headers=of(kind, body), data=body[:length])
        with pytest.raises(MaalbarError) as caught:
            read_answer(answer, "SELECT")
        assert [each.code for each in caught.value.diagnostics] == ["query/cut-short"]


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"X-SPARQL-MaxRows": "10000"}, "X-SPARQL-MaxRows: 10000"),
        ({"x-sql-state": "S1TAT"}, "X-SQL-State: S1TAT"),
    ],
)
def test_a_server_that_says_that_it_stopped_is_believed(
    headers: dict[str, str], told: str, answering: Callable[..., OpenPublication]
) -> None:
    finding = refused(answering(ROWS, headers=headers))

    assert finding.code == "query/cut-short"
    assert told in finding.message["en"]


def test_less_than_was_promised_is_no_answer(answering: Callable[..., OpenPublication]) -> None:
    headers = {"Content-Length": str(len(ROWS) + 1)}

    assert refused(answering(ROWS, headers=headers)).code == "fetch/unreachable"


@pytest.mark.parametrize(
    ("kind", "query", "body"),
    [
        ("text/tab-separated-values", SELECT, b"?n\n7\n"),
        ("application/n-triples", "CONSTRUCT WHERE { ?a ?b ?c }", b"<a:a> <a:b> <a:c> .\n"),
    ],
)
def test_lines_that_may_have_ended_anywhere_are_no_answer(
    kind: str, query: str, body: bytes, answering: Callable[..., OpenPublication]
) -> None:
    assert len(answering(body, kind).query(query)) == 1
    assert refused(answering(body, kind, headers={}), query).code == "query/cut-short"


def test_chunks_without_an_end_are_no_answer(answering: Callable[..., OpenPublication]) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Content-Type", "text/tab-separated-values")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"5\r\n?n\n7\n\r\n")
        handler.close_connection = True

    assert refused(answering(broken)).code == "fetch/unreachable"


def test_a_packed_answer_is_unpacked_within_the_limit(
    answering: Callable[..., OpenPublication], monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = gzip.compress(ROWS)
    opened = answering(packed, headers=of(JSON, packed) | {"Content-Encoding": "gzip"})
    assert len(opened.query(SELECT)) == 1

    monkeypatch.setattr("maalbar.engines.remote.LIMIT", 100)
    assert refused(opened).code == "fetch/too-big"


def test_a_server_that_never_ends_is_left(answering: Callable[..., OpenPublication]) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        while True:
            handler.wfile.write(b" " * 1000)

    assert refused(answering(endless)).code in {"fetch/too-slow", "fetch/too-big"}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 301, 204])
def test_a_refusal_is_told_in_the_servers_own_words(
    status: int, answering: Callable[..., OpenPublication]
) -> None:
    body = b"" if status == 204 else "Spørringen er for dyr\nprøv igjen".encode()

    finding = refused(answering(body, "text/plain", status))

    assert finding.code == "query/refused"
    assert str(status) in finding.message["en"]
    assert status == 204 or "Spørringen er for dyr prøv igjen" in finding.message["en"]


def test_a_busy_server_is_asked_again(answering: Callable[..., OpenPublication]) -> None:
    asked = []

    def busy(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        handler.send_response(503 if len(asked) < 3 else 200)
        for name, value in of(JSON, ROWS).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(ROWS)

    assert len(answering(busy).query(SELECT)) == 1
    assert len(asked) == 3


def test_words_of_a_server_do_nothing_to_a_terminal(
    answering: Callable[..., OpenPublication],
) -> None:
    body = (
        "<html><head><title>x</title></head><p>\x1b[31mNei\x07 \u202eda</p>".encode() + b"a" * 9999
    )

    finding = refused(answering(body, "text/html", 500))

    assert finding.message["en"].isprintable()
    assert "<" not in finding.message["en"]
    assert len(finding.message["en"]) < 500


def test_a_page_is_no_answer(answering: Callable[..., OpenPublication]) -> None:
    finding = refused(answering(b"<html><p>Velkommen</p></html>", "text/html"))

    assert finding.code == "query/not-an-answer"
    assert "Velkommen" in finding.message["en"]


def test_a_finding_is_about_the_service_and_not_about_one_question(
    answering: Callable[..., OpenPublication],
) -> None:
    unkept = {"Content-Length": "9"}
    for body, status, headers in ((b"", 404, None), (b"{", 200, None), (b"{", 200, unkept)):
        finding = refused(answering(body, status=status, headers=headers))
        assert finding.value
        assert finding.value.endswith("/sparql")
        assert "query=" not in str(finding)


def test_no_redirect_is_followed(serve: Serve) -> None:
    other = serve({"/": Page(NOTHING, headers=of(JSON, NOTHING))})
    web = serve({"/sparql": Page(b"", 302, {"Location": f"{other.address}/"})})

    with pytest.raises(MaalbarError) as caught:
        maalbar.open(f"{web.address}/sparql", allow_private=True)

    assert other.address in caught.value.diagnostics[0].message["en"]
    assert other.asked == []


def test_a_server_that_is_not_open_to_everyone_is_asked_by_leave_only(serve: Serve) -> None:
    web = serve({"/sparql": Page(NOTHING, headers=of(JSON, NOTHING))})

    with pytest.raises(MaalbarError) as caught:
        maalbar.open(f"{web.address}/sparql")

    assert caught.value.diagnostics[0].code == "fetch/refused-address"
    assert web.asked == []


def test_a_long_question_is_sent_as_a_form_and_a_short_one_in_the_address(serve: Serve) -> None:
    web = serve({"/sparql": Page(NOTHING, headers=of(JSON, NOTHING))})
    opened = maalbar.open(f"{web.address}/sparql", allow_private=True)
    web.asked.clear()

    opened.query(SELECT)
    opened.query(f"{SELECT} # {'å' * 2000}")

    short, long = web.asked
    assert (short.method, short.body) == ("GET", b"")
    assert (long.method, long.path) == ("POST", "/sparql")
    assert long.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert long.body.startswith(b"query=")


def state_of(*bases: str) -> bytes:
    """What is told of publications that were put into a server."""
    bindings = [
        {
            "state": {"type": "uri", "value": f"{base}stored/state"},
            "graph": {"type": "uri", "value": f"{base}stored/usual"},
        }
        for base in bases
    ]
    vars_ = ["state", "graph", "status"]
    return json.dumps({"head": {"vars": vars_}, "results": {"bindings": bindings}}).encode()


def test_of_several_publications_one_must_be_meant(serve: Serve) -> None:
    body = state_of("https://a.example/", "https://b.example/")
    web = serve({"/sparql": Page(body, headers=of(JSON, body))})
    maalbar.open(f"{web.address}/sparql#https://b.example/", allow_private=True)

    for wrong in ("", "#https://c.example/"):
        with pytest.raises(MaalbarError) as caught:
            maalbar.open(f"{web.address}/sparql{wrong}", allow_private=True)
        (finding,) = caught.value.diagnostics
        assert finding.code == "query/which-publication"
        assert "https://a.example/, https://b.example/" in finding.message["en"]


@given(st.text())
def test_what_may_be_shown_is_one_line_of_bounded_length(said: str) -> None:
    assert shown(said).isprintable()
    assert len(shown(said)) <= 301


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("PREFIX ask: <a:> SELECT * { ask:ask ?b 'DESCRIBE' }", "SELECT"),
        ("# SELECT\nask { ?a ?b ?c }", "ASK"),
        ("BASE <construct> describe <select>", "DESCRIBE"),
        ("CONSTRUCT WHERE { ?a ?b ?c }", "CONSTRUCT"),
    ],
)
def test_the_form_of_a_question_is_its_first_such_word(query: str, form: str) -> None:
    assert form_of(query) == form


def test_prefixes_are_declared_where_they_are_used_and_not_declared() -> None:
    known = {"mb": "https://m/", "skos": "https://s/", "dct": "https://d/"}
    query = "PREFIX mb: <https://o/> SELECT * { ?a mb:b skos:c . ?d ?e 'dct:f' } # dct:g"

    assert with_prologue(query, known, "https://b/") == (
        f"BASE <https://b/>\nPREFIX skos: <https://s/>\n{query}"
    )
