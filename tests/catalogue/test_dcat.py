"""The catalogue is what harvesters want: DCAT-AP-NO 3 to the letter, and what they stumble over."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import Graph
from rdflib.compare import isomorphic
from tests.conftest import Author
from tests.publish.reading import Site, site_of

from maalbar.catalogue.distributions import CSVW
from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT, EU, FOAF, MB, SDO, WDRS, A, Subject, Term

TEXTS = (DCT.title, DCT.description, DCAT.keyword)
LANGUAGES = {"nb", "nn", "en"}
FORMATS = (".ttl", ".jsonld", ".nt", ".nq", ".trig")


@pytest.fixture(scope="module")
def site(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The seeds, published."""
    return site_of(seeds, tmp_path_factory.mktemp("published") / "site")


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Index:
    """The catalogue, as pyoxigraph reads it."""
    return Index(site.triples("catalogue.ttl"))


@pytest.fixture(scope="module")
def graph(site: Site) -> Graph:
    """The catalogue, as rdflib reads it."""
    return Graph().parse(data=site.read("catalogue.ttl"), format="turtle")


def test_the_catalogue_has_no_blank_node(catalogue: Index) -> None:
    assert not [term for triple in catalogue for term in triple if isinstance(term, BlankNode)]


def test_the_catalogue_survives_rdf_xml(graph: Graph) -> None:
    written = graph.serialize(format="pretty-xml")

    assert isomorphic(Graph().parse(data=written, format="xml"), graph)


def test_the_catalogue_has_no_relative_address(catalogue: Index) -> None:
    for triple in catalogue:
        for term in triple:
            if isinstance(term, NamedNode):
                assert term.value.startswith(("http://", "https://"))
                assert not term.value.startswith("http://example.com/")


def test_there_is_one_catalogue_and_it_is_where_it_says(site: Site, catalogue: Index) -> None:
    (node,) = catalogue.subjects(A, DCAT.Catalog)

    assert isinstance(node, NamedNode)
    assert f"{node.value.removeprefix(site.publication.settings.base)}.ttl" == "catalogue.ttl"


def datasets(catalogue: Index) -> tuple[Subject, ...]:
    """Give all datasets."""
    return catalogue.subjects(A, DCAT.Dataset)


def distributions(catalogue: Index) -> Iterator[tuple[Subject, Term]]:
    """Give all datasets with each of their distributions."""
    for dataset in datasets(catalogue):
        for each in catalogue.objects(dataset, DCAT.distribution):
            yield dataset, each


def test_every_dataset_is_in_the_catalogue_and_none_points_back(catalogue: Index) -> None:
    (node,) = catalogue.subjects(A, DCAT.Catalog)

    series = catalogue.subjects(A, DCAT.DatasetSeries)
    assert set(catalogue.objects(node, DCAT.dataset)) == {*datasets(catalogue), *series}
    assert [triple for triple in catalogue if triple[2] == node] == []


def test_every_report_has_a_dataset_and_so_have_the_whole_and_the_terms(
    site: Site, catalogue: Index
) -> None:
    base = site.publication.settings.base
    pages = [
        page for each in datasets(catalogue) for page in catalogue.objects(each, DCAT.landingPage)
    ]

    terms = NamedNode(f"{base}ns")
    assert {*pages} == {*site.publication.reports, NamedNode(base), terms}
    assert pages.count(terms) == 2
    assert len(pages) == len(site.publication.reports) + 3


def test_a_publication_that_does_not_keep_the_vocabulary_has_no_dataset_of_it(
    author: Author, tmp_path: Path
) -> None:
    site = site_of(author(), tmp_path / "site")

    found = datasets(Index(site.triples("catalogue.ttl")))

    names = {each.value.partition("#")[2] for each in found}
    assert names == {"everything", "report/bydrift/2023"}


def test_a_dataset_has_the_report_in_every_syntax(site: Site, catalogue: Index) -> None:
    for report in site.publication.reports:
        (dataset,) = catalogue.subjects(DCAT.landingPage, report)
        urls = {
            url.value
            for each in catalogue.objects(dataset, DCAT.distribution)
            for url in catalogue.objects(each, DCAT.downloadURL)
        }

        assert urls == {f"{report.value}{end}" for end in (*FORMATS, ".csv")}


def test_a_table_of_figures_says_where_it_is_told_what_its_columns_mean(
    site: Site, catalogue: Index
) -> None:
    for table in catalogue.subjects(DCT["format"], EU["file-type/CSV"]):
        (url,) = catalogue.objects(table, DCAT.downloadURL)
        (told,) = catalogue.objects(table, WDRS.describedby)

        assert told.value == f"{url.value}-metadata.json"
        assert told.value.removeprefix(site.publication.settings.base) in site.files()
        assert CSVW in catalogue.objects(table, DCT.conformsTo)


def test_a_landing_page_is_not_the_address_of_the_dataset(catalogue: Index) -> None:
    for each in datasets(catalogue):
        assert catalogue.objects(each, DCAT.landingPage) != (each,)


