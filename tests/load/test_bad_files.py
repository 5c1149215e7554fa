"""Folders and files that are not what a publication is made of."""

import os
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from tests.load.marks import places
from tests.running import here, maalbar

from maalbar import flow
from maalbar.load.text import LIMIT, MEGABYTE
from maalbar.model.diagnostic import Diagnostic, MaalbarError, Severity

Author = Callable[..., Path]


def stopped(root: Path) -> tuple[Diagnostic, ...]:
    """The findings that keep a folder from being read as a publication."""
    with pytest.raises(MaalbarError) as caught:
        flow.check(root)
    return caught.value.diagnostics


def test_a_file_that_cannot_be_read_does_not_hide_the_others(author: Author) -> None:
    root = author(files={"a.yaml": b"\xff", "z.yaml": "statd: []\n"})

    findings = flow.check(root).findings

    assert [(each.code, str(each.location.path)) for each in findings] == [
        ("syntax/not-utf-8", "a.yaml"),
        ("vocabulary/unknown-status", "z.yaml"),
    ]


@pytest.mark.parametrize(
    ("data", "byte", "mark"),
    [
        (b"stated:\n  - id: a\n    title: {nb: M\xe5l}\n", "0xE5", (3, 18)),
        ("stated: # æøå".encode() + b"\xc3", "0xC3", (1, 14)),
        (b"\xef\xbb\xbf\xff", "0xFF", (1, 1)),
        ("stated: []".encode("utf-16"), "0xFF", (1, 1)),
    ],
    ids=["Latin-1", "a cut-off character", "after a byte order mark", "UTF-16"],
)
def test_what_is_not_utf_8_is_found_at_its_first_wrong_byte(
    author: Author, data: bytes, byte: str, mark: tuple[int, int]
) -> None:
    findings = flow.check(author(data)).findings

    assert places(findings, "syntax/not-utf-8") == [mark]
    assert byte in findings[0].message["en"]


def test_a_byte_order_mark_is_accepted_and_takes_no_column(author: Author) -> None:
    valid = flow.check(author(b"\xef\xbb\xbf" + author().joinpath("report.yaml").read_bytes()))
    broken = flow.check(author(b"\xef\xbb\xbfstatd: []\n"))
    hidden = flow.check(author(b"\xef\xbb\xbfa: \x00\n"))

    assert valid.findings == ()
    assert places(broken.findings, "vocabulary/unknown-status") == [(1, 1)]
    assert places(hidden.findings, "syntax/control-character") == [(1, 4)]


def test_windows_line_ends_are_accepted_and_counted_once(author: Author, small_report: str) -> None:
    plain = flow.check(author())
    windows = flow.check(author(small_report.replace("\n", "\r\n")))
    broken = flow.check(author("stated:\r\n  - id: a\r\n    ‸goalLevl: x\r\n".replace("‸", "")))

    assert windows.publication.statements == plain.publication.statements
    assert windows.findings == ()
    assert places(broken.findings, "vocabulary/unknown-property") == [(3, 5)]


def test_a_huge_file_is_refused_without_being_read(author: Author) -> None:
    root = author()
    with (root / "huge.yaml").open("wb") as file:
        file.truncate(200 * MEGABYTE)
    start = time.monotonic()

    (finding,) = flow.check(root).findings

    assert time.monotonic() - start < 1
    assert finding.code == "syntax/too-big"
    assert finding.location.path == PurePosixPath("huge.yaml")
    assert finding.message["en"] == f"The file holds more than {LIMIT // MEGABYTE} MB"


def test_a_pipe_is_refused_without_waiting_for_it(author: Author) -> None:
    root = author()
    os.mkfifo(root / "pipe.yaml")

    (finding,) = flow.check(root).findings

    assert (finding.code, str(finding.location.path)) == ("syntax/unreadable", "pipe.yaml")


def test_a_link_is_told_of_and_not_followed(author: Author) -> None:
    root = author()
    (root / "loop.yaml").symlink_to("loop.yaml")
    (root / "lost.yaml").symlink_to("nowhere.yaml")
    (root / "again").symlink_to(root, target_is_directory=True)

    findings = flow.check(root).findings

    assert [(each.code, str(each.location.path)) for each in findings] == [
        ("syntax/link", "again"),
        ("syntax/link", "loop.yaml"),
        ("syntax/link", "lost.yaml"),
    ]


