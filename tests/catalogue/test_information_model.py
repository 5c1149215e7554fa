"""The information model is the ontology, told as ModellDCAT-AP-NO has it."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib import Graph, URIRef
from tests.catalogue.other_sources import as_graph, described, findings
from tests.conftest import Author

from maalbar import flow
from maalbar.model.index import Index
from maalbar.model.terms import (
    DCAT,
    DCT,
    MB,
    MBSH,
    MODELL,
    OWL,
    RDFS,
    SH,
    SKOS,
    XSD,
    A,
    Subject,
    Term,
)
from maalbar.vocabulary.ontology import Kind, Vocabulary, vocabulary

SHAPES = "standards/modelldcat-ap-no/modelldcat-ap-no_v1_SHACL-shapes.ttl"
# The shape asks for a kind of node and names a class, so that no node will do.
NO_KIND_OF_NODE = ("Violation", "{}model", DCAT.contactPoint.value)
BASE = "https://w3id.org/maalbar/"


@pytest.fixture(scope="module")
def model(checked: flow.Checked) -> Index:
    """The information model of the seeds."""
    return described(checked.publication)["model"]


@pytest.fixture(scope="module")
def graph(model: Index) -> Graph:
    """The same, as rdflib reads it."""
    return as_graph(model, BASE)


def part(name: str) -> NamedNode:
    """Name a part of the model."""
    return NamedNode(f"{BASE}model#{name}")


def often(model: Index, name: str) -> tuple[str, str]:
    """Tell how often a property must and may stand."""
    least, most = (
        {value.value for each in (XSD, MODELL) for value in model.objects(part(name), each[limit])}
        for limit in ("minOccurs", "maxOccurs")
    )
    return least.pop(), most.pop()


def with_rules(*triples: tuple[Subject, NamedNode, Term]) -> Vocabulary:
    """Give the vocabulary with shapes that say more."""
    words = vocabulary()
    return Vocabulary(words.index, Index((*words.rules, *triples)))


def test_the_model_keeps_every_rule_but_the_one_that_cannot_be_kept(
    graph: Graph, shared: Path
) -> None:
    assert findings(graph, shared / SHAPES) == [
        tuple(each.format(BASE) for each in NO_KIND_OF_NODE)
    ]


def test_so_it_does_under_another_name(author: Author, shared: Path) -> None:
    publication = flow.check(author()).publication
    base = publication.settings.base

    found = findings(as_graph(described(publication)["model"], base), shared / SHAPES)

    assert found == [tuple(each.format(base) for each in NO_KIND_OF_NODE)]


@pytest.mark.parametrize("left_out", [DCT.title, DCT.publisher, SKOS.notation, SKOS.inScheme])
def test_those_rules_would_notice_what_is_missing(
    graph: Graph, shared: Path, left_out: NamedNode
) -> None:
    poorer = Graph() + graph
    poorer.remove((None, URIRef(left_out.value), None))

    assert len(findings(poorer, shared / SHAPES)) > 1


def test_the_model_is_called_what_the_ontology_is(model: Index) -> None:
    (node,) = model.subjects(A, MODELL.InformationModel)
    ontology = NamedNode(MB.iri.rstrip("#"))
    index = vocabulary().index

    for predicate in (DCT.title, DCT.description, OWL.versionInfo):
        assert index.objects(ontology, predicate)
        assert {*model.objects(node, predicate)} == {*index.objects(ontology, predicate)}


def test_every_class_is_an_object_type(model: Index) -> None:
    words = vocabulary()
    (node,) = model.subjects(A, MODELL.InformationModel)
    expected = {part(key) for key in words.classes} | {part("Thing")}

    assert {*model.subjects(A, MODELL.ObjectType)} == expected
    assert expected <= {*model.objects(node, MODELL.containsModelElement)}
    for key, kind in words.classes.items():
        assert {*model.objects(part(key), DCT.title)} == {*words.index.objects(kind, RDFS.label)}


def test_every_property_belongs_to_some_object_type(model: Index) -> None:
    properties = {each.key: each for each in vocabulary().properties.values()}
    told = {
        key
        for each in model.subjects(A, MODELL.Property)
        if isinstance(each, NamedNode)
        for key in [each.value.rpartition("-")[2]]
    }

    assert {key for key, each in properties.items() if each.kind is not Kind.REVERSE} <= told


def test_every_code_list_has_its_codes_in_it_and_they_are_reached(model: Index) -> None:
    words = vocabulary()
    schemes = {each.code_list for each in words.properties.values() if each.code_list}

    assert len(model.subjects(A, MODELL.CodeList)) == len(schemes)
    for scheme in schemes:
        codes = part(scheme.value.rpartition("#")[2])
        keys = {
            value.value
            for each in model.objects(codes, SKOS.hasTopConcept)
            for value in model.objects(each, SKOS.notation)
        }
        assert keys == {*words.members(scheme)}
        assert {*model.subjects(SKOS.inScheme, codes)} == {
            *model.objects(codes, SKOS.hasTopConcept)
        }


def test_every_datatype_is_a_simple_type_and_nothing_refers_to_what_is_not_there(
    model: Index,
) -> None:
    words = vocabulary()
    datatypes = {each.datatype for each in words.properties.values() if each.datatype}
    told = {each.value for each in model.values(MODELL.typeDefinitionReference)}
    referred = {
        value
        for predicate in (MODELL.hasSimpleType, MODELL.hasValueFrom, MODELL.refersTo)
        for value in model.values(predicate)
    }

    assert {each.value for each in datatypes} <= told
    assert referred <= {*model.subjects(A, MODELL.ModelElement)}


@pytest.mark.parametrize(
    ("name", "kind", "predicate", "values"),
    [
        ("Observation-value", "Attribute", "hasSimpleType", ["decimal"]),
        ("Goal-means", "Attribute", "hasSimpleType", ["langString"]),
        ("Observation-unit", "Attribute", "hasValueFrom", ["unitScheme"]),
        ("Goal-setIn", "Association", "refersTo", ["PolicyDocument"]),
        ("Observation-featureOfInterest", "Association", "refersTo", ["Thing"]),
        ("Participation-participant", "Choice", "hasSome", ["ActorGroup", "Organization"]),
        ("Rating-is-Concept", "Specialization", "hasGeneralConcept", ["Concept"]),
        ("Goal-is-Thing", "Specialization", "hasGeneralConcept", ["Thing"]),
    ],
)
def test_a_property_is_of_the_kind_that_its_values_make_it(
    model: Index, name: str, kind: str, predicate: str, values: list[str]
) -> None:
    owner = name.partition("-")[0]

    assert part(name) in model.objects(part(owner), MODELL.hasProperty)
    assert {*model.objects(part(name), A)} == {MODELL.Property, MODELL[kind]}
    assert {*model.objects(part(name), MODELL[predicate])} == {part(each) for each in values}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Observation-indicator", ("1", "1")),
        ("Observation-rankedAmong", ("0", "1")),
        ("Goal-goalLevel", ("1", "1")),
        ("Organization-label", ("1", "*")),
        ("Goal-setBy", ("0", "*")),
        ("Thing-relatedTo", ("0", "*")),
    ],
)
def test_a_property_stands_as_often_as_the_shapes_say(
    model: Index, name: str, expected: tuple[str, str]
) -> None:
    assert often(model, name) == expected


def test_what_the_shapes_say_anew_the_model_says_too(checked: flow.Checked) -> None:
    shape = MBSH["Goal-setBy-test"]
    one = Literal("1", datatype=XSD.integer)
    words = with_rules(
        (MBSH.Goal, SH.property, shape),
        (shape, SH.path, MB.setBy),
        (shape, SH.minCount, one),
        (shape, SH.maxCount, one),
    )

    model = described(checked.publication, words=words)["model"]

    assert often(model, "Goal-setBy") == ("1", "1")


def test_what_a_shape_forbids_is_left_out(model: Index) -> None:
    assert not model.properties(part("Observation-plannedFor"))
    assert model.properties(part("PlannedMeasure-plannedFor"))


def test_an_object_type_of_ours_says_which_concept_it_is(model: Index) -> None:
    assert model.objects(part("Goal"), DCT.subject) == (NamedNode(f"{BASE}concepts#Goal"),)
    assert model.objects(part("PeriodOfTime"), DCT.subject) == ()


def test_the_file_of_the_ontology_is_told(model: Index) -> None:
    (node,) = model.subjects(A, MODELL.InformationModel)

    assert model.objects(node, DCT.hasFormat) == (NamedNode(f"{BASE}ns.ttl"),)
