"""Ordinary files: read within a limit, replaced in one step."""

import os
from pathlib import Path

import pytest

from maalbar.files import NotAFileError, TooBigError, read_file, replace_file


def test_a_file_is_read_up_to_its_limit_and_no_further(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc\r\n")

    assert read_file(tmp_path / "a", 5) == b"abc\r\n"
    with pytest.raises(TooBigError):
        read_file(tmp_path / "a", 4)


def test_no_pipe_or_device_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(NotAFileError):
            read_file(path, 10)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    replace_file(tmp_path / "a", b"new")

    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a": b"new"}


@pytest.mark.parametrize("step", ["chmod", "replace"])
def test_a_file_that_cannot_be_replaced_is_left_and_nothing_lies_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, step, fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(tmp_path / "a", b"new")

    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a": b"old"}


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path / "a", b"new")

    assert [each.name for each in tmp_path.iterdir()] == ["a"]
