"""A server's Graph Store Protocol, and its updates.

Every graph is named, as what is put nowhere replaces everything on some servers; every body
says how long it is, as some keep nothing of one that does not.

See Also:
    SPARQL 1.1 Graph Store HTTP Protocol <https://www.w3.org/TR/sparql11-http-rdf-update/>,
    SPARQL 1.1 Update, section 3.2 <https://www.w3.org/TR/sparql11-update/#graphManagement>.
"""

from collections.abc import Iterable
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote, urlencode

from pyoxigraph import NamedNode

from maalbar.engines.answers import accepted, read_answer, said_by, service
from maalbar.fetch.access import access_to
from maalbar.fetch.address import Allowed, is_public, read_address
from maalbar.fetch.client import MEGABYTE, Answer, Client
from maalbar.fetch.clock import problem
from maalbar.model.diagnostic import MaalbarError

_LIMIT: Final = 50 * MEGABYTE
_DONE: Final = {200, 201, 202, 204}
_OK: Final = 200
_NOT_FOUND: Final = 404
_FORM: Final = "application/x-www-form-urlencoded"


class GraphStore:
    """A server's graphs, to be used in a `with`."""

    def __init__(
        self, url: str, update: str = "", *, seconds: float, allowed: Allowed = is_public
    ) -> None:
        """Take the addresses of a server, of its protocol and of its updates, if it takes any.

        Raises:
            MaalbarError: one is no address, or what opens its host cannot be sent there.
        """
        at = read_address(url)
        self._url = at.url
        self._client = Client(allowed, access_to(at))
        self._seconds = seconds
        there = read_address(update) if update else at
        self._update = there.url
        self._updater = Client(allowed, access_to(there) if there.origin == at.origin else None)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hang up."""
        self._client.close()

    def get(self, graph: NamedNode) -> Iterable[tuple[Any, ...]]:
        """Give the triples of a graph; none where there is no such graph."""
        answer = self._ask("GET", graph, accept=accepted("CONSTRUCT"))
        if answer.status == _NOT_FOUND:
            return ()
        if answer.status != _OK:
            raise _refused(answer, graph.value)
        return read_answer(answer, "CONSTRUCT").terms

    def put(self, graph: NamedNode, lines: bytes) -> None:
        """Replace a graph by triples, as lines of N-Triples."""
        self._tell("PUT", graph, lines)

    def add(self, graph: NamedNode, lines: bytes) -> None:
        """Add triples to a graph."""
        self._tell("POST", graph, lines)

    def delete(self, graph: NamedNode) -> None:
        """Remove a graph; it may be gone already."""
        answer = self._ask("DELETE", graph)
        if answer.status not in _DONE | {_NOT_FOUND}:
            raise _refused(answer, graph.value)

    def exchange(
        self, moves: Iterable[tuple[NamedNode, NamedNode]], *, dropped: Iterable[NamedNode]
    ) -> None:
        """Let graphs take the place of others, and drop some, in one request.

        It is sent once: sent again, it would empty what it filled.
        """
        steps = [f"MOVE GRAPH {old} TO GRAPH {new}" for old, new in moves]
        steps += [f"DROP SILENT GRAPH {graph}" for graph in dropped]
        with self._updater as client:
            answer = client.ask(
                self._update,
                limit=_LIMIT,
                seconds=self._seconds,
                method="POST",
                headers={"Content-Type": _FORM},
                body=urlencode({"update": " ;\n".join(steps)}).encode(),
                redirects=0,
                once=True,
            )
        if answer.status not in _DONE:
            raise _refused(answer, self._update)

    def _tell(self, method: str, graph: NamedNode, lines: bytes) -> None:
        # All N-Triples are Turtle, which every server takes.
        answer = self._ask(method, graph, lines, **{"Content-Type": "text/turtle"})
        if answer.status not in _DONE:
            raise _refused(answer, graph.value)

    def _ask(
        self, method: str, graph: NamedNode, body: bytes = b"", accept: str = "*/*", **headers: str
    ) -> Answer:
        joint = "&" if "?" in self._url else "?"
        return self._client.ask(
            f"{self._url}{joint}graph={quote(graph.value, safe='')}",
            limit=_LIMIT,
            seconds=self._seconds,
            method=method,
            headers={"Accept": accept, **headers},
            body=body,
            redirects=0,
        )


def _refused(answer: Answer, graph: str) -> MaalbarError:
    """Say that a server does not do what it was asked, in its own words."""
    return problem(
        "store/refused",
        value=service(answer),
        graph=graph,
        status=answer.status,
        said=said_by(answer),
    )
