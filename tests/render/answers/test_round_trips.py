"""What programs read: nothing is lost, whatever the answer holds."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import rdflib.query
from hypothesis import given
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)
from tests.render.answers.terms import answers, everything, number, of

from maalbar.model.diagnostic import MaalbarError
from maalbar.model.terms import XSD
from maalbar.queries.exact import Cell
from maalbar.queries.library import read
from maalbar.render.answers import View, render

FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "tsv": QueryResultsFormat.TSV,
}


def said(form: str, answer: View) -> str:
    return "".join(str(each) for each in render(form, answer))


def read_back(form: str, answer: View) -> list[tuple[Any, ...]]:
    found = parse_query_results(said(form, answer), format=FORMATS[form])
    assert isinstance(found, QuerySolutions)
    assert [each.value for each in found.variables] == list(answer.columns)
    return [tuple(row[name] for name in answer.columns) for row in found]


@pytest.mark.parametrize("form", ["json", "tsv"])
@given(answer=answers())
def test_every_term_survives(form: str, answer: View) -> None:
    assert read_back(form, answer) == [tuple(row) for row in answer.rows]


@given(answer=answers(xml=True))
def test_every_term_that_xml_can_hold_survives_in_xml(answer: View) -> None:
    assert read_back("xml", answer) == [tuple(row) for row in answer.rows]


@given(answer=answers())
def test_a_line_of_json_lines_is_a_binding_of_json(answer: View) -> None:
    lines = said("jsonl", answer).split("\n")[:-1]

    bindings = json.loads(said("json", answer))["results"]["bindings"]
    assert [json.loads(line) for line in lines] == bindings


@given(answer=answers())
def test_csv_holds_the_values(answer: View) -> None:
    # Not as a file: a carriage return in a value is one.
    header, *rows = csv.reader(io.StringIO(said("csv", answer), newline=""))

    assert header == list(answer.columns)
    assert rows == [[value(each) for each in row] for row in answer.rows]


def value(term: Cell) -> str:
    if isinstance(term, (NamedNode, Literal)):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if isinstance(term, Triple):
        return f"<<( {' '.join(nested(each) for each in tuple(term))} )>>"
    return ""


def nested(term: Cell) -> str:
    return value(term) if isinstance(term, Triple) else str(term)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_another_library_reads_the_same(form: str) -> None:
    answer = everything("nb")
    rows = [row[:3] for row in list(answer.rows)[1:]]
    plain = of(answer.columns[:3], rows)

    found = rdflib.query.Result.parse(io.BytesIO(said(form, plain).encode()), format=form)

    assert [str(each) for each in found.vars or ()] == list(plain.columns)
    assert [{str(key): str(term) for key, term in each.items()} for each in found.bindings] == [
        {key: value(term) for key, term in zip(plain.columns, row, strict=True) if term}
        for row in rows
    ]


@pytest.mark.parametrize("truth", [True, False])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_answer_to_ask_is_a_truth(form: str, truth: bool) -> None:  # noqa: FBT001 # both are tried
    answer = of(("answer",), [(Literal(truth),)], query=read("", "ASK {}"))

    found = parse_query_results(said(form, answer), format=FORMATS[form])

    assert isinstance(found, QueryBoolean)
    assert bool(found) is truth


@pytest.mark.parametrize(
    "form", ["json", "xml", "tsv", "csv", "jsonl", "table", "markdown", "html"]
)
@pytest.mark.parametrize("rows", [[], [()]])
def test_an_answer_without_columns_is_one(form: str, rows: list[Any]) -> None:
    assert said(form, of((), rows)) or not rows


def test_a_column_that_comes_twice_is_shown_once() -> None:
    one, two = Literal("1"), Literal("2")

    answer = of(("x", "y", "x"), [(one, two, one)])

    assert said("csv", answer) == "x,y\n1,2\n"


def test_what_xml_cannot_hold_is_refused() -> None:
    answer = of(("x",), [(Literal("a\x1b"),)])

    with pytest.raises(MaalbarError) as caught:
        said("xml", answer)

    (finding,) = caught.value.diagnostics
    assert finding.code == "query/does-not-fit"
    assert "U+001B" in finding.message["en"]


@pytest.mark.parametrize("form", ["json", "tsv", "jsonl"])
def test_no_command_to_a_terminal_stands_in_what_programs_read(form: str) -> None:
    written = said(form, everything("nb"))

    assert "\x1b" not in written


def test_a_form_is_made_piece_by_piece_as_it_is_read() -> None:
    class Counted(list[Any]):
        read = 0

        def __iter__(self) -> Iterator[Any]:
            for each in super().__iter__():
                self.read += 1
                yield each

    for form in ("csv", "tsv", "json", "jsonl", "xml"):
        rows = Counted([(number(str(each)),) for each in range(1000)])
        answer = View(
            query=read("", "SELECT ?x {}"), columns=("x",), rows=rows, language="en", width=80
        )
        pieces = iter(render(form, answer))
        for _ in range(5):
            next(pieces)

        assert rows.read < 10, form


def test_a_year_is_of_its_type() -> None:
    answer = everything("nb", cited=True)

    columns = read_back_cited(answer)

    assert columns["citedYear"][1] == Literal("2030", datatype=XSD.gYear)
    assert columns["citedYear"][0] == Literal("2030", datatype=XSD.gYear)
    assert columns["citedPassage"][0] == Literal("tegn 5–9, 12–2048")
    assert columns["citedAddress"][0] == NamedNode("https://example.org/side?a=1&b=2")
    assert columns["citedReport"] == [Literal("Årsrapport"), Literal("Årsrapport"), None]


def read_back_cited(answer: View) -> dict[str, list[Any]]:
    found = parse_query_results(said("json", answer), format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    names = [each.value for each in found.variables]
    rows = [[row[name] for name in names] for row in found]
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
