"""A code, looked up: what a reader of a finding wants to know of it."""

import pytest

from maalbar.model.diagnostic import MaalbarError
from maalbar.model.text import LANGUAGES
from maalbar.render.explain import explained
from maalbar.words.reasons import layers

CODES = [reason.code for layer in layers() for reason in layer.reasons]


def test_a_code_is_explained_with_what_it_says_why_and_how_to_mend_it() -> None:
    assert explained("syntax/tab", "nb", 60) == (
        "syntax/tab: Innrykk med tabulator\n"
        "\n"
        "Funnet sier:\n"
        "  Linja er rykket inn med tabulator\n"
        "\n"
        "Hvorfor:\n"
        "  Hvor bred en tabulator er, varierer fra program til\n"
        "  program. Innrykk med tabulator sier derfor ikke sikkert\n"
        "  hva som hører sammen.\n"
        "\n"
        "Slik retter du det:\n"
        "  Bruk mellomrom til innrykk\n"
    )


def test_what_a_shape_says_is_not_foretold() -> None:
    assert "The finding says:" not in explained("shapes/min-count", "en", 80)


def test_a_code_is_known_in_the_brackets_that_a_finding_shows_it_in() -> None:
    assert explained("[syntax/tab]", "en", 80) == explained("syntax/tab", "en", 80)


def test_a_code_is_known_without_its_layer_if_no_other_is_called_so() -> None:
    assert explained("tab", "en", 80) == explained("syntax/tab", "en", 80)
    with pytest.raises(MaalbarError):
        explained("unknown", "en", 80)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_within_the_window(code: str, language: str) -> None:
    said = explained(code, language, 80)

    assert said.startswith(f"{code}: ")
    assert all(len(line) <= 80 or "http" in line for line in said.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_code_all_are_listed(language: str) -> None:
    listed = [line.split()[0] for line in explained(None, language, 80).splitlines() if "/" in line]

    assert listed == CODES


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(MaalbarError) as error:
        explained("syntax/not-yml", "en", 80)

    (finding,) = error.value.diagnostics
    assert finding.code == "terms/unknown-finding"
    assert "did you mean 'syntax/not-yaml'?" in finding.message["en"]
