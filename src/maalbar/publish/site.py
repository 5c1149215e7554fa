"""Everything that is published, as files that are not yet written."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.index import Index
from maalbar.model.manifest import Gone
from maalbar.model.release import JSON, JSONLD, TURTLE, File
from maalbar.model.statements import Publication
from maalbar.model.terms import MB
from maalbar.model.text import LANGUAGES, Language
from maalbar.publish import pages, void
from maalbar.publish.describe import Described
from maalbar.publish.documents import Documents
from maalbar.publish.pages import Pages
from maalbar.publish.paths import Paths
from maalbar.publish.tombstones import Tombstones
from maalbar.vocabulary.context import jsonld_context
from maalbar.vocabulary.ontology import Vocabulary
from maalbar.vocabulary.resources import folder
from maalbar.vocabulary.schema import write_schema

# JSON-LD that is safe within a page, by the address of what the page is about.
Scripts = Callable[[Language], Mapping[str, str]]

DUMP: Final = "dump"
_DUMPS: Final = {
    "dump.ttl": "Turtle",
    "dump.jsonld": "JSON-LD",
    "dump.nt": "N-Triples",
    "dump.trig": "TriG",
    "dump.nq": "N-Quads",
}
_DOCUMENTS: Final = {
    "ns.html": "vocabulary-title",
    "shapes.ttl": "shapes",
    "catalogue.ttl": "catalogue",
}


def data_files(publication: Publication, vocabulary: Vocabulary) -> Iterator[File]:
    """Give the data: a document a thing, dumps, VoID, the vocabulary, shapes, context, schemas.

    Raises:
        MaalbarError: two things would become one file.
    """
    described = Described(publication)
    documents = Documents(vocabulary, publication.settings.base)
    paths = Paths(publication.settings.base)
    paths.check(described.resources)
    reports = set(publication.reports)
    for resource in described.resources:
        path = paths.of(resource.value)
        files = [*documents.of(path, described.document(resource), root=resource)]
        if resource in reports:
            files += documents.with_graphs(path, described.graphs_of(resource))
        origin = publication.place(resource).path
        yield from (replace(each, source=str(origin or "")) for each in files)
    graphs = described.graphs | {statuses_graph(publication): _statuses(publication)}
    dumps = list(documents.dumps(DUMP, publication.plain, graphs))
    yield from dumps
    dataset = list(
        documents.of("void", void.describe_dataset(publication, [each.listed for each in dumps]))
    )
    yield from dataset
    yield File(".well-known/void", dataset[0].data, TURTLE)
    yield from documents.of("ns", vocabulary.index)
    yield from _shapes()
    context = {"@context": jsonld_context(vocabulary)}
    yield File("context.jsonld", _json(context), JSONLD)
    for language in LANGUAGES:
        schema = write_schema(vocabulary, language)
        yield File(f"schema/{language}.json", schema.encode(), JSON, language)


def source_files(path: str, source: Index, vocabulary: Vocabulary, *, base: str) -> Iterator[File]:
    """Give something that is harvested, in all serialisations that a harvester may ask for."""
    yield from Documents(vocabulary, base).harvested(path, source)


def document_files(path: str, index: Index, vocabulary: Vocabulary, *, base: str) -> Iterator[File]:
    """Give a document that is about no thing of the publication."""
    yield from Documents(vocabulary, base).of(path, index)


def page_files(
    publication: Publication,
    vocabulary: Vocabulary,
    scripts: Scripts,
    *,
    version: str = "",
    versions: Collection[str] = (),
) -> Iterator[File]:
    """Give the pages in every language.

    Args:
        publication: what they are about.
        vocabulary: names of everything.
        scripts: gives, for a language, the data within pages by what these are about.
        version: date of the snapshot that they are part of.
        versions: dates of the snapshots that the site has.
    """
    described = Described(publication)
    yield from pages.style()
    for language in LANGUAGES:
        made = Pages(described, vocabulary, language, scripts(language), version, bool(versions))
        yield made.front(_DUMPS, _DOCUMENTS)
        yield made.terms()
        if versions and not version:
            yield made.versions(versions)
        for resource in described.resources:
            yield made.of(resource)


def tombstone_files(
    gone: Mapping[str, Gone], vocabulary: Vocabulary, *, base: str
) -> Iterator[File]:
    """Give what is told at the addresses of things that are gone, by their paths."""
    return Tombstones(Documents(vocabulary, base), gone).files()


def statuses_graph(publication: Publication) -> NamedNode:
    """Name the graph that says of every named graph what its statements are."""
    return NamedNode(f"{publication.settings.base}graph/statuses")


def _statuses(publication: Publication) -> Index:
    return Index(
        (graph, MB.statementStatus, MB[status]) for graph, status in publication.graphs.items()
    )


def _shapes() -> Iterator[File]:
    """Give the shapes as they were written: each file, and all of them in one."""
    root = folder("shapes")
    written = sorted(root.rglob("*.ttl"))
    for path in written:
        yield File(f"shapes/{path.relative_to(root).as_posix()}", path.read_bytes(), TURTLE)
    yield File("shapes.ttl", b"\n".join(path.read_bytes() for path in written), TURTLE)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
