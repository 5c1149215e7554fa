"""What the columns of a table say of the thing of a row: the keys that YAML has.

A column is known by the name in the header, or by what CSV on the Web says of it.
"""

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from maalbar.load.tables.columns import Column
from maalbar.load.text import is_language
from maalbar.load.told import Told
from maalbar.model.terms import PREFIXES, A
from maalbar.vocabulary.ontology import Kind, Vocabulary
from maalbar.words import suggested

_BAR: Final = re.compile(r"(?<!\\)\|")
# The keys that no property has.
OWN: Final = ("id", "type", "status")
# What CSV on the Web calls two of ours.
_PREFIXES: Final = PREFIXES | {"dc": PREFIXES["dct"], "dcterms": PREFIXES["dct"]}


@dataclass(frozen=True, slots=True)
class Field:
    """A column and its key; `kind` is that of a property, `tag` the language of a text.

    A column that is not understood has no key: it has been told of, and says nothing.
    """

    column: Column
    key: str = ""
    tag: str = ""
    kind: Kind | None = None

    @property
    def separator(self) -> re.Pattern[str] | None:
        """What separates the values in a cell, if it may hold several."""
        if self.column.separator:
            return re.compile(re.escape(self.column.separator))
        return _BAR if self._is_barred else None

    def unescaped(self, written: str) -> str:
        """Give a value without what keeps a bar in it from separating."""
        return written.replace("\\|", "|") if self._is_barred else written

    @property
    def _is_barred(self) -> bool:
        return (
            self.column.is_from_header
            and self.kind is not Kind.TEXT
            and self.key not in {"id", "status"}
        )


def field_of(column: Column, told: Told, vocabulary: Vocabulary) -> Field:
    """Find out what a column says.

    Args:
        column: what is known of it.
        told: where it is told that it is not understood.
        vocabulary: what the keys mean.
    """
    if column.is_suppressed:
        return Field(column)
    name = column.name
    if column.property is not None:
        name = key_of(expanded(column.property.text), vocabulary)
    key, _, tag = name.partition("@")
    mark = column.property.mark if column.property else column.mark
    if not _is_known(key, tag, vocabulary):
        known = (*OWN, *vocabulary.properties)
        near = key if key in known else vocabulary.named(key, known) or told.nearest(key, known)
        told.tell("vocabulary/unknown-property", mark, value=name, suggestion=suggested(near))
        # Read on as what was meant, so that one slip is one finding.
        key = near or ""
    term = vocabulary.properties.get(key)
    if term is None:
        return _checked(Field(column, key), told)
    tag = tag or column.language
    if term.kind is Kind.TEXT and not tag:
        told.tell("language/untagged-column", mark, value=name)
        return Field(column)
    if term.kind is Kind.TEXT and not is_language(tag):
        told.tell("language/bad-language", mark, value=tag)
        return Field(column)
    return _checked(Field(column, key, tag if term.kind is Kind.TEXT else "", term.kind), told)


def _is_known(key: str, tag: str, vocabulary: Vocabulary) -> bool:
    term = vocabulary.properties.get(key)
    return term.kind is Kind.TEXT or not tag if term else key in OWN and not tag


def _checked(field: Field, told: Told) -> Field:
    """Refuse an address where a text or a figure belongs."""
    value = field.column.value
    if value is None or field.kind not in {Kind.TEXT, Kind.LITERAL}:
        return field
    told.tell("syntax/csvw-unsupported", value.mark, value=value.text, suggestion="")
    return Field(field.column)


def expanded(name: str) -> str:
    """Give the IRI that a name with a known prefix stands for; anything else as it is."""
    prefix, _, local = name.partition(":")
    return _PREFIXES[prefix] + local if prefix in _PREFIXES else name


def key_of(iri: str, vocabulary: Vocabulary) -> str:
    """Give the key of a term of the vocabulary; any other IRI as it is."""
    try:
        term = NamedNode(iri)
    except ValueError:
        return iri
    return "type" if term == A else vocabulary.key_of.get(term, iri)
