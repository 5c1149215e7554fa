"""A source split into its members, as the portal splits it.

Members are found by type anywhere in the graph and linked to the catalogue that names them.
Each gets everything that can be reached from it but other members, and a checksum of that: it
is by the checksum that the portal tells what has changed.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from maalbar.harvest.blank import is_hashed
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import CV, DCAT, DCT, FOAF, RDFS, SKOS, A, Namespace, Subject, Term
from maalbar.model.text import Text

CPSV: Final = Namespace("http://purl.org/vocab/cpsv#")
CPSVNO: Final = Namespace("https://data.norge.no/vocabulary/cpsvno#")
DCATNO: Final = Namespace("https://data.norge.no/vocabulary/dcatno#")
MODELLDCATNO: Final = Namespace("https://data.norge.no/vocabulary/modelldcatno#")


class Kind(Enum):
    """A kind of members; the value is what `--kind` calls it."""

    DATASET = "dataset"
    SERIES = "series"
    SERVICE = "service"
    CONCEPT = "concept"
    MODEL = "model"
    EVENT = "event"
    PUBLIC_SERVICE = "public-service"


class _Sign(NamedTuple):
    """How members of a kind are known: their types, what holds them, and by which property."""

    types: tuple[NamedNode, ...]
    holder: NamedNode
    link: NamedNode


# A member that has the types of several kinds is of the first.
SIGNS: Final[Mapping[Kind, _Sign]] = {
    Kind.SERIES: _Sign((DCAT.DatasetSeries,), DCAT.Catalog, DCAT.dataset),
    Kind.DATASET: _Sign((DCAT.Dataset,), DCAT.Catalog, DCAT.dataset),
    Kind.SERVICE: _Sign((DCAT.DataService,), DCAT.Catalog, DCAT.service),
    Kind.MODEL: _Sign((MODELLDCATNO.InformationModel,), DCAT.Catalog, MODELLDCATNO.model),
    Kind.EVENT: _Sign(
        (CV.Event, CV.LifeEvent, CV.BusinessEvent), DCAT.Catalog, DCATNO.containsEvent
    ),
    Kind.PUBLIC_SERVICE: _Sign(
        (CPSV.PublicService, CPSVNO.Service), DCAT.Catalog, DCATNO.containsService
    ),
    Kind.CONCEPT: _Sign((SKOS.Concept,), SKOS.Collection, SKOS.member),
}
_TITLES: Final = (DCT.title, SKOS.prefLabel, RDFS.label, FOAF.name)


@dataclass(frozen=True, kw_only=True)
class Member:
    """What the portal shows as one thing.

    Attributes:
        node: its address, by which the portal knows it again.
        kind: what it is.
        catalogue: what names it; nothing where the portal makes a catalogue for it.
        index: all that can be reached from it but other members, without blank nodes.
    """

    node: NamedNode
    kind: Kind
    catalogue: NamedNode | None
    index: Index

    @cached_property
    def checksum(self) -> str:
        """The SHA-256 of its sorted triples, in hexadecimal: changed is what has another."""
        return _checksum(self.index)

    @cached_property
    def content(self) -> str:
        """The same of all but the dates of change."""
        return _checksum(each for each in self.index if each[1] != DCT.modified)

    @property
    def title(self) -> Text:
        """What it is called, by language; a text without one is under the empty tag."""
        for predicate in _TITLES:
            said = [
                each
                for each in self.index.objects(self.node, predicate)
                if isinstance(each, Literal)
            ]
            if said:
                return {each.language or "": each.value for each in reversed(said)}
        return {}

    @property
    def modified(self) -> str:
        """When it says that it was changed; empty if it does not."""
        found = self.index.first(self.node, DCT.modified)
        return found.value if found else ""


def kinds_in(index: Index) -> tuple[Kind, ...]:
    """Give the kinds of members that a source is registered for, by what it holds.

    Catalogues name the concepts of code lists that they refer to, so beside one, or beside other
    members, concepts are members only where there is a collection of them.
    """
    found = [
        kind for kind, sign in SIGNS.items() if any(index.subjects(A, each) for each in sign.types)
    ]
    is_catalogue = len(found) > 1 or index.subjects(A, DCAT.Catalog)
    if is_catalogue and not index.subjects(A, SKOS.Collection):
        found = [each for each in found if each is not Kind.CONCEPT]
    return tuple(found)


def kind_of(index: Index, node: Term, kinds: Collection[Kind]) -> Kind | None:
    """Give the kind of members that a node is one of; nothing if it is none."""
    types = index.properties(node).get(A, ())
    for kind, sign in SIGNS.items():
        if kind in kinds and any(each in types for each in sign.types):
            return kind
    return None


def split(index: Index, kinds: Collection[Kind]) -> Iterator[Member]:
    """Split a graph into members, in the order of their addresses.

    Args:
        index: the graph, in which all nodes are named; see `blank.named`.
        kinds: the kinds of members that the source is registered for.
    """
    found = {
        node: kind
        for sign in (SIGNS[each] for each in SIGNS if each in kinds)
        for each in sign.types
        for node in index.subjects(A, each)
        if isinstance(node, NamedNode) and not is_hashed(node)
        if (kind := kind_of(index, node, kinds))
    }
    for node in sorted(found, key=lambda each: each.value):
        kind = found[node]
        yield Member(
            node=node,
            kind=kind,
            catalogue=_holder(index, node, kind),
            index=index.part(_reached(index, node, found)),
        )


def _holder(index: Index, node: NamedNode, kind: Kind) -> NamedNode | None:
    sign = SIGNS[kind]
    for each in sorted(index.subjects(sign.link, node), key=str):
        if isinstance(each, NamedNode) and sign.holder in index.objects(each, A):
            return each
    return None


def _reached(index: Index, start: NamedNode, members: Collection[Term]) -> Iterator[Subject]:
    seen: set[Term] = {start}
    waiting: list[Subject] = [start]
    while waiting:
        node = waiting.pop()
        yield node
        for values in index.properties(node).values():
            for value in values:
                if value not in seen and value not in members and not isinstance(value, Literal):
                    seen.add(value)
                    waiting.append(value)


def _checksum(triples: Collection[SpokenTriple] | Iterator[SpokenTriple] | Index) -> str:
    lines = sorted(f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples)
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
