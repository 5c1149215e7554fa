"""The golden cases: for each code of findings, the smallest input that shows it.

A folder is named by the code, as `syntax-not-yaml`.  It has:

- `input/`: the files as they are handed in;
- `command`: the command line, run among them;
- `also`: other codes that cannot but be shown as well, one a line;
- `expected.nb.txt` and so on: what the reader is shown.

What no file can bring about has no `input/` and `command` but `finding.toml`: what the
sentences of its finding are filled with.
"""

import os
import shlex
import shutil
import tomllib
from collections.abc import Callable, Mapping
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest import mock

from tests.running import here

from maalbar.compare.dump import MOST_AT_ONCE
from maalbar.fetch.cache import Copy, store
from maalbar.fetch.profiles import LIMIT as SHAPES_LIMIT
from maalbar.fetch.profiles import profiles
from maalbar.load.enough import MOST as MOST_VALUES
from maalbar.load.text import LIMIT, unseen_in
from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.model.text import LANGUAGES
from maalbar.queries.deep import LONGEST
from maalbar.render.findings import text as text_form
from maalbar.render.findings.view import View
from maalbar.render.findings_reference import Example
from maalbar.words import finding
from maalbar.words.limit import MOST

Prepare = Callable[[Path, Path], None]

GOLDEN: Final = Path(__file__).parent / "golden"
_LONGEST_SHOWN: Final = 30
_AROUND: Final = 6


