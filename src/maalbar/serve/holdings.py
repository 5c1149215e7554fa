"""What a process that answers SPARQL does: a publication in memory, and questions put to it.

An answer is whole or there is none: what would be too long is refused, never cut.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, cast

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from maalbar.compare.dump import opened
from maalbar.compare.places import find
from maalbar.engines.layout import USUAL, Layout, Sums, named_quads, ontology_quads
from maalbar.engines.shelf import damaged, read_note
from maalbar.model.index import Index
from maalbar.model.terms import PREFIXES, Term
from maalbar.queries.deep import LONGEST
from maalbar.queries.engine import Found, found
from maalbar.serve.frames import Frame, Said
from maalbar.serve.guard import forbidden, named_graphs
from maalbar.vocabulary.resources import ontology
from maalbar.words.system import why

_ROWS: Final = {
    # How a row of each form begins or ends, which nothing within one does.
    "json": (QueryResultsFormat.JSON, b'}},{"'),
    "xml": (QueryResultsFormat.XML, b"<result>"),
    "csv": (QueryResultsFormat.CSV, b"\r\n"),
    "tsv": (QueryResultsFormat.TSV, b"\n"),
}
GRAPHS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


class NoAnswerError(Exception):
    """There is no answer: `key` names the sentence that says why."""

    def __init__(self, key: str, /, **values: object) -> None:
        """Say why."""
        super().__init__(key)
        self.key = key
        self.values = values


class Holdings:
    """A publication that answers.

    Attributes:
        base: absolute IRI against which identifiers are resolved.
        graphs: the named graphs of the publication, by IRI.
    """

    def __init__(self, store: Store, layout: Layout) -> None:
        """Take a store in which things lie as `layout` says."""
        self._store = store
        self.base = f"{layout.base}id/"
        self._layout = layout
        self._stored = list(store.named_graphs())
        self.graphs = {
            each.value: each
            for each in self._stored
            if isinstance(each, NamedNode) and (layout.status(each) or each == layout.names)
        }

    def reply(self, said: Said) -> Frame:
        """Answer a question in the form that is wanted of each kind of answer.

        Raises:
            NoAnswerError: there is no whole answer in that form.
            SyntaxError: it is not SPARQL.
        """
        answer = self.query(said)
        if isinstance(answer, QuerySolutions):
            form, mark = _ROWS[_wanted(said, "rows")]
            sheet = _Sheet(said["most_bytes"], said["most_rows"], mark)
            answer.serialize(cast("IO[bytes]", sheet), format=form)
            return {"kind": "rows"}, sheet.getvalue()
        if isinstance(answer, QueryTriples):
            triples = distinct(answer, said["most_rows"])
            data = written(triples, GRAPHS[_wanted(said, "graph")], said["most_bytes"])
            return {"kind": "graph"}, data
        form, _ = _ROWS[_wanted(said, "truth")]
        return {"kind": "truth"}, answer.serialize(format=form) or b""

    def query(self, said: Said) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Put a question to the store.

        Args:
            said: `query`; `default` and `named`, the graphs that it is asked of, where that is
                not all that is usual; `reads`, the statuses that it reads beside the usual.

        Raises:
            NoAnswerError: it is too long, or does what no question may.
            SyntaxError: it is not SPARQL.
        """
        sparql = said["query"]
        if len(sparql) > LONGEST:
            raise NoAnswerError("too-long", length=LONGEST)
        word = forbidden(sparql)
        if word:
            raise NoAnswerError("forbidden", value=word)
        own = named_graphs(sparql)
        dataset: dict[str, Any] = {}
        for each in (*own, *said["default"], *said["named"]):
            if each not in self.graphs:
                raise NoAnswerError("unknown-graph", value=each)
        if said["default"] or said["named"]:
            dataset["default_graph"] = [self.graphs[each] for each in said["default"]]
            dataset["named_graphs"] = [self.graphs[each] for each in said["named"]]
        elif not own:
            read = frozenset(said.get("reads", ())) | USUAL
            dataset["default_graph"] = self._layout.read_from(self._stored, read)
            # To hand over thousands of graphs takes longer than most questions.
            told = sparql.upper()
            names = "GRAPH" in told or "\\U" in told
            dataset["named_graphs"] = list(self.graphs.values()) if names else []
        # To hand over what no one uses takes a tenth of the time of a light question.
        all_of_them = "\\" in sparql
        prefixes = {
            name: iri for name, iri in PREFIXES.items() if all_of_them or f"{name}:" in sparql
        }
        return self._store.query(sparql, base_iri=self.base, prefixes=prefixes, **dataset)

    def answer(self, sparql: str, read: frozenset[str]) -> Found:
        """Answer a query of our own; see `maalbar.queries.engine.Engine`."""
        said = {"query": sparql, "default": (), "named": (), "reads": read}
        return found(self.query(said))

    def has(self, thing: Term) -> bool:
        """Tell whether anything is said of a thing."""
        if not isinstance(thing, NamedNode):
            return False
        return next(self._store.quads_for_pattern(thing, None, None, None), None) is not None


