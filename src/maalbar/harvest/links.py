"""Whether what a source points at is there: asked as the portal asks, and politely.

Each address is asked once, by HEAD, and by GET where that is not allowed.  No host is asked
without a pause, and no source has more than so many addresses looked at.  What lies in a site
on disk is looked up there.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from pyoxigraph import NamedNode

from maalbar.fetch.client import Client
from maalbar.harvest.graph import Graph
from maalbar.harvest.members import Member
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.manifest import Manifest
from maalbar.model.terms import DCAT
from maalbar.model.text import Text
from maalbar.words import finding, text

MOST: Final = 200
SECONDS: Final = 10
PAUSE: Final = 0.1
_LIMIT: Final = 1024 * 1024
_LINKS: Final = (DCAT.accessURL, DCAT.downloadURL)
_NOT_ALLOWED: Final = 405
_ASKED_BY: Final = ("HEAD", "GET")
# What a server may give for an address that names no file.
_NEGOTIATED: Final = ("", ".html", ".ttl", "index.html", "/index.html")


@dataclass(slots=True)
class Links:
    """Knows of addresses whether they answer.

    Attributes:
        client: asks; nothing where no one is to be asked.
        site: the site on disk that is looked at, if it is one.
        pause: seconds between two questions to one host.
    """

    client: Client | None
    site: Manifest | None = None
    pause: float = PAUSE
    _known: dict[str, Text | bool | None] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _count: int = 0
    left_out: set[str] = field(default_factory=set)

    def reached(self, url: str) -> bool | None:
        """Tell whether an address is known to answer, or not to; nothing if it was not asked."""
        found = self._known.get(url)
        return found if found is None or isinstance(found, bool) else False

    def dead(
        self,
        graph: Graph,
        members: Sequence[Member],
        progress: Callable[[Sequence[str]], Iterator[str]],
    ) -> Iterator[Diagnostic]:
        """Ask the addresses that members point at, and find those that do not answer."""
        pointing = {
            value.value: (node, link, value)
            for member in members
            for node in member.index.nodes
            for link in _LINKS
            for value in member.index.objects(node, link)
            if isinstance(value, NamedNode)
        }
        for url in progress(sorted(pointing)):
            why = self._look(url)
            if isinstance(why, Mapping):
                where = graph.place(*pointing[url])
                yield finding("harvest/dead-link", where, value=url, reason=why)

    def unasked(self) -> Iterator[Diagnostic]:
        """Say how many addresses were not asked, as there were too many."""
        if self.left_out:
            count = len(self.left_out)
            yield finding("harvest/links-left-out", Location(), count=count, limit=MOST)

    def _look(self, url: str) -> Text | bool | None:
        if url not in self._known:
            self._known[url] = self._looked_up(url)
        return self._known[url]

    def _looked_up(self, url: str) -> Text | bool | None:
        if self.site and url.startswith(self.site.base):
            path = unquote(url.removeprefix(self.site.base).partition("#")[0].partition("?")[0])
            names = (path.rstrip("/") + suffix for suffix in _NEGOTIATED)
            return any(each in self.site.files for each in names) or text("phrases", "not-in-site")
        if self.client is None or not url.startswith(("http://", "https://")):
            return None
        if self._count == MOST:
            self.left_out.add(url)
            return None
        self._count += 1
        return self._answer(url, self.client)

    def _answer(self, url: str, client: Client) -> Text | bool:
        self._wait(urlsplit(url).netloc)
        status = 0
        for method in _ASKED_BY:
            try:
                answer = client.ask(url, method=method, limit=_LIMIT, seconds=SECONDS)
            except MaalbarError as error:
                first = error.diagnostics[0]
                return first.code == "fetch/too-big" or first.message
            status = answer.status
            if status != _NOT_ALLOWED:
                break
        return 200 <= status < 300 or text("phrases", "answered", status=status)  # noqa: PLR2004 # all of these are well

    def _wait(self, host: str) -> None:
        since = time.monotonic() - self._asked.get(host, 0)
        if host in self._asked and since < self.pause:
            time.sleep(self.pause - since)
        self._asked[host] = time.monotonic()