@dataclass(frozen=True, slots=True)
class Case:
    """A golden case."""

    folder: Path

    @property
    def code(self) -> str:
        """The code that it is about."""
        return self.folder.name.replace("-", "/", 1)

    @property
    def command(self) -> str:
        """Its command line; empty where the finding is made."""
        file = self.folder / "command"
        return file.read_text(encoding="utf-8").strip() if file.exists() else ""

    @property
    def also(self) -> frozenset[str]:
        """Other codes that are shown."""
        file = self.folder / "also"
        return frozenset(file.read_text(encoding="utf-8").split()) if file.exists() else frozenset()

    def expected(self, language: str) -> Path:
        """The file with what the reader is shown."""
        return self.folder / f"expected.{language}.txt"

    def findings(self, workplace: Path) -> tuple[Diagnostic, ...]:
        """Run the case in a folder of its own; what the command says is not looked at."""
        if not self.command:
            values = tomllib.loads((self.folder / "finding.toml").read_text(encoding="utf-8"))
            return (finding(self.code, Location(), **values),)
        shutil.copytree(self.folder / "input", workplace) if self.files else workplace.mkdir()
        cache = workplace.parent / "cache"
        if self.code in PREPARED:
            PREPARED[self.code](workplace, cache / "maalbar" / "shapes")
        seen: list[Diagnostic] = []

        def render(view: View) -> str:
            seen.extend(view.findings)
            return ""

        with (
            chdir(workplace),
            mock.patch.dict(os.environ, {"XDG_CACHE_HOME": str(cache)}),
            mock.patch.object(text_form, "render", render),
        ):
            ran = here(*shlex.split(self.command)[1:])
        assert seen, ran.stdout + ran.stderr
        return tuple(_from_here(each, workplace) for each in seen)

    @property
    def files(self) -> Mapping[str, Path]:
        """The files of its input, by name."""
        root = self.folder / "input"
        return {
            path.relative_to(root).as_posix(): path
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    def example(self) -> Example:
        """Give what the reference shows of the case."""
        shown: dict[str, str] = {
            tag: self.expected(tag).read_text(encoding="utf-8") for tag in LANGUAGES
        }
        named = dict.fromkeys(set(shlex.split(self.command)) & set(self.files), 1)
        places = named | self._place(shown["en"])
        seen = {name: _seen(self.files[name], places[name]) for name in sorted(places)}
        files = {name: content for name, content in seen.items() if content}
        return Example(command=self.command, files=files, shown=shown)

    def _place(self, shown: str) -> dict[str, int]:
        """Give the file and the line that the finding is about, or the only file there is."""
        for paragraph in shown.split("\n\n"):
            place, bracket, _ = paragraph.partition(f"[{self.code}]")
            parts = place.rpartition(": ")[0].split(":")
            if bracket and parts[0] in self.files:
                return {parts[0]: int(parts[1]) if len(parts) > 1 else 1}
        return dict.fromkeys(self.files, 1) if len(self.files) == 1 else {}


def cases() -> tuple[Case, ...]:
    """Give all cases."""
    return tuple(Case(folder) for folder in sorted(GOLDEN.iterdir()))


def _from_here(found: Diagnostic, workplace: Path) -> Diagnostic:
    """Leave out of what is said where this machine has the workplace."""
    place = f"{workplace.resolve()}/"
    message = {tag: said.replace(place, "") for tag, said in found.message.items()}
    return replace(found, message=message)


def _seen(file: Path, line: int) -> str:
    """Give what can be shown of a file: all of it, or what stands around a line."""
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        return ""
    if unseen_in(text):
        return ""
    lines = text.splitlines()
    if len(lines) <= _LONGEST_SHOWN:
        return text
    first, last = max(0, line - 1 - _AROUND), line + _AROUND
    before = ["…"] if first else []
    after = ["…"] if last < len(lines) else []
    return "\n".join([*before, *lines[first:last], *after])


def _too_big(limit: int, name: str) -> Prepare:
    def prepare(folder: Path, _cache: Path) -> None:
        with (folder / name).open("wb") as file:
            file.truncate(limit + 1)

    return prepare


def _link(folder: Path, _cache: Path) -> None:
    (folder / "link.yaml").symlink_to("report.yaml")


def _many_mistakes(folder: Path, _cache: Path) -> None:
    keys = "".join(f"    size{number}: 1200\n" for number in range(MOST + 1))
    (folder / "skippere.yaml").write_text(
        f"editorial:\n  - id: population/skippere\n{keys}", encoding="utf-8"
    )


def _many_values(folder: Path, _cache: Path) -> None:
    goals = "goal/a, " * MOST_VALUES
    (folder / "maal.yaml").write_text(
        f"stated:\n  - id: goal/b\n    subGoalOf: [{goals}]\n", encoding="utf-8"
    )


def _link_to_folder(folder: Path, _cache: Path) -> None:
    (folder / "kilder" / "vedlegg").symlink_to(folder)


def _long_query(folder: Path, _cache: Path) -> None:
    asked = "SELECT ?goal WHERE { ?goal a mb:Goal }"
    (folder / "sporsmal.rq").write_text(asked + " " * LONGEST, encoding="utf-8")


def _big_dump(folder: Path, _cache: Path) -> None:
    with (folder / "gammel" / "dump.nq").open("r+b") as file:
        file.truncate(MOST_AT_ONCE + 1)


def _old_copy(_folder: Path, cache: Path) -> None:
    _keep(cache, "https://example.org/regler.ttl", datetime(2026, 1, 5, tzinfo=UTC))


def _other_edition(_folder: Path, cache: Path) -> None:
    for edition in profiles()["dcat-ap-recommended"].files:
        _keep(cache, edition.url, datetime.now(UTC))


def _keep(cache: Path, url: str, fetched: datetime) -> None:
    data = b"# Ingen regler\n"
    store(cache, Copy(url=url, data=data, media_type="text/turtle", etag="", fetched=fetched))


# What cannot lie in a repository: too big, not for every file system, or of today.
PREPARED: Final[Mapping[str, Prepare]] = {
    "syntax/too-big": _too_big(LIMIT, "report.yaml"),
    "syntax/link": _link,
    "syntax/too-many-values": _many_values,
    "syntax/more": _many_mistakes,
    "source/passed-over": _link_to_folder,
    "fetch/too-big": _too_big(SHAPES_LIMIT, "regler.ttl"),
    "fetch/offline": _old_copy,
    "fetch/another-edition": _other_edition,
    "query/too-long": _long_query,
    "compare/too-big": _big_dump,
}
