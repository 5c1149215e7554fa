"""Shapes of others: who answers them, what is refused, and what is never done for them."""

import socket

import pytest
from pyoxigraph import Literal
from tests.validate.publication import EX, publication, read

from maalbar.model.diagnostic import Location, MaalbarError, Mark, Severity
from maalbar.model.index import Index
from maalbar.model.terms import MBSH, SH
from maalbar.validate.result import Result
from maalbar.validate.ruleset import compile_rules, own_rules, validate
from maalbar.validate.shapes import check_shapes
from maalbar.vocabulary.resources import all_shapes

# Each finds that a value of :p is above 9, by other means.
QUERY = """
:S sh:targetClass :C ; sh:sparql [
  sh:prefixes :prefixes ;
  sh:message "{?value} er for mye"@nb, "{?value} is too much"@en ;
  sh:select "SELECT $this ?value { $this ex:p ?value FILTER (?value > 9) }"
] .
:prefixes sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/id/"^^xsd:anyURI ] .
"""
COMPONENT = """
:Below a sh:ConstraintComponent ;
  sh:parameter [ sh:path :below ] ;
  sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER ($value < $below) }" ] .
:S sh:targetClass :C ; sh:property [ sh:path :p ; :below 9 ] .
"""
TARGET = """
:S sh:property [ sh:path :p ; sh:maxInclusive 9 ] ; sh:target [
  a sh:SPARQLTarget ; sh:prefixes :prefixes ;
  sh:select "SELECT ?this { ?this a ex:C }"
] .
:prefixes sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/id/"^^xsd:anyURI ] .
"""
BEYOND_CORE = {"a query": QUERY, "a component": COMPONENT, "a target": TARGET}
DATA = ":a a :C ; :p 10 . :b a :C ; :p 8 ."


def refused(shapes: str) -> str:
    with pytest.raises(MaalbarError) as error:
        compile_rules(read(shapes))
    return str(error.value)


@pytest.mark.parametrize("shapes", BEYOND_CORE.values(), ids=BEYOND_CORE)
def test_sparql_is_run_for_whoever_allows_it(shapes: str) -> None:
    (result,) = validate(read(DATA), compile_rules(read(shapes)), allow_sparql=True)

    assert result.focus == EX.a
    assert result.value in {Literal(10), None}  # pySHACL does not tell the value to a component


@pytest.mark.parametrize("shapes", BEYOND_CORE.values(), ids=BEYOND_CORE)
def test_sparql_is_run_for_no_one_else(shapes: str) -> None:
    with pytest.raises(MaalbarError) as error:
        validate(read(DATA), compile_rules(read(shapes)))

    (finding,) = error.value.diagnostics
    assert finding.code == "shapes/sparql-refused"
    assert finding.severity is Severity.ERROR
    assert "--allow-sparql" in finding.hint["en"]


def test_shapes_of_core_are_answered_by_our_engine_even_where_sparql_is_allowed() -> None:
    rules = compile_rules(read(":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:in ( 1 ) ] ."))

    (result,) = validate(read(DATA), rules, allow_sparql=True)

    assert result.expected is not None  # which pySHACL does not tell


def test_a_query_speaks_for_itself_in_all_its_languages() -> None:
    (finding,) = check_shapes(publication(DATA), compile_rules(read(QUERY)), allow_sparql=True)

    assert finding.code == "shapes/sparql"
    assert finding.message == {"nb": "10 er for mye", "en": "10 is too much"}
    assert finding.location.mark == Mark(1, 1)


def test_a_component_without_words_is_named_by_its_rule() -> None:
    shapes = COMPONENT.replace("[ sh:path :p", "[ sh:name 'limit'@en ; sh:path :p")

    (finding,) = check_shapes(publication(DATA), compile_rules(read(shapes)), allow_sparql=True)

    assert finding.code == "shapes/custom-constraint"
    assert finding.location.mark == Mark(2, 2)
    assert finding.message["en"] == "'a' does not meet the requirement 'limit'."


def test_a_component_speaks_for_itself_and_names_its_parameters() -> None:
    shapes = COMPONENT.replace(
        "sh:ask", "sh:message '{$this}: under {$below}!'@en, '{$this}: {?below}?'@nb ; sh:ask"
    )

    (finding,) = check_shapes(publication(DATA), compile_rules(read(shapes)), allow_sparql=True)

    assert finding.message == {"en": f"{EX.a.value}: under 9!", "nb": f"{EX.a.value}: 9?"}


def test_a_sentence_may_name_what_only_the_query_knows() -> None:
    shapes = QUERY.replace('"{?value} er for mye"@nb, "{?value} is too much"@en', '"{?more}!"@en')
    shapes = shapes.replace("$this ?value {", "$this ?value ?more {").replace(
        "ex:p ?value", "ex:p ?value ; a ?more"
    )

    (finding,) = check_shapes(publication(DATA), compile_rules(read(shapes)), allow_sparql=True)

    assert finding.message["nb"] == f"{EX.C.value}!"


