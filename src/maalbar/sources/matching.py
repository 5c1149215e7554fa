"""Sections and the texts that they are from, recognised by their hash."""

import hashlib
from collections.abc import Container, Iterable, Iterator
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.model.statements import Publication
from maalbar.model.terms import MB, OA, Term, order
from maalbar.model.text import LANGUAGES, Text
from maalbar.sources.section import SectionCheck
from maalbar.sources.texts import SourceText
from maalbar.words import finding, text

_BOM: Final = "\ufeff".encode()
_LINE_ENDS: Final = (b"\n", b"\r\n", b"\r")


def check_sections(publication: Publication, texts: Iterable[SourceText]) -> Iterator[SectionCheck]:
    """Pair each section that has a source with its text, recognised by hash."""
    known = {each.sha256: each for each in texts}
    index = publication.index
    given = (each for sha256 in known for each in index.subjects(MB.sourceSha256, Literal(sha256)))
    for section in sorted({*index.values(OA.hasSource), *given}, key=order):
        if isinstance(section, NamedNode):
            sha256 = index.first(section, MB.sourceSha256)
            yield SectionCheck(publication, section, known.get(sha256.value) if sha256 else None)


def unmatched(
    publication: Publication, texts: Iterable[SourceText], places: Iterable[str]
) -> Iterator[Diagnostic]:
    """Say so where a text was given by its address and is not the one that was read."""
    index = publication.index
    known = {value.value: section for value, [section, *_] in index.values(MB.sourceSha256).items()}
    given, texts = set(places), tuple(texts)
    found = {text.sha256 for text in texts}
    if any(text.origin in given and text.sha256 not in known for text in texts):
        for sha256, section in known.items():
            if sha256 not in found:
                yield finding(
                    "source/changed", publication.place(section), value=publication.short(section)
                )


def no_match(publication: Publication, texts: Iterable[SourceText]) -> Diagnostic:
    """Say that none of the texts is the source of any section, and which all but is."""
    known = {each.value for each in publication.index.values(MB.sourceSha256)}
    given = sorted(texts, key=lambda each: (each.sha256, each.origin))
    found = ", ".join(f"{each.sha256} ({each.origin})" for each in given) or "–"
    alike: Text = dict.fromkeys(LANGUAGES, "")
    for each in given:
        key = _difference(each.data, known)
        if key:
            said = text("phrases", key, origin=each.origin)
            alike = {tag: alike[tag] + said[tag] for tag in LANGUAGES}
    told = publication.index.values(MB.sourceSha256).items()
    first = min(
        ((section, sha256) for sha256, [section, *_] in told), key=_by_section, default=None
    )
    where = publication.place(first[0], MB.sourceSha256, first[1]) if first else Location()
    return finding("source/no-match", where, found=found, suggestion=alike)


def _by_section(told: tuple[Term, Term]) -> tuple[int, str, str, str]:
    return order(told[0])


def _difference(data: bytes, known: Container[str]) -> str | None:
    """Tell what alone parts a text from a source, as a key of the phrases."""
    plain = data.removeprefix(_BOM)
    lines = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for line_end, begin in product(_LINE_ENDS, (b"", _BOM)):
        other = lines.replace(b"\n", line_end)
        if hashlib.sha256(begin + other).hexdigest() in known:
            has_bom = data.startswith(_BOM) != bool(begin)
            if other == plain:
                return "other-bom"
            return "other-line-ends-and-bom" if has_bom else "other-line-ends"
    return None
