"""What the portal's code lists hold, as far as it must be known to tell what it will say.

The lists themselves are others' and change.  A format that is well-formed and not among those
in the table beside this module may be on one of them: that is told as not known.

See Also:
    EU file types <http://publications.europa.eu/resource/authority/file-type>;
    IANA media types <https://www.iana.org/assignments/media-types>.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

_SCHEME: Final = re.compile("^https?://")
_EU: Final = "publications.europa.eu/resource/authority/"
_IANA: Final = "www.iana.org/assignments/media-types/"
_LIKELY_FORMAT: Final = re.compile(
    rf"{re.escape(_EU)}file-type/[A-Z0-9][A-Z0-9_]*"
    rf"|{re.escape(_IANA)}[a-z]+/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*"
)


def is_access_right(iri: str) -> bool:
    """Tell whether an access right is from the EU's list."""
    return _bare(iri) in _below(f"{_EU}access-right/", "access-rights")


def is_known_licence(iri: str) -> bool:
    """Tell whether a licence is one that gives points."""
    return _bare(iri) in _below(f"{_EU}licence/", "licences")


def is_open_licence(iri: str) -> bool:
    """Tell whether a licence makes public data open data."""
    return is_known_licence(iri.removesuffix("/")) or (
        _bare(iri).removesuffix("/") in _below("", "open-licences")
    )


def is_format(iri: str) -> bool | None:
    """Tell whether a format is from a list of file or media types; nothing if it may be."""
    bare = _bare(iri)
    if bare in _below(f"{_EU}file-type/", "file-types") or bare in _below(_IANA, "media-types"):
        return True
    return None if _LIKELY_FORMAT.fullmatch(bare) else False


def _bare(iri: str) -> str:
    """Leave out the scheme, as the portal does."""
    return _SCHEME.sub("", iri)


@cache
def _below(start: str, name: str) -> frozenset[str]:
    table = tomllib.loads((files(__package__) / "known.toml").read_text(encoding="utf-8"))
    return frozenset(start + code for code in table[name])
