"""N-Triples and N-Quads in sorted order: the canonical form, since there are no blank nodes.

See Also:
    RDF 1.1 N-Triples, section 4 <https://www.w3.org/TR/n-triples/#canonical-ntriples>.
"""

from collections.abc import Mapping

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from maalbar.model.index import Index


def write_ntriples(index: Index) -> str:
    """Write a graph, one triple a line, lines sorted."""
    triples = (Triple(*triple) for triple in index)
    return _sorted(serialize(triples, format=RdfFormat.N_TRIPLES))


def write_nquads(graphs: Mapping[NamedNode, Index]) -> str:
    """Write named graphs, one quad a line, lines sorted."""
    quads = (Quad(*triple, name) for name, index in graphs.items() for triple in index)
    return _sorted(serialize(quads, format=RdfFormat.N_QUADS))


def _sorted(data: bytes | None) -> str:
    # Not splitlines(): a literal may hold characters that Python takes for line ends.
    lines = (data or b"").decode().split("\n")
    return "".join(f"{line}\n" for line in sorted(lines) if line)
