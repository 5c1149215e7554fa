"""SHACL, section 4.3: between which bounds a value is.

A value that cannot be compared with the bound is outside it.
"""

from collections.abc import Callable

from pyoxigraph import Literal

from maalbar.model.literals import compare
from maalbar.model.terms import Term
from maalbar.validate.constraint import Check, Constraint
from maalbar.validate.data import Data


def min_exclusive(constraint: Constraint) -> Check:
    """Compile `sh:minExclusive`: each value is greater than the bound."""
    return _bounded(constraint, lambda order: order > 0)


def min_inclusive(constraint: Constraint) -> Check:
    """Compile `sh:minInclusive`: each value is the bound or greater."""
    return _bounded(constraint, lambda order: order >= 0)


def max_exclusive(constraint: Constraint) -> Check:
    """Compile `sh:maxExclusive`: each value is less than the bound."""
    return _bounded(constraint, lambda order: order < 0)


def max_inclusive(constraint: Constraint) -> Check:
    """Compile `sh:maxInclusive`: each value is the bound or less."""
    return _bounded(constraint, lambda order: order <= 0)


def _bounded(constraint: Constraint, is_within: Callable[[int], bool]) -> Check:
    bound = constraint.shape.literal(constraint.value)

    def test(_data: Data, value: Term) -> bool:
        order = compare(value, bound) if isinstance(value, Literal) else None
        return order is not None and is_within(order)

    return constraint.each_value(test)
