"""Writing passages.csv loses nothing that is there, and leaves nothing beside it."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from maalbar import flow
from maalbar.model.diagnostic import Diagnostic, MaalbarError

Author = Callable[..., Path]

TEXT: Final = "I 2023 ble 12 av 40 gater vasket.\n"
REPORT: Final = f"""\
stated:
  - id: section/a
    type: ReportSection
    sourceSha256: {sha256(TEXT.encode()).hexdigest()}
    statedIn: ["char=11,19"]
"""
HEADER: Final = "section,start,end,sha256,exact\n"
ROW: Final = f"section/a,11,19,{sha256(TEXT[11:19].encode()).hexdigest()},12 av 40\n"


@pytest.fixture
def source(tmp_path: Path) -> str:
    (tmp_path / "a.txt").write_text(TEXT)
    return str(tmp_path / "a.txt")


def refused(root: Path, source: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(MaalbarError) as caught:
        flow.stamp_sources(root, [source])
    return caught.value.diagnostics


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (HEADER + ROW.replace(",12 av 40", ""), "2"),
        (HEADER + "\n" + ROW + "section/a,eleven,19,x,et sitat\n", "4"),
        (HEADER + ROW.replace("11,19", " 11,19"), "2"),
        (HEADER + ROW + ROW.replace("12 av 40", '"12 av 40'), "3"),
        ("section;start;end;sha256;exact\n" + ROW.replace(",", ";"), "1"),
        (f"{HEADER}{ROW}".replace("av", "a\x00v"), "2"),
    ],
)
def test_rows_that_cannot_be_read_are_told_and_not_overwritten(
    author: Author, source: str, rows: str, line: str
) -> None:
    root = author(REPORT, files={"passages.csv": rows})

    *found, last = refused(root, source)

    assert last.code == "source/not-stamped"
    assert f"(line {line})" in last.message["en"]
    assert found
    assert {str(each.location.path) for each in (*found, last)} == {"passages.csv"}
    assert (root / "passages.csv").read_text() == rows


def test_bytes_that_are_no_text_are_not_overwritten(author: Author, source: str) -> None:
    rows = f"{HEADER}{ROW}".replace("av", "\u00e6").encode("latin-1")
    root = author(REPORT, files={"passages.csv": rows})

    assert refused(root, source)[-1].code == "source/not-stamped"
    assert (root / "passages.csv").read_bytes() == rows


def test_what_is_wrong_elsewhere_keeps_nothing_from_being_stamped(
    author: Author, source: str
) -> None:
    root = author(REPORT, files={"other/passages.csv": "x\n", "passages.csv": HEADER + ROW})

    assert flow.stamp_sources(root, [source]) == ((), {root / "passages.csv": 1})
    assert (root / "other" / "passages.csv").read_text() == "x\n"


def test_a_run_that_cannot_write_leaves_nothing_beside_the_file(
    author: Author, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = author(REPORT, files={"passages.csv": HEADER})
    before = sorted(root.iterdir())

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)

    (finding,) = refused(root, source)

    assert finding.code == "publish/cannot-write"
    assert sorted(root.iterdir()) == before
    assert (root / "passages.csv").read_text() == HEADER
