"""The W3C's test suite of Turtle, run on the reader.

The suite is not part of this project; it lies in `w3c/turtle` of the folder that the
environment variable MAALBAR_SHARED names, or of `../shared`.

See Also:
    RDF 1.1 Turtle test suite <https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/>.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final, NamedTuple

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.compare import isomorphic
from tests.load.graphs import canonical, to_rdflib
from tests.load.turtle.rereading import misplaced

from maalbar.load.placed import Reading
from maalbar.load.turtle.read import Form, read_turtle
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.index import Index
from maalbar.model.terms import RDF, Namespace, Term

MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
RDFT: Final = Namespace("http://www.w3.org/ns/rdftest#")
PROJECT: Final = Path(__file__).parents[3]
SUITE: Final = Path(os.environ.get("MAALBAR_SHARED", PROJECT / "../shared")) / "w3c/turtle"
BASE: Final = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"
ENTRIES: Final = {
    RDFT.TestTurtleEval: 145,
    RDFT.TestTurtlePositiveSyntax: 74,
    RDFT.TestTurtleNegativeSyntax: 94,
}

# What the suite allows and this reader does not: escapes for characters that no one can see.
UNSEEN: Final = ("literal_with_escaped_BACKSPACE.ttl", "literal_with_escaped_FORM_FEED.ttl")
UNSEEN_RESULTS: Final = (
    "LITERAL1_all_controls.nt",
    "LITERAL1_ascii_boundaries.nt",
    "LITERAL2_ascii_boundaries.nt",
    "LITERAL_LONG1_ascii_boundaries.nt",
    "LITERAL_LONG2_ascii_boundaries.nt",
    "LITERAL_with_UTF8_boundaries.nt",
    "literal_with_BACKSPACE.nt",
    "literal_with_FORM_FEED.nt",
)
# What rdflib reads otherwise than the suite expects, and how.
PYTHON_NUMBER: Final = "rdflib writes numbers anew, as Python does"
URLJOIN: Final = "rdflib resolves by urljoin, which leaves dots and drops what stands before ?"
RDFLIB: Final = {
    "IRI-resolution-01.ttl": URLJOIN,
    "IRI-resolution-02.ttl": URLJOIN,
    "IRI-resolution-07.ttl": URLJOIN,
    "IRI-resolution-08.ttl": URLJOIN,
    "langtagged_LONG_with_subtag.ttl": "rdflib tells languages in capitals from others",
    "literal_with_CARRIAGE_RETURN.ttl": "rdflib turns every line end into a line feed",
    "numeric_with_leading_0.ttl": PYTHON_NUMBER,
    "positive_numeric.ttl": PYTHON_NUMBER,
    "turtle-subm-11.ttl": PYTHON_NUMBER,
    "turtle-syntax-datatypes-02.ttl": "rdflib tells texts with xsd:string from those without",
    "turtle-syntax-number-03.ttl": PYTHON_NUMBER,
    "turtle-syntax-number-05.ttl": PYTHON_NUMBER,
    "turtle-syntax-number-07.ttl": PYTHON_NUMBER,
    "turtle-syntax-number-13.ttl": PYTHON_NUMBER,
}


class Entry(NamedTuple):
    """One test: its kind, its file, and the file of the graph that is expected."""

    kind: Term
    action: str
    result: str | None


@cache
def suite() -> tuple[Entry, ...]:
    if not SUITE.is_dir():
        return ()
    manifest = f"{BASE}manifest.ttl"
    quads = parse(path=SUITE / "manifest.ttl", format=RdfFormat.TURTLE, base_iri=manifest)
    graph = Index((quad.subject, quad.predicate, quad.object) for quad in quads)
    (head,) = graph.objects(NamedNode(manifest), MF.entries)
    return tuple(entry(graph, node) for node in graph.list_items(head))


def entry(graph: Index, node: Term) -> Entry:
    kind, action = graph.first(node, RDF.type), graph.first(node, MF.action)
    result = graph.first(node, MF.result)
    assert kind
    assert action
    return Entry(kind, name_of(action), name_of(result) if result else None)


def name_of(file: Term) -> str:
    return file.value.removeprefix(BASE)


def text_of(name: str) -> str:
    return (SUITE / name).read_bytes().decode()


def read(name: str, form: Form = "turtle") -> Reading:
    return read_turtle(text_of(name), PurePosixPath(name), base=BASE + name, form=form)


def accepted(deviations: Mapping[str, str] = MappingProxyType({})) -> Iterator[object]:
    for each in suite():
        if each.kind != RDFT.TestTurtleNegativeSyntax and each.action not in UNSEEN:
            reason = deviations.get(each.action)
            marks = () if reason is None else (pytest.mark.xfail(strict=True, reason=reason),)
            yield pytest.param(each, id=each.action, marks=marks)


def refused() -> list[str]:
    negative = [each.action for each in suite() if each.kind == RDFT.TestTurtleNegativeSyntax]
    return [*negative, *UNSEEN]


def results() -> list[str]:
    names = {each.result for each in suite() if each.result}
    return sorted(names - set(UNSEEN_RESULTS))


pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason=f"the W3C suite is not in {SUITE}")


def test_the_whole_suite_is_run() -> None:
    assert Counter(each.kind for each in suite()) == ENTRIES
    assert {*RDFLIB, *UNSEEN} <= {each.action for each in suite()}
    assert set(UNSEEN_RESULTS) <= {each.result for each in suite()}


@pytest.mark.parametrize("entry", list(accepted()))
def test_what_the_w3c_accepts_is_read(entry: Entry) -> None:
    reading = read(entry.action)

    assert not reading.findings
    if entry.result:
        expected = parse(path=SUITE / entry.result, format=RdfFormat.N_TRIPLES)
        assert canonical(reading.quads) == canonical(expected)


@pytest.mark.parametrize("entry", list(accepted(RDFLIB)))
def test_what_the_w3c_accepts_is_read_as_rdflib_reads_it(
    entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    theirs = rdflib.Graph().parse(
        data=(SUITE / entry.action).read_bytes(), publicID=BASE + entry.action, format="turtle"
    )

    assert isomorphic(to_rdflib(read(entry.action).quads), theirs)


@pytest.mark.parametrize("entry", list(accepted()))
def test_every_term_stands_at_its_place(entry: Entry) -> None:
    quads = read(entry.action).quads

    assert not list(misplaced(text_of(entry.action), quads, base=BASE + entry.action))


@pytest.mark.parametrize("name", refused())
def test_what_the_w3c_refuses_is_refused(name: str) -> None:
    try:
        findings = read(name).findings
    except MaalbarError as error:
        findings = error.diagnostics

    assert findings
    assert all(each.location.mark for each in findings)


@pytest.mark.parametrize("name", results())
def test_the_results_of_the_suite_are_read_as_ntriples(name: str) -> None:
    reading = read(name, "ntriples")

    assert not reading.findings
    expected = parse(path=SUITE / name, format=RdfFormat.N_TRIPLES)
    assert canonical(reading.quads) == canonical(expected)
    assert not list(misplaced(text_of(name), reading.quads, base=BASE))


@pytest.mark.parametrize("name", [*UNSEEN, *UNSEEN_RESULTS])
def test_characters_that_no_one_can_see_are_found(name: str) -> None:
    form: Form = "ntriples" if name.endswith(".nt") else "turtle"

    assert {each.code for each in read(name, form).findings} == {"syntax/control-character"}
