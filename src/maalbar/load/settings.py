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
from maalbar.load.toml import problem_in
from maalbar.model.diagnostic import Location, MaalbarError, Mark
from maalbar.model.literals import is_valid
from maalbar.model.statements import Settings
from maalbar.model.terms import EU, XSD
from maalbar.model.text import Text
from maalbar.vocabulary.authorities import DATA_THEMES, publisher_types, themes
from maalbar.words import finding, nearest, suggested, text

FILE_NAME: Final = "maalbar.toml"
# The settings, each as it may be written.
_EXAMPLES: Final = {
    "base": 'base = "https://example.org/data/"',
    "title": 'title.nb = "Mål og resultater"',
    "description": 'description.nb = "Hva vi rapporterer"',
    "keywords": 'keywords.nb = ["måloppnåelse"]',
    "publisher": 'publisher = "org/digdir"',
    "contact-name": 'contact-name = "Digdir"',
    "contact-url": 'contact-url = "https://example.org/"',
    "licence": 'licence = "https://creativecommons.org/licenses/by/4.0/"',
    "themes": 'themes = ["GOVE", "apenhet"]',
    "publisher-type": 'publisher-type = "NationalAuthority"',
    "endpoint": 'endpoint = "https://example.org/sparql"',
    "issued": "issued = 2024-12-31",
    "modified": "modified = 2024-12-31",
    "replaced": 'replaced = { "instrument/old" = "instrument/new" }',
}
# What people call them who have not looked.
_CALLED: Final = {
    **dict.fromkeys(("adresse", "nettadresse", "url", "uri", "iri"), "base"),
    **dict.fromkeys(("tittel", "navn", "namn", "name"), "title"),
    **dict.fromkeys(("beskrivelse", "skildring", "omtale"), "description"),
    **dict.fromkeys(("nøkkelord", "nokkelord", "emneord", "stikkord", "tags"), "keywords"),
    **dict.fromkeys(("utgiver", "utgjevar", "utgivar", "virksomhet", "verksemd"), "publisher"),
    **dict.fromkeys(("kontakt", "kontaktnavn", "kontaktnamn", "contact"), "contact-name"),
    **dict.fromkeys(("kontaktadresse", "kontakt-url"), "contact-url"),
    **dict.fromkeys(("lisens", "license"), "licence"),
    **dict.fromkeys(("tema", "temaer", "emne", "emner", "theme"), "themes"),
    **dict.fromkeys(("utgivertype", "utgjevartype", "utgivartype"), "publisher-type"),
    **dict.fromkeys(("endepunkt", "sparql", "sparql-endpoint"), "endpoint"),
    **dict.fromkeys(("utgitt", "utgjeve", "publisert", "dato", "date"), "issued"),
    **dict.fromkeys(("endret", "endra", "oppdatert"), "modified"),
    **dict.fromkeys(("erstattet", "erstatta", "flyttet", "moved", "renamed"), "replaced"),
}
# A key of very many parts costs a TOML parser time and memory by the square of their number.
_DEEP_KEY: Final = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){20}""")
_LONGEST: Final = 1_000_000
_LONGEST_LINE: Final = 2000
# Every address of a publication repeats its base; a name and password in it would be published.
_BASE: Final = re.compile(r"https?://[^/?#@]+/(?:[^/?#]+/)*")
_LONGEST_BASE: Final = 300
# A text in quotation marks, or what stands before a comment.
_VALUE: Final = re.compile(r"""["][^"]*+["]|['][^']*+[']|[^#\s]*+(?:[ \t]++[^#\s]++)*+""")
_DEFAULT_LICENCE: Final = EU.iri + "licence/CC_BY_4_0"
# What accounts of goals and results are about, whatever else they are about.
_DEFAULT_THEMES: Final = ("GOVE", "apenhet")
# Such accounts are what the rules for agencies of the state ask for.
_DEFAULT_PUBLISHER_TYPE: Final = "NationalAuthority"


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
        at = mark_of(source, deep.start() if deep else 0)
        raise _unusable(source, at, _why("settings-too-much"))
    try:
        table = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        reason, mark = problem_in(source, error)
        raise _unusable(source, mark, reason) from error
    return _Reader(source, table).settings()


def is_base(address: str) -> bool:
    """Tell whether a publication may live under an address."""
    return (
        len(address) <= _LONGEST_BASE
        and _BASE.fullmatch(address) is not None
        and {".", ".."}.isdisjoint(address.split("/"))
        and unseen_in(address) is None
        and problem_with(address) is None
    )


