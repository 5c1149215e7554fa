"""A server starts cleanly, takes over what is published anew, tells what it does, and stops."""

import os
import re
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from tests.conftest import SETTINGS, Author
from tests.hosting.servers import free_port
from tests.running import maalbar
from tests.serve.starting import JSON, Serving, serving, until

from maalbar import flow

ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LABEL: Final = "SELECT ?text { ?goal a mb:Goal ; dct:description ?text }"


def test_a_start_says_where_and_a_stop_that_it_stopped(small_site: Path) -> None:
    with serving(small_site) as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", server.address)
        assert server.ask("/healthz").body == b"ok\n"
        below = set(server.descendants())
        assert server.stop() == 0

    assert server.lines[-1] == "Stopped; all are answered.\n"
    for _ in until(5):
        if not any(Path(f"/proc/{each}").exists() for each in below):
            break
    else:
        pytest.fail("processes are left")


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_who_was_asking_is_answered_before_the_end(
    small_site: Path, ending: signal.Signals
) -> None:
    with serving(small_site, "--timeout", "2") as server:
        found = []
        asking = threading.Thread(target=lambda: found.append(server.query(ENDLESS)))
        asking.start()
        with server.connected() as idle:
            time.sleep(0.5)
            server.process.send_signal(ending)
            time.sleep(0.3)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", server.port)).close()
            assert idle.recv(1) == b""
        asking.join()
        assert server.process.wait(20) == 0

    assert found[0].status == 503
    assert b"too-slow" in found[0].body


def test_nothing_is_left_when_the_server_is_killed(small_site: Path) -> None:
    with serving(small_site) as server:

        def ask() -> None:
            with suppress(OSError, HTTPException):
                server.query(ENDLESS)

        threading.Thread(target=ask).start()
        time.sleep(0.7)
        below = set(server.descendants())
        assert len(below) > 3
        server.process.kill()

        for _ in until(10):
            if not any(Path(f"/proc/{each}/cmdline").exists() for each in below):
                break
        else:
            left = [each for each in below if Path(f"/proc/{each}").exists()]
            pytest.fail(f"left: {left}")


