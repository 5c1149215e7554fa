"""What people read: in their language, within their window, and harmless."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from pyoxigraph import Literal, NamedNode
from tests.render.answers.terms import answers, any_text, asked, everything, of

from maalbar import queries
from maalbar.model.text import LANGUAGES
from maalbar.queries import library
from maalbar.queries.tokens import projected
from maalbar.render.answers import View, render
from maalbar.render.answers.markdown import escaped
from maalbar.render.answers.width import columns

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {"table": "txt", "markdown": "md", "html": "html", "csv": "csv", "tsv": "tsv"}
ENDINGS |= {"json": "json", "jsonl": "jsonl"}
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def said(form: str, answer: View) -> str:
    return "".join(str(each) for each in render(form, answer))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ENDINGS)
def test_an_answer_is_written_as_it_always_was(
    form: str, language: str, request: pytest.FixtureRequest
) -> None:
    file = GOLDEN / f"{language}.{ENDINGS[form]}"
    written = said(form, everything(language, cited=True)).encode()

    if request.config.getoption("--update-golden"):
        file.write_bytes(written)
    assert written == file.read_bytes()


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    nb, nn, en = (said("table", everything(each, width=300)) for each in LANGUAGES)

    assert all("1\u00a0234\u00a0567,50" in each and "24. nov. 2030" in each for each in (nb, nn))
    assert "1,234,567.50" in en
    assert "24 Nov 2030" in en
    # A year is no number to part, a day that no calendar has stays as it is.
    assert all("2030\n" in each and "2031-02-31" in each for each in (nb, nn, en))


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_stays_within_the_window(width: int, language: str) -> None:
    answer = everything(language, cited=True, width=width)
    longest = max(columns(word) for word in said("table", answer).split())

    lines = said("table", answer).split("\n")

    assert max(map(columns, lines)) <= max(width, longest + 25)


def test_columns_stand_below_each_other_whatever_they_hold() -> None:
    rows = [(Literal("灯台"), Literal("a")), (Literal("e\u0301"), Literal("b"))]

    lines = said("table", of(("x", "y"), rows)).split("\n")

    assert {
        columns(line[: line.index(mark)]) for line, mark in zip(lines[2:4], "ab", strict=True)
    } == {6}


@given(answer=answers())
@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_nothing_that_commands_or_hides_is_shown(form: str, answer: View) -> None:
    assert not CONTROLS.search(said(form, answer))


def test_a_huge_text_is_cut_and_that_is_told() -> None:
    answer = of(("x",), [(Literal("å" * 10_000_000),)], language="nb")

    written = said("table", answer)

    assert len(written) < 3_000
    assert "kortet ned (…): 1." in written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_where_nothing_is_found_it_is_said_what_was_asked(form: str, language: str) -> None:
    answer = of(("x",), [], query=asked(), language=language, values={"organisation": "Fyr"})

    written = said(form, answer)

    assert asked().title[language] in written
    assert asked().parameters[0].text[language] in written
    assert "Fyr" in written


@pytest.mark.parametrize("name", library.names())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_a_named_query_has_a_title(name: str, language: str) -> None:
    query = library.find(name)
    titles = [query.titled(column).get(language) for column in projected(query.sparql)]

    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_no_title_is_of_a_column_that_no_query_has() -> None:
    titles = tomllib.loads((files(queries) / "columns.toml").read_text(encoding="utf-8"))
    of_triples = {"subject", "predicate", "object", "answer"}
    asked_for = {
        column for name in library.names() for column in projected(library.find(name).sparql)
    }

    assert set(titles) - of_triples <= asked_for
    assert all(set(each) == set(LANGUAGES) for each in titles.values())


@given(text=any_text())
def test_no_text_becomes_markup_in_a_page(text: str) -> None:
    row = (Literal(text), Literal(f"</td><script>{text}</script>"), Literal("\"'><img src=x>"))
    page = said("html", of(("a", "b", f"c{text}"), [row]))

    tree = html5lib.parse(page, namespaceHTMLElements=False)

    assert tree.find(".//script") is None
    assert tree.find(".//img") is None
    assert len(tree.findall(".//td")) == len(tree.findall(".//th")) == 3


def test_a_page_is_accessible() -> None:
    page = said("html", everything("nb", cited=True))

    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(page)

    assert tree.get("lang") == "nb"
    assert tree.find(".//caption").text.startswith("Hvor mange fyr")
    assert {each.get("scope") for each in tree.iter("th")} == {"col"}
    assert [each.get("lang") for each in tree.iter("td") if each.get("lang")] == ["ja"]
    assert len(tree.findall(".//ol/li")) == 2


def test_only_addresses_of_the_web_become_links() -> None:
    row = (NamedNode("javascript:alert(1)"), NamedNode("https://example.org/a_b"))
    answer = of(("x", "y"), [row])

    assert 'href="https://example.org/a_b"' in said("html", answer)
    assert 'href="javascript' not in said("html", answer)
    assert (
        said("markdown", answer).split("\n")[2]
        == "| javascript:alert(1) | <https://example.org/a_b> |"
    )


@given(text=any_text())
def test_no_text_ends_a_cell_in_markdown(text: str) -> None:
    written = said("markdown", of(("x",), [(Literal(text),)])).split("\n")[2]

    inside = written.removeprefix("| ").removesuffix(" |")
    assert not re.search(r"(?<!\\)(?:\\\\)*[|`*_\[\]~$]", inside)
    assert not re.search(r"[<>]|&(?!#\d+;)", inside)


@pytest.mark.parametrize("text", ["www.x.no", "HTTPS://x.no", "<b>", "a|b", "![x](y)", "&lt;"])
def test_what_would_be_markup_is_escaped(text: str) -> None:
    assert text not in escaped(text)
