"""An answer becomes a table of pandas, Polars or Arrow with the types of what it holds."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import maalbar
from maalbar.model.diagnostic import MaalbarError
from maalbar.queries.store import Rows

pandas = pytest.importorskip("pandas", reason="pandas is not installed")
polars = pytest.importorskip("polars", reason="polars is not installed")
pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

SPARQL = """
SELECT ?number ?decimal ?day ?truth ?text ?year WHERE {
  VALUES (?number ?decimal ?day ?truth ?text ?year) {
    (1 1.25 "2030-01-31"^^xsd:date true "en"@nb "2030"^^xsd:gYear)
    (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF)
    (12345678901 -0.1 "2030-02-28"^^xsd:date false "to"@nn "2031"^^xsd:gYear)
  }
}
"""


@pytest.fixture(scope="module")
def rows(seeds: Path) -> Rows:
    return maalbar.open(seeds).query(SPARQL)


def test_arrow_has_a_type_for_each_column(rows: Rows) -> None:
    table = rows.to_arrow()

    assert {each.name: str(each.type) for each in table.schema} == {
        "number": "int64",
        "decimal": "decimal128(3, 2)",
        "day": "date32[day]",
        "truth": "bool",
        "text": "string",
        "text_lang": "string",
        "year": "int64",
    }
    assert table.column("day").to_pylist() == [date(2030, 1, 31), None, date(2030, 2, 28)]


def test_pandas_keeps_whole_numbers_and_decimals_where_there_are_gaps(rows: Rows) -> None:
    frame = rows.to_pandas()

    assert [str(frame[each].dtype) for each in ("number", "year", "truth", "text")] == [
        *("Int64", "Int64", "boolean", "string")
    ]
    assert frame["number"].tolist() == [1, pandas.NA, 12345678901]
    assert frame["decimal"].tolist() == [Decimal("1.25"), None, Decimal("-0.10")]
    assert frame["day"].tolist() == [date(2030, 1, 31), None, date(2030, 2, 28)]
    assert frame["text_lang"].tolist()[::2] == ["nb", "nn"]


def test_polars_has_the_same(rows: Rows) -> None:
    frame = rows.to_polars()

    assert frame.schema["decimal"] == polars.Decimal(3, 2)
    assert frame.schema["day"] == polars.Date
    assert frame["number"].to_list() == [1, None, 12345678901]


def test_an_answer_without_rows_still_has_its_columns(seeds: Path) -> None:
    empty = maalbar.open(seeds).query("SELECT ?a ?b WHERE { ?a mb:nothing ?b }")

    assert list(empty.to_pandas().columns) == ["a", "b"]
    assert empty.to_polars().columns == ["a", "b"]


@pytest.mark.parametrize(
    ("library", "method"),
    [("pyarrow", "to_arrow"), ("pandas", "to_pandas"), ("polars", "to_polars")],
)
def test_a_library_that_is_missing_is_told_with_how_to_get_it(
    library: str, method: str, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(MaalbarError) as caught:
        getattr(rows, method)()

    found = caught.value.diagnostics[0]
    assert (found.code, found.value) == ("query/no-library", library)
    assert "maalbar[frames]" in found.hint["en"]


def test_an_answer_says_what_it_holds(rows: Rows) -> None:
    assert repr(rows) == "<3 rows of number, decimal, day, truth, text, year>"
