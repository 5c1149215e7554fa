"""SHACL Core: shapes compiled once into functions, then asked of any number of graphs.

A shape becomes a function from a node to what is wrong with it; a shape that is used in
many places is compiled once.  Compiling refuses what it does not know: a shapes graph
that compiles is checked in full.

What is passed over knowingly: `owl:imports` (load what is imported beforehand) and the
properties of other vocabularies at a shape.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Final

from pyoxigraph import Literal

from maalbar.model.index import Index
from maalbar.model.terms import RDF, SH, Subject, Term
from maalbar.validate.components import COMPANIONS, COMPONENTS, Component
from maalbar.validate.constraint import Check, Constraint, Judge
from maalbar.validate.data import Data, subclasses
from maalbar.validate.errors import IllFormedShapeError, UnsupportedShapeError
from maalbar.validate.paths import Walk, compile_path
from maalbar.validate.result import Result
from maalbar.validate.shape_node import ShapeNode
from maalbar.validate.targets import TARGETS, Find, compile_targets
from maalbar.words import text

Concerns = Callable[[Term], bool]
# What SHACL lets a shape say that asks for nothing.
_ANNOTATIONS: Final = (
    *("path", "severity", "deactivated", "message"),
    *("name", "description", "order", "group", "defaultValue"),
)
_PARAMETERS: Final = (*(component.parameter for component in COMPONENTS), *COMPANIONS)
KNOWN: Final = frozenset(SH[name] for name in (*_PARAMETERS, *TARGETS, *_ANNOTATIONS))
# What makes a node a shape though nothing points at it; the second row is refused.
_MARKS: Final = frozenset(SH[name] for name in (*_PARAMETERS, *TARGETS)) | frozenset(
    SH[name]
    for name in ("sparql", "js", "rule", "target", "expression", "values", "targetWhere", "shape")
)
# How shapes use others; those of a list are its members.
_USES: Final = (SH.node, SH["not"], SH.property, SH.qualifiedValueShape, RDF.first)
# How many shapes may be inside each other: each takes a few of Python's own frames.
DEEPEST: Final = 50


def everything(_node: Term) -> bool:
    """Look at every focus node."""
    return True


class Shapes:
    """Compiled shapes; `graph` is where their messages and descriptions are."""

    __slots__ = ("_targeted", "graph")

    def __init__(self, graph: Index, targeted: Collection[tuple[Find, Judge]]) -> None:
        """Take the shapes that have targets; see `compile_shapes`."""
        self.graph = graph
        self._targeted = targeted

    def validate(self, data: Index, concerns: Concerns = everything) -> list[Result]:
        """Find all that is wrong with `data`: nothing if they conform.

        Results come in the order of the shapes and then of the data.  Inference is the
        caller's, but for `rdfs:subClassOf`, which is followed where it is in the data.

        Args:
            data: what is validated.
            concerns: tells which focus nodes to look at.
        """
        about = Data(data)
        return [
            found
            for find, judge in self._targeted
            for node in find(about)
            if concerns(node)
            for found in judge(about, node)
        ]


def compile_shapes(graph: Index) -> Shapes:
    """Compile all shapes of a shapes graph.

    Raises:
        UnsupportedShapeError: a shape asks for what is not SHACL Core, or for itself.
        IllFormedShapeError: a shape breaks a syntax rule.
    """
    _refuse_extensions(graph)
    compiler = _Compiler(graph)
    targeted = []
    for node in _shapes(graph):
        judge = compiler.judge(node)
        find = compile_targets(ShapeNode(graph, node))
        if find is not None:
            targeted.append((find, judge))
    return Shapes(graph, targeted)


def _refuse_extensions(graph: Index) -> None:
    """Refuse what changes the meaning of shapes without being at one."""
    for entailment, graphs in graph.values(SH.entailment).items():
        raise UnsupportedShapeError(f"sh:entailment {entailment}", graphs[0])
    for kind in subclasses(graph, SH.ConstraintComponent):
        for component in graph.subjects(RDF.type, kind):
            if not component.value.startswith(SH.iri):
                raise UnsupportedShapeError(text("phrases", "own-component"), component)


def _shapes(graph: Index) -> Iterator[Subject]:
    classes = subclasses(graph, SH.NodeShape, SH.PropertyShape)
    for node in graph.nodes:
        properties = graph.properties(node)
        is_declared = not classes.isdisjoint(properties.get(RDF.type, ()))
        if is_declared or not _MARKS.isdisjoint(properties):
            yield node


def _used_often(graph: Index) -> frozenset[Term]:
    """Find the shapes that are used in several places.

    Unless each is asked once about a node, a few shapes that use the next one twice take for
    ever.
    """
    used = Counter(
        shape
        for predicate in _USES
        for shape, users in graph.values(predicate).items()
        for _ in users
    )
    return frozenset(shape for shape, times in used.items() if times > 1)


def _remembering(shape: Term, judge: Judge) -> Judge:
    def remembered(data: Data, node: Term) -> Collection[Result]:
        verdicts = data.verdicts(shape)
        found = verdicts.get(node)
        if found is None:
            found = verdicts[node] = judge(data, node)
        return found

    return remembered


def _conforms(_data: Data, _node: Term) -> tuple[Result, ...]:
    return ()


class _Compiler:
    """Compiles each shape of a graph once."""

    def __init__(self, graph: Index) -> None:
        self._graph = graph
        self._done: dict[Term, Judge] = {}
        self._underway: set[Term] = set()
        self._shared = _used_often(graph)

    def judge(self, node: Term) -> Judge:
        """Give the function that says what is wrong with a node by the shape `node`."""
        if node in self._underway:
            raise UnsupportedShapeError(text("phrases", "recursion"), node)
        if node not in self._done:
            if len(self._underway) == DEEPEST:
                raise UnsupportedShapeError(text("phrases", "too-deep", limit=DEEPEST), node)
            self._underway.add(node)
            judge = self._compile(node)
            self._done[node] = _remembering(node, judge) if node in self._shared else judge
            self._underway.remove(node)
        return self._done[node]

    def _compile(self, node: Term) -> Judge:
        if isinstance(node, Literal):
            raise IllFormedShapeError(text("phrases", "literal-as-shape"), node)
        shape = ShapeNode(self._graph, node)
        if shape.flag("deactivated"):
            return _conforms
        _refuse_unknown(shape)
        path = shape.value("path")
        checks = tuple(self._checks(shape, path))
        if not checks:
            return _conforms
        if path is None:
            return _judge_node(checks)
        return _judge_values(compile_path(shape, path).forward, checks)

    def _checks(self, shape: ShapeNode, path: Term | None) -> Iterator[Check]:
        severity = shape.value("severity")
        asked = shape.graph.properties(shape.node)
        for component in (each for each in COMPONENTS if each.predicate in asked):
            for value in _values(shape, component, path):
                yield component.compile(
                    Constraint(
                        shape=shape,
                        component=component.iri,
                        value=value,
                        path=path,
                        severity=SH.Violation if severity is None else shape.iri(severity),
                        judge=self.judge,
                    )
                )


def _values(shape: ShapeNode, component: Component, path: Term | None) -> tuple[Term, ...]:
    if path is None and component.only_at_property_shapes:
        raise shape.ill_formed("without-path", value=f"sh:{component.parameter}")
    if not component.repeatable:
        shape.value(component.parameter)
    return shape.values(component.parameter)


def _refuse_unknown(shape: ShapeNode) -> None:
    for predicate in shape.graph.properties(shape.node):
        if predicate.value.startswith(SH.iri) and predicate not in KNOWN:
            name = predicate.value.removeprefix(SH.iri)
            raise UnsupportedShapeError(f"sh:{name}", shape.node)


def _judge_node(checks: tuple[Check, ...]) -> Judge:
    def judge(data: Data, node: Term) -> list[Result]:
        values = (node,)
        return [found for check in checks for found in check(data, node, values)]

    return judge


def _judge_values(walk: Walk, checks: tuple[Check, ...]) -> Judge:
    def judge(data: Data, node: Term) -> list[Result]:
        values = walk(data, node)
        return [found for check in checks for found in check(data, node, values)]

    return judge
