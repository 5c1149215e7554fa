"""A publication, put into a server graph by graph: only what changed, and all at once if it may.

What the server holds is written there, in one graph of hashes, and what is under way in
another; so an interrupted run goes on where it stopped.  Where the server takes updates, new
graphs are put aside, and one request lets them take the place of the old ones.  Where it takes
none, each graph is replaced by itself, and that is said.

Nothing is touched but graphs below the publication's own address that were put there so.

See Also:
    SPARQL 1.1 Graph Store HTTP Protocol <https://www.w3.org/TR/sparql11-http-rdf-update/>.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from maalbar.engines.graph_store import GraphStore
from maalbar.engines.layout import STATE, Layout, Sums, Thing, named_quads, ontology_quads
from maalbar.engines.spool import Spool, spool
from maalbar.fetch.address import Allowed, is_public
from maalbar.fetch.client import MEGABYTE
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.terms import MB, SPDX
from maalbar.words import finding

Hashes = Mapping[NamedNode, str]
_UNDER_WAY: Final = "stored/under-way"
_ASIDE: Final = "stored/aside/"
# Goes before the hash of what is being sent.
_BEGUN: Final = "begun "


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a publication is put into a server.

    Attributes:
        url: the address of its Graph Store Protocol.
        update: the address of its SPARQL updates; empty where it takes none.
        triples: at most so many in one request.
        size: at most so many bytes in one request.
        seconds: for one request.
        allowed: which hosts may be connected to.
        progress: wraps the graphs as they are sent.
    """

    url: str
    update: str = ""
    triples: int = 10_000
    size: int = 4 * MEGABYTE
    seconds: float = 300
    allowed: Allowed = is_public
    progress: Callable[[list[NamedNode]], Iterable[NamedNode]] = iter


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of it: graphs in all, sent, removed; and what is to be said of it."""

    graphs: int
    sent: int
    removed: int
    findings: tuple[Diagnostic, ...] = ()


def push(things: Callable[[], Iterable[Thing]], layout: Layout, plan: Plan) -> Pushed:
    """Put a publication into a server.

    Args:
        things: gives each thing of the publication with the lines about it, in order.
        layout: how the publication lies in a store.
        plan: where to, and how.

    Raises:
        MaalbarError: what is to be stored is no publication, or the server does not take it.
            Where it takes updates, it then holds what it held before.
    """
    server = GraphStore(plan.url, plan.update, seconds=plan.seconds, allowed=plan.allowed)
    with spool() as gathered, server:
        for each in _quads(things, layout):
            gathered.add(each)
        wanted = {graph: _sha256(gathered, graph) for graph in gathered.graphs}
        return _Push(gathered, server, layout, plan, wanted).run()


class _Push:
    """One run."""

    def __init__(
        self, gathered: Spool, server: GraphStore, layout: Layout, plan: Plan, wanted: Hashes
    ) -> None:
        self._gathered = gathered
        self._server = server
        self._layout = layout
        self._plan = plan
        self._wanted = wanted
        self._state = NamedNode(layout.base + STATE)
        self._under_way = NamedNode(layout.base + _UNDER_WAY)
        # What is under way, as it was found: places, and what they hold for sure, if anything.
        self._begun: dict[NamedNode, str] = {}

    def run(self) -> Pushed:
        """Do what is left to do."""
        self._begun = self._told(self._under_way)
        # What was begun is no longer what it was.
        state = self._told(self._state) | self._begun
        changed = [graph for graph, sha256 in self._wanted.items() if state.get(graph) != sha256]
        known = {graph for graph in state if not self._is_aside(graph)}
        removed = sorted(known - self._wanted.keys(), key=str)
        if not (changed or removed or self._begun):
            return Pushed(len(self._wanted), 0, 0)
        self._exchange(changed, removed) if self._plan.update else self._replace(changed, removed)
        if self._told(self._state) != self._wanted:
            raise MaalbarError(finding("store/not-kept", Location(), value=self._plan.url))
        findings = () if self._plan.update else (self._said,)
        return Pushed(len(self._wanted), len(changed), len(removed), findings)

    @property
    def _said(self) -> Diagnostic:
        return finding("store/not-at-once", Location(), value=self._plan.url)

    def _exchange(self, changed: list[NamedNode], removed: list[NamedNode]) -> None:
        """Put graphs aside, and let all of them take their places in one request."""
        aside = {self._aside(f"{graph}{self._wanted[graph]}"): graph for graph in changed}
        self._send(aside)
        state = self._aside("state")
        self._server.put(state, self._state_lines())
        left = [each for each in self._begun if self._is_aside(each) and each not in aside]
        self._server.exchange(
            [*aside.items(), (state, self._state)], dropped=[*removed, *left, self._under_way]
        )

    def _replace(self, changed: list[NamedNode], removed: list[NamedNode]) -> None:
        """Replace each graph by itself."""
        self._send({graph: graph for graph in changed})
        for each in (*removed, *filter(self._is_aside, self._begun)):
            self._server.delete(each)
        self._server.put(self._state, self._state_lines())
        self._server.delete(self._under_way)

    def _send(self, sources: Mapping[NamedNode, NamedNode]) -> None:
        """Send graphs to their places, and tell of each when it begins and when it is done."""
        left = [
            place
            for place, graph in sources.items()
            if self._begun.get(place) != self._wanted[graph]
        ]
        if left:
            begun = (_told_of(each, _BEGUN + self._wanted[sources[each]]) for each in left)
            self._server.add(self._under_way, "".join(begun).encode())
        for place in self._plan.progress(left):
            graph = sources[place]
            pieces = self._gathered.pieces(graph, triples=self._plan.triples, size=self._plan.size)
            for number, piece in enumerate(pieces):
                (self._server.add if number else self._server.put)(place, piece)
            self._server.add(self._under_way, _told_of(place, self._wanted[graph]).encode())

    def _told(self, where: NamedNode) -> dict[NamedNode, str]:
        """Give what is told of graphs: the hash of each, empty where it may be half of it."""
        told: dict[NamedNode, set[str]] = {}
        for subject, predicate, value in self._server.get(where):
            if predicate == SPDX.checksumValue and self._is_ours(subject):
                told.setdefault(subject, set()).add(value.value)
        return {graph: _surely(said) for graph, said in told.items()}

    def _state_lines(self) -> bytes:
        lines = [_told_of(graph, sha256) for graph, sha256 in self._wanted.items()]
        for graph in self._wanted:
            status = self._layout.status(graph)
            if status:
                lines.append(f"{graph} {MB.statementStatus} {MB[status]} .\n")
        return "".join(lines).encode()

    def _aside(self, what: str) -> NamedNode:
        name = hashlib.sha256(what.encode()).hexdigest()
        return NamedNode(self._layout.base + _ASIDE + name)

    def _is_aside(self, graph: NamedNode) -> bool:
        return graph.value.startswith(self._layout.base + _ASIDE)

    def _is_ours(self, graph: object) -> bool:
        return isinstance(graph, NamedNode) and graph.value.startswith(self._layout.base)


def _quads(things: Callable[[], Iterable[Thing]], layout: Layout) -> Iterator[Quad]:
    sums = Sums()
    for about in named_quads(things(), layout, sums):
        yield from about
        yield from layout.reading(about)
    yield from ontology_quads(layout, sums)


def _sha256(gathered: Spool, graph: NamedNode) -> str:
    lines = sorted(set(gathered.lines(graph)))
    return hashlib.sha256(b"".join(lines)).hexdigest()


def _told_of(graph: NamedNode, said: str) -> str:
    return f"{graph} {SPDX.checksumValue} {Literal(said)} .\n"


def _surely(said: set[str]) -> str:
    """Give the hash of what is there: all that was begun is done, and it is one thing."""
    begun = {each.removeprefix(_BEGUN) for each in said if each.startswith(_BEGUN)}
    done = {each for each in said if not each.startswith(_BEGUN)}
    return next(iter(done)) if len(done) == 1 and begun <= done else ""
