"""A card, for people and for programs."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from tests.harvest.described import DATASET, FULL, PREFIXES, read
from tests.render.hostile import TEXTS

from maalbar.harvest.card import Card, Distribution, Field, card
from maalbar.harvest.shown import Value
from maalbar.model.text import LANGUAGES
from maalbar.render.findings.harmless import harmless
from maalbar.render.harvest.cards import as_dict, as_text

GOLDEN: Final = Path(__file__).parent / "golden"


def shown(turtle: str = FULL, language: str = "nb") -> Card:
    return card(read(turtle), DATASET, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_shown_as_it_always_was(language: str, request: pytest.FixtureRequest) -> None:
    text = as_text(shown(language=language), language, 72)

    file = GOLDEN / f"card.{language}.txt"
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "what is expected is never changed in CI"
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_what_is_missing_is_shown_as_missing() -> None:
    text = as_text(shown(f"{PREFIXES} ex:report a dcat:Dataset ."), "en", 80)

    assert "\n  (no title)\n" in text
    assert "\n  (no description)\n" in text
    assert re.search(r"\n  Publisher +– missing\n", text)
    assert "\n  Distributions (0) – missing\n" in text
    assert re.search(r"\n  Open data +no\n", text)


@pytest.mark.parametrize("width", [20, 40, 60, 120])
def test_no_line_is_longer_than_the_window_but_for_what_is_copied_whole(width: int) -> None:
    for line in as_text(shown(), "nb", width).splitlines():
        assert len(line) <= width or len(max(line.split(), key=len)) > width // 3


def test_labels_stand_above_what_they_are_of_where_there_is_no_room_beside() -> None:
    assert "\n  Tilgangsnivå            Allmenn tilgang\n" in as_text(shown(), "nb", 80)
    assert "\n  Tilgangsnivå\n    Allmenn tilgang\n" in as_text(shown(), "nb", 30)


def test_of_long_lists_the_beginning_is_shown_and_the_rest_counted() -> None:
    many = tuple(Value(f"tema {each}") for each in range(100))
    form = Distribution(iri="https://a.no/f", title="", fields=())
    fields = (Field(name="themes", values=many, more=212),)
    text = as_text(replace(shown(), fields=fields, distributions=(form,) * 100, more=7), "nb", 80)

    assert text.count("tema ") == 12
    assert "… og 300 til" in text
    assert "Distribusjoner (107)\n" in text
    assert text.count("https://a.no/f") == 12
    assert text.endswith("    … og 95 til\n")


@given(TEXTS)
def test_no_text_adds_a_line_or_a_command(text: str) -> None:
    hostile = replace(
        shown(),
        iri=text,
        title=text,
        description=text,
        fields=(Field(name="themes", values=(Value(text), Value("", text))),),
        distributions=(Distribution(iri=text, title=text, fields=()),),
    )

    for language in LANGUAGES:
        for line in as_text(hostile, language, 1000).split("\n"):
            assert harmless(line) == line
    assert len(as_text(hostile, "nb", 3000).split("\n")) <= 12


def test_programs_get_names_and_addresses_and_what_is_missing_as_nothing() -> None:
    plain = json.loads(json.dumps(as_dict(shown())))

    assert plain["iri"] == DATASET.value
    assert plain["kind"] == "dataset"
    assert plain["isOpenData"] is True
    assert plain["fields"]["organisation"] == {
        "values": [{"text": "991825827", "iri": None}],
        "more": 0,
    }
    assert plain["fields"]["spatial"]["values"] == [
        {"text": "NOR", "iri": "http://publications.europa.eu/resource/authority/country/NOR"}
    ]
    assert [each["title"] for each in plain["distributions"]] == [None, "Turtle"]
    assert plain["moreDistributions"] == 0
    empty = as_dict(shown(f"{PREFIXES} ex:report a dcat:DataService ."))
    assert (empty["title"], empty["isOpenData"]) == (None, None)
    assert "distributions" not in empty
