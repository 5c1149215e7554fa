"""Where in the data a value stands that a property path leads to."""

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.diagnostic import MaalbarError
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import RDF, SH, Term
from maalbar.validate.data import Data
from maalbar.validate.paths import compile_path
from maalbar.validate.shape_node import ShapeNode


def last_step(rules: Index, path: Term, data: Index, start: Term, end: Term) -> SpokenTriple | None:
    """Give the triple by which a path arrives at a value.

    Args:
        rules: the graph of the shapes, which has the path.
        path: the path.
        data: where it is walked.
        start: the node where the path begins.
        end: the value.

    Returns:
        The last triple of a walk, or nothing: there is none, or looking for it takes long.
    """
    try:
        return _Search(rules, data).last_step(path, start, end)
    except MaalbarError:  # it is no path that we know
        return None


class _Search:
    """Looks for a triple, and gives up after a thousand."""

    def __init__(self, rules: Index, data: Index) -> None:
        self._rules = rules
        self._data = Data(data)
        self._left = 1000

    def last_step(self, path: Term, start: Term, end: Term) -> SpokenTriple | None:
        self._left -= 1
        if self._left < 0:
            return None
        if isinstance(path, NamedNode):
            if isinstance(start, Literal) or (start, path, end) not in self._data.index:
                return None
            return (start, path, end)
        members = list(self._rules.list_items(path))
        if members:
            *before, last = members
            return self._first(last, self._walk(before, start), end)
        return self._operation(path, start, end)

    def _operation(self, path: Term, start: Term, end: Term) -> SpokenTriple | None:
        for predicate, (operand, *_) in self._rules.properties(path).items():
            if predicate == SH.inversePath:
                return self.last_step(operand, end, start)
            if predicate == SH.alternativePath:
                ways = self._rules.list_items(operand)
                found = (self.last_step(way, start, end) for way in ways)
                return next((each for each in found if each), None)
            if predicate != RDF.type:  # it is walked several times
                return self._first(operand, (start, *self._walk([path], start)), end)
        return None

    def _first(self, path: Term, starts: Iterable[Term], end: Term) -> SpokenTriple | None:
        found = (self.last_step(path, start, end) for start in starts)
        return next((each for each in found if each), None)

    def _walk(self, paths: Iterable[Term], start: Term) -> Iterable[Term]:
        reached: Iterable[Term] = (start,)
        for path in paths:
            step = compile_path(ShapeNode(self._rules, BlankNode()), path).forward
            reached = dict.fromkeys(found for node in reached for found in step(self._data, node))
        return reached
