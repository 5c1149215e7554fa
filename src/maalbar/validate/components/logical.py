"""SHACL, section 4.6: shapes combined by not, and, or, exactly one."""

from collections.abc import Collection

from maalbar.model.terms import Term
from maalbar.validate.constraint import Check, Constraint, Judge
from maalbar.validate.data import Data
from maalbar.validate.result import Result


def not_(constraint: Constraint) -> Check:
    """Compile `sh:not`: no value conforms to the shape."""
    judge = constraint.judge(constraint.value)
    return constraint.each_value(lambda data, value: bool(judge(data, value)))


def and_(constraint: Constraint) -> Check:
    """Compile `sh:and`: each value conforms to all shapes of the list."""
    judges = _members(constraint)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        return [
            constraint.result(focus, value, details=details)
            for value in values
            if (details := [found for judge in judges for found in judge(data, value)])
        ]

    return check


def or_(constraint: Constraint) -> Check:
    """Compile `sh:or`: each value conforms to a shape of the list."""
    judges = _members(constraint)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        results = []
        for value in values:
            details: list[Result] = []
            for judge in judges:
                found = judge(data, value)
                if not found:
                    break
                details.extend(found)
            else:
                results.append(constraint.result(focus, value, details=details))
        return results

    return check


def xone(constraint: Constraint) -> Check:
    """Compile `sh:xone`: each value conforms to exactly one shape of the list."""
    members, judges = constraint.shape.items(constraint.value), _members(constraint)

    def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        results = []
        for value in values:
            verdicts = [judge(data, value) for judge in judges]
            held = [
                member for member, verdict in zip(members, verdicts, strict=True) if not verdict
            ]
            if len(held) != 1:
                details = [found for verdict in verdicts for found in verdict]
                results.append(constraint.result(focus, value, others=held, details=details))
        return results

    return check


def _members(constraint: Constraint) -> tuple[Judge, ...]:
    members = constraint.shape.items(constraint.value)
    if not members:
        raise constraint.shape.ill_formed("no-shapes")
    return tuple(constraint.judge(member) for member in members)
