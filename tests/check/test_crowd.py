"""A publication read report by report shows what it shows when it is read whole."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from maalbar.check.crowd import check_crowd
from maalbar.check.whole import check_whole
from maalbar.load.contribution import Contribution, find_contribution
from maalbar.load.publication import read_publication
from maalbar.model.diagnostic import Diagnostic
from maalbar.vocabulary.ontology import vocabulary

REPORTS = "reports/digdir"
FIRST = f"{REPORTS}/2021/hovudtal/report.yaml"
SECOND = f"{REPORTS}/2022/hovudtal/report.yaml"
FIGURES = f"{REPORTS}/2021/innovasjon-fagregnskap/report.yaml"

Seen = set[tuple[str, str, int, str]]


def told(findings: tuple[Diagnostic, ...]) -> Seen:
    return {
        (
            each.code,
            str(each.location.path),
            each.location.mark.line if each.location.mark else 0,
            each.value or "",
        )
        for each in findings
    }


def whole(contribution: Contribution) -> Seen:
    publication = read_publication(
        contribution.files, contribution.paths, contribution.settings, vocabulary()
    )
    return told(check_whole(publication))


@pytest.fixture
def copied(seeds: Path, tmp_path: Path) -> Path:
    """The seeds, to be changed."""
    return Path(shutil.copytree(seeds, tmp_path / "seeds"))


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_seeds_are_as_right_in_parts_as_whole(seeds: Path) -> None:
    findings, sums = check_crowd(find_contribution(seeds), jobs=2)

    assert findings == ()
    assert sums.reports == 3
    assert sums.statements == 6215


def test_what_is_wrong_is_found_report_by_report(copied: Path) -> None:
    """Mistakes in a report, between reports, and in what the reports share."""
    change(copied, FIRST, "reportingYear: 2021", "reportingYear: x")
    change(copied, FIRST, "indicator: indicator/ansatte", "indicator: indicator/nowhere")
    change(
        copied, SECOND, "restates: observation/digdir/2021/", "restates: observation/other/2021/"
    )
    change(copied, SECOND, "id: report/digdir/2022/hovudtal", "id: report/digdir/2021/hovudtal")
    change(copied, FIGURES, "    publicationStatus: archived\n", "    publicationStatus: lost\n")
    change(copied, "shared/indicators.yaml", "type: Indicator", "type: Indicators")
    contribution = find_contribution(copied)

    findings, _ = check_crowd(contribution, jobs=2)

    assert len(findings) > 5
    assert told(findings) == whole(contribution)


def test_a_file_that_cannot_be_read_hides_only_what_depends_on_it(copied: Path) -> None:
    (copied / "shared/indicators.yaml").write_text("stated: [", encoding="utf-8")
    change(copied, FIRST, "reportingYear: 2021", "reportingYear: x")
    contribution = find_contribution(copied)

    findings, _ = check_crowd(contribution, jobs=2)

    assert {"syntax/not-yaml", "vocabulary/bad-value"} <= {each.code for each in findings}
    assert not {"references/dangling", "shapes/class"} & {each.code for each in findings}


def test_what_two_reports_say_of_one_shared_thing_is_looked_at_together(copied: Path) -> None:
    for path, unit in ((FIRST, "head"), (SECOND, "percent")):
        added = f"\nbackground:\n  - id: indicator/ansatte\n    unit: {unit}\n"
        with (copied / path).open("a", encoding="utf-8") as file:
            file.write(added)
    contribution = find_contribution(copied)

    findings, _ = check_crowd(contribution, jobs=2)

    seen = {(each.code, each.location.focus) for each in findings}
    assert ("shapes/max-count", "indicator/ansatte") in seen


@pytest.fixture
def many(seeds: Path, tmp_path: Path) -> Path:
    """A publication of many reports."""
    root = Path(shutil.copytree(seeds, tmp_path / "many"))
    report = root / FIRST
    for number in range(60):
        folder = root / f"reports/digdir/{3000 + number}/hovudtal"
        folder.mkdir(parents=True)
        text = report.read_text(encoding="utf-8").replace("/2021/", f"/{3000 + number}/")
        (folder / "report.yaml").write_text(text, encoding="utf-8")
    return root


def test_an_interrupt_stops_at_once_and_leaves_no_process(many: Path) -> None:
    command = [sys.executable, "-m", "maalbar", "validate", str(many), "--jobs", "2"]
    run = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    wait_for_processes(run.pid)

    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=10)

    assert run.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert is_gone(run.pid)


def test_code_that_lies_among_the_data_is_not_run(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new Python looks for its modules where it is started."""
    for name in ("multiprocessing", "pickle", "runpy"):
        code = f"open({str(many / 'ran')!r}, 'w')"
        (many / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.chdir(many)

    check_crowd(find_contribution(Path()), jobs=2)

    assert not (many / "ran").exists()
    assert "PYTHONSAFEPATH" not in os.environ


def wait_for_processes(parent: int) -> None:
    """Wait until the processes of a command are at work, as far as the system tells of them."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    for _ in range(100):
        if children.exists() and len(children.read_text(encoding="utf-8").split()) > 2:
            break
        time.sleep(0.1)
    time.sleep(0.5)


def is_gone(group: int) -> bool:
    """Wait until no process of a group is left."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
