"""A new report: which files it needs, with what in them, and how they come to be.

See Also:
    PEP 292, string templates <https://peps.python.org/pep-0292/>.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, WishError
from maalbar.words import finding
from maalbar.words.system import why

SETTINGS: Final = "maalbar.toml"
# Where the project's own publication has the schema of each language.
_SCHEMA: Final = "https://w3id.org/maalbar/schema/{language}.json"
_NAME: Final = re.compile(r"[a-z0-9]{1,60}(?:-[a-z0-9]{1,60}){0,20}", re.ASCII)
_LONGEST: Final = 60
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o"})
_YEAR: Final = re.compile("[12][0-9]{3}", re.ASCII)
_DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The report that someone wants to begin: whose, of which year, and what it is called.

    `language` is that of the comments, `today` the date (YYYY-MM-DD) of a new publication.
    """

    org: str
    year: str
    line: str
    language: str
    today: str

    @property
    def name(self) -> str:
        """The part of every address of the report that says whose and which it is."""
        return f"{self.org}/{self.year}/{self.line}"

    @property
    def next(self) -> str:
        """The year that what is planned is for."""
        return str(int(self.year) + 1)


def begin(root: Path, wish: Wish, is_known: Callable[[str], bool] | None) -> tuple[Path, ...]:
    """Write the files of a new report.

    Args:
        root: the folder of the publication.
        wish: which report.
        is_known: tells whether the publication introduces an id; nothing if there is no
            publication in the folder yet, so that one is begun.

    Returns:
        The files that were written.

    Raises:
        WishError: a name or the year is none.
        MaalbarError: the folder lies inside another publication, a file exists, or one cannot
            be written.  Then nothing is written.
    """
    wrong = tuple(_wrong_with(wish))
    if wrong:
        raise WishError(*wrong)
    if is_known is None:
        _see_that_nothing_is_around(root)
    texts = {root / path: text for path, text in _texts(wish, is_known)}
    there = [path for path in texts if os.path.lexists(path)]
    if there:
        raise MaalbarError(*(finding("new/exists", Location(), path=str(path)) for path in there))
    return _written(texts)


def _wrong_with(wish: Wish) -> Iterator[Diagnostic]:
    for option, value in (("--org", wish.org), ("--line", wish.line)):
        if not _NAME.fullmatch(value):
            example = _name_from(value)
            yield finding("new/bad-name", Location(), value=value, option=option, example=example)
    if not _YEAR.fullmatch(wish.year):
        yield finding("new/bad-year", Location(), value=wish.year)
    if not _DATE.fullmatch(wish.today):
        raise ValueError(wish.today)


def _name_from(words: str) -> str:
    """Propose a name in addresses that someone may have meant."""
    plain = unicodedata.normalize("NFC", words[: 5 * _LONGEST]).lower().translate(_LETTERS)
    parts = re.findall("[a-z0-9]+", unicodedata.normalize("NFKD", plain))
    return "-".join(parts)[:_LONGEST].strip("-") or "digdir"


def _see_that_nothing_is_around(root: Path) -> None:
    for folder in Path(os.path.abspath(root)).parents:  # noqa: PTH100 # resolve() may raise
        if os.path.lexists(folder / SETTINGS):
            # As whoever asked would write it.
            around = str(folder) if root.is_absolute() else os.path.relpath(folder)
            raise MaalbarError(finding("new/inside", Location(), path=str(root), root=around))


def _texts(wish: Wish, is_known: Callable[[str], bool] | None) -> Iterator[tuple[str, str]]:
    """Give the files by their path; what the publication introduces is not introduced again."""
    needed = {
        f"org/{wish.org}": "organisation.yaml",
        f"period/{wish.year}": "period.yaml",
        f"period/{wish.next}": "next.yaml",
    }
    missing = [file for id_, file in needed.items() if is_known is None or not is_known(id_)]
    if is_known is None:
        yield SETTINGS, _filled(SETTINGS, wish)
    if missing:
        path = "shared.yaml" if is_known is None else f"shared/{wish.org}-{wish.year}.yaml"
        parts = ("shared.yaml", *missing)
        yield path, "".join(_filled(part, wish) for part in parts).rstrip() + "\n"
    yield f"reports/{wish.name}/report.yaml", _filled("report.yaml", wish)


def _filled(name: str, wish: Wish) -> str:
    """Fill a template; a gap in it is an error."""
    template = (files(__package__) / wish.language / name).read_text(encoding="utf-8")
    return Template(template).substitute(
        org=wish.org,
        year=wish.year,
        next=wish.next,
        report=wish.name,
        today=wish.today,
        schema=_SCHEMA.format(language=wish.language),
    )


def _written(texts: dict[Path, str]) -> tuple[Path, ...]:
    """Write all files, or leave none behind; one that has come meanwhile is left as it is."""
    written: list[Path] = []
    path = next(iter(texts))
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError as error:
        for each in written:
            each.unlink(missing_ok=True)
        reason = why(error)
        raise MaalbarError(
            finding("publish/cannot-write", Location(), path=str(path), reason=reason)
        ) from error
    return tuple(written)
