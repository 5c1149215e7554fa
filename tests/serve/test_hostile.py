"""Whatever is thrown at the server: it is refused or stopped, and others notice nothing."""

import json
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from tests.hosting.table import THING
from tests.serve.starting import JSON, Serving, serving, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs 127.0.0.0/8 and /proc")

TRIPLES: Final = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(6))
HOSTILE: Final = {
    "a product of everything": f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}",
    "a product that is kept": f"SELECT DISTINCT * {{ {TRIPLES} }} ORDER BY ?c0",
    "paths without end": "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|!<x:p>)* ?b . ?b (!<x:p>)* ?c }",
    "a long way back": "SELECT * { ?a (!<x:p>/^!<x:p>)+ ?b . ?b (!<x:p>|^!<x:p>)+ ?c } ORDER BY ?c",
    "a huge expression": (
        'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "(((a{1,90}){1,90}){1,90})*z")) }'
    ),
    "an expression on everything": (
        f'SELECT (COUNT(*) AS ?n) {{ {TRIPLES} FILTER(REGEX(STR(?c0), "(a|b|c)*(d|e)*z", "i")) }}'
    ),
    "giant texts": (
        'SELECT ?z { BIND("x" AS ?a) '
        + " ".join(
            f"BIND(CONCAT(?{one},?{one},?{one},?{one},?{one},?{one},?{one},?{one}) AS ?{two})"
            for one, two in zip("abcdefghijkl", "bcdefghijklm", strict=True)
        )
        + " BIND(?m AS ?z) }"
    ),
    "a text for each": (
        f'SELECT (GROUP_CONCAT(?c0; separator="{"x" * 5000}") AS ?z) {{ {TRIPLES} }}'
    ),
    "brackets": "SELECT * { FILTER(" + "(" * 8000 + "1" + ")" * 8000 + ") }",
    "a chain of signs": "SELECT * { FILTER(" + "!" * 19_000 + "1) }",
    "groups in groups": "SELECT * " + "{" * 9000 + "}" * 9000,
    "many unions": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o . ?a ?b ?c }"] * 700) + " }",
}
STOPPED: Final = {400, 413, 422, 429, 503}
NUMBERS: Final = count()


def harmless() -> str:
    """Give a light question that was not asked before, so that no answer is remembered."""
    return f"SELECT ?p ?o {{ <https://w3id.org/maalbar/{THING}> ?p ?o }} # {next(NUMBERS)}"


@pytest.fixture(scope="module")
def fortress(site: Path) -> Iterator[Serving]:
    """A server of its own, so that what is left of one attack does not stand in others' way."""
    with serving(site, "--timeout", "2", "--workers", "2", "--memory", "256") as started:
        yield started


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_question_is_stopped_or_answered_whole(fortress: Serving, kind: str) -> None:
    number = list(HOSTILE).index(kind) + 10
    began = time.monotonic()

    answer = fortress.ask(
        "/sparql",
        method="POST",
        body=HOSTILE[kind].encode(),
        source=f"127.0.2.{number}",
        Content_Type="application/sparql-query",
        Accept=JSON,
    )

    assert time.monotonic() - began < 8
    assert answer.status in STOPPED | {200}
    body = json.loads(answer.body)
    assert "results" in body or body["status"] == answer.status
    assert fortress.query(harmless()).status == 200


@pytest.mark.parametrize("sources", [1, 100], ids=["from one", "from a hundred"])
def test_a_hundred_hostile_questions_at_once_hurt_no_one_else(
    fortress: Serving, sources: int
) -> None:
    kinds = [HOSTILE[kind] for kind in tuple(HOSTILE)[:8]]
    statuses: list[int] = []

    def attack(number: int) -> None:
        source = f"127.0.{3 if sources > 1 else 4}.{number % sources + 1}"
        answer = fortress.ask(
            "/sparql",
            method="POST",
            body=kinds[number % len(kinds)].encode(),
            source=source,
            Content_Type="application/sparql-query",
            Accept=JSON,
        )
        statuses.append(answer.status)

    with ThreadPoolExecutor(100) as attackers:
        attacks = [attackers.submit(attack, number) for number in range(100)]
        took = []
        while not all(each.done() for each in attacks):
            began = time.monotonic()
            answer = fortress.query(harmless())
            took.append(time.monotonic() - began)
            assert answer.status == 200, answer.body
            assert json.loads(answer.body)["results"]["bindings"]
            time.sleep(0.02)
        for each in attacks:
            each.result()

    assert len(took) > 3
    assert max(took) < 1, took
    assert set(statuses) <= STOPPED | {200}
    assert Counter(statuses)[503] + Counter(statuses)[429] > 20


