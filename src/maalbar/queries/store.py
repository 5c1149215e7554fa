"""A publication as a store that can be asked, and answers as Python values.

The store is Oxigraph in memory.  Nothing published comes out of it: it normalises
literals.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Self

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.statements import Publication
from maalbar.model.terms import DCT, PREFIXES, XSD, Term
from maalbar.queries import library
from maalbar.queries.deep import LONGEST, with_deep_stack
from maalbar.queries.library import Parameter, Query
from maalbar.queries.tokens import bind, forbidden_word
from maalbar.words import did_you_mean, finding


class TaggedText(str):
    """A text that knows its language."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """Take the text and the tag of its language."""
        made = super().__new__(cls, text)
        made.language = language
        return made


class IRI(str):
    """The address of a thing."""

    __slots__ = ()


Value = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Any]):
    """An answer: named tuples of Python values, and the terms that they were made from.

    Values are `int`, `Decimal`, `date`, `bool`, `TaggedText`, `IRI` or `str`; None where
    nothing is bound.  A year is an `int`.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    rows: tuple[Any, ...]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 # a row's type is made at run time
        """Give one row, or a slice of them."""
        return self.rows[place]

    def __iter__(self) -> Iterator[Any]:
        """Give the rows in the order of the answer."""
        return iter(self.rows)


class Questions:
    """A publication that answers."""

    def __init__(self, publication: Publication, ontology: Index) -> None:
        """Load all graphs of the publication, and the ontology that names their terms."""
        self._publication = publication
        self._graphs = publication.graphs
        self._base = publication.settings.identifiers
        self._store = Store()
        self._store.bulk_extend(
            Quad(each.subject, each.predicate, each.object, each.graph)
            for each in publication.statements
        )
        self._ontology = ontology
        self._merged: dict[frozenset[str], NamedNode] = {}

    def ask(self, query: Query | str, parameters: Mapping[str, object] | None = None) -> Rows:
        """Answer a question.

        Args:
            query: a query, the name of one that comes with the package, or SPARQL.
            parameters: values by name.

        Returns:
            The rows of a SELECT; for ASK one row with `answer`; for CONSTRUCT and DESCRIBE
            rows of `subject`, `predicate`, `object`.

        Raises:
            MaalbarError: there is no such query, it is not SPARQL, it reaches outside the
                publication, or a parameter does not fit.
        """
        asked = _query_of(query) if isinstance(query, str) else query
        where = Location(focus=asked.name or None)
        if len(asked.sparql) > LONGEST:
            raise MaalbarError(finding("query/too-long", where, length=LONGEST))
        word = forbidden_word(asked.sparql)
        if word:
            raise MaalbarError(finding("query/forbidden", where, value=word))
        sparql = bind(asked.sparql, self._bindings(asked, parameters or {}))
        read = frozenset(asked.reads)
        default_graph = self._default_graph(read)

        def answer() -> Rows:
            found = self._store.query(
                sparql,
                base_iri=self._base,
                prefixes=PREFIXES,
                default_graph=default_graph,
                named_graphs=[graph for graph, status in self._graphs.items() if status in read],
            )
            return _rows(found)

        try:
            return with_deep_stack(answer)
        except SyntaxError as error:
            reason = " ".join(str(error).split())
            raise MaalbarError(finding("query/not-sparql", where, reason=reason)) from error

    def _bindings(self, query: Query, given: Mapping[str, object]) -> dict[str, Term]:
        """Bind parameters to things that the publication has.

        Where the default report or organisation is not here, the newest report and who
        published it are meant.
        """
        for name, usual in self._usual.items():
            if name not in given and not self._has(query.default(name, self._base)):
                query = query.with_default(name, usual)
        values = query.bindings(given, base=self._base)
        for each in query.parameters:
            if each.type == "iri" and not self._has(values[each.name]):
                raise self._unknown(each, values[each.name])
        return values

    @cached_property
    def _usual(self) -> dict[str, str]:
        newest = self._publication.newest_report
        if newest is None:
            return {}
        publisher = self._publication.index.first(newest, DCT.publisher)
        usual = {"report": newest.value}
        return usual | ({"organisation": publisher.value} if publisher else {})

    def _has(self, term: Term | None) -> bool:
        return term is None or bool(self._publication.index.properties(term))

    def _unknown(self, parameter: Parameter, value: Term) -> MaalbarError:
        wrong = self._publication.short(value)
        kind = wrong.partition("/")[0]
        known = sorted(map(self._publication.short, self._publication.index.nodes))
        alike = [each for each in known if each.partition("/")[0] == kind and "#" not in each]
        return MaalbarError(
            finding(
                "query/unknown-thing",
                Location(focus=parameter.name),
                value=wrong,
                suggestion=did_you_mean(wrong, alike),
                key=parameter.name,
                example=next(iter(alike), parameter.default),
            )
        )

    def _default_graph(self, statuses: frozenset[str]) -> NamedNode:
        """Give the one graph that a query of these statuses reads: theirs and the ontology.

        They are merged here and not by the engine, which would count a triple that stands in
        two graphs twice.
        """
        merged = self._merged.get(statuses)
        if merged is None:
            merged = NamedNode(f"urn:maalbar:{'+'.join(sorted(statuses))}")
            graphs = [graph for graph, status in self._graphs.items() if status in statuses]
            self._store.bulk_extend(
                Quad(each.subject, each.predicate, each.object, merged)
                for graph in graphs
                for each in self._store.quads_for_pattern(None, None, None, graph)
            )
            self._store.bulk_extend(Quad(*triple, merged) for triple in self._ontology)
            self._merged[statuses] = merged
        return merged


def _query_of(text: str) -> Query:
    if text in library.names() or not any(character.isspace() for character in text):
        return library.find(text)
    return library.read("", text)


def _rows(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Rows:
    if isinstance(answer, QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        terms = [tuple(solution[name] for name in columns) for solution in answer]
    elif isinstance(answer, QueryTriples):
        columns = ("subject", "predicate", "object")
        terms = [(each.subject, each.predicate, each.object) for each in answer]
    else:
        columns = ("answer",)
        terms = [(Literal(bool(answer)),)]
    row = namedtuple("Row", columns, rename=True)  # type: ignore[misc] # noqa: PYI024 # columns are known when the answer is
    return Rows(
        columns,
        tuple(terms),
        tuple(row(*map(as_python, each)) for each in terms),
    )


def as_python(term: Term | Triple | None) -> Value:
    """Give the Python value of a term; a literal that is not what it says stays text."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return IRI(term.value)
    if isinstance(term, (BlankNode, Triple)):
        return str(term)
    if term.language:
        return TaggedText(term.value, term.language)
    convert = _CONVERSIONS.get(term.datatype)
    try:
        return convert(term.value) if convert else term.value
    except (ValueError, ArithmeticError):
        return term.value


_CONVERSIONS: Final[Mapping[NamedNode, Callable[[str], Value]]] = {
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.gYear: int,
    XSD.date: date.fromisoformat,
    XSD.boolean: lambda text: text in {"true", "1"},
}
