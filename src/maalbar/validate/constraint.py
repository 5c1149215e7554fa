"""What a constraint component is given when it is compiled, and what it gives back."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from pyoxigraph import NamedNode

from maalbar.model.terms import Term
from maalbar.validate.data import Data
from maalbar.validate.result import Result
from maalbar.validate.shape_node import ShapeNode

# What is wrong with a node by one shape: nothing if it conforms.
Judge = Callable[[Data, Term], Collection[Result]]
# What is wrong with the value nodes of a focus node by one constraint.
Check = Callable[[Data, Term, Collection[Term]], Collection[Result]]
# Whether one value node is as it should be.
Test = Callable[[Data, Term], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """One value of one parameter of a shape.

    `value` is the parameter's value, `path` the value of the shape's `sh:path`, and
    `judge` compiles another shape, given as a node of the shapes graph.
    """

    shape: ShapeNode
    component: NamedNode
    value: Term
    path: Term | None
    severity: NamedNode
    judge: Callable[[Term], Judge]

    def result(
        self,
        focus: Term,
        value: Term | None = None,
        *,
        path: Term | None = None,
        others: Collection[Term] = (),
        details: Collection[Result] = (),
    ) -> Result:
        """Make a validation result of this constraint."""
        return Result(
            focus=focus,
            path=path or self.path,
            value=value,
            component=self.component,
            shape=self.shape.node,
            severity=self.severity,
            expected=self.value,
            others=tuple(others),
            details=tuple(details),
        )

    def each_value(self, test: Test) -> Check:
        """Ask of every value node that it passes `test`; each that fails is a result."""

        def check(data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
            return [self.result(focus, value) for value in values if not test(data, value)]

        return check


def satisfied(_data: Data, _focus: Term, _values: Collection[Term]) -> tuple[Result, ...]:
    """Find nothing: the check of a parameter that asks for nothing, as `sh:closed false`."""
    return ()
