"""Workbooks and Parquet files: typed, whole, and harmless."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from unittest import mock

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from pyoxigraph import Literal, NamedNode
from tests.render.answers.terms import answers, any_text, everything, number, of

from maalbar.model.diagnostic import MaalbarError
from maalbar.model.terms import XSD
from maalbar.render.answers import View, render


def data(form: str, answer: View) -> bytes:
    return b"".join(each for each in render(form, answer) if isinstance(each, bytes))


def sheet(answer: View) -> Any:  # noqa: ANN401 # a sheet of a library without types
    return openpyxl.load_workbook(io.BytesIO(data("xlsx", answer))).worksheets[0]


def cells(answer: View) -> list[tuple[Any, ...]]:
    return list(sheet(answer).iter_rows(values_only=True))


def table(answer: View) -> pa.Table:
    return pq.read_table(io.BytesIO(data("parquet", answer)))


def typed(said: str, kind: NamedNode) -> Literal:
    return Literal(said, datatype=kind)


def test_a_workbook_has_titles_and_typed_cells() -> None:
    titles, first, second, third = cells(everything("nb", cited=True))

    assert titles[:6] == ("indikator", "år", "verdi", "dato", "er tent", "tallets adresse")
    assert titles[6:] == tuple(
        f"kilde: {each}" for each in ("rapport", "utgiver", "år", "adresse", "sted")
    )
    assert first[1:5] == (2030, 1234567.5, datetime(2030, 11, 24), True)  # noqa: DTZ001 # a day
    assert second[0] == '=HYPERLINK("x") 灯台'
    assert second[3] == "2031-02-31"
    assert third[1] is None
    assert third[4] is False


@given(text=any_text().filter(lambda said: said and len(said) < 32_000))
def test_no_text_becomes_a_formula_or_a_link_and_none_is_changed(text: str) -> None:
    (_, *rows) = sheet(of(("x",), [(Literal(f"{start}{text}"),) for start in "=+-@\t"])).iter_rows()

    for (cell,), start in zip(rows, "=+-@\t", strict=True):
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert readable(cell.value) == readable(f"{start}{text}")


def readable(text: str) -> str:
    """XML joins line ends, and some characters no reader gives back as they were."""
    found = unescape(text)
    return "".join(each for each in found if each.isprintable())


def test_a_number_that_a_workbook_would_change_stays_text() -> None:
    digits = "0.12345678901234567890"
    early = "1899-12-31"

    rows = cells(of(("x", "y"), [(number(digits), typed(early, XSD.date))]))

    assert rows[1] == (digits, early)


def test_a_workbook_is_the_same_whenever_it_is_made() -> None:
    first = data("xlsx", everything("nn"))

    assert first == data("xlsx", everything("nn"))


def test_a_workbook_says_what_was_asked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(data("xlsx", everything("nn"))))

    assert book.sheetnames == ["Svar", "Om svaret"]
    assert book["Om svaret"]["A1"].value == "Kor mange fyr er tende? (verksemda: Fyrvesenet)"


def test_what_no_sheet_can_hold_is_refused() -> None:
    answer = of(("x",), [])

    with (
        mock.patch("maalbar.render.answers.xlsx._MOST_ROWS", -1),
        pytest.raises(MaalbarError) as caught,
    ):
        data("xlsx", answer)

    assert caught.value.diagnostics[0].code == "query/does-not-fit"


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
@pytest.mark.parametrize("rows", [[], [()]])
def test_an_answer_without_columns_or_rows_is_a_file(form: str, rows: list[Any]) -> None:
    assert data(form, of((), rows))
    assert data(form, of(("x",), []))


def test_parquet_has_a_type_a_column() -> None:
    rows = [
        (
            typed("2030", XSD.gYear),
            number("1.25"),
            typed("2030-11-24", XSD.date),
            typed("1", XSD.boolean),
            Literal("fyr", language="nb"),
            NamedNode("https://example.org/x"),
            typed("1.5e3", XSD.double),
            number("1"),
        ),
        (
            None,
            typed("-1200", XSD.integer),
            None,
            typed("false", XSD.boolean),
            Literal("lys"),
            None,
            None,
            Literal("en"),
        ),
    ]

    found = table(of(("year", "value", "day", "truth", "text", "iri", "float", "mixed"), rows))

    assert [(each.name, str(each.type)) for each in found.schema] == [
        ("year", "int64"),
        ("value", "decimal128(6, 2)"),
        ("day", "date32[day]"),
        ("truth", "bool"),
        ("text", "string"),
        ("text_lang", "string"),
        ("iri", "string"),
        ("float", "double"),
        ("mixed", "string"),
    ]
    assert found.to_pydict() == {
        "year": [2030, None],
        "value": [Decimal("1.25"), Decimal(-1200)],
        "day": [date(2030, 11, 24), None],
        "truth": [True, False],
        "text": ["fyr", "lys"],
        "text_lang": ["nb", None],
        "iri": ["https://example.org/x", None],
        "float": [1500.0, None],
        "mixed": ["1", "en"],
    }


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (str(2**63), XSD.integer),
        ("x", XSD.integer),
        ("1" * 39, XSD.decimal),
        ("2031-02-31", XSD.date),
        ("maybe", XSD.boolean),
        ("NaN", XSD.decimal),
        ("", XSD.decimal),
    ],
)
def test_what_does_not_fit_a_type_stays_text(said: str, kind: NamedNode) -> None:
    found = table(of(("x",), [(typed("1", kind),), (typed(said, kind),)]))

    assert found.to_pydict() == {"x": ["1", said]}


@given(answer=answers())
def test_any_answer_is_a_parquet_file(answer: View) -> None:
    assert table(answer).num_rows == len(answer.rows)


@given(
    digits=st.lists(
        st.decimals(
            allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15
        ),
        min_size=1,
    )
)
def test_decimals_are_kept_to_the_last_digit(digits: list[Decimal]) -> None:
    found = table(of(("x",), [(number(f"{each:f}"),) for each in digits]))

    assert found.to_pydict()["x"] == digits


def test_a_library_that_is_not_here_is_told_of() -> None:
    for form, library in (("xlsx", "xlsxwriter"), ("parquet", "pyarrow")):
        with mock.patch.dict("sys.modules", {library: None}), pytest.raises(MaalbarError) as caught:
            data(form, everything("en"))

        (finding,) = caught.value.diagnostics
        assert finding.code == "query/no-library"
        assert library in finding.message["en"]
        assert f"maalbar[{form}]" in finding.hint["en"]
