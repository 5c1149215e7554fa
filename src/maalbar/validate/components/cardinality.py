"""SHACL, section 4.2: how many values there are."""

from collections.abc import Collection

from maalbar.model.terms import Term
from maalbar.validate.constraint import Check, Constraint
from maalbar.validate.data import Data
from maalbar.validate.result import Result


def min_count(constraint: Constraint) -> Check:
    """Compile `sh:minCount`: there are at least so many values."""
    least = constraint.shape.count(constraint.value)

    def check(_data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        return [] if len(values) >= least else [constraint.result(focus, others=values)]

    return check


def max_count(constraint: Constraint) -> Check:
    """Compile `sh:maxCount`: there are at most so many values."""
    most = constraint.shape.count(constraint.value)

    def check(_data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        return [] if len(values) <= most else [constraint.result(focus, others=values)]

    return check
