"""What CSV on the Web says of a table: how it is written, and what its columns mean.

Taken are the parts that decide what the rows say.  Notes and constraints, which do not, are
passed over; what would change the meaning and is not known here is refused at its place, so
that no table is read in another way than its author meant.  Nothing is ever fetched.

See Also:
    Metadata Vocabulary for Tabular Data, sections 5 and 6
    <https://www.w3.org/TR/tabular-metadata/#metadata-format>.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from maalbar.load.json import Node, Object, read_json
from maalbar.load.tables.columns import Column, Template
from maalbar.load.tables.csvw_values import Said, Values, parts, word
from maalbar.load.tables.table import Dialect
from maalbar.load.text import is_language
from maalbar.load.told import Told
from maalbar.model.diagnostic import MaalbarError
from maalbar.words import suggested

MOST_COLUMNS: Final = 200
# Each puts a value of its own into every row, however short the row is.
MOST_VIRTUAL: Final = 10
_CONTEXT: Final = "http://www.w3.org/ns/csvw"
_OF_ONE_TABLE: Final = ".csv-metadata.json"
# What a column takes over from its table where it does not say it itself.
_INHERITED: Final = frozenset(
    ("aboutUrl", "datatype", "default", "lang", "null", "ordered", "propertyUrl", "required")
) | {"separator", "valueUrl"}
# Notes and constraints: they say nothing more of the rows.
_NOTES: Final = frozenset(
    ("@context", "@id", "@type", "foreignKeys", "notes", "primaryKey", "rowTitles")
) | {"tableDirection", "textDirection", "transformations"}
_GROUP: Final = _INHERITED | _NOTES | {"dialect", "tables"}
_TABLE: Final = _INHERITED | _NOTES | {"dialect", "suppressOutput", "tableSchema", "url"}
_SCHEMA: Final = _INHERITED | _NOTES | {"columns"}
_COLUMN: Final = _INHERITED | _NOTES | {"name", "suppressOutput", "titles", "virtual"}
_DATATYPE: Final = (
    _NOTES
    | {"base", "format", "length", "minLength", "maxLength", "minimum"}
    | {
        *("maximum", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
    }
)
_FORMAT: Final = frozenset(("decimalChar", "groupChar"))
_NUMBERS: Final = frozenset(("number", "decimal", "integer", "double", "float", "long", "int"))
_NOT_VALUES: Final = frozenset(("json", "xml", "html"))
# What parts of a dialect may be here.
_FIXED: Final = {
    "doubleQuote": "true",
    "encoding": "(?i:utf-?8)",
    "headerRowCount": "[01]",
    "skipColumns": "0",
    "skipRows": "[0-9]{1,6}",
    "trim": "true",
}
_DIALECT: Final = (
    _NOTES
    | {*_FIXED, "commentPrefix", "delimiter", "header", "quoteChar"}
    | {
        *("lineTerminators", "skipBlankRows", "skipInitialSpace"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is said of one table: `url` is the name of its file, `path` where it is said.

    Without columns, the header of the table tells of them.
    """

    path: PurePosixPath
    url: str
    dialect: Dialect
    columns: tuple[Column, ...] = ()


def load_metadata(source: str, path: PurePosixPath) -> Metadata:
    """Read what a file says of the table beside it.

    Args:
        source: the text of the file.
        path: the file, for the findings; `X.csv-metadata.json` is about `X.csv` alone.

    Raises:
        MaalbarError: it is not JSON, or says what is refused here; all of it is told.
    """
    document = read_json(source, path)
    values = Values(document, Told(path))
    metadata = _Reader(values).metadata(path)
    findings = (*document.findings, *values.told.findings)
    if findings:
        raise MaalbarError(*findings)
    return metadata


