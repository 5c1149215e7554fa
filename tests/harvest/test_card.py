"""The card: what the portal's own parser reads, as it reads it."""

from typing import Any, Final

import pytest
from pyoxigraph import Literal, NamedNode
from tests.harvest.described import DATASET, FULL, PREFIXES, TURTLE, read, with_, without

from maalbar.harvest.card import MOST, Card, Field, card
from maalbar.harvest.members import Kind
from maalbar.harvest.shown import LONGEST, Value
from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT, EU, FOAF, SKOS

RECORD: Final = """
<https://data.norge.no/record> a dcat:CatalogRecord ; dct:identifier "record" ;
  foaf:primaryTopic <https://example.org/catalogue#{name}> .
"""
OTHERS: Final = f"""{PREFIXES}
ex:catalogue a dcat:Catalog ; dct:publisher ex:org/991825827 ;
  dcat:service ex:sparql ; modelldcatno:model ex:model ; dcat:dataset ex:reports .
ex:org/991825827 foaf:name "Etaten"@nb .
ex:concepts a skos:Collection ; skos:member ex:goal ; dct:publisher ex:org/991825827 .
ex:reports a dcat:DatasetSeries, dcat:Dataset ; dct:title "Årsrapporter"@nb ;
  dct:description "Alle."@nb ; dcat:last ex:report ; dcat:first ex:report-2022 .
ex:sparql a dcat:DataService ; dct:title "SPARQL"@nb ; dcat:keyword "sparql"@en ;
  dcat:endpointURL <https://example.org/sparql> ; dcat:servesDataset ex:report ;
  dct:publisher ex:org/991825827 .
ex:goal a skos:Concept ; skos:prefLabel "mål"@nb, "goal"@en ; skos:altLabel "målsetning"@nb ;
  euvoc:xlDefinition ex:goal-definition ; dct:publisher ex:org/991825827 .
ex:goal-definition rdf:value "det som skal nås"@nb, "what is to be reached"@en .
ex:model a modelldcatno:InformationModel ; dct:title "Modellen"@nb ;
  dct:description "Klassene."@nb ; dct:publisher ex:org/991825827 ; owl:versionInfo "1.0" ;
  modelldcatno:containsModelElement ex:model-a, ex:model-b .
ex:model-a a modelldcatno:ObjectType ; dct:identifier "ex:a" .
ex:model-b a modelldcatno:ObjectType ; dct:identifier "ex:b" .
ex:birth a cv:LifeEvent ; dct:identifier "birth" ; dct:title "Få barn"@nb ;
  dct:description "Når et barn blir født."@nb ; cpsvno:mayInitiate ex:service ;
  dct:relation ex:other ; cv:isDescribedAt ex:report .
ex:service a cpsvno:Service ; dct:identifier "service" ; dct:title "Barnetrygd"@nb ;
  cv:ownedBy ex:org/991825827 .
""".replace("ex:org/991825827", "<https://example.org/org/991825827>")


