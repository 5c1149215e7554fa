"""An answer as an Arrow table: a type a column, decided by all of its values.

| what a column holds | type |
|---|---|
| whole numbers, years | int64 |
| decimal numbers, whole numbers among them | decimal128, with the digits that are needed |
| floating-point numbers | float64 |
| days | date32 |
| truths | bool |
| texts in languages | string, and a column `NAME_lang` with the tag of each |
| anything else, or a mixture | string, as CSV has it |

What does not fit its type (a whole number beyond 64 bits, more than 38 digits, a day that no
calendar has) makes the column one of strings, so nothing is changed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from itertools import islice
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from maalbar.model.terms import XSD
from maalbar.queries.exact import Cell, exact

_BATCH: Final = 65_536
_MOST_DIGITS: Final = 38
_INT64: Final = 2**63
_KIND_OF: Final[Mapping[NamedNode, str]] = {
    XSD.integer: "integer",
    XSD.gYear: "integer",
    XSD.decimal: "decimal",
    XSD.double: "float",
    XSD.float: "float",
    XSD.date: "date",
    XSD.boolean: "boolean",
}


@dataclass(slots=True)
class _Column:
    """What is known of a column when all of it was seen."""

    name: str
    kinds: set[str] = field(default_factory=set)
    before: int = 1
    after: int = 0
    tagged: bool = False

    def see(self, term: Cell) -> None:
        if term is None:
            return
        self.tagged = self.tagged or (isinstance(term, Literal) and bool(term.language))
        kind = _KIND_OF.get(term.datatype, "string") if isinstance(term, Literal) else "string"
        if kind == "string" or self.kinds == {"string"}:
            self.kinds = {"string"}
            return
        try:
            value = _VALUE[kind](term.value)  # type: ignore[union-attr] # it is a literal
        except (ValueError, ArithmeticError, LookupError):
            self.kinds = {"string"}
            return
        self.kinds.add(kind)
        if kind in {"integer", "decimal"}:
            _, digits, exponent = Decimal(value).as_tuple()
            after = max(0, -int(exponent))
            self.after = max(self.after, after)
            self.before = max(self.before, len(digits) - after + max(0, int(exponent)))

    @property
    def kind(self) -> str:
        if self.kinds == {"integer", "decimal"}:
            kind = "decimal"
        else:
            kind = next(iter(self.kinds)) if len(self.kinds) == 1 else "string"
        return "string" if kind == "decimal" and self.digits > _MOST_DIGITS else kind

    @property
    def digits(self) -> int:
        return self.before + self.after


def schema_and_batches(
    pyarrow: Any,  # noqa: ANN401 # the library, which is an extra
    columns: Sequence[str],
    rows: Collection[Sequence[Cell]],
) -> tuple[Any, Iterator[Any]]:
    """Give the schema of an answer, and its rows in record batches made as they are read.

    Args:
        pyarrow: the library.
        columns: the names of the columns.
        rows: terms; read twice.
    """
    seen = [_Column(name) for name in columns]
    for row in rows:
        for column, term in zip(seen, row, strict=True):
            column.see(term)
    schema = pyarrow.schema([each for column in seen for each in _fields(pyarrow, column)])
    return schema, _batches(pyarrow, schema, seen, rows)


def _fields(pyarrow: Any, column: _Column) -> Iterator[Any]:  # noqa: ANN401 # as above
    kinds: Mapping[str, Callable[[], Any]] = {
        "integer": pyarrow.int64,
        "decimal": lambda: pyarrow.decimal128(column.digits, column.after),
        "float": pyarrow.float64,
        "date": pyarrow.date32,
        "boolean": pyarrow.bool_,
        "string": pyarrow.string,
    }
    yield pyarrow.field(column.name, kinds[column.kind]())
    if column.tagged:
        yield pyarrow.field(f"{column.name}_lang", pyarrow.string())


def _batches(
    pyarrow: Any,  # noqa: ANN401 # as above
    schema: Any,  # noqa: ANN401 # as above
    columns: Sequence[_Column],
    rows: Iterable[Sequence[Cell]],
) -> Iterator[Any]:
    left = iter(rows)
    while some := list(islice(left, _BATCH)):
        arrays = []
        for at, column in enumerate(columns):
            make = _VALUE[column.kind]
            terms = [row[at] for row in some]
            with localcontext(prec=_MOST_DIGITS + 1):
                arrays.append([None if each is None else make(_plain(each)) for each in terms])
            if column.tagged:
                arrays.append([_tag(each) for each in terms])
        made = [
            pyarrow.array(values, type=field.type)
            for values, field in zip(arrays, schema, strict=True)
        ]
        yield pyarrow.record_batch(made, schema=schema)


def _tag(term: Cell) -> str | None:
    return term.language if isinstance(term, Literal) else None


def _plain(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return term.value if isinstance(term, (NamedNode, Literal)) else exact(term)


def _integer(said: str) -> int:
    value = int(said)
    if not -_INT64 <= value < _INT64:
        raise ValueError(said)
    return value


def _decimal(said: str) -> Decimal:
    value = Decimal(said)
    if not value.is_finite():
        raise ValueError(said)
    return value


_VALUE: Final[Mapping[str, Callable[[str], Any]]] = {
    "integer": _integer,
    "decimal": _decimal,
    "float": float,
    "date": date.fromisoformat,
    "boolean": lambda said: {"true": True, "1": True, "false": False, "0": False}[said],
    "string": str,
}