def test_a_folder_that_may_not_be_listed_is_found(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = author(files={"closed/report.yaml": "stated: []\n"})
    scan = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    (finding,) = flow.check(root).findings

    assert (finding.code, str(finding.location.path)) == ("syntax/unreadable", "closed")


@pytest.mark.parametrize("report", ["", "# Bare en kommentar\n", "---\n", "\n\n"])
def test_a_file_that_says_nothing_is_a_warning(author: Author, report: str) -> None:
    findings = flow.check(author(files={"empty.yaml": report})).findings

    assert [(each.code, str(each.location.path)) for each in findings] == [
        ("syntax/empty-file" if "-" not in report else "syntax/unexpected-structure", "empty.yaml")
    ]


def test_an_empty_folder_holds_no_publication(tmp_path: Path) -> None:
    (finding,) = stopped(tmp_path)

    assert finding.code == "settings/none"
    assert str(tmp_path) in finding.message["en"]


@pytest.mark.parametrize("name", ["nowhere", "x" * 5000, "a file/below", "a\0b"])
def test_a_path_that_is_no_folder_holds_no_publication(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_text("x")

    (finding,) = stopped(tmp_path / name)

    assert finding.code == "settings/none"


def test_a_folder_named_maalbar_toml_is_no_publication(tmp_path: Path) -> None:
    (tmp_path / "maalbar.toml").mkdir()

    (finding,) = stopped(tmp_path)

    assert finding.code == "settings/none"


def test_a_publication_without_reports_has_no_data(author: Author, tmp_path: Path) -> None:
    root = author()
    (root / "report.yaml").unlink()

    (finding,) = flow.check(root).findings

    assert finding.code == "settings/no-data"
    with pytest.raises(MaalbarError):
        flow.publish(root, tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["table.xlsx", "report.YAML~", "report", "a/notes.txt"])
def test_a_file_of_an_unknown_kind_is_left_out_with_a_warning(author: Author, name: str) -> None:
    (finding,) = flow.check(author(files={name: b"\xff\0"})).findings

    assert (finding.code, str(finding.location.path)) == ("syntax/unknown-file", name)
    assert finding.severity is Severity.WARNING


def test_hidden_files_readme_and_licence_are_passed_over(author: Author) -> None:
    names = (".hidden.yaml", ".git/x.yaml", "README.md", "LICENSE", "a/README.md")

    assert flow.check(author(files=dict.fromkeys(names, b"\xff"))).findings == ()


@pytest.mark.parametrize(
    "name", ["min rapport.yaml", "årsrapport.yml", "a%20b#c?.yaml", "år/mål 1.yaml"]
)
def test_a_file_may_have_any_name(
    author: Author, tmp_path: Path, small_report: str, name: str
) -> None:
    root = author(files={name: small_report})
    (root / "report.yaml").unlink()

    checked, _ = flow.publish(root, tmp_path / "site")

    assert checked.findings == ()
    assert {str(each.path) for each in checked.publication.statements} == {name}
    for graph in checked.publication.graphs:
        assert graph.value.isascii()


def test_a_file_name_that_is_not_utf_8_can_be_shown(author: Author) -> None:
    root = author()
    name = os.fsdecode(b"m\xe5l.yaml")
    try:
        (root / name).write_text("statd: []\n")
    except OSError:
        pytest.skip("the file system takes no names that are not UTF-8")

    ran = maalbar("validate", root)

    assert ran.returncode == 1
    assert "vocabulary/unknown-status" in ran.stdout
    assert ran.stderr == ""


@pytest.mark.parametrize("name", ["a file", "a file/site", "/proc/site", "/dev/null", "x" * 300])
def test_a_folder_that_cannot_be_written_is_refused(
    author: Author, tmp_path: Path, name: str
) -> None:
    (tmp_path / "a file").write_text("mine")

    with pytest.raises(MaalbarError) as caught:
        flow.publish(author(), tmp_path / name)

    assert caught.value.diagnostics[-1].code in {"publish/cannot-write", "publish/not-ours"}
    assert (tmp_path / "a file").read_text() == "mine"


def test_a_folder_that_holds_something_else_is_left_alone(author: Author, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")

    with pytest.raises(MaalbarError) as caught:
        flow.publish(author(), tmp_path / "thesis")

    assert [each.code for each in caught.value.diagnostics] == ["publish/not-ours"]
    assert [each.name for each in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


def test_the_command_line_says_so_when_there_is_no_publication(tmp_path: Path) -> None:
    for command in ("validate", "publish"):
        more = ("--out", tmp_path / "site") if command == "publish" else ()
        ran = here(command, tmp_path, *more)

        assert ran.returncode == 3
        assert ran.stderr.startswith("maalbar: error[settings/none]")
        assert ran.stdout == ""
    assert list(tmp_path.iterdir()) == []
