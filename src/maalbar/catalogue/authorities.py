"""What others keep and the catalogue refers to, told with type and name.

Harvesters look for both, and look no further than the catalogue itself.

See Also:
    EU vocabularies <https://op.europa.eu/en/web/eu-vocabularies>.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import SpokenTriple
from maalbar.model.terms import DCAT, DCATAP, DCT, EU, FOAF, MB, SKOS, SPDX, VCARD, A
from maalbar.model.text import Text
from maalbar.words import text

GOVERNMENT: Final = EU["data-theme/GOVE"]
NORWAY: Final = EU["country/NOR"]
STABLE: Final = EU["planned-availability/STABLE"]
THEMES: Final = EU["data-theme"]
VOCABULARY: Final = NamedNode(MB.iri.rstrip("#"))
_CONCEPTS: Final[Mapping[NamedNode, Text]] = {
    GOVERNMENT: {
        "nb": "Forvaltning og offentlig sektor",
        "nn": "Forvaltning og offentleg sektor",
        "en": "Government and public sector",
    },
    STABLE: {"nb": "stabil", "nn": "stabil", "en": "stable"},
}
_THEMES_NAMES: Final = {"nb": "Datatema", "nn": "Datatema", "en": "Data theme"}
# The ranges that DCAT-AP gives these properties.
_KINDS: Final[Mapping[NamedNode, NamedNode]] = {
    DCAT.compressFormat: DCT.MediaType,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.landingPage: FOAF.Document,
    DCAT.mediaType: DCT.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    DCATAP.availability: SKOS.Concept,
    DCT.accessRights: DCT.RightsStatement,
    DCT.conformsTo: DCT.Standard,
    DCT["format"]: DCT.MediaTypeOrExtent,
    DCT.language: DCT.LinguisticSystem,
    DCT.license: DCT.LicenseDocument,
    DCT.spatial: DCT.Location,
    FOAF.homepage: FOAF.Document,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
}


def named_authorities() -> Iterator[SpokenTriple]:
    """Name those whose kind must have a name."""
    for concept, labels in _CONCEPTS.items():
        yield from _named(concept, SKOS.prefLabel, labels)
    yield from _named(THEMES, DCT.title, _THEMES_NAMES)
    yield from _named(VOCABULARY, DCT.title, text("pages", "vocabulary-title"))


def kinds(triples: Iterable[SpokenTriple]) -> Iterator[SpokenTriple]:
    """Say what kind of thing each value is."""
    for _, predicate, value in triples:
        if predicate in _KINDS and isinstance(value, NamedNode):
            yield value, A, _KINDS[predicate]


def _named(node: NamedNode, predicate: NamedNode, labels: Text) -> Iterator[SpokenTriple]:
    for tag, label in labels.items():
        yield node, predicate, Literal(label, language=tag)
