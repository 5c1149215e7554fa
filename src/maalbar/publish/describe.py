"""What a document about a thing holds.

A resource: all that is said of it, the passages that it cites (and, for a section, all
its passages), and the names of what it refers to.  A report: all that the files in its
folder say, the kinds of what they describe, and the names of what they refer to.

Plain documents hold what the reports state and what marks itself as something else; what
was derived, inferred or known beforehand about other things is in the files with named
graphs, and on the pages with its status.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from pyoxigraph import NamedNode

from maalbar.model.index import Index, SpokenTriple
from maalbar.model.statements import Publication, Statement
from maalbar.model.terms import DCT, MB, OA, SKOS, A, Subject, Term, order

NAMES = (SKOS.prefLabel, DCT.title)


@dataclass(frozen=True)
class Described:
    """A publication, cut into documents."""

    publication: Publication

    @property
    def resources(self) -> tuple[NamedNode, ...]:
        """Everything that has a document of its own, sorted by IRI.

        What has a fragment (a passage and its selectors) is told in the document without it.
        """
        return self.publication.things

    @cached_property
    def graphs(self) -> dict[NamedNode, Index]:
        """The named graphs."""
        parts: dict[NamedNode, list[SpokenTriple]] = {
            graph: [] for graph in self.publication.graphs
        }
        for each in self.publication.statements:
            parts[each.graph].append((each.subject, each.predicate, each.object))
        return {graph: Index(triples) for graph, triples in parts.items() if triples}

    @cached_property
    def incoming(self) -> dict[Term, dict[NamedNode, list[Subject]]]:
        """What points at each thing, by property."""
        found: dict[Term, dict[NamedNode, list[Subject]]] = {}
        for subject, predicate, value in self.publication.index:
            if isinstance(value, NamedNode) and predicate != A and "#" not in subject.value:
                found.setdefault(value, {}).setdefault(predicate, []).append(subject)
        return found

    def document(self, resource: NamedNode) -> Index:
        """Give the document about one resource."""
        if resource in self.publication.reports:
            return self.report(resource)
        return self._with_names(self._about(resource))

    def report(self, report: NamedNode) -> Index:
        """Give the document of a report: its whole folder."""
        plain = self.publication.plain
        triples = [
            (each.subject, each.predicate, each.object)
            for each in self._by_folder[self._folders[report]]
        ]
        return self._with_names([triple for triple in triples if triple in plain])

    def graphs_of(self, report: NamedNode) -> dict[NamedNode, Index]:
        """Give the named graphs of a report: those of the files in its folder."""
        inside = {each.graph for each in self._by_folder[self._folders[report]]}
        return {graph: self.graphs[graph] for graph in inside}

    @cached_property
    def _by_folder(self) -> dict[PurePosixPath, list[Statement]]:
        found: dict[PurePosixPath, list[Statement]] = {}
        for each in self.publication.statements:
            found.setdefault(each.path.parent, []).append(each)
        return found

    @cached_property
    def _folders(self) -> dict[Term, PurePosixPath]:
        """The folder in which each report is introduced."""
        return {
            each.subject: each.path.parent
            for each in reversed(self.publication.statements)
            if each.object == MB.PerformanceReport
        }

    def _about(self, resource: NamedNode) -> list[SpokenTriple]:
        nodes = [resource, *self._fragments_of(resource)]
        index = self.publication.plain
        for value in [*index.objects(resource, MB.statedIn)]:
            nodes += [value, *index.objects(value, OA.hasSelector)]  # type: ignore[list-item]
        return [
            (node, predicate, value)
            for node in dict.fromkeys(nodes)
            for predicate, values in index.properties(node).items()
            for value in values
        ]

    def _fragments_of(self, resource: NamedNode) -> Iterable[NamedNode]:
        return self._fragments.get(resource.value, ())

    @cached_property
    def _fragments(self) -> dict[str, list[NamedNode]]:
        found: dict[str, list[NamedNode]] = {}
        for node in self.publication.index.nodes:
            document, hash_sign, _ = node.value.partition("#")
            if hash_sign and isinstance(node, NamedNode):
                found.setdefault(document, []).append(node)
        return found

    def _with_names(self, triples: Sequence[SpokenTriple]) -> Index:
        """Add the kinds of what is described, and the names of what is referred to."""
        plain = self.publication.plain
        subjects = dict.fromkeys(subject for subject, _, _ in triples)
        kinds = [(node, A, kind) for node in subjects for kind in plain.objects(node, A)]
        return Index((*triples, *kinds, *self._names({value for _, _, value in triples})))

    def _names(self, values: Iterable[Term]) -> Iterator[SpokenTriple]:
        for value in sorted(values, key=order):
            if isinstance(value, NamedNode):
                for predicate in NAMES:
                    for name in self.publication.plain.objects(value, predicate):
                        yield value, predicate, name
