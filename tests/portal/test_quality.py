"""Every dataset has all the points that the portal's quality assessment can give: 360.

What is scored is told by the assessment's own vocabulary.  Four metrics are never true there,
and so no dataset has more.  Size is left out for a reason: see the contradictions of profiles.
"""

from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCTERMS, RDF, SH, Graph, Namespace, URIRef
from tests.portal.catalogues import members
from tests.portal.records import inlined
from tests.publish.reading import Site

DCAT = Namespace("http://www.w3.org/ns/dcat#")
MQA = Namespace("https://data.norge.no/vocabulary/dcatno-mqa#")
CEILING = 360
NEVER = {
    *("formatMediaTypeNonProprietary", "formatMediaTypeMachineInterpretable"),
    *("formatMatch", "syntaxValid"),
}
CODES = "http://publications.europa.eu/resource/authority/"


@pytest.fixture(scope="session")
def points(shared: Path) -> dict[str, int]:
    """What each metric gives, by the assessment's vocabulary."""
    file = "standards/dcat-ap-no/dcatno-mqa-vocabulary-default-score-values.ttl"
    scores = Graph().parse(shared / file)
    found = {
        str(metric).rpartition("#")[2]: int(str(score))
        for metric, score in scores.subject_objects(MQA.trueScore)
    }
    return {metric: score for metric, score in found.items() if metric not in NEVER}


def test_the_ceiling_is_all_that_can_be_had_but_the_size(points: dict[str, int]) -> None:
    assert sum(points.values()) - points["byteSizeAvailability"] == CEILING


def test_every_dataset_reaches_the_ceiling(
    site: Site, graph: Graph, shared: Path, points: dict[str, int]
) -> None:
    rules = Graph().parse(shared / "standards/mqa/dcat-ap-no_shacl-shapes-2.0.0.ttl")
    datasets = members(graph, "Dataset")
    siblings = [*datasets, *members(graph, "DatasetSeries")]
    assert datasets
    for dataset in datasets:
        alone = inlined(graph, dataset, siblings)
        met = {*_of_dataset(alone, dataset)}
        _, report, _ = pyshacl.validate(alone, shacl_graph=rules, inference="none")
        assert isinstance(report, Graph)
        if (None, SH.resultSeverity, SH.Violation) not in report:
            met.add("dcatApCompliance")
        best = max(
            sum(points[each] for each in {*_of_file(alone, file, site)})
            for file in alone.objects(dataset, DCAT.distribution)
            if isinstance(file, URIRef)
        )

        assert sum(points[each] for each in met) + best == CEILING, (dataset, met)


def _of_dataset(graph: Graph, dataset: URIRef) -> Iterator[str]:
    for predicate, metric in {
        DCAT.keyword: "keywordAvailability",
        DCAT.theme: "categoryAvailability",
        DCTERMS.spatial: "spatialAvailability",
        DCTERMS.temporal: "temporalAvailability",
        DCAT.contactPoint: "contactPointAvailability",
        DCTERMS.publisher: "publisherAvailability",
        DCTERMS.issued: "dateIssuedAvailability",
        DCTERMS.modified: "dateModifiedAvailability",
        DCTERMS.accessRights: "accessRightsAvailability",
    }.items():
        if (dataset, predicate, None) in graph:
            yield metric
    if str(graph.value(dataset, DCTERMS.accessRights)).startswith(f"{CODES}access-right/"):
        yield "accessRightsVocabularyAlignment"


def _of_file(graph: Graph, file: URIRef, site: Site) -> Iterator[str]:
    base, published = site.publication.settings.base, site.files()
    assert (file, RDF.type, DCAT.Distribution) in graph
    for predicate, metric in {
        DCAT.downloadURL: "downloadUrlAvailability",
        DCTERMS.format: "formatAvailability",
        DCAT.mediaType: "mediaTypeAvailability",
        DCTERMS.license: "licenceAvailability",
        DCTERMS.rights: "rightsAvailability",
        DCAT.byteSize: "byteSizeAvailability",
    }.items():
        if (file, predicate, None) in graph:
            yield metric
    for predicate, metric in {
        DCAT.accessURL: "accessUrlStatusCode",
        DCAT.downloadURL: "downloadUrlStatusCode",
    }.items():
        if all(str(url).removeprefix(base) in published for url in graph.objects(file, predicate)):
            yield metric
    kind, media = graph.value(file, DCTERMS.format), graph.value(file, DCAT.mediaType)
    if str(kind).startswith(f"{CODES}file-type/") and "/iana/media-types/" in str(media):
        yield "formatMediaTypeVocabularyAlignment"
    if str(graph.value(file, DCTERMS.license)).startswith(f"{CODES}licence/"):
        yield "knownLicence"