@dataclass(slots=True)
class _Reader:
    values: Values
    inherited: dict[str, Node] = field(default_factory=dict)

    def metadata(self, path: PurePosixPath) -> Metadata:
        root = self.values.document.root
        said = self.values.object(root, _TABLE | _GROUP)
        self.context(said.get("@context"))
        self.inherit(said)
        dialect = said.get("dialect")
        if "tables" in said:
            said = self.values.object(self.only(said["tables"]), _TABLE)
            self.inherit(said)
        schema: Said = {}
        if "tableSchema" in said:
            schema = self.values.object(said["tableSchema"], _SCHEMA)
            self.inherit(schema)
        return Metadata(
            path=path,
            url=self.url(said.get("url"), path),
            dialect=self.dialect(said.get("dialect", dialect)),
            columns=tuple(self.columns(schema.get("columns"))),
        )

    def context(self, node: Node | None) -> None:
        for part in parts(node):
            if isinstance(part, Object):
                # The language of notes; that of cells is `lang`.
                self.values.object(part, frozenset(("@language",)))
            elif self.values.text(part) != _CONTEXT:
                self.values.refuse(part)

    def only(self, tables: Node) -> Node:
        """Give the one table of a list; several are told of in a file each."""
        listed = parts(tables)
        if len(listed) != 1:
            self.values.refuse(tables, "tables")
        return listed[0] if listed else tables

    def url(self, node: Node | None, path: PurePosixPath) -> str:
        """Give the name of the file, which lies beside this one and is not to be fetched."""
        name = unquote(self.values.text(node))
        is_own = path.name.endswith(_OF_ONE_TABLE)
        if not name or {*"/:?#"} & {*name} or (is_own and path.name != f"{name}-metadata.json"):
            self.values.refuse(node, name or "url")
        return name

    def inherit(self, said: Said) -> None:
        self.inherited |= {key: value for key, value in said.items() if key in _INHERITED}
        if self.values.is_true(said, "suppressOutput"):
            self.values.refuse(said["suppressOutput"], "suppressOutput")

    def dialect(self, node: Node | None) -> Dialect:
        said = self.values.object(node, _DIALECT) if node else {}
        for key, allowed in _FIXED.items():
            if key in said and not re.fullmatch(allowed, word(said[key]), re.ASCII):
                self.values.refuse(said[key], key)
        skipped = word(said.get("skipRows"))
        return Dialect(
            delimiter=self.values.character(said.get("delimiter"), ""),
            quote=self.values.character(said.get("quoteChar"), '"'),
            comment=self.values.text(said.get("commentPrefix")),
            skipped_lines=int(skipped) if skipped.isdecimal() else 0,
            has_header=self.values.is_true(
                said, "header", default=word(said.get("headerRowCount")) != "0"
            ),
        )

    def columns(self, node: Node | None) -> Iterator[Column]:
        if node is None:
            # The header then tells of the columns, and takes nothing over.
            for key, value in self.inherited.items():
                self.values.refuse(value, key)
        columns = [self.column(*each) for each in enumerate(parts(node)[:MOST_COLUMNS], start=1)]
        if len(parts(node)) > MOST_COLUMNS:
            self.values.refuse(node, "columns")
        elif sum(each.is_virtual for each in columns) > MOST_VIRTUAL:
            self.values.refuse(node, "virtual")
        names: set[str] = set()
        for column, said in zip(columns, parts(node), strict=False):
            if column.name in names:
                self.values.refuse(said, column.name)
            names.add(column.name)
        for column in columns:
            for template in filter(None, (column.property, column.about, column.value)):
                self.check(template, names if template is not column.property else set())
        yield from columns

    def check(self, template: Template, names: set[str]) -> None:
        """Ask of an address that all that is put in are columns."""
        for variable in template.variables:
            if variable not in names:
                self.values.told.tell(
                    "syntax/csvw-unsupported",
                    template.mark,
                    value=f"{{{variable}}}",
                    suggestion=suggested(self.values.told.nearest(variable, names)),
                )

    def column(self, position: int, node: Node) -> Column:
        values = self.values
        said = {**self.inherited, **values.object(node, _COLUMN)}
        titles = tuple(values.texts(said.get("titles")))
        name = values.text(said.get("name")) or next(iter(titles), f"_col.{position}")
        separator, value = values.text(said.get("separator")), said.get("valueUrl")
        if values.is_true(said, "ordered"):
            values.refuse(said["ordered"], "ordered")
        if value and separator:
            values.refuse(value)
        return Column(
            name=name,
            mark=values.mark(node),
            titles=titles,
            property=values.template(said.get("propertyUrl"), name),
            about=values.template(said.get("aboutUrl"), name),
            value=values.template(value, name),
            language=self.language(said.get("lang")),
            separator=separator,
            numerals=self.numerals(said.get("datatype")),
            nulls=frozenset(values.texts(said["null"]) if "null" in said else ("",)),
            default=values.text(said.get("default")),
            is_required=values.is_true(said, "required"),
            is_virtual=values.is_true(said, "virtual"),
            is_suppressed=values.is_true(said, "suppressOutput"),
        )

    def language(self, node: Node | None) -> str:
        tag = self.values.text(node, "und")
        if tag == "und":
            return ""
        if node and not is_language(tag):
            self.values.told.tell("language/bad-language", self.values.mark(node), value=tag)
        return tag

    def numerals(self, node: Node | None) -> tuple[str, str] | None:
        """Give what sets off thousands and decimals, where a datatype says so."""
        said: Said = {"base": node} if node else {}
        if isinstance(node, Object):
            said = self.values.object(node, _DATATYPE)
        kind, written = self.values.text(said.get("base"), "string"), said.get("format")
        if kind in _NOT_VALUES:
            self.values.refuse(said["base"])
        if written is None:
            return None
        if kind not in _NUMBERS or not isinstance(written, Object):
            self.values.refuse(written, "format")
            return None
        marks = self.values.object(written, _FORMAT)
        group = self.values.character(marks.get("groupChar"), "")
        return group, self.values.character(marks.get("decimalChar"), ".") or "."
