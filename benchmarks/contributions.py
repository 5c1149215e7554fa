"""Contributions checked from the shell, beside pySHACL with the same data and the same shapes.

    python benchmarks/contributions.py [--all]

One report, cold; many reports, as YAML and as Turtle; one changed report against a published
site.  Every command is a process of its own, imports included; commands that are compared are
run in turn, and ratios are taken pair by pair.  The reports are those of `generator.py`.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator import publication, write
from invented.agencies import Subject, subject
from processes import Run, in_turn, machine, row, run

from maalbar.vocabulary.resources import ONTOLOGY_FILES, folder

_MAALBAR: Final = (sys.executable, "-m", "maalbar")
_PYSHACL: Final = (sys.executable, "-m", "pyshacl")
_SIZES: Final = (10, 100, 1000)
_FORMATS: Final = ("yaml", "turtle")
# Seconds that pySHACL is given for many reports.
_PATIENCE: Final = 60.0


class Workshop:
    """A folder with what the commands are run on."""

    def __init__(self, place: Path) -> None:
        """Write the shapes and the ontology, each as one file."""
        self.place = place
        shapes = folder("shapes")
        self.core = self._joined("shapes.ttl", sorted(shapes.glob("*.ttl")))
        self.all = self._joined("all-shapes.ttl", sorted(shapes.rglob("*.ttl")))
        self._ontology = [folder("ontology") / name for name in ONTOLOGY_FILES]

    def reports(self, count: int, form: str) -> Path:
        """Write a publication, once."""
        root = self.place / f"{form}-{count}"
        if not root.exists():
            write(publication(_subjects(count), form), root)
        return root

    def one_file(self, count: int) -> Path:
        """Write all that a publication says as one Turtle file."""
        path = self.place / f"together-{count}.ttl"
        if not path.exists():
            parts = (
                made.text for made in publication(_subjects(count), "turtle") if ".ttl" in made.path
            )
            with path.open("w", encoding="utf-8") as together:
                together.writelines(parts)
        return path

    def for_peer(self, count: int) -> Path:
        """Write the same with the ontology, whose code lists pySHACL looks for in the data."""
        return self._joined(f"for-peer-{count}.ttl", [*self._ontology, self.one_file(count)])

    def maalbar(self, *arguments: object) -> tuple[str, ...]:
        """Give a command of ours."""
        return (*_MAALBAR, *map(str, arguments))

    def pyshacl(self, shapes: Path, count: int) -> tuple[str, ...]:
        """Give a command of the peer."""
        return (*_PYSHACL, "-s", str(shapes), str(self.for_peer(count)))

    def _joined(self, name: str, paths: list[Path]) -> Path:
        joined = self.place / name
        with joined.open("wb") as together:
            for path in paths:
                together.write(path.read_bytes() + b"\n")
        return joined


def _subjects(count: int) -> Iterator[Subject]:
    return map(subject, range(count))


def cold(shop: Workshop, runs: int) -> None:
    """Check one report."""
    file, yaml = shop.one_file(1), shop.reports(1, "yaml")
    names = (
        "maalbar validate report.ttl",
        "maalbar validate FOLDER (YAML)",
        "pyshacl, Core shapes",
        "pyshacl, all shapes",
    )
    found = in_turn(
        runs,
        shop.maalbar("validate", file),
        shop.maalbar("validate", yaml),
        shop.pyshacl(shop.core, 1),
        shop.pyshacl(shop.all, 1),
    )
    print(f"One report, cold: {runs} runs in turn, medians")
    for name, each in zip(names, found, strict=True):
        print(row(name, each, () if each is found[0] else found[0]))


def many(shop: Workshop, count: int, *, patience: float, pace: float) -> float:
    """Check many reports.

    Args:
        shop: where they are.
        count: how many.
        patience: how many seconds the peer has.
        pace: how many seconds a report it took before; it is not asked for what it cannot do.

    Returns:
        How many seconds a report it took now.
    """
    print(f"{count} reports")
    ours: list[Run] = []
    for form in _FORMATS:
        one = run(shop.maalbar("validate", shop.reports(count, form)), limit=3600)
        ours = [one] if one else []
        each = f"   {1000 * one.cpu / count:.0f} ms CPU a report" if one else ""
        print(row(f"maalbar validate FOLDER ({form})", ours) + each)
    if pace * count > patience:
        print(f"  pyshacl, not asked: would take some {pace * count:.0f} s")
        return pace
    peer = run(shop.pyshacl(shop.core, count), limit=patience)
    print(row("pyshacl, Core shapes", [peer] if peer else [], ours))
    return (peer.wall if peer else patience) / count


def against(shop: Workshop, count: int, runs: int) -> None:
    """Check one changed report against a published site."""
    print(f"One changed report against a site of {count}")
    site = shop.place / f"site-{count}"
    made = run(shop.maalbar("publish", shop.reports(count, "yaml"), "--out", site), limit=3600)
    if made is None or made.status:
        print("  the site could not be published")
        return
    print(row("maalbar publish, once", [made]))
    changed = shop.place / "changed"
    if not changed.exists():
        report = min((shop.reports(count, "yaml") / "reports").glob("*/*/*/report.yaml"))
        shutil.copytree(report.parent, changed)
        text = (changed / "report.yaml").read_text("utf-8")
        (changed / "report.yaml").write_text(
            text.replace("er oftere fornøyd", "er fornøyde"), "utf-8"
        )
    (found,) = in_turn(runs, shop.maalbar("validate", changed, "--against", site))
    print(row("maalbar validate REPORT --against", found))


def main() -> None:
    """Measure what the options say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="up to 1,000 reports: takes minutes")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    parser.add_argument("--reports", type=int, nargs="+", metavar="N", help="other numbers of them")
    parser.add_argument("--site", type=int, metavar="N", help="reports of the published site")
    parser.add_argument("--limit", type=float, default=_PATIENCE, metavar="SECONDS")
    given = parser.parse_args()
    sizes = given.reports or (_SIZES if given.all else _SIZES[:1])
    print(machine())
    with tempfile.TemporaryDirectory() as place:
        shop = Workshop(Path(place))
        cold(shop, given.runs)
        pace = 0.0
        for count in sizes:
            pace = many(shop, count, patience=given.limit, pace=pace)
        against(shop, given.site or max(sizes), given.runs)


if __name__ == "__main__":
    main()
