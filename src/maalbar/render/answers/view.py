"""An answer as every form of it sees it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pyoxigraph import Literal

from maalbar.model.text import pick
from maalbar.queries.citing import Citations
from maalbar.queries.exact import Cell
from maalbar.queries.library import Query
from maalbar.queries.store import Rows
from maalbar.queries.tokens import form_of
from maalbar.words import phrase

Row = Sequence[Cell]
_NO_QUERY = Query(name="", sparql="")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An answer and who reads it.

    `rows` may be read more than once and are not all in memory again; `values` say what the
    parameters were, `citations` where things stand if that is asked for, `width` is
    the number of columns of the reader's window, `added` the titles of columns that the
    question did not ask for.
    """

    query: Query
    columns: tuple[str, ...]
    rows: Collection[Row]
    language: str
    width: int
    values: Mapping[str, str] = field(default_factory=dict)
    citations: Citations | None = None
    added: Mapping[str, str] = field(default_factory=dict)

    @property
    def truth(self) -> bool | None:
        """The answer to ASK; nothing of other questions."""
        if form_of(self.query.sparql) != "ASK" or self.columns != ("answer",):
            return None
        (row,) = self.rows
        return isinstance(row[0], Literal) and row[0].value in {"true", "1"}

    @property
    def titles(self) -> tuple[str, ...]:
        """What the columns are called in the reader's language."""
        return tuple(
            self.added.get(each) or pick(self.query.titled(each), self.language) or each
            for each in self.columns
        )

    @property
    def title(self) -> str:
        """What was asked; empty where the query does not say."""
        return pick(self.query.title, self.language)

    @property
    def told(self) -> str:
        """Of what it was asked: the parameters and their values."""
        return "; ".join(
            f"{pick(each.text, self.language) or each.name}: {self.values[each.name]}"
            for each in self.query.parameters
            if each.type != "language" and self.values.get(each.name)
        )

    @property
    def asked(self) -> str:
        """What was asked, and of what."""
        question = self.title or self.query.name
        return f"{question} ({self.told})" if question and self.told else question or self.told

    def say(self, key: str, **values: object) -> str:
        """Give one of the sentences about answers."""
        return phrase("answers", key, self.language, **values)

    def with_columns(self, added: Mapping[str, str], more: Callable[[Row], Row]) -> "View":
        """Give the same answer with more columns: their titles by name, and what fills them."""
        columns = (*self.columns, *added)
        rows = _Widened(self.rows, more)
        return replace(self, columns=columns, rows=rows, added=added, citations=None)


def view(
    answer: Rows,
    query: Query = _NO_QUERY,
    *,
    language: str = "en",
    width: int = 100,
    **more: Any,  # noqa: ANN401 # what else a view has
) -> View:
    """Make the view of an answer; a column that comes twice is shown once."""
    once = {name: at for at, name in reversed(list(enumerate(answer.columns)))}
    rows: Collection[Row] = answer.terms
    if len(once) < len(answer.columns):
        places = sorted(once.values())
        rows = [tuple(row[at] for at in places) for row in answer.terms]
    columns = tuple(dict.fromkeys(answer.columns))
    return View(query=query, columns=columns, rows=rows, language=language, width=width, **more)


class _Widened(Collection[Row]):
    """Rows with more cells, made as they are read."""

    def __init__(self, rows: Collection[Row], more: Callable[[Row], Row]) -> None:
        self._rows = rows
        self._more = more

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return ((*row, *self._more(row)) for row in self._rows)

    def __contains__(self, row: object) -> bool:
        return any(each == row for each in self)
