"""A shape as it is written: reading its parameters, and refusing what is ill-formed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.literals import is_well_formed
from maalbar.model.terms import RDF, SH, XSD, Subject, Term
from maalbar.validate.errors import IllFormedShapeError
from maalbar.words import text

_DIGITS: Final = 18
_TRUE: Final = Literal("true", datatype=XSD.boolean)


@dataclass(frozen=True, slots=True)
class ShapeNode:
    """One node of a shapes graph, and what is said of it there."""

    graph: Index
    node: Subject

    def values(self, parameter: str) -> tuple[Term, ...]:
        """Give all values of a parameter, named without its prefix `sh:`."""
        return self.graph.objects(self.node, SH[parameter])

    def value(self, parameter: str) -> Term | None:
        """Give the value of a parameter that may be there once."""
        values = self.values(parameter)
        if len(values) > 1:
            raise self.ill_formed("more-than-one-value", value=f"sh:{parameter}")
        return values[0] if values else None

    def flag(self, parameter: str) -> bool:
        """Tell whether a parameter is there and true."""
        value = self.value(parameter)
        return value is not None and self.boolean(value)

    def iri(self, term: Term) -> NamedNode:
        """Take `term` for an IRI."""
        if not isinstance(term, NamedNode):
            raise self.ill_formed("not-an-iri", value=term)
        return term

    def literal(self, term: Term) -> Literal:
        """Take `term` for a literal that is well-formed."""
        if not isinstance(term, Literal) or not is_well_formed(term):
            raise self.ill_formed("not-well-formed", value=term)
        return term

    def text(self, term: Term) -> str:
        """Take `term` for a string without language."""
        if self.literal(term).datatype != XSD.string:
            raise self.ill_formed("not-a-string", value=term)
        return term.value

    def count(self, term: Term) -> int:
        """Take `term` for an integer that is not negative."""
        literal = self.literal(term)
        if literal.datatype != XSD.integer or len(literal.value) > _DIGITS:
            raise self.ill_formed("not-a-count", value=term)
        count = int(literal.value)
        if count < 0:
            raise self.ill_formed("not-a-count", value=term)
        return count

    def boolean(self, term: Term) -> bool:
        """Take `term` for a truth value.

        Only `true` is true: SHACL asks for the term, and `"1"^^xsd:boolean` is another.
        """
        if self.literal(term).datatype != XSD.boolean:
            raise self.ill_formed("not-a-boolean", value=term)
        return term == _TRUE

    def items(self, head: Term) -> tuple[Term, ...]:
        """Take `head` for a well-formed RDF list: one first, one rest, no circle."""
        return tuple(self._walk(head))

    def ill_formed(self, reason: str, **values: object) -> IllFormedShapeError:
        """Make the error that says what is wrong with this shape, in words of the phrases."""
        # The label of a blank node is another each time.
        said = {
            name: text("phrases", "nameless") if isinstance(value, BlankNode) else str(value)
            for name, value in values.items()
        }
        return IllFormedShapeError(text("phrases", reason, **said), self.node)

    def _walk(self, head: Term) -> Iterator[Term]:
        seen: set[Term] = set()
        while head != RDF.nil:
            items = self.graph.objects(head, RDF.first)
            rests = self.graph.objects(head, RDF.rest)
            if len(items) != 1 or len(rests) != 1 or head in seen:
                raise self.ill_formed("not-a-list", value=head)
            seen.add(head)
            yield items[0]
            head = rests[0]
