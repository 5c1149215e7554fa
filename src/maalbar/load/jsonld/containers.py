"""Values of JSON-LD that stand in an object by language, address, type, index or graph.

See Also:
    JSON-LD 1.1, sections 4.6 and 4.9 <https://www.w3.org/TR/json-ld11/>.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import Literal

from maalbar.load.json import Array, Node, Object, Scalar
from maalbar.load.jsonld.contexts import Contexts
from maalbar.load.jsonld.nodes import Nodes
from maalbar.load.jsonld.scopes import NO_TERM, Scope, Term
from maalbar.load.jsonld.statements import Given, Item, List, Statements, Thing, Values, Where

MAPS: Final = frozenset(("@id", "@index", "@type"))
_OF_GRAPHS: Final = frozenset(("@graph", "@id", "@index", "@context"))


class Active(NamedTuple):
    """The property whose values are read: its key, and what the context says of it."""

    key: Scalar
    term: Term


@dataclass(slots=True)
class Containers(ABC):
    """Reads what a property holds in an object."""

    contexts: Contexts
    nodes: Nodes
    statements: Statements

    @abstractmethod
    def expand(self, node: Node, scope: Scope, active: Active, where: Where) -> Values:
        """Read values, whatever the context says of what holds them."""

    @abstractmethod
    def object(self, node: Object, scope: Scope, active: Active | None, where: Where) -> Values:
        """Read an object: a thing, a value, a list or a set."""

    def empty(self, node: Node, key: Scalar) -> None:
        """Tell of a null, or of a list or map with nothing in it."""
        self.nodes.report("syntax/empty-value", node, key=key.text)

    def languages(self, node: Object, scope: Scope, active: Active) -> Iterator[Item]:
        """Read texts by language."""
        if not node.entries:
            self.empty(node, active.key)
        for tag, value in node.entries:
            for each in self._at(tag, value):
                if not isinstance(each, Scalar) or each.kind != "string":
                    self.nodes.wrong("invalid language map value", each)
                elif scope.keyword(tag.text) == "@none":
                    yield Item(Literal(each.text), each)
                else:
                    written = self.nodes.tagged(each, tag)
                    if written is not None:
                        yield Item(written, each)

    def map(
        self, node: Object, scope: Scope, active: Active, where: Where
    ) -> Iterator[Item | List]:
        """Read things by a key that says something of them."""
        if not node.entries:
            self.empty(node, active.key)
        containers = active.term.containers
        for key, value in node.entries:
            within = scope if "@index" in containers else scope.outside or scope
            term = within.terms.get(key.text)
            if "@type" in containers and term is not None and term.context is not None:
                within = self.contexts.within(within, term.context, propagate=False)
            at_key = where._replace(given=self._given(key, scope, active.term))
            for each in self._at(key, value):
                if "@graph" in containers:
                    yield from self._graph_at(each, within, active, at_key)
                else:
                    yield from self.expand(each, within, active, at_key)

    def graphs(self, node: Node, scope: Scope, active: Active) -> Iterator[Item]:
        """Read things each of which stands in a graph of its own."""
        for each in self._at(active.key, node):
            if isinstance(each, Object):
                name = self.nodes.fresh()
                self._in_graph(each, scope, active, Where(name, linked=False))
                yield Item(name, each)
            else:
                self.nodes.passed_over(each, "json-ld-loose")

    def _at(self, key: Scalar, node: Node) -> Iterator[Node]:
        """Give what stands at a key, or in a list there; what is empty is told."""
        if isinstance(node, Array) and node.items:
            for each in node.items:
                yield from self._at(key, each)
        elif isinstance(node, Array) or (isinstance(node, Scalar) and node.null):
            self.empty(node, key)
        else:
            yield node

    def _given(self, key: Scalar, scope: Scope, term: Term) -> Given:
        if scope.keyword(key.text) == "@none":
            return Given(key)
        if "@id" in term.containers:
            return Given(key, node=self.nodes.node(key, scope.expand(key.text, by_base=True)))
        if "@type" in term.containers:
            kind = scope.expand(key.text, by_vocab=True, by_base=True)
            return Given(key, kind=self.nodes.node(key, kind))
        predicate = scope.meaning(term.indexed_by).predicate if term.indexed_by else None
        if predicate is None:
            return Given(key)
        value = self.nodes.value(key, scope.terms.get(term.indexed_by, NO_TERM), scope)
        return Given(key, entry=None if value is None else (predicate, value))

    def _graph_at(
        self, node: Node, scope: Scope, active: Active, where: Where
    ) -> Iterator[Item | List]:
        """Read a graph at a key of a map: a thing with a graph, or things in a new one."""
        given = where.given
        if not isinstance(node, Object) or given is None:
            self.nodes.passed_over(node, "json-ld-loose")
            return
        words = {scope.keyword(key.text) for key, _ in node.entries}
        if "@graph" in words and words <= _OF_GRAPHS:
            yield from self.object(node, scope, active, where)
            return
        name = given.node or self.nodes.fresh()
        self.statements.say(given, Thing(name, self.nodes.mark(given.key), where.graph))
        self._in_graph(node, scope, active, Where(name, Given(given.key), linked=False))
        yield Item(name, given.key if given.node else node)

    def _in_graph(self, node: Object, scope: Scope, active: Active, where: Where) -> None:
        for each in self.object(node, scope, active, where):
            if isinstance(each, List) or isinstance(each.term, Literal):
                self.nodes.passed_over(each.at, "json-ld-loose")
