r"""Figures in a table: a row is an observation, a column what it says.

The header has the keys of YAML: `id`, `value`, `refPeriod`; `label@nb` for a text in a
language; `type` where a row is no observation, `status` where it is not stated.  An empty cell
says nothing; `|` separates values, `\|` stands for itself, and texts are taken whole.  Rows
become the nodes that YAML would be, so that all is read and told of as there.

What CSV on the Web says of a table goes before its header: names, addresses, numbers.
Relative addresses are those of the publication, as in its other files.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from maalbar.load.mapped import Mapped
from maalbar.load.mapping import map_nodes
from maalbar.load.tables.columns import Column
from maalbar.load.tables.csvw import Metadata
from maalbar.load.tables.headers import OWN, field_of
from maalbar.load.tables.rows import Rows
from maalbar.load.tables.table import MOST_CELLS, Cell, Table
from maalbar.load.told import Told
from maalbar.model.diagnostic import Mark
from maalbar.vocabulary.ontology import Vocabulary

# What stands in cells and is the name of no column.
_IS_VALUE: Final = re.compile(r"[a-z]+/\S+|https?://\S+|[+-]?[0-9]+(?:[.,][0-9]+)?")


def map_figures(
    source: str,
    path: PurePosixPath,
    *,
    base: str,
    vocabulary: Vocabulary,
    metadata: Metadata | None,
) -> Mapped:
    """Read what a table says.

    Args:
        source: the text of the file.
        path: the file, relative to the publication's folder; names its graphs.
        base: absolute IRI of the publication; identifiers are relative to its `id/`.
        vocabulary: what the header means.
        metadata: what is said of the table beside it.
    """
    table = Table(source, Told(path), metadata.dialect if metadata else None)
    rows = table.rows()
    header = next(rows, None) if table.dialect.has_header else ()
    if header is None:
        if table.whole:
            table.told.tell("syntax/empty-file", Mark(1, 1))
        return Mapped((), {}, table.told.findings, whole=table.whole)
    if metadata and metadata.columns:
        columns, told = metadata.columns, Told(metadata.path)
        if header and not _matches(header, metadata, table):
            # Rows would be read as what they are not.
            return Mapped((), {}, table.told.findings, whole=False)
    else:
        if _is_data(header, vocabulary):
            table.tell("csv-no-header", header[0], delimiter=table.dialect.delimiter)
            return Mapped((), {}, table.told.findings, whole=False)
        columns, told = tuple(_named(header, table)), table.told
    fields = tuple(field_of(each, told, vocabulary) for each in columns)
    nodes = Rows(vocabulary, table, fields).nodes(rows)
    mapped = map_nodes(nodes, path, base=base, vocabulary=vocabulary)
    described = () if told is table.told else told.findings
    findings = (*described, *table.told.findings, *mapped.findings)
    return replace(mapped, findings=findings, whole=table.whole)


def _is_data(header: tuple[Cell, ...], vocabulary: Vocabulary) -> bool:
    """Tell of a first row that it is no header: it has no key, but an address or a number."""
    keys = {each.text.partition("@")[0] for each in header}
    is_known = any(each in vocabulary.properties or each in OWN for each in keys)
    return not is_known and any(_IS_VALUE.fullmatch(each) for each in keys)


def _named(header: tuple[Cell, ...], table: Table) -> Iterator[Column]:
    """Give the columns that a header names; cells below one without name are told of later."""
    first: dict[str, int] = {}
    if len(header) > MOST_CELLS:
        table.tell("csv-too-wide", header[-1], limit=MOST_CELLS)
    for position, cell in enumerate(header, start=1):
        name = cell.text
        is_first = first.setdefault(name, position) == position
        if name and not is_first:
            table.tell("csv-duplicate", cell, value=name, first=first[name])
        yield Column(
            name=name if is_first else f"{name} ({position})",
            mark=table.mark(cell),
            is_suppressed=not (name and is_first),
            is_from_header=True,
        )


def _matches(header: tuple[Cell, ...], metadata: Metadata, table: Table) -> bool:
    """Hold a header against what is said of the columns, and tell whether they are the same."""
    columns = [each for each in metadata.columns if not each.is_virtual]
    is_same = table.fits(header, len(columns))
    for cell, column in zip(header, columns, strict=False):
        if cell.text not in {column.name, *column.titles}:
            is_same = False
            expected = next(iter(column.titles), column.name)
            where = table.mark(cell)
            table.told.tell("syntax/csvw-mismatch", where, value=cell.text, expected=expected)
    return is_same
