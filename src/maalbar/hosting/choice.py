"""Which form of a document a reader gets: the one rule, as patterns that every server can follow.

A server reads the weight of each media type and language out of the request, writes those of
what it has as `html=1000 ttl=0900 `, in its own order of preference, and takes the first that no
other outweighs.  Weights are texts of four digits or more; what follows the fourth is nothing.

See Also:
    RFC 9110, sections 12.4.2 and 12.5 <https://www.rfc-editor.org/rfc/rfc9110#section-12.5>.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from maalbar.model.release import CSV, HTML, JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE

# By name, which is the suffix too; in the order in which we would rather give them.
FORMS: Final = {
    "html": HTML,
    "ttl": TURTLE,
    "jsonld": JSONLD,
    "rdf": RDFXML,
    "nt": NTRIPLES,
    "trig": TRIG,
    "nq": NQUADS,
    "csv": CSV,
}
PAGE: Final = "html"
# What tells about things in words that programs read; the rest tells it to people, or in rows.
STATEMENTS: Final = tuple(name for name in FORMS if name not in {PAGE, "csv"})
FULL: Final = "1000"
NOTHING: Final = "0000"
_DIGITS: Final = "9876543210"


@dataclass(frozen=True, slots=True)
class Reading:
    """What to look for in a header, whatever the case of its letters, and the weight that it gives.

    `weight` holds `$1` where the digits after the point stand that the pattern caught.
    """

    pattern: str
    weight: str


def readings(wanted: str) -> Iterator[Reading]:
    """Give how to read a weight out of a header; of several that match, the last one counts.

    Args:
        wanted: a pattern of the media range or language range.
    """
    yield Reading(rf"(?:^|,)\s*{wanted}\s*(?:[;,]|$)", FULL)
    yield Reading(
        rf"(?:^|,)\s*{wanted}\s*;(?:[^,]*;)?\s*q\s*=\s*0?(?:\.([0-9]{{1,3}})[0-9]*)?\s*(?:[;,]|$)",
        "0$1000",
    )


def any_type() -> Iterator[Reading]:
    """Give how to read the weight of any type; who says nothing takes anything."""
    yield Reading(r"^\s*$", FULL)
    yield from readings(r"\*/\*")


def kinds() -> dict[str, Iterator[Reading]]:
    """Give how to read the weight of each range such as `text/*`, by what stands before `/`."""
    return {
        kind: readings(rf"{kind}/\*")
        for kind in dict.fromkeys(each.partition("/")[0] for each in FORMS.values())
    }


def forms() -> dict[str, tuple[str, Iterator[Reading]]]:
    """Give by form the kind that it is of, and how to read its own weight."""
    return {
        name: (media_type.partition("/")[0], readings(re.escape(media_type)))
        for name, media_type in FORMS.items()
    }


def any_language() -> Iterator[Reading]:
    """Give how to read the weight of any language."""
    return readings(r"\*")


def language(tag: str) -> Iterator[Reading]:
    """Give how to read the weight of a language; Norwegian that is not Nynorsk is Bokmål."""
    return readings(rf"{'(?:nb|no)' if tag == 'nb' else tag}(?:-[a-z0-9-]*)?")


def heaviest() -> str:
    """Give the pattern whose fourth group is the first name that no other outweighs.

    It looks for the highest first two digits, of those the highest third, of those the highest
    fourth: alternatives are tried in order.
    """
    first = "|".join(f".*=(?={number:02})" for number in range(10, -1, -1))
    third = "|".join(rf".*=\1(?={digit})" for digit in _DIGITS)
    fourth = "|".join(rf".*=\1\2(?={digit})" for digit in _DIGITS)
    return (
        rf"^(?=.*=(?!{NOTHING}))(?=(?:{first})(..))(?=(?:{third})(.))(?=(?:{fourth})(.))"
        r".*?([a-z]+)=\1\2\3"
    )


def weights_by_tens() -> Iterator[str]:
    """Give, for servers whose patterns do not look back, one pattern for each hundredth.

    The first that matches holds, as its first group, the heaviest name.
    """
    for number in range(100, 0, -1):
        yield f"([a-z]+)={number:03}"
