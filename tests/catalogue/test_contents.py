"""What the catalogue says of each thing comes from the data: time, languages, sources, terms."""

import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from tests.catalogue.publications import catalogue_of
from tests.conftest import Author

from maalbar.catalogue.agents import licence_of
from maalbar.model.index import Index
from maalbar.model.terms import CV, DCAT, DCT, EU, FOAF, PROV, SKOS, A

BASE = "https://example.org/tests/"
REPORT = NamedNode(f"{BASE}catalogue#report/bydrift/2023")
REGISTER = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
LOS = "https://psi.norge.no/los/tema/"


def values(catalogue: Index, node: NamedNode, predicate: NamedNode) -> set[str]:
    return {each.value for each in catalogue.objects(node, predicate)}


@pytest.fixture(scope="module")
def seeds_catalogue(seeds: Path) -> Index:
    return catalogue_of(seeds)


def test_a_report_covers_the_time_that_its_figures_are_about(seeds_catalogue: Index) -> None:
    node = NamedNode("https://w3id.org/maalbar/catalogue#report/digdir/2021/hovudtal")

    (period,) = seeds_catalogue.objects(node, DCT.temporal)

    assert isinstance(period, NamedNode)
    assert values(seeds_catalogue, period, DCAT.startDate) == {"2017-01-01"}
    assert values(seeds_catalogue, period, DCAT.endDate) == {"2021-12-31"}


def test_a_report_without_figures_covers_its_year(author: Author) -> None:
    catalogue = catalogue_of(author())

    (period,) = catalogue.objects(REPORT, DCT.temporal)

    assert isinstance(period, NamedNode)
    assert values(catalogue, period, DCAT.startDate) == {"2023-01-01"}
    assert values(catalogue, period, DCAT.endDate) == {"2023-12-31"}


def test_a_dataset_says_which_pages_it_was_read_from(seeds_catalogue: Index) -> None:
    node = NamedNode("https://w3id.org/maalbar/catalogue#report/digdir/2022/hovudtal")

    assert values(seeds_catalogue, node, PROV.wasDerivedFrom) == {
        "https://aarsrapport2022.digdir.no/kapittel-2/hovudtal/13.html"
    }


def test_a_dataset_is_about_the_concepts_of_what_it_measures(seeds_catalogue: Index) -> None:
    node = NamedNode("https://w3id.org/maalbar/catalogue#report/digdir/2022/hovudtal")

    subjects = seeds_catalogue.objects(node, DCT.subject)

    assert NamedNode("https://w3id.org/maalbar/concepts#indicator/ansatte") in subjects
    for each in subjects:
        assert seeds_catalogue.objects(each, A) == (SKOS.Concept,)
        assert seeds_catalogue.objects(each, SKOS.prefLabel)


def test_a_dataset_is_in_the_languages_of_its_texts(author: Author, small_report: str) -> None:
    title = "{nb: Årsrapport 2023, nn: Årsrapport 2023, en: Annual report 2023}"
    report, shared = small_report.replace(title, "{nb: Årsrapport 2023}").split("editorial:")
    root = author(f"editorial:{shared}", files={"2023/report.yaml": report})

    assert values(catalogue_of(root), REPORT, DCT.language) == {EU["language/NOB"].value}


def test_keywords_come_in_every_language_whatever_the_settings_say(author: Author) -> None:
    keywords = catalogue_of(author()).objects(REPORT, DCAT.keyword)

    assert {(each.language, each.value) for each in keywords if isinstance(each, Literal)} == {
        ("nb", "mål og resultater"),
        ("nb", "årsrapport"),
        ("nn", "mål og resultat"),
        ("nn", "årsrapport"),
        ("en", "goals and results"),
        ("en", "annual report"),
    }


def test_an_organisation_with_a_number_is_known_by_the_register(
    author: Author, small_report: str
) -> None:
    numbered = small_report.replace(
        "type: Organization", 'type: PublicOrganisation\n    identifier: "991825827"'
    )

    catalogue = catalogue_of(author(numbered))

    node = NamedNode(f"{REGISTER}991825827")
    assert catalogue.objects(REPORT, DCT.publisher) == (node,)
    assert values(catalogue, node, FOAF.name) == {"Bydrift"}
    assert values(catalogue, node, DCT.identifier) == {"991825827"}
    assert values(catalogue, node, DCT.type) == {
        "http://purl.org/adms/publishertype/NationalAuthority"
    }
    assert catalogue.subjects(DCT.publisher, NamedNode(f"{BASE}id/org/bydrift")) == ()


