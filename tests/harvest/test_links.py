"""Whether addresses answer: asked once, politely, and looked up where a site is at hand."""

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from tests.fetch.web import Page
from tests.harvest.rehearsing import DATA, GOOD, WebWithHead, codes, of_text, rehearsed, write_site

from maalbar.fetch import client
from maalbar.harvest import links
from maalbar.harvest.members import Kind
from maalbar.harvest.rehearsal import Outcome

WHERE: Final = f"dcat:accessURL <{DATA}files/bikes.ttl>"
Serve = Callable[[dict[str, Page]], WebWithHead]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_PAUSES", (0.01, 0.01))


@pytest.fixture
def serve() -> Iterator[Serve]:
    started: list[WebWithHead] = []

    def start(pages: dict[str, Page]) -> WebWithHead:
        started.append(WebWithHead(pages))
        return started[-1]

    yield start
    for web in started:
        web.close()


def answers(status: int, asked: list[str], refused: str = "") -> Page:
    """Answer with a status, and 405 to the method that is refused."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.command)
        handler.send_response(405 if handler.command == refused else status)
        handler.end_headers()

    return Page(answer)


def pointing_at(folder: Path, *urls: str, **wish: Any) -> Outcome:  # noqa: ANN401 # as a wish has it
    listed = ", ".join(f"<{each}>" for each in urls)
    source = GOOD.replace(WHERE, f"dcat:accessURL {listed}")
    return of_text(folder, source, links=True, **wish)


@pytest.mark.parametrize("status", [200, 204, 206])
def test_an_address_that_answers_is_asked_once_by_head(
    serve: Serve, tmp_path: Path, status: int
) -> None:
    asked: list[str] = []
    web = serve({"/x": answers(status, asked)})

    outcome = pointing_at(tmp_path, f"{web.address}/x")

    assert outcome.findings == ()
    assert asked == ["HEAD"]


@pytest.mark.parametrize(("status", "dead"), [(200, False), (404, True)])
def test_where_head_is_not_allowed_get_is_asked(
    serve: Serve, tmp_path: Path, status: int, *, dead: bool
) -> None:
    asked: list[str] = []
    web = serve({"/x": answers(status, asked, refused="HEAD")})

    outcome = pointing_at(tmp_path, f"{web.address}/x")

    assert asked == ["HEAD", "GET"]
    assert codes(outcome.findings) == ({"harvest/dead-link"} if dead else set())


@pytest.mark.parametrize("status", [400, 401, 404, 410, 500])
def test_an_address_that_does_not_answer_is_told_where_it_stands(
    serve: Serve, tmp_path: Path, status: int
) -> None:
    web = serve({"/x": answers(status, [])})

    (found,) = pointing_at(tmp_path, f"{web.address}/x").findings

    assert (found.code, found.value) == ("harvest/dead-link", f"{web.address}/x")
    assert str(status) in found.message["nb"]
    assert found.location.mark
    line = (tmp_path / "catalogue.ttl").read_text(encoding="utf-8").split("\n")
    assert "accessURL" in line[found.location.mark.line - 1]


def test_a_host_that_is_not_there_is_told(tmp_path: Path) -> None:
    (found,) = pointing_at(tmp_path, "http://127.0.0.1:1/x").findings

    assert found.code == "harvest/dead-link"


def test_a_big_file_that_is_only_got_by_get_is_there(serve: Serve, tmp_path: Path) -> None:
    def big(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(405 if handler.command == "HEAD" else 200)
        handler.end_headers()
        for _ in range(100 if handler.command == "GET" else 0):
            handler.wfile.write(b"x" * 100_000)

    web = serve({"/x": Page(big)})

    assert pointing_at(tmp_path, f"{web.address}/x").findings == ()


def test_a_host_is_not_asked_without_a_pause(serve: Serve, tmp_path: Path) -> None:
    times: list[float] = []

    def note(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        handler.send_response(200)
        handler.end_headers()

    web = serve({f"/{name}": Page(note) for name in "abc"})

    pointing_at(tmp_path, *(f"{web.address}/{name}" for name in "abc"), pause=0.2)

    assert len(times) == 3
    assert all(after - before > 0.15 for before, after in pairwise(times))


def test_no_more_than_so_many_addresses_are_asked(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MOST", 2)
    asked: list[str] = []
    web = serve({f"/{name}": answers(200, asked) for name in "abcd"})

    (found,) = pointing_at(tmp_path, *(f"{web.address}/{name}" for name in "abcd")).findings

    assert len(asked) == 2
    assert found.code == "harvest/links-left-out"
    assert "2" in found.message["en"]


@pytest.mark.parametrize("wish", [{"links": False}, {"offline": True, "links": True}])
def test_nobody_is_asked_where_that_is_wished(
    serve: Serve, tmp_path: Path, wish: dict[str, Any]
) -> None:
    asked: list[str] = []
    web = serve({"/x": answers(404, asked)})
    source = GOOD.replace(WHERE, f"dcat:accessURL <{web.address}/x>")

    outcome = of_text(tmp_path, source, **wish)

    assert asked == []
    assert codes(outcome.findings) == set()
    assert any(each.unknown for each in outcome.scores.values())


def test_what_answers_gives_points(serve: Serve, tmp_path: Path) -> None:
    web = serve({"/x": answers(200, [])})
    source = GOOD.replace(WHERE, f"dcat:accessURL <{web.address}/x>")

    before = of_text(tmp_path, source)
    after = of_text(tmp_path, source, links=True)

    node = before.members[0].node
    assert after.scores[node].points == before.scores[node].points + 50


def test_addresses_under_a_site_on_disk_are_looked_up_there(tmp_path: Path) -> None:
    there = {"catalogue.ttl": GOOD.encode(), "files/bikes.ttl": b""}
    site = write_site(tmp_path / "site", DATA, there)

    assert rehearsed(site, offline=True).findings == ()


def test_a_missing_file_of_a_site_on_disk_is_told_offline_too(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", DATA, {"catalogue.ttl": GOOD.encode()})

    (found,) = rehearsed(site, offline=True).findings

    assert (found.code, found.value) == ("harvest/dead-link", f"{DATA}files/bikes.ttl")


def test_each_source_of_a_site_is_harvested_for_what_it_is(tmp_path: Path) -> None:
    prefixes = "".join(f"{line}\n" for line in GOOD.splitlines() if line.startswith("@prefix"))
    concepts = f"""{prefixes}
    <{DATA}terms> a skos:Collection ; skos:member <{DATA}term> .
    <{DATA}term> a skos:Concept ; skos:prefLabel "mål"@nb .
    """
    there = {
        "catalogue.ttl": GOOD.encode(),
        "concepts.ttl": concepts.encode(),
        "files/bikes.ttl": b"",
    }
    site = write_site(tmp_path / "site", DATA, there)

    outcome = rehearsed(site, offline=True)

    assert outcome.findings == ()
    assert [(str(each.document.path), len(each.members)) for each in outcome.sources] == [
        ("catalogue.ttl", 2),
        ("concepts.ttl", 1),
    ]
    asked = rehearsed(site, offline=True, kinds=(Kind.CONCEPT,))
    assert asked.findings == ()
    assert [str(each.document.path) for each in asked.sources] == ["concepts.ttl"]
