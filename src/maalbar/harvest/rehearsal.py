"""The rehearsal: a source as the portal takes it, step by step, and what becomes of it there."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from maalbar.fetch import is_address
from maalbar.fetch.address import Allowed, is_public
from maalbar.fetch.client import Client
from maalbar.fetch.clock import unreachable
from maalbar.harvest.conform import SCORED_BY, Rules, RulesOf, conformance, conforms
from maalbar.harvest.graph import BASE, Graph, read_graph
from maalbar.harvest.last import (
    Comparison,
    Memory,
    compare,
    doubts,
    is_all_gone,
    read_memory,
    remembered,
    write_memory,
)
from maalbar.harvest.links import Links
from maalbar.harvest.members import Kind, Member, kinds_in, split
from maalbar.harvest.quality import Score, score
from maalbar.harvest.rules import Split, look
from maalbar.harvest.source import Document, document_at, documents_of, fetched, site_at
from maalbar.model.diagnostic import Diagnostic, MaalbarError, in_order
from maalbar.model.index import Index
from maalbar.model.manifest import Manifest
from maalbar.words import text
from maalbar.words.limit import Limit

HERE: Final = PurePosixPath()
Progress = Callable[[Sequence[str]], Iterator[str]]
# What ends a harvest at the portal, though all of the source could be read here.
_FATAL: Final = frozenset(
    ("harvest/redirect", "harvest/encoded", "harvest/empty", "harvest/others-catalogue")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a source is to be harvested.

    Attributes:
        accept: the media type that the source is registered with; a key of `source.FORMATS`.
        kinds: what it is registered for; nothing to tell that by what it holds.
        last: the file that remembers the last harvest; written when this one succeeds.
        shapes: files, addresses or names of profiles to validate by, in place of the usual.
        offline: ask nobody.
        allowed: which hosts may be connected to.
        links: ask the addresses that the source points at.
        pause: seconds between two questions to one host.
    """

    accept: str = "text/turtle"
    kinds: tuple[Kind, ...] = ()
    last: Path | None = None
    shapes: tuple[str, ...] = ()
    offline: bool = False
    allowed: Allowed = is_public
    links: bool = True
    pause: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvested:
    """One document and what the portal makes of it."""

    document: Document
    kinds: tuple[Kind, ...]
    members: tuple[Member, ...]
    index: Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a source.

    Attributes:
        sources: its documents.
        findings: what is to be said, in the order in which to say it.
        succeeded: whether the portal would take it.
        comparison: what has become of each member; nothing where nothing was remembered.
        scores: the quality of each dataset.
        root: the folder that the paths of the findings are relative to.
    """

    sources: tuple[Harvested, ...]
    findings: tuple[Diagnostic, ...]
    succeeded: bool
    comparison: Comparison | None = None
    scores: Mapping[NamedNode, Score] = field(default_factory=dict)
    root: PurePosixPath = HERE

    @property
    def members(self) -> tuple[Member, ...]:
        """The members of all documents."""
        return tuple(member for each in self.sources for member in each.members)


def rehearse(place: str, wish: Wish, *, rules_of: RulesOf, progress: Progress = iter) -> Outcome:
    """Harvest a source as the portal does.

    Args:
        place: the address of a document, the folder of a published site, or a file of RDF.
        wish: how to harvest it.
        rules_of: gets shapes.
        progress: wraps the addresses as they are asked.

    Raises:
        MaalbarError: there is nothing there that could be harvested, shapes that were asked
            for cannot be had, or what is remembered cannot be read or written.
    """
    before = read_memory(wish.last) if wish.last else {}
    with Client(wish.allowed) as client:
        taken = _taken(place, wish, client)
        links = Links(
            client=client if wish.links and not wish.offline else None,
            site=taken.site,
            pause=wish.pause,
        )
        harvest = _Harvest(taken, wish, links, rules_of, progress)
        sources = tuple(
            harvest.harvested(each) for each in taken.documents if _is_asked(each, wish)
        )
    return harvest.outcome(sources, before)


def _is_asked(document: Document, wish: Wish) -> bool:
    """Tell whether a document is registered for what is to be harvested."""
    return not (wish.kinds and document.kinds) or not set(wish.kinds).isdisjoint(document.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What lies at a place; `host` is where it lies or is going to lie."""

    documents: tuple[Document, ...]
    root: PurePosixPath = HERE
    site: Manifest | None = None
    host: str = ""


