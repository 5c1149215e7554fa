"""A kind of mistake: what goes wrong in which thing, where that must be told, and how.

`told` are words that the finding must say for its reader to know what to do.  With `mend`, the
finding is taken at its word: this is written in place of the value at the place that it names,
and it must be gone.  Without, what was broken is put back.  `stops` says that a part of the file
cannot be read.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from invented.tables import FIGURE_COLUMNS
from mistakes.edits import Drop, Edit, Readdress, Rename, edited, read_edit
from mistakes.layouts import LAYOUTS
from mistakes.parts import Entry, Layout, Thing

_RDF: Final = ("turtle", "jsonld")
_PLACE: Final = "‸"
_HERE: Final = Path(__file__).parent
Files = Mapping[str, str]


class Broken(NamedTuple):
    """A file with a mistake in it, and the line and column (1-based) where it must be told."""

    path: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A mistake that can be made in any format: an edit of a thing with certain values.

    `at` is `id`, a key, or a key after `=` for its value.  `rule` is the local name of the shape
    that asks.  `code` may differ by format.  Things of type `of` are fit for it whose identifiers
    match `id` and whose properties have the values of `having` (an empty one is any).
    """

    name: str
    code: str | Mapping[str, str]
    edit: Edit
    at: str
    told: str
    rule: str = ""
    file: str = "report"
    status: str = "stated"
    of: str = "Observation"
    id: str = ""
    having: Mapping[str, str] = field(default_factory=dict)
    mend: str | None = None
    stops: bool = False

    def code_in(self, form: str) -> str:
        """Give the code that the finding has in a format; empty if none can make the mistake.

        A table holds figures only.
        """
        if form == "csv" and (self.of != "Observation" or not self._in_table):
            return ""
        return self.code if isinstance(self.code, str) else self.code.get(form, "")

    @property
    def _in_table(self) -> bool:
        """Whether a table has a column for what is edited."""
        return isinstance(self.edit, Drop | Rename | Readdress) or self.edit.key in FIGURE_COLUMNS

    def mended(self, form: str) -> str | None:
        """Write what the finding says should stand there."""
        if self.mend is None:
            return None
        layout = LAYOUTS[form]
        if isinstance(self.edit, Rename):
            return layout.key(self.mend)
        key = "about" if isinstance(self.edit, Readdress) else self.at.removeprefix("=")
        return layout.value(key, self.mend)

    def make(self, files: Files, form: str, chance: random.Random) -> Broken | None:
        """Make the mistake once; nothing if no thing is fit for it."""
        layout = LAYOUTS[form]
        status = f".{self.status}" if form in _RDF and self.status != "stated" else ""
        file = "figures" if form == "csv" else self.file
        name = f"/{file}{status}{layout.suffix}"
        for path, text in _shuffled(files, name, chance):
            fit = [each for each in layout.things(text) if self._fits(text, each, layout)]
            if fit:
                return self._broken(path, text, chance.choice(fit), layout)
        return None

    def _fits(self, text: str, thing: Thing, layout: Layout) -> bool:
        wanted = {"type": self.of} if self.of else {}
        if isinstance(self.edit, Drop | Rename):
            wanted[self.edit.key] = ""
        said = {key: _written(text, entry) for key, entry in thing.entries.items()}
        return bool(re.search(self.id, thing.id)) and all(
            said.get(key) == layout.value(key, value) if value else said.get(key)
            for key, value in (wanted | dict(self.having)).items()
        )

    def _broken(self, path: str, text: str, thing: Thing, layout: Layout) -> Broken:
        text, identifier = edited(text, thing, self.edit, layout)
        found = [each for each in layout.things(text) if each.id == identifier]
        now = min(found, key=lambda each: abs(each.start - thing.start))
        if self.at == "id":
            offset = now.id_at
        elif self.at.startswith("="):
            offset = _first_value(text, now.entries[self.at[1:]])
        elif isinstance(self.edit, Rename):
            offset = now.entries[self.at].name_at
        else:
            offset = now.entries[self.at].place_at
        return _placed(path, text, offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A mistake of one format: what a pattern finds, and what stands there instead.

    `‸` in `put` is where the finding must be.
    """

    name: str
    code: str
    form: str
    find: str
    put: str
    told: str
    rule: str = ""
    file: str = "report"
    mend: str | None = None
    stops: bool = False

    def code_in(self, form: str) -> str:
        """Give the code that the finding has in a format; empty if none can make the mistake."""
        return self.code if form == self.form else ""

    def mended(self, form: str) -> str | None:  # noqa: ARG002 # as for a mistake of any format
        """Write what the finding says should stand there."""
        return self.mend

    def make(self, files: Files, form: str, chance: random.Random) -> Broken | None:
        """Make the mistake once; nothing if the pattern is nowhere."""
        suffix = "" if "." in self.file else LAYOUTS[form].suffix
        for path, text in _shuffled(files, f"/{self.file}{suffix}", chance):
            fit = list(re.finditer(self.find, text, re.MULTILINE))
            if fit:
                match = chance.choice(fit)
                before, _, after = match.expand(self.put).partition(_PLACE)
                start = text[: match.start()] + before
                return _placed(path, start + after + text[match.end() :], len(start))
        return None


AnyMistake = Mistake | Slip


def mistakes_in(form: str) -> Iterator[AnyMistake]:
    """Give the mistakes that can be made in a format."""
    anywhere = tomllib.loads((_HERE / "anywhere.toml").read_text("utf-8"))["mistakes"]
    slips = tomllib.loads((_HERE / "slips.toml").read_text("utf-8"))["slips"]
    every: tuple[AnyMistake, ...] = (
        *(Mistake(edit=read_edit(each), **each) for each in anywhere),
        *(Slip(**each) for each in slips),
    )
    return (each for each in every if each.code_in(form))


def _shuffled(files: Files, name: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    paths = [path for path in files if path.endswith(name)]
    return ((path, files[path]) for path in chance.sample(paths, len(paths)))


def _written(text: str, entry: Entry) -> str:
    return text[entry.value_at : entry.value_end]


def _first_value(text: str, entry: Entry) -> int:
    """Give the offset of the first value, in a list if there is one."""
    opening = re.compile(r"\[\s*").match(text, entry.value_at)
    return opening.end() if opening else entry.value_at


def _placed(path: str, text: str, offset: int) -> Broken:
    line = text.count("\n", 0, offset) + 1
    return Broken(path, text, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)
