"""SHACL, section 4.8: closed shapes, values that must be there, values that may be."""

from collections.abc import Collection

from pyoxigraph import NamedNode

from maalbar.model.terms import SH, Term
from maalbar.validate.constraint import Check, Constraint, satisfied
from maalbar.validate.data import Data
from maalbar.validate.result import Result


def closed(constraint: Constraint) -> Check:
    """Compile `sh:closed`: a value has no properties but those that the shape names."""
    if not constraint.shape.boolean(constraint.value):
        return satisfied
    known = _known_properties(constraint)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        return [
            constraint.result(focus, found, path=predicate)
            for value in values
            for predicate, objects in data.index.properties(value).items()
            if predicate not in known
            for found in objects
        ]

    return check


def has_value(constraint: Constraint) -> Check:
    """Compile `sh:hasValue`: one of the values is this one."""
    wanted = constraint.value

    def check(_data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        return [] if wanted in values else [constraint.result(focus)]

    return check


def in_(constraint: Constraint) -> Check:
    """Compile `sh:in`: each value is in the list."""
    allowed = frozenset(constraint.shape.items(constraint.value))
    return constraint.each_value(lambda _, value: value in allowed)


def _known_properties(constraint: Constraint) -> frozenset[NamedNode]:
    shape = constraint.shape
    ignored = shape.value("ignoredProperties")
    named = [shape.iri(item) for item in shape.items(ignored)] if ignored is not None else []
    paths = (
        path
        for property_shape in shape.values("property")
        for path in shape.graph.objects(property_shape, SH.path)
    )
    return frozenset((*named, *(path for path in paths if isinstance(path, NamedNode))))
