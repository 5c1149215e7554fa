"""Targets: which nodes of the data a shape is about.

See Also:
    SHACL, section 2.1 <https://www.w3.org/TR/shacl/#targets>.
"""

from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from maalbar.model.terms import OWL, RDF, RDFS, Term
from maalbar.validate.data import Data, subclasses
from maalbar.validate.shape_node import ShapeNode

Find = Callable[[Data], Iterable[Term]]
TARGETS: Final = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_TYPE: Final = RDF.type


def compile_targets(shape: ShapeNode) -> Find | None:
    """Compile the targets of a shape into a function that finds its focus nodes, each once.

    A shape that is also a class is about its instances.  As pySHACL and TopBraid do, an
    `owl:Class` is taken for a class although the shapes graph need not say that it is.
    """
    finders = [
        *(_node(shape, value) for value in shape.values("targetNode")),
        *(_class(shape.iri(value)) for value in shape.values("targetClass")),
        *(_subjects_of(shape.iri(value)) for value in shape.values("targetSubjectsOf")),
        *(_objects_of(shape.iri(value)) for value in shape.values("targetObjectsOf")),
    ]
    if isinstance(shape.node, NamedNode) and _is_class(shape):
        finders.append(_class(shape.node))
    if not finders:
        return None
    return lambda data: dict.fromkeys(node for find in finders for node in find(data))


def _is_class(shape: ShapeNode) -> bool:
    classes = subclasses(shape.graph, RDFS.Class, OWL.Class)
    return not classes.isdisjoint(shape.graph.objects(shape.node, _TYPE))


def _node(shape: ShapeNode, node: Term) -> Find:
    if isinstance(node, BlankNode):
        raise shape.ill_formed("blank-target")
    return lambda _: (node,)


def _class(parent: NamedNode) -> Find:
    return lambda data: (
        instance
        for child in data.subclasses(parent)
        for instance in data.index.subjects(_TYPE, child)
    )


def _subjects_of(predicate: NamedNode) -> Find:
    return lambda data: (
        subject for subjects in data.index.values(predicate).values() for subject in subjects
    )


def _objects_of(predicate: NamedNode) -> Find:
    return lambda data: data.index.values(predicate)
