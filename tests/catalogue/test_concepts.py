"""The concepts are what is measured and the terms of the field, as SKOS-AP-NO has them."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib import Graph, URIRef
from tests.catalogue.other_sources import as_graph, described, findings, with_more
from tests.conftest import Author

from maalbar import flow
from maalbar.catalogue.concepts import own_classes
from maalbar.model.index import Index
from maalbar.model.statements import Publication
from maalbar.model.terms import (
    DCAT,
    DCT,
    FOAF,
    MB,
    ORG,
    RDFS,
    SKOS,
    SKOSNO,
    SKOSXL,
    VCARD,
    XSD,
    A,
)
from maalbar.vocabulary.ontology import vocabulary

SHAPES = "standards/skos-ap-no/SKOS-AP-NO-Begrep-shape_shape_v{}.ttl"
VERSIONS = pytest.mark.parametrize("version", [1, 2])


@pytest.fixture(scope="module")
def concepts(checked: flow.Checked) -> Index:
    """The concepts of the seeds."""
    return described(checked.publication)["concepts"]


@pytest.fixture(scope="module")
def graph(checked: flow.Checked, concepts: Index) -> Graph:
    """The same, as rdflib reads them."""
    return as_graph(concepts, checked.publication.settings.base)


def small(author: Author, report: str) -> tuple[Publication, Index]:
    """Give a small publication and its concepts."""
    publication = flow.check(author(report)).publication
    return publication, described(publication)["concepts"]


@VERSIONS
def test_the_concepts_keep_every_rule_of_both_versions(
    graph: Graph, shared: Path, version: int
) -> None:
    assert findings(graph, shared / SHAPES.format(version)) == []


@VERSIONS
def test_so_do_those_of_a_small_publication(
    author: Author, small_report: str, shared: Path, version: int
) -> None:
    publication, concepts = small(author, with_more(small_report))

    found = findings(as_graph(concepts, publication.settings.base), shared / SHAPES.format(version))

    assert found == []


@pytest.mark.parametrize(
    ("version", "left_out"),
    [
        (1, SKOSXL.prefLabel),
        (1, SKOSNO.definisjon),
        (1, RDFS.label),
        (2, SKOS.prefLabel),
        (2, SKOS.definition),
        (2, DCAT.contactPoint),
        (2, DCT.title),
    ],
)
def test_those_rules_would_notice_what_is_missing(
    graph: Graph, shared: Path, version: int, left_out: NamedNode
) -> None:
    poorer = Graph() + graph
    poorer.remove((None, URIRef(left_out.value), None))

    found = findings(poorer, shared / SHAPES.format(version))

    assert any(severity == "Violation" for severity, _, _ in found)


def test_every_indicator_with_a_definition_is_a_concept_and_points_to_it(
    checked: flow.Checked, concepts: Index
) -> None:
    publication = checked.publication
    defined = {
        each
        for each in publication.index.subjects(A, MB.Indicator)
        if publication.index.objects(each, SKOS.definition)
    }

    focused = {each for each in concepts.values(FOAF.focus) if each in defined}

    assert len(defined) > 10
    assert focused == defined
    for each in defined:
        (concept,) = concepts.subjects(FOAF.focus, each)
        for predicate in (SKOS.prefLabel, SKOS.definition):
            said = {*publication.index.objects(each, predicate)}
            assert {*concepts.objects(concept, predicate)} == said


def test_where_the_vocabulary_is_kept_its_classes_are_concepts(
    checked: flow.Checked, concepts: Index
) -> None:
    base = checked.publication.settings.base
    for key, term in own_classes(vocabulary()):
        concept = NamedNode(f"{base}concepts#{key}")
        assert concepts.objects(concept, FOAF.focus) == (term,)
        assert {*concepts.objects(concept, SKOS.prefLabel)} == {
            *vocabulary().index.objects(term, RDFS.label)
        }


def test_whoever_does_not_keep_the_vocabulary_does_not_claim_its_terms(
    author: Author, small_report: str
) -> None:
    publication, concepts = small(author, with_more(small_report))

    (concept,) = concepts.subjects(A, SKOS.Concept)
    (indicator,) = publication.index.subjects(A, MB.Indicator)
    assert concepts.objects(concept, FOAF.focus) == (indicator,)


def test_nothing_but_concepts_is_typed_as_one(checked: flow.Checked, concepts: Index) -> None:
    index = checked.publication.index
    focused = set(concepts.values(FOAF.focus))
    kinds = {kind for each in focused for kind in index.objects(each, A)}

    assert len(concepts.subjects(A, SKOS.Concept)) == len(focused)
    assert kinds == {MB.Indicator}
    assert not focused & {*vocabulary().concepts.values()}
    assert not focused & {*index.subjects(A, MB.Goal)}


def test_an_indicator_without_a_definition_is_no_concept(author: Author, small_report: str) -> None:
    report = with_more(small_report)
    start, end = report.index("    definition:\n"), report.index("    note: {nb: Hver")

    _, concepts = small(author, report[:start] + report[end:])

    assert list(concepts) == []


def test_a_concept_says_all_that_is_known_of_its_indicator(
    author: Author, small_report: str
) -> None:
    publication, concepts = small(author, with_more(small_report))
    base = publication.settings.base
    concept = NamedNode(f"{base}concepts#indicator/feide-gater")
    indicator = NamedNode(f"{base}id/indicator/feide-gater")

    assert concepts.objects(concept, DCT.identifier) == (
        Literal(concept.value, datatype=XSD.anyURI),
    )
    assert {*concepts.objects(concept, SKOS.altLabel)} == {
        Literal("Rene gater", language="nb"),
        Literal("Gater som er feid", language="nb"),
    }
    assert concepts.objects(concept, SKOS.scopeNote) == (
        Literal("Hver gate telles én gang.", language="nb"),
    )
    (definition,) = concepts.objects(concept, SKOSNO.definisjon)
    assert concepts.objects(definition, SKOSNO.forholdTilKilde) == (SKOSNO.egendefinert,)
    assert concepts.objects(definition, DCT.source) == (indicator,)
    assert {*concepts.objects(definition, RDFS.label)} == {
        *concepts.objects(concept, SKOS.definition)
    }


def test_the_publisher_is_an_organisation_and_the_contact_can_be_reached(concepts: Index) -> None:
    (publisher,) = concepts.values(DCT.publisher)
    (contact,) = concepts.values(DCAT.contactPoint)

    assert {FOAF.Agent, ORG.Organization} <= {*concepts.objects(publisher, A)}
    assert concepts.objects(publisher, FOAF.name)
    assert concepts.objects(contact, VCARD.hasURL)


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("indicator/feide-gater", "indicator/feide-gater"),
        ("https://data.example.net/mål#gater", "https://data.example.net/mål%23gater"),
        ("Goal", "https://example.org/tests/id/Goal"),
    ],
)
def test_indicators_have_concepts_of_their_own_whatever_their_addresses_look_like(
    author: Author, small_report: str, identifier: str, name: str
) -> None:
    report = with_more(small_report).replace("id: indicator/feide-gater", f'id: "{identifier}"')

    publication, concepts = small(author, report)

    (concept,) = concepts.subjects(A, SKOS.Concept)
    assert concept == NamedNode(f"{publication.settings.base}concepts#{name}")
    assert as_graph(concepts, publication.settings.base)


def test_a_word_of_a_language_is_a_label_of_its_own(concepts: Index) -> None:
    spelled = concepts.values(SKOSXL.prefLabel)

    for each in concepts.subjects(A, SKOSXL.Label):
        assert each in spelled
        assert len(concepts.objects(each, SKOSXL.literalForm)) == 1
