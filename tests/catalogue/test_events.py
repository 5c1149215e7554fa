"""The life events are described by us, and remain those of others."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib import Graph, URIRef
from tests.catalogue.other_sources import as_graph, dataset_of, described, findings, with_more
from tests.conftest import Author

from maalbar import flow
from maalbar.model.index import Index
from maalbar.model.statements import Publication
from maalbar.model.terms import CV, DCAT, DCATNO, DCT, LOS, MB, A

SHAPES = "standards/cpsv-ap-no/CPSV-AP-NO_shacl_shapes_v1.ttl"
CPSVNO = "https://data.norge.no/vocabulary/cpsvno#"
# The profile asks every catalogue for a service, also one that holds events alone.  To invent
# one would be untrue: what reports call an instrument is no public service.
NO_SERVICE = ("Violation", "{}events", f"{DCATNO.iri}containsService")
SOMEWHERE = "https://psi.norge.no/los/hendelse/ny-i-norge"


@pytest.fixture(scope="module")
def events(checked: flow.Checked) -> Index:
    """The events of the seeds."""
    return described(checked.publication)["events"]


@pytest.fixture(scope="module")
def graph(checked: flow.Checked, events: Index) -> Graph:
    """The same, as rdflib reads them."""
    return as_graph(events, checked.publication.settings.base)


def small(author: Author, report: str) -> tuple[Publication, Index]:
    """Give a small publication and its events."""
    publication = flow.check(author(report)).publication
    return publication, described(publication)["events"]


def without_service(base: str) -> list[tuple[str, ...]]:
    """Give what cannot be kept."""
    return [tuple(each.format(base) for each in NO_SERVICE)]


def test_the_events_keep_every_rule_but_that_for_those_who_have_services(
    checked: flow.Checked, graph: Graph, shared: Path
) -> None:
    assert findings(graph, shared / SHAPES) == without_service(checked.publication.settings.base)


def test_so_do_those_of_a_small_publication(
    author: Author, small_report: str, shared: Path
) -> None:
    publication, events = small(author, with_more(small_report))
    base = publication.settings.base

    assert findings(as_graph(events, base), shared / SHAPES) == without_service(base)


@pytest.mark.parametrize("left_out", [DCT.title, DCT.identifier, CV.contactPoint, DCT.publisher])
def test_those_rules_would_notice_what_is_missing(
    graph: Graph, shared: Path, left_out: NamedNode
) -> None:
    poorer = Graph() + graph
    poorer.remove((None, URIRef(left_out.value), None))

    assert len(findings(poorer, shared / SHAPES)) > 1


def test_the_seven_life_events_are_described_and_point_to_those_of_los(events: Index) -> None:
    ours = events.subjects(A, CV.LifeEvent)
    theirs = {value for each in ours for value in events.objects(each, DCT.relation)}

    assert len(ours) == 7
    assert len(theirs) == 7
    for each in theirs:
        assert isinstance(each, NamedNode)
        assert each.value.startswith(LOS.iri)
        assert not events.properties(each)


def test_an_event_is_described_at_the_datasets_of_the_reports_that_speak_of_it(
    checked: flow.Checked, events: Index
) -> None:
    publication = checked.publication
    innovation = NamedNode(
        f"{publication.settings.identifiers}report/digdir/2021/innovasjon-fagregnskap"
    )
    assert innovation in publication.reports
    assert len(publication.reports) > 1

    for each in events.subjects(A, CV.LifeEvent):
        assert events.objects(each, CV.isDescribedAt) == (dataset_of(publication, innovation),)
    assert events.subjects(A, DCAT.Dataset) == (dataset_of(publication, innovation),)


def test_no_event_is_said_to_trigger_a_service(events: Index) -> None:
    assert not [triple for triple in events if triple[1].value.startswith(CPSVNO)]
    assert not events.values(DCATNO.containsService)


def test_an_event_that_no_report_speaks_of_is_left_out(author: Author, small_report: str) -> None:
    silent = with_more(small_report).replace("        concerns: lifeeventset/bydrift\n", "")

    publication, events = small(author, silent)

    assert publication.index.subjects(A, MB.LifeEvent)
    assert list(events) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("concerns: lifeeventset/bydrift", f"concerns: {SOMEWHERE}"),
        ("        concerns: lifeeventset/bydrift\n", f"    mentions: {SOMEWHERE}\n"),
        (
            "partOfReport: report/bydrift/2023\n",
            "partOfSection: section/bydrift/2023\n",
        ),
    ],
)
def test_a_report_speaks_of_an_event_by_its_sections_and_what_they_account_for(
    author: Author, small_report: str, old: str, new: str
) -> None:
    report = with_more(small_report)
    assert old in report
    outer = (
        "  - id: section/bydrift/2023\n    type: ReportSection\n    title: {nb: Alt}\n"
        "    partOfReport: report/bydrift/2023\neditorial:\n"
    )

    publication, events = small(author, report.replace(old, new).replace("editorial:\n", outer))

    (event,) = events.subjects(A, CV.LifeEvent)
    (spoken,) = publication.reports
    assert events.objects(event, CV.isDescribedAt) == (dataset_of(publication, spoken),)


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("lifeevent/flytte", "lifeevent/flytte"),
        ("https://data.example.net/hendelse#1", "https://data.example.net/hendelse%231"),
        (f"{LOS.iri}fa-barn", "fa-barn"),
    ],
)
def test_events_have_descriptions_of_their_own_whatever_their_addresses_look_like(
    author: Author, small_report: str, identifier: str, name: str
) -> None:
    report = with_more(small_report).replace(SOMEWHERE, f'"{identifier}"')

    publication, events = small(author, report)

    (event,) = events.subjects(A, CV.LifeEvent)
    assert event == NamedNode(f"{publication.settings.base}events#{name}")
