"""Nodes without an address, which the portal names by a hash of what is said of them.

Two of which the same is said become one.  Where nodes without addresses refer to each other in
a circle, the portal never comes to an end.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import Term

SKOLEM: Final = "https://data.norge.no/.well-known/skolem/"


class CircleError(Exception):
    """Nodes without addresses refer to each other in a circle; `node` is one of them."""

    def __init__(self, node: BlankNode) -> None:
        """Take one node of the circle."""
        super().__init__(node)
        self.node = node


def named(index: Index) -> Mapping[BlankNode, NamedNode]:
    """Name all nodes of a graph that have no address.

    Raises:
        CircleError: some refer to each other in a circle.
    """
    names: dict[BlankNode, NamedNode] = {}
    underway: set[BlankNode] = set()
    waiting = list(_blank_nodes(index))
    while waiting:
        node = waiting[-1]
        if node in names:
            waiting.pop()
            continue
        before = [
            value
            for values in index.properties(node).values()
            for value in values
            if isinstance(value, BlankNode) and value not in names
        ]
        if not before:
            names[node] = _name(index, node, names)
            underway.discard(node)
            waiting.pop()
            continue
        if node in underway or node in before:
            raise CircleError(node)
        underway.add(node)
        waiting += before
    return names


def is_hashed(node: Term) -> bool:
    """Tell whether an address is one that the portal made up."""
    return isinstance(node, NamedNode) and node.value.startswith(SKOLEM)


def _blank_nodes(index: Index) -> dict[BlankNode, None]:
    found: dict[BlankNode, None] = {}
    for subject, _, value in index:
        for each in (subject, value):
            if isinstance(each, BlankNode):
                found[each] = None
    return found


def _name(index: Index, node: BlankNode, names: Mapping[BlankNode, NamedNode]) -> NamedNode:
    said = sorted(
        f"{predicate} {names[value] if isinstance(value, BlankNode) else value}\n"
        for predicate, values in index.properties(node).items()
        for value in values
    )
    told = "".join(said).encode("utf-8", "surrogatepass")
    return NamedNode(SKOLEM + hashlib.sha256(told).hexdigest())
