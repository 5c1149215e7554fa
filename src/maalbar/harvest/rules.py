"""What the portal would drop, make up, pass over or misunderstand in a source.

Each rule looks at one thing and yields findings at the place in the document that they are
about.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from maalbar.harvest.blank import is_hashed
from maalbar.harvest.graph import Graph
from maalbar.harvest.members import SIGNS, Kind, Member, kind_of
from maalbar.harvest.openness import missing_for_open_data
from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.model.terms import DCAT, DCT, FOAF, SKOS, A, Term
from maalbar.model.text import LANGUAGES
from maalbar.words import finding, phrase, text
from maalbar.words.limit import Limit

ORGANISATIONS: Final = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
_NUMBER: Final = re.compile(r"(?<!\d)\d{9}(?!\d)")
# Who keeps what is referred to, by host.
OTHERS: Final = (
    *("psi.norge.no", "publications.europa.eu", "data.norge.no", "eurovoc.europa.eu"),
    *("www.w3.org", "purl.org", "data.europa.eu", "www.iana.org", "vocab.norge.no"),
    "organization-catalog.fellesdatakatalog.digdir.no",
)
_TEXTS: Final = (DCT.title, DCT.description, DCAT.keyword, SKOS.prefLabel, SKOS.definition)
_ONCE: Final = (DCT.title, SKOS.prefLabel)
_PUBLISHERS: Final = (DCT.publisher, DCT.creator)
_DATASETS: Final = frozenset((Kind.DATASET, Kind.SERIES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A document and what it was split into.

    `host` is where the source is, empty where that is not known; `kinds` what it is
    registered for.
    """

    graph: Graph
    members: Sequence[Member]
    kinds: Sequence[Kind]
    host: str = ""

    def is_others(self, node: Term) -> bool:
        """Tell whether someone else is known to keep what has this address."""
        host = urlsplit(node.value).hostname if isinstance(node, NamedNode) else None
        return host in OTHERS and host != self.host

    @property
    def taken(self) -> tuple[Member, ...]:
        """The members that the portal takes: others' are passed over."""
        return tuple(each for each in self.members if not self.is_others(each.node))


Rule = Callable[[Split], Iterator[Diagnostic]]


def look(split: Split) -> Iterator[Diagnostic]:
    """Give what all rules find, in their order; of each kind a limited number."""
    counted = Limit(split.graph.document.path)
    for rule in RULES:
        yield from (each for each in rule(split) if not counted.is_enough(each.code))
    yield from counted.left_out()


def _empty(split: Split) -> Iterator[Diagnostic]:
    if not split.members:
        kinds = split.kinds or tuple(Kind)
        names = {
            tag: ", ".join(phrase("portal", each.value, tag).lower() for each in kinds)
            for tag in LANGUAGES
        }
        yield finding("harvest/empty", Location(path=split.graph.document.path), names=names)


def _without_address(split: Split) -> Iterator[Diagnostic]:
    """Find members that have no address, which are dropped, and count other such nodes."""
    graph, rest = split.graph, []
    for node in graph.blank:
        if kind_of(graph.index, node, split.kinds):
            yield finding("harvest/no-address", graph.place(node))
        else:
            rest.append(node)
    if rest:
        yield finding("harvest/hashed", graph.place(rest[0]), count=len(rest))


def _catalogues(split: Split) -> Iterator[Diagnostic]:
    """Find members that no catalogue names, catalogues too many, and those of others."""
    graph = split.graph
    for member in split.members:
        if member.catalogue is None:
            link = SIGNS[member.kind].link
            where = graph.place(member.node)
            yield finding("harvest/no-catalogue", where, value=member.node.value, link=link.value)
    for holder in dict.fromkeys(SIGNS[each].holder for each in split.kinds):
        for at, each in enumerate(graph.index.subjects(A, holder)):
            where = graph.place(each)
            if at:
                yield finding("harvest/several-catalogues", where, value=each.value)
            if split.is_others(each):
                yield finding("harvest/others-catalogue", where, value=each.value)


