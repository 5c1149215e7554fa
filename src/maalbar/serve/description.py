"""What the endpoint is and can do, in its own terms.

See Also:
    SPARQL 1.1 Service Description <https://www.w3.org/TR/sparql11-service-description/>.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple

from maalbar.model.terms import A, Namespace

_SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
_RESULTS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)


def describe(endpoint: str, graphs: Iterable[str]) -> list[Triple]:
    """Describe an endpoint.

    Args:
        endpoint: its address.
        graphs: the named graphs that it holds.
    """
    return list(_told(NamedNode(endpoint), graphs))


def _told(endpoint: NamedNode, graphs: Iterable[str]) -> Iterator[Triple]:
    dataset, default = (NamedNode(f"{endpoint.value}#{name}") for name in ("dataset", "default"))
    service = NamedNode(f"{endpoint.value}#service")
    yield Triple(service, A, _SD.Service)
    yield Triple(service, _SD.endpoint, endpoint)
    yield Triple(service, _SD.supportedLanguage, _SD.SPARQL11Query)
    for each in _RESULTS:
        yield Triple(service, _SD.resultFormat, _FORMATS[each])
    yield Triple(service, _SD.defaultDataset, dataset)
    yield Triple(dataset, A, _SD.Dataset)
    yield Triple(dataset, _SD.defaultGraph, default)
    yield Triple(default, A, _SD.Graph)
    for number, name in enumerate(sorted(graphs), start=1):
        graph = NamedNode(f"{endpoint.value}#graph-{number}")
        yield Triple(dataset, _SD.namedGraph, graph)
        yield Triple(graph, A, _SD.NamedGraph)
        yield Triple(graph, _SD.name, NamedNode(name))
