"""What is published decides what a contribution refers to, and what it would change."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from maalbar import flow
from maalbar.check.against import Site
from maalbar.check.place import find_site
from maalbar.check.verdict import Verdict, Wish, judge
from maalbar.model.diagnostic import MaalbarError

REPORT = "reports/digdir/2021/hovudtal/report.yaml"


@pytest.fixture(scope="module")
def site(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, published."""
    out = tmp_path_factory.mktemp("site") / "site"
    flow.publish(seeds, out)
    return out


def handed_in(text: str, site: Path, name: str = "-") -> Verdict:
    return judge(name, Wish(against=str(site)), stdin=text.encode)


@pytest.fixture(scope="module")
def report(seeds: Path) -> str:
    return (seeds / REPORT).read_text(encoding="utf-8")


def test_a_report_that_is_published_as_it_is_changes_nothing(report: str, site: Path) -> None:
    assert handed_in(report, site).findings == ()


def test_what_is_referred_to_is_looked_for_on_the_site(report: str, site: Path) -> None:
    text = report.replace("indicator: indicator/ansatte", "indicator: indicator/nowhere", 1)

    codes = [each.code for each in handed_in(text, site).findings if each.severity.value == "error"]

    assert codes == ["references/dangling"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("        value: 302\n", "        value: 303\n", "publication/changes"),
        ("    language: ", "    # language: ", "publication/removes"),
    ],
)
def test_a_change_of_what_is_published_is_a_warning_at_its_line(
    report: str, site: Path, old: str, new: str, code: str
) -> None:
    assert old in report
    text = report.replace(old, new, 1)

    found = [each for each in handed_in(text, site).findings if each.code == code]

    assert len(found) == 1
    assert found[0].severity.value == "warning"
    assert found[0].location.mark


def test_a_thing_that_goes_away_is_told(report: str, site: Path) -> None:
    begin = report.index("      - id: observation/digdir/2021/hovudtal/ansatte/2017")
    end = report.index("      - id: ", begin + 10)

    found = handed_in(report[:begin] + report[end:], site).findings

    assert [
        (each.code, each.value) for each in found if each.code == "publication/removes-thing"
    ] == [("publication/removes-thing", "observation/digdir/2021/hovudtal/ansatte/2017")]


def test_only_the_documents_that_are_named_are_read(site: Path) -> None:
    real = find_site(str(site))
    asked: list[str] = []

    def fetch(path: str) -> bytes | None:
        asked.append(path)
        return real.fetch(path)

    counted = Site(base=real.base, fetch=fetch)
    counted.document(f"{real.base}id/indicator/ansatte")
    counted.document(f"{real.base}id/indicator/ansatte#part")

    assert asked == ["id/indicator/ansatte.nt"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda site: (site / "manifest.json").unlink(),
        lambda site: (site / "manifest.json").write_text("{", encoding="utf-8"),
        lambda site: (site / "manifest.json").write_text("[]", encoding="utf-8"),
        lambda site: (site / "manifest.json").write_text("{}", encoding="utf-8"),
        lambda site: (site / "id/indicator/ansatte.nt").write_text("no", encoding="utf-8"),
    ],
)
def test_what_is_no_site_is_refused(
    report: str, site: Path, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    other = Path(shutil.copytree(site, tmp_path / "other"))
    spoil(other)

    with pytest.raises(MaalbarError, match=r"publication/not-a-site"):
        handed_in(report, other)
