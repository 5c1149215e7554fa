"""The code lists of the vocabulary as a graph of their own, for those who want no more of it."""

from collections.abc import Iterator

from maalbar.model.index import Index
from maalbar.model.release import File
from maalbar.model.terms import MB, SKOS, A
from maalbar.publish.documents import Documents
from maalbar.vocabulary.ontology import Vocabulary

_PATH = "codelists"


def code_list_files(vocabulary: Vocabulary, *, base: str) -> Iterator[File]:
    """Give the code lists in every serialisation."""
    return Documents(vocabulary, base).of(_PATH, code_lists(vocabulary))


def code_lists(vocabulary: Vocabulary) -> Index:
    """Give what the vocabulary says of its code lists and their concepts."""
    index = vocabulary.index
    return Index(
        (node, predicate, value)
        for kind in (SKOS.ConceptScheme, SKOS.Concept)
        for node in index.subjects(A, kind)
        if node.value.startswith(MB.iri)
        for predicate, values in index.properties(node).items()
        for value in values
    )
