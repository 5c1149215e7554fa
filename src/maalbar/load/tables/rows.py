"""Rows of a table as the nodes that YAML would be, each with the status of its graph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from maalbar.load.enough import expect_room
from maalbar.load.numerals import without_groups
from maalbar.load.tables.columns import LONGEST, Column, Template
from maalbar.load.tables.headers import Field, expanded, key_of
from maalbar.load.tables.table import Cell, Table
from maalbar.load.yaml import Mapping, Node, Scalar, Sequence
from maalbar.model.diagnostic import Mark
from maalbar.model.statements import STATUSES
from maalbar.vocabulary.ontology import Kind, Vocabulary
from maalbar.words import suggested

_ID: Final = ("id", "")
_TYPE: Final = ("type", "")
_STATUS: Final = ("status", "")
_OWN_STATUS: Final = ("statementStatus", "")


class _Placed(NamedTuple):
    """What a column says, where its cells stand in a row, and what separates values in them."""

    field: Field
    position: int | None
    separator: re.Pattern[str] | None

    def cell(self, cells: tuple[Cell, ...]) -> Cell | None:
        return None if self.position is None else cells[self.position]


@dataclass(slots=True)
class _Row:
    """The cells of a row; what they say and where, by the names of their columns."""

    cells: tuple[Cell, ...]
    mark: Mark
    texts: dict[str, str] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)


@dataclass(slots=True)
class _Thing:
    """What a row says of one thing, by key and language."""

    about: Template | None
    values: dict[tuple[str, str], list[Scalar]] = field(default_factory=dict)


class Rows:
    """Reads rows by what is known of their columns."""

    def __init__(self, vocabulary: Vocabulary, table: Table, fields: tuple[Field, ...]) -> None:
        """Take what the columns say, in their order; virtual ones have no cells."""
        self._vocabulary, self._table = vocabulary, table
        self._fields = tuple(_placed(fields))
        self._width = sum(not each.column.is_virtual for each in fields)
        self._told: set[int | None] = set()
        self._read = 0

    def nodes(self, rows: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[str, Mapping]]:
        """Give the things of all rows, each with its status."""
        table = self._table
        if not any(each.field.key == "id" or each.field.column.about for each in self._fields):
            table.told.tell("syntax/missing-id", Mark(1, 1), example="id")
            table.whole = False
            return
        is_empty = True
        for cells in rows:
            is_empty = False
            if table.fits(cells, self._width):
                yield from self._things(cells)
        if is_empty and table.whole:
            table.told.tell("syntax/empty-file", Mark(1, 1))

    def _things(self, cells: tuple[Cell, ...]) -> Iterator[tuple[str, Mapping]]:
        """Give what a row is about, and what else its columns are."""
        row = self._row(cells)
        things: dict[str, _Thing] = {}
        for each in self._fields:
            about = each.field.column.about
            if each.field.key:
                thing = things.setdefault(about.text if about else "", _Thing(about))
                for value in self._values(each, row):
                    self._count(value.mark)
                    thing.values.setdefault((each.field.key, each.field.tag), []).append(value)
            elif not each.field.column.name:
                self._without_name(each, cells)
        status = "stated"
        for position, thing in enumerate(things.values()):
            if position == 0:
                status = self._status(thing)
            if position == 0 or thing.values:
                self._count(row.mark)
                yield status, self._node(thing, row, is_main=position == 0)

    def _count(self, mark: Mark) -> None:
        expect_room(self._read, self._table.told.path, mark)
        self._read += 1

    def _row(self, cells: tuple[Cell, ...]) -> _Row:
        """Find out what the columns say in a row, for the addresses that are made of it."""
        row = _Row(cells, self._table.mark(cells[0]))
        for each in self._fields:
            column = each.field.column
            if column.name in row.texts:
                continue
            cell = each.cell(cells)
            written = (cell.text if cell else "") or column.default
            row.texts[column.name] = "" if written in column.nulls else _in_data(written, column)
            row.marks[column.name] = self._table.mark(cell) if cell else row.mark
        return row

    def _without_name(self, each: _Placed, cells: tuple[Cell, ...]) -> None:
        """Tell of a column that says something and has no name; once."""
        cell = each.cell(cells)
        if cell and cell.raw and each.position not in self._told:
            self._told.add(each.position)
            self._table.tell("csv-no-name", cell)

    def _values(self, each: _Placed, row: _Row) -> Iterator[Scalar]:
        column = each.field.column
        cell, mark = each.cell(row.cells), row.marks[column.name]
        if not row.texts[column.name] and (cell or not column.value):
            if column.is_required and cell:
                self._table.told.tell("syntax/required-cell", mark, key=column.name)
        elif column.value:
            address = self._address(column.value, row, mark)
            if address:
                yield Scalar(self._word(each.field, address), mark)
        else:
            if cell is None or not cell.raw:
                cell = Cell(column.default, (cell or row.cells[0]).start)
            for part in cell.split(each.separator) if each.separator else (cell,):
                written = _in_data(each.field.unescaped(part.text), column)
                yield Scalar(written, self._table.mark(part), not part.raw)

    def _address(self, template: Template, row: _Row, mark: Mark) -> str | None:
        """Put what a row says into an address; nothing where it does not say all of it."""
        if sum(len(row.texts[each]) for each in template.variables) > LONGEST:
            self._table.told.tell("syntax/long-iri", mark, value=template.text, limit=LONGEST)
            return None
        filled = template.fill(row.texts)
        return expanded(filled) if filled else None

    def _word(self, each: Field, iri: str) -> str:
        """Write an IRI as authors do, where they write keys."""
        is_key = each.key == "type" or each.kind is Kind.CONCEPT
        return key_of(iri, self._vocabulary) if is_key else iri

    def _status(self, thing: _Thing) -> str:
        """Give the status of a row: as a column says, or as the thing says of itself."""
        said = thing.values.pop(_STATUS, None)
        (status, *_) = said or thing.values.get(_OWN_STATUS) or (None,)
        if status is None:
            return "stated"
        if status.text in STATUSES:
            return status.text
        if said:
            told = self._table.told
            told.tell(
                "vocabulary/unknown-status",
                status.mark,
                value=status.text,
                expected=", ".join(STATUSES),
                suggestion=suggested(told.nearest(status.text, STATUSES)),
            )
        return "stated"

    def _node(self, thing: _Thing, row: _Row, *, is_main: bool) -> Mapping:
        values = dict(thing.values)
        if thing.about:
            at = next((row.marks[each] for each in thing.about.variables), row.mark)
            address = self._address(thing.about, row, at)
            values[_ID] = [Scalar(address, at)] if address else []
        named = values.pop(_ID, [])
        if is_main and _TYPE not in values:
            values = {
                _TYPE: [Scalar("Observation", named[0].mark if named else row.mark)],
                **values,
            }
        entries = [(Scalar("id", named[0].mark), _one_or_more(named))] if named else []
        return Mapping((*entries, *_entries(values)), row.mark)


def _placed(fields: tuple[Field, ...]) -> Iterator[_Placed]:
    position = 0
    for each in fields:
        is_virtual = each.column.is_virtual
        yield _Placed(each, None if is_virtual else position, each.separator)
        position += not is_virtual


def _entries(values: dict[tuple[str, str], list[Scalar]]) -> Iterator[tuple[Scalar, Node]]:
    """Give keys and values; the texts of a key stand together by language."""
    texts: dict[str, list[tuple[Scalar, Node]]] = {}
    for (key, tag), found in values.items():
        if tag:
            texts.setdefault(key, []).append((Scalar(tag, found[0].mark), _one_or_more(found)))
        else:
            yield Scalar(key, found[0].mark), _one_or_more(found)
    for key, by_language in texts.items():
        mark = by_language[0][0].mark
        yield Scalar(key, mark), Mapping(tuple(by_language), mark)


def _one_or_more(values: list[Scalar]) -> Node:
    return values[0] if len(values) == 1 else Sequence(tuple(values), values[0].mark)


def _in_data(written: str, column: Column) -> str:
    """Write a number as data do, where it is said how the table writes it."""
    return without_groups(written, *column.numerals) if column.numerals else written
