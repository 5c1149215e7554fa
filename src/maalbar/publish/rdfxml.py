"""RDF/XML, for harvesters that know nothing else.

See Also:
    RDF 1.1 XML Syntax <https://www.w3.org/TR/rdf-syntax-grammar/>.
"""

from pyoxigraph import RdfFormat, Triple, serialize

from maalbar.model.index import Index
from maalbar.model.terms import PREFIXES, triple_order


def write_rdfxml(index: Index) -> bytes:
    """Write a graph, sorted.

    Raises:
        ValueError: a predicate ends in what is no name in XML.
    """
    triples = sorted((Triple(*each) for each in index), key=triple_order)
    used = {str(each.predicate.value) for each in triples}
    prefixes = {
        prefix: namespace
        for prefix, namespace in PREFIXES.items()
        if any(each.startswith(namespace) for each in used)
    }
    return serialize(triples, format=RdfFormat.RDF_XML, prefixes=prefixes) or b""
