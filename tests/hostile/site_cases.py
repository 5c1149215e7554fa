"""A hostile site that a contribution is held against."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.hostile.case import KILO, MEGA, Case, Content, written

_BASE: Final = "https://example.org/tests/"
_REPORT: Final = f"""\
stated:
  - id: {_BASE}id/report/a
    type: PerformanceReport
    setBy: {_BASE}id/org/a
"""
_ID: Final = f"<{_BASE}id/report/a>"
_A: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_TITLE: Final = "<http://purl.org/dc/terms/title>"
_GRAPH: Final = f"<{_BASE}graph/report/stated>"
_KIND: Final = "<https://w3id.org/maalbar/ns#PerformanceReport>"


def _site(name: str, files: dict[str, Content], *codes: str) -> Case:
    def write(folder: Path) -> None:
        written(folder, "report.yaml", _REPORT)
        manifest = json.dumps({"base": _BASE, "publisher": "maalbar", "files": {"x": {}}})
        for file, content in ({"manifest.json": manifest} | files).items():
            written(folder, f"site/{file}", content)

    return Case(name, write, codes, ("report.yaml", "--against", "site"))


def _based(name: str, base: object, *codes: str) -> Case:
    return _site(name, {"manifest.json": json.dumps({"base": base})}, *codes)


def _document(name: str, content: Content, *codes: str) -> Case:
    return _site(name, {"id/org/a.nt": content}, *codes)


def _report(name: str, content: Content, *codes: str) -> Case:
    return _site(name, {"id/report/a.nq": content}, *codes)


def _spoiled(name: str, spoil: Callable[[Path], object], *codes: str) -> Case:
    plain = _site(name, {}, *codes)

    def write(folder: Path) -> None:
        plain.write(folder)
        spoil(folder / "site")

    return plain._replace(write=write)


def _linked(site: Path) -> None:
    (site / "id/org").mkdir(parents=True)
    (site / "id/org/a.nt").symlink_to("/etc/passwd")


def _nothing(site: Path) -> None:
    (site / "manifest.json").unlink()


def _device(site: Path) -> None:
    _nothing(site)
    (site / "manifest.json").symlink_to("/dev/zero")


def _huge(site: Path) -> None:
    with (site / "manifest.json").open("wb") as file:
        file.truncate(10**12)


def _long_step(folder: Path) -> None:
    _spoiled("", Path.exists).write(folder)
    written(folder, "report.yaml", _REPORT.replace("org/a", f"org/{'a' * 300}"))


CASES: Final = (
    Case(
        "a thing whose name no file has",
        _long_step,
        ("references/dangling",),
        ("report.yaml", "--against", "site"),
    ),
    _spoiled(
        "a site without a manifest",
        _nothing,
        "publication/not-a-site",
    ),
    _spoiled(
        "a site whose manifest is a device",
        _device,
        "publication/not-a-site",
    ),
    _spoiled("a site whose manifest is a terabyte", _huge, "publication/not-a-site"),
    _spoiled("a site that links to the system", _linked),
    _site(
        "a manifest of a million lists",
        {"manifest.json": lambda: "[" * MEGA},
        "publication/not-a-site",
    ),
    _site(
        "a manifest that is a number of a million digits",
        {"manifest.json": lambda: "9" * MEGA},
        "publication/not-a-site",
    ),
    _site(
        "a manifest with half a pair",
        {"manifest.json": b'{"base": "\\ud800"}'},
        "publication/not-a-site",
    ),
    _based("a site that lives nowhere", "", "publication/not-a-site"),
    _based("a site that lives in a program", "javascript:alert(1)/", "publication/not-a-site"),
    _based("a site that lives in a file", "file:///etc/", "publication/not-a-site"),
    _based("a site that lives with a space", "https://example.org/a b/", "publication/not-a-site"),
    _based(
        "a site that lives on a command",
        "https://example.org/\x1b[2J\u202e/",
        "publication/not-a-site",
    ),
    _based("a site that lives in a list", ["a"], "publication/not-a-site"),
    _document("a document that is none", "no", "publication/not-a-site"),
    _document("a document of binary rubbish", b"\xff\xfe\0\0", "publication/not-a-site"),
    _document("a document of sixty megabytes", lambda: "#" * 60 * MEGA),
    _document(
        "a document of ten megabytes without end",
        lambda: "<" + "a" * 10 * MEGA,
        "publication/not-a-site",
    ),
    _document(
        "a document of fifty thousand statements",
        lambda: "".join(
            f"<{_BASE}id/org/a> <https://e.no/{n}> <https://e.no/> .\n" for n in range(50 * KILO)
        ),
    ),
    _document(
        "a document that refers to ten thousand others",
        lambda: "".join(
            f"<{_BASE}id/org/a> <https://e.no/b> <https://e.no/{n}> .\n" for n in range(10 * KILO)
        ),
    ),
    _report(
        "a report outside of named graphs", f"{_ID} {_A} {_KIND} .\n", "publication/not-a-site"
    ),
    _report(
        "a report in a graph without steps",
        f"{_ID} {_A} {_KIND} <urn:x> .\n",
        "publication/not-a-site",
    ),
    _report(
        "a report in a graph without name", f"{_ID} {_A} {_KIND} _:a .\n", "publication/not-a-site"
    ),
    _report("a report that is about triples", f"<< {_ID} {_A} {_KIND} >> {_A} {_KIND} .\n"),
    _report(
        "a report that says a command",
        f'{_ID} {_TITLE} "\\u001b[2J\\u202e"@nb {_GRAPH} .\n{_ID} {_A} {_KIND} {_GRAPH} .\n',
    ),
    _report(
        "a report of fifty thousand values",
        lambda: "".join(f'{_ID} {_TITLE} "a{n}"@nb {_GRAPH} .\n' for n in range(50 * KILO)),
        "publication/removes",
    ),
    _report(
        "a report of ten thousand things",
        lambda: "".join(f"<{_BASE}id/x/{n}> {_A} {_KIND} {_GRAPH} .\n" for n in range(10 * KILO)),
        "publication/removes-thing",
    ),
)
