"""Checks of what the data say: that they are what they are called, and about what was asked for."""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.release import HTML, NQUADS, TRIG
from maalbar.model.terms import (
    ADMS,
    CV,
    DCAT,
    DCT,
    DQV,
    FOAF,
    ORG,
    OWL,
    PROV,
    QB,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    VCARD,
    VOID,
    Term,
)
from maalbar.probe.asking import origin_of
from maalbar.probe.reading import Data, read_data, read_page
from maalbar.probe.resource import ANY_DATA, BROWSER, Resource
from maalbar.probe.verdict import Case, Verdict, judged, no_matter, not_seen
from maalbar.probe.visit import Visit
from maalbar.words import text

_TERMS: Final = frozenset(
    (
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        RDFS.Class,
        RDF.Property,
        SKOS.Concept,
        SKOS.ConceptScheme,
    )
)
_WELL_KNOWN: Final = tuple(
    each.iri for each in (ADMS, CV, DCAT, DCT, DQV, FOAF, ORG, PROV, QB, SDO, SKOS, VCARD, VOID)
)
_OF_THE_LANGUAGE: Final = tuple(each.iri for each in (RDF, RDFS, OWL, SH))
_WITH_GRAPHS: Final = frozenset((TRIG, NQUADS))
# Properties whose values are chosen from lists, rather than something else that is told about.
_ABOUT_ITSELF: Final = frozenset((RDF.type, DCT.license, DCT["format"], DCAT.mediaType))
_MOST_VOCABULARIES: Final = 2
_SESSIONS: Final = ("sessionid", "phpsessid", "sid=")
_MACHINERY: Final = (".php", ".asp", ".aspx", ".jsp", ".cgi", ".do")


def parses(visit: Visit) -> Verdict:
    """Data are what their media type says."""
    return judged(
        Case(_where(each, form), not data.fault, data.fault or "")
        for each, form, data in _data(visit)
    )


def describes(visit: Visit) -> Verdict:
    """Data tell about what was asked for."""

    def cases() -> Iterator[Case]:
        for each, form, data in _data(visit):
            if not data.fault:
                ok = any(_is_about(each, node) for node in data.index.nodes)
                yield Case(_where(each, form), ok, text("probe", "not-about", iri=each.iri))

    return judged(cases())


