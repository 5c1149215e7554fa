"""What the portal makes of a source before it parses it: each member in a record of its own."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from rdflib import DCTERMS, FOAF, RDF, XSD, Graph, Literal, URIRef

RECORDS = "https://example.org/portal/records/"
CATALOG_RECORD = URIRef("http://www.w3.org/ns/dcat#CatalogRecord")
HARVESTED = Literal("2024-03-01T04:00:00Z", datatype=XSD.dateTime)


def inlined(source: Graph, member: URIRef, siblings: Iterable[URIRef]) -> Graph:
    """Give all that is reached from a member, except its siblings."""
    found, waiting, seen = Graph(), [member], {*siblings} - {member}
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            for triple in source.triples((node, None, None)):
                found.add(triple)
                if isinstance(triple[2], URIRef):
                    waiting.append(triple[2])
    return found


def harvested(source: Graph, catalogue: URIRef, member: URIRef, listed_by: URIRef) -> str:
    """Give one member as the portal's parser gets it: inlined, with records around it."""
    siblings = [each for each in source.objects(catalogue, listed_by) if isinstance(each, URIRef)]
    graph = inlined(source, member, siblings)
    graph += inlined(source, catalogue, siblings)
    (record, of_catalogue) = (_record(graph, each) for each in (member, catalogue))
    graph.add((record, DCTERMS.isPartOf, of_catalogue))
    return graph.serialize(format="turtle")


def parsed(
    source: Graph, catalogue: URIRef, listed_by: URIRef, parse: Callable[[str], Mapping[str, Any]]
) -> str:
    """Let the portal's parser read every member, and give what it shows as JSON.

    Each member is read by itself, as the portal does; what it finds nothing for is left out.
    """
    shown = {}
    for member in sorted(source.objects(catalogue, listed_by), key=str):
        assert isinstance(member, URIRef)
        ((iri, card),) = parse(harvested(source, catalogue, member, listed_by)).items()
        assert iri == str(member)
        shown[iri] = _plain(asdict(card))
    return json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _record(graph: Graph, topic: URIRef) -> URIRef:
    identifier = hashlib.sha256(topic.encode()).hexdigest()[:12]
    record = URIRef(RECORDS + identifier)
    graph.add((record, RDF.type, CATALOG_RECORD))
    graph.add((record, FOAF.primaryTopic, topic))
    graph.add((record, DCTERMS.identifier, Literal(identifier)))
    graph.add((record, DCTERMS.issued, HARVESTED))
    graph.add((record, DCTERMS.modified, HARVESTED))
    return record


def _plain(value: Any) -> Any:  # noqa: ANN401 # whatever the parser's values hold
    """Write values so that they are the same each time: sets sorted, what is unknown left out."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, set):
        return sorted(_plain(each) for each in value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
