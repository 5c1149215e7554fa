"""Questions to a site: each asked once, with a pause, and never more than so many.

Every step of the way from an address is an answer of its own, since each may be right or wrong.
A site that is slow again and again is left in peace.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from maalbar.fetch.address import follow, read_address
from maalbar.fetch.client import REDIRECTS, Answer, Client
from maalbar.fetch.clock import problem
from maalbar.model.diagnostic import Diagnostic, MaalbarError

MOST: Final = 200
MEGABYTE: Final = 1024 * 1024
LIMIT: Final = 5 * MEGABYTE
SECONDS: Final = 10
ALL_SECONDS: Final = 300
PAUSE: Final = 0.1
OK: Final = 200
MOVED: Final = frozenset((301, 302, 303, 307, 308))
# Asked as a script of another site would, and without leave to pack what is answered.
_ALWAYS: Final = {"Accept-Encoding": "identity", "Origin": "https://example.org"}
_PATIENCE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What was answered on the way from an address.

    Attributes:
        url: the address.
        answers: redirects, and what is at the end; none where no more was to be asked.
        fault: why the end was not reached, if it was tried.
    """

    url: str
    answers: tuple[Answer, ...] = ()
    fault: Diagnostic | None = None

    @property
    def end(self) -> Answer | None:
        """What was answered at the end; nothing where it was not reached."""
        return self.answers[-1] if self.answers and not self.fault else None

    @property
    def found(self) -> Answer | None:
        """The same, if something was there."""
        end = self.end
        return end if end and end.status == OK else None

    @property
    def was_tried(self) -> bool:
        """Whether it was asked at all."""
        return bool(self.answers or self.fault)


@dataclass(slots=True)
class Asker:
    """Asks a site.

    Attributes:
        client: asks.
        most: how many questions there may be.
        pause: seconds between two questions.
        base: what the site calls itself, where it is reached at another address.
        address: that address.
        count: how many questions there were.
        trails: all that was answered.
    """

    client: Client
    most: int = MOST
    pause: float = PAUSE
    base: str = ""
    address: str = ""
    count: int = 0
    trails: list[Trail] = field(default_factory=list)
    _known: dict[tuple[str, str, tuple[tuple[str, str], ...]], Trail] = field(default_factory=dict)
    _slow: int = 0
    _end: float = field(default_factory=lambda: time.monotonic() + ALL_SECONDS)

    @property
    def is_over(self) -> bool:
        """Whether no more is asked."""
        return self.count >= self.most or self._slow >= _PATIENCE or time.monotonic() > self._end

    def ask(
        self,
        iri: str,
        accept: str | None = None,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
    ) -> Trail:
        """Ask what is at an address, or what it names; nothing is raised."""
        url = self.placed(iri)
        sent = {**_ALWAYS, **({"Accept": accept} if accept is not None else {}), **(headers or {})}
        key = (method, url, tuple(sorted(sent.items())))
        if key not in self._known:
            self._known[key] = self._asked(url, method, sent)
            self.trails.append(self._known[key])
        return self._known[key]

    def placed(self, iri: str) -> str:
        """Give the address that an IRI is asked at: where the site is, not where it will be."""
        bare = iri.partition("#")[0]
        if self.base and bare.startswith(self.base):
            return self.address + bare.removeprefix(self.base)
        return bare

    def named(self, url: str) -> str:
        """Give what the site itself calls an address."""
        if self.base and url.startswith(self.address):
            return self.base + url.removeprefix(self.address)
        return url

    def _asked(self, url: str, method: str, headers: Mapping[str, str]) -> Trail:
        answers: list[Answer] = []
        at = url
        try:
            while True:
                if self.is_over:
                    return Trail(url=url)
                self._rest()
                answer = self.client.ask(
                    at, limit=LIMIT, seconds=SECONDS, method=method, headers=headers, redirects=0
                )
                answers.append(answer)
                location = answer.headers.get("Location")
                if location is None or answer.status not in MOVED:
                    return Trail(url=url, answers=tuple(answers))
                at = self.placed(follow(read_address(at), location).url)
                if len(answers) > REDIRECTS or at in {each.url for each in answers}:
                    raise problem("fetch/too-many-redirects", value=url, limit=REDIRECTS)
        except MaalbarError as error:
            fault = error.diagnostics[0]
            self._slow += fault.code == "fetch/too-slow"
            return Trail(url=url, answers=tuple(answers), fault=fault)

    def _rest(self) -> None:
        if self.count:
            time.sleep(self.pause)
        self.count += 1


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address; empty for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else ""
