"""`maalbar diff`, run as a reader runs it."""

import json
import os
from pathlib import Path

import pytest
from tests.compare.sites import LINES, site
from tests.running import here


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    """Two sites of which the other says less."""
    return site(tmp_path / "old"), site(tmp_path / "new", "\n".join(LINES[2:]))


def test_it_ends_with_0_where_both_say_the_same(sites: tuple[Path, Path]) -> None:
    ran = here("diff", sites[0], sites[0])

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "No changes: both say the same.\n"


def test_it_ends_with_1_where_something_changed(sites: tuple[Path, Path]) -> None:
    ran = here("diff", *sites, "--lang", "nn")

    assert (ran.returncode, ran.stderr) == (1, "")
    assert "- Gatene skal være rene." in ran.stdout
    assert ran.stdout.endswith("1 ting fall bort.\n")


def test_it_ends_with_3_where_it_cannot_run(sites: tuple[Path, Path], tmp_path: Path) -> None:
    ran = here("diff", sites[0], tmp_path)

    assert ran.returncode == 3
    assert "compare/nothing" in ran.stderr


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_what_is_printed_can_be_written(
    sites: tuple[Path, Path], tmp_path: Path, form: str
) -> None:
    out = tmp_path / "changes"

    printed = here("diff", *sites, "--report", form)
    wrote = here("diff", *sites, "--report", form, "--out", out)

    assert (wrote.returncode, wrote.stdout) == (1, "")
    assert out.read_text(encoding="utf-8") == printed.stdout


def test_a_file_that_cannot_be_written_is_told(sites: tuple[Path, Path], tmp_path: Path) -> None:
    ran = here("diff", *sites, "--out", tmp_path / "nowhere" / "changes.txt")

    assert ran.returncode == 3
    assert "publish/cannot-write" in ran.stderr


def test_a_place_with_a_strange_name_is_told_as_it_is(
    sites: tuple[Path, Path], tmp_path: Path
) -> None:
    strange = tmp_path / os.fsdecode(b"\xff\x1b[31m")
    sites[1].rename(strange)

    ran = here("diff", sites[0], strange, "--report", "json")

    assert json.loads(ran.stdout)["new"]["place"] == str(strange)
    assert "\x1b" not in here("diff", sites[0], strange, "--report", "html").stdout