class _Sheet:
    """What an answer is written on; too much is refused as soon as it is seen."""

    def __init__(self, most: int, rows: int, mark: bytes) -> None:
        self._pieces: list[bytes] = []
        self._left = most
        self._rows = rows + 1
        self._mark = mark
        self._end = b""

    def write(self, piece: bytes) -> int:
        self._left -= len(piece)
        if self._left < 0:
            raise NoAnswerError("too-big")
        seen = self._end + piece
        self._rows -= seen.count(self._mark)
        if self._rows < 0:
            raise NoAnswerError("too-many-rows")
        self._end = seen[len(seen) - len(self._mark) + 1 :]
        self._pieces.append(piece)
        return len(piece)

    def flush(self) -> None:
        pass

    def getvalue(self) -> bytes:
        return b"".join(self._pieces)


def hold(place: str) -> Holdings:
    """Load a site into memory.

    Raises:
        MaalbarError: it is none, or cannot be read.
    """
    there = find(place)
    store = Store()
    with there.open() as file, opened(file, place, base=there.side.base) as dump:
        layout = Layout(there.side.base, ontology())
        sums = Sums()

        def quads() -> Iterator[Quad]:
            for about in named_quads(dump.things(), layout, sums):
                yield from about
                yield from layout.reading(about)
            yield from ontology_quads(layout, sums)

        store.bulk_extend(quads())
    return Holdings(store, layout)


def hold_on_disk(folder: str) -> Holdings:
    """Open a store on disk.

    Raises:
        MaalbarError: there is none, or it cannot be read.
    """
    note = read_note(Path(folder))
    try:
        store = Store.read_only(str(Path(folder) / note.edition))
    except OSError as error:
        raise damaged(Path(folder), why(error)) from error
    return Holdings(store, Layout(note.base, Index()))


def distinct(answer: QueryTriples, most: int) -> list[Any]:
    """Give triples once each.

    Raises:
        NoAnswerError: there are too many.
    """
    once: dict[Any, None] = {}
    for each in answer:
        once[each] = None
        if len(once) > most:
            raise NoAnswerError("too-many-rows")
    return list(once)


def _wanted(said: Said, kind: str) -> str:
    wanted = said[kind]
    if not isinstance(wanted, str):
        raise NoAnswerError("not-acceptable")
    return wanted


def written(triples: list[Any], form: RdfFormat, most: int | None = None) -> bytes:
    """Write triples, with the prefixes that are of use.

    Raises:
        NoAnswerError: that would be more than `most` bytes.
    """
    data = serialize(triples, format=form, prefixes=_prefixes(triples)) or b""
    if most is not None and len(data) > most:
        raise NoAnswerError("too-big")
    return data


def _prefixes(triples: list[Any]) -> dict[str, str]:
    """Give the prefixes that are of use."""
    used = {
        each.value
        for triple in triples
        for each in (triple.subject, triple.predicate, triple.object)
        if isinstance(each, NamedNode)
    }
    return {
        name: iri for name, iri in PREFIXES.items() if any(each.startswith(iri) for each in used)
    }
