"""A server of others that answers SPARQL over HTTP.

A publication that was put there by `maalbar store push` is known by its state, and asked as one
on disk is.  Any other server is asked as it is: of its own default graph, whatever that holds.

See Also:
    SPARQL 1.1 Protocol, section 2.1 <https://www.w3.org/TR/sparql11-protocol/#query-operation>.
"""

import weakref
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from maalbar.engines.answers import accepted, form_of, read_answer
from maalbar.engines.layout import STATE, USUAL, Layout
from maalbar.fetch.access import access_to
from maalbar.fetch.address import Allowed, is_public, read_address
from maalbar.fetch.client import MEGABYTE, Client
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.statements import STATUSES
from maalbar.model.terms import PREFIXES, Term
from maalbar.queries.engine import Found, inner
from maalbar.queries.tokens import with_prologue, words
from maalbar.words import finding

LIMIT: Final = 200 * MEGABYTE
SECONDS: Final = 60.0
# Longer addresses are cut by some on the way.
_LONGEST_ADDRESS: Final = 2000
_FORM: Final = "application/x-www-form-urlencoded"


class Remote:
    """A server, asked over one connection."""

    def __init__(self, url: str, *, allowed: Allowed = is_public, seconds: float = SECONDS) -> None:
        """Find out what is there.

        Args:
            url: the address of a query service; after `#`, where several publications are
                there, the address of the one that is meant.
            allowed: which hosts may be connected to.
            seconds: for each question.

        Raises:
            MaalbarError: it does not answer, or it is not said which publication is meant.
        """
        url, _, wanted = url.partition("#")
        at = read_address(url)
        self._url = at.url
        self._seconds = seconds
        self._client = Client(allowed, access_to(at))
        weakref.finalize(self, self._client.close)
        self._graphs: dict[NamedNode, str] = {}
        self._stored: list[NamedNode] = []
        self._layout: Layout | None = None
        # Identifiers of a server that is not ours cannot be shortened.
        self.base = self._url
        self._find_state(wanted)

    def answer(self, sparql: str, read: frozenset[str]) -> Found:
        """Answer a query; see `Engine`."""
        default_graph: Iterable[NamedNode] = ()
        if self._layout:
            chosen = self._layout.read_from(self._stored, read)
            if chosen is None:
                usual = ", ".join(sorted(USUAL))
                raise MaalbarError(finding("query/reads-too-little", Location(), value=usual))
            default_graph = chosen
        named: list[NamedNode] = []
        if "GRAPH" in words(sparql):
            named = [graph for graph, status in self._graphs.items() if status in read]
        return self._ask(with_prologue(sparql, PREFIXES, self.base), default_graph, named)

    def has(self, thing: Term) -> bool:
        """Tell whether anything is said of a thing."""
        graphs = self._layout.read_from(self._stored, frozenset(STATUSES)) if self._layout else ()
        there = self._ask(inner("is-there", thing=thing), graphs or (), ())
        return [each.value for row in there.terms for each in row if each] == ["true"]

    def _find_state(self, wanted: str) -> None:
        stores: dict[str, dict[NamedNode, str]] = {}
        for state, graph, status in self._ask(inner("stores"), (), ()).terms:
            if isinstance(state, NamedNode) and isinstance(graph, NamedNode):
                said = status.value.rpartition("#")[2] if status else ""
                stores.setdefault(state.value.removesuffix(STATE), {})[graph] = said
        if not stores and not wanted:
            return
        if wanted not in stores and (wanted or len(stores) > 1):
            there = ", ".join(sorted(stores)) or "–"
            raise MaalbarError(
                finding("query/which-publication", Location(), value=self._url, there=there)
            )
        base = wanted or next(iter(stores))
        self._layout = Layout(base, Index())
        self._stored = list(stores[base])
        self._graphs = {graph: status for graph, status in stores[base].items() if status}
        self.base = f"{base}id/"

    def _ask(
        self, sparql: str, default_graph: Iterable[NamedNode], named: Iterable[NamedNode]
    ) -> Found:
        form = form_of(sparql)
        parameters = urlencode(
            [
                ("query", sparql),
                *(("default-graph-uri", each.value) for each in default_graph),
                *(("named-graph-uri", each.value) for each in named),
            ]
        )
        address = f"{self._url}{'&' if '?' in self._url else '?'}{parameters}"
        short = len(address) <= _LONGEST_ADDRESS
        headers = {"Accept": accepted(form)}
        try:
            answer = self._client.ask(
                address if short else self._url,
                limit=LIMIT,
                seconds=self._seconds,
                method="GET" if short else "POST",
                headers=headers if short else headers | {"Content-Type": _FORM},
                body=b"" if short else parameters.encode(),
                redirects=0,
            )
        except MaalbarError as error:
            asked = read_address(address).url
            said = (_about(each, asked, self._url) for each in error.diagnostics)
            raise MaalbarError(*said) from error
        return read_answer(answer, form)


def _about(found: Diagnostic, address: str, url: str) -> Diagnostic:
    """Let a finding be about a service, and not about one question to it."""
    message = {tag: said.replace(address, url) for tag, said in found.message.items()}
    return replace(found, message=message, value=url)
