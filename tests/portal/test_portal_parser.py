"""The portal's own parser reads every dataset, series and service: this is what it shows."""

import json
import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from tests.portal.catalogues import DCAT, graph_of, members, published
from tests.portal.records import parsed

portal = pytest.importorskip("fdk_rdf_parser", reason="fdk-rdf-parser is not installed")

# The parser looks for terms that rdflib does not know.
pytestmark = pytest.mark.filterwarnings("ignore:Code. .* is not defined in namespace:UserWarning")

GOLDEN = Path(__file__).parent / "golden"
PARSERS: Mapping[str, tuple[str, Callable[[str], Mapping[str, Any]]]] = {
    "datasets": (DCAT + "dataset", portal.parse_datasets),
    "services": (DCAT + "service", portal.parse_data_services),
}
LANGUAGES = {"nb", "nn", "en"}


@pytest.fixture(scope="module")
def seeds_graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The catalogue of the seeds, with an endpoint."""
    return graph_of(published("seeds", tmp_path_factory.mktemp("portal")))


def shown(graph: Graph, name: str) -> str:
    """Give what the portal shows, as JSON, in an order that is always the same."""
    (catalogue,) = members(graph, "Catalog")
    listed_by, parse = PARSERS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        cards = parsed(graph, catalogue, URIRef(listed_by), parse)
    return json.dumps(_ordered(json.loads(cards)), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", PARSERS)
def test_the_portal_shows_what_is_expected(
    seeds_graph: Graph, name: str, request: pytest.FixtureRequest
) -> None:
    file = GOLDEN / f"{name}.json"
    written = shown(seeds_graph, name)
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "what is expected is never changed in CI"
        file.write_text(written, encoding="utf-8")
    assert written == file.read_text(encoding="utf-8")


def test_every_dataset_shows_what_a_reader_looks_for(graph: Graph) -> None:
    cards = json.loads(shown(graph, "datasets"))

    assert {*cards} == {
        *map(str, members(graph, "Dataset")),
        *map(str, members(graph, "DatasetSeries")),
    }
    for iri, card in cards.items():
        assert card["publisher"]["name"], iri
        assert card["contactPoint"][0]["hasURL"], iri
        assert [each["code"] for each in card["theme"]] == ["GOVE"], iri
        assert card["losTheme"], iri
        assert {tag for each in card["keyword"] for tag in each} == LANGUAGES, iri
        assert card["spatial"][0]["code"] == "NOR", iri
        assert card["temporal"][0].keys() & {"startDate", "endDate"}, iri
        assert card["catalog"]["title"], iri
        assert card["issued"], iri
        if iri in map(str, members(graph, "Dataset")):
            assert card["accessRights"]["code"] == "PUBLIC", iri
            for each in card["distribution"]:
                assert each["license"][0]["prefLabel"].keys() == LANGUAGES, each
                assert each["fdkFormat"][0]["code"], each


def test_a_series_shows_its_datasets_the_last_first(seeds_graph: Graph) -> None:
    """The parser walks from the last by `dcat:prev`, where it has all of the catalogue."""
    graph = Graph() + seeds_graph
    (series,) = members(graph, "DatasetSeries")
    cards = json.loads(shown(graph, "datasets"))

    assert cards[str(series)]["last"].endswith("#report/digdir/2022/hovudtal")
    for year in ("2021", "2022"):
        (card,) = (card for iri, card in cards.items() if iri.endswith(f"{year}/hovudtal"))
        assert card["inSeries"]["uri"] == str(series)


def test_the_service_shows_its_address_and_what_it_serves(graph: Graph) -> None:
    ((_, card),) = json.loads(shown(graph, "services")).items()

    assert card["endpointURL"] == ["https://example.org/sparql"]
    assert card["servesDataset"][0].endswith("#everything")
    assert card["title"].keys() == LANGUAGES


def _ordered(value: Any) -> Any:  # noqa: ANN401 # JSON is what it is
    """Sort lists: the parser gives them as rdflib holds them, in no order."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_ordered(each) for each in value), key=json.dumps)
    return value
