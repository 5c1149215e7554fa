"""The columns of a table of figures: what each cell says, and what says so of the column."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import MB, Term, order
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary

SEPARATOR: Final = "|"
# What a reader looks for first; the other columns follow by name.
_FIRST: Final = (
    *("indicator", "featureOfInterest", "population", "value", "unit", "countingMode"),
    *("refPeriod", "reportedIn", "statementStatus", "statedIn"),
)
_NOT_NAME: Final = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a property, the language of its texts, and the values of each row."""

    term: Property
    tag: str
    values: Mapping[NamedNode, Sequence[Term]]
    concepts: Mapping[Term, str]

    @property
    def title(self) -> str:
        """What the header calls it."""
        return f"{self.term.key}@{self.tag}" if self.tag else self.term.key

    @property
    def is_many(self) -> bool:
        """Whether a row has several values."""
        return any(len(values) > 1 for values in self.values.values())

    def short_base(self, base: str) -> str:
        """Give what is left out of each address; nothing if they are written as they are."""
        if self.term.kind is not Kind.RESOURCE or self.is_many:
            return ""
        nodes = [each for values in self.values.values() for each in values]
        base = self.term.value_namespace or base
        # A passage without `#` would be taken for a fragment.
        is_passage = self.term.key == "statedIn"
        if is_passage and not all("#" in each.value for each in nodes):
            return ""
        return base if shortened(nodes, base) else ""

    def written(self, base: str) -> dict[NamedNode, str]:
        """Give the cells."""
        short = len(self.short_base(base))
        return {
            row: SEPARATOR.join(self.concepts.get(each, each.value[short:]) for each in values)
            for row, values in self.values.items()
        }


def columns_of(
    index: Index, rows: Iterable[NamedNode], vocabulary: Vocabulary
) -> tuple[Column, ...]:
    """Give the columns that rows need, in the order in which they are read."""
    found: dict[tuple[str, str], dict[NamedNode, list[Term]]] = {}
    for row in rows:
        for predicate, values in index.properties(row).items():
            term = vocabulary.property_of.get(predicate)
            if term:
                for tag, value in _told(term, sorted(values, key=order), vocabulary):
                    found.setdefault((term.key, tag), {}).setdefault(row, []).append(value)
    columns = []
    for (key, tag), values in sorted(found.items(), key=lambda each: _place(*each[0])):
        term = vocabulary.properties[key]
        concepts = vocabulary.key_of if term.kind is Kind.CONCEPT else {}
        columns.append(Column(term, tag, values, concepts))
    return tuple(columns)


def described(column: Column, base: str) -> dict[str, Any]:
    """Tell what a column means, for readers of CSV on the Web."""
    term, name = column.term, _NOT_NAME.sub("_", column.title)
    said: dict[str, Any] = {"name": name, "titles": column.title, "propertyUrl": term.iri.value}
    if column.is_many:
        said["separator"] = SEPARATOR
    if term.kind is Kind.TEXT:
        said["lang"] = column.tag
    elif term.kind is Kind.LITERAL:
        said["datatype"] = term.datatype.value.rpartition("#")[2] if term.datatype else "string"
    elif not column.is_many and _is_ascii(column):
        # Of several values in a cell, or beyond ASCII, no template makes the right addresses.
        is_concept = term.kind is Kind.CONCEPT
        said["valueUrl"] = (
            f"{MB.iri}{{{name}}}" if is_concept else f"{column.short_base(base)}{{+{name}}}"
        )
    return said


def shortened(nodes: Sequence[Term], base: str) -> bool:
    """Tell whether addresses can be written without their base, and read as the same."""
    return all(
        each.value.startswith(base)
        and len(each.value) > len(base)
        and ":" not in each.value[len(base) :]
        for each in nodes
    )


def _told(
    term: Property, values: Iterable[Term], vocabulary: Vocabulary
) -> Iterator[tuple[str, Term]]:
    """Give the values that a cell can hold, each with its language."""
    tags: set[str] = set()
    for each in values:
        tag = (each.language or "") if isinstance(each, Literal) else ""
        is_text = term.kind is Kind.TEXT
        is_known = term.kind is not Kind.CONCEPT or each == MB[vocabulary.key_of.get(each, "")]
        is_node = isinstance(each, NamedNode)
        is_kind = is_node if term.kind in {Kind.RESOURCE, Kind.CONCEPT} else not is_node
        is_whole = each.value == each.value.strip() != ""
        # A bar would part it, and a text has one column a language.
        is_one = tag not in tags if is_text else SEPARATOR not in each.value
        if is_text is bool(tag) and is_known and is_kind and is_whole and is_one:
            tags.add(tag)
            yield tag, each


def _place(key: str, tag: str) -> tuple[int, str, str]:
    return (_FIRST.index(key) if key in _FIRST else len(_FIRST), key, tag)


def _is_ascii(column: Column) -> bool:
    return all(each.value.isascii() for values in column.values.values() for each in values)
