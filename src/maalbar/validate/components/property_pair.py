"""SHACL, section 4.5: how the values relate to those of another property of the focus node."""

from collections.abc import Callable, Collection

from pyoxigraph import Literal

from maalbar.model.literals import compare
from maalbar.model.terms import Term
from maalbar.validate.constraint import Check, Constraint
from maalbar.validate.data import Data
from maalbar.validate.result import Result


def equals(constraint: Constraint) -> Check:
    """Compile `sh:equals`: both have the same values."""
    other = constraint.shape.iri(constraint.value)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        partners = data.index.properties(focus).get(other, ())
        missing = [value for value in values if value not in partners]
        missing += [partner for partner in partners if partner not in values]
        return [constraint.result(focus, value) for value in missing]

    return check


def disjoint(constraint: Constraint) -> Check:
    """Compile `sh:disjoint`: they share no value."""
    other = constraint.shape.iri(constraint.value)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        partners = data.index.properties(focus).get(other, ())
        return [constraint.result(focus, value) for value in values if value in partners]

    return check


def less_than(constraint: Constraint) -> Check:
    """Compile `sh:lessThan`: each value is less than each of the other's."""
    return _ordered(constraint, lambda order: order < 0)


def less_than_or_equals(constraint: Constraint) -> Check:
    """Compile `sh:lessThanOrEquals`: no value is greater than one of the other's."""
    return _ordered(constraint, lambda order: order <= 0)


def _ordered(constraint: Constraint, is_right: Callable[[int], bool]) -> Check:
    other = constraint.shape.iri(constraint.value)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        partners = data.index.properties(focus).get(other, ())
        return [
            constraint.result(focus, value, others=(partner,))
            for value in values
            for partner in partners
            if not _holds(value, partner, is_right)
        ]

    return check


def _holds(value: Term, partner: Term, is_right: Callable[[int], bool]) -> bool:
    if not (isinstance(value, Literal) and isinstance(partner, Literal)):
        return False
    order = compare(value, partner)
    return order is not None and is_right(order)