def _taken(place: str, wish: Wish, client: Client) -> _Taken:
    if is_address(place):
        if wish.offline:
            raise unreachable(place, text("phrases", "asked-to-stay-offline"))
        return _Taken(documents=(fetched(place, wish.accept, client),), host=_host(place))
    path = Path(place)
    if not os.path.isdir(path):  # noqa: PTH112 # Path.is_dir() may raise
        return _Taken(documents=(document_at(path),), root=PurePosixPath(path.parent))
    site = site_at(path)
    return _Taken(
        documents=tuple(documents_of(path, site, wish.accept)),
        root=PurePosixPath(path),
        site=site,
        host=_host(site.base),
    )


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""


@dataclass(slots=True)
class _Harvest:
    taken: _Taken
    wish: Wish
    links: Links
    rules_of: RulesOf
    progress: Progress
    findings: list[Diagnostic] = field(default_factory=list)
    graphs: dict[str, Graph] = field(default_factory=dict)
    succeeded: bool = True
    scores: dict[NamedNode, Score] = field(default_factory=dict)
    _limit: Limit = field(default_factory=Limit)
    _scored_by: tuple[Rules | None] | None = None

    def harvested(self, document: Document) -> Harvested:
        base = self.taken.site.base if self.taken.site else BASE
        graph = read_graph(document, base=base)
        self.tell(graph.findings)
        self.succeeded = self.succeeded and graph.whole and not _is_fatal(graph.findings)
        if not graph.whole:
            return Harvested(document=document, kinds=document.kinds, members=(), index=graph.index)
        kinds = document.kinds or kinds_in(graph.index)
        if self.wish.kinds:
            kinds = tuple(each for each in document.kinds or Kind if each in self.wish.kinds)
        found = Split(
            graph=graph,
            members=tuple(split(graph.index, kinds)),
            kinds=kinds,
            host=self.taken.host,
        )
        told, members = tuple(look(found)), found.taken
        self.graphs |= {each.node.value: graph for each in members}
        self.succeeded = self.succeeded and not _is_fatal(told)
        shapes = tuple(conformance(graph, members, self.wish.shapes, self.rules_of))
        said = {(each.location.focus, each.location.property_path) for each in shapes}
        self.tell(shapes)
        self.tell(each for each in told if not _is_said(each, said))
        self.tell(self.links.dead(graph, members, self.progress))
        for member in members:
            if member.kind is Kind.DATASET:
                self.scores[member.node] = score(
                    member.index,
                    member.node,
                    reached=self.links.reached,
                    conforms=conforms(member, self.scored_by),
                )
        return Harvested(document=document, kinds=kinds, members=members, index=graph.index)

    def outcome(self, sources: tuple[Harvested, ...], before: Memory) -> Outcome:
        """Hold what was found against the last time, and remember it if it succeeded."""
        self.tell(self.links.unasked())
        members = [member for each in sources for member in each.members]
        # What all of a kind is gone of is gone, too.
        now, kinds = remembered(members), frozenset(self.wish.kinds or Kind)
        found = compare(before, now, kinds) if before and self.succeeded else None
        if found:
            self.tell(self._placed(doubts(before, now, found)))
        self.findings += self._limit.left_out()
        if self.wish.last and self.succeeded and not is_all_gone(found):
            kept = {iri: each for iri, each in before.items() if each.kind not in kinds}
            write_memory(self.wish.last, {**kept, **now})
        return Outcome(
            sources=sources,
            findings=in_order(self.findings),
            succeeded=self.succeeded,
            comparison=found,
            scores=self.scores,
            root=self.taken.root,
        )

    @property
    def scored_by(self) -> Rules | None:
        """The shapes that datasets are scored by; got once, and nothing if they are not had."""
        if self._scored_by is None:
            try:
                self._scored_by = (self.rules_of(self.wish.shapes or (SCORED_BY,)),)
            except MaalbarError:
                self._scored_by = (None,)
        return self._scored_by[0]

    def tell(self, findings: Iterable[Diagnostic]) -> None:
        self.findings += (
            each for each in findings if not self._limit.is_enough(each.code, each.rule)
        )

    def _placed(self, told: Iterable[tuple[str, Diagnostic]]) -> Iterator[Diagnostic]:
        for iri, each in told:
            graph = self.graphs.get(iri)
            where = graph.place(NamedNode(iri)) if graph else each.location
            yield replace(each, location=where)


def _is_fatal(findings: Iterable[Diagnostic]) -> bool:
    return any(each.code in _FATAL for each in findings)


def _is_said(found: Diagnostic, said: set[tuple[str | None, str | None]]) -> bool:
    """Tell whether a shape said the same; both would be one slip told twice."""
    where = found.location
    return where.property_path is not None and (where.focus, where.property_path) in said
