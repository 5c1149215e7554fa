"""Identifiers as authors write them, and the IRIs that they stand for."""

import re
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ANY_BASE: Final = "https://example.org/"
# What JSON-LD takes for one of its own words, or for a blank node.
_MEANS_ELSE: Final = re.compile(r"@[A-Za-z]+|_:.*")
_FORBIDDEN: Final = re.compile(r'[<>"{}|\\^`\x00-\x20\ud800-\udfff]')


def problem_with(identifier: str) -> str | None:
    """Tell why `identifier` cannot be used, as a key of the phrases; nothing if it can.

    Absolute IRIs are taken with http and https alone: nothing published may run or open
    anything when it is clicked.
    """
    if re.search(r"\s", identifier):
        return "with-a-space"
    if _FORBIDDEN.search(identifier) or _MEANS_ELSE.fullmatch(identifier):
        return "with-a-forbidden-character"
    if _points_outside(identifier):
        return "outside-the-publication"
    return None if _is_iri(expand(identifier, _ANY_BASE)) else "with-a-forbidden-character"


def expand(identifier: str, base: str) -> str:
    """Give the absolute IRI of `identifier`, which has no problem."""
    return identifier if _SCHEME.match(identifier) else base + identifier


def _points_outside(identifier: str) -> bool:
    if _SCHEME.match(identifier):
        return not re.match(r"https?://[^/?#]", identifier)
    steps = identifier.partition("#")[0].split("/")
    return any(step in {"", ".", ".."} for step in steps)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
        urlsplit(text)  # refuses hosts that would be others once they are normalised
    except ValueError:
        return False
    return True
