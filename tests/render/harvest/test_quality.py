"""A quality score, for people and for programs."""

import json

import pytest
from hypothesis import given
from pyoxigraph import Literal
from tests.harvest.described import DATASET, FULL, TURTLE, read, with_, without
from tests.render.hostile import TEXTS

from maalbar.harvest.quality import Score, score
from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT
from maalbar.model.text import LANGUAGES
from maalbar.render.findings.harmless import harmless
from maalbar.render.harvest.quality import as_dict, as_text


def scored(index: Index, *, reached: bool | None = True, conforms: bool | None = True) -> Score:
    return score(index, DATASET, reached=lambda _: reached, conforms=conforms)


@pytest.fixture
def full() -> Index:
    return read(FULL)


def test_full_marks_need_no_advice(full: Index) -> None:
    assert (
        as_text(scored(full), "en", 80)
        == """\
Metadata quality: 360 of 360 points – excellent
  Of the distributions <https://example.org/catalogue#report.ttl> counts.
  Findability       100 of 100
  Accessibility     100 of 100
  Interoperability  70 of 70
  Reusability       75 of 75
  Contextuality     15 of 15

The portal's scale goes to 435. 75 of those points it gives to no one, or only
to those who break other rules: byteSizeAvailability,
formatMediaTypeNonProprietary, formatMediaTypeMachineInterpretable, formatMatch,
syntaxValid.
"""
    )


def test_advice_begins_with_what_is_worth_most(full: Index) -> None:
    text = as_text(scored(without(full, DCT.rights, DCAT.theme, DCAT.downloadURL)), "nb", 120)

    told = [line for line in text.splitlines() if line.startswith("  +")]
    assert [line.split()[0] for line in told] == ["+50", "+30", "+5"]
    assert told[0] == (
        "  +50  Legg til dcat:downloadURL på distribusjonen, adressen til selve filen."
    )


def test_what_was_not_looked_at_stands_by_itself(full: Index) -> None:
    text = as_text(scored(full, reached=None, conforms=None), "nn", 80)

    assert text.startswith(
        "Metadatakvalitet: 250 av 360 poeng – god\n  110 poeng til er ikkje undersøkte.\n"
    )
    assert (
        "\n\nDette er ikkje undersøkt:\n  +80  Om <https://example.org/report.ttl> svarer." in text
    )
    assert "fleire poeng:" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@given(told=TEXTS)
def test_no_text_adds_a_line_or_a_command(language: str, told: str) -> None:
    told = told.encode(errors="replace").decode()
    hostile = with_(
        without(read(FULL), DCT.license, DCAT.accessURL, DCAT.downloadURL, DCT["format"]),
        *(
            (TURTLE, each, Literal(told))
            for each in (DCT.license, DCAT.accessURL, DCAT.downloadURL)
        ),
        (TURTLE, DCT["format"], Literal(told)),
    )
    text = as_text(scored(hostile), language, 2000)

    assert len(text.splitlines()) < 25
    for line in text.split("\n"):
        assert harmless(line) == line


def test_programs_get_everything(full: Index) -> None:
    plain = json.loads(json.dumps(as_dict(scored(full, conforms=None), "en")))

    assert (plain["points"], plain["unknown"], plain["outOf"]) == (330, 30, 360)
    assert plain["rating"] == "good"
    assert plain["dimensions"]["interoperability"] == {"points": 40, "unknown": 30, "outOf": 70}
    (one,) = (each for each in plain["metrics"] if each["metric"] == "dcatApCompliance")
    assert one["met"] is None
    assert one["advice"] == one["advices"]["en"]
    assert set(one["advices"]) == set(LANGUAGES)