def thing(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/catalogue#{name}")


def shown(turtle: str = FULL, name: str = "report", language: str = "nb") -> Card:
    return card(read(turtle), thing(name), language)


def field(found: Card, name: str) -> Field:
    (one,) = (each for each in found.fields if each.name == name)
    return one


def texts(found: Card, name: str) -> list[str]:
    return [each.text for each in field(found, name).values]


def addresses(found: Card, name: str) -> set[str]:
    return {each.iri for each in field(found, name).values}


def parsed(turtle: str, name: str, parse: str) -> dict[str, Any]:
    """Let the portal's own parser read, with the record that the harvester adds."""
    parser = pytest.importorskip("fdk_rdf_parser")
    told: dict[str, Any] = getattr(parser, parse)(turtle + RECORD.format(name=name))
    return told


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_dataset_is_shown_as_the_portal_reads_it(language: str) -> None:
    told = parsed(FULL, "report", "parse_dataset_as_dict")
    found = shown(language=language)

    assert found.title == told["title"][language]
    assert found.description == told["description"].get(language, told["description"]["nb"])
    assert texts(found, "publisher") == [
        told["publisher"]["prefLabel"].get(language, told["publisher"]["name"])
    ]
    assert addresses(found, "publisher") == {told["publisher"]["uri"]}
    assert addresses(found, "themes") == set(told["themeUris"])
    assert "Statistikk" in texts(found, "themes")
    assert told["losTheme"][0]["name"] == {"nb": "Statistikk"}
    keywords = [each[language] for each in told["keyword"] if language in each]
    assert set(texts(found, "keywords")) == set(keywords or ["årsrapport", "nøkkeltall"])
    assert addresses(found, "access-rights") == {told["accessRights"]["uri"]}
    assert addresses(found, "spatial") == {each["uri"] for each in told["spatial"]}
    (period,) = told["temporal"]
    assert texts(found, "temporal") == [f"{period['startDate']} – {period['endDate']}"]
    assert texts(found, "issued") == [told["issued"]]
    assert texts(found, "modified") == [told["modified"]]
    assert addresses(found, "landing-page") == told["landingPage"]
    assert addresses(found, "in-series") == {told["inSeries"]["uri"]}
    assert addresses(found, "previous") == {told["prev"]}
    assert texts(found, "contact") == [told["contactPoint"][0]["fullname"]]


def test_its_distributions_are_shown_as_the_portal_reads_them() -> None:
    told = {
        each["uri"]: each
        for each in parsed(FULL, "report", "parse_dataset_as_dict")["distribution"]
    }
    found = shown().distributions
    assert found is not None

    assert {each.iri for each in found} == set(told)
    for each in found:
        values = {one.name: {value.iri for value in one.values} for one in each.fields}
        portal = told[each.iri]
        assert (each.title or None) == (portal["title"] or {}).get("nb")
        assert values["access"] == portal["accessURL"]
        assert values["download"] == (portal["downloadURL"] or set())
        assert values["licence"] == {one["uri"] for one in portal["license"]}
        assert values["formats"] == {one["uri"] for one in portal["fdkFormat"]}


@pytest.mark.parametrize(
    ("name", "kind", "parse"),
    [
        ("reports", Kind.SERIES, "parse_dataset_as_dict"),
        ("sparql", Kind.SERVICE, "parse_dataservice_as_dict"),
        ("goal", Kind.CONCEPT, "parse_concept_as_dict"),
        ("model", Kind.MODEL, "parse_information_model_as_dict"),
        ("birth", Kind.EVENT, "parse_event_as_dict"),
        ("service", Kind.PUBLIC_SERVICE, "parse_service_as_dict"),
    ],
)
def test_other_resources_are_shown_as_the_portal_reads_them(
    name: str, kind: Kind, parse: str
) -> None:
    told = parsed(OTHERS, name, parse)
    found = shown(OTHERS, name)

    assert found.kind is kind
    assert found.title == told["prefLabel" if kind is Kind.CONCEPT else "title"]["nb"]
    description = (told.get("definition") or {}).get("text") or told.get("description") or {}
    assert found.description == description.get("nb", "")
    assert (found.is_open_data, found.distributions) == (None, None)
    for field_, key in {
        "endpoint": "endpointURL",
        "serves": "servesDataset",
        "last": "last",
        "may-initiate": "mayInitiate",
        "relation": "relation",
    }.items():
        if told.get(key):
            said = told[key] if isinstance(told[key], (list, set)) else [told[key]]
            assert addresses(found, field_) == set(said)
    if kind is not Kind.EVENT:
        assert texts(found, "publisher") == ["Etaten"]
        assert texts(found, "organisation") == ["991825827"]
    if kind is Kind.CONCEPT:
        assert texts(found, "alternatives") == [each["nb"] for each in told["altLabel"]]
    if kind is Kind.MODEL:
        assert texts(found, "elements") == [str(len(told["containsModelElements"]))]
        assert texts(found, "version") == [told["versionInfo"]]


def test_what_is_missing_is_shown_as_missing_and_what_few_have_is_not() -> None:
    found = shown(f"{PREFIXES} ex:report a dcat:Dataset .")

    assert (found.title, found.description, found.distributions) == ("", "", ())
    assert not any(each.values for each in found.fields)
    assert {"publisher", "themes", "licence", "temporal"} <= {each.name for each in found.fields}
    assert {"in-series", "previous"}.isdisjoint(each.name for each in found.fields)


@pytest.mark.parametrize(
    ("titles", "language", "shown_"),
    [
        ('"b"@nb, "n"@nn, "e"@en', "nn", "n"),
        ('"b"@nb, "e"@en', "nn", "b"),
        ('"n"@nn, "e"@en', "nb", "n"),
        ('"e"@en, "d"@de', "nb", "e"),
        ('"d"@de, "s"@se', "nb", "d"),
        ('"uten"', "nb", "uten"),
        ('"uten", "b"@nb, "norsk"@no', "nb", "b"),
        ('"norsk"@no, "n"@nn', "nb", "norsk"),
        ("ex:title", "nb", ""),
    ],
)
def test_a_title_is_in_the_best_language_there_is(titles: str, language: str, shown_: str) -> None:
    found = shown(f"{PREFIXES} ex:report a dcat:Dataset ; dct:title {titles} .", language=language)

    assert found.title == shown_


@pytest.mark.parametrize(
    ("publisher", "numbers"),
    [
        ("<https://example.org/991825827>", ["991825827"]),
        ("<https://example.org/991825827/991825828>", []),
        ("<https://example.org/99182582>", []),
        ("<https://example.org/123456789012>", ["123456789"]),
        ("<https://example.org/123456789012345678>", []),
        ("ex:org", ["974760673"]),
        ('"Etaten"', []),
    ],
)
def test_an_organisation_is_found_by_one_run_of_nine_digits(
    publisher: str, numbers: list[str]
) -> None:
    found = shown(
        f"{PREFIXES} ex:report a dcat:Dataset ; dct:publisher {publisher} ."
        'ex:org dct:identifier "974760673", "NO 974760673" .'
    )

    assert texts(found, "organisation") == numbers


def test_who_publishes_the_catalogue_publishes_what_says_nothing_of_it() -> None:
    whole = without(read(OTHERS), FOAF.name)
    member = Index(each for each in whole if each[0] == thing("model"))
    member = without(member, DCT.publisher)

    assert texts(card(member, thing("model"), "nb"), "publisher") == []
    found = card(member, thing("model"), "nb", whole=whole)
    assert addresses(found, "publisher") == {"https://example.org/org/991825827"}
    assert texts(found, "organisation") == ["991825827"]


def test_other_members_have_the_names_that_they_have_in_the_source() -> None:
    whole = read(FULL + OTHERS.removeprefix(PREFIXES))

    assert texts(card(read(FULL), DATASET, "nb"), "in-series") == [""]
    assert texts(card(read(FULL), DATASET, "nb", whole=whole), "in-series") == ["Årsrapporter"]


@pytest.mark.parametrize(
    ("rights", "licence", "is_open"),
    [
        ("PUBLIC", "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0", True),
        ("PUBLIC", "https://creativecommons.org/publicdomain/zero/1.0/", True),
        ("PUBLIC", "https://example.org/licence", False),
        ("RESTRICTED", "http://publications.europa.eu/resource/authority/licence/CC0", False),
    ],
)
def test_open_data_are_public_and_have_an_open_licence(
    rights: str, licence: str, *, is_open: bool
) -> None:
    index = with_(
        without(read(FULL), DCT.accessRights, DCT.license),
        (DATASET, DCT.accessRights, EU[f"access-right/{rights}"]),
        (TURTLE, DCT.license, NamedNode(licence)),
    )

    assert card(index, DATASET, "nb").is_open_data is is_open


def test_a_licence_can_tell_which_open_licence_it_is() -> None:
    own, source = NamedNode("https://example.org/l"), EU["licence/CC0"]
    index = without(read(FULL), DCT.license)
    index = with_(index, (TURTLE, DCT.license, own), (own, DCT.source, source))

    assert card(index, DATASET, "nb").is_open_data is True


def test_what_has_no_name_is_known_by_its_code() -> None:
    index = without(read(FULL), SKOS.prefLabel)

    assert texts(card(index, DATASET, "nb"), "access-rights") == ["PUBLIC"]
    (csv, turtle) = card(index, DATASET, "nb").distributions or ()
    assert [each.text for each in csv.fields[0].values] == ["text/csv"]
    assert [each.text for each in turtle.fields[0].values] == ["RDF_TURTLE", "text/turtle"]


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ('dcat:startDate "2020" ; dcat:endDate "2021"', ["2020 – 2021"]),
        ('dcat:startDate "2020"', ["2020 –"]),
        ('dcat:endDate "2021"', ["– 2021"]),
        ('<http://schema.org/startDate> "2020"', ["2020 –"]),
        ('dct:title "i fjor"', []),
    ],
)
def test_a_period_may_be_open(period: str, told: list[str]) -> None:
    found = shown(f"{PREFIXES} ex:report a dcat:Dataset ; dct:temporal ex:p . ex:p {period} .")

    assert texts(found, "temporal") == told


def test_of_what_is_too_much_the_beginning_is_kept_and_the_rest_counted() -> None:
    index = with_(
        read(f"{PREFIXES} ex:report a dcat:Dataset ."),
        *((DATASET, DCAT.keyword, Literal(f"{each:04}")) for each in range(MOST + 300)),
        *((DATASET, DCAT.distribution, thing(f"{each:04}")) for each in range(MOST + 7)),
        (DATASET, DCT.description, Literal("a" * 1_000_000)),
    )
    found = card(index, DATASET, "nb")

    assert (len(texts(found, "keywords")), field(found, "keywords").more) == (MOST, 300)
    assert (len(found.distributions or ()), found.more) == (MOST, 7)
    assert len(found.description) == LONGEST + 1


def test_what_goes_in_circles_ends() -> None:
    index = with_(
        read(FULL),
        (DATASET, DCAT.distribution, DATASET),
        (DATASET, DCAT.inSeries, DATASET),
        (DATASET, DCT.publisher, DATASET),
    )
    found = card(index, DATASET, "nb")

    assert Value("Årsrapport 2023", DATASET.value) in field(found, "publisher").values
