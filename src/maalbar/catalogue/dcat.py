"""The catalogue: a dataset a report, and one for the whole publication.

See Also:
    DCAT-AP-NO 3 <https://data.norge.no/specification/dcat-ap-no>.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.authorities import (
    GOVERNMENT,
    NORWAY,
    STABLE,
    THEMES,
    VOCABULARY,
    kinds,
    named_authorities,
)
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.release import GZIP, JSONLD, NQUADS, NTRIPLES, TRIG, TURTLE, Listed
from maalbar.model.statements import Publication, Settings
from maalbar.model.terms import DCAT, DCATAP, DCT, EU, FOAF, MB, SKOS, SPDX, VCARD, XSD, A, Term
from maalbar.model.text import LANGUAGES, Text, pick
from maalbar.words import phrase, text

_MEDIA_TYPES: Final = "https://www.w3.org/ns/iana/media-types/"
_FILE_TYPES: Final = {
    TURTLE: "RDF_TURTLE",
    JSONLD: "JSON_LD",
    NTRIPLES: "RDF_N_TRIPLES",
    NQUADS: "RDF_N_QUADS",
    TRIG: "RDF_TRIG",
}
_SUFFIXES: Final = {
    ".ttl": TURTLE,
    ".jsonld": JSONLD,
    ".nt": NTRIPLES,
    ".nq": NQUADS,
    ".trig": TRIG,
}
_TITLES: Final = {
    TURTLE: "Turtle",
    JSONLD: "JSON-LD",
    NTRIPLES: "N-Triples",
    NQUADS: "N-Quads",
    TRIG: "TriG",
}
_LANGUAGES: Final = {"nb": "NOB", "nn": "NNO", "en": "ENG"}


@dataclass(frozen=True)
class _Dataset:
    """One dataset and the files that hold it."""

    node: NamedNode
    title: Text
    description: Text
    files: tuple[Listed, ...]
    page: NamedNode
    period: tuple[str | None, str | None]
    publisher: NamedNode


def describe_catalogue(
    publication: Publication,
    files: Iterable[Listed],
    *,
    dump: str,
    documents: Mapping[NamedNode, str],
) -> Index:
    """Describe what was published as a catalogue.

    Args:
        publication: what the files are about.
        files: the files that were published.
        dump: path, without suffix, of the files that hold everything.
        documents: paths, without suffix, of the files that hold each report.

    Returns:
        The catalogue as a graph without blank nodes.
    """
    published = {each.path: each for each in files}
    datasets = [_whole(publication, published, dump)]
    datasets += [_report(publication, each, path, published) for each, path in documents.items()]
    triples = list(_triples(publication, datasets))
    return Index((*triples, *kinds(triples)))


def _triples(publication: Publication, datasets: Sequence[_Dataset]) -> Iterator[SpokenTriple]:
    settings = publication.settings
    catalogue = NamedNode(f"{settings.base}catalogue")
    yield catalogue, A, DCAT.Catalog
    yield from _common(catalogue, settings.title, settings.description, settings)
    yield catalogue, DCT.publisher, settings.publisher
    yield catalogue, DCT.license, settings.licence
    yield catalogue, DCT.spatial, NORWAY
    yield catalogue, FOAF.homepage, NamedNode(settings.base)
    yield catalogue, DCAT.themeTaxonomy, THEMES
    for dataset in datasets:
        yield catalogue, DCAT.dataset, dataset.node
        yield from _dataset(dataset, settings)
    for publisher in sorted({settings.publisher, *(each.publisher for each in datasets)}, key=str):
        yield from _agent(publication, publisher)
    yield from _contact(settings)
    yield from named_authorities()


def _whole(publication: Publication, published: Mapping[str, Listed], dump: str) -> _Dataset:
    settings = publication.settings
    return _Dataset(
        node=NamedNode(f"{settings.base}catalogue#everything"),
        title=text("pages", "whole-title"),
        description=text("pages", "whole-description"),
        files=_files_of(dump, published),
        page=NamedNode(settings.base),
        period=_period(publication, None),
        publisher=settings.publisher,
    )


def _report(
    publication: Publication, report: NamedNode, path: str, published: Mapping[str, Listed]
) -> _Dataset:
    settings = publication.settings
    title = _title(publication, report)
    publisher = publication.index.first(report, DCT.publisher)
    return _Dataset(
        node=NamedNode(f"{settings.base}catalogue#{path.removeprefix('id/')}"),
        title=title,
        description={
            tag: sentence.format(title=title.get(tag) or next(iter(title.values())))
            for tag, sentence in text("pages", "report-description", title="{title}").items()
        },
        files=_files_of(path, published),
        page=report,
        period=_period(publication, report),
        publisher=publisher if isinstance(publisher, NamedNode) else settings.publisher,
    )


def _title(publication: Publication, report: NamedNode) -> Text:
    """Give the report's title, with who and when it is about."""
    index = publication.index
    publisher = index.first(report, DCT.publisher)
    names = {} if publisher is None else dict(_texts(index, publisher, SKOS.prefLabel))
    year = index.first(report, MB.reportingYear)
    titles = {}
    for tag, title in _texts(index, report, DCT.title):
        about = " ".join(part for part in (pick(names, tag), year.value if year else "") if part)
        titles[tag] = f"{title} ({about})" if about else title
    return titles


def _texts(index: Index, node: Term, predicate: NamedNode) -> list[tuple[str, str]]:
    return sorted(
        (value.language, value.value)
        for value in index.objects(node, predicate)
        if isinstance(value, Literal) and value.language
    )


