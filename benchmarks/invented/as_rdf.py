"""Content as RDF: triples as the generated context reads it, Turtle, and JSON-LD."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from invented.shared import Node
from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import A, Term
from maalbar.publish.turtle import write_turtle
from maalbar.vocabulary.ontology import Kind, Property, vocabulary

BASE: Final = "https://w3id.org/maalbar/"
CONTEXT: Final = f"{BASE}context.jsonld"
IDENTIFIERS: Final = f"{BASE}id/"
Rows = Iterable[tuple[str, int, int, str, str]]


def triples(nodes: Iterable[Node]) -> Iterator[SpokenTriple]:
    """Give the triples of some nodes and of those inside them."""
    for node in nodes:
        section = node["id"] if node["id"].startswith("section/") else ""
        yield from _triples(node, section)


def passage_nodes(rows: Rows) -> Iterator[Node]:
    """Give the passages of a report as nodes."""
    for section, start, end, sha256, exact in rows:
        selectors = [f"{section}#position={start},{end}"]
        selectors += [f"{section}#quote={start},{end}"] if exact else []
        yield {
            "id": f"{section}#char={start},{end}",
            "type": "SourcePassage",
            "hasSource": section,
            "hasSelector": selectors,
            "passageSha256": sha256,
        }
        yield {"id": selectors[0], "type": "TextPositionSelector", "start": start, "end": end}
        if exact:
            yield {"id": selectors[1], "type": "TextQuoteSelector", "quotation": exact}


def as_turtle(nodes: Iterable[Node]) -> str:
    """Write nodes as Turtle with prefixes; identifiers are relative to a base."""
    return write_turtle(Index(triples(nodes)), base=IDENTIFIERS)


def as_jsonld(nodes: Iterable[Node]) -> str:
    """Write nodes as JSON-LD by our context; what stands inside another thing stays there."""
    document = {"@context": CONTEXT, "@graph": [_json(node, node["id"]) for node in nodes]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _triples(node: Node, section: str) -> Iterator[SpokenTriple]:
    subject = _iri(node["id"])
    for key, value in node.items():
        if key == "type":
            yield subject, A, vocabulary().classes[value]
        elif key != "id":
            term = vocabulary().properties[key]
            for each in _values(value):
                if isinstance(each, dict):
                    yield from _triples(each, section)
                    child = _iri(each["id"])
                    if term.inverse:
                        yield child, term.inverse, subject
                    else:
                        yield subject, term.iri, child
                else:
                    yield subject, term.iri, _term(term, each, section)


def _values(value: Any) -> Iterator[Any]:  # noqa: ANN401 # of any shape
    if isinstance(value, dict):
        for tag, texts in value.items():
            for text in texts if isinstance(texts, list) else [texts]:
                yield Literal(text, language=tag)
    elif isinstance(value, list):
        yield from value
    else:
        yield value


def _term(term: Property, value: object, section: str) -> Term:
    if isinstance(value, Literal):
        return value
    text = str(value)
    if term.kind is Kind.CONCEPT:
        return vocabulary().concepts[text]
    if term.kind is Kind.LITERAL:
        return Literal(text, datatype=term.datatype) if term.datatype else Literal(text)
    if term.key == "statedIn":
        return _iri(f"{section}#{text}")
    if term.value_namespace:
        return NamedNode(term.value_namespace + text)
    return _iri(text)


def _iri(identifier: str) -> NamedNode:
    return NamedNode(identifier if ":" in identifier else IDENTIFIERS + identifier)


def _json(node: Node, section: str) -> Node:
    written = {}
    for key, value in node.items():
        if key == "type" or isinstance(value, int):
            written[key] = value
        elif isinstance(value, list):
            written[key] = [_json_value(key, each, section) for each in value]
        else:
            written[key] = _json_value(key, value, section)
    return written


def _json_value(key: str, value: Any, section: str) -> Any:  # noqa: ANN401 # of any shape
    if isinstance(value, dict):
        return _json(value, section) if "id" in value else value
    if key == "statedIn":
        return f"{IDENTIFIERS}{section}#{value}"
    if key == "id" or (
        key in vocabulary().properties
        and vocabulary().properties[key].kind is Kind.RESOURCE
        and not vocabulary().properties[key].value_namespace
    ):
        return _iri(value).value
    return value
