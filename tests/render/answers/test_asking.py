"""From the shell: forms and files, `--cite`, `--chart`, `--year` and `--org`."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from tests.running import Ran, here

from maalbar.cli import answer as cli_answer
from maalbar.cli import main
from maalbar.model.text import LANGUAGES
from maalbar.render import answers

Author = Callable[..., Path]

SHARED = """\
editorial:
  - id: org/bydrift
    type: Organization
    label: {nb: Bydrift, nn: Bydrift, en: City Works}
    altLabel: {nb: BD}
  - id: indicator/gater
    type: Indicator
    label: {nb: Reine gater, nn: Reine gater, en: Clean streets}
    unit: count
    countedUnit: {nb: gater, nn: gater, en: streets}
"""
REPORTS = """\
stated:
  - id: report/bydrift/{year}
    type: PerformanceReport
    title: {{nb: Årsrapport {year}, nn: Årsrapport {year}, en: Annual report {year}}}
    reportKind: annualReport
    publisher: org/bydrift
    reportingYear: {year}
  - id: section/bydrift/{year}
    type: ReportSection
    title: {{nb: Gater}}
    partOfReport: report/bydrift/{year}
    source: https://example.org/{year}.html
    contents:
      - id: goal/bydrift/{year}/1
        type: Goal
        goalLevel: areaGoal
        number: 1
        description: {{nb: Målet for {year}.}}
        setBy: org/bydrift
        statedIn: section/bydrift/{year}#char=3,9
