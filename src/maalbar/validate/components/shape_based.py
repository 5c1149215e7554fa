"""SHACL, section 4.7: values that conform to another shape, all of them or some."""

from collections.abc import Callable, Collection
from itertools import islice
from typing import Final

from maalbar.model.terms import SH, Term
from maalbar.validate.constraint import Check, Constraint, Judge, satisfied
from maalbar.validate.data import Data
from maalbar.validate.errors import TooManyResultsError
from maalbar.validate.result import Result

# Shapes that use each other in several ways can find one thing without end.
MOST: Final = 100_000


def node(constraint: Constraint) -> Check:
    """Compile `sh:node`: each value conforms to the node shape."""
    judge = constraint.judge(constraint.value)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        return [
            constraint.result(focus, value, details=details)
            for value in values
            if (details := judge(data, value))
        ]

    return check


def property_(constraint: Constraint) -> Check:
    """Compile `sh:property`: what the property shape finds at each value is found here."""
    if not constraint.shape.graph.objects(constraint.value, SH.path):
        raise constraint.shape.ill_formed("no-path", value=constraint.value)
    judge = constraint.judge(constraint.value)

    def check(data: Data, _focus: Term, values: Collection[Term]) -> list[Result]:
        results = list(islice((found for value in values for found in judge(data, value)), MOST))
        if len(results) == MOST:
            raise TooManyResultsError(MOST, constraint.shape.node)
        return results

    return check


def qualified_min_count(constraint: Constraint) -> Check:
    """Compile `sh:qualifiedMinCount`: at least so many values conform to a shape."""
    least = constraint.shape.count(constraint.value)
    return _qualified(constraint, lambda count: count >= least)


def qualified_max_count(constraint: Constraint) -> Check:
    """Compile `sh:qualifiedMaxCount`: at most so many values conform to a shape."""
    most = constraint.shape.count(constraint.value)
    return _qualified(constraint, lambda count: count <= most)


def _qualified(constraint: Constraint, is_enough: Callable[[int], bool]) -> Check:
    wanted = constraint.shape.value("qualifiedValueShape")
    if wanted is None:
        return satisfied
    if constraint.path is None:
        raise constraint.shape.ill_formed("without-path", value="sh:qualifiedValueShape")
    judge = constraint.judge(wanted)
    siblings = _siblings(constraint, wanted)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        verdicts = {value: judge(data, value) for value in values}
        counted = [
            value
            for value, verdict in verdicts.items()
            if not verdict and all(sibling(data, value) for sibling in siblings)
        ]
        if is_enough(len(counted)):
            return []
        details = [found for verdict in verdicts.values() for found in verdict]
        return [constraint.result(focus, others=counted, details=details)]

    return check


def _siblings(constraint: Constraint, wanted: Term) -> tuple[Judge, ...]:
    """Give the other qualified shapes beside this one, if a value is to conform to one only."""
    shape = constraint.shape
    if not shape.flag("qualifiedValueShapesDisjoint"):
        return ()
    found = {
        qualified: None
        for parent in shape.graph.subjects(SH.property, shape.node)
        for neighbour in shape.graph.objects(parent, SH.property)
        for qualified in shape.graph.objects(neighbour, SH.qualifiedValueShape)
        if qualified != wanted
    }
    return tuple(constraint.judge(qualified) for qualified in found)
