"""What a process that answers SPARQL is asked for: an answer, a page with one, a description."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from maalbar.engines.shelf import read_note
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.text import LANGUAGES
from maalbar.queries import library
from maalbar.queries.header import BEGINS
from maalbar.queries.store import Questions
from maalbar.queries.tokens import bind
from maalbar.serve.description import describe
from maalbar.serve.frames import Frame, Said
from maalbar.serve.holdings import GRAPHS, Holdings, NoAnswerError, hold, hold_on_disk, written
from maalbar.serve.page import Page


class Desk:
    """A publication that answers in frames.

    A frame that asks says what to `do`: `answer`, `page` or `describe`.  One that has no answer
    says why: `failed` is the key of a sentence, `values` what it is filled with.
    """

    def __init__(self, holdings: Holdings) -> None:
        """Take what is asked."""
        self._holdings = holdings
        self._questions = Questions(holdings)
        names = (*library.names(), *library.other_names())
        self._known = {name: library.find(name) for name in names}

    def begin(self) -> None:
        """All is there."""

    def warm(self) -> None:
        """Read what an answer may need: later, no file can be opened."""
        for query in self._known.values():
            with suppress(MaalbarError):
                self._questions.bindings(query, {})
        trial = {"do": "page", "query": "", "default": [], "named": [], "folder": "/", "link": ""}
        for values in ({}, {"report": "report/none"}, {"report": "<"}, {"no": "no"}):
            for tongue in LANGUAGES:
                self(trial | {"lang": tongue, "example": "goals", "values": values}, b"")

    def __call__(self, said: Said, _: bytes) -> Frame:
        """Do what is asked."""
        try:
            match said["do"]:
                case "describe":
                    graph = describe(said["endpoint"], self._holdings.graphs)
                    return {"kind": "graph"}, written(graph, GRAPHS[said["graph"]])
                case "page":
                    return self._page(said)
                case _:
                    return self._holdings.reply(self._bound(said))
        except (NoAnswerError, SyntaxError) as error:
            key, values = _why(error)
            return {"failed": key, "values": values}, b""

    def _page(self, said: Said) -> Frame:
        """Show the answer, or why there is none, among what can be asked."""
        page = Page(said, self._holdings.base)
        try:
            bound = self._bound(said)
            page.query, page.values = bound["query"], bound.get("bound", {})
            if said.get("failed"):
                page.fail(said["failed"], {})
            elif page.query:
                page.show(self._holdings.query(bound))
        except (NoAnswerError, SyntaxError) as error:
            page.fail(*_why(error))
        return {"status": page.status}, page.render()

    def _bound(self, said: Said) -> Said:
        """Bind the values of a named question."""
        if not said.get("example"):
            return said
        name = said["example"]
        query = self._known.get(name)
        if query is None:
            known = ", ".join(library.names())
            raise NoAnswerError("wrong-value", field="example", value=name, known=known)
        try:
            values = self._questions.bindings(query, said["values"])
        except MaalbarError as error:
            raise NoAnswerError("as-found", said=dict(error.diagnostics[0].message)) from error
        shown = {name: term.value for name, term in values.items()}
        lines = query.sparql.splitlines(keepends=True)
        sparql = "".join(each for each in lines if not each.startswith(BEGINS)).strip()
        return said | {"query": bind(sparql, values), "reads": query.reads, "bound": shown}


class OnDisk:
    """The same, of a store on disk: each process opens it, as its engine cannot be forked."""

    def __init__(self, folder: str) -> None:
        """Take the folder of a store."""
        self._folder = folder
        self._desk: Desk | None = None

    def begin(self) -> None:
        """Open the store."""
        self._desk = Desk(hold_on_disk(self._folder))

    def __call__(self, said: Said, body: bytes) -> Frame:
        """Do what is asked."""
        assert self._desk  # noqa: S101 # it has begun
        return self._desk(said, body)


def open_desk(site: str, store: str) -> Desk | OnDisk:
    """Load a site, or find the store on disk that it was put into.

    Raises:
        MaalbarError: there is none, or it cannot be read.
    """
    if store:
        read_note(Path(store))
        return OnDisk(store)
    desk = Desk(hold(site))
    desk.warm()
    return desk


def _why(error: NoAnswerError | SyntaxError) -> tuple[str, Mapping[str, Any]]:
    if isinstance(error, NoAnswerError):
        return error.key, error.values
    return "not-sparql", {"reason": " ".join(str(error).split())}
