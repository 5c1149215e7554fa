"""SPARQL results in JSON, and a row a line.

Each line of JSON Lines is an object as the `bindings` of SPARQL results have: what is bound, by
column, with its type, its language and its datatype.

See Also:
    SPARQL 1.2 Query Results JSON Format <https://www.w3.org/TR/sparql12-results-json/>.
"""

import json
from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from maalbar.model.terms import XSD
from maalbar.render.answers.sources import with_columns
from maalbar.render.answers.view import Row, View
from maalbar.render.findings.harmless import in_json


def render(answer: View) -> Iterator[str]:
    """Render an answer as SPARQL results in JSON, a row a line."""
    if answer.truth is not None:
        yield _dumped({"head": {}, "boolean": answer.truth}) + "\n"
        return
    table = with_columns(answer)
    yield '{\n"head": ' + _dumped({"vars": table.columns}) + ',\n"results": {"bindings": ['
    separator = "\n"
    for row in table.rows:
        yield separator + _dumped(_bindings(table, row))
        separator = ",\n"
    yield "\n]}\n}\n"


def render_jsonl(answer: View) -> Iterator[str]:
    """Render an answer as an object a line."""
    if answer.truth is not None:
        yield _dumped({"boolean": answer.truth}) + "\n"
        return
    table = with_columns(answer)
    for row in table.rows:
        yield _dumped(_bindings(table, row)) + "\n"


def _bindings(table: View, row: Row) -> dict[str, Any]:
    return {
        name: _binding(term)
        for name, term in zip(table.columns, row, strict=True)
        if term is not None
    }


def _binding(term: NamedNode | BlankNode | Literal | Triple) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(each) for name, each in parts.items()}}
    said = {"type": "literal", "value": term.value}
    if term.language:
        direction = {"its:dir": term.direction.value} if term.direction else {}
        return said | {"xml:lang": term.language} | direction
    return said if term.datatype == XSD.string else said | {"datatype": term.datatype.value}


def _dumped(value: object) -> str:
    return in_json(json.dumps(value, ensure_ascii=False))
