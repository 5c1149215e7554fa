"""A year of publishing, harvested each month: nothing is lost, and only what changed changes."""

import shutil
from pathlib import Path
from typing import Final

import pytest
from tests.publish.test_over_time import BASE, SECOND, Year

from maalbar.flow import harvesting
from maalbar.harvest.last import Change
from maalbar.harvest.rehearsal import Wish
from maalbar.model.diagnostic import MaalbarError

FIRST_REPORT: Final = "report/bydrift/2023"
SECOND_REPORT: Final = "report/bydrift/2024"


class Portal:
    """Harvests a site, and remembers."""

    def __init__(self, year: Year, folder: Path) -> None:
        self.year = year
        self.memory = folder / "last.json"
        self.rules = folder / "rules.ttl"
        self.rules.write_text("# none\n", encoding="utf-8")

    def sees(self) -> tuple[set[str], set[str], set[str]]:
        """Harvest, and give what is new, changed and gone."""
        wish = Wish(offline=True, shapes=(str(self.rules),), last=self.memory)
        outcome = harvesting.harvest(str(self.year.site), wish)
        assert outcome.succeeded
        if outcome.comparison is None:
            return {short(each.node.value) for each in outcome.members}, set(), set()
        changes = outcome.comparison.changes
        return (
            {short(each) for each, change in changes.items() if change is Change.NEW},
            {short(each) for each, change in changes.items() if change is Change.CHANGED},
            {short(each) for each in outcome.comparison.gone},
        )


def short(iri: str) -> str:
    return iri.removeprefix(f"{BASE}catalogue#")


def test_a_year_of_harvests(tmp_path: Path) -> None:
    year = Year(tmp_path)
    portal = Portal(year, tmp_path)

    year.publish("2024-01-15")
    assert portal.sees() == ({FIRST_REPORT, "everything"}, set(), set())

    year.publish("2024-02-01")
    assert portal.sees() == (set(), set(), set())

    year.write("2024/report.yaml", SECOND)
    year.publish("2024-03-01")
    new, changed, gone = portal.sees()
    (series,) = new - {SECOND_REPORT}
    assert series.startswith("series/")
    # A report that is no longer alone says which series it is part of.
    assert (changed, gone) == ({FIRST_REPORT, "everything"}, set())

    year.edit("2024/report.yaml", "rene", "reine")
    year.publish("2024-04-01")
    assert portal.sees() == (set(), {SECOND_REPORT, "everything"}, set())

    year.edit("2024/report.yaml", "goal/bydrift/2024/renhold/1", "goal/bydrift/2024/gater/1")
    renamed = 'replaced = { "goal/bydrift/2024/renhold/1" = "goal/bydrift/2024/gater/1" }'
    year.publish("2024-05-01", renamed)
    assert portal.sees() == (set(), {SECOND_REPORT, "everything"}, set())
    assert f"{BASE}id/goal/bydrift/2024/gater/1" in year.read("id/goal/bydrift/2024/renhold/1.nt")

    year.edit("2024/report.yaml", "type: Goal", "type: Gaol")
    with pytest.raises(MaalbarError):
        year.publish("2024-06-01", renamed)
    assert portal.sees() == (set(), set(), set())
    year.edit("2024/report.yaml", "type: Gaol", "type: Goal")

    year.publish("2024-07-01", renamed, release=True)
    assert portal.sees() == (set(), {"everything"}, set())

    shutil.rmtree(year.root / "2023")
    with pytest.raises(MaalbarError):
        year.publish("2024-08-01")
    assert portal.sees() == (set(), set(), set())

    year.publish("2024-09-01", allow_removal=True)
    new, changed, gone = portal.sees()
    assert (new, gone) == (set(), {FIRST_REPORT, series})
    assert changed == {SECOND_REPORT, "everything"}
    year.publish("2024-10-01")
    assert portal.sees() == (set(), set(), set())
