"""A VoID description: what is in the dump, how much of it, and where to fetch it.

See Also:
    Describing Linked Datasets with the VoID Vocabulary <https://www.w3.org/TR/void/>.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index, SpokenTriple
from maalbar.model.release import Listed
from maalbar.model.statements import Publication
from maalbar.model.terms import DCT, FOAF, MB, PREFIXES, VOID, XSD, A, Term


def describe_dataset(publication: Publication, dumps: Iterable[Listed]) -> Index:
    """Describe the publication as a dataset; counts are of distinct triples, graphs merged."""
    return Index(_triples(publication, dumps))


def _triples(publication: Publication, dumps: Iterable[Listed]) -> Iterator[SpokenTriple]:
    settings, index = publication.settings, publication.index
    dataset = NamedNode(f"{settings.base}void#dataset")
    document = NamedNode(f"{settings.base}void")
    triples = list(index)
    predicates = Counter(predicate for _, predicate, _ in triples)
    classes = Counter(value for _, predicate, value in triples if predicate == A)
    yield document, A, VOID.DatasetDescription
    yield document, FOAF.primaryTopic, dataset
    yield dataset, A, VOID.Dataset
    for tag, text in settings.title.items():
        yield dataset, DCT.title, Literal(text, language=tag)
    for tag, text in settings.description.items():
        yield dataset, DCT.description, Literal(text, language=tag)
    yield dataset, DCT.publisher, settings.publisher
    yield dataset, DCT.license, settings.licence
    yield dataset, DCT.issued, Literal(settings.issued, datatype=XSD.date)
    yield dataset, DCT.modified, Literal(settings.modified, datatype=XSD.date)
    yield dataset, VOID.uriSpace, Literal(settings.identifiers)
    yield dataset, VOID.triples, _integer(len(triples))
    yield dataset, VOID.distinctSubjects, _integer(len(list(index.nodes)))
    yield dataset, VOID.distinctObjects, _integer(len({value for _, _, value in triples}))
    yield dataset, VOID.properties, _integer(len(predicates))
    yield dataset, VOID.classes, _integer(len(classes))
    for dump in dumps:
        yield dataset, VOID.dataDump, NamedNode(dump.address(settings.base))
    for report in publication.reports:
        yield dataset, VOID.exampleResource, report
    for namespace in sorted(_namespaces(predicates)):
        yield dataset, VOID.vocabulary, NamedNode(namespace)
    yield from _partitions(dataset, classes, VOID.classPartition, VOID["class"], VOID.entities)
    yield from _partitions(dataset, predicates, VOID.propertyPartition, VOID.property, VOID.triples)


def _partitions(
    dataset: NamedNode,
    counted: Counter[Term] | Counter[NamedNode],
    part_of: NamedNode,
    by: NamedNode,
    amount: NamedNode,
) -> Iterator[SpokenTriple]:
    for term, count in counted.items():
        if isinstance(term, NamedNode):
            part = NamedNode(f"{dataset.value}-{by.value.rpartition('#')[2]}-{_name(term)}")
            yield dataset, part_of, part
            yield part, A, VOID.Dataset
            yield part, by, term
            yield part, amount, _integer(count)


def _name(term: NamedNode) -> str:
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}-{term.value[len(namespace) :]}"
    return term.value.rstrip("/").rpartition("/")[2]


def _namespaces(predicates: Iterable[NamedNode]) -> set[str]:
    known = set(PREFIXES.values())
    found = {
        each.value[: max(each.value.rfind("#"), each.value.rfind("/")) + 1] for each in predicates
    }
    return (found & known) | {MB.iri}


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
