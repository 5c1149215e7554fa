"""Files as an editor sees them: YAML 1.2 as JSON values; and things written down from RDF."""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml
from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.statements import STATUSES
from maalbar.model.terms import MB, A, Term
from maalbar.vocabulary.ontology import Kind, Vocabulary

Json = Any
_INTEGER: Final = re.compile("[-+]?[0-9]+")
_OTHER_BASE: Final = re.compile("0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NAMED: Final[dict[str, Json]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf"), float("inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


def seen_by_editors(text: str) -> Json:
    """Read YAML by the core schema of YAML 1.2, as editors do: a date is a text."""
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    return None if tree is None else _value(tree)


def _value(node: yaml.Node) -> Json:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return _plain(node.value) if node.style is None else node.value


def _plain(text: str) -> Json:
    if text in _NAMED:
        return _NAMED[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    return float(text) if _NUMBER.fullmatch(text) else text


def written_from(index: Index, vocabulary: Vocabulary) -> dict[str, list[dict[str, Json]]]:
    """Write the things of an index as a file does: each by its address, under its status."""
    file: dict[str, list[dict[str, Json]]] = {}
    for node in index.nodes:
        if isinstance(node, NamedNode) and index.first(node, A):
            said = index.first(node, MB.statementStatus)
            status = vocabulary.key_of[said] if said else STATUSES[-1]
            thing = {"id": node.value, **dict(_properties(index, node, vocabulary))}
            file.setdefault(status, []).append(thing)
    return file


def _properties(
    index: Index, node: NamedNode, vocabulary: Vocabulary
) -> Iterator[tuple[str, Json]]:
    for predicate, values in index.properties(node).items():
        term = vocabulary.property_of.get(predicate)
        if predicate == A:
            yield "type", _one_or_many([_written(each, vocabulary) for each in values])
        elif term and term.kind is Kind.TEXT:
            texts: dict[str, list[str]] = {}
            for each in values:
                assert isinstance(each, Literal)
                texts.setdefault(each.language or "", []).append(each.value)
            yield term.key, {tag: _one_or_many(found) for tag, found in texts.items()}
        elif term:
            yield term.key, _one_or_many([_written(each, vocabulary) for each in values])


def _written(term: Term, vocabulary: Vocabulary) -> Json:
    if isinstance(term, Literal) and _NUMBER.fullmatch(term.value):
        return float(term.value) if "." in term.value else int(term.value)
    return vocabulary.key_of.get(term, term.value)


def _one_or_many(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values
