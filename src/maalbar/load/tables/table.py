"""CSV as rows of cells in which every character knows its line and column.

By RFC 4180, with any delimiter, any line end, and spaces around what is quoted.  Nothing is
guessed: what is not CSV is reported where it stands, and its row is left out.

See Also:
    RFC 4180, Common Format and MIME Type for CSV Files <https://www.rfc-editor.org/rfc/rfc4180>.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from maalbar.load.lines import Lines
from maalbar.load.told import Told
from maalbar.model.diagnostic import Mark
from maalbar.words import text

DELIMITERS: Final = (",", ";", "\t")
_NAMES: Final = {"\t": "tab"}
# More than any table has; what comes after is seen, and not told apart.
MOST_CELLS: Final = 1000
# What is wrong with a cell, and how it is mended.
_MENDED_BY: Final = {
    "csv-unclosed": "csv-close-the-cell",
    "csv-after-quote": "csv-double-quotes",
    "csv-stray-quote": "csv-quote-the-cell",
    "csv-too-few": "csv-separate-all",
    "csv-too-many": "csv-quote-delimiters",
    "csv-too-wide": "csv-a-row-each",
    "csv-duplicate": "csv-merge",
    "csv-no-name": "csv-write-a-name",
    "csv-no-header": "csv-write-a-header",
    "csv-other-delimiter": "csv-use-one-delimiter",
}
_LINE: Final = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)?+")
# What spreadsheets write, and read, above a table.
_SEPARATOR_LINE: Final = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a table is written; without a delimiter, it is the one that the first row has most of."""

    delimiter: str = ""
    quote: str = '"'
    comment: str = ""
    skipped_lines: int = 0
    has_header: bool = True


class Cell(NamedTuple):
    """What stands in one cell: as it is written, from `start` in the text."""

    raw: str
    start: int
    quote: str = ""

    @property
    def text(self) -> str:
        """What the cell says."""
        return self.raw.replace(2 * self.quote, self.quote) if self.quote else self.raw

    def split(self, separator: re.Pattern[str]) -> "Iterator[Cell]":
        """Give the parts of the cell, without the spaces around them."""
        begin = 0
        for found in separator.finditer(self.raw):
            yield self._part(begin, found.start())
            begin = found.end()
        yield self._part(begin, len(self.raw))

    def stripped(self) -> "Cell":
        """Give the cell without the spaces around what it says."""
        return self._part(0, len(self.raw))

    def _part(self, begin: int, end: int) -> "Cell":
        written = self.raw[begin:end]
        kept = written.lstrip()
        return Cell(kept.rstrip(), self.start + end - len(kept), self.quote)


# What is wrong with a row, and where.
_Wrong = tuple[str, Cell]


