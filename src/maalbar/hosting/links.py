"""What a site tells programs in headers: media types, links, and who may ask.

See Also:
    FAIR Signposting, level 1 <https://signposting.org/FAIR/>.
    Web Linking, RFC 8288 <https://www.rfc-editor.org/rfc/rfc8288>.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from maalbar.hosting.choice import FORMS
from maalbar.hosting.site import Site
from maalbar.model.release import ATOM, CSS, GZIP, JSON, TEXT, XML

EXPOSED: Final = "Content-Location, ETag, Link, Location, Vary"
ASKED: Final = "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match, Range"
METHODS: Final = "GET, HEAD, OPTIONS"
BRIEFLY: Final = "public, max-age=300"
FOREVER: Final = "public, max-age=31536000, immutable"
A_DAY: Final = "86400"
# Media types by suffix; of files whose suffix does not tell it, by the end of their names.
MEDIA_TYPES: Final = FORMS | {
    "css": CSS,
    "gz": GZIP,
    "json": JSON,
    "txt": TEXT,
    "xml": XML,
}
BY_NAME: Final = {"feed.xml": ATOM}
# Forms that say no charset are UTF-8 by definition, and take no such parameter.
_WITH_CHARSET: Final = ("text/", "+xml", "/xml")
# Kinds of documents by where they are; `v/{date}/` before a path is a snapshot of it.
_SNAPSHOT: Final = "(?:v/[0-9-]+/)?"
_ABOUT: Final = "https://schema.org/AboutPage"
_KINDS: Final = {
    f"^{_SNAPSHOT}id/": (_ABOUT,),
    f"^{_SNAPSHOT}id/report/": (_ABOUT, "https://schema.org/Dataset"),
    f"^{_SNAPSHOT}catalogue$": ("https://schema.org/DataCatalog",),
    f"^{_SNAPSHOT}index$": (_ABOUT, "https://schema.org/DataCatalog"),
    f"^{_SNAPSHOT}(?:concepts|ns)$": (_ABOUT, "https://schema.org/DefinedTermSet"),
    f"^{_SNAPSHOT}dump$": ("https://schema.org/Dataset",),
}


def with_charset() -> list[str]:
    """Give the media types that say how their letters are written."""
    return [each for each in _all_types() if any(part in each for part in _WITH_CHARSET)]


def content_type(media_type: str) -> str:
    """Give a media type as a header has it."""
    return f"{media_type}; charset=utf-8" if media_type in with_charset() else media_type


def compressible() -> list[str]:
    """Give the media types that gain from being packed on the way, where the reader asks."""
    return [each for each in _all_types() if each != GZIP]


def uri(address: str) -> str:
    """Write an address in ASCII."""
    return quote(address, safe="%/?#[]@!$&'()*+,;=:~-._")


def link(target: str, relation: str, media_type: str = "", language: str = "") -> str:
    """Write one link of a header, after others."""
    kind = f'; type="{media_type}"' if media_type else ""
    tongue = f'; hreflang="{language}"' if language else ""
    return f', <{target}>; rel="{relation}"{kind}{tongue}'


def described() -> Iterator[tuple[str, str]]:
    """Give, by pattern of what is asked for, further links; the last that matches counts."""
    for pattern, types in _KINDS.items():
        yield pattern, "".join(link(each, "type") for each in types)


def of_all(site: Site) -> str:
    """Give the links that everything has."""
    return link(uri(site.licence), "license") if site.licence else ""


def items(site: Site) -> str:
    """Give links to the files that hold all of the data."""
    return "".join(link(site.folder + quote(path), "item", GZIP) for path in site.dumps)


def _all_types() -> list[str]:
    return list(dict.fromkeys((*MEDIA_TYPES.values(), *BY_NAME.values())))
