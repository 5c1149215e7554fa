"""Property paths: from a node to the nodes that a path leads to.

A path is compiled into two walks, along it and against it, so that the inverse of any
path is the same path with its walks exchanged.  A walk gives each node once.

See Also:
    SHACL, section 2.3.1 <https://www.w3.org/TR/shacl/#property-paths>.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from maalbar.model.terms import RDF, SH, Term
from maalbar.validate.data import Data
from maalbar.validate.errors import UnsupportedShapeError
from maalbar.validate.shape_node import ShapeNode
from maalbar.words import text

Walk = Callable[[Data, Term], Collection[Term]]
DEEPEST: Final = 50
_LEAST_MEMBERS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A path to walk, and how SPARQL would write it."""

    forward: Walk
    backward: Walk
    text: str


def compile_path(shape: ShapeNode, node: Term) -> Path:
    """Compile the path that `node` is the root of, in the graph of `shape`.

    Raises:
        IllFormedShapeError: it is not a property path, or it contains itself.
    """
    return _compile(shape, node, frozenset())


def _compile(shape: ShapeNode, node: Term, around: frozenset[Term]) -> Path:
    if isinstance(node, NamedNode) and node != RDF.nil:
        return _predicate(node)
    if not isinstance(node, BlankNode) or node in around:
        raise shape.ill_formed("not-a-path", value=node)
    if len(around) == DEEPEST:
        raise UnsupportedShapeError(text("phrases", "too-deep", limit=DEEPEST), shape.node)
    around |= {node}
    if shape.graph.first(node, RDF.first) is not None:
        return _sequence(_members(shape, node, around))
    operator, operand = _operation(shape, node)
    if operator == "alternativePath":
        return _alternative(_members(shape, operand, around))
    return _OPERATORS[operator](_compile(shape, operand, around))


def _members(shape: ShapeNode, head: Term, around: frozenset[Term]) -> list[Path]:
    members = [_compile(shape, item, around) for item in shape.items(head)]
    if len(members) < _LEAST_MEMBERS:
        raise shape.ill_formed("path-too-short", value=head)
    return members


def _operation(shape: ShapeNode, node: Term) -> tuple[str, Term]:
    found = [
        (name, operand)
        for name in ("alternativePath", *_OPERATORS)
        for operand in shape.graph.objects(node, SH[name])
    ]
    if len(found) != 1:
        raise shape.ill_formed("not-a-path", value=node)
    return found[0]


def _predicate(predicate: NamedNode) -> Path:
    def forward(data: Data, node: Term) -> Collection[Term]:
        return data.index.properties(node).get(predicate, ())

    def backward(data: Data, node: Term) -> Collection[Term]:
        return data.index.values(predicate).get(node, ())

    return Path(forward=forward, backward=backward, text=str(predicate))


def _sequence(members: list[Path]) -> Path:
    return Path(
        forward=_in_turn([member.forward for member in members]),
        backward=_in_turn([member.backward for member in reversed(members)]),
        text="(" + "/".join(member.text for member in members) + ")",
    )


def _alternative(members: list[Path]) -> Path:
    return Path(
        forward=_together([member.forward for member in members]),
        backward=_together([member.backward for member in members]),
        text="(" + "|".join(member.text for member in members) + ")",
    )


def _inverse(path: Path) -> Path:
    return Path(forward=path.backward, backward=path.forward, text=f"^{path.text}")


def _zero_or_one(path: Path) -> Path:
    return Path(
        forward=_with_start(path.forward),
        backward=_with_start(path.backward),
        text=f"({path.text}?)",
    )


def _one_or_more(path: Path) -> Path:
    return Path(
        forward=_on_and_on(path.forward),
        backward=_on_and_on(path.backward),
        text=f"({path.text}+)",
    )


def _zero_or_more(path: Path) -> Path:
    return Path(
        forward=_with_start(_on_and_on(path.forward)),
        backward=_with_start(_on_and_on(path.backward)),
        text=f"({path.text}*)",
    )


def _in_turn(walks: list[Walk]) -> Walk:
    """Walk step by step; what is beyond the first step is worked out once for each node there."""
    first, *rest = walks

    def onwards(data: Data, node: Term) -> Collection[Term]:
        reached: Collection[Term] = (node,)
        for step in rest:
            reached = _once(found for start in reached for found in step(data, start))
        return reached

    def walk(data: Data, node: Term) -> Collection[Term]:
        known = data.reached(onwards)
        for start in (starts := first(data, node)):
            if start not in known:
                known[start] = onwards(data, start)
        return _once(found for start in starts for found in known[start])

    return walk


def _together(walks: list[Walk]) -> Walk:
    def walk(data: Data, node: Term) -> Collection[Term]:
        return _once(found for step in walks for found in step(data, node))

    return walk


def _with_start(step: Walk) -> Walk:
    def walk(data: Data, node: Term) -> Collection[Term]:
        return _once((node, *step(data, node)))

    return walk


def _on_and_on(step: Walk) -> Walk:
    def walk(data: Data, node: Term) -> Collection[Term]:
        reached: dict[Term, None] = {}
        frontier = [node]
        while frontier:
            new = [found for found in step(data, frontier.pop()) if found not in reached]
            reached.update(dict.fromkeys(new))
            frontier.extend(new)
        return reached

    return walk


def _once(nodes: Iterable[Term]) -> Collection[Term]:
    return dict.fromkeys(nodes)


_OPERATORS: Final[dict[str, Callable[[Path], Path]]] = {
    "inversePath": _inverse,
    "zeroOrMorePath": _zero_or_more,
    "oneOrMorePath": _one_or_more,
    "zeroOrOnePath": _zero_or_one,
}
