"""Answers to try: any terms, and one that has something of everything."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, Triple

from maalbar.model.terms import XSD
from maalbar.queries.citing import Citations, Reference
from maalbar.queries.library import Query, read
from maalbar.queries.store import Rows
from maalbar.render.answers import View, view

FIGURE = NamedNode("https://example.org/id/observation/a")
OTHER = NamedNode("https://example.org/id/observation/b")
ASKED = """\
#+ title: {nb: Hvor mange fyr er tent?, nn: Kor mange fyr er tende?, en: How many lights are lit?}
#+ params:
#+   organisation: {type: iri, default: org/a, nb: virksomheten, nn: verksemda, en: the body}
#+   lang: {type: language, default: nb, nb: språket, nn: språket, en: the language}
#+ columns:
#+   lit: {nb: er tent, nn: er tent, en: is lit}
SELECT ?indicator ?year ?value ?date ?lit ?page WHERE {}
"""
COLUMNS = ("indicator", "year", "value", "date", "lit", "figure")


def any_text(*, xml: bool = False) -> st.SearchStrategy[str]:
    """Texts of any characters, or of those that XML can hold."""
    if xml:
        outside = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)]
        return st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="".join(outside))
        )
    return st.text(st.characters(exclude_categories=["Cs"]))


def any_term(*, xml: bool = False) -> st.SearchStrategy[Any]:
    """Terms of every kind, triples in triples among them, and nothing."""
    text = any_text(xml=xml)
    iris = st.sampled_from(["a:b", "https://example.org/å#x", "urn:x:%20'"]).map(NamedNode)
    plain = text.map(Literal)
    tagged = st.builds(
        lambda said, tag: Literal(said, language=tag), text, st.sampled_from(["nb", "nn", "en-gb"])
    )
    turned = st.builds(
        lambda said, way: Literal(said, language="ar", direction=way),
        text,
        st.sampled_from([BaseDirection.LTR, BaseDirection.RTL]),
    )
    typed = st.builds(
        lambda said, kind: Literal(said, datatype=kind),
        text,
        st.sampled_from([XSD.integer, XSD.decimal, XSD.date, XSD.boolean, NamedNode("a:kind")]),
    )
    nodes = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True).map(BlankNode)
    simple = st.one_of(iris, plain, tagged, turned, typed, nodes)
    triples = st.builds(Triple, iris, iris, simple)
    nested = st.builds(Triple, iris, iris, triples)
    return st.one_of(st.none(), simple, triples, nested)


def answers(*, xml: bool = False) -> st.SearchStrategy[View]:
    """Answers of three columns and some rows."""
    rows = st.lists(st.tuples(*[any_term(xml=xml)] * 3), max_size=4)
    return rows.map(lambda some: of(("a", "b", "c"), some))


def of(columns: Sequence[str], rows: Sequence[Sequence[Any]], **more: Any) -> View:  # noqa: ANN401 # what a view has
    """Make the view of an answer."""
    return view(Rows(tuple(columns), tuple(map(tuple, rows))), **more)


def asked() -> Query:
    """A question with words in each language."""
    return read("tente-fyr", ASKED)


def number(said: str) -> Literal:
    """A decimal number."""
    return Literal(said, datatype=XSD.decimal)


def everything(language: str, *, cited: bool = False, width: int = 80) -> View:
    """An answer with numbers, dates, truths, addresses, languages, gaps and nasty texts."""
    rows = [
        (
            Literal("Fyr | <b>tent</b> \x1b[31m*nå*", language="nb"),
            Literal("2030", datatype=XSD.gYear),
            number("1234567.50"),
            Literal("2030-11-24", datatype=XSD.date),
            Literal("true", datatype=XSD.boolean),
            FIGURE,
        ),
        (
            Literal('=HYPERLINK("x") 灯台', language="ja"),
            Literal("2031", datatype=XSD.gYear),
            number("-3.0"),
            Literal("2031-02-31", datatype=XSD.date),
            None,
            OTHER,
        ),
        (Literal("x" * 1200), None, number("7"), None, Literal("0", datatype=XSD.boolean), None),
    ]
    return of(
        COLUMNS,
        rows,
        query=asked(),
        language=language,
        width=width,
        values={"organisation": "Fyrvesenet", "lang": language},
        citations=citations() if cited else None,
    )


def citations() -> Citations:
    """References: two places on one page, and a report as a whole for what names nothing."""
    told: dict[str, Any] = {
        "report": "https://example.org/id/report/2030",
        "title": {"nb": "Årsrapport", "nn": "Årsmelding", "en": "Annual report"},
        "publisher": {"nb": "Fyrvesenet"},
        "year": "2030",
    }
    places = ((5, 9), (12, 2048))
    page = Reference(**told, address="https://example.org/side?a=1&b=2", places=places)
    whole = Reference(**told, address="https://example.org/id/report/2030")
    passage = {0: (page,), 2: (whole,)}
    return Citations({FIGURE.value: passage, OTHER.value: {1: (whole,)}}, ())
