"""maalbar.toml: what a publication is called, where it lives, and who answers for it."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pyoxigraph import NamedNode

from maalbar.load.iris import expand, problem_with
from maalbar.load.text import code_point, is_language, mark_of, read_text, unseen_in
from maalbar.model.diagnostic import Location, MaalbarError, Mark
from maalbar.model.literals import is_valid
from maalbar.model.statements import Settings
from maalbar.model.terms import EU, XSD
from maalbar.model.text import Text
from maalbar.words import did_you_mean, finding, text

FILE_NAME: Final = "maalbar.toml"
_KEYS: Final = {
    "base",
    "title",
    "description",
    "keywords",
    "publisher",
    "contact-name",
    "contact-url",
    "licence",
    "issued",
    "modified",
}
# A key of very many parts costs a TOML parser time and memory by the square of their number.
_DEEP_KEY: Final = re.compile(r"""(?:[\w"'-]++[ \t]*+\.[ \t]*+){20}""")
_LONGEST: Final = 1_000_000
_DEFAULT_LICENCE: Final = EU.iri + "licence/CC_BY_4_0"


def read_settings(root: Path) -> Settings:
    """Read maalbar.toml in the folder `root`.

    Raises:
        MaalbarError: the file is missing, is not TOML, or says something impossible.
    """
    if not os.path.isfile(root / FILE_NAME):  # noqa: PTH113 # Path.is_file() may raise
        raise MaalbarError(finding("settings/none", Location(), path=str(root)))
    return parse_settings(read_text(root, PurePosixPath(FILE_NAME)))


def parse_settings(source: str) -> Settings:
    """Read the text of a maalbar.toml.

    Raises:
        MaalbarError: it is not TOML, or says something impossible.
    """
    deep = _DEEP_KEY.search(source)
    if deep or len(source) > _LONGEST:
        raise _unusable(
            deep.group()[:40] if deep else "…", mark_of(source, deep.start() if deep else 0)
        )
    try:
        table = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise _unusable(str(error), _mark_in(str(error), source)) from error
    return _Reader(source, table).settings()


class _Reader:
    def __init__(self, source: str, table: Mapping[str, Any]) -> None:
        self.source = source
        self.table = table
        for key in table:
            if key not in _KEYS:
                near = did_you_mean(key, _KEYS)
                suggestion = near if isinstance(near, str) else near["en"]
                raise _unusable(f"{key!r}{suggestion}", self.mark(key))

    def settings(self) -> Settings:
        base = self.string("base")
        if problem_with(base) or not re.fullmatch(r"https?://[^?#]+/", base):
            raise _unusable(f"base = {base!r} (https://…/)", self.mark("base"))
        publisher = self.string("publisher")
        return Settings(
            base=base,
            title=self.text("title"),
            description=self.text("description"),
            keywords=self.keywords(),
            publisher=NamedNode(expand(publisher, f"{base}id/")),
            publisher_at=self.mark("publisher"),
            contact_name=self.string("contact-name"),
            contact_url=self.address("contact-url"),
            licence=NamedNode(self.address("licence", _DEFAULT_LICENCE)),
            issued=self.date("issued"),
            modified=self.date("modified"),
        )

    def string(self, key: str, default: str | None = None) -> str:
        value = self.table.get(key, default)
        if not isinstance(value, str) or not value:
            raise _unusable(f'{key} = "…"', self.mark(key))
        self.see(key, value)
        if key != "contact-name" and problem_with(value):
            reason = text("phrases", problem_with(value) or "")["en"]
            raise _unusable(f"{key} = {value!r}: {reason}", self.mark(key))
        return value

    def address(self, key: str, default: str | None = None) -> str:
        value = self.string(key, default)
        if not re.match("https?://", value):
            raise _unusable(f"{key} = {value!r} (https://…)", self.mark(key))
        return value

    def see(self, key: str, value: str) -> None:
        """Refuse characters that no one can see, which TOML may write as escapes."""
        unseen = unseen_in(value)
        if unseen:
            raise _unusable(f"{key}: {code_point(unseen)}", self.mark(key))

    def date(self, key: str) -> str:
        value = str(self.table.get(key, ""))
        if not is_valid(value, XSD.date):
            raise _unusable(f"{key} = {value} (2024-12-31)", self.mark(key))
        return value

    def text(self, key: str) -> Text:
        value = self.table.get(key)
        if not isinstance(value, dict) or not _is_text(value):
            raise _unusable(f'{key}.nb = "…"', self.mark(key))
        for each in value.values():
            self.see(key, each)
        return {tag: value[tag] for tag in sorted(value)}

    def keywords(self) -> Mapping[str, tuple[str, ...]]:
        value = self.table.get("keywords", {})
        if not isinstance(value, dict) or not all(
            is_language(tag)
            and isinstance(words, list)
            and all(isinstance(word, str) and word for word in words)
            for tag, words in value.items()
        ):
            raise _unusable('keywords.nb = ["…"]', self.mark("keywords"))
        for words in value.values():
            self.see("keywords", " ".join(words))
        return {tag: tuple(value[tag]) for tag in sorted(value)}

    def mark(self, key: str) -> Mark:
        """Find the line that sets `key`, or the first line where none does."""
        for number, line in enumerate(self.source.splitlines(), start=1):
            if re.match(rf"\s*\[?{re.escape(key)}\b", line):
                return Mark(number, 1, len(line))
        return Mark(1, 1)


def _is_text(value: Mapping[str, object]) -> bool:
    return bool(value) and all(
        is_language(tag) and isinstance(each, str) and each for tag, each in value.items()
    )


def _mark_in(message: str, source: str) -> Mark:
    found = re.search(r"at line (\d+), column (\d+)", message)
    if found:
        return Mark(int(found[1]), int(found[2]))
    return mark_of(source, len(source)) if "end of document" in message else Mark(1, 1)


def _unusable(reason: str, mark: Mark) -> MaalbarError:
    where = Location(path=PurePosixPath(FILE_NAME), mark=mark)
    return MaalbarError(finding("settings/unusable", where, reason=reason))


def loose_settings(base: str) -> Settings:
    """Give the settings of data that came in without any: a base, and nothing to publish by."""
    nowhere = NamedNode(base)
    return Settings(
        base=base,
        title={},
        description={},
        keywords={},
        publisher=nowhere,
        publisher_at=Mark(1, 1),
        contact_name="",
        contact_url=base,
        licence=nowhere,
        issued="",
        modified="",
    )
