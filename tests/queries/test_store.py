"""Answers: what is read, what is refused, and what a value becomes in Python."""

from pathlib import Path

import pytest

import maalbar
from maalbar.library import OpenPublication
from maalbar.model.diagnostic import MaalbarError
from maalbar.queries.library import read


@pytest.fixture(scope="module")
def publication(seeds: Path) -> OpenPublication:
    """The seeds, open."""
    return maalbar.open(seeds)


def test_a_triple_in_two_graphs_is_counted_once(publication: OpenPublication) -> None:
    everything = "#+ reads: [stated, derived, inferred, background, editorial]\n"
    count = "SELECT (COUNT(*) AS ?count) WHERE { <instrument/startoff> mb:contributesTo ?goal }"

    (row,) = publication.query(read("", everything + count))

    assert row[0] == 2


def test_a_query_reads_what_reports_state_unless_it_says_otherwise(
    publication: OpenPublication,
) -> None:
    goals = publication.query("SELECT ?goal WHERE { <instrument/startoff> mb:contributesTo ?goal }")

    assert [row.goal.rpartition("/")[2] for row in goals] == ["innovasjonsevne"]


def test_the_graphs_that_are_not_read_cannot_be_named(publication: OpenPublication) -> None:
    graphs = publication.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")

    assert {row.g.rpartition("/")[2] for row in graphs} == {"stated", "editorial"}


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        'PREFIX x: <x:> SELECT * { ?s ?p "x"^^x:a.b.SERVICE<http://127.0.0.1:9/>{} }',
    ],
)
def test_nothing_is_fetched_and_nothing_is_changed(
    publication: OpenPublication, sparql: str
) -> None:
    with pytest.raises(MaalbarError) as caught:
        publication.query(sparql)

    assert caught.value.diagnostics[0].code == "query/forbidden"


def test_ask_and_construct_give_rows_too(publication: OpenPublication) -> None:
    (asked,) = publication.query("ASK { ?report a mb:PerformanceReport }")
    built = publication.query(
        "CONSTRUCT { ?report a mb:Report } WHERE { ?report a mb:PerformanceReport }"
    )

    assert asked.answer is True
    assert len(built) == 3


def test_a_wrong_value_says_what_fits(publication: OpenPublication) -> None:
    with pytest.raises(MaalbarError) as caught:
        publication.query("startoff-partners", instrument="> } # ")

    assert caught.value.diagnostics[0].code == "query/bad-parameter"


def test_the_whole_is_an_rdflib_graph(publication: OpenPublication) -> None:
    assert len(publication.graph) == sum(1 for _ in publication.publication.index)
