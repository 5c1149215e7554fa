"""What holds of every file of the Turtle family, whoever wrote it."""

import re
from pathlib import Path, PurePosixPath
from typing import Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, parse, serialize
from tests.load.graphs import canonical
from tests.load.turtle.rereading import misplaced
from tests.load.turtle.texts import BASE, QUADS, SEEN, TRIG, TURTLE, mistaken

from maalbar.load.placed import Reading
from maalbar.load.turtle.read import Form, read_turtle
from maalbar.model.diagnostic import MaalbarError

ROOT: Final = Path(__file__).parents[3]
FORMATS: Final[dict[Form, RdfFormat]] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
}
# Where pyoxigraph leaves the grammar.
OXIGRAPH: Final = {
    r"[0-9.][eE](?![0-9+-])": "an e after a number must begin an exponent",
    r"\b(?:a|true|false)\.[\w:]": "a full stop and what follows are part of a word before them",
    r"\\.\.?\s*\Z": "the escape at the end of a file's last name is not read",
    r"\\[uU]0*[0189]?[0-9A-F](?![0-9A-F])": "characters that no one can see are read as escapes",
    r"<<|\{\||\|\}|~|(?i:version)|--": "RDF 1.2 is read too",
}


def read(text: str, form: Form) -> Reading:
    return read_turtle(text, PurePosixPath(f"file.{form}"), base=BASE, form=form)


def theirs(text: str, form: Form) -> list[Quad] | None:
    """Give what pyoxigraph reads; nothing if it refuses."""
    base = BASE if form in {"turtle", "trig"} else None
    try:
        return list(parse(text, format=FORMATS[form], base_iri=base))
    except SyntaxError:
        return None


def ours(text: str, form: Form) -> Reading | None:
    """Give what is read here; nothing if anything is wrong."""
    try:
        reading = read(text, form)
    except MaalbarError as error:
        findings = error.diagnostics
    else:
        findings = reading.findings
    assert all(each.location.mark for each in findings)
    return None if findings else reading


def written(quads: list[Quad], form: Form) -> str:
    """Let pyoxigraph write quads."""
    prefixes = {"ex": "https://example.org/ns#"} if form in {"turtle", "trig"} else None
    data = serialize(quads, format=FORMATS[form], prefixes=prefixes)
    assert data is not None
    return data.decode()


def assert_same(text: str, form: Form) -> None:
    assume(not any(re.search(each, text) for each in OXIGRAPH))

    expected, reading = theirs(text, form), ours(text, form)

    assert (reading is None) == (expected is None)
    if reading and expected:
        assert canonical(reading.quads) == canonical(expected)
        assert not list(misplaced(text, reading.quads, base=BASE))


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=50, deadline=None)
@given(quads=QUADS)
def test_what_pyoxigraph_writes_is_read_back(form: Form, quads: list[Quad]) -> None:
    if form in {"turtle", "ntriples"}:
        quads = [Quad(each.subject, each.predicate, each.object) for each in quads]
    text = written(quads, form)

    reading = read(text, form)

    assert not reading.findings
    assert canonical(reading.quads) == canonical(quads)
    assert not list(misplaced(text, reading.quads, base=BASE))


@settings(max_examples=100, deadline=None)
@given(text=TURTLE)
def test_turtle_is_read_as_pyoxigraph_reads_it(text: str) -> None:
    assert ours(text, "turtle")
    assert_same(text, "turtle")


@settings(max_examples=60, deadline=None)
@given(text=TRIG)
def test_trig_is_read_as_pyoxigraph_reads_it(text: str) -> None:
    assert ours(text, "trig")
    assert_same(text, "trig")


@settings(max_examples=150, deadline=None)
@given(text=mistaken(TURTLE))
def test_turtle_with_mistakes_is_refused_where_pyoxigraph_refuses_it(text: str) -> None:
    assert_same(text, "turtle")


@settings(max_examples=80, deadline=None)
@given(text=mistaken(TRIG))
def test_trig_with_mistakes_is_refused_where_pyoxigraph_refuses_it(text: str) -> None:
    assert_same(text, "trig")


@pytest.mark.parametrize("form", ["ntriples", "nquads"])
@settings(max_examples=100, deadline=None)
@given(data=st.data(), quads=QUADS)
def test_lines_with_mistakes_are_refused_where_pyoxigraph_refuses_them(
    form: Form, data: st.DataObject, quads: list[Quad]
) -> None:
    text = data.draw(mistaken(st.just(written(quads, "nquads"))))

    assert_same(text, form)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=100, deadline=None)
@given(text=st.text(SEEN | st.sampled_from("<>[](){}.;,:@^\\\"'#_")))
def test_no_text_is_answered_by_anything_but_findings(form: Form, text: str) -> None:
    assert_same(text, form)


@pytest.mark.parametrize(
    "path",
    [*(ROOT / "ontology").glob("*.ttl"), *(ROOT / "shapes").rglob("*.ttl")],
    ids=lambda path: path.name,
)
def test_the_files_of_the_project_are_read_as_pyoxigraph_reads_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    reading = read(text, "turtle")

    assert not reading.findings
    expected = theirs(text, "turtle")
    assert expected
    assert canonical(reading.quads) == canonical(expected)
    assert not list(misplaced(text, reading.quads, base=BASE))
