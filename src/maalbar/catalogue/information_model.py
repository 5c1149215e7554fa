"""The information model: the vocabulary as object types, attributes, associations, code lists.

It is generated from the ontology, and how often a property may stand from the shapes: where
they say nothing, it may be left out and may stand any number of times.  What may be said of
anything stands on one object type that all others specialise.

See Also:
    ModellDCAT-AP-NO <https://data.norge.no/specification/modelldcat-ap-no>.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.agents import licence_of
from maalbar.catalogue.authorities import VOCABULARY
from maalbar.catalogue.concepts import own_classes, term_concept
from maalbar.catalogue.heading import behind, headed
from maalbar.catalogue.multiplicity import Placed
from maalbar.catalogue.source import Dated, Source, texts, texts_of
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.statements import Publication
from maalbar.model.terms import (
    DCAT,
    DCT,
    EU,
    FOAF,
    MODELL,
    OWL,
    RDF,
    RDFS,
    SDO,
    SKOS,
    XSD,
    A,
    Term,
)
from maalbar.model.text import Text
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary
from maalbar.words import text

_NAME: Final = "model"
_THING: Final = "Thing"
_SIMPLE_TYPES: Final = {
    RDF.langString: "type-langString",
    XSD.boolean: "type-boolean",
    XSD.date: "type-date",
    XSD.decimal: "type-decimal",
    XSD.gYear: "type-gYear",
    XSD.gYearMonth: "type-gYearMonth",
    XSD.integer: "type-integer",
    XSD.string: "type-string",
}
# The themes that the profile takes.
_LOS: Final = "https://psi.norge.no/los/tema/"


def describe_model(publication: Publication, vocabulary: Vocabulary, *, dated: Dated) -> Index:
    """Describe the vocabulary as an information model, in a catalogue of models.

    Args:
        publication: who publishes it.
        vocabulary: the ontology and the shapes.
        dated: gives the dates of a node by the fingerprint of what is said of it.

    Returns:
        The source as a graph without blank nodes.
    """
    source = Source(publication, _NAME, dated)
    node = source.part("maalbar")
    model = list(_Model(source, vocabulary, node).triples())
    model += source.since(node, model)
    return Index((*_catalogue(source, node, model), *model))


def _catalogue(
    source: Source, model: NamedNode, said: Iterable[SpokenTriple]
) -> Iterator[SpokenTriple]:
    node = source.catalogue
    triples: list[SpokenTriple] = [
        (node, A, DCAT.Catalog),
        (node, DCT.identifier, Literal(node.value)),
        (node, DCT.license, licence_of(source.publication.settings.licence)),
        *headed(source, text("pages", "models-title"), text("pages", "models-description")),
        (node, MODELL.model, model),
    ]
    yield from triples
    yield from source.since(node, (*triples, *said))


@dataclass(frozen=True)
class _Model:
    """Writes the model `node`, and its elements as parts of the source."""

    source: Source
    vocabulary: Vocabulary
    node: NamedNode

    def triples(self) -> Iterator[SpokenTriple]:
        """Give the model and all that it consists of."""
        index = self.vocabulary.index
        yield self.node, A, MODELL.InformationModel
        yield self.node, DCT.identifier, Literal(self.node.value)
        yield self.node, DCT.license, licence_of(self.source.publication.settings.licence)
        for predicate in (DCT.title, DCT.description):
            yield from texts(self.node, predicate, texts_of(index, VOCABULARY, predicate))
        for version in index.objects(VOCABULARY, OWL.versionInfo):
            yield self.node, OWL.versionInfo, version
        for theme in self.source.publication.settings.themes:
            if theme.value.startswith(_LOS):
                yield self.node, DCAT.theme, theme
        yield from behind(self.source, self.node)
        yield from self._file()
        yield from self._object_types()
        yield from self._code_lists()
        yield from self._simple_types()

    def _file(self) -> Iterator[SpokenTriple]:
        file = NamedNode(f"{self.source.publication.settings.base}ns.ttl")
        yield self.node, DCT.hasFormat, file
        yield file, A, FOAF.Document
        yield file, DCT["format"], EU["file-type/RDF_TURTLE"]
        yield file, RDFS.seeAlso, file
        yield from texts(file, DCT.title, text("pages", "vocabulary-title"))

    @cached_property
    def _placed(self) -> Placed:
        return Placed(self.vocabulary)

    def _element(self, name: str, kind: NamedNode, title: Text) -> Iterator[SpokenTriple]:
        node = self.source.part(name)
        yield self.node, MODELL.containsModelElement, node
        yield from _named(node, title, MODELL.ModelElement, kind)

    def _object_types(self) -> Iterator[SpokenTriple]:
        yield from self._element(_THING, MODELL.ObjectType, text("pages", "thing-title"))
        thing = self.source.part(_THING)
        yield from texts(thing, DCT.description, text("pages", "thing-description"))
        for each in self._placed.anywhere:
            yield from self._property(_THING, each, 0, None)
        own = dict(own_classes(self.vocabulary))
        for key, kind in self.vocabulary.classes.items():
            node = self.source.part(key)
            yield from self._element(key, MODELL.ObjectType, self.vocabulary.texts(kind))
            yield from texts(node, DCT.description, self._meaning(kind))
            if key in own:
                concept = term_concept(self.source.publication, key)
                yield node, DCT.subject, concept
                yield concept, A, SKOS.Concept
            for above in self._generals(kind):
                yield from self._specialization(key, above)
            for each, least, most in self._placed.on(kind):
                yield from self._property(key, each, least, most)

    def _meaning(self, term: Term) -> Text:
        return self.vocabulary.texts(term, SKOS.definition, SKOS.scopeNote)

    def _generals(self, kind: NamedNode) -> list[str]:
        """Name the object types right above one."""
        above = self.vocabulary.index.objects(kind, RDFS.subClassOf)
        named = [key for key, each in self.vocabulary.classes.items() if each in above]
        return named or [_THING]

    def _specialization(self, key: str, general: str) -> Iterator[SpokenTriple]:
        node = self.source.part(f"{key}-is-{general}")
        yield self.source.part(key), MODELL.hasProperty, node
        title = text("pages", "specialization")
        yield from _named(node, title, MODELL.Property, MODELL.Specialization)
        yield node, MODELL.hasGeneralConcept, self.source.part(general)

    def _property(
        self, owner: str, each: Property, least: int, most: int | None
    ) -> Iterator[SpokenTriple]:
        node = self.source.part(f"{owner}-{each.key}")
        kind, values = self._values(each)
        yield self.source.part(owner), MODELL.hasProperty, node
        yield from _named(node, self.vocabulary.texts(each.iri), MODELL.Property, kind)
        yield from texts(node, DCT.description, self._meaning(each.iri))
        for predicate, name in values:
            yield node, predicate, self.source.part(name)
        low = Literal(str(least), datatype=XSD.nonNegativeInteger)
        high = Literal(str(most), datatype=XSD.nonNegativeInteger) if most else Literal("*")
        # The shapes look for these in one vocabulary, the portal's parser in the other.
        for vocabulary in (MODELL, XSD):
            yield node, vocabulary.minOccurs, low
            yield node, vocabulary.maxOccurs, high

    def _values(self, each: Property) -> tuple[NamedNode, list[tuple[NamedNode, str]]]:
        """Tell what kind of property it is, and which elements its values are."""
        if each.code_list:
            return MODELL.Attribute, [(MODELL.hasValueFrom, _local(each.code_list))]
        if each.kind is not Kind.RESOURCE:
            return MODELL.Attribute, [(MODELL.hasSimpleType, _local(_datatype(each)))]
        ranges = self.vocabulary.index.objects(each.iri, SDO.rangeIncludes)
        keys = [self.vocabulary.key_of[kind] for kind in ranges] or [_THING]
        if len(keys) == 1:
            return MODELL.Association, [(MODELL.refersTo, keys[0])]
        return MODELL.Choice, [(MODELL.hasSome, key) for key in keys]

    def _simple_types(self) -> Iterator[SpokenTriple]:
        for datatype, words in _SIMPLE_TYPES.items():
            name = _local(datatype)
            reference = Literal(datatype.value, datatype=XSD.anyURI)
            yield from self._element(name, MODELL.SimpleType, text("pages", words))
            yield self.source.part(name), MODELL.typeDefinitionReference, reference

    def _code_lists(self) -> Iterator[SpokenTriple]:
        listed = {each.code_list for each in self.vocabulary.properties.values() if each.code_list}
        for scheme in sorted(listed, key=str):
            name = _local(scheme)
            codes = self.source.part(name)
            yield from self._element(name, MODELL.CodeList, self.vocabulary.texts(scheme))
            yield from texts(codes, DCT.description, self._meaning(scheme))
            for key in self.vocabulary.members(scheme):
                code, concept = self.source.part(f"{name}-{key}"), self.vocabulary.concepts[key]
                # What is not reached from the model is lost on the way.
                yield codes, SKOS.hasTopConcept, code
                yield code, A, MODELL.CodeElement
                yield code, DCT.identifier, Literal(code.value)
                yield code, SKOS.inScheme, codes
                yield code, SKOS.topConceptOf, codes
                yield code, SKOS.notation, Literal(key)
                yield from texts(code, SKOS.prefLabel, self.vocabulary.texts(concept))
                yield from texts(code, SKOS.definition, self._meaning(concept))


def _named(node: NamedNode, title: Text, *kinds: NamedNode) -> Iterator[SpokenTriple]:
    """Name an element or a property; the shapes know no subclasses, so each kind is said."""
    for kind in kinds:
        yield node, A, kind
    yield node, DCT.identifier, Literal(node.value)
    yield from texts(node, DCT.title, title)


def _datatype(each: Property) -> NamedNode:
    return RDF.langString if each.kind is Kind.TEXT else each.datatype or XSD.string


def _local(term: NamedNode) -> str:
    return term.value.rpartition("#")[2]
