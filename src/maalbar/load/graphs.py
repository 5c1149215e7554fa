"""From quads with places to statements: what an RDF file says, in the publisher's words.

An RDF file may say anything; what the vocabulary does not know is reported where it stands,
with the nearest known term.  Three liberties make it as easy to write as YAML: a property
that the ontology names from the other end is turned round, a whole number is taken where a
decimal number is asked for, and a file or a named graph may tell its status.
"""

import re
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.load.iris import composed, problem_with
from maalbar.load.mapped import Mapped, graph_of
from maalbar.load.numerals import mended
from maalbar.load.placed import Placed, Reading
from maalbar.load.ranges import is_bad_range
from maalbar.load.text import is_language
from maalbar.load.told import Told
from maalbar.model.diagnostic import Mark
from maalbar.model.literals import EXAMPLES, is_well_formed
from maalbar.model.statements import STATUSES, Statement
from maalbar.model.terms import MB, PREFIXES, XSD, A, Subject, Term
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary
from maalbar.words import suggested, text

_STATUS_IN_NAME: Final = re.compile(rf"\.({'|'.join(STATUSES)})$")


def map_reading(
    reading: Reading,
    path: PurePosixPath,
    *,
    base: str,
    vocabulary: Vocabulary,
    by_key: bool = False,
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
        by_key: whether the file names terms by their keys, as JSON-LD does, and not by IRIs.
    """
    told = Told(path)
    graphs = {each.graph for each in reading.quads if each.graph is not None}
    taker = _Taker(vocabulary, path, base, by_key, _statuses(reading.quads, graphs), told)
    for quad in reading.quads:
        if not (quad.predicate == MB.statementStatus and quad.subject in graphs):
            taker.take(quad)
    if not reading.quads and not reading.findings:
        taker.report("syntax/empty-file", Mark(1, 1))
    findings = (*reading.findings, *told.findings)
    return Mapped(tuple(taker.statements), taker.graphs, findings)


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
    by_key: bool
    # The statuses of named graphs, and of things outside of them.
    said: dict[Term, str]
    told: Told
    statements: list[Statement] = field(default_factory=list)
    graphs: dict[NamedNode, str] = field(default_factory=dict)
    _named: dict[Subject | None, NamedNode] = field(default_factory=dict)
    _told: set[object] = field(default_factory=set)
    _introduced: dict[Subject, Mark] = field(default_factory=dict)

    @property
    def known_classes(self) -> Collection[NamedNode]:
        return self.vocabulary.classes.values()

    def take(self, quad: Placed) -> None:
        name = quad.graph
        if name is None and quad.subject in self.said:
            name = quad.subject
        graph = self._named.get(name) or self.graph(name, quad)
        self.address(quad.subject, quad.subject_at)
        if quad.predicate == A:
            # In RDF a thing may get its types in many places of one file, and is one thing.
            at = self._introduced.setdefault(quad.subject, quad.subject_at)
            self.add(quad._replace(object=self.kind(quad), subject_at=at), graph)
            return
        properties = self.vocabulary.property_of
        inverse = self.vocabulary.inverse_of.get(quad.predicate)
        if quad.predicate not in properties and inverse is None:
            quad = quad._replace(predicate=self.unknown_property(quad))
            inverse = self.vocabulary.inverse_of.get(quad.predicate)
        if inverse and not isinstance(quad.object, Literal):
            self.address(quad.object, quad.value_at)
            self.add(_turned(quad, quad.object, inverse), graph)
        elif quad.predicate in properties:
            value = self.value(properties[quad.predicate], quad)
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
        self.report(
            "vocabulary/unknown-status",
            mark,
            value=status,
            expected=", ".join(STATUSES),
            suggestion=suggested(near),
        )
        return near or "stated"

    def address(self, node: Term, mark: Mark) -> None:
        """Ask of a node that it has an address that can be published; each is told once."""
        if node in self._told:
            return
        self._told.add(node)
        if isinstance(node, BlankNode):
            self.report("syntax/no-address", mark)
        elif isinstance(node, NamedNode):
            problem = problem_with(node.value)
            if problem:
                reason = text("phrases", problem)
                self.report("syntax/bad-id", mark, value=node.value, reason=reason)
            elif composed(node.value) != node.value:
                self.report("syntax/not-normalised", mark, value=node.value)

    def kind(self, quad: Placed) -> Term:
        """Look at the type of a thing, and give the one that is meant."""
        known = self.vocabulary.classes
        if quad.object in self.known_classes:
            self.deprecated(quad.object, quad.value_at)
            return quad.object
        near = self.near(quad.object, known)
        self.report(
            "vocabulary/unknown-type",
            quad.value_at,
            about=quad,
            value=self.spoken(quad.object.value),
            suggestion=self.suggestion(near),
        )
        # Read on as what was meant, so that one slip is one finding.
        return near or quad.object

    def unknown_property(self, quad: Placed) -> NamedNode:
        """Tell of a property that no one knows, and give the one that is meant."""
        known = {key: each.iri for key, each in self.vocabulary.properties.items()}
        near = self.near(quad.predicate, known)
        self.report(
            "vocabulary/unknown-property",
            quad.property_at,
            about=quad,
            value=self.spoken(quad.predicate.value),
            suggestion=self.suggestion(near),
        )
        return near or quad.predicate

    def value(self, term: Property, quad: Placed) -> Term:
        """Look at the value of a known property, and give what is taken in for it."""
        self.deprecated(term.iri, quad.property_at)
        value = quad.object
        if isinstance(value, Literal):
            return self.literal(term, value, quad)
        self.address(value, quad.value_at)
        if term.key == "statedIn" and isinstance(value, NamedNode):
            return self.passage(value, quad)
        if term.kind is Kind.CONCEPT and term.code_list and isinstance(value, NamedNode):
            return self.concept(term, term.code_list, value, quad)
        return value

    def literal(self, term: Property, value: Literal, quad: Placed) -> Literal:
        if term.kind is Kind.TEXT:
            if value.language is None:
                self.report(
                    "language/missing-language" if self.by_key else "language/missing-tag",
                    quad.value_at,
                    about=quad,
                    value=value.value,
                    key=term.key,
                )
            elif not is_language(value.language):
                self.report(
                    "language/bad-language", quad.value_at, about=quad, value=value.language
                )
            return value
        if term.datatype == XSD.decimal and value.datatype == XSD.integer:
            value = Literal(value.value, datatype=XSD.decimal)
        if not is_well_formed(value):
            name = value.datatype.value.rpartition("#")[2]
            self.report(
                "vocabulary/bad-value",
                quad.value_at,
                about=quad,
                value=value.value,
                expected=text("phrases", name if name in EXAMPLES else "term"),
                example=mended(value.value, value.datatype) or EXAMPLES.get(name, "…"),
            )
        return value

    def passage(self, value: NamedNode, quad: Placed) -> NamedNode:
        """Look at the range of a passage, and give the text as a whole if it is none."""
        report = partial(self.report, about=quad)
        if is_bad_range(unquote(value.value), quad.value_at, report, base=self.base):
            return NamedNode(value.value.partition("#")[0])
        return value

    def concept(
        self, term: Property, code_list: NamedNode, value: NamedNode, quad: Placed
    ) -> NamedNode:
        """Look at the value of a property with a code list, and give the one that is meant."""
        concepts = {
            each: self.vocabulary.concepts[each] for each in self.vocabulary.members(code_list)
        }
        if value in concepts.values():
            self.deprecated(value, quad.value_at)
            return value
        near = self.near(value, concepts)
        self.report(
            "vocabulary/unknown-concept",
            quad.value_at,
            about=quad,
            value=self.spoken(value.value),
            key=term.key,
            expected=", ".join(self.spoken(each.value) for each in concepts.values()),
            suggestion=self.suggestion(near),
        )
        return near or value

    def deprecated(self, term: Term, mark: Mark) -> None:
        replacement = self.vocabulary.deprecated.get(term)
        if replacement is not None:
            self.report(
                "vocabulary/deprecated",
                mark,
                value=self.spoken(term.value),
                instead=", ".join(self.spoken(each.value) for each in replacement) or "–",
            )

    def near(self, wrong: Term, known: Mapping[str, NamedNode]) -> NamedNode | None:
        """Find the known term whose name is nearest, whatever its namespace."""
        name = re.split(r"[#/:]", wrong.value)[-1]
        found = name if name in known else None
        found = found or self.vocabulary.named(name, known) or self.told.nearest(name, known)
        return known[found] if found else None

    def suggestion(self, near: NamedNode | None) -> object:
        return suggested(self.spoken(near.value) if near else None)

    def spoken(self, iri: str) -> str:
        """Name a term as the file would."""
        key = self.vocabulary.key_of.get(NamedNode(iri)) if self.by_key else None
        if self.by_key and key is None and iri.startswith(MB.iri):
            key = iri.removeprefix(MB.iri)
        return key or curie(iri)

    def report(
        self,
        code: str,
        mark: Mark,
        *,
        about: Placed | None = None,
        value: str | None = None,
        **values: object,
    ) -> None:
        self.told.tell(
            code,
            mark,
            focus=about.subject.value.removeprefix(f"{self.base}id/") if about else None,
            property_path=about.predicate.value if about else None,
            value=value,
            **values,
        )


def _turned(quad: Placed, value: Subject, inverse: NamedNode) -> Placed:
    """Say the same from the other end."""
    return quad._replace(
        subject=value,
        predicate=inverse,
        object=quad.subject,
        subject_at=quad.value_at,
        value_at=quad.subject_at,
    )


def curie(iri: str) -> str:
    """Write an IRI as Turtle would: with a prefix of ours where there is one."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"
