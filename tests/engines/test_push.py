"""A publication goes into a server whole, only where it changed, and beside what others have."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import NamedNode
from tests.engines.servers import SERVERS, Server

import maalbar
from maalbar.engines import graph_store
from maalbar.engines.graph_store import GraphStore
from maalbar.engines.push import Plan, Pushed
from maalbar.flow.storing import push_store
from maalbar.model.diagnostic import MaalbarError
from maalbar.queries.library import read

Author = Callable[..., Path]
Start = Callable[[str], Server]

OTHERS: Final = NamedNode("https://example.org/other/graph/report/stated")
GOAL: Final = "Gatene skal være rene."
POPULATION: Final = """\
editorial:
  - id: population/skippere
    type: Population
    label: {nb: skippere, nn: skipparar, en: skippers}
"""
COUNT: Final = read("", "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }")


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, start: Start) -> Iterator[Server]:
    """A server, and what opens it."""
    server = start(str(request.param))
    with pytest.MonkeyPatch.context() as patch:
        for key, value in server.environment.items():
            patch.setenv(key, value)
        yield server


@pytest.fixture(params=["at once", "one by one"])
def send(request: pytest.FixtureRequest, server: Server) -> Iterator[Callable[..., Pushed]]:
    """Put a publication into the server, in either way; it is taken out again afterwards."""
    update = server.update if request.param == "at once" else ""

    def send(root: Path, triples: int = 10_000, size: int = 1_000_000) -> Pushed:
        plan = Plan(url=server.graphs, update=update, allowed=lambda _host: True)
        return push_store(str(root), replace(plan, triples=triples, size=size))

    yield send
    with store_of(server) as store:
        for each in ("state", "under-way", "usual", "ontology"):
            store.delete(NamedNode(f"https://example.org/tests/stored/{each}"))


@pytest.fixture
def town(author: Author) -> Path:
    """A small publication of two files."""
    return author(files={"shared/populations.yaml": POPULATION})


def store_of(server: Server) -> GraphStore:
    return GraphStore(server.graphs, server.update, seconds=30, allowed=lambda _host: True)


def asked(server: Server) -> maalbar.library.OpenPublication:
    return maalbar.open(f"{server.query}#https://example.org/tests/", allow_private=True)


def goal_at(server: Server) -> str:
    (row,) = asked(server).query("SELECT ?text WHERE { ?goal a mb:Goal ; dct:description ?text }")
    return str(row.text)


def change(root: Path, old: str, new: str, name: str = "report.yaml") -> None:
    path = root / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_only_what_changed_is_sent(server: Server, town: Path, send: Callable[..., Pushed]) -> None:
    first, again = send(town), send(town)
    change(town, GOAL, "Gatene skal være reine.")
    changed = send(town)

    assert first.sent == first.graphs
    assert (again.graphs, again.sent, again.removed) == (first.graphs, 0, 0)
    assert changed.sent == 2, "its own graph, and the one that is read"
    assert goal_at(server) == "Gatene skal være reine."


def test_what_is_no_longer_there_is_removed_and_nothing_else(
    server: Server, town: Path, send: Callable[..., Pushed]
) -> None:
    with store_of(server) as store:
        store.put(OTHERS, b"<https://example.org/a> <https://example.org/b> 'c' .\n")
    send(town)
    shutil.rmtree(town / "shared")

    removed = send(town)

    gone = NamedNode("https://example.org/tests/graph/shared/populations/editorial")
    with store_of(server) as store:
        assert removed.removed == 1
        assert list(store.get(gone)) == []
        assert len(list(store.get(OTHERS))) == 1
        store.delete(OTHERS)
    assert list(asked(server).query(COUNT)) == list(maalbar.open(town).query(COUNT))


def test_small_pieces_make_the_same_whole(
    server: Server, town: Path, send: Callable[..., Pushed]
) -> None:
    send(town, triples=7, size=1500)

    assert list(asked(server).query(COUNT)) == list(maalbar.open(town).query(COUNT))


def test_it_is_said_when_graphs_did_not_change_at_once(
    town: Path, send: Callable[..., Pushed], request: pytest.FixtureRequest
) -> None:
    codes = [each.code for each in send(town).findings]

    at_once = request.node.callspec.params["send"] == "at once"
    assert codes == ([] if at_once else ["store/not-at-once"])


class InterruptedRunError(Exception):
    """The line is cut."""


def test_an_interrupted_run_goes_on_where_it_stopped(
    server: Server,
    town: Path,
    send: Callable[..., Pushed],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    send(town)
    change(town, GOAL, "Byen skal være ren.")
    change(town, "skippere", "matroser", "shared/populations.yaml")
    sent = []

    def put(store: GraphStore, graph: NamedNode, lines: bytes) -> None:
        sent.append(graph)
        if len(sent) == 3:
            raise InterruptedRunError
        real_put(store, graph, lines)

    def noted(store: GraphStore, graph: NamedNode, lines: bytes) -> None:
        sent.append(graph)
        real_put(store, graph, lines)

    real_put = GraphStore.put
    with monkeypatch.context() as patch:
        patch.setattr(graph_store.GraphStore, "put", put)
        with pytest.raises(InterruptedRunError):
            send(town)
        half_way = goal_at(server)
        began = len(sent)
        patch.setattr(
            graph_store.GraphStore,
            "put",
            noted,
        )
        send(town)

    assert len(sent) - began == 2, "the third of three, and the state"
    assert goal_at(server) == "Byen skal være ren."
    if request.node.callspec.params["send"] == "at once":
        assert half_way == GOAL, "the old stands until all is there"


def test_what_was_begun_and_given_up_is_sent_anew(
    server: Server, town: Path, send: Callable[..., Pushed], monkeypatch: pytest.MonkeyPatch
) -> None:
    send(town)
    change(town, GOAL, "Byen skal være ren.")

    def add(store: GraphStore, graph: NamedNode, lines: bytes) -> None:
        if b"begun" not in lines:
            raise InterruptedRunError
        real_add(store, graph, lines)

    real_add = GraphStore.add
    with monkeypatch.context() as patch:
        patch.setattr(graph_store.GraphStore, "add", add)
        with pytest.raises(InterruptedRunError):
            send(town, triples=3)
    change(town, "Byen skal være ren.", GOAL)

    send(town)

    assert goal_at(server) == GOAL
    assert list(asked(server).query(COUNT)) == list(maalbar.open(town).query(COUNT))
    with store_of(server) as store:
        assert list(store.get(NamedNode("https://example.org/tests/stored/under-way"))) == []


def test_who_may_not_change_anything_is_told_so(town: Path, start: Start) -> None:
    server = start("virtuoso")

    with pytest.raises(MaalbarError) as caught:
        push_store(str(town), Plan(url=server.graphs, allowed=lambda _host: True))

    (finding,) = caught.value.diagnostics
    assert finding.code == "store/refused"
    assert "401" in finding.message["en"]
    assert "MAALBAR_SPARQL_USER" in finding.hint["en"]
