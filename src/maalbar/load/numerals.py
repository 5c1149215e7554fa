"""Numbers and dates as people and spreadsheets write them, and how data write the same.

Only what can be meant in one way: `1,234` may be a little over one, or a thousand.
"""

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.literals import is_valid

# A plain space, and those that do not break: what stands between thousands.
_SPACES: Final = " \u00a0\u2009\u202f"
_SIGN: Final = "(?P<sign>[+\u2212-]?)"
_FORMS: Final = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_SIGN}(?P<whole>\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)",
        rf"{_SIGN}(?P<whole>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+|0)[,.](?P<part>\d+)",
        rf"{_SIGN}(?P<whole>\d+),(?P<part>\d{{1,2}}|\d{{4,}})",
        rf"{_SIGN}(?P<whole>\d{{4,}}),(?P<part>\d{{3}})",
        rf"{_SIGN}(?P<whole>\d+)\.(?P<part>\d+)",
        rf"{_SIGN}(?P<whole>\d{{1,3}}(?:\.\d{{3}})+),(?P<part>\d+)",
        rf"{_SIGN}(?P<whole>\d{{1,3}}(?:,\d{{3}})+)\.(?P<part>\d+)",
        rf"{_SIGN}(?P<whole>\d{{1,3}}(?:\.\d{{3}}){{2,}}|\d{{1,3}}(?:,\d{{3}}){{2,}})",
    )
)
_DATE: Final = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})", re.ASCII)
_NO_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
# What is counted or measured, written after the figure; not what makes it a thousand times more.
_MORE: Final = "(?!tusen|thous|mill|bill|mrd|[kmMG]$)"
_UNIT: Final = re.compile(rf"(?<=[0-9])[{_SPACES}]*+(?:%|{_MORE}[^\W\d_][^0-9]{{0,30}})\Z")
_SHORT_YEAR: Final = re.compile(r"'?(\d\d)", re.ASCII)
_TRUTHS: Final = {
    **dict.fromkeys(("ja", "yes", "sann", "sant", "True", "TRUE"), "true"),
    **dict.fromkeys(("nei", "no", "usann", "usant", "False", "FALSE"), "false"),
}


def mended(written: str, datatype: NamedNode) -> str | None:
    """Write a number or a date as its datatype does; nothing if it is not clear what is meant.

    A date that does not exist gives the nearest one, and a year of two digits one of this
    century: so they are proposed, and never taken in.
    """
    said = written.strip()
    date = _date(said) or said
    ways = (_number(said), _number(_UNIT.sub("", said)), date, *_nearest(date), _TRUTHS.get(said))
    return next((each for each in ways if each and is_valid(each, datatype)), None)


def _nearest(written: str) -> Iterator[str]:
    """Give the day or month that is nearest to one that does not exist, and a year in full."""
    found = _NO_DATE.fullmatch(written)
    if found:
        year, month = found[1], min(max(int(found[2]), 1), 12)
        yield f"{year}-{month:0>2}"
        for day in (found[3], "31", "30", "29", "28") if found[3] else ():
            yield f"{year}-{month:0>2}-{day:0>2}"
    short = _SHORT_YEAR.fullmatch(written)
    if short:
        yield f"20{short[1]}"


def without_groups(written: str, group: str, point: str) -> str:
    """Write a number in the way of data whose thousands and decimals are set off as is told.

    It is given back as it is where it is not written so.
    """
    groups = f"[{_SPACES}]" if group and group in _SPACES else re.escape(group)
    whole = rf"\d{{1,3}}(?:{groups}\d{{3}})+|\d+" if group else r"\d+"
    form = rf"([+-]?)({whole})(?:{re.escape(point)}(\d+))?"
    found = re.fullmatch(form, written, re.ASCII)
    return _plain(found[1], found[2], found[3]) if found else written


def _number(written: str) -> str | None:
    found = next(filter(None, (form.fullmatch(written) for form in _FORMS)), None)
    if found is None:
        return None
    parts = found.groupdict()
    return _plain(parts["sign"].replace("\u2212", "-"), parts["whole"], parts.get("part"))


def _plain(sign: str, whole: str, part: str | None) -> str:
    digits = re.sub(r"\D", "", whole)
    return f"{sign}{digits}.{part}" if part else f"{sign}{digits}"


def _date(written: str) -> str | None:
    found = _DATE.fullmatch(written)
    return f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}" if found else None
