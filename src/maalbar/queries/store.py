"""A publication that can be asked, and answers as Python values.

Nothing published comes out of what it is asked of: stores normalise literals.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Self

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.terms import XSD, Term
from maalbar.queries import frames, library
from maalbar.queries.deep import LONGEST, with_deep_stack
from maalbar.queries.engine import Engine, inner
from maalbar.queries.exact import exact
from maalbar.queries.library import Parameter, Query
from maalbar.queries.tokens import bind, forbidden_word
from maalbar.words import did_you_mean, finding
from maalbar.words import text as words

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


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
    nothing is bound.  A year is an `int`.  A row is made when it is asked for, so an answer is
    never held twice.  `values` are what the parameters of the question were bound to.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    values: Mapping[str, Term] = field(default_factory=dict, compare=False)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.terms)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 # a row's type is made at run time
        """Give one row, or a slice of them."""
        if isinstance(place, slice):
            return tuple(Rows(self.columns, self.terms[place]))
        return _row_type(self.columns)._make(map(as_python, self.terms[place]))

    def __iter__(self) -> Iterator[Any]:
        """Give the rows in the order of the answer."""
        make = _row_type(self.columns)._make
        return (make(map(as_python, each)) for each in self.terms)

    def __repr__(self) -> str:
        """Say what the columns are and how many rows there are."""
        return f"<{len(self)} rows of {', '.join(self.columns)}>"

    def to_arrow(self) -> "pa.Table":
        """Give an Arrow table: a type a column, and the languages of texts beside them.

        Raises:
            MaalbarError: pyarrow is not installed.
        """
        return frames.as_arrow(self.columns, self.terms)

    def to_pandas(self) -> "pd.DataFrame":
        """Give a data frame of pandas, whole numbers as Int64, decimal numbers as `Decimal`.

        Raises:
            MaalbarError: pandas or pyarrow is not installed.
        """
        return frames.as_pandas(self.columns, self.terms)

    def to_polars(self) -> "pl.DataFrame":
        """Give a data frame of Polars.

        Raises:
            MaalbarError: Polars or pyarrow is not installed.
        """
        return frames.as_polars(self.columns, self.terms)


class Questions:
    """A publication that answers."""

    def __init__(self, engine: Engine, own: Mapping[str, Query] | None = None) -> None:
        """Take what answers SPARQL, and the queries of the publication itself."""
        self._engine = engine
        self._base = engine.base
        self._own = own or {}

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
                publication, a parameter does not fit, or there is no whole answer.
        """
        asked = self._query_of(query) if isinstance(query, str) else query
        where = Location(focus=asked.name or None)
        if len(asked.sparql) > LONGEST:
            raise MaalbarError(finding("query/too-long", where, length=LONGEST))
        word = forbidden_word(asked.sparql)
        if word:
            raise MaalbarError(finding("query/forbidden", where, value=word))
        values = self.bindings(asked, parameters or {})
        sparql = bind(asked.sparql, values)
        read = frozenset(asked.reads)
        try:
            found = with_deep_stack(lambda: self._engine.answer(sparql, read))
        except SyntaxError as error:
            reason = " ".join(str(error).split())
            raise MaalbarError(finding("query/not-sparql", where, reason=reason)) from error
        return Rows(found.columns, found.terms, values)

    def _query_of(self, text: str) -> Query:
        if any(character.isspace() for character in text):
            return library.read("", text)
        return library.find(text, self._own)

    def bindings(self, query: Query, given: Mapping[str, object]) -> dict[str, Term]:
        """Bind parameters to things that the publication has.

        What is not given is the default, or where that is not here what is usual of the kind, or
        where there is none of the kind a thing of which nothing is said.
        """
        values = query.bindings(given, base=self._base)
        for each in query.parameters:
            value = values.get(each.name)
            is_thing = each.type == "iri"
            if value is not None and not (is_thing and not self._engine.has(value)):
                continue
            if each.name not in given and each.choose == library.ANYTHING:
                values.pop(each.name, None)
            elif each.name not in given and each.choose:
                found = self._usual(each, values)
                if found is not None or is_thing:
                    values[each.name] = found or NamedNode(f"{self._base}{each.name}/")
            elif value is not None:
                raise self._unknown(each, value)
        return values

    def _usual(self, parameter: Parameter, values: Mapping[str, Term]) -> Term | None:
        """Choose for a parameter, given those before it."""
        asked = inner(f"{library.CHOICE}{parameter.choose}", **values)
        found = self._engine.answer(asked, frozenset(library.DEFAULT_READS)).terms
        return found[0][0] if found else None

    def _unknown(self, parameter: Parameter, value: Term) -> MaalbarError:
        wrong = _value(value).removeprefix(self._base)
        # What the publication has: of the kind that was given, else of that which is asked for.
        alike = self._alike(wrong) or self._alike(parameter.default or parameter.name)
        found = finding(
            "query/unknown-thing",
            Location(focus=parameter.name),
            value=wrong,
            suggestion=did_you_mean(wrong, alike),
            key=parameter.name,
            example=next(iter(alike), "…"),
        )
        return MaalbarError(
            found if alike else replace(found, hint=words("phrases", "none-of-the-kind"))
        )

    def _alike(self, identifier: str) -> list[str]:
        """Give the things whose ids begin as an id does."""
        begins = Literal(f"{self._base}{identifier.partition('/')[0]}/")
        known = self._engine.answer(
            inner("things-alike", begins=begins), frozenset(library.DEFAULT_READS)
        )
        return [_value(term).removeprefix(self._base) for (term,) in known.terms]


@lru_cache(maxsize=64)
def _row_type(columns: tuple[str, ...]) -> Any:  # noqa: ANN401 # its fields are those of an answer
    return namedtuple("Row", columns, rename=True)  # noqa: PYI024 # columns are known when the answer is


def _value(term: Term | None) -> str:
    return term.value if term else ""


def as_python(term: Term | Triple | None) -> Value:
    """Give the Python value of a term; a literal that is not what it says stays text."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return IRI(term.value)
    if isinstance(term, (BlankNode, Triple)):
        return exact(term)
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
