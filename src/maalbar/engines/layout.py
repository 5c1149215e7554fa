"""How a publication lies in a store, so that every triple is counted once.

Its named graphs lie there as they are.  Beside them, each triple stands once more in one graph
of those that queries read: `usual` holds what is stated or editorial, and the ontology; what is
neither stands in one of `only/…`, by the statuses that it has.  So any choice of statuses that
takes in the usual ones is some of these graphs, in which nothing stands twice.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.statements import STATUSES
from maalbar.model.terms import XSD
from maalbar.queries.library import DEFAULT_READS
from maalbar.words import finding

Thing = tuple[bytes, list[bytes]]
USUAL: Final = frozenset(DEFAULT_READS)
# Where the state of a store is told, below the address of a publication.
STATE: Final = "stored/state"
_STATUSES: Final = "graph/statuses"
_ANY: Final = NamedNode("urn:maalbar:any")


@dataclass(frozen=True)
class Layout:
    """Where things lie: `base` is the absolute IRI that the publication lives under."""

    base: str
    ontology: Index

    @cached_property
    def names(self) -> NamedNode:
        """The graph of the ontology."""
        return NamedNode(f"{self.base}stored/ontology")

    @cached_property
    def usual(self) -> NamedNode:
        """The graph of what is read unless a query says otherwise."""
        return NamedNode(f"{self.base}stored/usual")

    def status(self, graph: object) -> str | None:
        """Give the status of a named graph; None where it is none of a publication."""
        found = self._graph.fullmatch(graph.value) if isinstance(graph, NamedNode) else None
        return found[1] if found else None

    def read_from(self, graphs: Iterable[Any], read: frozenset[str]) -> list[Any] | None:
        """Choose the graphs that hold what is of some statuses once.

        Args:
            graphs: those that there are.
            read: the statuses.

        Returns:
            None where there are no such graphs: a usual status is left out.
        """
        if not read >= USUAL:
            return None
        only = f"{self.base}stored/only/"
        chosen = [
            each
            for each in graphs
            if isinstance(each, NamedNode)
            and each.value.startswith(only)
            and not read.isdisjoint(each.value.removeprefix(only).split("+"))
        ]
        return [self.usual, *chosen]

    def reading(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Place the triples of named graphs once more, in the graphs that are read.

        Args:
            quads: all that have one of some triples.
        """
        statuses: dict[tuple[Any, Any, Any], set[str]] = {}
        for each in quads:
            status = self.status(each.graph_name)
            triple = (each.subject, each.predicate, as_stored(each.object))
            said = statuses.setdefault(triple, set())
            if status:
                said.add(status)
        for triple, said in statuses.items():
            if triple in self._ontology or said & USUAL:
                yield Quad(*triple, self.usual)
            elif said:
                yield Quad(*triple, NamedNode(f"{self.base}stored/only/{'+'.join(sorted(said))}"))

    def ontology_quads(self) -> Iterator[Quad]:
        """Give the ontology, in its own graph and in the one that is read."""
        for triple in self.ontology:
            yield Quad(*triple, self.names)
        for triple in self._ontology:
            yield Quad(*triple, self.usual)

    @cached_property
    def _ontology(self) -> frozenset[tuple[Any, Any, Any]]:
        return frozenset((*each[:2], as_stored(each[2])) for each in self.ontology)

    @cached_property
    def _graph(self) -> re.Pattern[str]:
        return re.compile(rf"{re.escape(self.base)}graph/.+/({'|'.join(STATUSES)})", re.DOTALL)


def as_stored(term: Any) -> Any:  # noqa: ANN401 # what it is, it stays
    """Give a term as stores write it: what is written in two ways is one value there."""
    if isinstance(term, Literal) and (term.language or term.datatype != XSD.string):
        return _literal_as_stored(term)
    return term


@lru_cache(maxsize=100_000)
def _literal_as_stored(literal: Literal) -> Any:  # noqa: ANN401 # as pyoxigraph types it
    store = Store()
    store.add(Quad(_ANY, _ANY, literal))
    return next(iter(store)).object


@dataclass(slots=True)
class Sums:
    """What goes by, counted and hashed by graph; the same content gives the same hash."""

    triples: dict[NamedNode, int] = field(default_factory=dict)
    _hashes: dict[NamedNode, Any] = field(default_factory=dict)

    def add(self, quad: Quad) -> None:
        """Count one quad of a named graph; quads come in order and once."""
        graph: Any = quad.graph_name
        self.triples[graph] = self.triples.get(graph, 0) + 1
        line = f"{quad.subject} {quad.predicate} {quad.object}\n"
        self._hashes.setdefault(graph, hashlib.sha256()).update(line.encode())

    def sha256(self) -> dict[NamedNode, str]:
        """Give the hashes."""
        return {graph: each.hexdigest() for graph, each in self._hashes.items()}


def named_quads(things: Iterable[Thing], layout: Layout, sums: Sums) -> Iterator[list[Quad]]:
    """Read the quads about each thing, sorted and each once, and count them.

    Args:
        things: each with the lines about it, as a dump in order has them.
        layout: where they lie.
        sums: where they are counted.

    Raises:
        MaalbarError: they are not those of a publication.
    """
    for _, lines in things:
        quads = [each for each in _parsed(lines) if not _tells_statuses(each, layout)]
        for each in quads:
            if layout.status(each.graph_name) is None or "_:" in _ends(each):
                raise _not_ours(f"graph {each.graph_name}")
        quads = sorted(set(quads), key=str)
        for each in quads:
            sums.add(each)
        yield quads


def ontology_quads(layout: Layout, sums: Sums) -> Iterator[Quad]:
    """Give the ontology, in its own graph and in the one that is read, and count it."""
    quads = [Quad(*triple, layout.names) for triple in layout.ontology]
    for each in sorted(quads, key=str):
        sums.add(each)
    yield from layout.ontology_quads()


def _parsed(lines: list[bytes]) -> list[Quad]:
    try:
        return list(parse(b"".join(lines), format=RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        raise _not_ours(str(error)) from error


def _tells_statuses(quad: Quad, layout: Layout) -> bool:
    return str(quad.graph_name) == f"<{layout.base}{_STATUSES}>"


def _ends(quad: Quad) -> str:
    """Give what a blank node, or a triple of one, would be seen in."""
    return "".join(
        str(each)
        for each in (quad.subject, quad.object)
        if not str(each).startswith(('"', "<http"))
    )


def _not_ours(reason: str) -> MaalbarError:
    where = Location()
    return MaalbarError(finding("publication/not-a-site", where, value="dump.nq", reason=reason))