def _not_here(split: Split) -> Iterator[Diagnostic]:
    """Find what a catalogue names and no one describes."""
    graph = split.graph
    for link in dict.fromkeys(SIGNS[each].link for each in split.kinds):
        for value, holders in graph.index.values(link).items():
            if isinstance(value, NamedNode) and kind_of(graph.index, value, tuple(Kind)) is None:
                where = graph.place(holders[0], link, value)
                yield finding("harvest/not-here", where, value=value.value)


def _others(split: Split) -> Iterator[Diagnostic]:
    for member in split.members:
        if split.is_others(member.node):
            where = split.graph.place(member.node)
            yield finding("harvest/others-resource", where, value=member.node.value)


def _links_back(split: Split) -> Iterator[Diagnostic]:
    """Find members from which a catalogue can be reached: it becomes a part of each."""
    holders = frozenset(_holders(split))
    for member in split.members:
        if holders.isdisjoint(member.index.nodes):
            continue
        back = next((each for each in member.index if each[2] in holders), None)
        if back:  # a catalogue may be a dataset, too
            where = split.graph.place(*back)
            yield finding("harvest/link-to-catalogue", where, value=back[2].value)


def _languages(split: Split) -> Iterator[Diagnostic]:
    for node in (*_holders(split), *(each.node for each in split.members)):
        for predicate in _TEXTS:
            said: set[str] = set()
            for value in split.graph.index.objects(node, predicate):
                where = split.graph.place(node, predicate, value)
                tag = value.language if isinstance(value, Literal) else None
                if isinstance(value, Literal) and tag is None:
                    yield finding("harvest/no-language", where, value=value.value)
                elif tag and tag in said and predicate in _ONCE:
                    yield finding("harvest/title-twice", where, value=value.value, tag=tag)
                said.add(tag or "")


def _landing_pages(split: Split) -> Iterator[Diagnostic]:
    for member in split.members:
        if member.node in split.graph.index.objects(member.node, DCAT.landingPage):
            where = split.graph.place(member.node, DCAT.landingPage, member.node)
            yield finding("harvest/landing-page", where, value=member.node.value)


def _open_data(split: Split) -> Iterator[Diagnostic]:
    for member in split.members:
        lacks = missing_for_open_data(member.index, member.node)
        if member.kind is Kind.DATASET and lacks:
            where = split.graph.place(member.node)
            reason = text("phrases", lacks)
            yield finding("harvest/not-open", where, value=member.node.value, reason=reason)


def _organisations(split: Split) -> Iterator[Diagnostic]:
    """Find publishers that are not known by number, and numbers that are taken for one."""
    graph = split.graph
    agents = set(graph.index.subjects(A, FOAF.Agent))
    told: set[Term] = set()
    for each in graph.publication.statements:
        value = each.object
        if each.predicate in _PUBLISHERS and isinstance(value, NamedNode):
            agents.add(value)
            if value not in told and len(_NUMBER.findall(value.value)) != 1:
                told.add(value)
                where = graph.place(each.subject, each.predicate, value)
                yield finding("harvest/unknown-publisher", where, value=value.value)
    for node in graph.index.nodes:
        numbers = [] if is_hashed(node) else _NUMBER.findall(node.value)
        if node not in agents and len(numbers) == 1 and not node.value.startswith(ORGANISATIONS):
            where = graph.place(node)
            yield finding("harvest/number", where, value=node.value, number=numbers[0])


def _holders(split: Split) -> Sequence[Term]:
    index = split.graph.index
    found = (each for kind in split.kinds for each in index.subjects(A, SIGNS[kind].holder))
    return tuple(dict.fromkeys(found))


RULES: Final[Sequence[Rule]] = (
    *(_empty, _without_address, _catalogues, _not_here, _others, _links_back),
    *(_languages, _landing_pages, _open_data, _organisations),
)
