"""Triples as RDF, and what are no triples."""

import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    RdfFormat,
    Triple,
    parse,
)
from tests.render.answers.terms import FIGURE, any_term, citations, of

from maalbar.model.diagnostic import MaalbarError
from maalbar.queries.library import read
from maalbar.render.answers import View, render

COLUMNS = ("subject", "predicate", "object")
FORMATS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
NAME = NamedNode("http://purl.org/dc/terms/title")


def said(form: str, answer: View) -> str:
    return "".join(str(each) for each in render(form, answer))


def read_back(form: str, answer: View) -> set[Triple]:
    return {each.triple for each in parse(said(form, answer), format=FORMATS[form])}


@pytest.mark.parametrize("form", ["turtle", "ntriples"])
@given(objects=st.lists(any_term().filter(lambda term: term is not None), max_size=4))
def test_every_triple_survives(form: str, objects: list[Literal]) -> None:
    rows = [(FIGURE, NAME, each) for each in objects]

    found = read_back(form, of(COLUMNS, rows))

    expected = {Triple(*row) for row in rows}
    # Readers give blank nodes names of their own.
    if not any("BlankNode" in repr(each) for each in objects):
        assert found == expected
    assert len(found) == len(expected)


def test_json_ld_is_read_by_another_library_without_a_context() -> None:
    answer = of(COLUMNS, [(FIGURE, NAME, Literal("Å", language="nb")), (FIGURE, NAME, FIGURE)])

    graph = rdflib.Graph().parse(data=said("jsonld", answer), format="json-ld")

    assert len(graph) == 2
    assert (None, None, rdflib.Literal("Å", lang="nb")) in graph
    assert "@context" not in json.dumps(json.loads(said("jsonld", answer)))


def test_a_text_with_a_direction_keeps_it_in_turtle() -> None:
    turned = Literal("x", language="ar", direction=BaseDirection.RTL)

    assert read_back("turtle", of(COLUMNS, [(FIGURE, NAME, turned)])) == {
        Triple(FIGURE, NAME, turned)
    }


def test_a_statement_about_a_statement_is_no_json_ld() -> None:
    inner = Triple(FIGURE, NAME, Literal("x"))

    with pytest.raises(MaalbarError) as caught:
        said("jsonld", of(COLUMNS, [(FIGURE, NAME, inner)]))

    assert caught.value.diagnostics[0].code == "query/does-not-fit"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (("a", "b"), (FIGURE, NAME)),
        (COLUMNS, (Literal("x"), NAME, FIGURE)),
        (COLUMNS, (FIGURE, BlankNode("b"), FIGURE)),
        (COLUMNS, (FIGURE, NAME, None)),
    ],
)
def test_what_are_no_triples_is_refused(
    form: str, columns: tuple[str, ...], row: tuple[object, ...]
) -> None:
    with pytest.raises(MaalbarError) as caught:
        said(form, of(columns, [row]))

    assert caught.value.diagnostics[0].code == "query/no-triples"


def test_a_truth_is_no_triples() -> None:
    with pytest.raises(MaalbarError):
        said("turtle", of(("answer",), [(Literal(value=True),)], query=read("", "ASK {}")))


def test_things_bear_their_references() -> None:
    answer = of(COLUMNS, [(FIGURE, NAME, Literal("x"))], language="nn", citations=citations())

    found = read_back("ntriples", answer)

    cited = NamedNode("http://purl.org/dc/terms/bibliographicCitation")
    text = "Fyrvesenet (2030): Årsmelding. https://example.org/side?a=1&b=2, teikn 5–9, 12–2048"
    assert Triple(FIGURE, cited, Literal(text, language="nn")) in found
