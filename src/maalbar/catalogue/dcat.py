"""The catalogue: a dataset a report, a series a line of reports, and datasets for the rest.

See Also:
    DCAT-AP-NO 3 <https://data.norge.no/specification/dcat-ap-no>.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode

from maalbar.catalogue.agents import agent_of, agent_triples, contact_triples, licence_of
from maalbar.catalogue.authorities import authority_triples
from maalbar.catalogue.contents import datasets_of, general_keywords
from maalbar.catalogue.datasets import NORWAY, Dataset, dataset_triples, resource_triples
from maalbar.catalogue.distributions import distribution_triples
from maalbar.catalogue.reports import reports_of
from maalbar.catalogue.series import Series, content, member_triples, series_of, series_triples
from maalbar.catalogue.services import service_triples
from maalbar.catalogue.source import Source
from maalbar.catalogue.subjects import subject_triples
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.release import Dates, Listed
from maalbar.model.statements import Publication
from maalbar.model.terms import DCAT, DCT, FOAF, A, Term
from maalbar.vocabulary.authorities import DATA_THEMES

NAME: Final = "catalogue"


def describe_catalogue(
    publication: Publication,
    files: Iterable[Listed],
    *,
    dump: str,
    documents: Mapping[NamedNode, str],
    dated: Callable[[NamedNode, str], Dates],
) -> Index:
    """Describe what was published as a catalogue.

    Args:
        publication: what the files are about.
        files: the files that were published.
        dump: path, without suffix, of the files that hold everything.
        documents: paths, without suffix, of the files that hold each report.
        dated: gives the dates of a dataset, of a series, of the service and of the catalogue
            by its node and the hash of its content, which nothing else in the site changes.

    Returns:
        The catalogue as a graph without blank nodes.
    """
    source = Source(publication, NAME, dated)
    published = {each.path: each for each in files}
    reports = reports_of(publication)
    of_reports, others = datasets_of(
        reports, source, published=published, dump=dump, documents=documents
    )
    series = series_of((each for each in reports if each.node in of_reports), source)
    measured = dict.fromkeys(node for each in reports for node in each.indicators)
    triples = [
        *_members(source, (*of_reports.values(), *others), published),
        *_lines(source, series, of_reports),
        *_service(source, others),
        *subject_triples(publication, measured),
    ]
    triples += _catalogue(source, triples, reports=[each.publisher for each in reports])
    return Index((*triples, *authority_triples(triples)))


def _members(
    source: Source, datasets: Sequence[Dataset], published: Mapping[str, Listed]
) -> Iterator[SpokenTriple]:
    for each in datasets:
        dates = source.dated(each.node, each.content)
        yield from dataset_triples(each, dates, source)
        yield from distribution_triples(each, dates, source, published)


def _lines(
    source: Source, series: Sequence[Series], datasets: Mapping[NamedNode, Dataset]
) -> Iterator[SpokenTriple]:
    nodes = {report: dataset.node for report, dataset in datasets.items()}
    yield from member_triples(series, nodes)
    for each in series:
        keywords = datasets[each.reports[-1].node].keywords
        dates = source.dated(each.node, _hash(content(each, datasets)))
        yield from series_triples(each, nodes, keywords, dates, source)


def _service(source: Source, datasets: Sequence[Dataset]) -> Iterator[SpokenTriple]:
    endpoint = source.publication.settings.endpoint
    if endpoint:
        node, (whole, *_) = source.part("sparql"), datasets
        dates = source.dated(node, _hash(endpoint))
        keywords = general_keywords(source)
        yield from service_triples(node, whole.node, keywords, dates, source)


def _catalogue(
    source: Source, members: Sequence[SpokenTriple], *, reports: Sequence[NamedNode]
) -> Iterator[SpokenTriple]:
    """Describe the catalogue itself, which members it has, and who answers for them."""
    publication, node = source.publication, source.catalogue
    settings = publication.settings
    kinds: Mapping[Term, NamedNode] = {
        DCAT.Dataset: DCAT.dataset,
        DCAT.DatasetSeries: DCAT.dataset,
        DCAT.DataService: DCAT.service,
    }
    dates = source.dated(node, _hash("\n".join(sorted(map(str, members)))))
    yield node, A, DCAT.Catalog
    named, publisher = (settings.title, settings.description), settings.publisher
    yield from resource_triples(node, named, agent_of(publication, publisher), source, dates)
    yield node, DCT.license, licence_of(settings.licence)
    yield node, DCT.spatial, NORWAY
    yield node, FOAF.homepage, NamedNode(settings.base)
    yield node, DCAT.themeTaxonomy, DATA_THEMES
    for language in dict.fromkeys(value for _, each, value in members if each == DCT.language):
        yield node, DCT.language, language
    for member, _, kind in members:
        if kind in kinds:
            yield node, kinds[kind], member
    yield from agent_triples(publication, dict.fromkeys((settings.publisher, *reports)))
    yield from contact_triples(source)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
