"""From quads with places to statements: what an RDF file says, in the publisher's words.

An RDF file may say anything; what the vocabulary does not know is reported where it stands,
with the nearest known term.  Three liberties make it as easy to write as YAML: a property
that the ontology names from the other end is turned round, a whole number is taken where a
decimal number is asked for, and a file or a named graph may tell its status.
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.load.manners import Manner
from maalbar.load.mapped import Mapped, graph_of
from maalbar.load.placed import Placed, Reading
from maalbar.load.told import Told
from maalbar.load.values import Values
from maalbar.model.diagnostic import Mark
from maalbar.model.statements import STATUSES, Statement
from maalbar.model.terms import MB, A, Subject, Term
from maalbar.vocabulary.ontology import Vocabulary
from maalbar.words import suggested

_STATUS_IN_NAME: Final = re.compile(rf"\.({'|'.join(STATUSES)})$")


def map_reading(
    reading: Reading,
    path: PurePosixPath,
    *,
    base: str,
    vocabulary: Vocabulary,
    form: str = "turtle",
) -> Mapped:
    """Take in what an RDF file says.

    The status of a statement is that of its named graph, as `mb:statementStatus` says of it or
    as the last step of its address is.  Outside of named graphs it is what the thing says of
    itself; else that of the file, as in `figures.derived.ttl`; else `stated`.

    Args:
        reading: the quads of the file.
        path: the file, relative to the publication's folder; names its graphs.
        base: absolute IRI of the publication.
        vocabulary: the terms that may be used.
        form: what its format is called, to write advice as the file is written.
    """
    told = Told(path)
    graphs = {each.graph for each in reading.quads if each.graph is not None}
    kinds = dict(_kinds(reading.quads, vocabulary))
    values = Values(vocabulary, base, Manner(form, f"{base}id/"), told, kinds)
    taker = _Taker(vocabulary, path, base, values, _statuses(reading.quads, graphs), told)
    for quad in reading.quads:
        if not (quad.predicate == MB.statementStatus and quad.subject in graphs):
            taker.take(quad)
    if not reading.quads and not reading.findings:
        told.tell("syntax/empty-file", Mark(1, 1))
    findings = (*reading.findings, *told.findings)
    # What refers to a thing that has no address cannot be judged.
    return Mapped(tuple(taker.statements), taker.graphs, findings, whole=not values.nameless)


def _kinds(quads: Iterable[Placed], vocabulary: Vocabulary) -> Iterator[tuple[Term, str]]:
    """Give the types of things without address, by their keys."""
    for each in quads:
        if isinstance(each.subject, BlankNode) and each.predicate == A:
            kind = vocabulary.key_of.get(each.object)
            if kind:
                yield each.subject, kind


def _statuses(quads: Iterable[Placed], graphs: Container[object]) -> dict[Term, str]:
    """Give the statuses that a file tells of its named graphs, and of things outside of them."""
    return {
        each.subject: each.object.value.removeprefix(MB.iri)
        for each in quads
        if each.predicate == MB.statementStatus and (each.subject in graphs or each.graph is None)
    }


@dataclass(slots=True)
class _Taker:
    vocabulary: Vocabulary
    path: PurePosixPath
    base: str
    values: Values
    # The statuses of named graphs, and of things outside of them.
    said: dict[Term, str]
    told: Told
    statements: list[Statement] = field(default_factory=list)
    graphs: dict[NamedNode, str] = field(default_factory=dict)
    _named: dict[Subject | None, NamedNode] = field(default_factory=dict)
    _introduced: dict[Subject, Mark] = field(default_factory=dict)

    @property
    def known_classes(self) -> Collection[NamedNode]:
        return self.vocabulary.classes.values()

    def take(self, quad: Placed) -> None:
        name = quad.graph
        if name is None and quad.subject in self.said:
            name = quad.subject
        graph = self._named.get(name) or self.graph(name, quad)
        self.values.address(quad.subject, quad.subject_at)
        if quad.predicate == A:
            # In RDF a thing may get its types in many places of one file, and is one thing.
            at = self._introduced.setdefault(quad.subject, quad.subject_at)
            self.add(quad._replace(object=self.kind(quad), subject_at=at), graph)
            return
        properties = self.vocabulary.property_of
        inverse = self.vocabulary.inverse_of.get(quad.predicate)
        if quad.predicate not in properties and inverse is None:
            quad = quad._replace(predicate=self.unknown_property(quad))
            quad = quad._replace(object=self.values.under_known_key(quad))
            inverse = self.vocabulary.inverse_of.get(quad.predicate)
        if inverse and isinstance(quad.object, Literal):
            term = self.vocabulary.properties[self.vocabulary.key_of[quad.predicate]]
            quad = quad._replace(object=self.values.linked(term, quad.object, quad))
        if inverse and not isinstance(quad.object, Literal):
            self.values.address(quad.object, quad.value_at)
            self.add(_turned(quad, quad.object, inverse), graph)
        elif quad.predicate in properties:
            value = self.values.value(properties[quad.predicate], quad)
            self.add(quad._replace(object=value), graph)
        else:
            self.add(quad, graph)

    def add(self, quad: Placed, graph: NamedNode) -> None:
        self.statements.append(
            Statement(
                quad.subject,
                quad.predicate,
                quad.object,
                graph,
                self.path,
                quad.value_at,
                quad.property_at,
                quad.subject_at,
            )
        )

    def graph(self, name: Subject | None, quad: Placed) -> NamedNode:
        """Give the graph of the publication that takes in what a graph, or a thing, says."""
        in_name = _STATUS_IN_NAME.search(self.path.stem)
        last = quad.graph.value.rpartition("/")[2] if quad.graph is not None else ""
        status = last if last in STATUSES else in_name[1] if in_name else "stated"
        if name is not None:
            status = self.said.get(name, status)
        if status not in STATUSES:
            status = self.unknown_status(status, quad.subject_at)
        plain = self.path.with_suffix("")
        if in_name:
            plain = plain.with_suffix("")
        found = self._named[name] = graph_of(plain, status, base=self.base)
        self.graphs[found] = status
        return found

    def unknown_status(self, status: str, mark: Mark) -> str:
        """Tell of a status that no one knows, and give the one that is meant."""
        near = self.told.nearest(status, STATUSES)
        self.values.report(
            "vocabulary/unknown-status",
            mark,
            value=status,
            expected=", ".join(STATUSES),
            suggestion=suggested(near),
        )
        return near or "stated"

    def kind(self, quad: Placed) -> Term:
        """Look at the type of a thing, and give the one that is meant."""
        known = self.vocabulary.classes
        if quad.object in self.known_classes:
            self.values.deprecated(quad.object, quad.value_at)
            return quad.object
        near = self.values.near(quad.object, known)
        self.values.report(
            "vocabulary/unknown-type",
            quad.value_at,
            about=quad,
            value=self.values.spoken(quad.object.value),
            suggestion=self.values.suggestion(near),
        )
        # Read on as what was meant, so that one slip is one finding.
        return near or quad.object

    def unknown_property(self, quad: Placed) -> NamedNode:
        """Tell of a property that no one knows, and give the one that is meant."""
        known = {key: each.iri for key, each in self.vocabulary.properties.items()}
        near = self.values.near(quad.predicate, known)
        self.values.report(
            "vocabulary/unknown-property",
            quad.property_at,
            about=quad,
            value=self.values.spoken(quad.predicate.value),
            suggestion=self.values.suggestion(near),
        )
        return near or quad.predicate


def _turned(quad: Placed, value: Subject, inverse: NamedNode) -> Placed:
    """Say the same from the other end."""
    return quad._replace(
        subject=value,
        predicate=inverse,
        object=quad.subject,
        subject_at=quad.value_at,
        value_at=quad.subject_at,
    )
