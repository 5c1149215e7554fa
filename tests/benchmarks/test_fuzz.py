"""The fuzzer finds a crash, keeps it, and tells it once."""

import time
from pathlib import Path
from typing import Final

import fuzz
import pytest
from strewn import SEEDS

_SHORT: Final = 200


class _Crash(Exception):  # noqa: N818 # it is no error of ours
    pass


def _crash_when_short(_: fuzz.Desk, data: bytes) -> None:
    if len(data) < _SHORT:
        raise _Crash


def _hunt(out: Path) -> list[Path]:
    fuzz.batch("turtle", 1, time.monotonic() + 20, out, out / "current")
    return sorted(out.glob("*.ttl"))


def test_a_crash_is_kept_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz.Desk, "check", _crash_when_short)

    (found,) = _hunt(tmp_path)

    assert len(found.read_bytes()) < _SHORT
    assert found.with_suffix(".txt").read_text("utf-8").startswith("_Crash in ")


def test_the_same_crash_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz.Desk, "check", _crash_when_short)
    (found,) = _hunt(tmp_path)
    before = found.stat().st_mtime_ns

    again = _hunt(tmp_path)

    assert again == [found]
    assert found.stat().st_mtime_ns == before


def test_what_is_too_slow_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "SLOW", 0.0)
    monkeypatch.setattr(fuzz, "BATCH", 1)
    monkeypatch.setattr(fuzz.Desk, "check", lambda *_: None)

    (found,) = _hunt(tmp_path)

    assert found.with_suffix(".txt").read_text("utf-8").startswith("slow")


@pytest.mark.parametrize("form", sorted(SEEDS))
def test_what_the_fuzzer_begins_with_can_be_read(tmp_path: Path, form: str) -> None:
    desk = fuzz.Desk(tmp_path, form)

    for good in SEEDS[form]:
        desk.check(good)
        assert not [each for each in desk.found if each.code.startswith("syntax/")]