def test_every_distribution_is_a_file_that_was_published_with_its_checksum(
    site: Site, catalogue: Index
) -> None:
    base = site.publication.settings.base
    seen = set()
    for _, each in distributions(catalogue):
        (url,) = catalogue.objects(each, DCAT.downloadURL)
        (access,) = catalogue.objects(each, DCAT.accessURL)
        (value,) = catalogue.objects(each, SDO.sha256)
        (size,) = catalogue.objects(each, SDO.contentSize)

        assert access.value.startswith(base)
        path = url.value.removeprefix(base)
        assert value.value == hashlib.sha256(site.read(path)).hexdigest()
        assert size.value == f"{len(site.read(path))} B"
        seen.add(path)
    assert {path for path in site.files() if path.startswith("dump.")} <= seen
    assert len(seen) == 10 + 6 * len(site.publication.reports) + 2 * 3


def test_every_distribution_says_its_format_and_licence(site: Site, catalogue: Index) -> None:
    for _, each in distributions(catalogue):
        assert len(catalogue.objects(each, DCT["format"])) == 1
        assert catalogue.objects(each, DCT.license) == (site.publication.settings.licence,)
        (url,) = catalogue.objects(each, DCAT.downloadURL)
        packed = catalogue.objects(each, DCAT.compressFormat)
        assert bool(packed) is url.value.endswith(".gz")


def test_texts_of_catalogue_and_datasets_have_a_language_each_once(catalogue: Index) -> None:
    for subject in (*catalogue.subjects(A, DCAT.Catalog), *datasets(catalogue)):
        for predicate in TEXTS:
            values = catalogue.objects(subject, predicate)
            tags = [value.language for value in values if isinstance(value, Literal)]

            assert set(tags) <= LANGUAGES
            if predicate != DCAT.keyword:
                assert len(tags) == len(set(tags))
                assert "nb" in tags
    for subject, predicate, value in catalogue:
        if predicate in TEXTS and isinstance(value, Literal):
            assert value.language, (subject, predicate)


def test_two_datasets_have_different_titles(catalogue: Index) -> None:
    titles = [
        value.value
        for each in datasets(catalogue)
        for value in catalogue.objects(each, DCT.title)
        if isinstance(value, Literal) and value.language == "nb"
    ]

    assert len(titles) == len(datasets(catalogue)) == len(set(titles))


def test_a_publisher_is_the_one_that_the_organisation_register_knows(catalogue: Index) -> None:
    register = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
    publishers = {
        value for each in datasets(catalogue) for value in catalogue.objects(each, DCT.publisher)
    }

    assert NamedNode(f"{register}991825827") in publishers
    for each in publishers:
        assert catalogue.objects(each, FOAF.name)


def test_nothing_of_others_is_told_as_a_dataset_of_ours(site: Site, catalogue: Index) -> None:
    base = site.publication.settings.base
    for kind in (DCAT.Dataset, DCAT.Distribution, DCAT.Catalog):
        for each in catalogue.subjects(A, kind):
            assert isinstance(each, NamedNode)
            assert each.value.startswith(base)


def test_reports_whose_addresses_are_alike_have_datasets_of_their_own(
    author: Author, small_report: str, tmp_path: Path
) -> None:
    another = small_report.replace("bydrift/2023", "bydrift-2023").split("editorial:")[0]

    site = site_of(author(files={"other/report.yaml": another}), tmp_path / "site")

    catalogue = Index(site.triples("catalogue.ttl"))
    assert len(site.publication.reports) == 2
    assert len(datasets(catalogue)) == 3


@pytest.mark.parametrize(
    "report", ["report/blåbær", "https://data.example.net/rapport?år=2023", "report/50%25"]
)
def test_a_report_has_its_files_whatever_its_address_looks_like(
    author: Author, small_report: str, tmp_path: Path, report: str
) -> None:
    site = site_of(
        author(small_report.replace("report/bydrift/2023", f'"{report}"')), tmp_path / "site"
    )

    catalogue = Index(site.triples("catalogue.ttl"))
    (node,) = site.publication.reports
    (dataset,) = catalogue.subjects(DCAT.landingPage, node)
    assert len(catalogue.objects(dataset, DCAT.distribution)) == len(FORMATS)
    assert (node, A, MB.PerformanceReport) in site.triples(f"{site.paths.of(node.value)}.ttl")


def test_a_title_in_one_language_is_told_in_that_language_alone(
    author: Author, small_report: str, tmp_path: Path
) -> None:
    title = "{nb: Årsrapport 2023, nn: Årsrapport 2023, en: Annual report 2023}"
    site = site_of(author(small_report.replace(title, "{nb: Årsrapport 2023}")), tmp_path / "site")

    catalogue = Index(site.triples("catalogue.ttl"))
    (dataset,) = catalogue.subjects(DCAT.landingPage, site.publication.reports[0])
    assert catalogue.objects(dataset, DCT.title) == (
        Literal("Årsrapport 2023 (Bydrift 2023)", language="nb"),
    )