def test_one_that_is_no_public_body_has_no_kind(author: Author) -> None:
    catalogue = catalogue_of(author())

    node = NamedNode(f"{BASE}id/org/bydrift")
    assert catalogue.objects(REPORT, DCT.publisher) == (node,)
    assert catalogue.objects(node, DCT.type) == ()
    assert (node, A, CV.PublicOrganisation) not in catalogue


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC_BY_4_0"),
        ("http://creativecommons.org/licenses/by/4.0", "CC_BY_4_0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.no", "CC_BY_4_0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0"),
        ("https://data.norge.no/nlod/no/2.0", "NLOD_2_0"),
        ("https://publications.europa.eu/resource/authority/licence/CC0", "CC0"),
    ],
)
def test_a_licence_is_known_by_the_address_that_the_portals_know(said: str, known: str) -> None:
    assert licence_of(NamedNode(said)) == EU[f"licence/{known}"]


def test_a_licence_that_no_list_has_keeps_its_address() -> None:
    other = NamedNode("https://example.org/licence")

    assert licence_of(other) == other


def test_themes_publisher_type_and_endpoint_are_what_the_settings_say(
    author: Author, small_settings: str, small_report: str
) -> None:
    settings = (
        'themes = ["TRAN", "trafikk-og-transport"]\npublisher-type = "LocalAuthority"\n'
        f'endpoint = "https://example.org/sparql"\n{small_settings}'
    )
    public = small_report.replace("type: Organization", "type: PublicOrganisation")

    catalogue = catalogue_of(author(public, files={"maalbar.toml": settings}))

    expected = {EU["data-theme/TRAN"].value, f"{LOS}trafikk-og-transport"}
    assert values(catalogue, REPORT, DCAT.theme) == expected
    publisher = NamedNode(f"{BASE}id/org/bydrift")
    assert values(catalogue, publisher, DCT.type) == {
        "http://purl.org/adms/publishertype/LocalAuthority"
    }
    (service,) = catalogue.subjects(A, DCAT.DataService)
    assert isinstance(service, NamedNode)
    assert values(catalogue, service, DCAT.endpointURL) == {"https://example.org/sparql"}
    assert values(catalogue, service, DCAT.servesDataset) == {f"{BASE}catalogue#everything"}
    assert len(catalogue.subjects(DCAT.service, service)) == 1


def test_without_an_endpoint_there_is_no_service(author: Author) -> None:
    assert catalogue_of(author()).subjects(A, DCAT.DataService) == ()


def test_themes_of_los_alone_come_with_one_of_the_eu(author: Author, small_settings: str) -> None:
    settings = f'themes = ["{LOS}naring"]\n{small_settings}'

    catalogue = catalogue_of(author(files={"maalbar.toml": settings}))

    expected = {EU["data-theme/GOVE"].value, f"{LOS}naring"}
    assert values(catalogue, REPORT, DCAT.theme) == expected


@pytest.mark.parametrize("name", ["contact", "everything", "rights", "series/a", "vocabulary"])
def test_no_report_takes_the_place_of_something_else_in_the_catalogue(
    author: Author, small_report: str, name: str
) -> None:
    catalogue = catalogue_of(author(small_report.replace("report/bydrift/2023", name)))

    node = NamedNode(f"{BASE}catalogue#id/{name}")
    assert catalogue.objects(node, A) == (DCAT.Dataset,)
    assert catalogue.objects(node, DCAT.landingPage) == (NamedNode(f"{BASE}id/{name}"),)


def test_a_catalogue_of_many_reports_takes_time_by_their_number(
    author: Author, small_report: str
) -> None:
    report, shared = small_report.split("editorial:")

    def seconds(reports: int) -> float:
        files = {
            f"{each}/report.yaml": report.replace("bydrift/2023", f"by{each}/2023")
            for each in range(reports)
        }
        root = author(f"editorial:{shared}", files=files)
        started = time.process_time()
        catalogue_of(root)
        return time.process_time() - started

    few = seconds(20)
    # Sixteen times as much would be each report held against each other.
    assert seconds(80) < 12 * few
