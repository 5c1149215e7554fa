"""Wherever a publication is asked, it answers the same."""

from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from tests.engines.servers import MAX_ROWS

from maalbar.library import OpenPublication
from maalbar.model.diagnostic import Diagnostic, MaalbarError
from maalbar.queries import library
from maalbar.queries.library import read

# What Virtuoso 7.2.5 cannot do.  Of the first, nothing tells but the answer.
WRONG_ON_VIRTUOSO: Final = {"yearly-series": "it does not compare with what a subquery made"}
ENDS_VIRTUOSO: Final = {"what-says": "the whole server ends"}
ALL: Final = "#+ reads: [stated, derived, inferred, background, editorial]\n"


def name_of(request: pytest.FixtureRequest) -> str:
    """The name of the back end that a test is given."""
    return str(request.node.callspec.params["back_end"])


def refused(back_end: OpenPublication, query: str, **parameters: object) -> Diagnostic:
    """What is said of a question that is not answered."""
    with pytest.raises(MaalbarError) as caught:
        back_end.query(read("", query) if "\n" in query else query, **parameters)
    (finding,) = caught.value.diagnostics
    return finding


@pytest.mark.parametrize("name", library.names())
def test_a_named_query_has_the_same_answer(
    name: str, back_end: OpenPublication, memory: OpenPublication, request: pytest.FixtureRequest
) -> None:
    if name_of(request) == "virtuoso":
        if name in ENDS_VIRTUOSO:
            pytest.xfail(ENDS_VIRTUOSO[name])
        if name in WRONG_ON_VIRTUOSO:
            request.applymarker(pytest.mark.xfail(strict=True, reason=WRONG_ON_VIRTUOSO[name]))
    expected = memory.query(name)

    try:
        answer = back_end.query(name)
    except MaalbarError as error:
        if name_of(request) == "virtuoso" and error.diagnostics[0].code == "query/refused":
            pytest.xfail(error.diagnostics[0].message["en"])
        raise

    assert answer.columns == expected.columns
    assert list(answer) == list(expected)


def test_a_triple_in_two_graphs_is_counted_once(back_end: OpenPublication) -> None:
    count = "SELECT (COUNT(*) AS ?count) WHERE { <instrument/startoff> mb:contributesTo ?goal }"

    (row,) = back_end.query(read("", ALL + count))

    assert row[0] == 2


@pytest.mark.parametrize("reads", [ALL, "", "#+ reads: [stated, inferred, editorial]\n"])
def test_as_many_triples_are_read_everywhere(
    reads: str, back_end: OpenPublication, memory: OpenPublication
) -> None:
    count = read("", f"{reads}SELECT (COUNT(*) AS ?count) WHERE {{ ?s ?p ?o }}")

    assert list(back_end.query(count)) == list(memory.query(count))


def test_less_than_the_usual_is_read_or_refused(
    back_end: OpenPublication, memory: OpenPublication, request: pytest.FixtureRequest
) -> None:
    query = "#+ reads: [background, derived]\nSELECT ?s ?p ?o WHERE { ?s ?p ?o }"

    if name_of(request) in {"memory", "disk"}:
        assert set(back_end.query(read("", query)).terms) == set(
            memory.query(read("", query)).terms
        )
    else:
        assert refused(back_end, query).code == "query/reads-too-little"


def test_the_graphs_that_are_not_read_cannot_be_named(back_end: OpenPublication) -> None:
    graphs = back_end.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")

    assert {row.g.rpartition("/")[2] for row in graphs} == {"stated", "editorial"}


def test_a_question_of_yes_or_no_has_one_row(back_end: OpenPublication) -> None:
    (yes,) = back_end.query("ASK { ?report a mb:PerformanceReport }")
    (no,) = back_end.query("ASK { ?report a mb:NoSuchThing }")

    assert (yes.answer, no.answer) == (True, False)


