"""What the engine refuses, and what it tells besides the finding."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from maalbar.model.index import Index
from maalbar.model.terms import SH, Namespace
from maalbar.validate.engine import compile_shapes
from maalbar.validate.errors import IllFormedShapeError, UnsupportedShapeError
from maalbar.validate.result import Result

EX = Namespace("https://example.org/")
PREFIXES = """
prefix : <https://example.org/>
prefix owl: <http://www.w3.org/2002/07/owl#>
prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#>
prefix sh: <http://www.w3.org/ns/shacl#>
prefix xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def read(turtle: str) -> Index:
    return Index(
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)
    )


def found(shapes: str, data: str) -> list[Result]:
    return compile_shapes(read(shapes)).validate(read(data))


UNSUPPORTED = {
    "sh:sparql": ':S sh:targetNode :a ; sh:sparql [ sh:select "SELECT $this {}" ] .',
    "sh:js": ":S sh:targetNode :a ; sh:js [] .",
    "sh:rule": ":S a sh:NodeShape ; sh:rule [] .",
    "sh:target": ":S sh:target [ a sh:SPARQLTarget ] ; sh:nodeKind sh:IRI .",
    "sh:expression": ":S sh:targetNode :a ; sh:expression [] .",
    "sh:minimumCount": ":S sh:targetNode :a ; sh:path :p ; sh:minimumCount 1 .",
    "a constraint component of its own": (
        ":own a sh:ConstraintComponent ; sh:parameter [ sh:path :max ] ."
    ),
    "sh:entailment <http://www.w3.org/ns/entailment/RDFS>": (
        "<https://example.org/> sh:entailment <http://www.w3.org/ns/entailment/RDFS> ."
    ),
    "itself (recursion)": ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:node :S ] .",
}
ILL_FORMED = {
    "a path is not a literal": ':S sh:targetNode :a ; sh:path "p" ; sh:minCount 1 .',
    "a shape has one path": ":S sh:targetNode :a ; sh:path :p, :q ; sh:minCount 1 .",
    "a path is an operation": ":S sh:targetNode :a ; sh:path [] ; sh:minCount 1 .",
    "a path is one operation": (
        ":S sh:targetNode :a ; sh:minCount 1 ;"
        " sh:path [ sh:inversePath :p ; sh:zeroOrMorePath :p ] ."
    ),
    "a sequence has two members": ":S sh:targetNode :a ; sh:path ( :p ) ; sh:minCount 1 .",
    "an alternative has two members": (
        ":S sh:targetNode :a ; sh:path [ sh:alternativePath ( :p ) ] ; sh:minCount 1 ."
    ),
    "a sequence is not empty": ":S sh:targetNode :a ; sh:path () ; sh:minCount 1 .",
    "a path does not contain itself": (
        ":S sh:targetNode :a ; sh:path _:p ; sh:minCount 1 . _:p sh:inversePath _:p ."
    ),
    "a list ends": ":S sh:targetNode :a ; sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .",
    "a list does not fork": ":S sh:targetNode :a ; sh:in [ rdf:first 1, 2 ; rdf:rest () ] .",
    "a list of shapes is not empty": ":S sh:targetNode :a ; sh:or () .",
    "a count is an integer": ':S sh:targetNode :a ; sh:path :p ; sh:minCount "1" .',
    "a count is not negative": ":S sh:targetNode :a ; sh:path :p ; sh:maxCount -1 .",
    "a count is given once": ":S sh:targetNode :a ; sh:path :p ; sh:maxCount 1, 2 .",
    "a node has no count": ":S sh:targetNode :a ; sh:minCount 1 .",
    "a bound is a value": ":S sh:targetNode :a ; sh:minInclusive '300'^^xsd:byte .",
    "a node kind is one of six": ":S sh:targetNode :a ; sh:nodeKind sh:Iri .",
    "a class is an IRI": ':S sh:targetNode :a ; sh:class "Bird" .',
    "a property shape has a path": ":S sh:targetNode :a ; sh:property [ sh:minCount 1 ] .",
    "a literal is not a shape": ':S sh:targetNode :a ; sh:node "S" .',
    "a severity is an IRI": ':S sh:targetNode :a ; sh:class :C ; sh:severity "high" .',
    "a flag is one of five": ':S sh:targetNode :a ; sh:pattern "a" ; sh:flags "g" .',
    "a qualified shape has a path": (
        ":S sh:targetNode :a ; sh:qualifiedValueShape [] ; sh:qualifiedMinCount 1 ."
    ),
    "a truth is a truth": ":S sh:targetNode :a ; sh:closed 1 .",
    "a target is not a blank node": ":S sh:targetNode [] ; sh:class :C .",
}


@pytest.mark.parametrize("construct", UNSUPPORTED)
def test_what_the_engine_does_not_know_it_refuses(construct: str) -> None:
    with pytest.raises(UnsupportedShapeError) as refused:
        compile_shapes(read(UNSUPPORTED[construct]))

    (finding,) = refused.value.diagnostics
    assert construct in finding.message["en"]
    assert finding.rule in {refused.value.shape.value, None}


