"""The publication's SPARQL endpoint as a data service, where maalbar.toml tells of one.

See Also:
    SPARQL 1.1 Protocol <https://www.w3.org/TR/sparql11-protocol/>; by section 2 of the Service
    Description, the endpoint describes itself where it is asked for RDF.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from maalbar.catalogue.agents import agent_of, licence_of
from maalbar.catalogue.datasets import PUBLIC, Words, about, resource_triples
from maalbar.catalogue.distributions import IANA, STABLE
from maalbar.catalogue.source import Source
from maalbar.model.index import SpokenTriple
from maalbar.model.release import Dates
from maalbar.model.terms import DCAT, DCATAP, DCT, EU, A
from maalbar.words import text

_SPARQL: Final = NamedNode("https://www.w3.org/TR/sparql11-protocol")


def service_triples(
    node: NamedNode, serves: NamedNode, keywords: Words, dates: Dates, source: Source
) -> Iterator[SpokenTriple]:
    """Describe the endpoint.

    Args:
        node: the service.
        serves: the dataset that it answers from.
        keywords: what it is found by.
        dates: when it was first told of, and last told of otherwise.
        source: the catalogue.
    """
    settings = source.publication.settings
    endpoint = NamedNode(settings.endpoint)
    named = text("pages", "service-title"), text("pages", "service-description")
    publisher = agent_of(source.publication, settings.publisher)
    yield node, A, DCAT.DataService
    yield from resource_triples(node, named, publisher, source, dates)
    yield from about(node, keywords, source)
    yield node, DCT.accessRights, PUBLIC
    yield node, DCT.license, licence_of(settings.licence)
    yield node, DCAT.endpointURL, endpoint
    yield node, DCAT.endpointDescription, endpoint
    yield node, DCAT.servesDataset, serves
    yield node, DCAT.landingPage, NamedNode(settings.base)
    yield node, DCT.conformsTo, _SPARQL
    yield node, DCT["format"], EU["file-type/SPARQLQRES"]
    yield node, DCAT.mediaType, IANA["application/sparql-results+json"]
    yield node, DCATAP.availability, STABLE
