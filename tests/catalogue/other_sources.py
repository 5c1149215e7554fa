"""What the tests of concepts, information model and events share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyshacl
from pyoxigraph import NamedNode
from rdflib import RDF, SH, Graph

from maalbar.catalogue.concepts import describe_concepts
from maalbar.catalogue.events import describe_events
from maalbar.catalogue.information_model import describe_model
from maalbar.model.index import Index
from maalbar.model.release import Dates
from maalbar.model.statements import Publication
from maalbar.model.terms import CV, DCAT, DCATNO, MODELL, SKOS
from maalbar.publish.documents import Documents
from maalbar.vocabulary.ontology import Vocabulary, vocabulary

NAMES = ("concepts", "model", "events")
# What is listed in a source, and by which property its catalogue lists it.
MEMBERS = {
    "concepts": (SKOS.Concept, SKOS.member),
    "model": (MODELL.InformationModel, MODELL.model),
    "events": (CV.LifeEvent, DCATNO.containsEvent),
}
CATALOGUES = {"concepts": SKOS.Collection, "model": DCAT.Catalog, "events": DCAT.Catalog}

# An indicator with a definition, and a life event that a report speaks of as one of a set.
MORE = """
  - id: indicator/feide-gater
    type: Indicator
    label: {nb: Feide gater, nn: Feidde gater, en: Streets swept}
    altLabel: {nb: [Rene gater, Gater som er feid]}
    definition:
      nb: Hvor mange gater som er feid.
      nn: Kor mange gater som er feidde.
      en: How many streets have been swept.
    note: {nb: Hver gate telles én gang.}
    unit: count
  - id: https://psi.norge.no/los/hendelse/ny-i-norge
    type: LifeEvent
    label: {nb: Ny i Norge, nn: Ny i Noreg, en: New in Norway}
  - id: lifeeventset/bydrift
    type: LifeEventSet
    label: {nb: Bydrifts livshendelser}
    statedSize: 1
    member: https://psi.norge.no/los/hendelse/ny-i-norge
"""
SPOKEN_OF = "setBy: org/bydrift\n        concerns: lifeeventset/bydrift"


def with_more(report: str) -> str:
    """Give the small report an indicator with a definition, and life events."""
    return report.replace("setBy: org/bydrift", SPOKEN_OF) + MORE.lstrip("\n")


@dataclass
class Calendar:
    """Dates what it is asked to date, and remembers what that was."""

    asked: dict[str, str] = field(default_factory=dict)

    def __call__(self, node: NamedNode, content: str) -> Dates:
        assert node.value not in self.asked, "a node is dated once"
        self.asked[node.value] = content
        return Dates("2024-01-15", "2024-02-20")


def dataset_of(publication: Publication, report: NamedNode) -> NamedNode:
    """Name the dataset of a report."""
    own = report.value.removeprefix(publication.settings.identifiers)
    return NamedNode(f"{publication.settings.base}catalogue#{own}")


def described(
    publication: Publication, calendar: Calendar | None = None, words: Vocabulary | None = None
) -> Mapping[str, Index]:
    """Describe all three sources."""
    dated, words = calendar or Calendar(), words or vocabulary()
    datasets = {each: dataset_of(publication, each) for each in publication.reports}
    return {
        "concepts": describe_concepts(publication, words, dated=dated),
        "model": describe_model(publication, words, dated=dated),
        "events": describe_events(publication, datasets=datasets, dated=dated),
    }


def as_turtle(index: Index, base: str) -> bytes:
    """Write a source as it is published."""
    (file,) = (
        each
        for each in Documents(vocabulary(), base).of("source", index)
        if each.path == "source.ttl"
    )
    return file.data


def as_graph(index: Index, base: str) -> Graph:
    """Let rdflib read a source as it is published."""
    return Graph().parse(data=as_turtle(index, base), format="turtle")


def findings(data: Graph, *shapes: Path) -> list[tuple[str, str, str]]:
    """Let pySHACL look: severity, focus and path of all results, warnings too."""
    rules = Graph()
    for each in shapes:
        rules.parse(each)
    _, report, _ = pyshacl.validate(data, shacl_graph=rules, inference="none")
    assert isinstance(report, Graph)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        severity, focus, path = (
            str(report.value(result, each))
            for each in (SH.resultSeverity, SH.focusNode, SH.resultPath)
        )
        found.append((severity.rpartition("#")[2], focus, path))
    return sorted(found)
