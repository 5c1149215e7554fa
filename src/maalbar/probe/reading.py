"""What an answer says: links of its headers, of its page, and its data.

All of it is from outside.  What is read here takes time in proportion to its length, whatever
it holds.

See Also:
    Web Linking, RFC 8288 <https://www.rfc-editor.org/rfc/rfc8288>.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urljoin

from maalbar.fetch.client import Answer
from maalbar.load.formats import Format, read_rdf
from maalbar.load.text import decode
from maalbar.model.diagnostic import MaalbarError, Severity
from maalbar.model.index import Index
from maalbar.model.release import HTML, JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE
from maalbar.model.text import Text

XHTML: Final = "application/xhtml+xml"
PAGES: Final = frozenset((HTML, XHTML))
FORMATS: Final = {
    TURTLE: Format.TURTLE,
    JSONLD: Format.JSONLD,
    NTRIPLES: Format.NTRIPLES,
    RDFXML: Format.RDFXML,
    TRIG: Format.TRIG,
    NQUADS: Format.NQUADS,
}
_MOST_LINKS: Final = 500
_LONGEST: Final = 64 * 1024
_LINK: Final = re.compile(
    r'<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)', re.ASCII
)
_PARAMETER: Final = re.compile(r';\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]*))', re.ASCII)
_TAG: Final = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,19})(\s[^<>]{0,4000})?>")
_ATTRIBUTE: Final = re.compile(
    r"""(?<![^\s"'/])([^\s"'>/=]++)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that an answer has: an absolute target, and what it says of it."""

    target: str
    relations: frozenset[str]
    media_type: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is of use in a page: links of its head, targets in its text, anchors, its language."""

    links: tuple[Link, ...] = ()
    targets: tuple[str, ...] = ()
    anchors: frozenset[str] = frozenset()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What data say.

    `fault` tells why they are not what they are said to be; `is_known` is false where they
    cannot be judged, as their context lies elsewhere.
    """

    index: Index
    fault: Text | None = None
    is_known: bool = True


def tokens(answer: Answer, name: str) -> frozenset[str]:
    """Give the words of a header that is a list, in small letters."""
    said = answer.headers.get(name, "")[:_LONGEST].lower()
    return frozenset(filter(None, (each.strip() for each in said.split(","))))


def header_links(answer: Answer) -> Iterator[Link]:
    """Give the links of the headers; those about something else are left out."""
    said = answer.headers.get("Link", "")[:_LONGEST]
    for match in islice(_LINK.finditer(said), _MOST_LINKS):
        given = {
            name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(match[2])
        }
        if "anchor" not in given:
            yield _link(answer.url, match[1].strip(), given)


def read_page(answer: Answer) -> Page:
    """Read a page, as far as is needed; nothing in what is no page."""
    if answer.media_type not in PAGES:
        return Page()
    links: list[Link] = []
    targets: dict[str, None] = {}
    anchors: set[str] = set()
    language = ""
    for tag, attributes in _tags(answer.data.decode(errors="replace")):
        anchors.add(attributes.get("id", ""))
        if tag == "html":
            language = attributes.get("lang", "")
        elif tag == "link" and len(links) < _MOST_LINKS:
            links.append(_link(answer.url, attributes.get("href", ""), attributes))
        elif tag == "a":
            anchors.add(attributes.get("name", ""))
            if "href" in attributes and len(targets) < _MOST_LINKS:
                targets[_joined(answer.url, attributes["href"])] = None
    return Page(
        links=tuple(links),
        targets=tuple(targets),
        anchors=frozenset(anchors - {""}),
        language=language,
    )


def read_data(answer: Answer) -> Data | None:
    """Read data as what they are said to be; nothing in what is said to be something else."""
    form = FORMATS.get(answer.media_type)
    if form is None:
        return None
    path = PurePosixPath(answer.url.rpartition("/")[2].partition("?")[0] or "data")
    try:
        reading = read_rdf(decode(answer.data, path), path, form, base=answer.url)
    except MaalbarError as error:
        first = error.diagnostics[0]
        elsewhere = first.code == "syntax/remote-context"
        fault = None if elsewhere else first.message
        return Data(index=Index(), fault=fault, is_known=not elsewhere)
    wrong = (each.message for each in reading.findings if each.severity is Severity.ERROR)
    index = Index((each.subject, each.predicate, each.object) for each in reading.quads)
    return Data(index=index, fault=next(wrong, None))


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for match in _TAG.finditer(_without_comments(text)):
        attributes: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(match[2] or ""):
            attributes.setdefault(name.lower(), unescape(double or single or bare))
        yield match[1].lower(), attributes


def _without_comments(text: str) -> str:
    """Leave out comments; one that does not end hides all the rest."""
    first, *others = text.split("<!--")
    rest = (each.partition("-->") for each in others)
    return first + "".join(after for _, end, after in rest if end)


def _link(base: str, target: str, given: dict[str, str]) -> Link:
    return Link(
        target=_joined(base, target),
        relations=frozenset(given.get("rel", "").lower().split()),
        media_type=given.get("type", "").partition(";")[0].strip().lower(),
        language=given.get("hreflang", "").lower(),
    )


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target.strip())
    except ValueError:
        return ""
