"""The W3C's tests of the SPARQL 1.1 Protocol and Service Description, put to a real server.

The graphs that the suite speaks of are given names that graphs of a publication have, since no
others are answered for.  What would change something is refused, whatever the suite expects.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from tests.conftest import SETTINGS
from tests.serve.starting import JSON, Serving, serving

from maalbar import flow

MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT: Final = Namespace("http://www.w3.org/2011/http#")
CNT: Final = Namespace("http://www.w3.org/2011/content#")
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
BASE: Final = SETTINGS.partition('base = "')[2].partition('"')[0]
DATA: Final = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
TESTS: Final = 34
# Tests in which something is changed; all others are run as they are.
UPDATES: Final = frozenset(
    {
        *("update_dataset_default_graph", "update_dataset_default_graphs", "update_post_direct"),
        *("update_dataset_named_graphs", "update_dataset_full", "update_post_form"),
        "update_base_uri",
    }
)
RESULTS: Final = {
    "boolean": (JSON, "application/sparql-results+xml"),
    "tabular": (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}


def ours(text: str) -> str:
    """Give the graphs of the suite the names that they have here."""
    for number in range(4):
        theirs, here = DATA.format(number), f"{BASE}graph/w3c/{number}/stated"
        text = text.replace(theirs, here).replace(quote(theirs, safe=""), quote(here, safe=""))
    return text


@pytest.fixture(scope="module")
def manifest(shared: Path) -> Graph:
    return Graph().parse(shared / "w3c/sparql11/protocol/manifest.ttl")


@pytest.fixture(scope="module")
def endpoint(
    shared: Path, small_report: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("w3c")
    publication, site = folder / "publication", folder / "site"
    publication.mkdir()
    (publication / "maalbar.toml").write_text(SETTINGS, encoding="utf-8")
    (publication / "report.yaml").write_text(small_report, encoding="utf-8")
    flow.publish(publication, site)
    lines = set((site / "dump.nq").read_text(encoding="utf-8").splitlines())
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document>"
    lines.add(f"<{DATA.format(0)}> {kind} <{DATA.format(0)}> .")
    for number in (1, 2, 3):
        text = (shared / f"w3c/sparql11/protocol/data{number}.nt").read_text(encoding="utf-8")
        lines.add(text.strip().removesuffix(".") + f"<{DATA.format(number)}> .")
    (site / "dump.nq").write_text(
        "".join(f"{each}\n" for each in sorted(map(ours, lines))), encoding="utf-8"
    )
    with serving(site) as started:
        yield started


def requests_of(manifest: Graph, test: URIRef) -> Iterator[tuple[Any, ...]]:
    action = manifest.value(test, MF.action)
    requests = manifest.value(action, HT.requests)
    assert requests
    for request in Collection(manifest, requests):
        sent = manifest.value(request, HT.body)
        body = None
        if sent:
            coding = str(manifest.value(sent, CNT.characterEncoding))
            body = ours(str(manifest.value(sent, CNT.chars))).encode(coding)
        listed = manifest.value(request, HT.headers)
        headers = {
            str(manifest.value(each, HT.fieldName)): str(manifest.value(each, HT.fieldValue))
            for each in (Collection(manifest, listed) if listed else ())
        }
        path = ours(str(manifest.value(request, HT.absolutePath))).replace("/sparql/", "/sparql")
        method = str(manifest.value(request, HT.methodName))
        yield method, path, headers, body, manifest.value(request, HT.resp)


def test_the_whole_suite_is_here(manifest: Graph) -> None:
    names = {str(each).rpartition("#")[2] for each in manifest.subjects(None, MF.ProtocolTest)}

    assert len(names) == TESTS
    assert names > UPDATES


def names(*, updates: bool) -> list[str]:
    """List the tests: they are known by name, so that none can go missing."""
    dataset = ("default_graphs_get", "default_graphs_post", "named_graphs_post", "named_graphs_get")
    queries = [
        *("query_post_form", "query_get", "query_post_direct", "query_multiple_dataset"),
        *(f"query_dataset_{each}" for each in (*dataset, "full")),
        *(f"query_content_type_{each}" for each in ("select", "ask", "describe", "construct")),
        *("bad_query_method", "bad_multiple_queries", "bad_query_wrong_media_type"),
        *("bad_query_missing_form_type", "bad_query_missing_direct_type", "bad_query_non_utf8"),
        *("bad_query_syntax", "bad_update_get", "bad_multiple_updates", "bad_update_syntax"),
        *("bad_update_wrong_media_type", "bad_update_missing_form_type", "bad_update_non_utf8"),
        "bad_update_dataset_conflict",
    ]
    assert len(queries) + len(UPDATES) == TESTS
    return sorted(UPDATES) if updates else queries


@pytest.mark.parametrize("name", names(updates=False))
def test_the_protocol_is_kept(manifest: Graph, endpoint: Serving, name: str) -> None:
    test = next(each for each in manifest.subjects() if str(each).endswith(f"#{name}"))
    assert isinstance(test, URIRef)

    for method, path, headers, body, expected in requests_of(manifest, test):
        told = {each.replace("-", "_"): value for each, value in headers.items()}
        answer = endpoint.ask(path, method=method, body=body, **{"Accept": "*/*"} | told)

        statuses = {str(each)[-3] for each in manifest.objects(expected, MF.expectedStatus)}
        assert str(answer.status)[0] in statuses, answer.body
        form = str(manifest.value(expected, MF.expectedFormat) or "")
        if form:
            assert answer.headers["content-type"].partition(";")[0] in RESULTS[form]
        if manifest.value(expected, MF.expectedBoolean) is not None:
            truth = manifest.value(expected, MF.expectedBoolean).toPython()
            assert json.loads(answer.body)["boolean"] is truth


@pytest.mark.parametrize("name", names(updates=True))
def test_nothing_is_ever_changed(manifest: Graph, endpoint: Serving, name: str) -> None:
    test = next(each for each in manifest.subjects() if str(each).endswith(f"#{name}"))
    assert isinstance(test, URIRef)
    changing = 0

    for method, path, headers, body, _ in requests_of(manifest, test):
        if (body or b"").startswith(b"update=") or "sparql-update" in str(headers):
            told = {each.replace("-", "_"): value for each, value in headers.items()}
            answer = endpoint.ask(path, method=method, body=body, **told)
            assert answer.status in {403, 415}
            changing += 1

    assert changing


@pytest.mark.parametrize("accept", RESULTS["RDF"])
def test_the_service_describes_itself(endpoint: Serving, accept: str) -> None:
    """The three tests of the suite of service descriptions: RDF, the endpoint, the schema."""
    answer = endpoint.ask("/sparql", Accept=accept)
    media_type = answer.headers["content-type"].partition(";")[0]
    triples = [
        tuple(each)[:3] for each in parse(answer.body, format=RdfFormat.from_media_type(media_type))
    ]
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

    assert (answer.status, media_type) == (200, accept)
    (service,) = {s for s, p, o in triples if p == kind and o == NamedNode(f"{SD}Service")}
    (found,) = {o for s, p, o in triples if s == service and p == NamedNode(f"{SD}endpoint")}
    assert found == NamedNode(f"{endpoint.address}sparql")
    assert endpoint.address == f"http://127.0.0.1:{endpoint.port}/"
    assert not [o for _, _, o in triples if "BasicFederatedQuery" in str(o)]
    named = {str(o) for _, p, o in triples if p == NamedNode(f"{SD}name")}
    assert f"<{BASE}graph/w3c/1/stated>" in named


def test_the_name_that_a_reader_calls_the_host_by_is_not_believed(endpoint: Serving) -> None:
    answer = endpoint.ask("/sparql", Accept="text/turtle", Host="evil.example")

    assert b"evil.example" not in answer.body
