"""What is new, in sentences of three languages."""

from pathlib import Path

import pytest
from tests.compare.sites import LINES, line, site

from maalbar.compare.changes import Comparison, Kind
from maalbar.compare.feed import News, news
from maalbar.compare.places import compare_places
from maalbar.model.terms import MB, XSD, A
from maalbar.model.text import LANGUAGES

FIGURE = (
    line("observation/1", A.value, f"<{MB.Observation.value}>"),
    line("observation/1", MB.value.value, f'"302.5"^^<{XSD.decimal.value}>'),
)


def between(folder: Path, before: tuple[str, ...], after: tuple[str, ...]) -> Comparison:
    old, new = (
        site(folder / name, "\n".join(sorted(lines)))
        for name, lines in (("old", before), ("new", after))
    )
    return compare_places(str(old), str(new))


def told(folder: Path, before: tuple[str, ...], after: tuple[str, ...]) -> News:
    (found,) = news(between(folder, before, after))
    return found


def test_nothing_new_is_no_news(tmp_path: Path) -> None:
    assert news(between(tmp_path, LINES, LINES)) == ()


def test_a_figure_that_changed_is_told_with_its_values_as_the_language_writes_them(
    tmp_path: Path,
) -> None:
    after = [each.replace("302.5", "1303.5") for each in FIGURE]

    found = told(tmp_path, (*LINES, *FIGURE), (*LINES, *after))

    assert found.report
    assert found.name["nb"] == "Årsrapport 2023"
    assert found.summary == {
        "nb": "Årsrapport 2023: 1 tall ble endret.",
        "nn": "Årsrapport 2023: 1 tal vart endra.",
        "en": "Årsrapport 2023: 1 figure changed.",
    }
    (item,) = found.items
    assert item.summary["nb"].endswith(": verdi ble endret fra 302,5 til 1\u00a0303,5.")
    assert item.summary["en"].endswith(": value changed from 302.5 to 1,303.5.")


@pytest.mark.parametrize(
    ("before", "after", "kind", "sentence"),
    [
        (LINES[2:], LINES, Kind.ADDED, "«Gatene skal være rene.» kom til."),
        (LINES, LINES[2:], Kind.REMOVED, "«Gatene skal være rene.» falt bort."),
        (
            LINES,
            (LINES[0].replace("rene", "grønne"), *LINES[1:]),
            Kind.CHANGED,
            "Gatene skal være grønne.: endringer i beskrivelse.",
        ),
    ],
)
def test_what_became_of_a_thing_is_one_sentence(
    tmp_path: Path, before: tuple[str, ...], after: tuple[str, ...], kind: Kind, sentence: str
) -> None:
    (item,) = told(tmp_path, before, after).items

    assert item.kind is kind
    assert item.summary["nb"].endswith(sentence)
    assert set(item.summary) == set(LANGUAGES)


def test_figures_are_counted_apart_from_other_things(tmp_path: Path) -> None:
    found = told(tmp_path, LINES[2:], (*LINES, *FIGURE))

    assert found.summary["en"] == "Årsrapport 2023: 1 figure added, 1 other thing added."