def _files_of(path: str, published: Mapping[str, Listed]) -> tuple[Listed, ...]:
    names = [path + suffix + packed for suffix in _SUFFIXES for packed in ("", ".gz")]
    return tuple(published[name] for name in names if name in published)


def _period(publication: Publication, report: NamedNode | None) -> tuple[str | None, str | None]:
    """Give the first and last day that the report's figures are about."""
    index = publication.index
    starts, ends = set(), set()
    for observation in index.subjects(A, MB.Observation):
        section = index.first(observation, MB.reportedIn)
        of = index.first(section, MB.partOfReport) if section else None
        period = index.first(observation, MB.refPeriod)
        if period is not None and (report is None or of == report):
            starts |= {each.value for each in index.objects(period, DCAT.startDate)}
            ends |= {each.value for each in index.objects(period, DCAT.endDate)}
    return min(starts, default=None), max(ends, default=None)


def _dataset(dataset: _Dataset, settings: Settings) -> Iterator[SpokenTriple]:
    node = dataset.node
    yield node, A, DCAT.Dataset
    yield from _common(node, dataset.title, dataset.description, settings)
    yield node, DCT.identifier, Literal(node.value)
    yield node, DCT.publisher, dataset.publisher
    yield node, DCT.accessRights, EU["access-right/PUBLIC"]
    yield node, DCT.spatial, NORWAY
    yield node, DCAT.theme, GOVERNMENT
    yield node, DCAT.landingPage, dataset.page
    yield node, DCT.conformsTo, VOCABULARY
    for tag, words in settings.keywords.items():
        for word in words:
            yield node, DCAT.keyword, Literal(word, language=tag)
    yield from _temporal(node, dataset.period)
    for each in dataset.files:
        yield from _distribution(dataset, each, settings)


def _common(
    node: NamedNode, title: Text, description: Text, settings: Settings
) -> Iterator[SpokenTriple]:
    for tag, sentence in title.items():
        yield node, DCT.title, Literal(sentence, language=tag)
    for tag, sentence in description.items():
        yield node, DCT.description, Literal(sentence, language=tag)
    yield node, DCAT.contactPoint, NamedNode(f"{settings.base}catalogue#contact")
    yield node, DCT.issued, Literal(settings.issued, datatype=XSD.date)
    yield node, DCT.modified, Literal(settings.modified, datatype=XSD.date)
    for tag in LANGUAGES:
        yield node, DCT.language, EU[f"language/{_LANGUAGES[tag]}"]


def _temporal(node: NamedNode, period: tuple[str | None, str | None]) -> Iterator[SpokenTriple]:
    start, end = period
    if not (start or end):
        return
    covered = NamedNode(f"{node.value}-period")
    yield node, DCT.temporal, covered
    yield covered, A, DCT.PeriodOfTime
    if start:
        yield covered, DCAT.startDate, Literal(start, datatype=XSD.date)
    if end:
        yield covered, DCAT.endDate, Literal(end, datatype=XSD.date)


def _distribution(dataset: _Dataset, file: Listed, settings: Settings) -> Iterator[SpokenTriple]:
    path = PurePosixPath(file.path.removesuffix(".gz"))
    media_type = _SUFFIXES[path.suffix]
    suffix = file.path[len(str(path.with_suffix(""))) :]
    node = NamedNode(f"{dataset.node.value}{suffix}")
    address = NamedNode(file.address(settings.base))
    yield dataset.node, DCAT.distribution, node
    yield node, A, DCAT.Distribution
    title = _TITLES[media_type] + (" (gzip)" if file.media_type == GZIP else "")
    for tag in LANGUAGES:
        yield node, DCT.title, Literal(title, language=tag)
        if tag in dataset.title:
            said = phrase("pages", "distribution", tag, title=dataset.title[tag], format=title)
            yield node, DCT.description, Literal(said, language=tag)
    yield node, DCAT.accessURL, address
    yield node, DCAT.downloadURL, address
    yield node, DCT["format"], EU[f"file-type/{_FILE_TYPES[media_type]}"]
    if media_type.startswith("application/"):
        yield node, DCAT.mediaType, NamedNode(_MEDIA_TYPES + media_type)
    if file.media_type == GZIP:
        yield node, DCAT.compressFormat, NamedNode(_MEDIA_TYPES + GZIP)
    yield node, DCT.license, settings.licence
    yield node, DCT.conformsTo, VOCABULARY
    yield node, DCATAP.availability, STABLE
    yield node, DCT.issued, Literal(settings.issued, datatype=XSD.date)
    yield node, DCT.modified, Literal(settings.modified, datatype=XSD.date)
    checksum = NamedNode(f"{node.value}-sha256")
    yield node, SPDX.checksum, checksum
    yield checksum, A, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)


def _agent(publication: Publication, publisher: NamedNode) -> Iterator[SpokenTriple]:
    index = publication.index
    names = dict(_texts(index, publisher, SKOS.prefLabel))
    yield publisher, A, FOAF.Agent
    for tag, name in (names or {"nb": publication.settings.contact_name}).items():
        yield publisher, FOAF.name, Literal(name, language=tag)
    for identifier in index.objects(publisher, DCT.identifier):
        yield publisher, DCT.identifier, identifier


def _contact(settings: Settings) -> Iterator[SpokenTriple]:
    contact = NamedNode(f"{settings.base}catalogue#contact")
    yield contact, A, VCARD.Organization
    yield contact, VCARD.fn, Literal(settings.contact_name, language="nb")
    yield contact, VCARD.hasURL, NamedNode(settings.contact_url)