class Table:
    """The rows of a text, one at a time; each row has at least one cell that says something.

    `whole` is false once a row has been left out.
    """

    def __init__(self, source: str, told: Told, dialect: Dialect | None = None) -> None:
        """Take the text, where findings go, and how it is written if that is known."""
        self.source, self.told = source, told
        self.whole = True
        self._position = 0
        self._width = 0
        self.dialect = self._begin(dialect or Dialect())
        delimiter = re.escape(self.dialect.delimiter)
        quote = re.escape(self.dialect.quote)
        self._plain = re.compile(rf"[^{delimiter}\r\n]*+")
        self._quoted = re.compile(
            rf" *+{quote}([^{quote}]*+(?:{quote}{quote}[^{quote}]*+)*+)(?:({quote}) *+)?+"
            if quote
            else "(?!)"
        )
        self._after = re.compile(rf"({delimiter})|\r\n|\r|\n|\Z")
        comment = re.escape(self.dialect.comment)
        remark = rf"|{comment}[^\r\n]*+[\r\n]*+" if comment else ""
        self._silence = re.compile(rf"(?:[ {delimiter}]*+[\r\n]++{remark})*+")
        self._lines = Lines(source)

    def mark(self, cell: Cell) -> Mark:
        """Give the place of a cell, or of a part of one."""
        width = len(cell.raw.partition("\n")[0].rstrip("\r"))
        return self._lines.mark(cell.start, cell.start + width)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows; blank ones and comments are passed over."""
        while self._skip_silence() < len(self.source):
            start = self._position
            cells, wrong = self._row()
            self._width = self._width or len(cells)
            if wrong:
                self.whole = False
                # What is wrong first makes the rest of the row look wrong.
                if not self._tells_another_delimiter(start):
                    self.tell(*wrong)
            elif any(each.raw for each in cells):
                yield cells

    def fits(self, cells: tuple[Cell, ...], columns: int) -> bool:
        """Tell whether a row has a cell for each column; empty ones at its end are no more."""
        surplus = cells[columns:]
        if len(cells) >= columns and not any(each.raw for each in surplus):
            return True
        self.whole = False
        if self._tells_another_delimiter(cells[0].start):
            return False
        self.tell(
            "csv-too-many" if surplus else "csv-too-few",
            surplus[0] if surplus else cells[-1],
            cells=len(cells),
            columns=columns,
            delimiter=_NAMES.get(self.dialect.delimiter, self.dialect.delimiter),
        )
        return False

    def tell(self, problem: str, cell: Cell, **places: object) -> None:
        """Say what is wrong with a cell and how to mend it, by the key of the phrases."""
        if self.told.passes_over("syntax/bad-csv"):
            return
        self.told.tell(
            "syntax/bad-csv",
            self.mark(cell),
            reason=text("phrases", problem, **places),
            mend=text("phrases", _MENDED_BY[problem], **places),
        )

    def _begin(self, dialect: Dialect) -> Dialect:
        for _ in range(dialect.skipped_lines):
            self._skip_line()
        told = _SEPARATOR_LINE.match(self.source, self._position)
        if told:
            self._position = told.end()
        if dialect.delimiter:
            return dialect
        return replace(dialect, delimiter=told[1] if told else self._delimiter(dialect.quote))

    def _delimiter(self, quote: str) -> str:
        lines = (each[0] for each in _LINE.finditer(self.source, self._position))
        first = next((each for each in lines if each.strip() or not each), "")
        # What is quoted is every other part.
        outside = "".join(first.split(quote)[::2]) if quote else first
        return max(DELIMITERS, key=outside.count)

    def _skip_silence(self) -> int:
        """Pass over rows that say nothing, and give the position of the next."""
        silence = self._silence.match(self.source, self._position)
        self._position = silence.end() if silence else self._position
        return self._position

    def _skip_line(self) -> None:
        line = _LINE.match(self.source, self._position)
        self._position = line.end() if line else len(self.source)

    def _tells_another_delimiter(self, start: int) -> bool:
        """Tell of a row, from `start` on, whose cells are not separated as those of the header."""
        end = self._lines.end_of(start)
        for other in DELIMITERS:
            if (
                other != self.dialect.delimiter
                and 1 < self._width <= self.source.count(other, start, end) + 1
            ):
                used = _NAMES.get(self.dialect.delimiter, self.dialect.delimiter)
                at = Cell(other, self.source.index(other, start))
                self.tell("csv-other-delimiter", at, other=_NAMES.get(other, other), delimiter=used)
                return True
        return False

    def _row(self) -> tuple[tuple[Cell, ...], _Wrong | None]:
        cells: list[Cell] = []
        wrong: _Wrong | None = None
        while True:
            cell, found = self._cell()
            wrong = wrong or found
            cells.append(cell.stripped())
            if len(cells) > MOST_CELLS:
                return (*cells, self._rest()), wrong
            follows = self._after.match(self.source, self._position)
            if follows is None:
                # The rest of a cell that has been told of.
                rest = self._plain.match(self.source, self._position)
                self._position = rest.end() if rest else len(self.source)
                follows = self._after.match(self.source, self._position)
            self._position = follows.end() if follows else len(self.source)
            if follows is None or follows[1] is None:
                return tuple(cells), wrong

    def _rest(self) -> Cell:
        """Take what is left of a row that has more cells than any table as one cell."""
        start = self._position
        self._skip_line()
        written = self.source[start : self._position].strip(f"{self.dialect.delimiter} \r\n")
        return Cell(written, start)

    def _cell(self) -> tuple[Cell, _Wrong | None]:
        """Read the cell that begins here, and give what is wrong with it."""
        found = self._quoted.match(self.source, self._position)
        if found is None:
            return self._plain_cell()
        cell = Cell(found[1], found.start(1), self.dialect.quote)
        self._position = found.end()
        if found[2] is not None and self._after.match(self.source, found.end()):
            return cell, None
        line_end = self._lines.end_of(cell.start)
        if found[2] is not None and found.end() <= line_end:
            return cell, ("csv-after-quote", Cell("", found.end()))
        # It ran on to the next quotation mark of the file, or to its end: the rows below are
        # most likely rows.
        self._position = line_end
        return cell, ("csv-unclosed", Cell(self.dialect.quote, cell.start - 1))

    def _plain_cell(self) -> tuple[Cell, _Wrong | None]:
        found = self._plain.match(self.source, self._position)
        cell = Cell(found[0] if found else "", self._position)
        self._position += len(cell.raw)
        quote = self.dialect.quote
        if quote and quote in cell.raw:
            return cell, ("csv-stray-quote", Cell(quote, cell.start + cell.raw.index(quote)))
        return cell, None
