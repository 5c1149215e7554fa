"""Triples in memory, found by subject or by object.

Small, without a query language: for what reads the vocabulary, the shapes or one
publication in a single pass.  Questions are asked of a store instead.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

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
            found = {}
            for subject, properties in self._forward.items():
                for value in properties.get(predicate, ()):
                    found.setdefault(value, []).append(subject)
            self._backward[predicate] = found
        return found
