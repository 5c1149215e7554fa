"""The official rules, each as its keepers publish it, find no violation in the catalogue.

No two profiles contradict each other in what the catalogue says, as it leaves out what only one
of them allows.  What one asks for and another forbids is listed here with its reason, and each
is shown to be so: were it told, a rule would be whole.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCTERMS, RDF, RDFS, SH, XSD, Graph, Literal, Node, URIRef
from tests.portal.catalogues import DCAT, members

PROFILES = {
    "DCAT-AP-NO 3, core": "dcat-ap-no/dcatapno3-core-shapes.transcribed.ttl",
    "DCAT-AP-NO 3, range": "dcat-ap-no/dcatapno3-range-shapes.transcribed.ttl",
    "DCAT-AP-NO 3, vocabulary": "dcat-ap-no/dcatapno3-vocabulary-shapes.transcribed.ttl",
    "DCAT-AP-NO 2": "dcat-ap-no/DCAT-AP-NO-shacl_shapes_2.00.ttl",
    "MQA": "mqa/dcat-ap-no_shacl-shapes-2.0.0.ttl",
    "DCAT-AP 3, core": "dcat-ap/dcat-ap_3.0.1_shapes.ttl",
    "DCAT-AP 3, range": "dcat-ap/dcat-ap_3.0.1_range.ttl",
}
# Two properties of one shape: all values are to be data themes, and all are to be of EuroVoc;
# and the pattern for data themes does not match their list, which version 3 wants.
WARNED_OF = {"DCAT-AP-NO 2": {DCAT + "themeTaxonomy"}, "MQA": {DCAT + "themeTaxonomy"}}
SPDX = "http://spdx.org/rdf/terms#"
ADMS_STATUS = URIRef("http://www.w3.org/ns/adms#status")
EU_STATUS = URIRef("http://publications.europa.eu/resource/authority/distribution-status/COMPLETED")
IANA = "https://www.w3.org/ns/iana/media-types/"


@pytest.fixture(scope="session")
def standards(shared: Path) -> Path:
    """The rules and code lists of others."""
    return shared / "standards"


@pytest.fixture(scope="session")
def code_lists(standards: Path) -> Graph:
    """The code lists that the rules of vocabulary name."""
    return Graph().parse(standards / "codelists/vocab-min.ttl")


@pytest.fixture
def whole(graph: Graph) -> Graph:
    """The catalogue, and what DCAT 3 says: that a series is a dataset."""
    whole = Graph() + graph
    whole.add((URIRef(DCAT + "DatasetSeries"), RDFS.subClassOf, URIRef(DCAT + "Dataset")))
    return whole


def findings(data: Graph, rules: Path) -> set[tuple[str, str, str]]:
    """Let pySHACL look: severity, path and message of each result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(rules), inference="none")
    assert isinstance(report, Graph)

    def said(result: Node, predicate: URIRef) -> str:
        return str(report.value(result, predicate))

    return {
        (said(each, SH.resultSeverity), said(each, SH.resultPath), said(each, SH.resultMessage))
        for each in report.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.mark.parametrize("profile", PROFILES)
def test_the_catalogue_keeps_every_rule_of(profile: str, whole: Graph, standards: Path) -> None:
    found = findings(whole, standards / PROFILES[profile])

    assert {(severity, path) for severity, path, _ in found} == {
        (str(SH.Warning), path) for path in WARNED_OF.get(profile, ())
    }, found


def test_it_takes_its_words_from_the_code_lists_themselves(
    whole: Graph, code_lists: Graph, standards: Path
) -> None:
    """What is told of them here hides nothing that they do not say."""
    told = {node for node in whole.subjects() if "/authority/" in str(node)}
    alone = Graph()
    for triple in whole:
        if triple[0] not in told:
            alone.add(triple)

    found = findings(alone + code_lists, standards / PROFILES["DCAT-AP-NO 3, vocabulary"])

    assert found == set()
    assert findings(alone, standards / PROFILES["DCAT-AP-NO 3, vocabulary"])


@pytest.mark.parametrize("profile", PROFILES)
def test_the_rules_would_notice_what_is_missing(
    profile: str, whole: Graph, standards: Path
) -> None:
    """Each file of rules is read and looks at what it is meant for."""
    for dataset in members(whole, "Dataset"):
        for path, value in (
            (DCTERMS.title, None),
            (DCTERMS.publisher, URIRef("https://example.org/nobody")),
            (DCTERMS.language, URIRef("https://example.org/no-language")),
            (URIRef(DCAT + "theme"), URIRef("https://example.org/no-theme")),
        ):
            whole.remove((dataset, path, None))
            if value:
                whole.add((dataset, path, value))

    found = findings(whole, standards / PROFILES[profile])

    assert [each for each in found if each[0] == str(SH.Violation)]


Change = Callable[[Graph, URIRef], None]


def _size(graph: Graph, file: URIRef) -> None:
    graph.add((file, URIRef(DCAT + "byteSize"), Literal("1", datatype=XSD.nonNegativeInteger)))


def _decimal_size(graph: Graph, file: URIRef) -> None:
    graph.add((file, URIRef(DCAT + "byteSize"), Literal("1", datatype=XSD.decimal)))


def _checksum(graph: Graph, file: URIRef) -> None:
    node = URIRef(f"{file}:sha256")
    graph.add((file, URIRef(SPDX + "checksum"), node))
    graph.add((node, RDF.type, URIRef(SPDX + "Checksum")))
    graph.add((node, URIRef(SPDX + "algorithm"), URIRef(SPDX + "checksumAlgorithm_sha256")))
    graph.add((node, URIRef(SPDX + "checksumValue"), Literal("00", datatype=XSD.hexBinary)))


def _status(graph: Graph, file: URIRef) -> None:
    graph.add((file, ADMS_STATUS, EU_STATUS))


def _text_type(graph: Graph, file: URIRef) -> None:
    media_type = URIRef(DCAT + "mediaType")
    graph.remove((file, media_type, None))
    graph.add((file, media_type, URIRef(IANA + "text/turtle")))
    graph.add((URIRef(IANA + "text/turtle"), RDF.type, DCTERMS.MediaType))


# What the catalogue does not say, with a profile that asks for it and one that forbids it.
LEFT_OUT: Mapping[str, tuple[Change, str]] = {
    "a size as version 3 writes it": (_size, "MQA"),
    "a size as version 2 writes it": (_decimal_size, "DCAT-AP-NO 3, core"),
    "a SHA-256, where version 2 knows SHA-1 alone": (_checksum, "MQA"),
    "a status from the list of version 3": (_status, "MQA"),
    "a media type that is a text": (_text_type, "DCAT-AP-NO 3, range"),
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_what_is_left_out_would_break_a_rule(what: str, whole: Graph, standards: Path) -> None:
    change, profile = LEFT_OUT[what]
    change(whole, members(whole, "Distribution")[0])

    found = findings(whole, standards / PROFILES[profile])

    assert [each for each in found if each[0] == str(SH.Violation)]
