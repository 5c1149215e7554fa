"""The quality score: what the portal counts, no more and no less, and what would raise it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyshacl
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import Graph, URIRef
from tests.harvest.described import CSV, DATASET, FULL, PREFIXES, TURTLE, read, with_, without

from maalbar.harvest.known import is_format, is_known_licence, is_open_licence
from maalbar.harvest.quality import DIMENSIONS, Measured, Score, score
from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT, DQV, EU, XSD
from maalbar.model.text import LANGUAGES

MQA: Final = "https://data.norge.no/vocabulary/dcatno-mqa#"
FILE: Final = "https://example.org/report.ttl"
# What each metric looks at, and what is lost when it is not there.
LOOKS_AT: Final = {
    "keywordAvailability": ((DCAT.keyword, DCT.subject), 30),
    "categoryAvailability": ((DCAT.theme,), 30),
    "spatialAvailability": ((DCT.spatial,), 20),
    "temporalAvailability": ((DCT.temporal,), 20),
    "accessUrlStatusCode": ((DCAT.accessURL,), 50),
    "downloadUrlAvailability": ((DCAT.downloadURL,), 20 + 30),
    "downloadUrlStatusCode": ((DCAT.downloadURL,), 20 + 30),
    "formatAvailability": ((DCT["format"],), 20 + 10),
    "mediaTypeAvailability": ((DCAT.mediaType,), 10),
    "formatMediaTypeVocabularyAlignment": ((DCT["format"],), 20 + 10),
    "licenceAvailability": ((DCT.license,), 20 + 10),
    "knownLicence": ((DCT.license,), 20 + 10),
    "accessRightsAvailability": ((DCT.accessRights,), 10 + 5),
    "accessRightsVocabularyAlignment": ((DCT.accessRights,), 10 + 5),
    "contactPointAvailability": ((DCAT.contactPoint,), 20),
    "publisherAvailability": ((DCT.publisher,), 10),
    "rightsAvailability": ((DCT.rights,), 5),
    "dateIssuedAvailability": ((DCT.issued,), 5),
    "dateModifiedAvailability": ((DCT.modified,), 5),
}


def yes(_address: str) -> bool:
    return True


def scored(
    index: Index,
    *,
    reached: Callable[[str], bool | None] = yes,
    conforms: bool | None = True,
) -> Score:
    return score(index, DATASET, reached=reached, conforms=conforms)


def measured(found: Score, metric: str) -> Measured:
    (one,) = (each for each in found.metrics if each.metric == metric)
    return one


def advice(found: Score, metric: str) -> str:
    return measured(found, metric).advice["en"]


@pytest.fixture
def full() -> Index:
    return read(FULL)


def replaced(index: Index, subject: NamedNode, predicate: NamedNode, value: NamedNode) -> Index:
    kept = (each for each in index if each[:2] != (subject, predicate))
    return with_(Index(kept), (subject, predicate, value))


def test_a_dataset_that_is_described_in_full_has_all_that_can_be_had(full: Index) -> None:
    found = scored(full)

    assert (found.points, found.unknown, found.out_of, found.nominal) == (360, 0, 360, 435)
    assert found.rating == "excellent"
    assert found.distribution == TURTLE.value
    assert not any(each.advice for each in found.metrics)


def test_that_dataset_keeps_the_shapes_by_which_the_portal_counts(shared: Path) -> None:
    (file,) = (shared / "standards/mqa").glob("*.ttl")

    conforms, _, told = pyshacl.validate(
        Graph().parse(data=FULL, format="turtle"), shacl_graph=Graph().parse(file)
    )

    assert conforms, told


@pytest.mark.parametrize("metric", LOOKS_AT)
def test_without_what_a_metric_looks_at_its_points_are_lost(full: Index, metric: str) -> None:
    properties, lost = LOOKS_AT[metric]
    found = scored(without(full, *properties))

    assert measured(scored(full), metric).met is True
    assert measured(found, metric).met is False
    assert found.points == 360 - lost
    assert set(measured(found, metric).advice) == set(LANGUAGES)
    assert any(
        each.value.rpartition("#")[2].rpartition("/")[2] in advice(found, metric)
        for each in properties
    )


def test_all_that_is_given_is_tested(full: Index) -> None:
    given = {each.metric for each in scored(full).metrics if each.is_given}

    assert given == {*LOOKS_AT, "dcatApCompliance"}


@pytest.mark.parametrize(("conforms", "points", "unknown"), [(False, 330, 0), (None, 330, 30)])
def test_what_does_not_keep_the_shapes_or_was_not_validated_lacks_thirty_points(
    full: Index, *, conforms: bool | None, points: int, unknown: int
) -> None:
    found = scored(full, conforms=conforms)

    assert (found.points, found.unknown) == (points, unknown)
    assert "DCAT-AP-NO 2.0.0" in advice(found, "dcatApCompliance")


def test_the_metrics_are_those_of_the_portal_with_their_points(full: Index, shared: Path) -> None:
    folder = shared / "standards/dcat-ap-no"
    names, worth = (
        Graph().parse(folder / f"dcatno-mqa-vocabulary{each}.ttl")
        for each in ("", "-default-score-values")
    )
    points = {
        str(name).rpartition("#")[2]: int(str(said))
        for name, said in worth.subject_objects(URIRef(f"{MQA}trueScore"))
    }
    part = {
        str(name).rpartition("#")[2]: str(of).rpartition("#")[2]
        for name, of in names.subject_objects(URIRef(f"{DQV.iri}inDimension"))
    }

    told = {each.metric: (each.dimension, each.worth) for each in scored(full).metrics}

    assert told == {name: (part[name], said) for name, said in points.items()}


@pytest.mark.parametrize(
    ("points", "rating"),
    [(351, "excellent"), (350, "good"), (221, "good"), (220, "sufficient"), (120, "poor")],
)
def test_points_have_the_name_that_the_portal_gives_them(points: int, rating: str) -> None:
    one = Measured(metric="x", dimension="x", worth=points, met=True, is_given=True, advice={})

    assert Score(metrics=(one,), distribution=None).rating == rating


def test_the_dimensions_share_the_points(full: Index) -> None:
    found = scored(full)

    assert [found.of(each).points for each in DIMENSIONS] == [100, 100, 70, 75, 15]
    assert sum(found.of(each).nominal for each in DIMENSIONS) == found.nominal


def test_the_best_distribution_counts(full: Index) -> None:
    only_the_other = scored(full, reached=lambda address: address != FILE)

    assert only_the_other.distribution == CSV.value
    assert only_the_other.points == 360 - 20 - 30 - 10 - 5


def test_a_date_of_the_distribution_is_as_good_as_one_of_the_dataset(full: Index) -> None:
    moved = with_(without(full, DCT.issued), (TURTLE, DCT.issued, Literal("2024")))

    assert measured(scored(moved), "dateIssuedAvailability").met is True


def test_a_subject_is_as_good_as_a_keyword(full: Index) -> None:
    moved = with_(without(full, DCAT.keyword), (DATASET, DCT.subject, NamedNode("https://a.no/b")))

    assert scored(moved).points == 360


def test_without_a_distribution_one_is_to_be_added(full: Index) -> None:
    found = scored(without(full, DCAT.distribution))

    told = [
        each for each in found.metrics if "Add a dcat:distribution" in each.advice.get("en", "")
    ]
    assert found.distribution is None
    assert found.points == 360 - sum(each.worth for each in told) == 185


@pytest.mark.parametrize("answers", [False, None])
def test_an_address_counts_when_it_answers(full: Index, *, answers: bool | None) -> None:
    found = scored(full, reached=lambda _: answers)

    assert measured(found, "accessUrlStatusCode").met is answers
    assert measured(found, "downloadUrlAvailability").met is True
    assert found.points == 280
    assert found.unknown == (0 if answers is False else 80)
    assert f"<{FILE}>" in advice(found, "downloadUrlStatusCode")


def test_of_addresses_that_differ_any_may_be_the_one_that_counts(full: Index) -> None:
    more = with_(full, (TURTLE, DCAT.accessURL, NamedNode("https://example.org/gone")))
    found = scored(more, reached=lambda address: "gone" not in address)

    assert measured(found, "accessUrlStatusCode").met is None
    assert "<https://example.org/gone>" in advice(found, "accessUrlStatusCode")


def test_an_address_that_is_a_text_is_not_tried(full: Index) -> None:
    texts = without(full, DCAT.accessURL)
    texts = with_(texts, (TURTLE, DCAT.accessURL, Literal(FILE)))

    assert measured(scored(texts), "accessUrlStatusCode").met is False
    assert "as an IRI" in advice(scored(texts), "accessUrlStatusCode")


@pytest.mark.parametrize(
    ("format_", "met"),
    [
        (EU["file-type/CSV"], True),
        (NamedNode("https://publications.europa.eu/resource/authority/file-type/CSV"), True),
        (NamedNode("http://www.iana.org/assignments/media-types/text/csv"), True),
        (EU["file-type/SAS7BDAT"], None),
        (NamedNode("https://www.iana.org/assignments/media-types/application/x-y"), None),
        (NamedNode("https://www.w3.org/ns/iana/media-types/text/csv"), False),
        (EU["file-type/csv"], False),
        (Literal("text/csv"), False),
    ],
)
def test_a_format_is_from_a_list_or_may_be_or_is_not(
    full: Index, *, format_: NamedNode | Literal, met: bool | None
) -> None:
    other = with_(without(full, DCT["format"], DCAT.mediaType), (TURTLE, DCT["format"], format_))
    other = Index(each for each in other if each != (DATASET, DCAT.distribution, CSV))
    found = scored(other)

    assert measured(found, "formatMediaTypeVocabularyAlignment").met is met
    assert met or format_.value in advice(found, "formatMediaTypeVocabularyAlignment")


def test_the_formats_that_are_known_are_on_the_lists(shared: Path) -> None:
    lists = shared / "standards/codelists"
    file_types = re.findall(
        r'identifier\s+"(\w+)"', (lists / "filetypes-sparql-result.ttl").read_text()
    )
    media_types = re.findall(
        r"(?m)^<(https://www.iana[^>]+)>", (lists / "media-types.ttl").read_text()
    )
    answers = {each: is_format(f"{EU.iri}file-type/{each}") for each in file_types}

    # Each that is on the list is known or may be: none of them is refused.
    assert False not in answers.values()
    assert False not in {is_format(each) for each in media_types}
    assert sum(each is True for each in answers.values()) >= 48
    assert is_format(f"{EU.iri}file-type/TURTLE") is None


def test_the_licences_that_are_known_are_those_of_the_list(shared: Path) -> None:
    text = (shared / "standards/codelists/open-licenses.ttl").read_text(encoding="utf-8")
    listed = re.findall(r"(?m)^<([^>]+)>", text)

    assert len(listed) == 3
    assert all(is_known_licence(each) and is_open_licence(each) for each in listed)


@pytest.mark.parametrize(
    ("licence", "known", "opens"),
    [
        ("https://publications.europa.eu/resource/authority/licence/CC0", True, True),
        ("http://publications.europa.eu/resource/authority/licence/CC0/", False, True),
        ("http://creativecommons.org/licenses/by/4.0/", False, True),
        ("https://data.norge.no/nlod/no/2.0", False, True),
        ("https://creativecommons.org/licenses/by-nc/4.0/", False, False),
        ("http://publications.europa.eu/resource/authority/licence/CC_BY", False, False),
        ("https://example.org/?http://publications.europa.eu/", False, False),
    ],
)
def test_a_licence_can_be_open_without_giving_points(
    full: Index, *, licence: str, known: bool, opens: bool
) -> None:
    assert is_open_licence(licence) is opens
    other = replaced(without(full, DCT.license), TURTLE, DCT.license, NamedNode(licence))
    found = measured(scored(other), "knownLicence")

    assert found.met is known
    assert known or licence in found.advice["en"]


@pytest.mark.parametrize("value", ["RESTRICTED", "NON_PUBLIC", "SENSITIVE"])
def test_an_access_right_is_from_the_list(full: Index, value: str) -> None:
    other = replaced(full, DATASET, DCT.accessRights, EU[f"access-right/{value}"])

    assert scored(other).points == 360


def test_an_access_right_from_elsewhere_gives_points_for_being_there_alone(full: Index) -> None:
    other = replaced(full, DATASET, DCT.accessRights, NamedNode("https://example.org/open"))

    assert scored(other).points == 355


def test_a_size_gives_five_points_and_takes_thirty(full: Index) -> None:
    size = Literal("1000", datatype=XSD.nonNegativeInteger)
    found = scored(with_(full, (TURTLE, DCAT.byteSize, size)), conforms=False)

    assert (found.points, found.out_of) == (335, 365)
    assert "Leave out dcat:byteSize '1000'" in advice(found, "dcatApCompliance")


def test_a_size_that_is_decimal_is_not_what_breaks_the_rules(full: Index) -> None:
    sized = with_(full, (TURTLE, DCAT.byteSize, Literal("1", datatype=XSD.decimal)))

    assert "byteSize" not in advice(scored(sized, conforms=False), "dcatApCompliance")


def test_no_one_is_told_to_do_what_gives_nothing(full: Index) -> None:
    not_given = [each for each in scored(without(full)).metrics if not each.is_given]

    assert {each.metric for each in not_given} == {
        *("byteSizeAvailability", "formatMediaTypeNonProprietary", "formatMatch", "syntaxValid"),
        "formatMediaTypeMachineInterpretable",
    }
    assert not any(each.advice or each.met for each in not_given)


def test_what_makes_no_sense_is_counted_and_not_followed(full: Index) -> None:
    odd = with_(
        full,
        (DATASET, DCAT.distribution, Literal("a file")),
        (DATASET, DCAT.distribution, BlankNode("b")),
        (DATASET, DCAT.distribution, DATASET),
        (DATASET, DCAT.accessURL, Literal("{value}{0}\x1b[31m")),
    )

    assert scored(odd).points == 360
    assert scored(read(PREFIXES)).points == 30