def same(visit: Visit) -> Verdict:
    """All forms say the same; those with named graphs may hold more."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            read = {
                form: data
                for form, data in each.data.items()
                if form not in _WITH_GRAPHS and data.is_known and not data.fault
            }
            if len(read) > 1:
                said = {form: _told(data.index) for form, data in read.items()}
                first, *others = said
                for other in others:
                    differing = len(said[first] ^ said[other])
                    seen = text("probe", "differ", one=first, other=other, count=differing)
                    yield Case(each.url, not differing, seen)

    return judged(cases())


def iris(visit: Visit) -> Verdict:
    """What things are called can stay as it is."""

    def cases() -> Iterator[Case]:
        names = dict.fromkeys(each.iri for each in visit.resources)
        for kind in (DCAT.Catalog, DCAT.Dataset, VOID.Dataset):
            for node in visit.catalogue.subjects(RDF.type, kind) if visit.catalogue else ():
                if isinstance(node, NamedNode):
                    names[node.value] = None
        for iri in names:
            wrong = _unstable(iri)
            yield Case(iri, not wrong, text("probe", wrong) if wrong else "")

    return judged(cases())


def anchors(visit: Visit) -> Verdict:
    """Pages of vocabularies have a place for each of their terms."""

    def cases() -> Iterator[Case]:
        for document in [*_vocabularies(visit)][:_MOST_VOCABULARIES]:
            found = visit.asker.ask(document, ANY_DATA).found
            data = read_data(found) if found else None
            page = visit.asker.ask(document, BROWSER).found
            terms = [*_terms(data.index, document)] if data else []
            if terms and page and page.media_type == HTML:
                there = read_page(page).anchors
                missing = [each for each in terms if each not in there]
                seen = text("probe", "no-anchors", term=next(iter(missing), ""), count=len(missing))
                yield Case(document, not missing, seen)

    return judged(cases(), no_matter())


def catalogue(visit: Visit) -> Verdict:
    """There is a catalogue, whose datasets have what people look for."""
    index = visit.catalogue
    if index is None:
        return Verdict(ok=False, seen=text("probe", "no-catalogue"), at=visit.start.url)
    void = index.subjects(RDF.type, VOID.Dataset)
    datasets = index.subjects(RDF.type, DCAT.Dataset) or void
    wanted = (
        (DCT.title,),
        (DCT.description,),
        (DCT.publisher, DCT.creator),
        (DCT.modified, DCT.issued),
    )

    def cases() -> Iterator[Case]:
        parts = {part for part, _, _ in index if (part, RDF.type, VOID.Dataset) in index}
        parts &= set(_objects(index, (VOID.classPartition, VOID.propertyPartition, VOID.subset)))
        for node in datasets:
            if node not in parts:
                for one in wanted:
                    ok = any(index.first(node, each) for each in one)
                    yield Case(_named(node), ok, text("probe", "lacks", what=one[0].value))

    none = Verdict(ok=False, seen=text("probe", "no-datasets"), at=visit.catalogue_url)
    return judged(cases(), none)


def licence(visit: Visit) -> Verdict:
    """It is told under which terms the data may be used."""
    stated = [*_objects(visit.whole, (DCT.license, DCT.rights))]
    linked = [link for each in visit.resources for link in each.linked("license")]
    ok = any(isinstance(each, NamedNode) for each in stated) or bool(linked)
    seen = text("probe", "all-well", count=1) if ok else text("probe", "no-licence")
    return Verdict(ok=ok, seen=seen, at="" if ok else visit.start.url)


def vocabularies(visit: Visit) -> Verdict:
    """The data use words that others know."""
    predicates = {predicate.value for each in visit.resources for _, predicate, _ in each.index}
    if not predicates:
        return not_seen()
    known = [each for each in predicates if each.startswith(_WELL_KNOWN)]
    if known:
        return Verdict(ok=True, seen=text("probe", "all-well", count=len(known)))
    return Verdict(ok=False, seen=text("probe", "no-known-words"), at=visit.start.url)


def links_out(visit: Visit) -> Verdict:
    """The data point at what others tell about."""
    if not any(each.data for each in visit.resources) and visit.catalogue is None:
        return not_seen()
    of_words = (*_WELL_KNOWN, *_OF_THE_LANGUAGE)
    others = {
        value.value
        for _, predicate, value in visit.whole
        if isinstance(value, NamedNode)
        and predicate not in _ABOUT_ITSELF
        and origin_of(value.value)
        if not visit.is_inside(value.value) and not value.value.startswith(of_words)
    }
    if others:
        return Verdict(ok=True, seen=text("probe", "all-well", count=len(others)))
    return Verdict(ok=False, seen=text("probe", "no-links-out"), at=visit.start.url)


def _data(visit: Visit) -> Iterator[tuple[Resource, str, Data]]:
    for each in visit.resources:
        for form, data in each.data.items():
            if data.is_known:
                yield each, form, data


def _where(resource: Resource, form: str) -> str:
    return resource.had[form].answers[-1].url


def _is_about(resource: Resource, node: Term) -> bool:
    if not isinstance(node, NamedNode):
        return False
    return node.value.partition("#")[0] in {resource.iri.partition("#")[0], resource.url}


def _told(index: Index) -> set[tuple[str, ...]]:
    """Give what is said; nodes without address, and how numbers are written, are left open."""

    def spoken(term: Term) -> str:
        if isinstance(term, BlankNode):
            return "_"
        if isinstance(term, Literal) and term.language is None:
            return '""'
        return str(term)

    return {tuple(spoken(each) for each in triple) for triple in index}


def _unstable(iri: str) -> str:
    """Tell why an address will not last; nothing if it may."""
    parts = urlsplit(iri)
    low = f"{parts.path}?{parts.query}".lower()
    if any(each in low for each in _SESSIONS):
        return "with-session"
    if parts.query:
        return "with-query"
    if parts.scheme != "https":
        return "not-https"
    return "with-machinery" if parts.path.lower().endswith(_MACHINERY) else ""


def _vocabularies(visit: Visit) -> Iterator[str]:
    """Find documents of the site, in whose words it speaks."""
    words = (
        each.value
        for _, predicate, value in visit.whole
        for each in (predicate, *((value,) if predicate == RDF.type else ()))
        if isinstance(each, NamedNode) and "#" in each.value
    )
    own = (each.partition("#")[0] for each in words if visit.is_inside(each))
    defined = (
        each.value.partition("#")[0]
        for kind in _TERMS
        for each in visit.whole.subjects(RDF.type, kind)
        if isinstance(each, NamedNode) and "#" in each.value and visit.is_inside(each.value)
    )
    yield from dict.fromkeys((*own, *defined))


def _terms(index: Index, document: str) -> Iterator[str]:
    for kind in _TERMS:
        for each in index.subjects(RDF.type, kind):
            if isinstance(each, NamedNode) and each.value.startswith(f"{document}#"):
                yield each.value.partition("#")[2]


def _objects(index: Index, predicates: Iterable[NamedNode]) -> Iterator[Term]:
    for each in predicates:
        yield from index.values(each)


def _named(node: Term) -> str:
    return node.value if isinstance(node, NamedNode) else "_:"
