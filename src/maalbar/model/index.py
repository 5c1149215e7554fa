"""Triples in memory, found by subject or by object.

Small, without a query language: for what reads the vocabulary, the shapes or one
publication in a single pass.  Questions are asked of a store instead.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import RDF, Subject, Term

SpokenTriple = tuple[Subject, NamedNode, Term]
_NOTHING: dict[NamedNode, dict[Term, None]] = {}


class Index:
    """A set of triples.  Objects keep the order in which they were first met."""

    def __init__(self, triples: Iterable[SpokenTriple] = ()) -> None:
        """Take in `triples`; one that comes twice counts once."""
        forward: dict[Subject, dict[NamedNode, dict[Term, None]]] = {}
        for subject, predicate, value in triples:
            forward.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        self._forward = forward
        self._backward: dict[NamedNode, dict[Term, list[Subject]]] = {}

    def __iter__(self) -> Iterator[SpokenTriple]:
        """Give every triple once."""
        for subject, properties in self._forward.items():
            for predicate, values in properties.items():
                for value in values:
                    yield subject, predicate, value

    def __contains__(self, triple: SpokenTriple) -> bool:
        """Tell whether the triple is here."""
        subject, predicate, value = triple
        return value in self._forward.get(subject, _NOTHING).get(predicate, ())

    @property
    def nodes(self) -> Iterable[Subject]:
        """All subjects."""
        return self._forward.keys()

    def properties(self, subject: Term) -> Mapping[NamedNode, Collection[Term]]:
        """All that is said of `subject`: its values by property."""
        if isinstance(subject, Literal):
            return _NOTHING
        return self._forward.get(subject, _NOTHING)

    def objects(self, subject: Term, predicate: NamedNode) -> tuple[Term, ...]:
        """Give the values of one property."""
        return tuple(self.properties(subject).get(predicate, ()))

    def first(self, subject: Term, predicate: NamedNode) -> Term | None:
        """Give one value of a property, the first that was met."""
        return next(iter(self.properties(subject).get(predicate, ())), None)

    def subjects(self, predicate: NamedNode, value: Term) -> tuple[Subject, ...]:
        """Give what points at `value` by `predicate`."""
        return tuple(self._inverse(predicate).get(value, ()))

    def values(self, predicate: NamedNode) -> Mapping[Term, list[Subject]]:
        """Give all values of `predicate`, each with what has it."""
        return self._inverse(predicate)

    def part(self, nodes: Iterable[Subject]) -> "Index":
        """Give what is said of some nodes, shared with this graph: neither is to change."""
        found = Index()
        found._forward = {node: self._forward[node] for node in nodes if node in self._forward}
        return found

    def list_items(self, head: Term) -> Iterator[Term]:
        """Walk an RDF list; a broken or circular one ends where it breaks."""
        seen: set[Term] = set()
        while head != RDF.nil and head not in seen:
            seen.add(head)
            item = self.first(head, RDF.first)
            rest = self.first(head, RDF.rest)
            if item is None or rest is None:
                return
            yield item
            head = rest

    def _inverse(self, predicate: NamedNode) -> dict[Term, list[Subject]]:
        found = self._backward.get(predicate)
        if found is None:
            found = self._backward[predicate] = {}
            for subject, values in self._by_predicate.get(predicate, ()):
                for value in values:
                    found.setdefault(value, []).append(subject)
        return found

    @cached_property
    def _by_predicate(self) -> dict[NamedNode, list[tuple[Subject, Collection[Term]]]]:
        found: dict[NamedNode, list[tuple[Subject, Collection[Term]]]] = {}
        for subject, properties in self._forward.items():
            for predicate, values in properties.items():
                found.setdefault(predicate, []).append((subject, values))
        return found


class Layered(Index):
    """A graph over another that many are laid over: read as one, and neither is copied."""

    def __init__(self, upper: Index, lower: Index) -> None:
        """Lay `upper` over `lower`; neither is to change as long as this lives."""
        super().__init__()
        self._upper = upper
        self._lower = lower
        # A literal is never there; to ask for one costs less than to tell them apart.
        self._above: Mapping[Any, Mapping[NamedNode, Collection[Term]]] = upper._forward  # noqa: SLF001 # of its own kind
        self._below: Mapping[Any, Mapping[NamedNode, Collection[Term]]] = lower._forward  # noqa: SLF001 # as above
        self._merged: dict[Term, Mapping[NamedNode, Collection[Term]]] = {}

    def __iter__(self) -> Iterator[SpokenTriple]:
        """Give every triple once."""
        yield from self._upper
        yield from (triple for triple in self._lower if triple not in self._upper)

    def __contains__(self, triple: SpokenTriple) -> bool:
        """Tell whether the triple is here."""
        return triple in self._upper or triple in self._lower

    @property
    def nodes(self) -> Iterable[Subject]:
        """All subjects."""
        return dict.fromkeys((*self._upper.nodes, *self._lower.nodes))

    def properties(self, subject: Term) -> Mapping[NamedNode, Collection[Term]]:
        """All that is said of `subject`: its values by property."""
        above = self._above.get(subject)
        below = self._below.get(subject)
        if above is None or below is None:
            return above or below or _NOTHING
        merged = self._merged.get(subject)
        if merged is None:
            merged = self._merged[subject] = {
                each: dict.fromkeys((*above.get(each, ()), *below.get(each, ())))
                for each in (*above, *below)
            }
        return merged

    def _inverse(self, predicate: NamedNode) -> dict[Term, list[Subject]]:
        found = self._backward.get(predicate)
        if found is None:
            above, below = self._upper.values(predicate), self._lower.values(predicate)
            found = {value: list(subjects) for value, subjects in above.items()}
            for value, subjects in below.items():
                found[value] = list(dict.fromkeys((*found.get(value, ()), *subjects)))
            self._backward[predicate] = found
        return found
