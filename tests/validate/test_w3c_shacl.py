"""The W3C's test suite of SHACL Core, run on the engine.

The suite is not part of this project; it lies in `w3c/shacl` of the folder that the
environment variable MAALBAR_SHARED names, or of `../shared`.

See Also:
    SHACL test suite <https://w3c.github.io/data-shapes/data-shapes-test-suite/>.
"""

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from maalbar.model.index import Index
from maalbar.model.terms import RDF, SH, Namespace, Subject, Term
from maalbar.validate.engine import compile_shapes
from maalbar.validate.paths import compile_path
from maalbar.validate.shape_node import ShapeNode

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
PROJECT = Path(__file__).parents[2]
SUITE = Path(os.environ.get("MAALBAR_SHARED", PROJECT / "../shared")) / "w3c/shacl/core"
ENTRIES = 98

# By path in the suite: what the engine finds differently, and why.
DEVIATIONS: dict[str, str] = {}

Row = tuple[str, str, str, str, str, str]


class Entry(NamedTuple):
    """One test of a manifest, in the graph of that manifest."""

    graph: Index
    node: Term


@cache
def read(path: Path) -> Index:
    return Index(
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri())
    )


def entries(manifest: Path) -> Iterator[Entry]:
    graph = read(manifest)
    root = NamedNode(manifest.as_uri())
    for included in graph.objects(root, MF.include):
        yield from entries(file_of(included))
    for head in graph.objects(root, MF.entries):
        for node in graph.list_items(head):
            yield Entry(graph, node)


def file_of(iri: Term) -> Path:
    return Path(iri.value.removeprefix("file://"))


def name(entry: Entry) -> str:
    return str(file_of(entry.node).relative_to(SUITE.resolve()))


def suite() -> list[Entry]:
    return list(entries(SUITE.resolve() / "manifest.ttl")) if SUITE.is_dir() else []


def parameters() -> Iterator[object]:
    for entry in suite():
        reason = DEVIATIONS.get(name(entry))
        marks = () if reason is None else (pytest.mark.xfail(strict=True, reason=reason),)
        yield pytest.param(entry, id=name(entry), marks=marks)


def text(term: Term | None) -> str:
    """Write a term so that the blank nodes of two graphs can be compared."""
    return "" if term is None else "_:" if isinstance(term, BlankNode) else str(term)


def path_text(graph: Index, path: Term | None) -> str:
    return "" if path is None else compile_path(ShapeNode(graph, BlankNode()), path).text


def found(shapes: Index, data: Index) -> Counter[Row]:
    return Counter(
        (
            text(result.focus),
            path_text(shapes, result.path),
            text(result.value),
            text(result.component),
            text(result.severity),
            text(result.shape),
        )
        for result in compile_shapes(shapes).validate(data)
    )


def expected(graph: Index, report: Term) -> Counter[Row]:
    def value(result: Term, name: str) -> str:
        return text(graph.first(result, SH[name]))

    return Counter(
        (
            value(result, "focusNode"),
            path_text(graph, graph.first(result, SH.resultPath)),
            value(result, "value"),
            value(result, "sourceConstraintComponent"),
            value(result, "resultSeverity"),
            value(result, "sourceShape"),
        )
        for result in graph.objects(report, SH.result)
    )


def named(term: Term | None) -> Subject:
    assert isinstance(term, NamedNode | BlankNode)
    return term


pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason=f"the W3C suite is not in {SUITE}")


def test_the_whole_suite_is_run() -> None:
    assert len(suite()) == ENTRIES
    assert DEVIATIONS.keys() <= {name(entry) for entry in suite()}


@pytest.mark.parametrize("entry", list(parameters()))
def test_the_engine_finds_what_the_w3c_expects(entry: Entry) -> None:
    graph, node = entry
    assert graph.first(node, RDF.type) == SHT.Validate
    action = named(graph.first(node, MF.action))
    report = named(graph.first(node, MF.result))
    data = read(file_of(named(graph.first(action, SHT.dataGraph))))
    shapes = read(file_of(named(graph.first(action, SHT.shapesGraph))))

    results = found(shapes, data)

    assert results == expected(graph, report)
    conforms = graph.first(report, SH.conforms)
    assert conforms is not None
    assert (not results) == (conforms.value == "true")
