"""Search engines get what they ask for, in words that cannot leave their script element."""

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from tests.catalogue.publications import catalogue_of
from tests.conftest import Author

from maalbar.catalogue.schema_org import data_catalogue, dataset, script, scripts_of_pages
from maalbar.model.index import Index
from maalbar.model.terms import DCAT, A
from maalbar.model.text import LANGUAGES

BASE = "https://w3id.org/maalbar/"


@pytest.fixture(scope="module")
def catalogue(seeds: Path) -> Index:
    return catalogue_of(seeds)


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request: pytest.FixtureRequest, catalogue: Index) -> dict[str, dict[str, Any]]:
    """Every dataset in each language, by IRI."""
    return {
        each.value: dataset(catalogue, each, request.param)
        for each in catalogue.subjects(A, DCAT.Dataset)
    }


def test_every_dataset_says_what_search_engines_require(told: dict[str, dict[str, Any]]) -> None:
    assert told
    for iri, said in told.items():
        assert said["@context"] == "https://schema.org/"
        assert said["@type"] == "Dataset"
        assert said["@id"] == said["identifier"] == iri
        assert said["name"]
        assert 50 <= len(said["description"]) <= 5000
        assert said["url"].startswith("https://")
        assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
        for role in ("creator", "publisher"):
            assert said[role]["@type"] == "Organization"
            assert said[role]["name"]
            assert said[role]["url"].startswith("https://")
        assert said["isAccessibleForFree"] is True
        assert {*said["inLanguage"]} <= {*LANGUAGES}
        assert said["keywords"]
        assert said["spatialCoverage"][0]["name"] in {"Norge", "Noreg", "Norway"}
        (kept,) = said["includedInDataCatalog"]
        assert kept["@type"] == "DataCatalog"
        assert kept["name"]
        date = r"\d{4}-\d{2}-\d{2}"
        assert re.fullmatch(rf"({date}|\.\.)/({date}|\.\.)", said["temporalCoverage"])
        for key in ("datePublished", "dateModified"):
            assert re.fullmatch(date, said[key])


def test_every_file_says_where_it_is_and_what_it_is_written_in(
    told: dict[str, dict[str, Any]],
) -> None:
    kinds = set()
    for said in told.values():
        assert said["distribution"]
        for each in said["distribution"]:
            assert each["@type"] == "DataDownload"
            assert each["contentUrl"].startswith(BASE)
            assert re.fullmatch(r"\d+ B", each["contentSize"])
            assert re.fullmatch("[0-9a-f]{64}", each["sha256"])
            kinds.add(each["encodingFormat"])
    assert kinds == {
        *("text/turtle", "text/csv", "application/ld+json", "application/n-triples"),
        *("application/n-quads", "application/trig", "application/gzip"),
    }


def test_a_report_says_when_its_figures_are_about(told: dict[str, dict[str, Any]]) -> None:
    said = told[f"{BASE}catalogue#report/digdir/2021/hovudtal"]

    assert said["temporalCoverage"] == "2017-01-01/2021-12-31"
    assert said["isBasedOn"] == ["https://aarsrapport2021.digdir.no/kapittel-2/hovudtal/13.html"]


def test_a_dataset_is_told_in_the_language_of_its_page(catalogue: Index) -> None:
    node = NamedNode(f"{BASE}catalogue#report/digdir/2022/hovudtal")

    names = {tag: dataset(catalogue, node, tag)["name"] for tag in LANGUAGES}

    assert names["nb"].startswith("Hovedtall")
    assert names["nn"].startswith("Hovudtal")
    assert names["en"].startswith("Key figures")


def test_the_catalogue_lists_its_datasets(catalogue: Index) -> None:
    (node,) = catalogue.subjects(A, DCAT.Catalog)

    said = data_catalogue(catalogue, node, "nb")

    assert said["@type"] == "DataCatalog"
    assert said["url"] == BASE
    assert {each["@id"] for each in said["dataset"]} == {
        each.value for each in catalogue.subjects(A, DCAT.Dataset)
    }


def test_every_report_has_its_script_and_so_has_the_front_page(
    catalogue: Index, seeds: Path
) -> None:
    scripts = scripts_of_pages(catalogue, "nn")

    assert len(scripts) == len(list(seeds.rglob("hovudtal/report.yaml"))) + 1 + 2
    whole, everything = json.loads(scripts[BASE])
    assert (whole["@type"], everything["@type"]) == ("DataCatalog", "Dataset")


def test_a_long_description_is_cut_and_a_short_one_filled(
    author: Author, small_settings: str
) -> None:
    long = small_settings.replace("Et lite regnskap til å prøve på.", "lang og god, " * 2000)
    found = catalogue_of(author(files={"maalbar.toml": long}))
    (node,) = found.subjects(A, DCAT.Catalog)

    said = data_catalogue(found, node, "nb")

    assert len(said["description"]) == 5000


@given(st.text())
def test_no_text_can_end_the_script_element(text: str) -> None:
    said = {"name": text, "description": f"</script><script>{text}<!--"}

    page = f"<!doctype html><title>x</title><script type=x>{script(said)}</script><p>y"

    assert json.loads(script(said)) == said
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert len(tree.findall(".//script")) == 1
    assert len(tree.findall(".//p")) == 1
