"""Statements of a JSON-LD document, each with its places.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 8 <https://www.w3.org/TR/json-ld11-api/>.
"""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.load.enough import expect_room
from maalbar.load.json import Node, Scalar
from maalbar.load.jsonld.nodes import Nodes
from maalbar.load.placed import Placed
from maalbar.model.diagnostic import Mark
from maalbar.model.terms import RDF, A, Subject, Term

Graph = NamedNode | BlankNode | None

_FIRST, _REST, _NIL = RDF.first, RDF.rest, RDF.nil


class Thing(NamedTuple):
    """The thing that is read; without a node where its address is none."""

    node: Subject | None
    at: Mark
    graph: Graph


class Item(NamedTuple):
    """A value of a property, and the words that stand for it."""

    term: Term
    at: Node


class List(NamedTuple):
    """A list as the value of a property."""

    items: "list[Item | List]"
    at: Node


Values = list[Item | List]


class Given(NamedTuple):
    """What the key of a map says of the things that stand there."""

    key: Scalar
    node: Subject | None = None
    kind: Subject | None = None
    entry: tuple[NamedNode, Term] | None = None

    @property
    def says(self) -> bool:
        """Whether it says anything."""
        return bool(self.node or self.kind or self.entry)


class Where(NamedTuple):
    """What is true of things by where they stand.

    `graph` is what they are said in; `given` what the key that they stand at says, where that
    is no property; `linked` whether a property of something else leads to them.
    """

    graph: Graph
    given: Given | None = None
    linked: bool = True


@dataclass(slots=True)
class Statements:
    """Collects the quads of a document."""

    nodes: Nodes
    placed: list[Placed] = field(default_factory=list)

    def in_order(self) -> tuple[Placed, ...]:
        """Give the quads in the order of the file, as their properties stand there."""
        return tuple(sorted(self.placed, key=attrgetter("property_at")))

    def speak_of(self, node: Subject, *, since: int) -> bool:
        """Tell whether any quad but the first `since` names a node, which was made once."""
        added = (self.placed[index] for index in range(since, len(self.placed)))
        return any(
            each.subject is node or each.object is node or each.graph is node for each in added
        )

    def add(self, thing: Thing, predicate: NamedNode, item: Item, property_at: Mark) -> None:
        """Say something of a thing, if that has a node."""
        node, at, graph = thing
        if node is not None:
            value_at = self.nodes.mark(item.at)
            self._place(Placed(node, predicate, item.term, graph, at, property_at, value_at))

    def link(
        self, thing: Thing, predicate: NamedNode, values: Values, key: Scalar, *, reverse: bool
    ) -> None:
        """Say of a thing all values of a property, or of these the thing."""
        property_at = self.nodes.mark(key)
        for each in values:
            if reverse:
                self._turned(thing, predicate, each, property_at)
            elif isinstance(each, List):
                self._list(thing, predicate, each, property_at)
            else:
                self.add(thing, predicate, each, property_at)

    def say(self, given: Given, thing: Thing) -> None:
        """Say of a thing what the key that it stands at says."""
        at = self.nodes.mark(given.key)
        if given.kind is not None:
            self.add(thing, A, Item(given.kind, given.key), at)
        if given.entry is not None:
            predicate, value = given.entry
            self.add(thing, predicate, Item(value, given.key), at)

    def _turned(
        self, thing: Thing, predicate: NamedNode, value: Item | List, property_at: Mark
    ) -> None:
        if isinstance(value, List) or isinstance(value.term, Literal):
            self.nodes.wrong("invalid reverse property value", value.at)
        elif thing.node is not None:
            subject_at = self.nodes.mark(value.at)
            self._place(
                Placed(
                    value.term,
                    predicate,
                    thing.node,
                    thing.graph,
                    subject_at,
                    property_at,
                    thing.at,
                )
            )

    def _place(self, quad: Placed) -> None:
        expect_room(len(self.placed), self.nodes.told.path, quad.value_at)
        self.placed.append(quad)

    def _list(self, thing: Thing, predicate: NamedNode, values: List, property_at: Mark) -> None:
        """Say of a thing a list, whose cells stand where the list begins."""
        cells = [self.nodes.fresh() for _ in values.items]
        ends: list[Subject] = [*cells, _NIL]
        place = self.nodes.mark(values.at)
        self.add(thing, predicate, Item(ends[0], values.at), property_at)
        for cell, rest, each in zip(cells, ends[1:], values.items, strict=True):
            this = Thing(cell, place, thing.graph)
            if isinstance(each, List):
                self._list(this, _FIRST, each, property_at)
            else:
                self.add(this, _FIRST, each, property_at)
            self.add(this, _REST, Item(rest, values.at), property_at)
