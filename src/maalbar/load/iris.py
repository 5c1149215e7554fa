"""Identifiers as authors write them, and the IRIs that they stand for."""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

# Longer than any that browsers and servers take; what follows costs by the square of it.
_LONGEST: Final = 2000
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ANY_BASE: Final = "https://example.org/"
# What JSON-LD takes for one of its own words, or for a blank node.
_MEANS_ELSE: Final = re.compile(r"@[A-Za-z]+|_:.*")
_FORBIDDEN: Final = re.compile(r'[<>"{}|\\^`\x00-\x20\ud800-\udfff]')
# What has no width or no look, so that two addresses with and without it look the same.
_UNSEEN: Final = re.compile(
    "[\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def problem_with(identifier: str) -> str | None:
    """Tell why `identifier` cannot be used, as a key of the phrases; nothing if it can.

    Absolute IRIs are taken with http and https alone: nothing published may run or open
    anything when it is clicked.
    """
    if len(identifier) > _LONGEST:
        return "too-long"
    if re.search(r"\s", identifier):
        return "with-a-space"
    if _UNSEEN.search(identifier):
        return "with-an-unseen-character"
    if _FORBIDDEN.search(identifier) or _MEANS_ELSE.fullmatch(identifier):
        return "with-a-forbidden-character"
    if _points_outside(identifier):
        return "outside-the-publication"
    return None if _is_iri(expand(identifier, _ANY_BASE)) else "with-a-forbidden-character"


def composed(identifier: str) -> str:
    """Give `identifier`, which has no problem, in the normal form C of Unicode.

    Two that look the same are then the same: `å` is one character, not `a` and a ring.

    See Also:
        RFC 3987, section 5.3.2.2 <https://www.rfc-editor.org/rfc/rfc3987#section-5.3.2.2>.
    """
    return identifier if identifier.isascii() else unicodedata.normalize("NFC", identifier)


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
        # Refuses hosts that would be others once they are normalised.
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False
