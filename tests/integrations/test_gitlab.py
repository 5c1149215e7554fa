"""The job for GitLab, its lines run in bash."""

from pathlib import Path
from typing import Any, Final

import yaml
from tests.integrations.conftest import Bash, Ran

ROOT: Final = Path(__file__).parents[2]
JOBS: Final[dict[str, Any]] = yaml.safe_load(
    (ROOT / "integrations" / "gitlab.yml").read_text(encoding="utf-8")
)
JOB: Final[dict[str, Any]] = JOBS["maalbar"]


def validate(bash: Bash, **variables: str) -> Ran:
    return bash("\n".join(JOB["script"]), JOB["variables"] | variables)


def test_there_is_one_job_that_keeps_its_report_also_when_it_fails() -> None:
    assert set(JOBS) == {"maalbar"}
    assert JOB["artifacts"] == {"when": "always", "reports": {"junit": "maalbar.xml"}}


def test_the_job_installs_what_it_is_told(bash: Bash) -> None:
    ran = bash("\n".join(JOB["before_script"]), {"MAALBAR": "git+https://example.org/x; touch y"})

    assert ran.stdout.splitlines()[-2:] == ["install", "git+https://example.org/x; touch y"]


def test_a_valid_publication_passes(bash: Bash, valid: Path) -> None:
    ran = validate(bash, MAALBAR_PATH=valid.name)

    report = (valid.parent / "maalbar.xml").read_text(encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    assert "<testsuites" in report
    assert "<failure" not in report


def test_a_finding_is_in_the_report_and_in_the_log(bash: Bash, broken: Path) -> None:
    ran = validate(bash, MAALBAR_PATH=broken.name)

    assert ran.returncode == 1
    assert "procent" in ran.stdout
    assert "broken/report.yaml" in ran.stdout
    assert "<failure" in (broken.parent / "maalbar.xml").read_text(encoding="utf-8")


def test_what_cannot_run_is_no_report(bash: Bash) -> None:
    ran = validate(bash, MAALBAR_PATH="$(touch pwned)")

    assert ran.returncode == 3
    assert ran.stdout == ""
