"""What a portal shows of a thing: names for addresses, and texts in the reader's language.

Names of what is on others' lists the portal knows by itself; here their codes stand for them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from maalbar.harvest.members import SIGNS
from maalbar.model.index import Index
from maalbar.model.terms import (
    CV,
    DCAT,
    DCT,
    EU,
    FOAF,
    RDFS,
    SDO,
    SKOS,
    VCARD,
    Namespace,
    Term,
    order,
)
from maalbar.model.text import preference

LONGEST: Final = 10_000
ROV: Final = Namespace("http://www.w3.org/ns/regorg#")
_NAMES: Final = (SKOS.prefLabel, DCT.title, FOAF.name, ROV.legalName, VCARD.fn, RDFS.label)
_CODE: Final = re.compile(
    rf"(?:{re.escape(EU.iri)}[^/]+"
    r"|https?://www\.(?:iana\.org/assignments|w3\.org/ns/iana)/media-types)/(.+)"
)
_NINE_DIGITS: Final = re.compile("[0-9]{9}")
# The portal takes what has no language for Bokmål.
_TAGS: Final = {"": "nb", "no": "nb"}


class Value(NamedTuple):
    """What is shown: a text, and the address that it is the name of; either may be empty."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A thing that is read.

    Attributes:
        index: what the portal keeps of a resource.
        whole: the source, with the names of other things.
        node: the resource, or something that it refers to.
        language: of the reader.
    """

    index: Index
    whole: Index
    node: Term
    language: str

    def at(self, node: Term) -> "Reading":
        """Read another thing."""
        return replace(self, node=node)

    def objects(self, *path: NamedNode) -> list[Term]:
        """Give what is at the end of a path, in the order of everything that is published."""
        nodes: dict[Term, None] = {self.node: None}
        for step in path:
            nodes = {value: None for each in nodes for value in self.index.objects(each, step)}
        return sorted(nodes, key=order)

    def texts(self, *path: NamedNode) -> list[str]:
        """Give the texts at the end of a path that are in the best language there is."""
        found = [each for each in self.objects(*path) if isinstance(each, Literal)]
        by_language: dict[str, list[str]] = {}
        for each in sorted(found, key=lambda each: (each.language or "") in _TAGS):
            tag = each.language or ""
            by_language.setdefault(_TAGS.get(tag, tag), []).append(_short(each.value))
        tags = (*preference(self.language), *sorted(by_language))
        return next(filter(None, map(by_language.get, tags)), [])

    def text(self, *path: NamedNode) -> str:
        """Give the first of those texts; empty where there is none."""
        return next(iter(self.texts(*path)), "")

    def shown(self) -> Value:
        """Give what is shown of the thing itself: its name, or the code that it ends in."""
        if isinstance(self.node, Literal):
            return Value(_short(self.node.value))
        named = replace(self, index=self.whole)
        name = next(filter(None, map(named.text, _NAMES)), "")
        iri = _short(self.node.value) if isinstance(self.node, NamedNode) else ""
        code = _CODE.fullmatch(iri)
        return Value(name or (code[1] if code else ""), iri)


Reader = Callable[[Reading], Iterable[Value]]


def things(*paths: tuple[NamedNode, ...]) -> Reader:
    """Read what is at the end of any of some paths, by name."""

    def read(reading: Reading) -> Iterator[Value]:
        for each in dict.fromkeys(end for path in paths for end in reading.objects(*path)):
            value = reading.at(each).shown()
            if any(value):
                yield value

    return read


def words(*path: NamedNode) -> Reader:
    """Read the texts at the end of a path in the best language there is."""
    return lambda reading: map(Value, reading.texts(*path))


def number_of(*path: NamedNode) -> Reader:
    """Read how many things there are at the end of a path."""

    def read(reading: Reading) -> Iterator[Value]:
        found = reading.objects(*path)
        if found:
            yield Value(str(len(found)))

    return read


def periods(reading: Reading) -> Iterator[Value]:
    """Read the periods that a thing is about, open at an end that is not told."""
    for period in map(reading.at, reading.objects(DCT.temporal)):
        start, end = (
            next((each.value for ns in (DCAT, SDO) for each in period.objects(ns[name])), "")
            for name in ("startDate", "endDate")
        )
        if start or end:
            yield Value(_short(f"{start} – {end}".strip()))


def publishers(reading: Reading) -> Iterator[Value]:
    """Read who publishes a thing."""
    for each in _publishers(reading):
        yield reading.at(each).shown()


def organisations(reading: Reading) -> Iterator[Value]:
    """Read the numbers by which the portal finds publishers in its catalogue of organisations."""
    for each in _publishers(reading):
        said = (one.value for one in reading.whole.objects(each, DCT.identifier))
        number = next(filter(_NINE_DIGITS.fullmatch, said), None)
        in_address = _NINE_DIGITS.findall(each.value) if isinstance(each, NamedNode) else []
        if number or len(in_address) == 1:
            yield Value(number or in_address[0])


def _publishers(reading: Reading) -> list[Term]:
    """Give who publishes a thing; who publishes its catalogue or series where no one else does."""
    owners = (CV.hasCompetentAuthority, CV.ownedBy, DCT.publisher)
    own = next(filter(None, map(reading.objects, owners)), None)
    if own:
        return own
    links = {sign.link for sign in SIGNS.values()}
    above = {each for link in links for each in reading.whole.subjects(link, reading.node)}
    series = reading.whole.objects(reading.node, DCAT.inSeries)
    found = {
        each for one in (*above, *series) for each in reading.whole.objects(one, DCT.publisher)
    }
    return sorted(found, key=order)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
