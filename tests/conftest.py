"""What all tests share: the seeds, what lies beside the project, and a small publication."""

import os
from collections.abc import Callable, Generator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from maalbar import flow

Content = str | bytes
Author = Callable[..., Path]

# The language of messages is decided when the command line is imported.
os.environ["MAALBAR_LANG"] = "en"

# Machines are shared: how long it takes to make or try an example says nothing about the code.
settings.register_profile(
    "shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared-machine")

ROOT = Path(__file__).resolve().parents[1]

SETTINGS = """\
base = "https://example.org/tests/"
publisher = "org/bydrift"
contact-name = "Bydrift"
contact-url = "https://example.org/"
issued = 2024-01-15
modified = 2024-01-15
title.nb = "Byen vår"
description.nb = "Et lite regnskap til å prøve på."
"""

REPORT = """\
stated:
  - id: report/bydrift/2023
    type: PerformanceReport
    title: {nb: Årsrapport 2023, nn: Årsrapport 2023, en: Annual report 2023}
    reportKind: annualReport
    publisher: org/bydrift
    reportingYear: 2023
    language: http://publications.europa.eu/resource/authority/language/NOB
  - id: section/bydrift/2023/renhold
    type: ReportSection
    title: {nb: Renhold}
    partOfReport: report/bydrift/2023
    contents:
      - id: goal/bydrift/2023/renhold/1
        type: Goal
        goalLevel: areaGoal
        number: 1
        description: {nb: Gatene skal være rene.}
        setBy: org/bydrift
editorial:
  - id: org/bydrift
    type: Organization
    label: {nb: Bydrift, nn: Bydrift, en: Bydrift}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="accept what is rendered now as what is expected; never in CI",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI everything is there that a test may want, so none is skipped."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The publication that comes with the project."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sources that lies beside the project at its workplace, and nowhere else."""
    folder = Path(os.environ.get("MAALBAR_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the sources are not here: {folder} (set MAALBAR_SHARED)")
    return folder


@pytest.fixture(scope="session")
def checked(seeds: Path) -> flow.Checked:
    """The seeds, loaded and validated once."""
    return flow.check(seeds)


@pytest.fixture(scope="session")
def small_report() -> str:
    """The text of a small valid report.yaml, to be changed by `replace`."""
    return REPORT


@pytest.fixture(scope="session")
def small_settings() -> str:
    """The text of its maalbar.toml."""
    return SETTINGS


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """Write a small valid publication in a folder of its own.

    `author()` writes it as it is, `author("stated: …")` with another report.yaml, and
    `author(files={"reports/x.yaml": …})` with more files or others; all take text or bytes.
    """

    def write(report: Content = REPORT, files: Mapping[str, Content] | None = None) -> Path:
        root = tmp_path / "publication"
        written = {"maalbar.toml": SETTINGS, "report.yaml": report, **(files or {})}
        for name, content in written.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write
