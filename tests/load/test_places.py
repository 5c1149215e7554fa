"""Every statement knows where it was written: its value, its property and its subject."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal
from tests.load.nodes import BASE, NODES, SECTIONS, Json

from maalbar import flow
from maalbar.load.mapping import map_file
from maalbar.load.passages import map_passages
from maalbar.load.text import read_text
from maalbar.load.yaml import read_yaml
from maalbar.model.diagnostic import Mark
from maalbar.model.statements import Statement
from maalbar.model.terms import A, Term
from maalbar.vocabulary.ontology import Kind, vocabulary

INVERSES: Final = {
    each.inverse for each in vocabulary().properties.values() if each.kind is Kind.REVERSE
}
STYLES: Final[st.SearchStrategy[Mapping[str, Any]]] = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from((True, False, None)),
        "default_style": st.sampled_from((None, "'", '"', "|", ">")),
        "indent": st.sampled_from((2, 4, 7)),
        "width": st.sampled_from((20, 80, 1000)),
        "line_break": st.sampled_from(("\n", "\r\n")),
    }
)


def text_at(lines: list[str], mark: Mark) -> str:
    return "\n".join([lines[mark.line - 1][mark.column - 1 :], *lines[mark.line : mark.line + 3]])


def first_word(text: str) -> str:
    """Give what a text begins with, whatever quotation marks, escapes or indicators precede it."""
    if text.startswith(("|", ">")):
        text = text.partition("\n")[2]
    text = re.sub(r"\\U([0-9A-F]{8})", lambda escape: chr(int(escape[1], 16)), text)
    found = re.match(r"[\s'\"\\]*([^\s'\"\\]*)", text)
    return found[1] if found else ""


def words_for(term: Term) -> set[str]:
    """Give all that an author may have written for a term."""
    if isinstance(term, Literal):
        return {term.value}
    short = term.value.removeprefix(f"{BASE}id/")
    found = {short, term.value, term.value.rpartition("#")[2], term.value.rpartition("/")[2]}
    return {each for each in (*found, vocabulary().key_of.get(term, "")) if each}


def assert_in_place(statement: Statement, lines: list[str]) -> None:
    """Hold the three places of a statement against the text of its file."""
    value, key, subject = (
        text_at(lines, mark)
        for mark in (statement.value_at, statement.property_at, statement.subject_at)
    )
    assert first_word(subject).startswith(tuple(map(first_word, words_for(statement.subject))))
    if statement.property_at == statement.subject_at:
        # Said by where it stands: `contents` of something.
        assert statement.predicate in INVERSES
        assert statement.value_at == statement.subject_at
        return
    expected = "type" if statement.predicate == A else vocabulary().key_of[statement.predicate]
    assert re.match(rf"['\"]?{expected}['\"]?:", key)
    written = first_word(value)
    assert any(
        written.startswith(said) or (written and said.startswith(written))
        for said in map(first_word, words_for(statement.object))
    )


@cache
def lines_of(root: Path, path: PurePosixPath) -> list[str]:
    return read_text(root, path).split("\n")


def test_every_statement_of_the_seeds_stands_where_it_says(
    checked: flow.Checked, seeds: Path
) -> None:
    looked_at = 0

    for each in checked.publication.statements:
        if each.path.suffix == ".yaml":
            assert_in_place(each, lines_of(seeds, each.path))
            looked_at += 1

    assert looked_at > 3000


def test_every_passage_of_the_seeds_stands_in_its_row(checked: flow.Checked, seeds: Path) -> None:
    looked_at = 0

    for each in checked.publication.statements:
        if each.path.suffix == ".csv":
            row = lines_of(seeds, each.path)[each.value_at.line - 1]
            section, _, fragment = checked.publication.short(each.subject).partition("#")
            assert row.startswith(f"{section},{fragment.partition('=')[2]},")
            assert each.value_at == each.property_at == each.subject_at
            assert each.value_at.column == 1
            looked_at += 1

    assert looked_at > 294 * 7


def test_every_statement_of_the_seeds_has_a_place_to_be_found_at(checked: flow.Checked) -> None:
    publication = checked.publication

    for each in publication.statements:
        place = publication.place(each.subject, each.predicate, each.object)
        assert place.mark
        assert place.path


@settings(max_examples=200, deadline=None)
@given(st.lists(NODES | SECTIONS, min_size=1, max_size=3), STYLES)
def test_every_statement_stands_where_it_says_in_any_style(
    nodes: list[Json], style: Mapping[str, Any]
) -> None:
    source = yaml.safe_dump({"stated": nodes}, allow_unicode=True, sort_keys=False, **style)
    path = PurePosixPath("any.yaml")
    tree, problems = read_yaml(source, path)

    mapped = map_file(tree, path, base=BASE, vocabulary=vocabulary())

    assert not problems
    assert mapped.statements or all(set(each) == {"id"} for each in nodes)
    for each in mapped.statements:
        assert_in_place(each, source.splitlines())


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999), st.text(max_size=5))))
def test_every_passage_stands_in_its_row_whatever_it_quotes(
    rows: list[tuple[int, int, str]],
) -> None:
    source = "section,start,end,sha256,exact\n"
    starts = []
    for start, end, exact in rows:
        starts.append(source.count("\n") + 1)
        quoted = exact.replace('"', '""').replace("\r", "\n")
        source += f'section/a,{start},{end},{"0" * 64},"{quoted}"\n'

    mapped = map_passages(source, PurePosixPath("passages.csv"), base=BASE)

    assert not mapped.findings
    found = [each.subject_at.line for each in mapped.statements if each.predicate == A]
    assert sorted(set(found)) == starts


def test_a_return_alone_is_in_a_line_and_not_its_end() -> None:
    """As editors and all other readers here see it, whatever it is for YAML."""
    source = "stated:\n  # old\r  - id: goal/a\r\n    type: Goal\n"
    path = PurePosixPath("a.yaml")
    tree, _ = read_yaml(source, path)

    (said,) = map_file(tree, path, base=BASE, vocabulary=vocabulary()).statements

    lines = source.split("\n")
    assert text_at(lines, said.subject_at).startswith("goal/a")
    assert text_at(lines, said.property_at).startswith("type")
