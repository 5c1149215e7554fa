"""A query broken to fit a window is the same query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maalbar.queries import library
from maalbar.queries.tokens import form_of, projected
from maalbar.render.sparql import within


def pieces(sparql: str) -> str:
    """What is left when space and comments are passed over."""
    lines = sparql.splitlines()
    return "".join("".join(line.split()) for line in lines if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("name", library.names())
def test_a_query_is_the_same_and_fits(name: str) -> None:
    sparql = library.find(name).sparql
    body = "\n".join(line for line in sparql.splitlines() if not line.startswith("#+"))

    lines = list(within(body, 76))

    assert pieces("\n".join(lines)) == pieces(body)
    assert max(map(len, lines)) <= 76


@given(words=st.lists(st.sampled_from(["?x", '"a b  c"', "'# d'", "<e#f>", "{", "}", "<", "&&"])))
def test_no_line_is_broken_within_a_text(words: list[str]) -> None:
    line = f"  {' '.join(words)}"

    broken = "".join(f"{each.strip()} " for each in within(line, 12))

    assert broken.split(" ") == [*" ".join(words).split(" "), ""] or len(line) <= 12


def test_a_comment_stays_a_comment() -> None:
    lines = list(within("  ?subject ?predicate ?object . # what is said of it, at length", 30))

    assert lines == [
        "  # what is said of it, at",
        "  # length",
        "  ?subject ?predicate ?object",
        "    .",
    ]


def test_a_text_of_several_lines_is_left_alone() -> None:
    sparql = 'SELECT ("""a  b\n  c""" AS ?text) WHERE { ?subject ?predicate ?object }'

    assert "\n".join(within(sparql, 20)) == sparql


@pytest.mark.parametrize(
    ("sparql", "form", "names"),
    [
        ("PREFIX ask: <x:> SELECT ?a (COUNT(?b) AS ?c) WHERE { ?d ?e ?f }", "SELECT", ("a", "c")),
        ("SELECT DISTINCT * { ?d ?e ?f }", "SELECT", ()),
        ("# SELECT\nASK { ?d ?e ?f }", "ASK", ()),
        ("CONSTRUCT { ?d ?e ?f } WHERE { ?d ?e ?f }", "CONSTRUCT", ()),
        ("DESCRIBE <a:SELECT>", "DESCRIBE", ()),
    ],
)
def test_what_a_query_asks_for_is_read(sparql: str, form: str, names: tuple[str, ...]) -> None:
    assert form_of(sparql) == form
    assert projected(sparql) == names
