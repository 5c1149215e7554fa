"""Data that no one wrote: the terms of the grammar, and small graphs drawn from them."""

from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.index import SpokenTriple
from maalbar.model.terms import RDF, RDFS, XSD, Namespace, Subject, Term

Triples = list[SpokenTriple]
EX = Namespace("https://example.org/")

CLASSES = (EX.Bird, EX.Duck, EX.Plant)
PROPERTIES = (EX.p, EX.q, EX.r)
NODES: tuple[Subject, ...] = (EX.a, EX.b, EX.c, BlankNode("x"), BlankNode("y"), EX.Bird)
# Few subjects, so that targets and paths meet them.
SUBJECTS: tuple[Subject, ...] = (EX.a, EX.b, BlankNode("x"))
NUMBERS = (
    Literal(1),
    Literal("01", datatype=XSD.integer),
    Literal("1.0", datatype=XSD.decimal),
    Literal("2.5", datatype=XSD.double),
    Literal(-3),
)
TEXTS = (Literal(""), Literal("abc"), Literal("ABC\nde"), Literal("a.c"))
TAGGED = (
    Literal("abc", language="en"),
    Literal("def", language="en"),
    Literal("x", language="en-gb"),
    Literal("y", language="nb"),
    Literal("z", language="nb"),
)
DATES = (
    Literal("2024-02-29", datatype=XSD.date),
    Literal("2024-03-01", datatype=XSD.date),
    Literal("0987-01-31", datatype=XSD.date),
)
INSTANTS = (
    Literal("2024-03-01T12:00:00Z", datatype=XSD.dateTime),
    Literal("2024-03-01T12:00:00", datatype=XSD.dateTime),
    Literal("2024-03-01T13:30:00+01:00", datatype=XSD.dateTime),
)
OTHERS = (
    Literal("300", datatype=XSD.byte),
    Literal("3", datatype=XSD.byte),
    Literal("x", datatype=XSD.integer),
    Literal("true", datatype=XSD.boolean),
    Literal("2023-02-29", datatype=XSD.date),
    Literal("anything", datatype=EX.datatype),
)
LITERALS = (*NUMBERS, *TEXTS, *TAGGED, *DATES, *INSTANTS, *OTHERS)
DATATYPES = tuple({literal.datatype: None for literal in LITERALS})
NODE_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
TERMS: tuple[Term, ...] = (*NODES, *LITERALS)
# Properties by what is compared with their values: each has values of one kind of literal.
# Of two kinds pySHACL says that the one with the lesser datatype IRI is less.
BOUNDS: dict[NamedNode, tuple[Literal, ...]] = {
    EX.size: NUMBERS,
    EX.code: TEXTS,
    EX.day: DATES,
    EX.start: INSTANTS,
}
# Values of these two are numbers: at blank nodes sh:lessThan makes pySHACL fail.
LOW, HIGH = EX.low, EX.high


@st.composite
def row(
    draw: st.DrawFn,
    subjects: tuple[Subject, ...],
    predicates: tuple[NamedNode, ...],
    objects: tuple[Term, ...],
) -> Triples:
    """Draw a few values of one property of one subject."""
    subject = draw(st.sampled_from(subjects))
    predicate = draw(st.sampled_from(predicates))
    values = draw(st.lists(st.sampled_from(objects), min_size=1, max_size=4, unique=True))
    return [(subject, predicate, value) for value in values]


@st.composite
def pair(draw: st.DrawFn) -> Triples:
    """Draw a low and a high, in whatever order, of one subject."""
    subject = draw(st.sampled_from(SUBJECTS))
    return draw(row((subject,), (LOW,), NUMBERS)) + draw(row((subject,), (HIGH,), NUMBERS))


ROWS = st.one_of(
    row(SUBJECTS, PROPERTIES, TERMS),
    row(SUBJECTS, PROPERTIES, NODES),
    row(SUBJECTS, PROPERTIES, TAGGED),
    row(NODES, (RDF.type,), CLASSES),
    row(CLASSES, (RDFS.subClassOf,), CLASSES),
    pair(),
    *(row(SUBJECTS, (each,), (*kind, *NODES)) for each, kind in BOUNDS.items()),
)
DATA: st.SearchStrategy[Triples] = st.lists(ROWS, min_size=2, max_size=9).map(
    lambda rows: [triple for each in rows for triple in each]
)
