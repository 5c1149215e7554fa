"""A site over time: nothing is lost, and nothing that is unchanged is told as changed."""

import json
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET  # what we wrote ourselves
from pathlib import Path
from typing import Any, Final

import pytest
from tests.conftest import REPORT, SETTINGS

from maalbar import flow
from maalbar.flow import Plan, Published
from maalbar.model.diagnostic import MaalbarError

BASE: Final = "https://example.org/tests/"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
DELETED: Final = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
MAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SHARED: Final = "editorial:" + REPORT.partition("editorial:")[2]
FIRST: Final = REPORT.partition("editorial:")[0]
SECOND: Final = FIRST.replace("2023", "2024")


class Year:
    """A publication, its site, and the days on which it is published."""

    def __init__(self, root: Path) -> None:
        self.root = root / "publication"
        self.site = root / "site"
        self.day = "2024-01-15"
        self.write("delt.yaml", SHARED)
        self.write("2023/report.yaml", FIRST)

    def write(self, path: str, content: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        content = (self.root / path).read_text(encoding="utf-8")
        assert old in content
        self.write(path, content.replace(old, new))

    def publish(self, day: str, settings: str = "", **plan: Any) -> Published:  # noqa: ANN401 # of Plan
        self.day = day
        dated = SETTINGS.replace("modified = 2024-01-15", f"modified = {day}\n{settings}")
        self.write("maalbar.toml", dated)
        return flow.publish(self.root, self.site, Plan(**plan))[1]

    def refused(self, day: str, settings: str = "", **plan: Any) -> list[str]:  # noqa: ANN401 # as above
        before = self.files
        with pytest.raises(MaalbarError) as refused:
            self.publish(day, settings, **plan)
        assert self.files == before
        assert [each.name for each in self.site.parent.iterdir()].count("site") == 1
        return [each.code for each in refused.value.diagnostics]

    @property
    def files(self) -> dict[str, bytes]:
        return {
            each.relative_to(self.site).as_posix(): each.read_bytes()
            for each in self.site.rglob("*")
            if each.is_file()
        }

    @property
    def said(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads((self.site / "manifest.json").read_bytes())
        return said

    def dates(self, report: str) -> tuple[str, str]:
        dataset = self.said["datasets"][f"{BASE}catalogue#report/bydrift/{report}"]
        return dataset["issued"], dataset["modified"]

    def read(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")


@pytest.fixture
def year(tmp_path: Path) -> Year:
    """A publication of one report, published in January."""
    begun = Year(tmp_path)
    begun.publish("2024-01-15")
    return begun


def lines_about(turtle: str, node: str) -> list[str]:
    """Give the lines of N-Triples about a node or what lies below it."""
    return [line for line in turtle.splitlines() if line.startswith(f"<{node}")]


def test_a_second_run_writes_nothing(year: Year) -> None:
    before = year.files

    assert year.publish("2024-01-15").changed == 0
    assert year.files == before


def test_a_later_day_alone_changes_no_dataset(year: Year) -> None:
    before = year.files

    year.publish("2024-02-01")

    assert year.dates("2023") == ("2024-01-15", "2024-01-15")
    for path in ("id/report/bydrift/2023.ttl", "dump.nq", "id/goal/bydrift/2023/renhold/1.html"):
        assert year.files[path] == before[path]
        assert year.said["files"][path]["modified"] == "2024-01-15"


def test_dates_follow_the_content_of_each_report(year: Year) -> None:
    year.write("2024/report.yaml", SECOND)
    year.publish("2024-03-01")
    january = lines_about(year.read("catalogue.nt"), f"{BASE}catalogue#report/bydrift/2023")

    year.edit("2024/report.yaml", "rene", "reine")
    year.publish("2024-04-01")

    assert year.dates("2023") == ("2024-01-15", "2024-01-15")
    assert year.dates("2024") == ("2024-03-01", "2024-04-01")
    after = lines_about(year.read("catalogue.nt"), f"{BASE}catalogue#report/bydrift/2023")
    assert [each for each in after if "prev" not in each] == [
        each for each in january if "prev" not in each
    ]


def test_content_that_changes_without_a_new_date_is_told(year: Year) -> None:
    year.edit("2023/report.yaml", "rene", "reine")

    said = year.publish("2024-01-15").findings

    assert {each.code for each in said} == {"publish/date-stands"}
    assert year.publish("2024-01-16").findings == ()


def test_a_report_that_is_missing_stops_the_run(year: Year) -> None:
    year.write("2024/report.yaml", SECOND)
    year.publish("2024-03-01")
    shutil.rmtree(year.root / "2024")

    codes = year.refused("2024-04-01")

    assert codes[-1] == "publish/removal"
    assert set(codes[:-1]) == {"publish/drops-dataset"}


def test_a_publication_without_reports_stops_the_run(year: Year) -> None:
    shutil.rmtree(year.root / "2023")

    assert year.refused("2024-04-01") == ["publish/empty"]


def test_a_report_that_is_to_go_leaves_a_tombstone(year: Year) -> None:
    year.write("2024/report.yaml", SECOND)
    year.publish("2024-03-01")
    shutil.rmtree(year.root / "2024")
    settings = 'replaced = { "report/bydrift/2024" = "report/bydrift/2023" }'

    year.publish("2024-04-01", settings, allow_removal=True)

    gone = year.said["gone"]["id/report/bydrift/2024"]
    assert gone["iri"] == f"{BASE}id/report/bydrift/2024"
    assert gone["since"] == "2024-04-01"
    assert gone["title"]["en"] == "Annual report 2024"
    assert gone["replacedBy"] == f"{BASE}id/report/bydrift/2023"
    assert "isReplacedBy> <https://example.org/tests/id/report/bydrift/2023>" in year.read(
        "id/report/bydrift/2024.nt"
    )
    page = year.read("id/report/bydrift/2024.en.html")
    assert "This is no longer published (since 1 April 2024)." in page
    assert 'href="2023.en.html"' in page
    assert year.publish("2024-05-01", settings).changed
    assert year.said["gone"]["id/report/bydrift/2024"] == gone
    feed = ET.fromstring(year.read("feed.en.xml"))  # noqa: S314 # as above
    deleted = {each.get("ref"): each.get("when") for each in feed.iter(DELETED)}
    assert deleted[f"{BASE}id/report/bydrift/2024"] == "2024-04-01T00:00:00Z"


def test_what_comes_back_is_no_longer_gone(year: Year) -> None:
    year.write("2024/report.yaml", SECOND)
    year.publish("2024-03-01")
    shutil.rmtree(year.root / "2024")
    year.publish("2024-04-01", allow_removal=True)

    year.write("2024/report.yaml", SECOND)
    year.publish("2024-05-01")

    assert year.said["gone"] == {}
    assert "Annual report 2024" in year.read("id/report/bydrift/2024.en.html")


def test_what_replaces_something_must_be_there(year: Year) -> None:
    settings = 'replaced = { "report/old" = "report/nowhere" }'

    assert year.refused("2024-02-01", settings) == ["publish/replaced-by-nothing"]


def test_a_snapshot_stays_as_it_was(year: Year) -> None:
    year.publish("2024-02-01", release=True)
    snapshot = {path: data for path, data in year.files.items() if path.startswith("v/2024")}
    assert snapshot["v/2024-02-01/dump.nq"] == year.files["dump.nq"]

    year.edit("2023/report.yaml", "rene", "reine")
    year.publish("2024-03-01", release=True)
    year.publish("2024-04-01")

    assert snapshot.items() <= year.files.items()
    assert set(year.said["snapshots"]) == {"2024-02-01", "2024-03-01"}
    assert year.files["v/2024-03-01/dump.nq"] == year.files["dump.nq"]
    assert year.files["v/2024-02-01/dump.nq"] != year.files["dump.nq"]


def test_versions_are_linked_both_ways(year: Year) -> None:
    year.publish("2024-02-01", release=True)

    old = year.read("v/2024-02-01/id/report/bydrift/2023.en.html")
    assert 'rel="latest-version" href="../../../../../id/report/bydrift/2023.en.html"' in old
    assert "This is the version of 1 February 2024." in old
    current = year.read("id/report/bydrift/2023.en.html")
    assert 'href="../../../v/index.en.html"' in current
    assert 'href="2024-02-01/index.en.html"' in year.read("v/index.en.html")
    whole, version = f"<{BASE}catalogue#everything>", f"<{BASE}v/2024-02-01/>"
    dcat = "<http://www.w3.org/ns/dcat#"
    assert f"{whole} {dcat}hasVersion> {version} ." in year.read("catalogue.nt")
    assert f"{version} {dcat}isVersionOf> {whole} ." in year.read("v/2024-02-01/version.nt")


def test_a_snapshot_of_a_day_is_made_once(year: Year) -> None:
    year.publish("2024-02-01", release=True)

    assert year.publish("2024-02-01", release=True).changed == 0
    year.edit("2023/report.yaml", "rene", "reine")
    assert year.refused("2024-02-01", release=True) == ["publish/snapshot-stands"]


def test_a_site_that_lies_elsewhere_is_carried_on(year: Year, tmp_path: Path) -> None:
    year.publish("2024-02-01", release=True)
    before = year.files
    elsewhere = tmp_path / "elsewhere"
    year.site.rename(elsewhere)

    year.publish("2024-02-01", previous=str(elsewhere))

    assert year.files == before


def test_a_snapshot_that_was_meddled_with_is_not_carried_on(year: Year, tmp_path: Path) -> None:
    year.publish("2024-02-01", release=True)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(year.site, elsewhere)
    (elsewhere / "v/2024-02-01/dump.nq").write_bytes(b"")

    assert year.refused("2024-03-01", previous=str(elsewhere)) == ["publish/lost-snapshot"]


@pytest.mark.parametrize("manifest", ["", "[]", '{"publisher": "maalbar", "base": 1}'])
def test_a_previous_site_that_is_none_is_refused(year: Year, tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)

    assert year.refused("2024-02-01", previous=str(tmp_path)) == ["publication/not-a-site"]


def test_feeds_and_sitemap_follow_content(year: Year) -> None:
    year.write("2024/report.yaml", SECOND)
    year.publish("2024-03-01")

    feed = ET.fromstring(year.read("feed.xml"))  # noqa: S314 # as above
    updated = {
        each.findtext(f"{ATOM}id"): each.findtext(f"{ATOM}updated")
        for each in feed.iter(f"{ATOM}entry")
    }
    assert updated[f"{BASE}catalogue#report/bydrift/2023"] == "2024-01-15T00:00:00Z"
    assert updated[f"{BASE}catalogue#report/bydrift/2024"] == "2024-03-01T00:00:00Z"
    pages = ET.fromstring(year.read("sitemap.xml"))  # noqa: S314 # as above
    lastmod = {
        each.findtext(f"{MAP}loc"): each.findtext(f"{MAP}lastmod")
        for each in pages.iter(f"{MAP}url")
    }
    assert lastmod[f"{BASE}id/goal/bydrift/2023/renhold/1.nn.html"] == "2024-01-15"
    assert lastmod[f"{BASE}id/goal/bydrift/2024/renhold/1.html"] == "2024-03-01"
    html = {path for path in year.files if path.endswith(".html")}
    assert {each.removeprefix(BASE) for each in lastmod if each} == html


def test_the_manifest_lists_every_file_with_its_language_and_source(year: Year) -> None:
    listed = year.said["files"]

    assert {*listed, "manifest.json"} == set(year.files)
    assert listed["id/goal/bydrift/2023/renhold/1.ttl"]["source"] == "2023/report.yaml"
    assert listed["id/org/bydrift.nn.html"]["language"] == "nn"
    for path, each in listed.items():
        assert each["bytes"] == len(year.files[path])
        assert re.fullmatch("[0-9a-f]{64}", each["sha256"])


@pytest.mark.skipif(sys.platform == "win32", reason="this system sends no signals")
def test_a_run_that_is_told_to_stop_leaves_nothing_behind(seeds: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "maalbar", "publish", str(seeds), "--out", "site"]
    with subprocess.Popen(command, cwd=tmp_path) as running:
        while not any(tmp_path.iterdir()):
            assert running.poll() is None
            time.sleep(0.01)
        running.terminate()

    assert running.returncode == 143
    assert list(tmp_path.iterdir()) == []
