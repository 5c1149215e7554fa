"""What a source of concepts, models or events says of itself, and who stands behind it."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.agents import agent_of, agent_triples
from maalbar.catalogue.source import Source, texts
from maalbar.model.index import SpokenTriple
from maalbar.model.terms import DCAT, DCT, FOAF, ORG, SKOS, VCARD, A
from maalbar.model.text import Text


def headed(source: Source, title: Text, description: Text) -> Iterator[SpokenTriple]:
    """Describe a catalogue but for its members and dates, and those who stand behind it."""
    yield from texts(source.catalogue, DCT.title, title)
    yield from texts(source.catalogue, DCT.description, description)
    yield from behind(source, source.catalogue)
    yield from _publisher(source)
    contact, settings = source.part("contact"), source.publication.settings
    for kind in (VCARD.Kind, VCARD.Organization):
        yield contact, A, kind
    yield contact, VCARD.fn, Literal(settings.contact_name, language="nb")
    yield contact, VCARD.hasURL, NamedNode(settings.contact_url)


def behind(source: Source, node: NamedNode) -> Iterator[SpokenTriple]:
    """Say who publishes a node, and whom to ask."""
    publication = source.publication
    yield node, DCT.publisher, agent_of(publication, publication.settings.publisher)
    yield node, DCAT.contactPoint, source.part("contact")


def _publisher(source: Source) -> Iterator[SpokenTriple]:
    """Describe the publisher as each of the profiles looks for it."""
    publication = source.publication
    publisher = publication.settings.publisher
    node = agent_of(publication, publisher)
    said = list(agent_triples(publication, [publisher]))
    yield from said
    yield node, A, ORG.Organization
    for _, predicate, name in said:
        if predicate == FOAF.name:
            yield node, DCT.title, name
            yield node, SKOS.prefLabel, name
    if not any(predicate == DCT.identifier for _, predicate, _ in said):
        yield node, DCT.identifier, Literal(node.value)
