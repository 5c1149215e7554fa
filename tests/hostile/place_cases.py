"""Hostile names of files and hostile folders."""

import os
from pathlib import Path
from typing import Final

from tests.hostile.case import KILO, MEGA, SETTINGS, SHARED, Case, part, written

_GOAL: Final = "stated:\n  - {id: goal/a, type: Goal}\n"


def _named(name: str, file: str, *codes: str, report: str = "text") -> Case:
    return part(name, file, _GOAL, *codes, more=("--report", report))


def _publication(folder: Path) -> None:
    written(folder, "maalbar.toml", SETTINGS)
    written(folder, "shared.yaml", SHARED)


def _linked(folder: Path) -> None:
    _publication(folder)
    (folder / "report.yaml").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder, target_is_directory=True)


def _linked_settings(folder: Path) -> None:
    written(folder, "report.yaml", _GOAL)
    (folder / "maalbar.toml").symlink_to("/dev/zero")


def _piped(folder: Path) -> None:
    _publication(folder)
    os.mkfifo(folder / "report.yaml")


def _piped_settings(folder: Path) -> None:
    written(folder, "report.yaml", _GOAL)
    os.mkfifo(folder / "maalbar.toml")


def _many(folder: Path) -> None:
    _publication(folder)
    for number in range(10 * KILO):
        written(folder, f"{number % 100}/{number}.yaml", "a")


def _deep(folder: Path) -> None:
    _publication(folder)
    written(folder, "a/" * 200 + "report.yaml", _GOAL)


def _huge(folder: Path) -> None:
    _publication(folder)
    with (folder / "report.yaml").open("wb") as file:
        file.truncate(10**12)


def _manifest_of_a_terabyte(folder: Path) -> None:
    _publication(folder)
    written(folder, "site/report.yaml", "a")
    with (folder / "site/manifest.json").open("wb") as file:
        file.truncate(10**12)


CASES: Final = (
    _named("a name of several lines", "a\nb\r\n::error::owned.yaml", "shapes/min-count"),
    _named("a name of several lines for GitHub", "a\n::error::owned.yaml", report="github"),
    _named("a name that commands the terminal", "\x1b[2J\x1b]0;owned\x07.yaml", "shapes/min-count"),
    _named("a name that turns direction", "a\u202elmay\u2066.yaml", "shapes/min-count"),
    _named(
        "a name that turns direction in JSON",
        "a\u202elmay\u2066.yaml",
        "shapes/min-count",
        report="json",
    ),
    _named("a name of markup", "<script>alert(1)<\\script>.yaml", report="html"),
    _named("a name that is not UTF-8", os.fsdecode(b"m\xe5l\x9b.yaml"), "shapes/min-count"),
    _named(
        "a name that is not UTF-8 in JSON",
        os.fsdecode(b"m\xe5l\x9b.yaml"),
        "shapes/min-count",
        report="json",
    ),
    _named("a name that is not UTF-8 in SARIF", os.fsdecode(b"m\xe5l\x9b.yaml"), report="sarif"),
    _named("a name of two hundred and fifty characters", "a" * 250 + ".yaml", "shapes/min-count"),
    _named("a name that is an option", "--format.yaml", "shapes/min-count"),
    Case("links to elsewhere", _linked, ("syntax/link",)),
    Case("settings that never end", _linked_settings, ("syntax/link",)),
    Case("a pipe that no one writes to", _piped, ("syntax/unreadable",)),
    Case("settings that are a pipe", _piped_settings, ()),
    Case("ten thousand files", _many, ("syntax/unexpected-structure",)),
    Case("two hundred folders in each other", _deep, ("syntax/too-deep",)),
    Case("a file of a terabyte", _huge, ("syntax/too-big",)),
    Case(
        "a manifest of a terabyte",
        _manifest_of_a_terabyte,
        ("syntax/unexpected-structure", "syntax/too-big"),
    ),
    Case("a device", lambda _: None, ("syntax/unreadable",), ("/dev/zero",)),
    Case("a folder of the system", lambda _: None, (), ("/proc/self/fd",)),
    Case(
        "a path of a hundred thousand characters",
        lambda _: None,
        ("syntax/unreadable",),
        ("a/" * 50 * KILO,),
    ),
    Case("a path that commands the terminal", lambda _: None, (), ("a\x1b[2J\u202e\nb",)),
    Case(
        "an address of the machine itself",
        lambda _: None,
        ("fetch/refused-address",),
        ("http://127.0.0.1:9/x",),
    ),
    Case(
        "an address of the machine itself in other words",
        lambda _: None,
        ("fetch/refused-address",),
        ("http://[::ffff:7f00:1]/x",),
    ),
    Case(
        "an address of a cloud",
        lambda _: None,
        ("fetch/refused-address",),
        ("http://169.254.169.254/latest/meta-data/",),
    ),
    Case(
        "an address with a secret",
        lambda _: None,
        ("fetch/bad-url",),
        ("https://user:secret@example.org/x",),
    ),
    Case("a file as an address", lambda _: None, (), ("file:///etc/passwd",)),
    Case("nothing that comes in", lambda folder: written(folder, "stdin", ""), (), ("-",)),
    Case(
        "zeros that come in without end",
        lambda folder: (folder / "stdin").symlink_to("/dev/zero"),
        ("syntax/too-big",),
        ("-",),
    ),
    Case(
        "twenty megabytes of zeros that come in",
        lambda folder: written(folder, "stdin", lambda: b"\0" * 20 * MEGA),
        ("syntax/control-character",),
        ("-", "--format", "yaml"),
    ),
    Case(
        "more that comes in than fits",
        lambda folder: written(folder, "stdin", lambda: "#" * 60 * MEGA),
        ("syntax/too-big",),
        ("-", "--format", "yaml"),
    ),
    Case(
        "an archive that comes in as YAML",
        lambda folder: written(folder, "stdin", b"PK\x03\x04"),
        ("syntax/bad-archive",),
        ("-", "--format", "yaml"),
    ),
)
