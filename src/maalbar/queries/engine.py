"""What answers SPARQL, whatever it is: in memory, on disk, or far away."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Protocol

from pyoxigraph import Literal, QueryBoolean, QuerySolutions, QueryTriples

from maalbar.model.terms import Term
from maalbar.queries.tokens import Several, bind


class Found(NamedTuple):
    """An answer: the names of its columns, and rows of terms; None where nothing is bound."""

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]


class Engine(Protocol):
    """A publication that answers SPARQL.

    `base` is the absolute IRI against which identifiers are resolved.
    """

    base: str

    def answer(self, sparql: str, read: frozenset[str]) -> Found:
        """Answer a query that does nothing but read.

        Args:
            sparql: the query, its parameters bound.
            read: the statuses of the graphs that it reads; the default graph is what these
                say, and the ontology, each triple once.

        Raises:
            SyntaxError: it is not SPARQL.
            MaalbarError: there is no whole answer.
        """

    def has(self, thing: Term) -> bool:
        """Tell whether anything is said of a thing, in a graph of any status."""


def found(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Found:
    """Take an answer as pyoxigraph gives it.

    Of CONSTRUCT and DESCRIBE, what comes twice counts once; of ASK there is one row.
    """
    if isinstance(answer, QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return Found(columns, tuple(tuple(row[name] for name in columns) for row in answer))
    if isinstance(answer, QueryTriples):
        triples = dict.fromkeys((each.subject, each.predicate, each.object) for each in answer)
        return triples_found(triples)
    return truth_found(bool(answer))


def triples_found(triples: Mapping[tuple[Any, ...], Any]) -> Found:
    """Give triples as rows."""
    return Found(("subject", "predicate", "object"), tuple(triples))


def truth_found(truth: bool) -> Found:  # noqa: FBT001 # it is all that there is
    """Give a truth as one row."""
    return Found(("answer",), ((Literal(truth),),))


def inner(name: str, **values: Term | Several) -> str:
    """Give one of the queries by which the program itself finds its way, its values bound."""
    return bind(_inner(name), values)


@cache
def _inner(name: str) -> str:
    return (files(__package__) / "inner" / f"{name}.rq").read_text(encoding="utf-8")
