"""What a harvest-perfect publisher does holds for concepts, information model and events too."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import Graph
from rdflib.compare import isomorphic
from tests.catalogue.other_sources import (
    CATALOGUES,
    MEMBERS,
    NAMES,
    Calendar,
    as_graph,
    as_turtle,
    described,
    findings,
    with_more,
)
from tests.conftest import ROOT, Author

from maalbar import flow
from maalbar.model.index import Index
from maalbar.model.statements import Publication
from maalbar.model.terms import CV, DCAT, DCT, FOAF, MODELL, RDFS, SKOS, SKOSXL, A, Term

SOURCES = pytest.mark.parametrize("name", NAMES)
TEXTS = {DCT.title, DCT.description, SKOS.prefLabel, SKOS.definition, SKOS.scopeNote}
TEXTS |= {SKOS.altLabel, SKOSXL.literalForm, RDFS.label, FOAF.name}
NCNAME_TAIL = re.compile(r".*[/#]([A-Za-z_][\w.-]*)$")


@pytest.fixture(scope="module")
def publication(checked: flow.Checked) -> Publication:
    """The seeds."""
    return checked.publication


@pytest.fixture(scope="module")
def sources(publication: Publication) -> Mapping[str, Index]:
    """The three sources of the seeds."""
    return described(publication)


@pytest.fixture
def small(author: Author, small_report: str) -> Publication:
    """A small publication that has something for each source but the model."""
    checked = flow.check(author(with_more(small_report)))
    assert checked.valid, checked.findings
    return checked.publication


def members(source: Index, name: str) -> set[Term]:
    """Give what the source has that the portal takes in."""
    return set(source.subjects(A, MEMBERS[name][0]))


def reached(source: Index, start: Term, stop: set[Term]) -> set[Term]:
    """Follow all that is said from a node, as a harvester does, but not into its siblings."""
    waiting, seen = [start], set[Term]()
    while waiting:
        node = waiting.pop()
        if node not in seen and (node == start or node not in stop):
            seen.add(node)
            waiting += (value for values in source.properties(node).values() for value in values)
    return seen


@SOURCES
def test_no_node_is_blank_and_every_address_is_absolute(
    sources: Mapping[str, Index], name: str
) -> None:
    for triple in sources[name]:
        for term in triple:
            assert not isinstance(term, BlankNode)
            if isinstance(term, NamedNode):
                assert term.value.startswith(("http://", "https://"))
                assert not term.value.startswith("http://example.com/")


@SOURCES
def test_a_source_has_one_catalogue_whose_address_is_where_it_is_harvested(
    sources: Mapping[str, Index], publication: Publication, name: str
) -> None:
    found = {*sources[name].subjects(A, DCAT.Catalog), *sources[name].subjects(A, SKOS.Collection)}

    assert found == {NamedNode(publication.settings.base + name)}
    assert sources[name].subjects(A, CATALOGUES[name]) == tuple(found)


@SOURCES
def test_every_member_is_listed_and_none_points_back(
    sources: Mapping[str, Index], publication: Publication, name: str
) -> None:
    source, catalogue = sources[name], NamedNode(publication.settings.base + name)

    assert members(source, name)
    assert set(source.objects(catalogue, MEMBERS[name][1])) == members(source, name)
    assert [triple for triple in source if triple[2] == catalogue] == []


@SOURCES
def test_a_member_does_not_bring_others_along(sources: Mapping[str, Index], name: str) -> None:
    source, siblings = sources[name], members(sources[name], name)

    for each in siblings:
        assert not reached(source, each, set()) & (siblings - {each})


@SOURCES
def test_whatever_is_said_is_reached_from_the_catalogue(
    sources: Mapping[str, Index], publication: Publication, name: str
) -> None:
    catalogue = NamedNode(publication.settings.base + name)

    assert set(sources[name].nodes) <= reached(sources[name], catalogue, set())


@SOURCES
def test_members_have_addresses_under_the_source_and_no_source_has_those_of_another(
    sources: Mapping[str, Index], publication: Publication, name: str
) -> None:
    base = f"{publication.settings.base}{name}#"

    for each in members(sources[name], name):
        assert isinstance(each, NamedNode)
        assert each.value.startswith(base)


def test_what_others_keep_is_typed_as_a_member_of_no_source(
    sources: Mapping[str, Index], publication: Publication
) -> None:
    for name, source in sources.items():
        for kind in (CV.LifeEvent, CV.Event, SKOS.Concept, DCAT.Dataset, MODELL.InformationModel):
            for each in source.subjects(A, kind):
                assert isinstance(each, NamedNode)
                assert each.value.startswith(publication.settings.base), (name, each)


def test_names_of_concepts_elsewhere_are_those_of_the_source_of_concepts(
    sources: Mapping[str, Index],
) -> None:
    elsewhere = {*sources["model"].subjects(A, SKOS.Concept)}

    assert elsewhere
    assert elsewhere <= members(sources["concepts"], "concepts")


@SOURCES
def test_a_source_survives_rdf_xml(
    sources: Mapping[str, Index], publication: Publication, name: str
) -> None:
    graph = as_graph(sources[name], publication.settings.base)

    assert isomorphic(Graph().parse(data=graph.serialize(format="xml"), format="xml"), graph)
    for _, predicate, _ in sources[name]:
        assert NCNAME_TAIL.fullmatch(predicate.value), predicate


@SOURCES
def test_every_text_has_a_language_and_what_is_ours_has_all_three(
    sources: Mapping[str, Index], name: str
) -> None:
    source = sources[name]
    for subject, predicate, value in source:
        if predicate in TEXTS:
            assert isinstance(value, Literal)
            assert value.language, (subject, predicate)
    for each in (*members(source, name), *source.subjects(A, CATALOGUES[name])):
        for predicate in (DCT.title, DCT.description, SKOS.prefLabel, SKOS.definition):
            values = source.objects(each, predicate)
            tags = [value.language for value in values if isinstance(value, Literal)]
            assert not tags or sorted(filter(None, tags)) == ["en", "nb", "nn"], (each, predicate)


@SOURCES
def test_the_order_of_statements_changes_no_byte_and_nothing_is_told_from_the_clock(
    checked: flow.Checked, name: str
) -> None:
    publication = checked.publication
    turned = Publication(
        settings=publication.settings,
        statements=tuple(reversed(publication.statements)),
        graphs=publication.graphs,
        findings=(),
    )
    one, two = Calendar(), Calendar()

    before, after = described(publication, one)[name], described(turned, two)[name]

    base = publication.settings.base
    assert as_turtle(before, base) == as_turtle(after, base)
    assert one.asked == two.asked


@SOURCES
def test_every_member_and_its_catalogue_have_the_dates_that_were_given(
    publication: Publication, name: str
) -> None:
    calendar = Calendar()

    source = described(publication, calendar)[name]

    for each in (*members(source, name), NamedNode(publication.settings.base + name)):
        assert isinstance(each, NamedNode)
        assert each.value in calendar.asked
        first = source.objects(each, DCT.issued) or source.objects(each, DCT.created)
        assert [value.value for value in first] == ["2024-01-15"]
        assert [value.value for value in source.objects(each, DCT.modified)] == ["2024-02-20"]


def test_no_date_moves_where_nothing_is_said_anew(
    author: Author, small: Publication, small_report: str
) -> None:
    before, after = Calendar(), Calendar()
    described(small, before)

    moved = with_more(small_report).replace("Gatene skal være rene.", "Gatene skal være trygge.")
    described(flow.check(author(moved)).publication, after)

    assert before.asked == after.asked


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (
            "Hvor mange gater som er feid.",
            "Hvor mange gater som er feid for hånd.",
            {"concepts", "concepts#indicator/feide-gater"},
        ),
        ("Ny i Noreg", "Ny i landet", {"events", "events#ny-i-norge"}),
        (
            "label: {nb: Bydrift, nn",
            "label: {nb: Drift av byen, nn",
            {"concepts", "model", "events"},
        ),
    ],
)
def test_the_dates_of_what_changed_move_and_no_others(  # noqa: PLR0913, PLR0917 # cases
    author: Author, small: Publication, small_report: str, old: str, new: str, changed: set[str]
) -> None:
    before, after = Calendar(), Calendar()
    described(small, before)
    report = with_more(small_report)
    assert old in report

    described(flow.check(author(report.replace(old, new))).publication, after)

    moved = {each for each, content in before.asked.items() if after.asked[each] != content}
    assert before.asked.keys() == after.asked.keys()
    assert moved == {small.settings.base + each for each in changed}


def test_the_publisher_goes_by_the_address_that_the_public_register_gives(
    author: Author, small_report: str
) -> None:
    numbered = small_report.replace(
        "label: {nb: Bydrift, nn", 'identifier: "974760673"\n    label: {nb: Bydrift, nn'
    )

    sources = described(flow.check(author(with_more(numbered))).publication)

    register = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/974760673"
    for source in sources.values():
        assert list(source.values(DCT.publisher)) == [NamedNode(register)]
        assert source.objects(NamedNode(register), DCT.identifier) == (Literal("974760673"),)


def test_a_source_without_members_is_empty(author: Author, small_report: str) -> None:
    publication = flow.check(author(small_report)).publication

    sources = described(publication)

    assert list(sources["concepts"]) == []
    assert list(sources["events"]) == []


def test_a_small_publication_has_what_it_says_and_nothing_else(small: Publication) -> None:
    sources, base = described(small), small.settings.base

    concept, event = (
        NamedNode(f"{base}{each}")
        for each in ("concepts#indicator/feide-gater", "events#ny-i-norge")
    )
    assert members(sources["concepts"], "concepts") == {concept}
    assert members(sources["events"], "events") == {event}


@pytest.mark.parametrize(
    ("name", "shapes", "not_kept"),
    [
        ("concepts", "skos-ap-no/SKOS-AP-NO-Begrep-shape_shape_v1.ttl", []),
        ("concepts", "skos-ap-no/SKOS-AP-NO-Begrep-shape_shape_v2.ttl", []),
        ("model", "modelldcat-ap-no/modelldcat-ap-no_v1_SHACL-shapes.ttl", ["contactPoint"]),
        ("events", "cpsv-ap-no/CPSV-AP-NO_shacl_shapes_v1.ttl", []),
    ],
)
def test_the_example_keeps_the_rules_as_far_as_they_can_be_kept(
    shared: Path, name: str, shapes: str, not_kept: list[str]
) -> None:
    publication = flow.check(ROOT / "examples" / "publication").publication
    graph = as_graph(described(publication)[name], publication.settings.base)

    found = findings(graph, shared / "standards" / shapes)

    assert [path.rpartition("#")[2] for _, _, path in found] == not_kept
