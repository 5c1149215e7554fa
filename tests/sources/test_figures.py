"""Which numbers of a text are figures, where they stand and what they are worth."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maalbar.sources.figures import Figure, figures_in

WORDS = {
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "sju": 7,
    "syv": 7,
    "åtte": 8,
    "ni": 9,
    "ti": 10,
    "elleve": 11,
    "tolv": 12,
    "three": 3,
    "seven": 7,
    "twelve": 12,
    "hundre": 100,
    "tusen": 1000,
}
FILLING = st.text("abcæøå \n", max_size=10).map(lambda text: f"{text} " if text else "")


def values(text: str) -> list[str]:
    return [str(each.value) for each in figures_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90 prosent", ["90"]),
        ("90 % og 85%", ["90", "85"]),
        ("Andelen er 92,2.", ["92.2"]),
        ("92.2 per cent", ["92.2"]),
        ("1 000 virksomheter", ["1000"]),
        ("1\u00a0000\u202f000 kroner", ["1000000"]),
        ("12 345,5", ["12345.5"]),
        ("2 000 deltakere", ["2000"]),
        ("Totalt (14) møter", ["14"]),
        ("Det var 22. Neste år blir det flere.", ["22"]),
        ("over 100, under 200", ["100", "200"]),
        ("Seks av tiltakene", ["6"]),
        ("FEM", ["5"]),
    ],
)
def test_numbers_are_figures(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 av 10", "90"),
        ("1 av 10", "10"),
        ("ni av ti", "90"),
        ("tre av fire", "75"),
        ("9 of 10", "90"),
        ("9\nav\u00a010", "90"),
        ("1 000 av 2 000", "50"),
        ("1 av 0", "1"),
    ],
)
def test_a_part_of_a_whole_is_its_percentage(text: str, expected: str) -> None:
    (figure,) = figures_in(f"I alt {text} svarte")

    assert (figure.text, figure.start, figure.end) == (text, 6, 6 + len(text))
    assert figure.value == Decimal(expected)


def test_a_share_states_what_it_is_rounded_to() -> None:
    (figure,) = figures_in("1 av 3 svarte")

    assert figure.states(Decimal(33))
    assert figure.states(Decimal("33.3"))
    assert not figure.states(Decimal("33.4"))
    assert not figure.states(Decimal("NaN"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,5 millioner", "2500000"),
        ("14 mill.", "14000000"),
        ("3 tusen", "3000"),
        ("1,1 mrd.", "1100000000"),
        ("to milliardar", "2000000000"),
    ],
)
def test_a_figure_is_counted_in_full(text: str, expected: str) -> None:
    (figure,) = figures_in(f"Budsjettet er {text} kroner")

    assert figure.text == text
    assert figure.value == Decimal(expected)


def test_a_range_is_two_figures() -> None:
    assert [figure.text for figure in figures_in("mellom 5-10 og 20–30")] == ["5", "10", "20", "30"]


@pytest.mark.parametrize(
    "text",
    [
        "den 2021-04-05",
        "etter covid-19",
        "24-timersmøtet",
        "I 2021 og 1999",
        "2019–2021",
        "2019-2021",
        "31.12.2021",
        "22. juli",
        "den 3. store runden",
        "kl. 10:30",
        "kapittel 3.2.1",
        "10-åring",
        "covid-19",
        "H2O",
        "5G",
        "https://example.org/41",
        "post@4you",
        "totalt",
        "tiltak",
        "ett av dem, en ny og one more",
        "tjuefem",
        "",
    ],
)
def test_years_dates_ordinals_and_parts_of_words_are_no_figures(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("word", WORDS)
def test_a_number_in_words_is_a_figure(word: str) -> None:
    assert values(f"Av dem er {word} nye.") == [str(WORDS[word])]
    assert values(f"{word.capitalize()} er nye.") == [str(WORDS[word])]
    assert values(f"{word}x x{word}") == []


@given(FILLING, st.integers(0, 10**12).filter(lambda number: not 1900 <= number < 2100), FILLING)
def test_a_whole_number_is_found_at_its_place_with_or_without_thousands(
    before: str, number: int, after: str
) -> None:
    for written in (
        str(number),
        f"{number:,}".replace(",", " "),
        f"{number:,}".replace(",", "\u00a0"),
    ):
        text = f"{before}{written} {after}"

        (figure,) = (each for each in figures_in(text) if each.text[0].isdigit())

        assert figure == Figure(written, len(before), len(before) + len(written), Decimal(number))


@given(FILLING, st.decimals(0, 10**6, places=2))
def test_a_decimal_comma_and_a_decimal_point_are_the_same(before: str, number: Decimal) -> None:
    with_comma, with_point = (
        [each for each in figures_in(f"{before}{written} kr") if each.text[0].isdigit()]
        for written in (str(number).replace(".", ","), str(number))
    )

    assert [each.value for each in with_comma] == [each.value for each in with_point] == [number]


@given(st.integers(1, 999), st.integers(1, 999))
def test_any_part_of_any_whole_is_one_figure(part: int, whole: int) -> None:
    (figure,) = figures_in(f"{part} av {whole}")

    assert figure.value == Decimal(100 * part) / whole


@given(st.text())
def test_figures_stand_apart_and_say_what_the_text_says(text: str) -> None:
    end = 0
    for figure in figures_in(text):
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text
        assert figure.value.is_finite()
        end = figure.end


def test_a_number_of_a_million_digits_is_a_figure_and_not_a_crash() -> None:
    digits = "7" * 1_000_001

    for text in (digits, f"{digits} av 9", f"9 av {digits}", f"{digits} mrd.", f"0,{digits} mrd."):
        (figure,) = figures_in(text)
        assert figure.text == text
        assert not figure.states(Decimal(90))


def test_a_share_is_not_said_to_more_decimals_than_were_computed() -> None:
    (figure,) = figures_in("1 av 3")

    assert figure.states(Decimal("0." + "3" * 20).scaleb(2))
    assert not figure.states(Decimal("33." + "3" * 400))
    assert not figure.states(Decimal("1E+999999"))
    assert not figure.states(Decimal("1E-999999"))


@pytest.mark.parametrize(
    "piece",
    ["1 ", " 000", "1", "1.", "1,", "1-", "1:", "9 av ", " ", "-", "to ", "2,5 mill. ", "a1 "],
)
def test_a_text_full_of_figures_takes_no_more_time_the_more_there_are(piece: str) -> None:
    """A square of half a megabyte would take hours."""
    text = "1" + piece * (500_000 // len(piece)) + "x"
    started = time.process_time()

    for figure in figures_in(text):
        assert figure.text

    assert time.process_time() - started < 5
