"""SHACL, section 4.5: how the values relate to those of another property of the focus node."""

from collections.abc import Callable, Collection, Iterable
from typing import Final

from pyoxigraph import Literal

from maalbar.model.literals import compare, order_kind
from maalbar.model.terms import Term
from maalbar.validate.constraint import Check, Constraint
from maalbar.validate.data import Data
from maalbar.validate.result import Result

_MOST_PAIRS: Final = 1_000


def equals(constraint: Constraint) -> Check:
    """Compile `sh:equals`: both have the same values."""
    other = constraint.shape.iri(constraint.value)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        partners = data.index.properties(focus).get(other, ())
        found = frozenset(values)
        return [
            *(constraint.result(focus, value) for value in values if value not in partners),
            *(
                constraint.result(focus, partner, others=(partner,))
                for partner in partners
                if partner not in found
            ),
        ]

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
    """Compare all values with all partners: a result for each pair that is not right.

    Of many pairs each value is told once, with one partner.
    """
    other = constraint.shape.iri(constraint.value)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        partners = data.index.properties(focus).get(other, ())
        deciding = _least(partners)
        wrong = [
            (value, partner)
            for value in values
            if (partner := _first_wrong(value, deciding, is_right)) is not None
        ]
        if len(wrong) * len(partners) <= _MOST_PAIRS:
            wrong = [
                (value, partner)
                for value, _ in wrong
                for partner in partners
                if not _holds(value, partner, is_right)
            ]
        return [constraint.result(focus, value, others=(each,)) for value, each in wrong]

    return check


def _least(partners: Collection[Term]) -> list[Term]:
    """Find the partners that decide: what is less than the least of a kind is less than all.

    What has no order is a kind of its own; one such partner is enough, as nothing is less.
    """
    least: dict[object, Term] = {}
    for partner in partners:
        kind = order_kind(partner) if isinstance(partner, Literal) else None
        known = least.get(kind)
        if known is None or (kind is not None and _holds(partner, known, lambda order: order < 0)):
            least[kind] = partner
    return list(least.values())


def _first_wrong(
    value: Term, partners: Iterable[Term], is_right: Callable[[int], bool]
) -> Term | None:
    return next((each for each in partners if not _holds(value, each, is_right)), None)


def _holds(value: Term, partner: Term, is_right: Callable[[int], bool]) -> bool:
    if not (isinstance(value, Literal) and isinstance(partner, Literal)):
        return False
    order = compare(value, partner)
    return order is not None and is_right(order)
