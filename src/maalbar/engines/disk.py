"""A publication in a store on disk, read and never written."""

from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from maalbar.engines.layout import Layout
from maalbar.engines.shelf import FAULTS, damaged, read_note, reason
from maalbar.model.index import Index
from maalbar.model.terms import PREFIXES, Term
from maalbar.queries.engine import Found, found
from maalbar.queries.memory import Memory


class Disk:
    """The store in a folder, as it was when it was opened."""

    def __init__(self, folder: Path) -> None:
        """Open a store.

        Raises:
            MaalbarError: there is none, or it cannot be read.
        """
        note = read_note(folder)
        self.base = f"{note.base}id/"
        self._folder = folder
        self._layout = Layout(note.base, Index())
        try:
            self._store = Store.read_only(str(folder / note.edition))
        except FAULTS as error:
            raise damaged(folder, reason(error)) from error
        self._graphs = {
            graph: status for graph in note.graphs if (status := self._layout.status(graph))
        }
        self._merged = cache(self._merge)

    def answer(self, sparql: str, read: frozenset[str]) -> Found:
        """Answer a query; see `Engine`."""
        default_graph = self._layout.read_from(self._stored, read)
        if default_graph is None:
            return self._merged(read).answer(sparql, read)
        try:
            return found(
                self._store.query(
                    sparql,
                    base_iri=self.base,
                    prefixes=PREFIXES,
                    default_graph=default_graph,
                    named_graphs=self._of(read),
                )
            )
        except FAULTS as error:
            raise damaged(self._folder, reason(error)) from error

    def has(self, thing: Term) -> bool:
        """Tell whether anything is said of a thing."""
        if not isinstance(thing, NamedNode):
            return False
        try:
            said = self._store.quads_for_pattern(thing, None, None, None)
            return any(each.graph_name in self._graphs for each in said)
        except FAULTS as error:
            raise damaged(self._folder, reason(error)) from error

    @cached_property
    def _stored(self) -> list[object]:
        return list(self._store.named_graphs())

    def _of(self, statuses: frozenset[str]) -> list[Any]:
        return [graph for graph, status in self._graphs.items() if status in statuses]

    def _merge(self, read: frozenset[str]) -> Memory:
        """Bring what no graph of the store holds together into memory."""
        graphs = {graph: self._graphs[graph] for graph in self._of(read)}
        ontology = Index(tuple(each)[:3] for each in self._all(self._layout.names))
        quads = (each for graph in graphs for each in self._all(graph))
        return Memory(quads, graphs, ontology, base=self.base)

    def _all(self, graph: NamedNode) -> list[Quad]:
        return list(self._store.quads_for_pattern(None, None, None, graph))
