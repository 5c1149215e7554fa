"""Which form of an answer suits a reader, by the rule that files are chosen by.

See Also:
    `maalbar.hosting.choice`.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from maalbar.hosting.choice import NOTHING, any_language, any_type, language, readings
from maalbar.model.release import CSV, HTML, JSON, JSONLD, NTRIPLES, RDFXML, TEXT, TURTLE, XML
from maalbar.model.text import LANGUAGES

_SPARQL_JSON: Final = "application/sparql-results+json"
_SPARQL_XML: Final = "application/sparql-results+xml"
TSV: Final = "text/tab-separated-values"
PROBLEM: Final = "application/problem+json"


class Form(NamedTuple):
    """A form of an answer: what it is called in an address, and its media type."""

    name: str
    media_type: str


# In the order in which we would rather give them; some go by several media types.
ROWS: Final = (
    Form("json", _SPARQL_JSON),
    Form("json", JSON),
    Form("xml", _SPARQL_XML),
    Form("xml", XML),
    Form("csv", CSV),
    Form("tsv", TSV),
)
TRUTH: Final = ROWS[:4]
GRAPH: Final = (
    Form("ttl", TURTLE),
    Form("nt", NTRIPLES),
    Form("rdf", RDFXML),
    Form("jsonld", JSONLD),
)
PAGE: Final = Form("html", HTML)
PROBLEMS: Final = (
    Form("text", TEXT),
    Form("problem", PROBLEM),
    Form("problem", JSON),
    Form("problem", _SPARQL_JSON),
)
_WITH_CHARSET: Final = {CSV: "; charset=utf-8; header=present", TSV: "; charset=utf-8"}
Reads = tuple[tuple[re.Pattern[str], str], ...]


@lru_cache(maxsize=2048)
def chosen(accept: str, offered: tuple[Form, ...]) -> Form | None:
    """Give the form that suits best; None where none does."""
    weights = _weights(accept)
    best = max(offered, key=lambda form: weights(form.media_type))
    return best if weights(best.media_type) > NOTHING else None


def named(name: str, offered: tuple[Form, ...]) -> Form | None:
    """Give the form of a name."""
    return next((form for form in offered if form.name == name), None)


def tongue(accept_language: str, asked: str = "") -> str:
    """Give the language that suits a reader best, of those that there are."""
    return asked if asked in LANGUAGES else _tongue(accept_language)


def header(media_type: str) -> str:
    """Give a media type as a header has it."""
    if media_type in _WITH_CHARSET:
        return media_type + _WITH_CHARSET[media_type]
    plain = media_type.startswith("text/") or media_type == XML
    return f"{media_type}; charset=utf-8" if plain else media_type


class _Weights:
    """The weights that one header gives."""

    def __init__(self, accept: str) -> None:
        self._accept = accept
        self._known: dict[str, str] = {}
        self._any = _weight(accept, _any_type(), NOTHING)

    def __call__(self, media_type: str) -> str:
        if media_type not in self._known:
            kind = media_type.partition("/")[0]
            weight = _weight(self._accept, _reads(rf"{kind}/\*"), self._any)
            weight = _weight(self._accept, _reads(re.escape(media_type)), weight)
            self._known[media_type] = weight[:4]
        return self._known[media_type]


@lru_cache(maxsize=512)
def _weights(accept: str) -> _Weights:
    return _Weights(accept)


@lru_cache(maxsize=512)
def _tongue(accept_language: str) -> str:
    other = _weight(accept_language, _any_language(), NOTHING)
    weights: Mapping[str, str] = {
        tag: _weight(accept_language, _language(tag), other)[:4] for tag in LANGUAGES
    }
    return max(LANGUAGES, key=lambda tag: weights[tag])


def _weight(said: str, reads: Reads, otherwise: str) -> str:
    for pattern, weight in reads:
        found = pattern.search(said)
        if found:
            digits = found[1] or "" if "$1" in weight else ""
            otherwise = weight.replace("$1", digits)
    return otherwise


@cache
def _reads(wanted: str) -> Reads:
    return tuple((re.compile(e.pattern, re.IGNORECASE), e.weight) for e in readings(wanted))


@cache
def _any_type() -> Reads:
    return tuple((re.compile(e.pattern, re.IGNORECASE), e.weight) for e in any_type())


@cache
def _any_language() -> Reads:
    return tuple((re.compile(e.pattern, re.IGNORECASE), e.weight) for e in any_language())


@cache
def _language(tag: str) -> Reads:
    return tuple((re.compile(e.pattern, re.IGNORECASE), e.weight) for e in language(tag))
