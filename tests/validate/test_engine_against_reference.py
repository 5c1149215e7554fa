"""The engine and pySHACL find the same, but where pySHACL leaves the specification.

Generated shapes are put to generated data by both.  pySHACL is slow to start, so each time it
is given many small graphs side by side: a case is a shape and one of its focus nodes.  The
table below names what the grammar leaves out: each deviation of pySHACL is shown, and noticed
when it ends.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, parse
from tests.validate.grammar import RULES, shapes_with
from tests.validate.material import DATA, EX, Triples

from maalbar.model.index import Index
from maalbar.model.terms import SH, Term
from maalbar.validate.components import COMPONENTS
from maalbar.validate.data import Data
from maalbar.validate.engine import compile_shapes
from maalbar.validate.reference import ReferenceFailedError, validate_by_reference
from maalbar.validate.result import Result, ResultKey
from maalbar.validate.shape_node import ShapeNode
from maalbar.validate.targets import compile_targets
from maalbar.vocabulary.resources import folder, ontology, read_turtle, shapes

PREFIXES = """
prefix : <https://example.org/>
prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#>
prefix sh: <http://www.w3.org/ns/shacl#>
prefix xsd: <http://www.w3.org/2001/XMLSchema#>
"""


class Deviation(NamedTuple):
    """Constraints on :p of :a, its values, and which components each engine finds broken."""

    constraints: str
    data: str
    engine: tuple[str, ...]
    pyshacl: tuple[str, ...]


DEVIATIONS = {
    "SPARQL's langMatches knows ranges of several subtags; pySHACL the whole tag or its first": (
        Deviation('sh:languageIn ( "en-GB" )', ':a :p "x"@en-GB-oxendict', (), ("LanguageIn",))
    ),
    "the inverse of a sequence begins at its end; pySHACL begins at its beginning": (
        Deviation(
            "sh:property [ sh:path [ sh:inversePath ( :q :p ) ] ; sh:minCount 1 ]",
            ":a :p :b . :c :q :a",
            (),
            ("MinCount",),
        )
    ),
    "a blank node has no length; pySHACL lets it pass where the least is 0": (
        Deviation("sh:minLength 0", ":a :p []", ("MinLength",), ())
    ),
    "a pattern has the flags s, x and q; pySHACL knows i and m": (
        Deviation('sh:pattern "a.c" ; sh:flags "s"', ':a :p "a\\nc"', (), ("Pattern",))
    ),
    "$ is the end of a text; to pySHACL it is also before a last line break": (
        Deviation('sh:pattern "^a$"', ':a :p "a\\n"', ("Pattern",), ())
    ),
    "a number is in no order with NaN; pySHACL says that NaN is less": (
        Deviation("sh:maxInclusive 1.0e0", ":a :p 'NaN'^^xsd:double", ("MaxInclusive",), ())
    ),
    "a date is in no order with a number; pySHACL orders them by their datatypes": (
        Deviation("sh:maxInclusive 5", ":a :p '2024-01-01'^^xsd:date", ("MaxInclusive",), ())
    ),
    "an ill-formed number is in no order; pySHACL orders it by its datatype": (
        Deviation("sh:maxInclusive 5", ":a :p '300'^^xsd:byte", ("MaxInclusive",), ())
    ),
    "texts in a language are in no order; pySHACL orders them": (
        Deviation("sh:lessThan :q", ':a :p "a"@en ; :q "b"@en', ("LessThan",), ())
    ),
    "IRIs are in no order; pySHACL orders them": (
        Deviation("sh:lessThan :q", ":a :p :a ; :q :b", ("LessThan",), ())
    ),
    "0.1 as a decimal and as a double are equal; pySHACL compares them exactly": (
        Deviation("sh:maxInclusive 0.1", ":a :p 0.1e0", (), ("MaxInclusive",))
    ),
    "rdfs:Literal is the datatype of no literal; to pySHACL of all": (
        Deviation("sh:datatype rdfs:Literal", ":a :p 1", ("Datatype",), ())
    ),
    "white space is no part of an integer; pySHACL trims it": (
        Deviation("sh:datatype xsd:integer", ":a :p ' 1 '^^xsd:integer", ("Datatype",), ())
    ),
    "an integer has no underscores; Python's has, and so pySHACL's": (
        Deviation("sh:datatype xsd:integer", ":a :p '1_0'^^xsd:integer", ("Datatype",), ())
    ),
    "only `true` is true; pySHACL takes 1 for it": (
        Deviation("sh:uniqueLang '1'^^xsd:boolean", ':a :p "a"@en, "b"@en', (), ("UniqueLang",))
    ),
    "a year may be before our era or have five digits; to rdflib it may not": (
        Deviation(
            "sh:datatype xsd:date",
            ":a :p '-0044-03-15'^^xsd:date, '99999-12-31'^^xsd:date",
            (),
            ("Datatype", "Datatype"),
        )
    ),
    "the Ides of March come before our era; pySHACL does not order what rdflib cannot read": (
        Deviation(
            "sh:maxInclusive '2024-01-01'^^xsd:date",
            ":a :p '-0044-03-15'^^xsd:date",
            (),
            ("MaxInclusive",),
        )
    ),
    "a closed shape knows the properties that it names; pySHACL also that of rdfs:Resource": (
        Deviation("sh:closed true", ":a :p :b . :b a rdfs:Resource", ("Closed",), ())
    ),
}


def triples(turtle: str) -> Triples:
    return [
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)
    ]


def keys(results: list[Result]) -> Counter[ResultKey]:
    return Counter(result.key for result in results)


def names(results: list[Result]) -> tuple[str, ...]:
    return tuple(
        result.component.value.removeprefix(SH.iri).removesuffix("ConstraintComponent")
        for result in results
    )


def test_the_grammar_has_a_rule_for_every_component() -> None:
    assert {component.parameter for component in COMPONENTS} == RULES.keys()


# How many cases were run, by the parameter that each was drawn for, and whether all was well.
RUN: Final[dict[str, Counter[bool]]] = {}
CASES: Final = 10_000
OWN: Final = frozenset((EX.a, EX.b, BlankNode("x"), BlankNode("y")))


def side_by_side(graphs: list[Triples]) -> Triples:
    """Give each graph nodes of its own; the first keeps those that shapes may name.

    Each is there three times: whole, and without its first and its last triple.
    """
    variants = [each for graph in graphs for each in (graph, graph[1:], graph[:-1])]
    return [
        (moved(subject, number), predicate, moved(value, number))
        for number, graph in enumerate(variants)
        for subject, predicate, value in graph
    ]


def moved(term: Any, number: int) -> Any:  # noqa: ANN401 # gives the kind of term that it takes
    return type(term)(f"{term.value}{number}") if number and term in OWN else term


def at_each(shapes: Triples, graphs: int) -> Triples:
    """Let shapes that are about a node be about the nodes that stand for it in each graph."""
    return [
        (subject, predicate, moved(value, number))
        for subject, predicate, value in shapes
        for number in range(graphs if predicate == SH.targetNode and value in OWN else 1)
    ]


def focus_nodes(shapes: Index, data: Index) -> Iterable[tuple[Term, Term]]:
    about = Data(data)
    for shape in shapes.nodes:
        find = compile_targets(ShapeNode(shapes, shape))
        if find is not None:
            yield from ((shape, node) for node in find(about))


@pytest.mark.parametrize("parameter", RULES)
@settings(max_examples=30, deadline=None)
@given(drawn=st.data(), graphs=st.lists(DATA, min_size=4, max_size=4))
def test_the_engine_and_pyshacl_find_the_same(
    parameter: str, drawn: st.DataObject, graphs: list[Triples]
) -> None:
    data = Index(side_by_side(graphs))
    shapes = Index(at_each(drawn.draw(shapes_with(parameter)), 3 * len(graphs)))

    found = compile_shapes(shapes).validate(data)

    assert keys(found) == keys(validate_by_reference(shapes, data))
    wrong = {result.focus for result in found}
    well = Counter(node not in wrong for _, node in focus_nodes(shapes, data))
    RUN[parameter] = RUN.get(parameter, Counter()) + well


def test_thousands_of_cases_were_run_and_many_of_both_outcomes() -> None:
    if RUN.keys() != RULES.keys():
        pytest.skip("only some of the parameters were run")

    run = sum(RUN.values(), Counter[bool]())

    assert run.total() > CASES
    assert min(run[True], run[False]) > CASES / 10
    assert all(len(each) == 2 for each in RUN.values())


def test_the_engine_and_pyshacl_find_the_same_by_our_own_shapes() -> None:
    examples = read_turtle(folder("ontology") / "examples.ttl")
    spoilt = [triple for number, triple in enumerate(examples) if number % 5]
    data = [*ontology(), *spoilt]

    found = compile_shapes(shapes()).validate(Index(data))

    assert len(found) > 100
    assert keys(found) == keys(validate_by_reference(shapes(), data))


@pytest.mark.parametrize("sentence", DEVIATIONS)
def test_pyshacl_deviates_where_it_is_known_to(sentence: str) -> None:
    deviation = DEVIATIONS[sentence]
    shapes = Index(triples(f":S sh:targetNode :a ; sh:path :p ; {deviation.constraints} ."))
    data = triples(f"{deviation.data} .")

    assert names(compile_shapes(shapes).validate(Index(data))) == deviation.engine
    assert names(validate_by_reference(shapes, data)) == deviation.pyshacl


def test_pyshacl_fails_where_blank_nodes_are_compared() -> None:
    shapes = Index(triples(":S sh:targetNode :a ; sh:path :p ; sh:lessThan :q ."))
    data = triples(":a :p [] ; :q 1 .")

    assert names(compile_shapes(shapes).validate(Index(data))) == ("LessThan",)
    with pytest.raises(ReferenceFailedError, match="shapes/reference-failed"):
        validate_by_reference(shapes, data)
