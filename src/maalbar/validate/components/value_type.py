"""SHACL, section 4.1: of which class, datatype and kind a value is."""

from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.literals import is_well_formed
from maalbar.model.terms import RDF, SH, Term
from maalbar.validate.constraint import Check, Constraint
from maalbar.validate.data import Data

_TYPE: Final = RDF.type
_KINDS: Final[dict[Term, tuple[type[Term], ...]]] = {
    SH.IRI: (NamedNode,),
    SH.BlankNode: (BlankNode,),
    SH.Literal: (Literal,),
    SH.BlankNodeOrIRI: (BlankNode, NamedNode),
    SH.BlankNodeOrLiteral: (BlankNode, Literal),
    SH.IRIOrLiteral: (NamedNode, Literal),
}


def class_(constraint: Constraint) -> Check:
    """Compile `sh:class`: each value is an instance of the class or of a subclass."""
    wanted = constraint.shape.iri(constraint.value)

    def test(data: Data, value: Term) -> bool:
        types = data.index.properties(value).get(_TYPE, ())
        return not data.subclasses(wanted).isdisjoint(types)

    return constraint.each_value(test)


def datatype(constraint: Constraint) -> Check:
    """Compile `sh:datatype`: each value is a well-formed literal of the datatype."""
    wanted = constraint.shape.iri(constraint.value)

    def test(_data: Data, value: Term) -> bool:
        return isinstance(value, Literal) and value.datatype == wanted and is_well_formed(value)

    return constraint.each_value(test)


def node_kind(constraint: Constraint) -> Check:
    """Compile `sh:nodeKind`: each value is an IRI, a blank node or a literal, as asked."""
    kinds = _KINDS.get(constraint.value)
    if kinds is None:
        raise constraint.shape.ill_formed("not-a-node-kind", value=constraint.value)
    return constraint.each_value(lambda _, value: isinstance(value, kinds))
