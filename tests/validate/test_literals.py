"""Which literals are well-formed, and which comes before which."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from maalbar.model.literals import compare, is_well_formed
from maalbar.model.terms import RDF, XSD

WELL_FORMED = {
    "integer": ("0", "-0", "+12", "007", "9" * 5000),
    "nonNegativeInteger": ("0", "-0", "12"),
    "positiveInteger": ("1",),
    "negativeInteger": ("-1",),
    "nonPositiveInteger": ("0", "-5"),
    "byte": ("-128", "127"),
    "unsignedByte": ("0", "255"),
    "long": ("9223372036854775807",),
    "unsignedLong": ("18446744073709551615",),
    "decimal": ("1", "1.", ".5", "-0.50"),
    "double": ("1", "1.5e3", "-INF", "+INF", "NaN", ".5E-2"),
    "float": ("INF",),
    "boolean": ("true", "false", "1", "0"),
    "date": ("2024-02-29", "2000-02-29", "0000-01-01", "-0044-03-15", "2024-12-31Z", "12024-01-01"),
    "dateTime": ("2024-02-29T24:00:00", "2024-01-01T00:00:00.123+14:00", "2024-01-01T23:59:59Z"),
    "dateTimeStamp": ("2024-01-01T00:00:00Z",),
    "time": ("00:00:00", "23:59:59.5-05:30"),
    "gYear": ("2024", "-0001", "2024+01:00"),
    "gYearMonth": ("2024-12",),
    "gMonth": ("--02",),
    "gMonthDay": ("--02-29", "--12-31Z"),
    "gDay": ("---31",),
    "duration": ("P1Y", "-P1M2DT3H4M5.6S", "PT0S", "P3D"),
    "yearMonthDuration": ("P1Y2M", "P14M"),
    "dayTimeDuration": ("P1DT2H", "PT5M"),
    "hexBinary": ("", "00ff"),
    "base64Binary": ("", "TWFu", "TWE=", "TQ==", "TQ = ="),
    "language": ("nb", "en-GB-oxendict"),
    "normalizedString": ("a  b",),
    "token": ("", "a b"),
    "Name": (":a", "å-1"),
    "NCName": ("_a.b",),
    "NMTOKEN": ("-1",),
    "string": ("", "anything\n"),
    "anyURI": ("not checked",),
}
ILL_FORMED = {
    "integer": ("", "1.0", " 1", "1_0", "१", "--1", "1e3"),
    "nonNegativeInteger": ("-1",),
    "positiveInteger": ("0",),
    "negativeInteger": ("0",),
    "nonPositiveInteger": ("1",),
    "byte": ("128", "-129"),
    "unsignedByte": ("-1", "256"),
    "long": ("9223372036854775808",),
    "unsignedLong": ("18446744073709551616",),
    "decimal": (".", "1e3", "INF", "1,5"),
    "double": ("inf", "nan", "1e", "Infinity"),
    "boolean": ("True", "yes", ""),
    "date": (
        *("2023-02-29", "1900-02-29", "2024-04-31", "2024-13-01", "2024-1-1", "24-01-01"),
        *("01024-01-01", "2024-01-01+14:01", "2024-01-01T00:00:00", "2024-01-01\n"),
    ),
    "dateTime": ("2024-01-01", "2024-01-01T24:00:01", "2024-01-01T00:00:60", "2024-01-01 00:00:00"),
    "dateTimeStamp": ("2024-01-01T00:00:00",),
    "time": ("24:00:01", "1:00:00"),
    "gYear": ("24", "02024"),
    "gYearMonth": ("2024-13",),
    "gMonth": ("--13",),
    "gMonthDay": ("--02-30", "--04-31"),
    "gDay": ("---32",),
    "duration": ("P", "PT", "P1YT", "1Y", "P1S"),
    "yearMonthDuration": ("P1D",),
    "dayTimeDuration": ("P1Y",),
    "hexBinary": ("0", "0g"),
    "base64Binary": ("TWF", "TWF=", "T==="),
    "language": ("", "norsk_nynorsk"),
    "normalizedString": ("a\nb",),
    "token": (" a", "a  b"),
    "Name": ("1a",),
    "NCName": ("a:b",),
    "NMTOKEN": ("",),
}
# Of one kind each, in order.
ORDERED = (
    ("-INF", XSD.double, "-3", XSD.integer, "0.1", XSD.decimal, "1", XSD.byte, "2.5e0", XSD.float),
    ("", XSD.string, "a", XSD.string, "ab", XSD.string, "å", XSD.string),
    ("false", XSD.boolean, "1", XSD.boolean),
    ("-0044-03-15", XSD.date, "0000-12-31", XSD.date, "2024-02-29", XSD.date),
    ("2024-01-01+01:00", XSD.date, "2024-01-01Z", XSD.date, "2024-01-01-01:00", XSD.date),
    (
        *("2024-03-01T12:00:00.25+14:00", XSD.dateTime),
        *("2024-03-01T12:00:00.3+14:00", XSD.dateTimeStamp),
        *("2024-02-29T23:00:00Z", XSD.dateTime),
    ),
    ("08:00:00", XSD.time, "23:59:59.9", XSD.time, "24:00:00", XSD.time),
    ("-0001", XSD.gYear, "0000", XSD.gYear, "2024", XSD.gYear),
    ("2023-12", XSD.gYearMonth, "2024-01", XSD.gYearMonth),
)
EQUAL = (
    ("1", XSD.integer, "1.0", XSD.decimal),
    ("0.1", XSD.decimal, "0.1", XSD.double),
    ("-0", XSD.integer, "0e0", XSD.double),
    ("1", XSD.boolean, "true", XSD.boolean),
    ("2024-02-28T24:00:00", XSD.dateTime, "2024-02-29T00:00:00", XSD.dateTime),
    ("2024-03-01T13:30:00+01:30", XSD.dateTime, "2024-03-01T12:00:00Z", XSD.dateTime),
)
INCOMPARABLE = (
    ("NaN", XSD.double, "1", XSD.integer),
    ("NaN", XSD.double, "NaN", XSD.double),
    ("300", XSD.byte, "1", XSD.integer),
    ("1", XSD.string, "1", XSD.integer),
    ("2024-01-01", XSD.date, "2024-01-01T00:00:00", XSD.dateTime),
    ("2024-01-01T00:00:00", XSD.dateTime, "2024-01-01T00:00:00Z", XSD.dateTime),
    ("2023-02-29", XSD.date, "2024-02-29", XSD.date),
    ("P1Y", XSD.duration, "P1Y", XSD.duration),
)
Couple = tuple[str, NamedNode, str, NamedNode]


def cases(table: dict[str, tuple[str, ...]]) -> list[Literal]:
    return [Literal(text, datatype=XSD[name]) for name, texts in table.items() for text in texts]


def couple(case: Couple) -> tuple[Literal, Literal]:
    first, first_type, second, second_type = case
    return Literal(first, datatype=first_type), Literal(second, datatype=second_type)


@pytest.mark.parametrize("literal", cases(WELL_FORMED), ids=lambda literal: str(literal)[:60])
def test_a_text_that_the_datatype_allows_is_well_formed(literal: Literal) -> None:
    assert is_well_formed(literal)


@pytest.mark.parametrize("literal", cases(ILL_FORMED), ids=lambda literal: str(literal)[:60])
def test_a_text_that_the_datatype_does_not_allow_is_ill_formed(literal: Literal) -> None:
    assert not is_well_formed(literal)


def test_a_text_in_a_language_has_the_language() -> None:
    assert is_well_formed(Literal("ja", language="nb"))
    assert not is_well_formed(Literal("ja", datatype=RDF.langString))


def test_a_datatype_that_is_not_known_is_taken_as_it_is() -> None:
    assert is_well_formed(Literal("?", datatype=NamedNode("https://example.org/unit")))


@pytest.mark.parametrize("row", ORDERED)
def test_literals_of_one_kind_are_ordered_by_value(row: tuple[str | NamedNode, ...]) -> None:
    literals = [
        Literal(str(text), datatype=datatype)
        for text, datatype in zip(row[::2], row[1::2], strict=True)
        if isinstance(datatype, NamedNode)
    ]

    for less, greater in pairwise(literals):
        assert compare(less, greater) == -1
        assert compare(greater, less) == 1
        assert compare(less, less) == 0


@pytest.mark.parametrize("case", EQUAL)
def test_values_are_equal_though_they_are_written_differently(case: Couple) -> None:
    left, right = couple(case)
    assert compare(left, right) == 0
    assert compare(right, left) == 0


@pytest.mark.parametrize("case", INCOMPARABLE)
def test_what_has_no_order_is_not_compared(case: Couple) -> None:
    left, right = couple(case)
    assert compare(left, right) is None
    assert compare(right, left) is None


def test_texts_in_a_language_are_not_compared() -> None:
    assert compare(Literal("a", language="nb"), Literal("b", language="nb")) is None


@given(st.datetimes(), st.datetimes())
def test_dates_are_ordered_as_the_calendar_orders_them(
    first: dt.datetime, second: dt.datetime
) -> None:
    left, right = (Literal(moment.isoformat(), datatype=XSD.dateTime) for moment in (first, second))
    assert compare(left, right) == (first > second) - (first < second)


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_a_date_is_well_formed_if_the_calendar_has_it(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        is_there = False
    else:
        is_there = True

    assert is_well_formed(Literal(text, datatype=XSD.date)) == is_there
