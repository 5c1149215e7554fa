"""The life events that reports speak of, described by us and pointing to those of others.

Los keeps the life events of the public sector.  None of them is typed here: each has a
description with an address of its own, which says where what reports say of it is found.
What reports call an instrument is no public service, so no event says that it triggers one.

See Also:
    CPSV-AP-NO <https://data.norge.no/specification/cpsv-ap-no>.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.agents import licence_of
from maalbar.catalogue.heading import headed
from maalbar.catalogue.source import Dated, Source, texts, texts_of
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.statements import Publication
from maalbar.model.terms import CV, DCAT, DCATNO, DCT, LOS, MB, SKOS, A, Term
from maalbar.model.text import Text
from maalbar.words import text

_NAME: Final = "events"


def describe_events(
    publication: Publication, *, datasets: Mapping[NamedNode, NamedNode], dated: Dated
) -> Index:
    """Describe the life events that reports speak of, by themselves or as one of a set.

    Args:
        publication: what the reports say.
        datasets: the dataset of each report.
        dated: gives the dates of a node by the fingerprint of what is said of it.

    Returns:
        The source as a graph without blank nodes; an empty one where no report speaks of any.
    """
    source = Source(publication, _NAME, dated)
    events: list[SpokenTriple] = []
    for event, reports in _spoken_of(publication):
        found = sorted({datasets[each] for each in reports if each in datasets}, key=str)
        if found:
            events += _event(source, event, found)
    return Index((*_catalogue(source, events), *events) if events else ())


def _spoken_of(publication: Publication) -> Iterator[tuple[NamedNode, set[NamedNode]]]:
    """Find the life events, each with the reports that speak of it or of a set it is in."""
    index = publication.index
    events = [each for each in index.subjects(A, MB.LifeEvent) if isinstance(each, NamedNode)]
    names: dict[Term, set[Term]] = {
        each: {each, *index.subjects(SKOS.member, each)} for each in events
    }
    wanted = {name for each in names.values() for name in each}
    speaking: dict[Term, set[Term]] = {name: {name} for name in wanted}
    for subject, _, value in index:
        if value in wanted and subject not in wanted:
            speaking[value].add(subject)
    for event in sorted(events, key=str):
        told = {thing for name in names[event] for thing in speaking[name]}
        yield event, {report for thing in told for report in _reports(index, thing)}


def _reports(index: Index, thing: Term) -> Iterator[NamedNode]:
    """Give the reports that a section, or what one accounts for, belongs to."""
    waiting, seen = [thing, *index.objects(thing, MB.reportedIn)], set()
    while waiting:
        section = waiting.pop()
        if section not in seen:
            seen.add(section)
            reports = index.objects(section, MB.partOfReport)
            yield from (each for each in reports if isinstance(each, NamedNode))
            waiting += index.objects(section, MB.partOfSection)


def _event(
    source: Source, event: NamedNode, datasets: Iterable[NamedNode]
) -> Iterator[SpokenTriple]:
    short = event.value.removeprefix(LOS.iri)
    of_others = short != event.value
    name = short if of_others else source.name_of(event, "lifeevent")
    node = source.part(name)
    triples = list(_about(source, node, event, datasets))
    yield from triples
    yield from source.since(node, triples)


def _about(
    source: Source, node: NamedNode, event: NamedNode, datasets: Iterable[NamedNode]
) -> Iterator[SpokenTriple]:
    title = texts_of(source.publication.index, event, SKOS.prefLabel)
    yield node, A, CV.LifeEvent
    yield node, DCT.identifier, Literal(node.value)
    yield from texts(node, DCT.title, title)
    yield from texts(node, DCT.description, _description(title))
    yield node, DCT.relation, event
    for dataset in datasets:
        yield node, CV.isDescribedAt, dataset
        yield dataset, A, DCAT.Dataset


def _description(title: Text) -> Text:
    sentences = text("pages", "event-description", title="{title}")
    return {tag: sentences[tag].format(title=title[tag]) for tag in title if tag in sentences}


def _catalogue(source: Source, events: list[SpokenTriple]) -> Iterator[SpokenTriple]:
    node, settings = source.catalogue, source.publication.settings
    # The profile of services has a class of its own for those who answer.
    asked = source.part("contact-page")
    triples: list[SpokenTriple] = [
        (node, A, DCAT.Catalog),
        (node, DCT.identifier, Literal(node.value)),
        (node, DCT.license, licence_of(settings.licence)),
        *headed(source, text("pages", "events-title"), text("pages", "events-description")),
        (node, CV.contactPoint, asked),
        (asked, A, CV.ContactPoint),
        (asked, CV.contactPage, NamedNode(settings.contact_url)),
        *((node, DCATNO.containsEvent, each) for each, _, kind in events if kind == CV.LifeEvent),
    ]
    yield from triples
    yield from source.since(node, (*triples, *events))
