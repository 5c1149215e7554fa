"""Hostile zip archives."""

import io
import stat
import zipfile
from collections.abc import Iterable
from typing import Final

from tests.hostile.case import KILO, MEGA, SETTINGS, Case, Content, alone

_GOAL: Final = "stated:\n  - {id: goal/a, type: Goal}\n"
_DAY: Final = (2024, 1, 15, 0, 0, 0)
_LOCKED: Final = 1
# Where the names of a directory of an archive begin, and the two bytes of its flags.
_DIRECTORY: Final = b"PK\x01\x02"
_FLAGS: Final = 8


def _case(name: str, content: Content, *codes: str, more: tuple[str, ...] = ()) -> Case:
    return alone(name, "hostile.zip", content, *codes, more=more)


def _zip(*entries: tuple[str | zipfile.ZipInfo, str | bytes], level: int = 9) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _DAY) if isinstance(name, str) else name
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return data.getvalue()


def _named(name: str) -> bytes:
    return _zip((name, _GOAL), ("maalbar.toml", SETTINGS))


def _link(target: str) -> bytes:
    entry = zipfile.ZipInfo("report.yaml", _DAY)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _zip((entry, target))


def _bombs(count: int) -> bytes:
    zeros = "#" * 20 * MEGA
    return _zip(*((f"bomb{n}.yaml", zeros) for n in range(count)))


def _lying(said: int) -> bytes:
    """An archive whose entry is larger than it says."""
    data = bytearray(_zip(("report.yaml", "#" * 60 * MEGA)))
    directory = data.index(_DIRECTORY)
    data[directory + 24 : directory + 28] = said.to_bytes(4, "little")
    data[22:26] = said.to_bytes(4, "little")
    return bytes(data)


def _overlapping(count: int) -> bytes:
    """Many entries that are all the same bytes of the archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.yaml", "#" * 9 * MEGA)
        (first,) = archive.filelist
        for number in range(count):
            entry = zipfile.ZipInfo(f"b{number}.yaml", _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.header_offset, entry.CRC = first.header_offset, first.CRC
            entry.file_size, entry.compress_size = first.file_size, first.compress_size
            archive.filelist.append(entry)
    return data.getvalue()


def _locked() -> bytes:
    data = bytearray(_named("report.yaml"))
    directory = data.index(_DIRECTORY)
    data[6] |= _LOCKED
    data[directory + _FLAGS] |= _LOCKED
    return bytes(data)


def _nested(depth: int) -> bytes:
    data = _named("report.yaml")
    for _ in range(depth):
        data = _zip(("inner.zip", data))
    return data


def _many(names: Iterable[str], content: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, _DAY), content)
    return data.getvalue()


def _twice() -> bytes:
    # zipfile itself warns of a name that is there.
    one = _zip(("report.yaml", _GOAL), ("repore.yaml", _GOAL), level=0)
    return one.replace(b"repore.yaml", b"report.yaml")


def _strange(method: int) -> bytes:
    data = bytearray(_zip(("report.yaml", _GOAL)))
    directory = data.index(_DIRECTORY)
    data[8:10] = data[directory + 10 : directory + 12] = method.to_bytes(2, "little")
    return bytes(data)


CASES: Final = (
    _case(
        "a name that climbs out of an archive",
        lambda: _named("../../evil.yaml"),
        "syntax/bad-archive",
    ),
    _case(
        "a name from the root of the system", lambda: _named("/etc/evil.yaml"), "syntax/bad-archive"
    ),
    _case("a name of Windows", lambda: _named("..\\evil.yaml"), "syntax/bad-archive"),
    _case("a name with a drive", lambda: _named("C:evil.yaml"), "syntax/bad-archive"),
    _case(
        "a name that commands the terminal in an archive",
        lambda: _named("\x1b]0;owned\x07.yaml"),
        "shapes/min-count",
    ),
    _case(
        "a name that turns direction in an archive",
        lambda: _named("a\u202elmay.yaml"),
        "shapes/min-count",
    ),
    _case(
        "a name of many lines in an archive",
        lambda: _named("a\n::error::owned\n.yaml"),
        "syntax/bad-archive",
    ),
    _case(
        "a name of sixty thousand characters",
        lambda: _named("a" * 60 * KILO + ".yaml"),
        "shapes/min-count",
    ),
    _case(
        "a name of twenty thousand folders",
        lambda: _named("a/" * 20 * KILO + "b.yaml"),
        "shapes/min-count",
    ),
    _case("a link in an archive", lambda: _link("/etc/passwd"), "syntax/bad-archive"),
    _case("one gigabyte and more in an archive", lambda: _bombs(53), "syntax/bad-archive"),
    _case(
        "five files of twenty megabytes in an archive",
        lambda: _bombs(5),
        "syntax/empty-file",
        more=("--strict",),
    ),
    _case("an archive that lies of its size", lambda: _lying(10), "syntax/bad-archive"),
    _case("an archive that lies a little of its size", lambda: _lying(60 * MEGA - 1)),
    _case("an archive whose files overlap", lambda: _overlapping(100)),
    _case("archives in archives", lambda: _nested(20)),
    _case("an archive with a password", _locked, "syntax/bad-archive"),
    _case("an archive with one name twice", _twice, "syntax/bad-archive"),
    _case(
        "an archive that was packed in an unknown way", lambda: _strange(99), "syntax/bad-archive"
    ),
    _case(
        "an archive that was not packed with what it says",
        lambda: _strange(12),
        "syntax/bad-archive",
    ),
    _case("half an archive", lambda: _named("report.yaml")[:100], "syntax/bad-archive"),
    _case(
        "an archive without its middle",
        lambda: _named("report.yaml")[:60] + _named("report.yaml")[90:],
    ),
    _case("only the sign of an archive", b"PK\x03\x04", "syntax/bad-archive"),
    _case(
        "sixty-five thousand files in an archive",
        lambda: _many(f"{n}.txt" for n in range(65 * KILO)),
    ),
    _case(
        "ten thousand reports in an archive",
        lambda: _many((f"{n}.yaml" for n in range(10 * KILO)), "a"),
        "syntax/unexpected-structure",
    ),
    _case(
        "a file without name in an archive",
        lambda: _many(("", "a.yaml")),
        "syntax/bad-archive",
    ),
    _case(
        "a file that is the folder of an archive",
        lambda: _many(("./.", "a.yaml")),
        "syntax/bad-archive",
    ),
    _case("an archive of nothing", lambda: _many(()), "settings/none"),
    _case(
        "settings in an archive that do not end",
        lambda: _zip(("maalbar.toml", "a = ["), ("a.yaml", _GOAL)),
        "settings/unusable",
    ),
)