def test_triples_are_rows_and_each_comes_once(
    back_end: OpenPublication, memory: OpenPublication
) -> None:
    query = "CONSTRUCT { ?thing a mb:Thing } WHERE { ?thing skos:prefLabel ?name }"

    terms = back_end.query(query).terms

    assert len(terms) == len(set(terms))
    assert set(terms) == set(memory.query(query).terms)


def test_an_answer_may_be_empty(back_end: OpenPublication) -> None:
    answer = back_end.query("SELECT ?a ?b WHERE { ?a mb:noSuchProperty ?b }")

    assert (answer.columns, list(answer)) == (("a", "b"), [])


def test_values_keep_type_and_language(back_end: OpenPublication) -> None:
    (period,) = back_end.query("SELECT ?start ?end WHERE { <period/til-2021> dcat:endDate ?end }")
    (figure,) = back_end.query("SELECT ?value WHERE { ?figure mb:value ?value } LIMIT 1")
    (goals,) = back_end.query("SELECT (COUNT(*) AS ?count) WHERE { ?goal a mb:Goal }")
    names = back_end.query("SELECT ?name WHERE { <instrument/startoff> skos:prefLabel ?name }")

    assert (period.start, period.end) == (None, date(2021, 12, 31))
    assert type(figure.value) is Decimal
    assert type(goals[0]) is int
    assert "nb" in {row.name.language for row in names}


def test_a_text_with_any_character_is_sent_as_it_is(back_end: OpenPublication) -> None:
    word = "blåbær \"syltet\" 'og' \\ & = # + % 😀\n\t$x }"
    header = "#+ params: {word: {type: text, default: ''}}\n"
    query = f"{header}SELECT ?word WHERE {{ BIND($word AS ?word) }}"

    (row,) = back_end.query(read("", query), word=word)

    assert row.word == word


def test_a_long_question_is_answered_too(back_end: OpenPublication) -> None:
    query = f"# {'lang ' * 1000}\nSELECT (COUNT(*) AS ?n) WHERE {{ ?goal a mb:Goal }}"

    (row,) = back_end.query(query)

    assert row.n > 0


def test_a_thing_that_is_not_there_is_told_of(back_end: OpenPublication) -> None:
    finding = refused(back_end, "partners", instrument="instrument/startof")

    assert finding.code == "query/unknown-thing"
    assert "instrument/startoff" in finding.message["en"]


def test_what_is_not_sparql_is_told_of(
    back_end: OpenPublication, request: pytest.FixtureRequest
) -> None:
    finding = refused(back_end, "SELECT ?goal WHERE { ?goal a mb:Goal")

    local = name_of(request) in {"memory", "disk"}
    assert finding.code == ("query/not-sparql" if local else "query/refused")
    assert local or "400" in finding.message["en"]


@pytest.mark.parametrize("word", ["SERVICE <http://127.0.0.1:9/>", "FROM <a:b>"])
def test_nothing_is_fetched_by_a_question(word: str, back_end: OpenPublication) -> None:
    query = f"SELECT * {word} WHERE {{ ?s ?p ?o }}"

    assert refused(back_end, query).code == "query/forbidden"


def test_all_that_is_said_is_a_graph(back_end: OpenPublication, memory: OpenPublication) -> None:
    if len(memory.graph) > MAX_ROWS:
        pytest.skip("the seeds have outgrown what Virtuoso is let to answer")

    assert len(back_end.graph) == len(memory.graph)


def test_an_answer_that_the_server_cut_is_no_answer(
    back_end: OpenPublication, memory: OpenPublication, request: pytest.FixtureRequest
) -> None:
    everything = read("", f"{ALL}SELECT ?s ?p ?o ?q WHERE {{ ?s ?p ?o . ?s ?q ?r }}")
    assert len(memory.query(everything)) > MAX_ROWS

    if name_of(request) == "virtuoso":
        finding = refused(back_end, everything.sparql)
        assert finding.code == "query/cut-short"
        assert str(MAX_ROWS) in finding.message["en"]
    else:
        assert len(back_end.query(everything)) == len(memory.query(everything))
