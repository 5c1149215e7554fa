"""Triples of CONSTRUCT and DESCRIBE, or of three columns that are ones, as RDF.

Where references are asked for, each thing has them as `dct:bibliographicCitation`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.terms import DCT, PREFIXES
from maalbar.publish.ntriples import write_ntriples
from maalbar.publish.turtle import write_turtle
from maalbar.render.answers.sources import reference
from maalbar.render.answers.view import View
from maalbar.words import finding, text


def render_turtle(answer: View) -> Iterator[str]:
    """Render triples as Turtle, sorted."""
    triples = list(_triples(answer))
    if any(_is_nested(each) or _has_direction(each) for each in triples):
        yield _serialized(triples, RdfFormat.TURTLE)
    else:
        yield write_turtle(_index(triples))


def render_ntriples(answer: View) -> Iterator[str]:
    """Render triples as N-Triples, sorted."""
    yield write_ntriples(_index(_triples(answer)))


def render_jsonld(answer: View) -> Iterator[str]:
    """Render triples as JSON-LD, expanded, so that it needs no context from anywhere.

    Raises:
        MaalbarError: there is a triple in a triple, which JSON-LD cannot say.
    """
    triples = list(_triples(answer))
    if any(map(_is_nested, triples)):
        raise MaalbarError(
            finding(
                "query/does-not-fit",
                Location(),
                value="jsonld",
                reason=text("answers", "triple-term"),
                other="turtle",
            )
        )
    yield _serialized(triples, RdfFormat.JSON_LD) + "\n"


def _triples(answer: View) -> Iterator[Triple]:
    if answer.truth is not None or len(answer.columns) != len(("subject", "predicate", "object")):
        raise _no_triples(answer)
    citations = answer.citations
    for row in answer.rows:
        subject, predicate, value = row
        if (
            not isinstance(subject, (NamedNode, BlankNode))
            or not isinstance(predicate, NamedNode)
            or value is None
        ):
            raise _no_triples(answer)
        yield Triple(subject, predicate, value)
        for each in citations.of((subject,)) if citations else ():
            said = Literal(reference(each, answer), language=answer.language)
            yield Triple(subject, DCT.bibliographicCitation, said)


def _serialized(triples: Iterable[Triple], form: RdfFormat) -> str:
    prefixes = PREFIXES if form == RdfFormat.TURTLE else None
    return (serialize(triples, format=form, prefixes=prefixes) or b"").decode()


def _no_triples(answer: View) -> MaalbarError:
    where = Location(focus=answer.query.name or None)
    return MaalbarError(finding("query/no-triples", where))


def _is_nested(triple: Triple) -> bool:
    return isinstance(triple.object, Triple)


def _has_direction(triple: Triple) -> bool:
    return isinstance(triple.object, Literal) and triple.object.direction is not None


def _index(triples: Iterable[Triple]) -> Index:
    spoken: Iterable[Any] = ((each.subject, each.predicate, each.object) for each in triples)
    return Index(spoken)
