"""What the sources have in common: names for all that they speak of, and when that changed.

A source is one address that the portal harvests, with a catalogue node of its own.  No node of
it is anonymous, and what changed is told from what it says, never from the clock.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index, SpokenTriple
from maalbar.model.release import Dates
from maalbar.model.statements import Publication, Settings
from maalbar.model.terms import DCT, MB, XSD, Term
from maalbar.model.text import Text

# A node and the fingerprint of what is said of it → since when it has said so.
Dated = Callable[[NamedNode, str], Dates]


@dataclass(frozen=True)
class Source:
    """One source; `name` is its path in the site, without suffix."""

    publication: Publication
    name: str
    dated: Dated

    @property
    def catalogue(self) -> NamedNode:
        """The node that lists the members."""
        return NamedNode(f"{self.publication.settings.base}{self.name}")

    def part(self, name: str) -> NamedNode:
        """Name a node of the source: a member, or a part of one."""
        return NamedNode(f"{self.catalogue.value}#{name}")

    def name_of(self, thing: NamedNode, kind: str) -> str:
        """Name what describes a thing that has an address of its own; see below."""
        return name_of(self.publication, thing, kind)

    def since(
        self, node: NamedNode, said: Iterable[SpokenTriple], first: NamedNode = DCT.issued
    ) -> Iterator[SpokenTriple]:
        """Date a node by what is said of it and of its parts; `first` tells since when it is."""
        dates = self.dated(node, fingerprint(said))
        yield node, first, Literal(dates.issued, datatype=XSD.date)
        yield node, DCT.modified, Literal(dates.modified, datatype=XSD.date)


def name_of(publication: Publication, thing: NamedNode, kind: str) -> str:
    """Name what describes a thing that has an address of its own.

    Things of the publication keep their identifier where it begins with their kind; any other
    address stands as a whole, so that no two things ever have one name.
    """
    own = thing.value.removeprefix(publication.settings.identifiers)
    return (own if own.startswith(f"{kind}/") else thing.value).replace("#", "%23")


def texts(node: NamedNode, predicate: NamedNode, text: Text) -> Iterator[SpokenTriple]:
    """Say a text in each of its languages."""
    for tag, sentence in text.items():
        yield node, predicate, Literal(sentence, language=tag)


def texts_of(index: Index, node: Term, predicate: NamedNode) -> Text:
    """Give the texts of a node by language, sorted; one a language."""
    found = (each for each in index.objects(node, predicate) if isinstance(each, Literal))
    return dict(sorted((each.language, each.value) for each in found if each.language))


def fingerprint(triples: Iterable[SpokenTriple]) -> str:
    """Give the SHA-256, in hexadecimal, of triples in whatever order."""
    lines = sorted({f"{subject} {predicate} {value} ." for subject, predicate, value in triples})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def keeps_vocabulary(settings: Settings) -> bool:
    """Tell whether the vocabulary is published here, so that its terms are the publisher's own.

    Others refer to it: what they would describe under their name is not theirs, and the portal
    would have each term once a publisher.
    """
    return MB.iri.startswith(settings.base)
