"""The data of one validation, and what is worked out about them on the way."""

from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import RDFS, Term

SUBCLASS_OF: Final = RDFS.subClassOf


class Data:
    """An index of the data that remembers which classes include which."""

    __slots__ = ("_subclasses", "index")

    def __init__(self, index: Index) -> None:
        """Look at `index`, which is not to change as long as this lives."""
        self.index = index
        self._subclasses: dict[NamedNode, frozenset[Term]] = {}

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