def test_what_is_published_anew_is_taken_over_without_a_request_lost(
    author: Author, small_report: str, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    flow.publish(author(), site)
    thing = "/id/goal/bydrift/2023/renhold/1.html"
    with serving(site) as server:
        statuses: list[int] = []
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                statuses.append(server.ask(thing).status)
                statuses.append(server.query(LABEL).status)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for each in readers:
            each.start()
        try:
            for number in range(3):
                said = f"Gatene skal være rene hver dag i uke {number}."
                report = small_report.replace("Gatene skal være rene.", said)
                later = SETTINGS.replace("modified = 2024-01-15", f"modified = 2024-02-1{number}")
                flow.publish(author(report, {"maalbar.toml": later}), site)
                for _ in until(30):
                    page, answer = server.ask(thing), server.query(LABEL)
                    if said.encode() in page.body and said.encode() in answer.body:
                        break
                else:
                    pytest.fail(f"not taken over: {said}")
        finally:
            stop.set()
            for each in readers:
                each.join()
        for _ in until(10):
            if len(server.descendants()) < 12:
                break
        else:
            pytest.fail("old processes are left")

    assert len(statuses) > 50
    assert set(statuses) == {200}


def test_what_cannot_be_loaded_changes_nothing(small_site: Path) -> None:
    with serving(small_site) as server:
        manifest = (small_site / "manifest.json").read_bytes()
        (small_site / "manifest.json").write_bytes(b"{")
        time.sleep(2.5)
        assert server.ask("/healthz").status == 200
        assert server.query("ASK {}").status == 200
        assert server.ask("/ns", Accept="text/turtle").status == 200
        (small_site / "manifest.json").write_bytes(manifest)


def test_what_is_asked_of_disk_is_what_is_asked_of_memory(small_site: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert maalbar("store", "build", small_site, "--out", store).returncode == 0
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    with serving(small_site) as one, serving(small_site, "--store", str(store)) as other:
        assert one.query(query).body == other.query(query).body
        assert other.query("ASK { GRAPH ?g { ?s ?p ?o } }").body.endswith(b"true}")


def test_without_sparql_there_are_files_and_checks(small_site: Path) -> None:
    with serving(small_site, "--no-sparql") as server:
        assert server.query("ASK {}").status == 404
        assert server.ask("/ns", Accept="text/turtle").status == 200
        assert b"/sparql" not in server.ask("/openapi.json").body
        answer = server.ask("/validate", method="POST", body=b"a: 1", Content_Type="text/yaml")
        assert answer.status == 200


def test_numbers_are_given_where_they_are_asked_for_and_nowhere_else(small_site: Path) -> None:
    port = free_port()
    with serving(small_site, "--metrics", f"127.0.0.1:{port}", "--timeout", "0.5") as server:
        server.ask("/ns.ttl")
        server.query(ENDLESS)
        for path in ("/metrics", "/sparql/metrics"):
            assert server.ask(path).status == 404
        numbers = Serving(f"http://127.0.0.1:{port}/", server.process)
        text = numbers.ask("/metrics").body.decode()

    assert 'maalbar_requests_total{place="files",status="200"} 1.0' in text
    assert 'maalbar_requests_total{place="sparql",status="503"} 1.0' in text
    assert 'maalbar_ended_total{lane="sparql",reason="too-slow"} 1.0' in text
    assert 'maalbar_request_seconds_count{place="files"}' in text


@pytest.mark.parametrize(
    ("how", "told"), [("short", "127.0.0.0"), ("full", "127.0.0.9"), ("none", "-")]
)
def test_the_log_tells_no_more_than_it_is_to(small_site: Path, how: str, told: str) -> None:
    with serving(small_site, "--log-addresses", how) as server:
        server.query("ASK { # secret\n}", source="127.0.0.9")
        server.raw(b"GET /a%0ab\x1b HTTP/1.1\r\nHost: x\r\n\r\n")
        server.stop()

    lines = [each for each in server.lines if "/sparql" in each]
    assert re.fullmatch(rf"\S+Z {re.escape(told)} GET /sparql 200 \d+ [\d.]+ ms\n", lines[0])
    assert "secret" not in "".join(server.lines)
    assert "\x1b" not in "".join(server.lines)


def test_behind_another_server_readers_are_told_apart(small_site: Path) -> None:
    options = ("--proxied", "--log-addresses", "full")
    with serving(small_site, *options) as server:
        for said in ("203.0.113.9", "6.6.6.6, 203.0.113.7", "2001:db8:1:2:3::4", "<script>"):
            server.ask("/healthz", X_Forwarded_For=said)
        server.stop()

    told = [line.split()[1] for line in server.lines if "/healthz" in line]
    assert told == ["203.0.113.9", "203.0.113.7", "2001:db8:1:2::/64", "unknown"]


def test_without_another_server_no_one_says_who_they_are(small_site: Path) -> None:
    with serving(small_site, "--log-addresses", "full") as server:
        server.ask("/healthz", X_Forwarded_For="203.0.113.9")
        server.stop()

    assert [line.split()[1] for line in server.lines if "/healthz" in line] == ["127.0.0.1"]


def test_an_address_below_a_path_is_kept_to(small_site: Path) -> None:
    with serving(small_site, "--to", "https://data.example.org/a/") as server:
        near = Serving(f"http://127.0.0.1:{server_port(server)}/a/", server.process)
        assert near.ask("/a/sparql?query=ASK%7B%7D").status == 200
        assert near.ask("/sparql?query=ASK%7B%7D").status == 404
        described = near.ask("/a/sparql", Accept="text/turtle")
        assert b"<https://data.example.org/a/sparql>" in described.body


def server_port(server: Serving) -> int:
    """Find the port that a server listens at, whatever it calls itself."""
    command = ["ss", "-tlnpH"]
    listening = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(rf":(\d+)\s[^\n]*pid={server.process.pid},", listening)
    assert found
    return int(found[1])


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 # it is asked for
def test_all_addresses_are_listened_at_only_when_asked_for(small_site: Path, host: str) -> None:
    with serving(small_site, "--host", host, "--no-sparql") as server:
        assert server.address == f"http://localhost:{server.port}/"
        assert host == "::" or server.ask("/healthz").status == 200


def test_a_port_that_is_taken_is_told(small_site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = maalbar("serve", small_site, "--port", port)

    assert ran.returncode == 3
    assert "serve/cannot-listen" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_data_that_cannot_be_loaded_are_told(small_site: Path) -> None:
    (small_site / "dump.nq").write_text("nonsense\n", encoding="utf-8")

    ran = maalbar("serve", small_site, "--port", "0")

    assert ran.returncode == 3
    assert "serve/cannot-load" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_is_no_site_is_told(tmp_path: Path) -> None:
    ran = maalbar("serve", tmp_path, "--port", "0")

    assert ran.returncode == 3
    assert "hosting/no-site" in ran.stderr


def test_no_server_is_left_when_it_has_no_one_to_answer(small_site: Path) -> None:
    with serving(small_site) as server:
        for each in server.descendants():
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        asked = (f"ASK {{}} # {number}" for number in count())
        for _ in until(30):
            health, answer = server.ask("/healthz"), server.query(next(asked), Accept=JSON)
            if health.status == answer.status == 200:
                break
            assert {health.status, answer.status} <= {200, 503}
        else:
            pytest.fail("it does not come back")
