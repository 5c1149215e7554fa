"""What validation finds: the validation results of SHACL, with what explains them."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import Subject, Term

ResultKey = tuple[Term, Term | None, Term | None, NamedNode, NamedNode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One validation result.

    Attributes:
        focus: the node that was checked.
        path: the property path of the shape, or the property that a closed shape does
            not know; a blank node of the shapes graph if the path is not one property.
        value: the value that is wrong; nothing if it is about the values together.
        component: the constraint component that was not satisfied.
        shape: the shape that has the constraint; its `sh:message` says what is wrong.
        severity: `sh:Violation`, or what the shape says.
        expected: what the shape asked for: the value of the component's parameter, as
            `1` of `sh:minCount 1` or the head of the list of `sh:in`.
        others: the nodes that count besides `value`: those that were counted, those that
            share a language, the one that was compared with, the shapes that hold though
            only one may.
        details: why `value` does not conform to the shapes that `expected` names.
        messages: what a constraint that is not of SHACL Core says itself.
    """

    focus: Term
    path: Term | None
    value: Term | None
    component: NamedNode
    shape: Subject
    severity: NamedNode
    expected: Term | None = None
    others: tuple[Term, ...] = ()
    details: tuple["Result", ...] = ()
    messages: tuple[Literal, ...] = ()

    @property
    def key(self) -> ResultKey:
        """What every SHACL engine says of the same finding; the shape may be a blank node."""
        return (self.focus, self.path, self.value, self.component, self.severity)
