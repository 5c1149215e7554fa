"""`maalbar host` writes what is asked for where it is asked to, or nothing."""

from pathlib import Path

import pytest
from tests.running import here

from maalbar.hosting import HOSTS
from maalbar.hosting.kinds import KINDS

TO = ("--to", "https://data.example.org/")


@pytest.mark.parametrize("kind", KINDS)
def test_a_configuration_is_shown_or_written(tmp_path: Path, site: Path, kind: str) -> None:
    shown = here("host", kind, site, *TO)
    out = tmp_path / "out"
    written = here("host", kind, site, *TO, "--out", out)

    assert (shown.returncode, written.returncode) == (0, 0)
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    assert len(files) == len(KINDS[kind])
    for file in files:
        assert file.read_text(encoding="utf-8") in shown.stdout
        assert str(file) in written.stdout
    assert "maalbar host" in shown.stdout.splitlines()[0] + shown.stdout.splitlines()[1]


def test_a_single_file_is_put_in_a_folder_that_is_there(tmp_path: Path, site: Path) -> None:
    assert here("host", "w3id", site, *TO, "--out", tmp_path).returncode == 0
    assert (tmp_path / ".htaccess").is_file()


def test_where_readers_are_led_must_be_said(site: Path) -> None:
    ran = here("host", "w3id", site)

    assert ran.returncode == 2
    assert "--to" in ran.stderr


def test_a_place_that_cannot_be_written_is_told_of(tmp_path: Path, site: Path) -> None:
    (tmp_path / "file").touch()

    for kind in ("nginx", "netlify"):
        ran = here("host", kind, site, "--out", tmp_path / "file" / "x")
        assert ran.returncode == 3
        assert "publish/cannot-write" in ran.stderr


def test_the_folder_on_the_server_can_be_another(site: Path) -> None:
    assert '"/srv/site"' in here("host", "nginx", site, "--root", "/srv/site").stdout
    assert str(site.name) not in here("host", "nginx", site, "--root", "/srv/site").stdout


def test_every_kind_that_can_be_named_can_be_written() -> None:
    assert set(HOSTS) == set(KINDS)
