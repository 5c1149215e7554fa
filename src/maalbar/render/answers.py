"""Answers as a table for people and as CSV, TSV and JSON for programs."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from textwrap import wrap
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import XSD, Term
from maalbar.queries.store import Rows
from maalbar.words import counted, phrase

Renderer = Callable[[Rows, str, int], str]
_GAP: Final = 2
_RULE: Final = 20
_NUMBERS: Final = {XSD.integer, XSD.decimal}


def as_table(answer: Rows, language: str, width: int) -> str:
    """Render an answer as aligned columns, or a row below the other where those do not fit.

    Args:
        answer: the rows.
        language: of the reader.
        width: columns of the terminal; longer values are wrapped, words never broken.
    """
    if not answer.rows or not answer.columns:
        return phrase("commands", "no-rows", language) + "\n"
    cells = [[_text(term, language) for term in row] for row in answer.terms]
    widths = _widths([list(answer.columns), *cells], width)
    if widths:
        right = [_is_numeric(column, answer.terms) for column in range(len(answer.columns))]
        rows = [list(answer.columns), ["─" * each for each in widths], *cells]
        lines = [line for row in rows for line in _lines(row, widths, right)]
    else:
        lines = _records(answer.columns, cells, width)
    return "\n".join([*lines, f"{counted('rows', len(answer.rows), language)}.", ""])


def as_csv(answer: Rows, language: str = "", width: int = 0) -> str:  # noqa: ARG001 # all renderers are called alike
    """Render an answer as CSV with a header, lines ended by a newline."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_plain(term) for term in row] for row in answer.terms)
    return out.getvalue()


def as_tsv(answer: Rows, language: str = "", width: int = 0) -> str:  # noqa: ARG001 # as above
    """Render an answer as SPARQL results in TSV: terms as in Turtle, nothing lost."""
    header = "\t".join(f"?{name}" for name in answer.columns)
    rows = ("\t".join("" if term is None else str(term) for term in row) for row in answer.terms)
    return "\n".join([header, *rows, ""])


def as_json(answer: Rows, language: str = "", width: int = 0) -> str:  # noqa: ARG001 # as above
    """Render an answer as SPARQL results in JSON."""
    bindings = [
        {
            name: _binding(term)
            for name, term in zip(answer.columns, row, strict=True)
            if term is not None
        }
        for row in answer.terms
    ]
    document = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


RENDERERS: Final[Mapping[str, Renderer]] = {
    "table": as_table,
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
}


def _lines(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    columns = [
        wrap(cell, wide, break_on_hyphens=False) or [""]
        for cell, wide in zip(row, widths, strict=True)
    ]
    height = max(len(each) for each in columns)
    return [
        (" " * _GAP)
        .join(
            _aligned(each[at] if at < len(each) else "", wide, to_right=to_right)
            for each, wide, to_right in zip(columns, widths, right, strict=True)
        )
        .rstrip()
        for at in range(height)
    ]


def _aligned(text: str, width: int, *, to_right: bool) -> str:
    return text.rjust(width) if to_right else text.ljust(width)


def _widths(rows: Sequence[Sequence[str]], limit: int) -> list[int] | None:
    """Give each column what it needs, and narrow the widest until all fit in `limit`.

    Returns:
        The widths; nothing where a word would have to be broken.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(1, *map(len, column)) for column in columns]
    least = [
        max((len(word) for cell in column for word in cell.split()), default=1)
        for column in columns
    ]
    room = limit - _GAP * (len(widths) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        spare = [wide - narrow for wide, narrow in zip(widths, least, strict=True)]
        widest = max(range(len(widths)), key=lambda at: (spare[at] > 0, widths[at]))
        widths[widest] -= 1
    return widths


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Write each row as lines of name and value, rows parted by a rule."""
    names = max(map(len, columns))
    indent = " " * (names + _GAP)
    lines = []
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            lines += wrap(
                cell,
                width,
                initial_indent=name.ljust(names) + " " * _GAP,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
        lines.append("─" * min(width, names + _GAP + _RULE))
    return lines


def _is_numeric(column: int, terms: Sequence[Sequence[Term | None]]) -> bool:
    found = [row[column] for row in terms if row[column] is not None]
    return bool(found) and all(
        isinstance(term, Literal) and term.datatype in _NUMBERS for term in found
    )


def _plain(term: Term | None) -> str:
    return "" if term is None else term.value


def _text(term: Term | None, language: str) -> str:
    if isinstance(term, Literal) and term.datatype == XSD.boolean:
        return phrase("commands", "yes" if term.value in {"true", "1"} else "no", language)
    return _plain(term)


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": term.value}
    said = {"type": "literal", "value": term.value}
    if term.language:
        return said | {"xml:lang": term.language}
    return said if term.datatype == XSD.string else said | {"datatype": term.datatype.value}