class _Reader:
    def __init__(self, source: str, table: Mapping[str, Any]) -> None:
        self.source = source
        self.table = table
        for key in table:
            if key not in _EXAMPLES:
                near = _CALLED.get(key.casefold()) or nearest(key, _EXAMPLES)
                why = _why("settings-unknown-key", setting=key, suggestion=suggested(near))
                raise _unusable(source, self.mark(key, value=False), why)

    def settings(self) -> Settings:
        base = self.string("base")
        if not is_base(base):
            raise self.wrong("base", "settings-base", value=base)
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
            themes=self.themes(),
            publisher_type=self.chosen(
                "publisher-type",
                self.table.get("publisher-type", _DEFAULT_PUBLISHER_TYPE),
                publisher_types(),
            ),
            endpoint=self.address("endpoint") if "endpoint" in self.table else "",
            replaced=self.replaced(f"{base}id/"),
        )

    def string(self, key: str, default: str | None = None) -> str:
        value = self.given(key) if default is None else self.table.get(key, default)
        if not isinstance(value, str) or not value:
            raise self.wrong(key, "settings-not-text", example=_EXAMPLES[key])
        self.see(key, value)
        problem = problem_with(value)
        if key not in {"base", "contact-name"} and problem:
            reason = text("phrases", problem)
            raise self.wrong(key, "settings-bad-address", value=value, reason=reason)
        return value

    def given(self, key: str) -> object:
        if key not in self.table:
            raise self.wrong(key, "settings-missing", example=_EXAMPLES[key])
        return self.table[key]

    def address(self, key: str, default: str | None = None) -> str:
        value = self.string(key, default)
        if not re.match("https?://", value):
            raise self.wrong(key, "settings-address", value=value)
        return value

    def see(self, key: str, value: str) -> None:
        """Refuse characters that no one can see, which TOML may write as escapes."""
        unseen = unseen_in(value)
        if unseen:
            raise self.wrong(key, "settings-unseen", character=code_point(unseen))

    def date(self, key: str) -> str:
        value = str(self.given(key))
        if not is_valid(value, XSD.date):
            raise self.wrong(key, "settings-date", value=value)
        return value

    def text(self, key: str) -> Text:
        value = self.given(key)
        if not isinstance(value, dict) or not value:
            example = f'{key}.nb = "{value}"' if isinstance(value, str) else _EXAMPLES[key]
            raise self.wrong(key, "settings-no-language", example=example)
        for tag, each in value.items():
            if not is_language(tag):
                raise self.wrong(key, "settings-bad-language", tag=tag)
            if not isinstance(each, str) or not each:
                raise self.wrong(key, "settings-not-text", example=_EXAMPLES[key])
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
            raise self.wrong("keywords", "settings-keywords", example=_EXAMPLES["keywords"])
        for words in value.values():
            self.see("keywords", " ".join(words))
        return {tag: tuple(value[tag]) for tag in sorted(value)}

    def replaced(self, identifiers: str) -> Mapping[NamedNode, NamedNode]:
        value = self.table.get("replaced", {})
        given = (
            [each for pair in value.items() for each in pair] if isinstance(value, dict) else [0]
        )
        if not all(isinstance(each, str) and each and not problem_with(each) for each in given):
            raise self.wrong("replaced", "settings-replaced", example=_EXAMPLES["replaced"])
        return {
            NamedNode(expand(old, identifiers)): NamedNode(expand(new, identifiers))
            for old, new in sorted(value.items())
        }

    def themes(self) -> tuple[NamedNode, ...]:
        """Give the themes in their order; the portals want at least one of the EU's."""
        value = self.table.get("themes", _DEFAULT_THEMES)
        if not isinstance(value, (list, tuple)) or not value:
            raise self.wrong("themes", "settings-themes", example=_EXAMPLES["themes"])
        chosen = dict.fromkeys(self.chosen("themes", each, themes()) for each in value)
        if not any(each.value.startswith(DATA_THEMES.value) for each in chosen):
            return (themes()[_DEFAULT_THEMES[0]], *chosen)
        return tuple(chosen)

    def chosen(self, key: str, value: object, known: Mapping[str, NamedNode]) -> NamedNode:
        """Give the one of `known` that a value is, by its short name or its address."""
        if not isinstance(value, str) or not value:
            why = "settings-themes" if key == "themes" else "settings-not-text"
            raise self.wrong(key, why, example=_EXAMPLES[key])
        addresses = {node.value: node for node in known.values()}
        found = known.get(value) or addresses.get(value.replace("https://publ", "http://publ", 1))
        if found is None:
            suggestion = suggested(nearest(value, known))
            raise self.wrong(key, "settings-unknown-code", value=value, suggestion=suggestion)
        return found

    def wrong(self, key: str, why: str, **values: object) -> MaalbarError:
        return _unusable(self.source, self.mark(key), _why(why, setting=key, **values))

    def mark(self, key: str, *, value: bool = True) -> Mark:
        """Find the value that `key` is set to, or the key; the first line where it is not set."""
        setting = re.compile(rf"""\s*\[?["']?({re.escape(key)})(?![\w-])[^=]*+(?:=\s*+)?""")
        for number, line in enumerate(self.source.split("\n"), start=1):
            found = setting.match(line)
            if found:
                there = _VALUE.match(line, found.end()) if value else None
                start, end = there.span() if there and there.group() else found.span(1)
                return Mark(number, start + 1, end - start)
        return Mark(1, 1)


def _why(sentence: str, /, **values: object) -> Text:
    return text("phrases", sentence, **values)


def _unusable(source: str, mark: Mark, reason: Text) -> MaalbarError:
    line = source.split("\n", mark.line)[mark.line - 1].rstrip("\r")
    where = Location(
        path=PurePosixPath(FILE_NAME),
        mark=mark,
        source=line if len(line) <= _LONGEST_LINE else None,
    )
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