"""
GOALS = """\
#+ title: {nb: Hvilke mål?, nn: Kva mål?, en: Which goals?}
#+ params:
#+   report: {type: iri, default: report/bydrift/2022, nb: rapporten, nn: rapporten, en: the report}
SELECT ?number ?goal ?wording WHERE {
  ?goal mb:reportedIn/mb:partOfReport $report ; mb:number ?number ; dct:description ?wording
}
"""
YEARS = """\
#+ params:
#+   from: {type: year, default: 2022, nb: fra, nn: frå, en: from}
#+   tag: {type: language, default: en, nb: språk, nn: språk, en: language}
SELECT ?year ?title ?value WHERE {
  ?report a mb:PerformanceReport ; dct:title ?title ; mb:reportingYear ?year
  BIND(STRLEN(?title) AS ?value) FILTER(?year = $from && LANG(?title) = $tag)
}
"""


@pytest.fixture
def publication(author: Author) -> Path:
    return author(
        REPORTS.format(year=2022),
        files={
            "2023.yaml": REPORTS.format(year=2023),
            "shared.yaml": SHARED,
            "maal.rq": GOALS,
            "year.rq": YEARS,
        },
    )


def ask(root: Path, *arguments: object) -> Ran:
    return here("query", *arguments, "--path", root)


def test_every_form_is_offered() -> None:
    assert cli_answer.FORMS == answers.FORMS


def test_the_end_of_the_name_says_the_form(publication: Path, tmp_path: Path) -> None:
    out = tmp_path / "svar.json"

    ran = ask(publication, publication / "maal.rq", "--out", out)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert json.loads(out.read_text(encoding="utf-8"))["head"]["vars"][0] == "number"
    assert {each.name for each in tmp_path.iterdir()} == {"publication", "svar.json"}


def test_what_cannot_be_written_leaves_what_was_there(publication: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text('SELECT ?x { VALUES ?x { "fine" "\\u0001" } }')
    out = tmp_path / "svar.xml"
    out.write_text("before")

    ran = ask(publication, tmp_path / "bad.rq", "--out", out)

    assert ran.returncode == 3
    assert "error[query/does-not-fit]" in ran.stderr
    assert out.read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_that_is_not_there_is_a_finding(publication: Path, tmp_path: Path) -> None:
    ran = ask(publication, publication / "maal.rq", "--out", tmp_path / "nowhere" / "x.csv")

    assert ran.returncode == 3
    assert "error[publish/cannot-write]" in ran.stderr


def test_a_file_that_is_no_text_is_not_for_a_terminal(publication: Path) -> None:
    with mock.patch.object(cli_answer, "is_person", return_value=True):
        ran = ask(publication, publication / "maal.rq", "--format", "xlsx")

    assert ran.returncode == 2
    assert "error[query/not-for-terminal]" in ran.stderr
    assert ran.stdout == ""


@pytest.mark.parametrize("form", ["csv", "tsv", "xml", "json", "markdown", "table"])
def test_no_text_commands_a_terminal(publication: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / "bad.rq").write_text('SELECT ?x { VALUES ?x { "\\u009B31m\\u202Ered" } }')

    with mock.patch.object(cli_answer, "is_person", return_value=True):
        ran = ask(publication, tmp_path / "bad.rq", "--format", form)

    assert ran.returncode == 0
    assert not {"\x9b", "\u202e"} & set(ran.stdout)


def test_a_pipe_is_given_the_bytes_of_a_file(publication: Path, tmp_path: Path) -> None:
    ask(publication, publication / "maal.rq", "--out", tmp_path / "x.parquet")
    arguments = ["maalbar", "query", str(publication / "maal.rq"), "--format", "parquet"]
    out = io.TextIOWrapper(io.BytesIO())

    with (
        mock.patch.object(sys, "argv", [*arguments, "--path", str(publication)]),
        mock.patch.object(sys, "stdout", out),
    ):
        main()

    assert isinstance(out.buffer, io.BytesIO)
    assert out.buffer.getvalue() == (tmp_path / "x.parquet").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_has_its_source(publication: Path, language: str) -> None:
    ran = ask(publication, publication / "maal.rq", "--cite", "--lang", language)

    words = " ".join(ran.stdout.split())
    year = {"nb": "(2022):", "nn": "(2022):", "en": "(2022)."}[language]
    name = {"nb": "Bydrift", "nn": "Bydrift", "en": "City Works"}[language]
    place = {"nb": "tegn", "nn": "teikn", "en": "characters"}[language]
    assert f"[1] {name} {year}" in words
    assert f"https://example.org/2022.html, {place} 3–9" in words


def test_rows_that_name_nothing_are_of_the_report_that_was_asked_about(
    publication: Path, tmp_path: Path
) -> None:
    plain = GOALS.replace("SELECT ?number ?goal ?wording", "SELECT ?wording")
    (tmp_path / "plain.rq").write_text(plain)

    ran = ask(publication, tmp_path / "plain.rq", "--cite", "--format", "csv")

    header, row = ran.stdout.splitlines()
    assert header == "wording,citedReport,citedPublisher,citedYear,citedAddress,citedPassage"
    assert row.endswith(",Annual report 2022,City Works,2022,https://example.org/2022.html,")


def test_where_nothing_can_be_cited_it_is_said(publication: Path, tmp_path: Path) -> None:
    (tmp_path / "one.rq").write_text("SELECT (1 AS ?one) {}")

    assert "a source can be shown for" in ask(publication, tmp_path / "one.rq", "--cite").stdout


@pytest.mark.parametrize("who", ["Bydrift", "bydrift", "BD", "city works", "org/bydrift"])
def test_year_and_organisation_choose_the_report(publication: Path, who: str) -> None:
    ran = ask(publication, publication / "maal.rq", "--year", "2023", "--org", who)

    assert "Målet for 2023." in ran.stdout
    assert "2022" not in ran.stdout


def test_the_usual_report_is_chosen_where_it_fits(publication: Path) -> None:
    assert "Målet for 2022." in ask(publication, publication / "maal.rq", "--org", "BD").stdout


def test_a_year_fills_the_parameter_that_is_one_and_the_language_likewise(
    publication: Path,
) -> None:
    ran = ask(publication, publication / "year.rq", "--year", "2023", "--format", "csv")

    assert ran.stdout.splitlines()[1:] == ["2023,Annual report 2023,18"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--year", "2030"), "query/no-report"),
        (("--org", "Bydrft"), "query/unknown-organisation"),
        (("--org", "Bydrift", "--param", "report=report/bydrift/2023"), "query/no-shortcut"),
    ],
)
def test_what_does_not_fit_is_told(
    publication: Path, arguments: tuple[str, ...], code: str
) -> None:
    ran = ask(publication, publication / "maal.rq", *arguments)

    assert ran.returncode == 3
    assert f"error[{code}]" in ran.stderr


def test_a_chart_is_drawn_in_the_terminal_and_as_a_picture(
    publication: Path, tmp_path: Path
) -> None:
    shown = ask(publication, publication / "year.rq", "--chart", "bar")
    drawn = ask(publication, publication / "year.rq", "--chart", "bar", "--out", tmp_path / "x.svg")

    assert "2022  18  █" in shown.stdout
    assert drawn.returncode == 0
    assert b'role="img"' in (tmp_path / "x.svg").read_bytes()


@pytest.mark.parametrize("more", [("--format", "csv"), ("--out", "x.pdf")])
def test_a_chart_is_no_table(publication: Path, more: tuple[str, ...]) -> None:
    ran = ask(publication, publication / "year.rq", "--chart", "bar", *more)

    assert ran.returncode == 2
    assert not os.path.lexists("x.pdf")


def test_a_statement_about_a_statement_is_shown(publication: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.rq").write_text("SELECT ?x { BIND(<<( <a:s> <a:p> 'x'@nb )>> AS ?x) }")

    for form in answers.FORMS[:8]:
        ran = ask(publication, tmp_path / "odd.rq", "--format", form)
        assert ran.returncode == 0, ran.stderr
        assert "a:s" in ran.stdout
