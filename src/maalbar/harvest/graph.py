"""A document read as the portal reads it: one graph, in which every node has an address.

Relative addresses become those of the portal's base, nodes without an address are named by a
hash, and what cannot be written as RDF/XML fails the harvest.

See Also:
    RDF 1.1 XML Syntax, section 5.1 <https://www.w3.org/TR/rdf-syntax-grammar/#section-Identifiers>.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from maalbar.harvest.blank import SKOLEM, CircleError, is_hashed, named
from maalbar.harvest.source import Document
from maalbar.load.formats import read_rdf
from maalbar.load.placed import Reading
from maalbar.load.settings import loose_settings
from maalbar.load.text import decode
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.statements import Publication, Statement
from maalbar.model.terms import Subject, Term
from maalbar.model.text import Text
from maalbar.validate.naming import curie
from maalbar.words import finding
from maalbar.words.limit import Limit

BASE: Final = "http://example.com/"
_GRAPH: Final = NamedNode(f"{BASE}harvest")
# The name that RDF/XML needs a property to end in; see XML namespaces, production NCName.
_LETTERS: Final = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME: Final = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9.\xb7\u0300-\u036f\u203f\u2040-]*\Z")
_LOOKED_AT: Final = 100
_HASHED: Final = re.compile(re.escape(SKOLEM) + "[0-9a-f]{64}")
_DEEPEST: Final = 4


@dataclass(frozen=True, kw_only=True)
class Graph:
    """What a document says.

    Attributes:
        document: where it is from.
        publication: its statements with their places, all nodes named.
        blank: the node of the document that each made-up address stands for.
        findings: what the portal stumbles over before it sees a member.
        whole: whether it reads on to the end.
    """

    document: Document
    publication: Publication
    blank: Mapping[NamedNode, BlankNode]
    findings: tuple[Diagnostic, ...]
    whole: bool

    @property
    def index(self) -> Index:
        """All that is said, as one graph."""
        return self.publication.index

    def place(
        self, node: Term, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Location:
        """Find where a finding belongs; see `Publication.place`."""
        where = self.publication.place(node, predicate, value)
        return replace(where, focus=self._name(node))

    def spoken(self, found: Diagnostic) -> Diagnostic:
        """Speak of nodes without an address by what refers to them."""

        def said(words: str) -> str:
            return _HASHED.sub(lambda match: self._name(NamedNode(match[0])), words)

        def each(text: Text) -> Text:
            return {tag: said(words) for tag, words in text.items()}

        where = found.location
        return replace(
            found,
            message=each(found.message),
            hint=each(found.hint),
            location=replace(where, focus=said(where.focus)) if where.focus else where,
            value=said(found.value) if found.value else found.value,
            because=tuple(self.spoken(part) for part in found.because),
        )

    @cached_property
    def _mentions(self) -> Mapping[Term, Statement]:
        """The first statement that refers to each term."""
        return {each.object: each for each in reversed(self.publication.statements)}

    def _name(self, node: Term) -> str:
        steps: list[str] = []
        while is_hashed(node) and len(steps) < _DEEPEST and node in self._mentions:
            mention = self._mentions[node]
            steps.append(curie(mention.predicate))
            node = mention.subject
        first = "…" if is_hashed(node) else self.publication.short(node)
        return " → ".join((first, *reversed(steps)))


def read_graph(document: Document, *, base: str = BASE) -> Graph:
    """Read a document.

    Args:
        document: what a source gave.
        base: what addresses in findings are shortened by, if the source has a base of its own.
    """
    if document.data is None:
        return _graph(document, (), {}, base, document.findings, whole=False)
    try:
        text = decode(document.data, document.path)
        reading = read_rdf(text, document.path, document.form, base=BASE)
    except MaalbarError as error:
        findings = (*document.findings, *error.diagnostics)
        return _graph(document, (), {}, base, findings, whole=False)
    findings = (*document.findings, *reading.findings)
    index = Index((each.subject, each.predicate, each.object) for each in reading.quads)
    try:
        names = named(index)
    except CircleError as error:
        at = next(each for each in reading.quads if each.subject == error.node)
        where = Location(path=document.path, mark=at.subject_at)
        circle = finding("harvest/circle", where)
        return _graph(document, (), {}, base, (*findings, circle), whole=False)
    statements = tuple(_statements(reading, document, names))
    graph = _graph(document, statements, names, base, findings, whole=True)
    told = (*_relative(graph.publication, document.path), *_unwritable(graph.publication))
    fatal = any(each.code == "harvest/no-name" for each in told)
    return replace(graph, findings=(*findings, *told), whole=not fatal)


def _graph(  # noqa: PLR0913 # the parts of a graph
    document: Document,
    statements: tuple[Statement, ...],
    names: Mapping[BlankNode, NamedNode],
    base: str,
    findings: tuple[Diagnostic, ...],
    *,
    whole: bool,
) -> Graph:
    publication = Publication(
        settings=loose_settings(base),
        statements=statements,
        graphs={_GRAPH: "stated"},
        findings=(),
        loose=True,
    )
    return Graph(
        document=document,
        publication=publication,
        blank={name: node for node, name in names.items()},
        findings=findings,
        whole=whole,
    )


def _statements(
    reading: Reading, document: Document, names: Mapping[BlankNode, NamedNode]
) -> Iterator[Statement]:
    def name(node: Subject) -> NamedNode:
        return names[node] if isinstance(node, BlankNode) else node

    def term(value: Term) -> Term:
        return names[value] if isinstance(value, BlankNode) else value

    for each in reading.quads:
        yield Statement(
            name(each.subject),
            each.predicate,
            term(each.object),
            _GRAPH,
            document.path,
            each.value_at,
            each.property_at,
            each.subject_at,
        )


def _relative(publication: Publication, path: PurePosixPath) -> Iterator[Diagnostic]:
    """Find what became an address of the portal's base, each once."""
    told: set[Term] = set()
    counted = Limit(path)
    for each in publication.statements:
        for node, mark in (
            (each.subject, each.subject_at),
            (each.predicate, each.property_at),
            (each.object, each.value_at),
        ):
            if isinstance(node, NamedNode) and node.value.startswith(BASE) and node not in told:
                told.add(node)
                if not counted.is_enough("harvest/relative"):
                    where = Location(path=path, mark=mark)
                    yield finding("harvest/relative", where, value=node.value)
    yield from counted.left_out()


def _unwritable(publication: Publication) -> Iterator[Diagnostic]:
    """Find properties that RDF/XML has no way to write, each once."""
    told: set[Term] = set()
    for each in publication.statements:
        if each.predicate not in told:
            told.add(each.predicate)
            if not _NAME.search(each.predicate.value[-_LOOKED_AT:]):
                where = Location(path=each.path, mark=each.property_at)
                yield finding("harvest/no-name", where, value=each.predicate.value)
