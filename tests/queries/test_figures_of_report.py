"""The figures of a report are told with their time, also where their periods have no name."""

from collections.abc import Callable
from pathlib import Path

import pytest

import maalbar
from maalbar.model.diagnostic import MaalbarError

Author = Callable[..., Path]

SHARED = """\
editorial:
  - id: indicator/gater
    type: Indicator
    label: {nb: Gater som er vasket, nn: Gater som er vaska, en: Streets cleaned}
    unit: count
"""
PERIODS = {
    "siste": ("2023-07-01", "2023-12-31"),
    "forste": ("2023-01-01", "2023-06-30"),
    "til": ("", "2023-12-31"),
    "aret-for": ("2022-01-01", "2022-12-31"),
}


def figure(number: int, period: str) -> str:
    return (
        f"  - {{id: observation/bydrift/2023/{number}, type: Observation, value: {number},"
        " unit: count, indicator: indicator/gater, featureOfInterest: org/bydrift,"
        f" countingMode: withinPeriod, refPeriod: period/{period}, statementStatus: stated,"
        " reportedIn: section/bydrift/2023/renhold, statedIn: 'https://example.org/2023#1'}\n"
    )


@pytest.fixture
def publication(author: Author, small_report: str) -> Path:
    shared = SHARED
    for name, (start, end) in PERIODS.items():
        label = "label: {nb: året før}, " if name == "aret-for" else ""
        dates = ", ".join(
            f"{key}: {date}" for key, date in (("startDate", start), ("endDate", end)) if date
        )
        shared += f"  - {{id: period/{name}, type: PeriodOfTime, {label}{dates}}}\n"
    stated, _, editorial = small_report.partition("editorial:\n")
    figures = "".join(figure(number, name) for number, name in enumerate(PERIODS, start=1))
    passage = (
        "  - {id: 'https://example.org/2023#1', type: SourcePassage,"
        " hasSource: section/bydrift/2023/renhold}\n"
    )
    doubt = (
        "  - {id: issue/1, type: SourceIssue, issueKind: notVerified, about:"
        " [section/bydrift/2023/renhold], description: {nb: Ikke lest, en: Not read},"
        " handling: {nb: Ingen, en: None}}\n"
    )
    report = f"{stated}{figures}{passage}editorial:\n{editorial}{doubt}"
    return author(report, {"shared.yaml": shared})


def test_a_period_without_a_name_is_told_by_its_dates_and_figures_come_in_order_of_time(
    publication: Path,
) -> None:
    rows = maalbar.open(publication).query("figures-of-report", lang="nb")

    assert [row.period for row in rows] == [
        "året før",
        "2023-01-01/2023-06-30",
        "2023-07-01/2023-12-31",
        "../2023-12-31",
    ]


def test_what_a_query_may_be_asked_about_is_told_from_the_publication_itself(
    publication: Path,
) -> None:
    opened = maalbar.open(publication)

    with pytest.raises(MaalbarError) as unknown:
        opened.query("figures-of-report", report="foo")
    with pytest.raises(MaalbarError) as nothing:
        opened.query("partners", instrument="instrument/foo")

    assert "--param report=report/bydrift/2023" in unknown.value.diagnostics[0].hint["en"]
    assert "nothing of the kind" in nothing.value.diagnostics[0].hint["en"]


def test_where_nothing_is_asked_for_and_there_is_nothing_of_the_kind_there_are_no_rows(
    publication: Path,
) -> None:
    opened = maalbar.open(publication)

    assert len(opened.query("partners")) == 0
    assert len(opened.query("startoff-partners")) == 0