def test_what_was_stopped_is_gone(fortress: Serving) -> None:
    for _ in range(3):
        fortress.query(HOSTILE["a product of everything"], source="127.0.5.1")

    for _ in until(5):
        if "R" not in fortress.descendants().values():
            break
    else:
        pytest.fail(f"still running: {fortress.descendants()}")
    assert len(fortress.descendants()) < 20


def test_who_leaves_is_not_worked_for(fortress: Serving) -> None:
    before = set(fortress.descendants())
    body = HOSTILE["a product of everything"].encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    with fortress.connected() as wire:
        wire.sendall(f"{head}Content-Type: application/sparql-query\r\n\r\n".encode() + body)
        time.sleep(0.6)
        # Gone without a word, as when a window is closed.
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    for _ in until(1.2):
        running = [n for n, state in fortress.descendants().items() if state == "R"]
        if not running:
            break
    assert not running
    assert fortress.query(harmless()).status == 200
    assert before


def test_a_process_that_is_killed_is_replaced_at_once(fortress: Serving) -> None:
    for _ in range(3):
        workers = sorted(fortress.descendants())
        for each in workers[-2:]:
            os.kill(each, signal.SIGKILL)
        began = time.monotonic()
        assert fortress.query(harmless()).status == 200
        assert time.monotonic() - began < 1


def test_who_asks_too_much_is_told_when_to_ask_again(site: Path) -> None:
    with serving(site, "--timeout", "0.6", "--workers", "1") as server:
        answers = []
        for _ in until(90):
            with ThreadPoolExecutor(6) as pool:
                answers = list(pool.map(server.query, [HOSTILE["a product of everything"]] * 6))
            found = [each for each in answers if b"too-much-asked" in each.body]
            if found:
                break
        assert found
        assert found[0].status == 429
        assert int(found[0].headers["retry-after"]) >= 1
        other = server.query(harmless(), source="127.0.6.1")
        assert other.status == 200


def test_more_than_a_few_at_once_from_one_reader_are_refused(fortress: Serving) -> None:
    with ThreadPoolExecutor(20) as pool:
        asked = [HOSTILE["a product of everything"]] * 20
        statuses = Counter(
            each.status
            for each in pool.map(lambda one: fortress.query(one, source="127.0.7.1"), asked)
        )

    assert statuses[429] >= 8


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nquery",
    ],
)
def test_who_is_slow_to_send_is_let_go(site: Path, head: bytes) -> None:
    with serving(site, "--no-sparql") as server, server.connected(30) as wire:
        wire.sendall(head)
        began = time.monotonic()
        stop = threading.Event()

        def drip() -> None:
            while not stop.wait(0.5):
                try:
                    wire.sendall(b"X-A: b\r\n" if b"POST" not in head else b"x")
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            if b"POST" in head:
                wire.settimeout(3)
                with pytest.raises(TimeoutError):
                    wire.recv(100)  # a body may take longer than a head
                assert server.ask("/healthz").status == 200
            else:
                answer = wire.recv(65536)
                assert answer.startswith(b"HTTP/1.1 408 ")
                assert time.monotonic() - began < 15
        finally:
            stop.set()
            thread.join()


def test_hundreds_who_say_nothing_are_in_no_ones_way(fortress: Serving) -> None:
    wires = [socket.create_connection(("127.0.0.1", fortress.port)) for _ in range(150)]
    more = [
        socket.create_connection(("127.0.0.1", fortress.port), source_address=("127.0.8.1", 0))
        for _ in range(300)
    ]
    try:
        for each in wires:
            each.sendall(b"GET / HT")
        began = time.monotonic()
        assert fortress.query(harmless(), source="127.0.0.1").status == 200
        assert time.monotonic() - began < 1
        turned_away = 0
        for each in more:
            each.settimeout(0.01)
            try:
                turned_away += each.recv(1) == b""
            except TimeoutError:
                pass
            except ConnectionResetError:
                turned_away += 1
        assert turned_away >= 100
    finally:
        for each in (*wires, *more):
            each.close()