def test_prefixes_are_followed_through_imports_within_the_graph() -> None:
    shapes = QUERY.replace("sh:prefixes :prefixes", "sh:prefixes :more") + (
        ":more owl:imports :prefixes ; sh:declare"
        " [ sh:prefix 'other' ; sh:namespace 'https://example.org/'^^xsd:anyURI ] ."
    )

    assert len(validate(read(DATA), compile_rules(read(shapes)), allow_sparql=True)) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { SERVICE <https://example.org/> { $this ?p ?o } }",
        "SELECT $this FROM <https://example.org/data> { $this ?p ?o }",
        "SELECT $this { \\u0053ERVICE <https://example.org/> { $this ?p ?o } }",
    ],
)
def test_a_query_that_reaches_outside_is_refused_before_it_is_run(query: str) -> None:
    said = refused(f':S sh:targetClass :C ; sh:sparql [ sh:select "{query}" ] .')

    assert "query/forbidden" in said


ASKS_BY_SPARQL = ':T sh:targetClass :C ; sh:sparql [ sh:select "SELECT $this {}" ] .'


@pytest.mark.parametrize(
    "beyond",
    [
        ":S sh:targetClass :C ; sh:js [ sh:jsFunctionName 'f' ] .",
        ":S sh:targetClass :C ; sh:rule [ a sh:TripleRule ] .",
        ":S sh:targetClass :C ; sh:expression [ sh:path :p ] .",
        ":S sh:targetClass :C ; sh:path :p ; sh:minimumCount 1 .",
        ":S sh:targetClass :C ; sh:values [ sh:path :p ] .",
        ":S sh:targetClass :C ; sh:path :p ; sh:pattern 'a' ; sh:flags 's' .",
        ":S sh:targetClass :C ; sh:path :p ; sh:pattern '[a-z-[aeiou]]' .",
        "<https://example.org/> sh:entailment <http://www.w3.org/ns/entailment/RDFS> .",
    ],
)
def test_what_pyshacl_would_pass_over_is_refused_beside_queries_too(beyond: str) -> None:
    assert "shapes/unsupported" in refused(f"{ASKS_BY_SPARQL} {beyond}")


def test_a_shape_that_uses_itself_is_refused() -> None:
    said = refused(":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:node :S ] .")

    assert "itself" in said


def test_what_is_imported_is_named_and_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        pytest.fail("something was fetched")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    shapes = f"""
    :shapes owl:imports <https://example.org/elsewhere>, :here . :here a owl:Ontology .
    {QUERY}
    """
    rules = compile_rules(read(shapes))
    data = publication(f"{DATA} :report owl:imports <https://example.org/elsewhere> .")

    imported, finding = check_shapes(data, rules, allow_sparql=True)

    assert (imported.code, imported.severity) == ("shapes/imports", Severity.WARNING)
    assert imported.value == "https://example.org/elsewhere"
    assert finding.code == "shapes/sparql"


def test_a_shape_is_blamed_where_it_stands() -> None:
    shapes = read(":S sh:targetClass :C ; sh:path :p ; sh:maxCount 1, 2 .")
    where = Location(mark=Mark(7, 3))

    with pytest.raises(MaalbarError) as error:
        compile_rules(shapes, {EX.S: where})

    (finding,) = error.value.diagnostics
    assert finding.location == where
    assert finding.rule == EX.S.value


def told(data: Index, shapes: Index) -> list[Result]:
    return validate(data, compile_rules(shapes))


TWICE = """
:section mb:partOfReport :report .
:f1 a mb:Observation ; mb:indicator :i ; mb:reportedIn :section .
:f2 a mb:Observation ; mb:indicator :i ; mb:reportedIn :section .
"""


def test_our_own_shapes_are_answered_here_wherever_they_come_from() -> None:
    data = read(TWICE)

    results = told(data, all_shapes())

    expected = {(each.focus, each.component) for each in validate(data, own_rules())}
    assert {(each.focus, each.component) for each in results} == expected
    assert SH.SPARQLConstraintComponent in {each.component for each in results}


def test_our_own_law_is_not_taken_for_ours_where_it_was_changed() -> None:
    changed = Index([*all_shapes(), (MBSH["Observation-told-once"], SH.deactivated, Literal("x"))])

    with pytest.raises(MaalbarError, match="shapes/ill-formed"):
        told(read(TWICE), changed)


def test_our_own_law_may_be_switched_off() -> None:
    off = Literal(value=True)
    changed = Index([*all_shapes(), (MBSH["Observation-told-once"], SH.deactivated, off)])

    results = told(read(TWICE), changed)

    assert SH.SPARQLConstraintComponent not in {each.component for each in results}
