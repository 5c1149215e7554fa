"""The portal's own parser reads every concept, the model and every event: this is what it shows."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from rdflib import URIRef
from tests.catalogue.other_sources import MEMBERS, NAMES, as_graph, described
from tests.portal.records import parsed

from maalbar import flow

portal = pytest.importorskip("fdk_rdf_parser", reason="fdk-rdf-parser is not installed")

# The parser looks for terms that rdflib does not know.
pytestmark = pytest.mark.filterwarnings("ignore:Code. .* is not defined in namespace:UserWarning")

GOLDEN = Path(__file__).parent / "golden"
PARSERS: Mapping[str, Callable[[str], Mapping[str, Any]]] = {
    "concepts": portal.parse_concepts,
    "model": portal.parse_information_models,
    "events": portal.parse_events,
}
LANGUAGES = {"nb", "nn", "en"}


@pytest.fixture(scope="module")
def shown(checked: flow.Checked) -> Mapping[str, str]:
    """What the portal shows of the seeds, by source, as JSON."""
    base = checked.publication.settings.base
    return {
        name: parsed(
            as_graph(source, base),
            URIRef(base + name),
            URIRef(MEMBERS[name][1].value),
            PARSERS[name],
        )
        for name, source in described(checked.publication).items()
    }


def cards(shown: Mapping[str, str], name: str) -> dict[str, dict[str, Any]]:
    """Give the cards of one source by what follows the number sign."""
    found = json.loads(shown[name])
    return {iri.partition("#")[2]: card for iri, card in found.items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_portal_shows_what_is_expected(
    shown: Mapping[str, str], name: str, request: pytest.FixtureRequest
) -> None:
    file = GOLDEN / f"{name}.json"
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "what is expected is never changed in CI"
        file.write_text(shown[name], encoding="utf-8")
    assert shown[name] == file.read_text(encoding="utf-8")


def test_a_concept_shows_its_name_and_definition_in_all_languages(
    shown: Mapping[str, str],
) -> None:
    for card in cards(shown, "concepts").values():
        assert card["prefLabel"].keys() >= {"nb", "nn"}
        assert card["definition"]["text"].keys() == LANGUAGES
        assert len(card["definitions"]) == 1
        assert card["collection"]["label"].keys() == LANGUAGES
        assert card["publisher"]["name"] == "Målbar"
        assert card["contactPoint"]["hasURL"]


def test_the_model_shows_its_elements_properties_and_codes(shown: Mapping[str, str]) -> None:
    (card,) = cards(shown, "model").values()
    base = card["uri"].partition("#")[0]

    assert card["title"].keys() == LANGUAGES
    assert card["catalog"]["title"].keys() == LANGUAGES
    assert card["modelElements"].keys() == {*card["containsModelElements"]}
    for each in card["modelElements"].values():
        assert each["title"].keys() == LANGUAGES
        assert {*each.get("hasProperty", ())} <= card["modelProperties"].keys()
    codes = card["modelElements"][f"{base}#unitScheme"]["codes"]
    assert "percent" in {each["notation"] for each in codes}
    value = card["modelProperties"][f"{base}#Observation-value"]
    assert (value["minOccurs"], value["maxOccurs"]) == (1, 1)
    assert value["hasSimpleType"] == f"{base}#decimal"


def test_a_life_event_shows_its_name_and_that_of_los(shown: Mapping[str, str]) -> None:
    found = cards(shown, "events")

    assert len(found) == 7
    for name, card in found.items():
        assert card["specialized_type"] == "life_event"
        assert card["title"].keys() == card["description"].keys() == LANGUAGES
        assert card["relation"] == [f"https://psi.norge.no/los/hendelse/{name}"]
        assert card["catalog"]["title"].keys() == LANGUAGES
