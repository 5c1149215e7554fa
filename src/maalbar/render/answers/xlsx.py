"""An answer as a workbook: numbers are numbers and dates are dates, and nothing is a formula.

The second sheet says what was asked.  A cell holds at most 32,767 characters, and a sheet
1,048,576 rows.
"""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import Literal

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.terms import XSD
from maalbar.queries.exact import Cell
from maalbar.queries.needed import needed
from maalbar.render.answers import cells
from maalbar.render.answers.sources import with_columns
from maalbar.render.answers.view import View
from maalbar.render.findings.harmless import cut
from maalbar.words import finding, text

_LONGEST: Final = 32_767
_MOST_ROWS: Final = 1_048_575
_MOST_COLUMNS: Final = 16_384
# More digits than these are not kept by what opens the file.
_DIGITS: Final = 15
_WIDEST: Final = 60
_NARROWEST: Final = 8
_WIDTH_BY: Final = 200
# The first day that is numbered as later ones are.
_FIRST_DAY: Final = date(1900, 3, 1)
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_FILE: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(answer: View) -> Iterator[bytes]:
    """Render an answer as a workbook.

    Raises:
        MaalbarError: there are more rows or columns than a sheet holds.
    """
    written = needed("xlsxwriter", extra="xlsx")
    table = with_columns(answer)
    if len(table.rows) > _MOST_ROWS or len(table.columns) > _MOST_COLUMNS:
        reason = text("answers", "too-many-for-sheet", rows=_MOST_ROWS, columns=_MOST_COLUMNS)
        raise MaalbarError(
            finding("query/does-not-fit", Location(), value="xlsx", reason=reason, other="parquet")
        )
    out = io.BytesIO()
    # Nothing in it says when it was made: the same answer is the same file.
    with written.Workbook(out, _FILE) as book:
        book.set_properties({"title": cut(table.title, 255), "created": _MADE.replace(tzinfo=None)})
        _answer(book, table)
        _about(book, table)
    yield out.getvalue()


def _answer(book: Any, table: View) -> None:  # noqa: ANN401 # a workbook of a library without types
    sheet = book.add_worksheet(table.say("sheet-answer"))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, wide in enumerate(_widths(table)):
        sheet.set_column(at, at, wide)
    if table.columns:
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    for at, title in enumerate(table.titles):
        sheet.write_string(0, at, cut(title, _LONGEST), bold)
    for line, row in enumerate(table.rows, start=1):
        for at, term in enumerate(row):
            _write(sheet, line, at, term, dated)


def _about(book: Any, table: View) -> None:  # noqa: ANN401 # as above
    sheet = book.add_worksheet(table.say("sheet-about"))
    sheet.set_column(0, 0, _WIDEST)
    for line, each in enumerate(
        filter(None, (table.asked or table.say("answer"), table.query.name))
    ):
        sheet.write_string(line, 0, cut(each, _LONGEST))


def _write(sheet: Any, line: int, at: int, term: Cell, dated: Any) -> None:  # noqa: ANN401 # as above
    value = _value(term)
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, Decimal):
        sheet.write_number(line, at, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, at, datetime(value.year, value.month, value.day), dated)  # noqa: DTZ001 # a day, anywhere
    elif value is not None:
        sheet.write_string(line, at, cut(value, _LONGEST))


def _value(term: Cell) -> bool | Decimal | date | str | None:
    """Give what a cell holds; what it would change stays text."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return cells.written(term, "en")
    number = cells.number(term)
    if number is not None and len(number.as_tuple().digits) <= _DIGITS:
        return number
    if term.datatype == XSD.gYear and term.value.isdecimal() and len(term.value) <= _DIGITS:
        return Decimal(term.value)
    if term.datatype == XSD.boolean:
        return term.value in {"true", "1"}
    return (_day(term.value) if term.datatype == XSD.date else None) or term.value


def _day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if found >= _FIRST_DAY else None


def _widths(table: View) -> list[int]:
    """Give each column the width that its title and first values need."""
    widths = [max(_NARROWEST, len(each) + 2) for each in table.titles]
    for _, row in zip(range(_WIDTH_BY), table.rows, strict=False):
        for at, term in enumerate(row):
            widths[at] = max(widths[at], len(cells.shown(term, "en")) + 2)
    return [min(each, _WIDEST) for each in widths]
