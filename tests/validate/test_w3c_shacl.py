"""The W3C's test suite of SHACL: Core by both engines, SPARQL as others' shapes may use it.

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

from maalbar.model.diagnostic import MaalbarError
from maalbar.model.index import Index
from maalbar.model.terms import RDF, SH, Namespace, Subject, Term
from maalbar.validate.paths import compile_path
from maalbar.validate.result import Result
from maalbar.validate.ruleset import compile_rules, validate
from maalbar.validate.shape_node import ShapeNode

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
PROJECT = Path(__file__).parents[2]
SUITE = (Path(os.environ.get("MAALBAR_SHARED", PROJECT / "../shared")) / "w3c/shacl").resolve()

Row = tuple[str, str, str, str, str, str]


class Way(NamedTuple):
    """A way in which a part of the suite is run, how many tests it has, and which fail, and why."""

    part: str
    entries: int
    by_reference: bool
    allow_sparql: bool
    deviations: dict[str, str]

    def ask(self, shapes: Index, data: Index) -> list[Result]:
        rules = compile_rules(shapes)
        return validate(data, rules, by_reference=self.by_reference, allow_sparql=self.allow_sparql)


WAYS = {
    "Core by our engine": Way("core", 98, by_reference=False, allow_sparql=False, deviations={}),
    "Core by pySHACL": Way(
        "core",
        98,
        by_reference=True,
        allow_sparql=False,
        deviations={
            "core/property/uniqueLang-002.ttl": "pySHACL takes 1 for true",
        },
    ),
    "SPARQL as it is allowed": Way(
        "sparql",
        23,
        by_reference=False,
        allow_sparql=True,
        deviations={
            "sparql/pre-binding/shapesGraph-001.ttl": "pySHACL has no $shapesGraph, and says so",
        },
    ),
}


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


def entries(part: str) -> Iterator[Entry]:
    """Find the tests of all files, though the manifests leave one out."""
    for path in sorted((SUITE / part).rglob("*.ttl")):
        graph = read(path)
        for head in graph.objects(NamedNode(path.as_uri()), MF.entries):
            for node in graph.list_items(head):
                yield Entry(graph, node)


def file_of(iri: Term) -> Path:
    return Path(iri.value.removeprefix("file://"))


def name(entry: Entry) -> str:
    (subject,) = entry.graph.subjects(RDF.type, MF.Manifest)
    return str(file_of(subject).relative_to(SUITE))


def parameters() -> Iterator[object]:
    for title, way in WAYS.items():
        for entry in entries(way.part):
            reason = way.deviations.get(name(entry))
            marks = () if reason is None else (pytest.mark.xfail(strict=True, reason=reason),)
            yield pytest.param(way, entry, id=f"{title}: {name(entry)}", marks=marks)


def text(term: Term | None) -> str:
    """Write a term so that the blank nodes of two graphs can be compared."""
    return "" if term is None else "_:" if isinstance(term, BlankNode) else str(term)


def path_text(graph: Index, path: Term | None) -> str:
    return "" if path is None else compile_path(ShapeNode(graph, BlankNode()), path).text


def rows(shapes: Index, results: list[Result]) -> Counter[Row]:
    return Counter(
        (
            text(result.focus),
            path_text(shapes, result.path),
            text(result.value),
            text(result.component),
            text(result.severity),
            text(result.shape),
        )
        for result in results
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


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_whole_suite_is_run(way: Way) -> None:
    found = list(entries(way.part))

    assert len(found) == way.entries
    assert way.deviations.keys() <= {name(entry) for entry in found}


@pytest.mark.parametrize(("way", "entry"), list(parameters()))
def test_what_the_w3c_expects_is_found(way: Way, entry: Entry) -> None:
    graph, node = entry
    assert graph.first(node, RDF.type) == SHT.Validate
    action = named(graph.first(node, MF.action))
    report = named(graph.first(node, MF.result))
    data = read(file_of(named(graph.first(action, SHT.dataGraph))))
    shapes = read(file_of(named(graph.first(action, SHT.shapesGraph))))
    if report == SHT.Failure:
        with pytest.raises(MaalbarError, match=r"shapes/reference-failed|query/forbidden"):
            way.ask(shapes, data)
        return

    results = rows(shapes, way.ask(shapes, data))

    assert results == expected(graph, report)
    conforms = graph.first(report, SH.conforms)
    assert conforms is not None
    assert (not results) == (conforms.value == "true")
