"""A publication in memory, in Oxigraph's store."""

from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from maalbar.model.index import Index
from maalbar.model.statements import Publication
from maalbar.model.terms import PREFIXES, Term
from maalbar.queries.engine import Found, found


class Memory:
    """All graphs of a publication, and what they say together, in memory."""

    def __init__(
        self,
        quads: Iterable[Quad],
        graphs: Mapping[NamedNode, str],
        ontology: Index,
        *,
        base: str,
    ) -> None:
        """Load quads, and the ontology that names their terms.

        Args:
            quads: of the named graphs.
            graphs: the status of each named graph.
            ontology: what every query reads, too.
            base: absolute IRI against which identifiers are resolved.
        """
        self.base = base
        self._graphs = graphs
        self._store = Store()
        self._store.bulk_extend(quads)
        self._ontology = ontology
        self._merged: dict[frozenset[str], NamedNode] = {}

    def answer(self, sparql: str, read: frozenset[str]) -> Found:
        """Answer a query; see `Engine`."""
        return found(
            self._store.query(
                sparql,
                base_iri=self.base,
                prefixes=PREFIXES,
                default_graph=self._default_graph(read),
                named_graphs=self._of(read),
            )
        )

    def has(self, thing: Term) -> bool:
        """Tell whether anything is said of a thing."""
        if not isinstance(thing, NamedNode):
            return False
        said = self._store.quads_for_pattern(thing, None, None, None)
        return any(each.graph_name in self._graphs for each in said)

    def _of(self, statuses: frozenset[str]) -> list[Any]:
        return [graph for graph, status in self._graphs.items() if status in statuses]

    def _default_graph(self, statuses: frozenset[str]) -> NamedNode:
        """Give the one graph that a query of these statuses reads: theirs and the ontology.

        They are merged here and not by the engine, which would count a triple that stands in
        two graphs twice.
        """
        merged = self._merged.get(statuses)
        if merged is None:
            merged = NamedNode(f"urn:maalbar:{'+'.join(sorted(statuses))}")
            self._store.bulk_extend(
                Quad(each.subject, each.predicate, each.object, merged)
                for graph in self._of(statuses)
                for each in self._store.quads_for_pattern(None, None, None, graph)
            )
            self._store.bulk_extend(Quad(*triple, merged) for triple in self._ontology)
            self._merged[statuses] = merged
        return merged


def in_memory(publication: Publication, ontology: Index) -> Memory:
    """Load a publication."""
    quads = (
        Quad(each.subject, each.predicate, each.object, each.graph)
        for each in publication.statements
    )
    base = publication.settings.identifiers
    return Memory(quads, publication.graphs, ontology, base=base)
