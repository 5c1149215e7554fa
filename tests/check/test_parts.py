"""A part of a publication is checked with what it refers to, and finds what the whole finds."""

import shutil
from pathlib import Path, PurePosixPath

import pytest

from maalbar import flow
from maalbar.check.parts import SHARED, part_of, parts
from maalbar.check.verdict import Verdict, Wish, judge
from maalbar.model.diagnostic import Diagnostic

REPORT = "reports/digdir/2022/hovudtal/report.yaml"


def nothing() -> bytes:
    raise AssertionError("standard input was read")


def look(place: Path | str) -> Verdict:
    return judge(str(place), Wish(), stdin=nothing)


def told(findings: tuple[Diagnostic, ...], folder: str) -> set[tuple[str, str, int, str]]:
    """Give what is found in the files of a folder, wherever the paths begin."""
    return {
        (
            each.code,
            str(each.location.path).partition(folder)[2],
            each.location.mark.line if each.location.mark else 0,
            each.rule or "",
        )
        for each in findings
        if folder in str(each.location.path)
    }


@pytest.fixture
def copied(seeds: Path, tmp_path: Path) -> Path:
    """The seeds, to be changed."""
    return Path(shutil.copytree(seeds, tmp_path / "seeds"))


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_of_a_report_is_a_part_and_all_else_is_shared() -> None:
    paths = [
        PurePosixPath(each) for each in (REPORT, "shared/a.yaml", "top.yaml", "reports/x.yaml")
    ]

    assert [part_of(each) for each in paths] == [
        PurePosixPath("reports/digdir/2022/hovudtal"),
        SHARED,
        SHARED,
        PurePosixPath("reports"),
    ]
    assert sorted(path for part in parts(paths).values() for path in part) == sorted(paths)


@pytest.mark.parametrize(
    "place",
    [
        REPORT,
        "reports/digdir/2022/hovudtal",
        "reports/digdir/2021",
        "reports",
        "shared",
        "background",
        "reports/digdir/2021/innovasjon-fagregnskap/issues.yaml",
        "reports/digdir/2021/innovasjon-fagregnskap/passages.csv",
    ],
)
def test_nothing_is_wrong_with_a_part_of_the_seeds(seeds: Path, place: str) -> None:
    verdict = look(seeds / place)

    assert verdict.findings == ()
    assert verdict.statements > 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("indicator: indicator/ansatte", "indicator: indicator/ansate"),
        ("reportingYear: 2022", "reportingYear: in 2022"),
        ("restates: observation/digdir/2021/", "restates: observation/digdir/2020/"),
        ("type: PerformanceReport", "type: PerformanceReports"),
        ("id: report/digdir/2022/hovudtal", "id: report/digdir/2021/hovudtal"),
    ],
)
def test_a_part_finds_what_the_whole_finds_in_it(copied: Path, old: str, new: str) -> None:
    change(copied, REPORT, old, new)

    whole = told(flow.check(copied).findings, "2022/hovudtal/")
    part = told(look(copied / REPORT).findings, "2022/hovudtal/")

    assert part
    assert part == whole


def test_only_the_part_is_told_about(copied: Path) -> None:
    change(
        copied,
        "reports/digdir/2021/hovudtal/report.yaml",
        "reportingYear: 2021",
        "reportingYear: x",
    )

    assert look(copied / REPORT).findings == ()
    assert look(copied / "reports/digdir/2021").findings != ()


def test_paths_are_as_seen_from_where_the_reader_is(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(copied, REPORT, "reportingYear: 2022", "reportingYear: x")
    monkeypatch.chdir(copied / "reports/digdir")

    found = look("2022/hovudtal").findings

    assert {Path(str(each.location.path)).resolve() for each in found} == {copied / REPORT}


def test_the_line_of_a_finding_is_shown_as_it_stands(copied: Path) -> None:
    change(copied, REPORT, "reportingYear: 2022", "reportingYear: x")

    (found,) = look(copied / REPORT).findings

    assert found.location.source == "    reportingYear: x"


def test_a_part_is_told_why_it_cannot_be_judged(copied: Path) -> None:
    """Where the shared files cannot be read, that is told, and nothing that follows from it."""
    (copied / "shared/indicators.yaml").write_text("editorial: [", encoding="utf-8")

    found = look(copied / REPORT).findings

    assert [each.code for each in found] == ["syntax/not-yaml"]
    assert [Path(str(each.location.path)).name for each in found] == ["indicators.yaml"]
