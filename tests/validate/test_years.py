"""Years are held against dates: what is far from its date is told, what is likely is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from maalbar import flow

Author = Callable[..., Path]


def doubted(root: Path) -> list[str]:
    return [
        each.value or ""
        for each in flow.check(root).findings
        if each.code == "references/doubtful-year"
    ]


def period(name: str, start: str, end: str) -> str:
    dates = "".join(
        f"    {key}: {date}\n" for key, date in (("startDate", start), ("endDate", end)) if date
    )
    return (
        f"editorial:\n  - id: period/{name}\n    type: PeriodOfTime\n"
        f"    label: {{nb: en tid, nn: ei tid, en: a time}}\n{dates}"
    )


@pytest.mark.parametrize(
    ("name", "start", "end", "wrong"),
    [
        ("2030", "2030-01-01", "2030-12-31", []),
        ("2030", "2003-01-01", "2030-12-31", ["2003-01-01"]),
        ("2030", "2030-01-01", "2031-12-31", ["2031-12-31"]),
        ("2030-2034", "2030-01-01", "2034-12-31", []),
        ("2030-2034", "2030-01-01", "2043-12-31", ["2043-12-31"]),
        ("2030-31", "2030-08-01", "2031-06-30", []),
        ("2030-k1", "2031-01-01", "2031-03-31", ["2031-01-01"]),
        ("2030", "2030-01-01", "2029-12-31", []),
        ("til-2030", "", "2031-12-31", []),
        ("etter-2030", "2031-01-01", "", []),
        ("skolegang", "2030-01-01", "2034-12-31", []),
    ],
)
def test_a_period_that_is_called_by_its_year_has_the_dates_of_that_year(
    author: Author, name: str, start: str, end: str, wrong: list[str]
) -> None:
    assert doubted(author(files={"shared.yaml": period(name, start, end)})) == wrong


@pytest.mark.parametrize(
    ("year", "issued", "wrong"),
    [
        ("2023", "", []),
        ("1987", "", []),
        ("2300", "", ["2300"]),
        ("2023", "2024-03-01", []),
        ("2023", "2042-03-01", ["2023"]),
        ("2042", "2043-03-01", []),
    ],
)
def test_a_report_is_of_a_year_near_its_date_and_may_be_published_as_data_later(
    author: Author, small_report: str, year: str, issued: str, wrong: list[str]
) -> None:
    report = small_report.replace("reportingYear: 2023", f"reportingYear: {year}")
    if issued:
        report = report.replace("    reportKind", f"    issued: {issued}\n    reportKind")

    assert doubted(author(report)) == wrong
