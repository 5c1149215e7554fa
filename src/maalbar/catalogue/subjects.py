"""The concepts that datasets are about: those of what their figures measure."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from maalbar.catalogue.concepts import concept_of
from maalbar.catalogue.source import texts, texts_of
from maalbar.model.index import SpokenTriple
from maalbar.model.statements import Publication
from maalbar.model.terms import SKOS, A


def subjects_of(publication: Publication, indicators: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
    """Give the concepts of indicators, of those that have one."""
    return tuple(filter(None, (concept_of(publication, each) for each in indicators)))


def subject_triples(
    publication: Publication, indicators: Iterable[NamedNode]
) -> Iterator[SpokenTriple]:
    """Tell what the concepts are called; the rest stands in the source of the concepts."""
    for each in indicators:
        for concept in subjects_of(publication, (each,)):
            yield concept, A, SKOS.Concept
            yield from texts(
                concept, SKOS.prefLabel, texts_of(publication.index, each, SKOS.prefLabel)
            )
