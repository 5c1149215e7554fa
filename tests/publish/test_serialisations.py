"""Every document says the same in every syntax, and says it without loss."""

import gzip
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from pyoxigraph import BlankNode, NamedNode
from tests.publish.reading import (
    CONTEXT,
    Site,
    by_pyld,
    by_rdflib,
    compacted,
    keys,
    lower_tags,
    triple_of,
)

from maalbar.model.index import Index
from maalbar.model.statements import NOT_STATED
from maalbar.model.terms import LOS, MB, A, Term
from maalbar.publish.jsonld import write_jsonld
from maalbar.vocabulary.ontology import vocabulary

DUMPS = ("dump.ttl", "dump.jsonld", "dump.nt", "dump.trig", "dump.nq")
PLAIN = (".ttl", ".jsonld", ".nt")
A_FEW = 40
PER_KIND = 2


@pytest.fixture(scope="session")
def sample(site: Site) -> dict[str, Index]:
    """Documents by path: all reports, a few things of every class, and the whole."""
    index = site.publication.index
    kinds: dict[object, list[NamedNode]] = {}
    for resource in site.described.resources:
        kinds.setdefault(index.first(resource, A), []).append(resource)
    chosen = [each for group in kinds.values() for each in group[:PER_KIND]]
    documents = {
        site.paths.of(each.value): site.described.document(each)
        for each in dict.fromkeys((*site.publication.reports, *chosen))
    }
    assert len(documents) > A_FEW
    return documents | {"dump": site.publication.plain}


def test_a_document_is_the_same_graph_in_turtle_and_n_triples(
    site: Site, sample: dict[str, Index]
) -> None:
    for path, index in sample.items():
        expected = set(index)

        assert site.triples(f"{path}.ttl") == expected, path
        assert site.triples(f"{path}.nt") == expected, path


def test_rdflib_reads_the_same_graph_as_everyone_else(site: Site, sample: dict[str, Index]) -> None:
    for path, index in sample.items():
        assert by_rdflib(site.read(f"{path}.ttl"), "turtle") == lower_tags(keys(index)), path


def test_a_json_ld_processor_reads_back_exactly_the_triples_that_went_in(
    site: Site, sample: dict[str, Index]
) -> None:
    for path, index in sample.items():
        assert by_pyld(site.json(f"{path}.jsonld")) == keys(index), path


def test_rdflib_reads_the_json_ld_too(site: Site, sample: dict[str, Index]) -> None:
    for path in list(sample)[:5]:
        document = site.json(f"{path}.jsonld")
        document["@context"] = CONTEXT["@context"]

        assert by_rdflib(json.dumps(document), "json-ld") == lower_tags(keys(sample[path])), path


def test_compacting_with_the_published_context_leaves_the_same_graph(
    site: Site, sample: dict[str, Index]
) -> None:
    address = f"{site.publication.settings.base}context.jsonld"
    for path in list(sample)[:10]:
        again = compacted(site.json(f"{path}.jsonld"), {"@context": address})

        assert by_pyld(again) == keys(sample[path]), path


@pytest.mark.parametrize("path", ["catalogue", "void", "ns"])
def test_what_is_about_the_publication_is_one_graph_in_every_syntax(site: Site, path: str) -> None:
    graph = site.triples(f"{path}.ttl")

    assert len(graph) > 100
    assert site.triples(f"{path}.nt") == graph
    assert by_pyld(site.json(f"{path}.jsonld")) == keys(graph)


def test_nothing_published_has_a_blank_node(site: Site) -> None:
    for path in site.files(".ttl", ".nt", ".nq", ".trig"):
        if path != "shapes.ttl" and not path.startswith("shapes/"):
            nodes = {term for quad in site.quads(path) for term in (*triple_of(quad),)}
            assert not any(isinstance(node, BlankNode) for node in nodes), path


def test_everything_in_json_ld_has_an_id(site: Site) -> None:
    for path in site.files(".jsonld"):
        if path == "context.jsonld":
            continue
        document = site.json(path)
        things = document.get("@graph", [document])
        for thing in (each for top in things for each in _objects(top)):
            is_language_map = all(re.fullmatch(r"[a-z]{2,3}|@none", key) for key in thing)
            assert thing.get("id", "").startswith("http") or "@value" in thing or is_language_map, (
                path
            )


def test_the_dump_with_graphs_holds_what_was_loaded_and_what_each_graph_is(site: Site) -> None:
    publication = site.publication
    statuses = NamedNode(f"{publication.settings.base}graph/statuses")

    quads = site.quads("dump.nq")

    loaded = {
        (each.subject, each.predicate, each.object, each.graph) for each in publication.statements
    }
    said = {
        (graph, MB.statementStatus, MB[status], statuses)
        for graph, status in publication.graphs.items()
    }
    assert {(*triple_of(quad), quad.graph_name) for quad in quads} == loaded | said
    assert site.quads("dump.trig") == quads


def test_a_report_has_its_own_graphs_and_no_others(site: Site) -> None:
    for report in site.publication.reports:
        path = site.paths.of(report.value)

        quads = site.quads(f"{path}.nq")

        assert site.quads(f"{path}.trig") == quads
        graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
        folder = path.removeprefix("id/report/")
        assert f"https://w3id.org/maalbar/graph/reports/{folder}/report/stated" in graphs
        assert all(f"/graph/reports/{folder}/" in graph for graph in graphs)


