"""Of what kind values are, in which language and how many, in words."""

from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.terms import RDF, SH, XSD, Term
from maalbar.model.text import Text
from maalbar.validate.naming import curie, phrase, same

_KINDS: Final[dict[Term, tuple[str, ...]]] = {
    SH.IRI: ("an-address",),
    SH.BlankNode: ("a-blank-node",),
    SH.Literal: ("a-literal",),
    SH.BlankNodeOrIRI: ("an-address", "a-blank-node"),
    SH.BlankNodeOrLiteral: ("a-literal", "a-blank-node"),
    SH.IRIOrLiteral: ("an-address", "a-literal"),
}
_DATATYPES: Final[dict[Term, str]] = {
    XSD.decimal: "a-number",
    XSD.integer: "a-whole-number",
    XSD.date: "a-date",
    XSD.gYear: "a-year",
    XSD.gYearMonth: "a-month",
    XSD.boolean: "a-truth-value",
    XSD.string: "a-text",
    RDF.langString: "a-text-in-a-language",
}


def node_kind(kind: Term) -> tuple[Text, ...]:
    """Say what nodes of a `sh:nodeKind` are."""
    return tuple(phrase(key) for key in _KINDS.get(kind, ()))


def values(count: str) -> Text:
    """Say how many values there are."""
    match count:
        case "0":
            return phrase("no-value")
        case "1":
            return phrase("one-value")
        case _:
            return phrase("some-values", count=count)


def language(tag: str) -> Text:
    """Name a language."""
    match tag.lower():
        case "nb":
            return phrase("language-nb")
        case "nn":
            return phrase("language-nn")
        case "en":
            return phrase("language-en")
        case _:
            return same(tag)


def datatype(term: NamedNode) -> Text:
    """Say of which kind the literals of a datatype are."""
    key = _DATATYPES.get(term)
    return phrase(key) if key else phrase("a-literal-of", datatype=curie(term))
