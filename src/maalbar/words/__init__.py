"""All sentences of the program itself, in Bokmål, Nynorsk and English.

Sentences about data come from the shapes; these are the others.  The tables beside this
module hold one entry a sentence, with every language; a test holds them complete.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache, partial
from heapq import nlargest
from importlib.resources import files
from itertools import islice
from operator import eq
from typing import Any, Final

from maalbar.model.diagnostic import Diagnostic, Location, Severity
from maalbar.model.text import LANGUAGES, Text, pick

_DIGITS: Final = re.compile(r"\d+")
_LONGEST: Final = 300
# To compare two words takes time by the square of their length: of many, and of long ones, it
# is left to a few.
_LONGEST_WORD: Final = 120
_MOST_WORDS: Final = 5000
_FEW_WORDS: Final = 150
_MOST_ALIKE: Final = 20


@cache
def table(name: str) -> dict[str, Any]:
    """Read one table, by the name of its file: `findings`, `phrases` and so on."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def text(name: str, key: str, **values: object) -> Text:
    """Give a sentence in all languages, its places filled with `values` (strings or texts)."""
    entry = table(name)[key]
    return {tag: _fill(entry[tag], tag, values) for tag in LANGUAGES}


def did_you_mean(wrong: str, known: Iterable[str]) -> Text | str:
    """Suggest the known word that is nearest to `wrong`; an empty string if none is near."""
    return suggested(nearest(wrong, known))


def suggested(near: str | None) -> Text | str:
    """Say that a known word may have been meant; an empty string if there is none."""
    return text("phrases", "did-you-mean", near=near) if near else ""


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """Find the known word that `wrong` is most likely meant to be.

    One that differs in its digits alone is another thing of the same kind, not a slip.
    """
    if len(wrong) > _LONGEST_WORD:
        return None
    words = list(islice(known, _MOST_WORDS))
    if len(words) > _FEW_WORDS:
        words = nlargest(_MOST_ALIKE, words, key=partial(_alike, wrong))
    likely = get_close_matches(wrong, words, n=3, cutoff=0.7)
    shape = _DIGITS.sub("0", wrong)
    return next((each for each in likely if _DIGITS.sub("0", each) != shape), None)


def _alike(wrong: str, known: str) -> int:
    """Count the places, from the beginning and from the end, where two words have one letter."""
    return [*map(eq, wrong, known), *map(eq, reversed(wrong), reversed(known))].count(True)


def phrase(name: str, key: str, language: str, **values: object) -> str:
    """Give a sentence in one language."""
    return pick(text(name, key, **values), language)


def counted(key: str, number: int, language: str) -> str:
    """Say how many there are of something: `1 report`, `3 reports`."""
    return phrase("commands", f"{key}-one" if number == 1 else key, language, count=number)


def finding(
    code: str,
    location: Location,
    *,
    value: str | None = None,
    **values: object,
) -> Diagnostic:
    """Make the finding that the table knows as `code`.

    Args:
        code: `stage/kebab`, an entry of findings.toml.
        location: where it is.
        value: the offending value as it was written; also fills `{value}`.
        values: what else the sentences need; a text is filled in language by language.
    """
    entry = table("findings")[code]
    filling = {"value": value, **values}

    def fill(part: str) -> Text:
        return {tag: _fill(entry[tag][part], tag, filling) for tag in LANGUAGES}

    return Diagnostic(
        code=code,
        severity=Severity(entry["severity"]),
        message=fill("message"),
        hint=fill("hint"),
        location=location,
        value=value,
    )


def _fill(sentence: str, tag: str, values: Mapping[str, object]) -> str:
    return sentence.format(
        **{
            name: _short(value[tag] if isinstance(value, Mapping) else value)
            for name, value in values.items()
        }
    )


def _short(value: object) -> object:
    """Cut what an author wrote where it would bury the sentence."""
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:_LONGEST]}…"
    return value
