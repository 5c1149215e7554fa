"""Which numbers only number: never one that counts something, as far as can be told."""

import time

import pytest

from maalbar.sources.figures import figures_in
from maalbar.sources.numbering import numbering


def numbers(text: str) -> list[str]:
    figures = tuple(figures_in(text))
    starts = numbering(text, figures)
    return [each.text for each in figures if each.start in starts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Mål\n\nTekst.\n\n2 Resultater\n\nTekst.\n", ["1", "2"]),
        ("2 Resultater\n\nVi tente 14 fyr.\n", ["2"]),
        ("2 Resultater\r\n\r\nVi tente 14 fyr.\r\n", ["2"]),
        ("# 1 Mål\n## 1.1 Delmål\n# 2 Resultater\n", ["1", "1.1", "2"]),
        ("2 Mål\n2.1 Hovedmål\n2.2 Delmål\n3 Veien videre\n", ["2", "2.1", "2.2", "3"]),
        ("3. Resultater og bruk av midler i 2030.\n", ["3"]),
        ("Vi skal:\n1) vaske gater,\n2) tenne 14 fyr,\n3) måle\n", ["1", "2", "3"]),
        ("1. Renhold\n2. Brøyting\n3. Strøing", ["1", "2", "3"]),
        ("Hovedmål 1: Færre ulykker", ["1"]),
        ("Mål 2: Rene gater", ["2"]),
        ("Vi ser at mål 2 er nådd.", ["2"]),
        ("Se kapittel 2, tabell 3.1 og figur 4.", ["2", "3.1", "4"]),
        ("See chapter 2, table 3 and figure 4.", ["2", "3", "4"]),
    ],
)
def test_numbers_of_headings_items_goals_and_tables(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "7 personskader",
        "7 personskader\n8 dødsfall",
        "Nøkkeltall\n\n7 Personskader\n12 Dødsfall\n\n30 Ansatte\n",
        "12 Ansatte 4 Ledere",
        "2 Personer ble skadd.",
        "2 Personer ble skadd i løpet av\nåret",
        "I alt ble det\n7 Personskader",
        "Året før var det\n22. Neste år blir det flere.",
        "Sykefravær: resultat 4, mål 5.",
        "Mål 5",
        "Mål 90 prosent",
        "(mål 5)",
        "delmål 90 %",
        "Tabell 3 prosent",
        "resultatmål 5",
        "305 Ansatte",
        "0 Klager",
        "1,5 Millioner",
        "to Resultater",
        "9 av 10",
    ],
)
def test_what_may_count_something_is_a_figure(text: str) -> None:
    assert numbers(text) == []


def test_a_heading_right_under_another_that_counts_on_is_one_too() -> None:
    assert numbers("1. Mål\n2 Resultater\n3 Bruk av midler") == ["1", "2", "3"]


@pytest.mark.parametrize("piece", ["1 A\n", "1. A", "# ", "1 ", "mål 1: ", "1)\t", "1\n", "\n1. a"])
def test_a_long_text_takes_no_more_time_the_more_numbers_there_are(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    figures = tuple(figures_in(text))
    started = time.process_time()

    numbering(text, figures)

    assert time.process_time() - started < 5
