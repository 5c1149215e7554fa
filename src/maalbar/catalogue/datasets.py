"""A dataset as others look for it: what it is about, who answers for it, and which files hold it.

Nothing here depends on what else is published, and nothing leads back to the catalogue, so a
dataset is told in the same words for as long as it is the same.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.source import Source, texts
from maalbar.model.index import SpokenTriple
from maalbar.model.release import NQUADS, NTRIPLES, Dates, Listed
from maalbar.model.terms import DCAT, DCT, EU, PROV, XSD, A
from maalbar.model.text import LANGUAGES, Text

Period = tuple[str | None, str | None]
Words = Mapping[str, tuple[str, ...]]
# Title and description.
Named = tuple[Text, Text]

NORWAY: Final = EU["country/NOR"]
PUBLIC: Final = EU["access-right/PUBLIC"]
_LANGUAGES: Final = {"nb": "NOB", "nn": "NNO", "en": "ENG"}
# Sorted, and written without abbreviations, they change when what they say does.
_CANONICAL: Final = (NQUADS, NTRIPLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset and the files that hold it.

    `standard` is what its files keep to, `sources` what they were read from, `subjects` the
    concepts that they are about.
    """

    node: NamedNode
    title: Text
    description: Text
    keywords: Words
    publisher: NamedNode
    page: NamedNode
    period: Period
    files: tuple[Listed, ...]
    languages: tuple[str, ...] = LANGUAGES
    standard: NamedNode | None = None
    sources: tuple[NamedNode, ...] = ()
    subjects: tuple[NamedNode, ...] = ()

    @property
    def content(self) -> str:
        """What it holds, as one hash; the same as long as its files say the same."""
        files = [each for each in self.files if each.media_type in _CANONICAL] or self.files
        told = "\n".join(f"{each.sha256} {each.media_type}" for each in files)
        return hashlib.sha256(told.encode()).hexdigest()


def dataset_triples(dataset: Dataset, dates: Dates, source: Source) -> Iterator[SpokenTriple]:
    """Describe a dataset, but for its distributions."""
    node = dataset.node
    yield node, A, DCAT.Dataset
    named = dataset.title, dataset.description
    yield from resource_triples(node, named, dataset.publisher, source, dates)
    yield from about(node, dataset.keywords, source)
    yield node, DCT.accessRights, PUBLIC
    yield node, DCAT.landingPage, dataset.page
    for tag in dataset.languages:
        yield node, DCT.language, EU[f"language/{_LANGUAGES[tag]}"]
    if dataset.standard:
        yield node, DCT.conformsTo, dataset.standard
    for each in dataset.sources:
        yield node, PROV.wasDerivedFrom, each
    for each in dataset.subjects:
        yield node, DCT.subject, each
    yield from covered(node, dataset.period)


def resource_triples(
    node: NamedNode, named: Named, publisher: NamedNode, source: Source, dates: Dates
) -> Iterator[SpokenTriple]:
    """Say what every resource says: names, who answers for it, and since when."""
    title, description = named
    yield from texts(node, DCT.title, title)
    yield from texts(node, DCT.description, description)
    yield node, DCT.identifier, Literal(node.value)
    yield node, DCT.publisher, publisher
    yield node, DCAT.contactPoint, source.part("contact")
    yield node, DCT.issued, Literal(dates.issued, datatype=XSD.date)
    yield node, DCT.modified, Literal(dates.modified, datatype=XSD.date)


def about(node: NamedNode, keywords: Words, source: Source) -> Iterator[SpokenTriple]:
    """Say which themes something has, and which words and country it is found by."""
    yield node, DCT.spatial, NORWAY
    for theme in source.publication.settings.themes:
        yield node, DCAT.theme, theme
    for tag, words in keywords.items():
        for word in words:
            yield node, DCAT.keyword, Literal(word, language=tag)


def covered(node: NamedNode, period: Period) -> Iterator[SpokenTriple]:
    """Say which time something is about; no more than is known of it."""
    start, end = period
    if not (start or end):
        return
    there = NamedNode(f"{node.value}:period")
    yield node, DCT.temporal, there
    yield there, A, DCT.PeriodOfTime
    if start:
        yield there, DCAT.startDate, Literal(start, datatype=XSD.date)
    if end:
        yield there, DCAT.endDate, Literal(end, datatype=XSD.date)