@pytest.mark.parametrize("text", [r"\p{IsGreek}", r"\i\c*", "[a-z-[aeiou]]", "[a||b]", "("])
def test_an_expression_that_python_does_not_read_as_xpath_does_is_refused(text: str) -> None:
    shapes = read(f":S sh:targetNode :a ; sh:pattern '''{text}''' .".replace("\\", "\\\\"))

    with pytest.raises(UnsupportedShapeError, match="shapes/unsupported") as refused:
        compile_shapes(shapes)

    assert f"'{text}'" in str(refused.value)


@pytest.mark.parametrize("rule", ILL_FORMED)
def test_a_syntax_rule_of_shacl_is_enforced(rule: str) -> None:
    with pytest.raises(IllFormedShapeError, match="shapes/ill-formed"):
        compile_shapes(read(ILL_FORMED[rule]))


def test_a_shape_that_is_deactivated_may_ask_for_anything() -> None:
    shapes = ':S sh:targetNode :a ; sh:deactivated true ; sh:sparql [ sh:select "" ] .'

    assert found(shapes, ":a :p 1 .") == []


def test_a_shape_may_be_used_twice_without_being_recursive() -> None:
    shapes = """
        :S sh:targetNode :a ; sh:property [ sh:path :p ; sh:node :T ], [ sh:path :q ; sh:node :T ] .
        :T sh:nodeKind sh:IRI .
    """

    assert [result.value for result in found(shapes, ":a :p 1 ; :q 2 .")] == [
        Literal(1),
        Literal(2),
    ]


def test_an_owl_class_that_is_a_shape_is_about_its_instances() -> None:
    shapes = ":Bird a owl:Class, sh:NodeShape ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    data = ":Duck rdfs:subClassOf :Bird . :a a :Duck . :b a :Bird ; :p 1 ."

    assert [result.focus for result in found(shapes, data)] == [EX.a]


def test_the_inverse_of_any_path_leads_back() -> None:
    shapes = """
        :S sh:targetNode :c ; sh:path _:p ; sh:hasValue :absent ; sh:maxCount 0 .
        _:p sh:inversePath ( :p [ sh:oneOrMorePath [ sh:alternativePath ( :q :r ) ] ] ) .
    """
    counted = found(shapes, ":a :p :b . :b :q :x . :x :r :c . :d :p :x . :c :p :a .")

    assert {result.component for result in counted} == {
        SH.MaxCountConstraintComponent,
        SH.HasValueConstraintComponent,
    }
    assert set(counted[0].others) == {EX.a, EX.d}


@pytest.mark.parametrize(
    ("operator", "reached"),
    [
        ("zeroOrMorePath", {EX.a, EX.b, EX.c}),
        ("oneOrMorePath", {EX.a, EX.b}),
        ("zeroOrOnePath", {EX.b, EX.c}),
    ],
)
def test_a_repeated_path_may_be_walked_backwards(operator: str, reached: set[NamedNode]) -> None:
    shapes = f"""
        :S sh:targetNode :c ; sh:maxCount 0 ; sh:path [ sh:inversePath [ sh:{operator} :p ] ] .
    """

    (result,) = found(shapes, ":a :p :b . :b :p :c .")

    assert set(result.others) == reached


def test_a_subclass_of_a_subclass_is_a_subclass() -> None:
    shapes = ":S sh:targetClass :Bird ; sh:class :Bird ; sh:hasValue :absent ."
    data = ":Duck rdfs:subClassOf :Fowl . :Fowl rdfs:subClassOf :Bird, :Duck . :a a :Duck ."

    (result,) = found(shapes, data)

    assert result.component == SH.HasValueConstraintComponent


def test_a_result_says_what_was_expected() -> None:
    (result,) = found(":S sh:targetNode :a ; sh:path :p ; sh:datatype xsd:date .", ":a :p 1 .")

    assert result == Result(
        focus=EX.a,
        path=EX.p,
        value=Literal(1),
        component=SH.DatatypeConstraintComponent,
        shape=EX.S,
        severity=SH.Violation,
        expected=NamedNode("http://www.w3.org/2001/XMLSchema#date"),
    )


def test_a_result_names_the_values_that_are_too_many() -> None:
    (result,) = found(":S sh:targetNode :a ; sh:path :p ; sh:maxCount 1 .", ":a :p 1, 2 .")

    assert result.value is None
    assert result.others == (Literal(1), Literal(2))


def test_a_result_names_the_values_that_share_a_language() -> None:
    shapes = ":S sh:targetNode :a ; sh:path :p ; sh:uniqueLang true ."

    (result,) = found(shapes, ':a :p "en"@nb, "to"@nb, "one"@en .')

    assert result.others == (Literal("en", language="nb"), Literal("to", language="nb"))


@pytest.mark.parametrize("operator", ["sh:node :T", "sh:and ( :T )", "sh:or ( :T :T )"])
def test_a_result_says_why_a_value_does_not_conform(operator: str) -> None:
    shapes = f":S sh:targetNode :a ; sh:path :p ; {operator} . :T sh:nodeKind sh:IRI ."

    (result,) = found(shapes, ":a :p 1 .")

    assert {detail.shape for detail in result.details} == {EX.T}
    assert {detail.component for detail in result.details} == {SH.NodeKindConstraintComponent}
