"""What others keep and the catalogue refers to, told with kind and name.

Harvesters look for both, and look no further than the catalogue itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from maalbar.catalogue.source import texts
from maalbar.model.index import SpokenTriple
from maalbar.model.terms import DCAT, DCT, FOAF, MB, PROV, A, Term
from maalbar.vocabulary.authorities import told_of
from maalbar.words import text

VOCABULARY: Final = NamedNode(MB.iri.rstrip("#"))
# The ranges that DCAT-AP gives these properties, whatever their values are.
_KINDS: Final[Mapping[NamedNode, NamedNode]] = {
    DCAT.landingPage: FOAF.Document,
    DCT.conformsTo: DCT.Standard,
    DCT.license: DCT.LicenseDocument,
    FOAF.homepage: FOAF.Document,
    PROV.wasDerivedFrom: FOAF.Document,
}


def authority_triples(triples: Iterable[SpokenTriple]) -> Iterator[SpokenTriple]:
    """Tell what kind of thing each value is, and of those that are known what they are called."""
    values: dict[Term, None] = {}
    for _, predicate, value in triples:
        if isinstance(value, NamedNode):
            values[value] = None
            if predicate in _KINDS:
                yield value, A, _KINDS[predicate]
    yield from told_of(values)
    yield from texts(VOCABULARY, DCT.title, text("pages", "vocabulary-title"))