def test_who_is_slow_to_read_costs_nothing(fortress: Serving, site: Path) -> None:
    big = max(site.rglob("*"), key=lambda each: each.stat().st_size if each.is_file() else 0)
    path = big.relative_to(site).as_posix()
    with socket.socket() as wire:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        wire.connect(("127.0.0.1", fortress.port))
        wire.sendall(f"GET /{path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 20)
        time.sleep(0.3)
        assert fortress.ask(f"/{path}").body == big.read_bytes()


CLOSING: Final = b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
TO_SPARQL: Final = b"POST /sparql HTTP/1.1\r\nHost: a\r\n"
CHUNKED: Final = b"Transfer-Encoding: chunked\r\n\r\n"
SMUGGLED: Final = b"0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
WRONG: Final = {
    b"nonsense\r\n\r\n": 400,
    b"GET /\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 20_000 + b"\r\n\r\n": 431,
    b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n": 431,
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"a: b\r\n" * 5000 + b"\r\n": 431,
    TO_SPARQL + b"Content-Length: 99999999999\r\n\r\n": 413,
    b"POST /validate HTTP/1.1\r\nHost: a\r\nContent-Length: 5242881\r\n\r\n": 413,
    TO_SPARQL + b"Content-Length: -1\r\n\r\n": 400,
    TO_SPARQL + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n": 400,
    TO_SPARQL + b"Content-Length: 4\r\n" + CHUNKED + SMUGGLED: 400,
    TO_SPARQL + CHUNKED + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 5: 413,
    b"CONNECT evil.example:80 HTTP/1.1\r\nHost: a\r\n\r\n": 400,
    b"GET file:///etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n": 400,
    b"GET http://evil.example/../etc/passwd" + CLOSING: 404,
    b"GET /\xff\xfe" + CLOSING: 400,
    b"GET /%ff%fe" + CLOSING: 404,
    b"GET /sparql?query=%ff" + CLOSING: 400,
    b"GET /sparql?" + b"a=b&" * 2000 + CLOSING: 400,
    b"TRACE /" + CLOSING: 405,
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n": 400,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03": 400,
}


@pytest.mark.parametrize(("data", "status"), WRONG.items(), ids=lambda each: str(each)[:60])
def test_what_is_no_request_is_refused(fortress: Serving, data: bytes, status: int) -> None:
    answer = fortress.raw(data, patience=10)

    assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer[:200]
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"root:" not in answer
    assert b"Traceback" not in answer


def test_an_upgrade_is_no_way_in(fortress: Serving) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"

    answer = fortress.raw(head + b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", patience=10)

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_requests_in_one_go_are_answered_in_order(fortress: Serving) -> None:
    paths = ["/healthz", "/sparql?query=ASK%7B%7D", "/nowhere", "/sparql?query=x", "/healthz"]
    data = "".join(f"GET {each} HTTP/1.1\r\nHost: a\r\n\r\n" for each in paths[:-1])
    last = f"GET {paths[-1]} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    answer = fortress.raw((data + last).encode(), patience=10)

    statuses = [each[:3] for each in answer.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"200", b"404", b"400", b"200"]


@pytest.mark.parametrize(
    "path",
    [
        "/%0d%0aSet-Cookie:%20a=b",
        "/sparql?lang=%0d%0aSet-Cookie:%20a=b",
        "/sparql?query=SELECT%20*%20FROM%20%3Cx:%0d%0aSet-Cookie:a=b%3E%20%7B%7D",
        "/validate?report=%0d%0aSet-Cookie:%20a=b",
        "/id/x%0aSet-Cookie:%20a=b",
    ],
)
def test_nothing_that_is_asked_becomes_a_header(fortress: Serving, path: str) -> None:
    for accept in ("text/html", JSON):
        answer = fortress.ask(path, Accept=accept)

        assert "set-cookie" not in answer.headers
        assert answer.status < 500


def test_the_outside_cannot_be_reached_even_past_the_guard(site: Path) -> None:
    """A process that answers can open neither a file nor a connection."""
    with serving(site) as server:
        assert server.query(harmless()).status == 200
        limits = []
        for each in server.descendants():
            text = Path(f"/proc/{each}/limits").read_text(encoding="utf-8")
            limits += [line.split()[3] for line in text.splitlines() if "open files" in line]
        files = [
            sorted(int(each.name) for each in Path(f"/proc/{number}/fd").iterdir())
            for number in server.descendants()
        ]

    assert limits.count("4") >= 2
    assert [0, 1, 2, 3] in files


def test_a_big_contribution_is_checked_within_limits(fortress: Serving) -> None:
    bombs = {
        "application/yaml": b"a: " + b"[" * 100_000,
        "application/ld+json": b'{"a":' * 100_000,
        "application/rdf+xml": b'<!DOCTYPE x [<!ENTITY a "'
        + b"a" * 1000
        + b'"><!ENTITY b "'
        + b"&a;" * 1000
        + b'">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>',
        "text/turtle": b"<a:b> <a:b> " + b"(" * 200_000,
    }
    for media_type, body in bombs.items():
        answer = fortress.ask("/validate", method="POST", body=body, Content_Type=media_type)
        assert answer.status in {200, 503}, media_type
        assert b"Traceback" not in answer.body
    assert fortress.query(harmless()).status == 200