def test_what_is_known_otherwise_about_a_thing_is_in_no_plain_file(site: Site) -> None:
    publication = site.publication
    plain = set(publication.plain)
    marked: set[tuple[Term, NamedNode]] = {
        (each.subject, each.graph)
        for each in publication.statements
        if each.predicate == MB.statementStatus
    }
    asides = {
        (each.subject, each.predicate, each.object)
        for each in publication.statements
        if publication.graphs[each.graph] in NOT_STATED
        and not {(each.subject, each.graph), (each.object, each.graph)} & marked
    }
    otherwise_stated = {
        (each.subject, each.predicate, each.object)
        for each in publication.statements
        if publication.graphs[each.graph] not in NOT_STATED
    }
    hidden = asides - otherwise_stated
    assert len(hidden) > 50

    for path in site.files(".nt"):
        assert not site.triples(path) & hidden, path

    assert not plain & hidden


def test_that_startoff_contributes_to_goal_4_is_inferred_and_stands_in_graphs_only(
    site: Site,
) -> None:
    startoff = site.node("instrument/startoff")
    goal = site.node("goal/digdir/2021/innovasjon/4")
    triple = (startoff, MB.contributesTo, goal)

    assert triple not in site.triples("id/instrument/startoff.ttl")
    assert triple not in site.triples("dump.ttl")
    assert {
        quad.graph_name.value
        for quad in site.quads("dump.trig")
        if triple_of(quad) == triple and isinstance(quad.graph_name, NamedNode)
    } == {
        "https://w3id.org/maalbar/graph/reports/digdir/2021/innovasjon-fagregnskap/report/inferred"
    }


def test_which_seven_life_events_were_meant_is_background_and_stands_in_graphs_only(
    site: Site,
) -> None:
    def members(path: str) -> set[str]:
        return {
            quad.object.value
            for quad in site.quads(path)
            if quad.subject == site.node("lifeeventset/digitaliseringsstrategien-sju")
            and isinstance(quad.object, NamedNode)
            and quad.object.value.startswith(LOS.iri)
        }

    assert not members("id/lifeeventset/digitaliseringsstrategien-sju.ttl")
    assert not members("dump.ttl")
    assert len(members("dump.trig")) == 7


def test_what_marks_itself_as_background_is_in_plain_files_with_its_mark(site: Site) -> None:
    difi = site.node("org/difi")

    written = site.triples("id/org/difi.ttl")

    assert (difi, MB.statementStatus, MB.background) in written
    assert (difi, MB.statementStatus, MB.background) in site.triples("dump.nt")


def test_a_compressed_dump_unpacks_to_the_plain_one(site: Site) -> None:
    for path in DUMPS:
        assert gzip.decompress(site.read(f"{path}.gz")) == site.read(path)


def test_json_ld_is_written_with_short_keys(site: Site) -> None:
    for path in site.files(".jsonld"):
        if path != "context.jsonld":
            for thing in _objects(site.json(path)):
                assert not [key for key in thing if "//" in key], path


def test_a_report_in_json_ld_is_a_tree_of_sections_and_what_they_report(site: Site) -> None:
    document = site.json("id/report/digdir/2021/innovasjon-fagregnskap.jsonld")

    assert document["type"] == "PerformanceReport"
    assert document["title"]["nb"]
    section = document["sections"][0]
    contents = section["contents"]
    figure = _with_id(contents, site.node("observation/digdir/2021/stimulab-totalt"))
    assert figure["type"] == "Observation"
    assert figure["value"] == "36"
    assert figure["indicator"]["label"]["nb"]
    assert {"Activity", "Goal", "Observation"} <= {each["type"] for each in contents}
    startoff = _with_id(section["mentions"], site.node("instrument/startoff"))
    assert startoff["hasParticipation"][0]["participant"]["label"]["nb"]


def test_a_number_is_a_json_number_only_where_it_loses_nothing(site: Site) -> None:
    goal = site.json("id/goal/digdir/2021/innovasjon/4.jsonld")
    figure = site.json("id/observation/digdir/2021/stimulab-totalt.jsonld")

    assert goal["number"] == 4
    assert figure["value"] == "36"


def test_every_published_figure_keeps_the_digits_that_the_author_wrote(site: Site) -> None:
    for each in site.publication.statements:
        if each.predicate == MB.value:
            path = site.paths.of(each.subject.value)
            written = (each.subject, each.predicate, each.object)

            assert written in site.triples(f"{path}.ttl")
            assert keys([written]) <= by_pyld(site.json(f"{path}.jsonld"))


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Give every JSON object of a document but its context, from the outside in."""
    if isinstance(value, dict):
        yield value
        for key, each in value.items():
            if key != "@context":
                yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)


def _with_id(things: list[dict[str, Any]], node: NamedNode) -> dict[str, Any]:
    return next(each for each in things if each["id"] == node.value)


def test_things_within_things_may_go_as_deep_as_they_like() -> None:
    sections = [NamedNode(f"https://example.org/id/section/{n}") for n in range(500)]
    parts = Index(
        (inner, predicate, value)
        for outer, inner in pairwise(sections)
        for predicate, value in ((A, MB.ReportSection), (MB.partOfSection, outer))
    )
    address = "https://w3id.org/maalbar/context.jsonld"

    written = write_jsonld(parts, vocabulary(), context=address, root=sections[0])

    assert by_pyld(json.loads(written)) == keys(parts)
