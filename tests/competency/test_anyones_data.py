"""The named queries answer of anyone's data, not only of those that the project publishes."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import maalbar
from maalbar.library import OpenPublication
from maalbar.queries import library
from maalbar.queries.store import Rows
from maalbar.render.answers import view
from maalbar.render.answers.table import nothing_found

Author = Callable[..., Path]
Ask = Callable[..., Rows]


@pytest.fixture(scope="module")
def ask(seeds: Path) -> Ask:
    """Ask the publication that newcomers copy."""
    return maalbar.open(seeds.parent / "examples" / "publication").query


@pytest.fixture(params=[*library.names(), *library.other_names()])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_no_query_needs_to_be_told_anything(name: str, ask: Ask) -> None:
    assert ask(name).columns


def test_no_query_fails_where_there_is_nothing_of_the_kind(
    name: str, author: Author, small_report: str
) -> None:
    assert maalbar.open(author(small_report)).query(name).columns


@pytest.mark.parametrize(
    "name",
    [
        *("goals", "goal-status", "goal-achievement", "ratings", "work-under-goals"),
        *("reports", "organisations", "indicators", "figures", "figures-of-report", "figure"),
        *("indicator-over-time", "indicator-by-organisation", "comparable-figures"),
        *("yearly-series", "targets", "target-achievement", "plans", "doubts", "source-issues"),
        *("passage-of-figure", "value-in-source", "what-says"),
    ],
)
def test_a_query_finds_what_there_is_without_being_told_where(name: str, ask: Ask) -> None:
    assert len(ask(name)) > 0


def test_a_query_of_what_must_be_written_says_what_it_looks_for(name: str, ask: Ask) -> None:
    query = library.find(name)

    assert query.looks_for or len(ask(query)) > 0 or name in UNSAID


def test_where_nothing_is_found_it_is_told_what_would_be(ask: Ask) -> None:
    query = library.find("life-event-instruments")

    said = nothing_found(view(ask(query), query, language="en"))

    assert "appliedIn, relatedTo or concerns" in said


# Of these, the title says what is looked for.
UNSAID = {
    *("challenges", "deliverables", "events", "findings", "instruments", "instrument-use"),
    *("instrument-figures", "life-events", "planned-measures", "policy-documents"),
    *("recurring-instruments", "stimulab-projects", "figure-in-source"),
}


def columns(rows: Rows, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, name) for name in names) for row in rows]


def test_a_target_is_met_not_met_or_there_is_none(ask: Ask) -> None:
    rows = ask("target-achievement", lang="en")

    assert columns(rows, "measured", "value", "requirement", "wanted", "met") == [
        ("Share of satisfied skippers", Decimal(90), "at least", Decimal(80), True),
        ("Lighthouses lit", Decimal(14), None, None, None),
        ("Lighthouses lit", Decimal(36), None, None, None),
    ]


@pytest.mark.parametrize(
    ("value", "qualifier", "met"),
    [("79.9", "", False), ("80", "", True), ("81", "mb:moreThan", None), ("79", "mb:exact", False)],
)
def test_a_bound_meets_no_target(
    value: str, qualifier: str, met: object, seeds: Path, tmp_path: Path
) -> None:
    root = copied(seeds, tmp_path, "value: 90\n", f"value: {value}\n")
    if qualifier:
        report = root / "report.yaml"
        written = report.read_text("utf-8")
        name = qualifier.removeprefix("mb:")
        report.write_text(
            written.replace(
                f"value: {value}\n", f"value: {value}\n        valueQualifier: {name}\n"
            ),
            "utf-8",
        )

    row = maalbar.open(root).query("target-achievement")[0]

    assert row.met is met


def copied(seeds: Path, tmp_path: Path, old: str, new: str) -> Path:
    """Copy the publication for newcomers, one thing in its report written otherwise."""
    root = tmp_path / "copied"
    root.mkdir()
    for file in (seeds.parent / "examples" / "publication").iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            changed = text.replace(old, new, 1) if file.name == "report.yaml" else text
            (root / file.name).write_text(changed, encoding="utf-8")
    return root


def test_two_ways_of_counting_are_not_compared(ask: Ask) -> None:
    (row,) = ask("comparable-figures", lang="en")

    assert (row.comparable, row.value) == (False, Decimal(36))
    assert row.why == "counting mode: cumulative since the start"


def test_figures_across_a_break_are_not_compared_and_the_others_are(seeds: Path) -> None:
    figure = "observation/digdir/2022/hovudtal/utnyttelsesgrad/2022"
    rows = maalbar.open(seeds).query("comparable-figures", figure=figure, lang="en")

    assert {row.year for row in rows if row.comparable} == {2020, 2021}
    broken = [row for row in rows if row.year < 2020]
    assert broken
    assert all("Difi" in row.why and not row.comparable for row in broken)
    wrong = [row for row in rows if row.correctedTo]
    assert {(row.comparable, row.value) for row in wrong} == {(False, Decimal("88.3"))}


def test_a_doubt_makes_two_figures_incomparable(seeds: Path) -> None:
    rows = maalbar.open(seeds).query(
        "comparable-figures", figure="observation/digdir/2021/andel-innoverer", lang="en"
    )

    (before,) = (row for row in rows if row.value == 85)
    assert before.comparable is False
    assert "does not say when the 85 was measured" in before.why


def test_a_plan_is_listed_also_where_nothing_is_said_of_what_became_of_it(ask: Ask) -> None:
    assert columns(ask("plans", lang="nb"), "measure", "plannedFor", "outcome") == [
        ("Fyr som går på sollys skal prøves.", "2031", None)
    ]


def test_what_a_later_report_says_became_of_a_plan_is_told(seeds: Path, tmp_path: Path) -> None:
    done = (
        "      - id: activity/fyrvesenet/2030/sollys\n        type: Activity\n"
        "        activityKind: study\n        title: {nb: Prøve med sollys}\n"
        "        continues: plan/fyrvesenet/2031/sollys\n"
        '        statedIn: ["char=210,244"]\n\neditorial:\n'
    )
    root = copied(seeds, tmp_path, "editorial:\n", done)

    (row,) = maalbar.open(root).query("plans", lang="nb")

    assert (row.outcome, row.outcomeKind) == ("Prøve med sollys", "aktivitet")


@pytest.mark.parametrize(
    "thing",
    [
        *("report/fyrvesenet/2030", "section/fyrvesenet/2030", "indicator/tente-fyr"),
        *("org/fyrvesenet", "org/kystdepartementet", "goal/fyrvesenet/2030/kyst"),
        *("rating/fyrvesenet/god", "target/fyrvesenet/2030/fornoyde-skippere"),
    ],
)
def test_a_doubt_about_anything_that_a_report_speaks_of_is_one_about_the_report(
    thing: str, seeds: Path, tmp_path: Path
) -> None:
    doubt = (
        "editorial:\n  - id: issue/fyrvesenet/2030/ny\n    type: SourceIssue\n"
        "    issueKind: ambiguity\n    description: {nb: Uklart}\n    handling: {nb: Ingen}\n"
        f"    about: {thing}\n"
    )
    opened = maalbar.open(copied(seeds, tmp_path, "editorial:\n", doubt))

    assert "Uklart" in {row.doubt for row in opened.query("source-issues")}
    assert [row.doubt for row in opened.query("doubts", thing=thing)] == ["Uklart"]


def test_figures_are_asked_for_by_organisation_year_and_indicator(ask: Ask) -> None:
    assert len(ask("figures")) == 3
    assert len(ask("figures", organisation="org/fyrvesenet")) == 3
    assert len(ask("figures", year=2030)) == 3
    assert len(ask("figures", year=2029)) == 0
    assert len(ask("figures", indicator="indicator/tente-fyr")) == 2
    assert len(ask("figures", organisation="org/kystdepartementet")) == 0


def test_every_query_that_has_a_year_or_an_organisation_calls_it_so() -> None:
    for each in library.names():
        for parameter in library.find(each).parameters:
            assert (parameter.type == "year") == (parameter.name == "year")
            assert (parameter.type == "language") == (parameter.name == "lang")


def test_an_instrument_that_is_connected_with_a_life_event_is_found(
    seeds: Path, tmp_path: Path
) -> None:
    root = copied(
        seeds,
        tmp_path,
        "    contents:\n",
        "    mentions: instrument/fyrfond\n    contents:\n",
    )
    report = root / "report.yaml"
    written = report.read_text("utf-8")
    report.write_text(
        written.replace(
            "\neditorial:\n",
            "\n  - id: instrument/fyrfond\n    relatedTo: lifeevent/flytte\n"
            "    statedIn: ['section/fyrvesenet/2030#char=210,244']\n\neditorial:\n"
            "  - {id: instrument/fyrfond, type: Instrument, label: {nb: Fyrfondet}}\n"
            "  - {id: lifeevent/flytte, type: LifeEvent, label: {nb: Flytte til sjøs}}\n",
            1,
        ),
        "utf-8",
    )

    rows = maalbar.open(root).query("life-event-instruments")

    assert columns(rows, "instrument", "area") == [("Fyrfondet", "Flytte til sjøs")]


def test_the_publication_of_newcomers_is_opened_as_any_other(seeds: Path) -> None:
    opened = maalbar.open(str(seeds.parent / "examples" / "publication"))

    assert isinstance(opened, OpenPublication)
