"""The concepts: what is measured, and the terms in which reports on goals and results are told.

An indicator is no concept, nor is a class: each concept has an address of its own and says by
`foaf:focus` what it is the concept of.  Every concept in the source is harvested, so nothing
else is typed as one: no code list, no scale, no goal.

The definition stands in all languages as `skos:definition`.  Version 2 of the profile also has
definition objects, of one language each, and of several the portal shows one; where both are,
it leaves out the text that has all languages.  So the relation to the source stands on the
definition of version 1, which the portal reads where it finds no other.

See Also:
    SKOS-AP-NO-Begrep <https://data.norge.no/specification/skos-ap-no-begrep>.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.heading import behind, headed
from maalbar.catalogue.source import Dated, Source, keeps_vocabulary, name_of, texts, texts_of
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.statements import Publication
from maalbar.model.terms import DCT, FOAF, MB, RDFS, SKOS, SKOSNO, SKOSXL, XSD, A, Term
from maalbar.model.text import Text
from maalbar.vocabulary.ontology import Vocabulary
from maalbar.words import text

_NAME: Final = "concepts"


def describe_concepts(publication: Publication, vocabulary: Vocabulary, *, dated: Dated) -> Index:
    """Describe what is measured, and where the vocabulary is kept its terms, as a collection.

    Args:
        publication: whose indicators they are.
        vocabulary: what the terms are.
        dated: gives the dates of a node by the fingerprint of what is said of it.

    Returns:
        The source as a graph without blank nodes; an empty one where nothing has a definition.
    """
    source = Source(publication, _NAME, dated)
    index = publication.index
    members: list[SpokenTriple] = []
    for indicator in sorted(index.subjects(A, MB.Indicator), key=str):
        node = concept_of(publication, indicator)
        if isinstance(indicator, NamedNode) and node:
            members += _concept(source, node, indicator, index)
    if keeps_vocabulary(publication.settings):
        for key, term in own_classes(vocabulary):
            members += _concept(source, source.part(key), term, vocabulary.index)
    return Index((*_collection(source, members), *members) if members else ())


def concept_of(publication: Publication, indicator: Term) -> NamedNode | None:
    """Name the concept of an indicator; without a definition there is none."""
    defined = texts_of(publication.index, indicator, SKOS.definition)
    if not isinstance(indicator, NamedNode) or not defined:
        return None
    name = name_of(publication, indicator, "indicator")
    return NamedNode(f"{publication.settings.base}{_NAME}#{name}")


def own_classes(vocabulary: Vocabulary) -> Iterator[tuple[str, NamedNode]]:
    """Give the classes that are ours, with their keys."""
    for key, term in vocabulary.classes.items():
        if term.value.startswith(MB.iri):
            yield key, term


def term_concept(publication: Publication, key: str) -> NamedNode:
    """Name the concept of one of our classes."""
    return NamedNode(f"{publication.settings.base}{_NAME}#{key}")


def _concept(
    source: Source, node: NamedNode, thing: NamedNode, index: Index
) -> Iterator[SpokenTriple]:
    triples: list[SpokenTriple] = [
        (node, A, SKOS.Concept),
        (node, DCT.identifier, Literal(node.value, datatype=XSD.anyURI)),
        (node, FOAF.focus, thing),
        *_names(node, thing, index),
        *_meaning(node, thing, texts_of(index, thing, SKOS.definition)),
        *texts(node, SKOS.scopeNote, texts_of(index, thing, SKOS.note)),
        *behind(source, node),
    ]
    yield from triples
    yield from source.since(node, triples, first=DCT.created)


def _names(node: NamedNode, thing: NamedNode, index: Index) -> Iterator[SpokenTriple]:
    labels = texts_of(index, thing, SKOS.prefLabel) or texts_of(index, thing, RDFS.label)
    for tag, label in labels.items():
        spelled = NamedNode(f"{node.value}-label-{tag}")
        yield node, SKOS.prefLabel, Literal(label, language=tag)
        yield node, SKOSXL.prefLabel, spelled
        yield spelled, A, SKOSXL.Label
        yield spelled, SKOSXL.literalForm, Literal(label, language=tag)
    for other in index.objects(thing, SKOS.altLabel):
        if isinstance(other, Literal) and other.language:
            yield node, SKOS.altLabel, other


def _meaning(node: NamedNode, thing: NamedNode, meaning: Text) -> Iterator[SpokenTriple]:
    definition = NamedNode(f"{node.value}-definition")
    yield from texts(node, SKOS.definition, meaning)
    yield node, SKOSNO.definisjon, definition
    yield definition, A, SKOSNO.Definisjon
    yield from texts(definition, RDFS.label, meaning)
    yield definition, SKOSNO.forholdTilKilde, SKOSNO.egendefinert
    yield definition, DCT.source, thing


def _collection(source: Source, members: list[SpokenTriple]) -> Iterator[SpokenTriple]:
    node = source.catalogue
    title = text("pages", "concepts-title")
    triples: list[SpokenTriple] = [
        (node, A, SKOS.Collection),
        (node, DCT.identifier, Literal(node.value, datatype=XSD.anyURI)),
        *texts(node, RDFS.label, title),
        *headed(source, title, text("pages", "concepts-description")),
        *((node, SKOS.member, each) for each, _, kind in members if kind == SKOS.Concept),
    ]
    yield from triples
    yield from source.since(node, (*triples, *members))
