"""The data of one validation, and what is worked out about them on the way."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import RDFS, Term
from maalbar.validate.expressions import Patience
from maalbar.validate.result import Result

SUBCLASS_OF: Final = RDFS.subClassOf


class Data:
    """An index of the data that remembers what was worked out, and what time is left."""

    __slots__ = ("_reached", "_subclasses", "_verdicts", "index", "patience")

    def __init__(self, index: Index) -> None:
        """Look at `index`, which is not to change as long as this lives."""
        self.index = index
        self.patience = Patience()
        self._subclasses: dict[NamedNode, frozenset[Term]] = {}
        self._reached: defaultdict[object, dict[Term, Collection[Term]]] = defaultdict(dict)
        self._verdicts: defaultdict[Term, dict[Term, Collection[Result]]] = defaultdict(dict)

    def reached(self, walk: object) -> dict[Term, Collection[Term]]:
        """Give where a walk is known to lead from nodes; to be added to."""
        return self._reached[walk]

    def verdicts(self, shape: Term) -> dict[Term, Collection[Result]]:
        """Give what is known to be wrong with nodes by a shape; to be added to."""
        return self._verdicts[shape]

    def subclasses(self, parent: NamedNode) -> frozenset[Term]:
        """Give `parent` and all its subclasses, as the data tell them."""
        found = self._subclasses.get(parent)
        if found is None:
            found = self._subclasses[parent] = subclasses(self.index, parent)
        return found


def subclasses(index: Index, *parents: NamedNode) -> frozenset[Term]:
    """Give `parents` and all that are below them by `rdfs:subClassOf`."""
    found: set[Term] = set(parents)
    frontier: list[Term] = list(parents)
    while frontier:
        for child in index.subjects(SUBCLASS_OF, frontier.pop()):
            if child not in found:
                found.add(child)
                frontier.append(child)
    return frozenset(found)
