"""Graphs as files: every document in Turtle, JSON-LD and N-Triples, dumps also with graphs."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.index import Index
from maalbar.model.release import GZIP, JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE, File
from maalbar.publish.jsonld import write_jsonld
from maalbar.publish.ntriples import write_nquads, write_ntriples
from maalbar.publish.rdfxml import write_rdfxml
from maalbar.publish.turtle import write_trig, write_turtle
from maalbar.vocabulary.ontology import Vocabulary

SUFFIXES: Final = {".ttl": TURTLE, ".jsonld": JSONLD, ".nt": NTRIPLES}
GRAPH_SUFFIXES: Final = {".trig": TRIG, ".nq": NQUADS}
_MADE_ONCE: Final = 0  # gzip's clock: the same bytes whenever it is run


@dataclass(frozen=True)
class Documents:
    """Writes the documents of one publication; `context` is the IRI of its JSON-LD context."""

    vocabulary: Vocabulary
    base: str

    @property
    def context(self) -> str:
        """The IRI of the published JSON-LD context."""
        return f"{self.base}context.jsonld"

    def of(self, path: str, index: Index, *, root: NamedNode | None = None) -> Iterator[File]:
        """Write one graph, as the documents of `root` if one is given."""
        base = f"{self.base}id/"
        written = {
            ".ttl": write_turtle(index, base=base, first=root),
            ".jsonld": write_jsonld(index, self.vocabulary, context=self.context, root=root),
            ".nt": write_ntriples(index),
        }
        for suffix, text in written.items():
            yield File(path + suffix, text.encode(), SUFFIXES[suffix])

    def harvested(self, path: str, index: Index) -> Iterator[File]:
        """Write a graph that is harvested: also in RDF/XML, which every harvester reads."""
        yield from self.of(path, index)
        yield File(f"{path}.rdf", write_rdfxml(index), RDFXML)

    def with_graphs(self, path: str, graphs: Mapping[NamedNode, Index]) -> Iterator[File]:
        """Write named graphs."""
        yield File(f"{path}.nq", write_nquads(graphs).encode(), NQUADS)
        yield File(f"{path}.trig", write_trig(graphs, base=f"{self.base}id/").encode(), TRIG)

    def dumps(self, path: str, index: Index, graphs: Mapping[NamedNode, Index]) -> Iterator[File]:
        """Write the whole: as one graph, as named graphs, and each of these compressed."""
        for each in (*self.of(path, index), *self.with_graphs(path, graphs)):
            yield each
            yield File(f"{each.path}.gz", gzip.compress(each.data, mtime=_MADE_ONCE), GZIP)
