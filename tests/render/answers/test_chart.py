"""Charts: what is drawn, what is said beside it, and what cannot be drawn."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from pyoxigraph import Literal, NamedNode
from tests.render.answers.terms import asked, citations, number, of

from maalbar.model.diagnostic import MaalbarError
from maalbar.model.terms import XSD
from maalbar.model.text import LANGUAGES
from maalbar.queries.library import read
from maalbar.render.answers import View, chart
from maalbar.render.answers.chart import picture, terminal
from maalbar.render.answers.width import columns

SVG = "{http://www.w3.org/2000/svg}"


def year(said: str) -> Literal:
    return Literal(said, datatype=XSD.gYear)


def text(said: str) -> Literal:
    return Literal(said, language="nb")


def lights(**more: Any) -> View:  # noqa: ANN401 # what a view has
    """Two lighthouses over three years; a figure was corrected, and a series broke."""
    rows = [
        (year("2028"), text("Nord"), number("1200.5"), text("meter"), None, None),
        (year("2029"), text("Nord"), number("999"), text("meter"), number("1000"), None),
        (year("2029"), text("Nord"), number("1000"), text("meter"), None, None),
        (year("2030"), text("Nord"), number("1100"), text("meter"), None, text("Ny måler")),
        (year("2029"), text("$Sør$ <b>"), number("-3"), text("meter"), None, None),
        (year("2030"), text("$Sør$ <b>"), None, text("meter"), None, None),
    ]
    names = ("year", "indicator", "value", "unit", "correctedTo", "seriesBreak")
    return of(names, rows, **({"query": asked(), "language": "nb"} | more))


def shown(answer: View) -> dict[str, list[tuple[str, Decimal]]]:
    drawn = chart.chart(answer, "line")
    return {one.name: [(each.label, each.value) for each in one.points] for one in drawn.series}


def reason(answer: View, kind: chart.Kind = "line") -> str:
    with pytest.raises(MaalbarError) as caught:
        chart.chart(answer, kind)
    (finding,) = caught.value.diagnostics
    assert finding.code == "query/not-drawn"
    assert all(finding.message[tag] for tag in LANGUAGES)
    return finding.message["en"].partition(": ")[2]


def test_years_run_along_and_texts_part_series() -> None:
    assert shown(lights()) == {
        "Nord": [("2028", Decimal("1200.5")), ("2029", Decimal(1000)), ("2030", Decimal(1100))],
        "$Sør$ <b>": [("2029", Decimal(-3))],
    }


def test_what_must_be_known_is_said_beside_it() -> None:
    drawn = chart.chart(lights(citations=citations()), "line")

    assert drawn.measured == "verdi (meter)"
    assert drawn.along == "år"
    assert "2030: Ny måler" in drawn.notes
    assert "Verdier som er rettet senere, er ikke tegnet: 1" in drawn.notes
    assert "Rader uten verdi er ikke tegnet: 1" in drawn.notes
    assert drawn.notes[0] == "Svaret navngir ingenting som det kan vises en kilde for."


def test_the_source_is_that_of_the_rows() -> None:
    page = NamedNode("https://example.org/id/observation/a")
    answer = of(
        ("year", "value", "figure"), [(year("2030"), number("1"), page)], citations=citations()
    )

    assert chart.chart(answer, "bar").notes[0] == "Source: Fyrvesenet (2030) Annual report"


def test_reports_that_state_the_same_are_drawn_once() -> None:
    rows = [(year("2030"), number("1"), text(each)) for each in ("A", "B")]

    assert shown(of(("year", "value", "report"), rows)) == {"": [("2030", Decimal(1))]}


def test_reports_that_state_different_things_are_series() -> None:
    rows = [(year("2030"), number(said), text(each)) for each, said in (("A", "1"), ("B", "2"))]

    assert set(shown(of(("year", "value", "report"), rows))) == {"A", "B"}


def test_the_header_may_say_what_is_drawn() -> None:
    header = "#+ chart: {x: when, y: much, series: [who]}\nSELECT ?when ?much ?who ?what {}"
    rows = [
        (year("2030"), number("1"), text("a"), text("p")),
        (year("2031"), number("2"), text("a"), text("q")),
    ]

    answer = of(("when", "much", "who", "what"), rows, query=read("own", header))

    assert shown(answer) == {"a": [("2030", Decimal(1)), ("2031", Decimal(2))]}


def test_names_run_along_a_bar_chart() -> None:
    rows = [(text("Nord"), number("1")), (text("Sør"), number("2"))]

    drawn = chart.chart(of(("place", "count"), rows), "bar")

    assert list(drawn.labels.values()) == ["Nord", "Sør"]


@pytest.mark.parametrize(
    ("names", "rows", "said"),
    [
        (("a",), [], "no figures"),
        (("a", "b"), [(text("x"), number("1"))], "runs through time"),
        (("year", "b"), [(year("2030"), text("x"))], "numbers alone"),
        (("year", "value"), [(year("2030"), None)], "numbers alone"),
        (
            ("year", "value", "unit"),
            [(year("2030"), number("1"), text(each)) for each in ("m", "kg")],
            "different units: kg, m",
        ),
        (
            ("year", "value"),
            [(year("2030"), number(each)) for each in "12"],
            "several values for 2030",
        ),
        (
            ("year", "value", "who"),
            [(year("2030"), number("1"), text(str(each))) for each in range(9)],
            "9 series",
        ),
        (
            ("year", "value"),
            [(year(str(1800 + each)), number("1")) for each in range(401)],
            "401 values",
        ),
        ((), [()], "no table"),
    ],
)
def test_what_cannot_be_drawn_is_told(names: tuple[str, ...], rows: list[Any], said: str) -> None:
    assert said in reason(of(names, rows))


def test_a_truth_and_a_wrong_header_cannot_be_drawn() -> None:
    truth = of(("answer",), [(Literal(value=True),)], query=read("", "ASK {}"))
    wrong = of(("a",), [(number("1"),)], query=read("w", "#+ chart: {x: b}\nSELECT ?a {}"))

    assert "no table" in reason(truth)
    assert "'b' (x)" in reason(wrong)


@pytest.mark.parametrize("kind", chart.KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_told_in_words(kind: chart.Kind, language: str) -> None:
    drawn = chart.chart(lights(language=language), kind)

    root = ET.fromstring(picture.draw(drawn, "svg"))  # noqa: S314 # we made it

    titles, told = root.findall(f"{SVG}title"), root.find(f"{SVG}desc")
    assert [each.text for each in titles] == [drawn.title]
    assert told is not None
    assert told.text == picture.described(drawn)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert root.get("lang") == language
    written = " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    assert "$Sør$ <b>" in written
    assert {"nb": "1\u00a0200,5", "nn": "1\u00a0200,5", "en": "1,200.5"}[language] in written
    for note in drawn.notes:
        assert note in written


def test_series_differ_in_more_than_colour() -> None:
    lines = picture.draw(chart.chart(lights(), "line"), "svg").decode()
    bars = picture.draw(chart.chart(lights(), "bar"), "svg").decode()

    assert "stroke-dasharray" in lines
    assert len(set(re.findall(r'<path id="m[0-9a-f]+" d="([^"]+)"', lines))) >= 2
    assert "<pattern" in bars


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_picture_is_the_same_whenever_it_is_made(form: str) -> None:
    drawn = chart.chart(lights(), "line")

    data = picture.draw(drawn, form)

    assert data == picture.draw(drawn, form)
    assert data.startswith(b"<?xml" if form == "svg" else b"\x89PNG")


def test_a_line_is_not_drawn_over_a_break() -> None:
    drawn = chart.chart(lights(), "line")

    (north, _) = drawn.series
    assert [each.is_broken for each in north.points] == [False, False, True]
    whole = picture.draw(drawn, "svg").decode().count('<g id="line2d_')
    joined = chart.chart(of(*unbroken()), "line")
    assert whole > picture.draw(joined, "svg").decode().count('<g id="line2d_')


def unbroken() -> tuple[tuple[str, ...], list[Any]]:
    answer = lights()
    return answer.columns[:5], [row[:5] for row in answer.rows]


@pytest.mark.parametrize("kind", chart.KINDS)
@pytest.mark.parametrize("width", [40, 80])
def test_a_chart_in_the_terminal_says_each_value_and_stays_within(
    kind: chart.Kind, width: int
) -> None:
    drawn = chart.chart(lights(), kind)

    lines = "".join(terminal.draw(drawn, width)).split("\n")

    assert max(map(columns, lines)) <= width
    assert any(re.match("2028 +1\u00a0200,5 +[█·●]", line) for line in lines)
    assert any(line.startswith("2029  ") and "-3" in line for line in lines)
    assert all(" ".join(lines).count(note.split()[0]) for note in drawn.notes)


def test_bars_are_as_long_as_their_values() -> None:
    rows = [(text("a"), number("10")), (text("b"), number("5")), (text("c"), number("-5"))]

    lines = "".join(terminal.draw(chart.chart(of(("x", "y"), rows), "bar"), 40)).split("\n")

    lengths = {line[0]: (line.count("█"), line.find("█")) for line in lines if "█" in line}
    assert lengths["a"][0] == 2 * lengths["b"][0] == 2 * lengths["c"][0]
    assert lengths["c"][1] < lengths["a"][1] == lengths["b"][1]


def test_a_library_that_is_not_here_is_told_of() -> None:
    drawn = chart.chart(lights(), "line")

    with (
        mock.patch.dict("sys.modules", {"matplotlib": None}),
        pytest.raises(MaalbarError) as caught,
    ):
        picture.draw(drawn, "svg")

    assert caught.value.diagnostics[0].code == "query/no-library"
