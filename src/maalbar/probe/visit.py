"""What of a site is looked at: some resources in all their forms, and the catalogue of it all.

They are found as a stranger finds them: from what is at the address that was given, what it
links to, what the catalogue lists, the map of the site, and the links of its page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from re import compile as pattern
from typing import Final
from urllib.parse import urljoin, urlsplit

from pyoxigraph import NamedNode

from maalbar.fetch.clock import problem
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.index import Index
from maalbar.model.release import HTML, JSONLD, TURTLE
from maalbar.model.terms import DCAT, FOAF, RDF, VOID, Term
from maalbar.probe.asking import Asker, Trail, origin_of
from maalbar.probe.reading import (
    FORMATS,
    Link,
    header_links,
    read_data,
)
from maalbar.probe.resource import ANY_DATA, BROWSER, Resource, offered

MOST: Final = 3
# How many addresses are tried: at all, and of one source.
_TRIES: Final = 12
_OF_ONE: Final = 4
_DOCUMENTS: Final = 5
_FROM_ONE_SOURCE: Final = 200
_ABOUT: Final = frozenset(("describedby", "describes", "alternate"))
_FILE: Final = pattern(r"\.[A-Za-z0-9]{1,7}$")
_PLACE: Final = pattern(r"<loc>\s*([^<\s]{1,2000})\s*</loc>")


@dataclass(kw_only=True)
class Visit:
    """What of a site is looked at.

    Attributes:
        asker: asks more.
        start: what was given at the address that was given.
        resources: at most `MOST`; what is at the given address where none was found.
        catalogue: what its catalogue says, and the address of that; nothing where it has none.
        origins: scheme and host of all that is of the site.
    """

    asker: Asker
    start: Resource
    resources: tuple[Resource, ...] = ()
    catalogue: Index | None = None
    catalogue_url: str = ""
    origins: frozenset[str] = field(default_factory=frozenset)

    def is_inside(self, iri: str) -> bool:
        """Tell whether an address is of the site."""
        return origin_of(self.asker.placed(iri)) in self.origins

    @cached_property
    def whole(self) -> Index:
        """All that was read: of the resources and of the catalogue."""
        indexes = (*(each.index for each in self.resources), self.catalogue or Index())
        return Index(triple for index in indexes for triple in index)


def visit(url: str, asker: Asker) -> Visit:
    """Look around in a site.

    Raises:
        MaalbarError: there is nothing at the address.
    """
    first = asker.ask(url, ANY_DATA)
    if first.fault:
        raise MaalbarError(first.fault)
    end = first.end
    if end is None or first.found is None:
        status = end.status if end else 0
        raise problem("fetch/status", value=end.url if end else url, status=status)
    start = Resource(url=url, name=url, forms={TURTLE: first, HTML: asker.ask(url, BROWSER)})
    links = (*header_links(end), *start.links)
    for each in links:
        if {"canonical", "cite-as"} & each.relations:
            asker.base, asker.address = _mirrored(url, each.target)
            break
    origins = frozenset((origin_of(url), origin_of(end.url)))
    seen = Visit(asker=asker, start=start, origins=origins)
    _find_catalogue(seen, first, links)
    found = tuple(islice(_found(seen), MOST))
    seen.resources = tuple(_in_all_forms(asker, each) for each in found or (url,))
    return seen


def _in_all_forms(asker: Asker, url: str) -> Resource:
    """Ask for a resource in the forms that all should have, and in those that it says to have."""
    forms = {each: asker.ask(url, each) for each in (TURTLE, JSONLD)}
    forms = {HTML: asker.ask(url, BROWSER), **forms}
    found = Resource(url=url, name=asker.named(url), forms=forms)
    links = [*found.links, *(link for one in found.given.values() for link in header_links(one))]
    told = {each.media_type: each.target for each in reversed([*offered(links)])}
    others = {each: asker.ask(url, each) for each in sorted(told.keys() - forms.keys())}
    found = replace(found, forms={**forms, **others})
    files = {each: asker.ask(told[each]) for each in sorted(told.keys() - found.given.keys())}
    return replace(found, files=files)


def _mirrored(url: str, name: str) -> tuple[str, str]:
    """Give the beginnings of names and of addresses, where a site is not yet where it will be."""
    here, there = (each.partition("#")[0].split("/") for each in (url, name))
    if here[-1] != there[-1]:
        here[-1] = _FILE.sub("", here[-1])
    if origin_of(name) in {"", origin_of(url)} or here[-1] != there[-1]:
        return "", ""
    while here[-1] == there[-1] and min(len(here), len(there)) > len(("scheme", "", "host")):
        here.pop()
        there.pop()
    return "/".join((*there, "")), "/".join((*here, ""))


def _find_catalogue(seen: Visit, first: Trail, links: Iterable[Link]) -> None:
    """Look for a catalogue in DCAT, else in VoID."""
    void: tuple[Index, str] | None = None
    for trail in islice(_documents(seen, first, links), _DOCUMENTS):
        read = read_data(trail.found) if trail.found else None
        if read is None:
            continue
        types = read.index.values(RDF.type)
        if DCAT.Dataset in types or DCAT.Catalog in types:
            seen.catalogue, seen.catalogue_url = read.index, trail.url
            return
        if VOID.Dataset in types:
            void = void or (read.index, trail.url)
    if void:
        seen.catalogue, seen.catalogue_url = void


def _documents(seen: Visit, first: Trail, links: Iterable[Link]) -> Iterator[Trail]:
    yield first
    inside = [each for each in links if seen.is_inside(each.target)]
    parts_of = [each.target for each in inside if "collection" in each.relations]
    about = [
        each.target
        for each in inside
        if each.relations & _ABOUT and each.media_type in {"", *FORMATS}
    ]
    around = [urljoin(seen.start.url, each) for each in ("./", "/.well-known/void")]
    for target in dict.fromkeys((*parts_of, *around, *about)):
        yield seen.asker.ask(target, ANY_DATA)


def _found(seen: Visit) -> Iterator[str]:
    """Find resources, of different kinds as far as may be."""
    given = seen.start.url
    is_front = given == seen.catalogue_url or given.endswith("/")
    # What lies deepest is most likely to be one thing among many.
    listed = sorted(_listed(seen.catalogue or Index()), key=lambda each: -each.count("/"))
    pages = sorted(seen.start.read.targets, key=lambda each: (*_is_file(each), -each.count("/")))
    tried: list[str] = []
    for source in (
        () if is_front else (given,),
        listed[:1],
        _linked(seen, tried),
        listed[1:],
        _mapped(seen),
        pages,
    ):
        tries = 0
        for iri in islice(source, _FROM_ONE_SOURCE):
            url = seen.asker.placed(iri)
            if len(tried) == _TRIES or tries == _OF_ONE:
                break
            if (
                url in tried
                or not seen.is_inside(iri)
                or not (source == (given,) or _is_new(seen, url))
            ):
                continue
            tries += 1
            tried.append(url)
            if seen.asker.ask(url, ANY_DATA).found:
                yield url


def _is_file(url: str) -> tuple[bool, bool]:
    """Tell whether an address is that of a front page, and of one form of something."""
    last = url.partition("#")[0].rpartition("/")[2]
    return last.startswith("index."), _FILE.search(last) is not None


def _is_new(seen: Visit, url: str) -> bool:
    path = urlsplit(url).path
    is_data = _FILE.search(path) is not None and not path.endswith((".html", ".htm"))
    return url not in {seen.start.url, seen.catalogue_url} and not is_data


def _listed(index: Index) -> Iterator[str]:
    """Give what a catalogue says to hold."""
    pointing = (DCAT.landingPage, VOID.exampleResource, VOID.rootResource, FOAF.primaryTopic)
    for predicate in pointing:
        yield from _iris(index.values(predicate))
    for kind in (DCAT.Dataset, VOID.Dataset):
        yield from _iris(index.subjects(RDF.type, kind))


def _linked(seen: Visit, tried: list[str]) -> Iterator[str]:
    """Give what the resources that were tried by then point at."""
    for url in tuple(tried):
        found = seen.asker.ask(url, ANY_DATA).found
        read = read_data(found) if found else None
        yield from _iris(
            value for _, predicate, value in (read.index if read else ()) if predicate != RDF.type
        )


def _mapped(seen: Visit) -> Iterator[str]:
    """Give what the map of the site lists, or the first of its maps."""
    for where in dict.fromkeys(
        urljoin(seen.start.url, each) for each in ("sitemap.xml", "/sitemap.xml")
    ):
        found = seen.asker.ask(where).found
        text = found.data.decode(errors="replace") if found else ""
        places = _PLACE.findall(text)
        if "<sitemapindex" in text[:1000] and places and seen.is_inside(places[0]):
            found = seen.asker.ask(places[0]).found
            places = _PLACE.findall(found.data.decode(errors="replace")) if found else []
        yield from places
        if places:
            return


def _iris(terms: Iterable[Term]) -> Iterator[str]:
    for each in terms:
        if isinstance(each, NamedNode) and origin_of(each.value):
            yield each.value
