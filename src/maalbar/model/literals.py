"""Literals by their datatype: which are well-formed, and which comes before which.

Well-formed is by XML Schema 1.1, dates by the calendar; white space is not trimmed.
Order is SPARQL's, and that of dates, times and years.  Not checked: `rdf:JSON`,
`rdf:HTML`, `rdf:XMLLiteral` and datatypes that are not known here: they are taken as
they are.  `xsd:float` is compared with the precision of `xsd:double`.

See Also:
    XML Schema Definition Language 1.1, part 2 <https://www.w3.org/TR/xmlschema11-2/>;
    SPARQL 1.1, section 17.3 <https://www.w3.org/TR/sparql11-query/#OperatorMapping>.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from math import isnan
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import RDF, XSD

# The parts of dates and times.  A year has at most 17 digits.
_YEAR = r"(?P<year>-?(?:[1-9]\d{3,16}|0\d{3}))"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
_CLOCK = (
    r"(?:(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?P<fraction>\.\d+)?"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
_CERTAIN_ZONE = r"(?P<zone>Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))"
_ZONE = _CERTAIN_ZONE + "?"
_DATE = f"{_YEAR}-{_MONTH}-{_DAY}"
_FLOAT = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN"
_YEARS = r"\d+Y(?:\d+M)?|\d+M"
_SECONDS = r"\d+(?:\.\d+)?S"
_TIME = rf"T(?:\d+H(?:\d+M)?(?:{_SECONDS})?|\d+M(?:{_SECONDS})?|{_SECONDS})"
_DAYS = rf"\d+D(?:{_TIME})?|{_TIME}"
_NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_PART = _NAME_START + "\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
_BASE64 = "[A-Za-z0-9+/] ?"

_TIMELINE: Final = {
    "dateTime": f"{_DATE}T{_CLOCK}{_ZONE}",
    "dateTimeStamp": f"{_DATE}T{_CLOCK}{_CERTAIN_ZONE}",
    "date": _DATE + _ZONE,
    "time": _CLOCK + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
}
_FORMS: Final = _TIMELINE | {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": _FLOAT,
    "float": _FLOAT,
    "duration": rf"-?P(?:(?:{_YEARS})(?:{_DAYS})?|{_DAYS})",
    "yearMonthDuration": rf"-?P(?:{_YEARS})",
    "dayTimeDuration": rf"-?P(?:{_DAYS})",
    "hexBinary": "(?:[0-9A-Fa-f]{2})*",
    "base64Binary": (
        rf"(?:(?:{_BASE64}){{4}})*(?:(?:{_BASE64}){{3}}[A-Za-z0-9+/]"
        rf"|(?:{_BASE64}){{2}}[AEIMQUYcgkosw048] ?=|{_BASE64}[AQgw] ?= ?=)?"
    ),
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "Name": f"[:{_NAME_START}][:{_NAME_PART}]*",
    "NCName": f"[{_NAME_START}][{_NAME_PART}]*",
    "NMTOKEN": f"[:{_NAME_PART}]+",
}
# What an author may take as a pattern, by the local name of the datatype.
EXAMPLES: Final = {
    "decimal": "92.2",
    "integer": "14",
    "date": "2021-12-31",
    "gYear": "2021",
    "gYearMonth": "2021-04",
    "boolean": "true",
}
_PATTERNS: Final = {XSD[name]: re.compile(form, re.ASCII) for name, form in _FORMS.items()}

_RANGES: Final[dict[NamedNode, tuple[int | None, int | None]]] = {
    XSD.integer: (None, None),
    XSD.nonNegativeInteger: (0, None),
    XSD.positiveInteger: (1, None),
    XSD.nonPositiveInteger: (None, 0),
    XSD.negativeInteger: (None, -1),
    XSD.long: (-(2**63), 2**63 - 1),
    XSD.int: (-(2**31), 2**31 - 1),
    XSD.short: (-(2**15), 2**15 - 1),
    XSD.byte: (-(2**7), 2**7 - 1),
    XSD.unsignedLong: (0, 2**64 - 1),
    XSD.unsignedInt: (0, 2**32 - 1),
    XSD.unsignedShort: (0, 2**16 - 1),
    XSD.unsignedByte: (0, 2**8 - 1),
}
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)
_LANG_STRING: Final = RDF.langString
_FLOATS: Final = frozenset((XSD.double, XSD.float))
_FEBRUARY: Final = 2
_MONTH_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# Datatypes whose values can be compared, by what they are compared as.
_SCALES: Final[dict[NamedNode, str]] = {
    **dict.fromkeys((*_RANGES, XSD.decimal, XSD.double, XSD.float), "number"),
    XSD.string: "text",
    XSD.boolean: "truth",
    XSD.dateTime: "moment",
    XSD.dateTimeStamp: "moment",
    XSD.date: "date",
    XSD.time: "time",
    XSD.gYear: "year",
    XSD.gYearMonth: "month",
}
_MOMENTS: Final = frozenset(("moment", "date", "time", "year", "month"))


def is_well_formed(literal: Literal) -> bool:
    """Tell whether the text of a literal is one that its datatype allows."""
    return _is_allowed(literal) if len(literal.value) > _LONG else _is_known_allowed(literal)


def _is_allowed(literal: Literal) -> bool:
    datatype = literal.datatype
    if datatype in _RANGES:
        return _is_within(literal.value, *_RANGES[datatype])
    pattern = _PATTERNS.get(datatype)
    if pattern is not None:
        match = pattern.fullmatch(literal.value)
        return match is not None and _is_in_the_calendar(match)
    return datatype != _LANG_STRING or literal.language is not None


# A long text costs less to look at again than to keep.
_LONG: Final = 200
_is_known_allowed: Final = lru_cache(maxsize=8192)(_is_allowed)


def is_valid(lexical: str, datatype: NamedNode) -> bool:
    """Tell whether `lexical` is a text that `datatype` allows."""
    return is_well_formed(Literal(lexical, datatype=datatype))


def form(datatype: NamedNode) -> str | None:
    """Give the texts of a datatype as a regular expression that other languages know too.

    It is without anchors, and without what no expression says: the calendar and the range of
    an integer.  Nothing for a datatype that takes any text, or that is not known here.
    """
    pattern = _INTEGER if datatype in _RANGES else _PATTERNS.get(datatype)
    if pattern is None:
        return None
    return re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern).replace(r"\d", "[0-9]")


def is_moment(literal: Literal) -> bool:
    """Tell whether a literal says when: it comes before or after others, not below or above."""
    return _SCALES.get(literal.datatype) in _MOMENTS


def compare(left: Literal, right: Literal) -> int | None:
    """Order two literals by value.

    Returns:
        Below 0, 0 or above 0 as `left` is less than, equal to or greater than `right`;
        nothing if they cannot be compared: of different kinds, ill-formed, not a number,
        or only one of them with a time zone.
    """
    scale = _SCALES.get(left.datatype)
    if scale is None or scale != _SCALES.get(right.datatype):
        return None
    if not (is_well_formed(left) and is_well_formed(right)):
        return None
    return _COMPARISONS.get(scale, _compare_times)(left, right)


def order_kind(literal: Literal) -> tuple[str, bool] | None:
    """Give the kind within which any two literals can be compared, and so ordered.

    Returns:
        The scale, and whether it is a floating-point number or has a time zone; nothing if
        the literal comes before or after no other.
    """
    scale = _SCALES.get(literal.datatype)
    if scale is None or not is_well_formed(literal):
        return None
    if scale in _MOMENTS:
        return scale, _moment(literal)[1]
    is_float = literal.datatype in _FLOATS
    return None if is_float and isnan(float(literal.value)) else (scale, is_float)


def _is_within(text: str, least: int | None, most: int | None) -> bool:
    if _INTEGER.fullmatch(text) is None:
        return False
    number = Decimal(text)  # int() refuses more than 4,300 digits
    return (least is None or number >= least) and (most is None or number <= most)


def _is_in_the_calendar(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    if parts.get("day") is None or parts.get("month") is None:
        return True
    month = int(parts["month"])
    if month == _FEBRUARY and "year" in parts and not _is_leap_year(int(parts["year"])):
        return int(parts["day"]) < _MONTH_LENGTHS[1]
    return int(parts["day"]) <= _MONTH_LENGTHS[month - 1]


def _is_leap_year(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _compare_numbers(left: Literal, right: Literal) -> int | None:
    if left.datatype in _FLOATS or right.datatype in _FLOATS:
        first, second = float(left.value), float(right.value)
        return None if isnan(first) or isnan(second) else (first > second) - (first < second)
    one, other = Decimal(left.value), Decimal(right.value)
    return (one > other) - (one < other)


def _compare_texts(left: Literal, right: Literal) -> int:
    return (left.value > right.value) - (left.value < right.value)


def _compare_truths(left: Literal, right: Literal) -> int:
    first, second = (literal.value in {"true", "1"} for literal in (left, right))
    return first - second


def _compare_times(left: Literal, right: Literal) -> int | None:
    (first, first_zoned), (second, second_zoned) = _moment(left), _moment(right)
    return (first > second) - (first < second) if first_zoned == second_zoned else None


def _moment(literal: Literal) -> tuple[tuple[int, Decimal], bool]:
    return _instant(literal) if len(literal.value) > _LONG else _known_instant(literal)


def _instant(literal: Literal) -> tuple[tuple[int, Decimal], bool]:
    """Give the seconds since 1 March of year 0, whole and fraction, and whether a zone is known."""
    match = _PATTERNS[literal.datatype].fullmatch(literal.value)
    parts = match.groupdict() if match else {}

    def number(name: str, absent: int) -> int:
        return int(parts.get(name) or absent)

    hour = 24 if parts.get("midnight") else number("hour", 0)
    seconds = hour * 3600 + number("minute", 0) * 60 + number("second", 0)
    days = _days(number("year", 0), number("month", 1), number("day", 1))
    zone = parts.get("zone")
    whole = days * 86400 + seconds - _offset(zone)
    return (whole, Decimal(parts.get("fraction") or 0)), zone is not None


_known_instant: Final = lru_cache(maxsize=8192)(_instant)


def _days(year: int, month: int, day: int) -> int:
    """Count the days since 1 March of year 0, so that the leap day ends a year."""
    year, month = (year - 1, month + 9) if month <= _FEBRUARY else (year, month - 3)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1


def _offset(zone: str | None) -> int:
    """Give the seconds by which a zone is ahead of UTC."""
    if zone is None or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
    return -seconds if zone.startswith("-") else seconds


_COMPARISONS: Final[dict[str, Callable[[Literal, Literal], int | None]]] = {
    "number": _compare_numbers,
    "text": _compare_texts,
    "truth": _compare_truths,
}
