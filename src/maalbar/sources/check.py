"""Every passage computed anew, every quotation compared, every figure looked for.

A figure of the text must be stated by something that cites its place; what only numbers a
heading or an item is told all the same, once.  See `values` for the other way round.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from maalbar.model.diagnostic import Diagnostic
from maalbar.model.passages import is_position, mended_range
from maalbar.model.statements import Publication
from maalbar.model.terms import MB, OA, Term
from maalbar.model.text import LANGUAGES, Text
from maalbar.sources.figures import Figure
from maalbar.sources.section import Cited, SectionCheck, Slip, digest
from maalbar.sources.texts import Place, places_in
from maalbar.words import finding
from maalbar.words import text as words

QUOTATION_LIMIT: Final = 60
# Whoever has so many figures to look at has not begun.
_LISTED: Final = 1000
_FIRST: Final = 5


def section_findings(check: SectionCheck, slips: Collection[Slip]) -> Iterator[Diagnostic]:
    """Find what does not agree with the text of a section.

    Args:
        check: the section.
        slips: figures of the text that were written wrongly; they are told where they were.
    """
    if check.text is None:
        yield finding("source/no-text", check.publication.place(check.section), value=check.short)
        return
    text = check.text.text
    sound: list[Cited] = []
    for each in check.passages:
        if 0 <= each.start < each.end <= len(text):
            sound.append(each)
        else:
            yield _outside(check, each, len(text))
    for each, place in zip(sound, places_in(text, _ranges(sound)), strict=True):
        yield from _passage(check, each, place, text[each.start : each.end])
    yield from _uncovered(check, check.left(slips), text)
    yield from _numbering(check, check.numbering, text)


def unstamped(publication: Publication, checks: Iterable[SectionCheck]) -> Iterator[Diagnostic]:
    """Find citations of texts at hand that passages.csv does not have."""
    lengths = {check.section.value: len(check.text.text) for check in checks if check.text}
    for cited, citing in publication.index.values(MB.statedIn).items():
        document, is_range, fragment = cited.value.partition("#char=")
        if not is_range or document not in lengths or _is_stamped(publication, cited):
            continue
        end = fragment.partition(",")[2]
        length = lengths[document]
        if is_position(end) and int(end) > length:
            where = publication.place(citing[0], MB.statedIn, cited)
            yield finding("source/outside", where, value=f"char={fragment}", length=length)
            continue
        for each in citing:
            where = replace(publication.place(each, MB.statedIn, cited), property_path=None)
            yield finding("references/unstamped-passage", where, value=publication.short(cited))


def _is_stamped(publication: Publication, cited: Term) -> bool:
    return publication.index.first(cited, OA.hasSelector) is not None


def _passage(
    check: SectionCheck, passage: Cited, place: Place, standing: str
) -> Iterator[Diagnostic]:
    where = check.publication.place(passage.node)
    line, around = place.line, place.around
    if digest(standing) != passage.sha256:
        yield finding("source/hash", where, value=_fragment(passage), line=line, around=around)
    if passage.exact and (passage.exact not in standing or len(passage.exact) > QUOTATION_LIMIT):
        yield finding("source/quote", where, value=passage.exact, line=line, around=around)


def _outside(check: SectionCheck, passage: Cited, length: int) -> Diagnostic:
    where, value = check.publication.place(passage.node), _fragment(passage)
    if passage.start < passage.end:
        return finding("source/outside", where, value=value, length=length)
    reason, example = words("phrases", "range-order"), mended_range(value)
    return finding("source/bad-range", where, value=value, reason=reason, example=example)


def _uncovered(check: SectionCheck, figures: Sequence[Figure], text: str) -> Iterator[Diagnostic]:
    where = check.publication.place(check.section)
    listed = figures[:_LISTED]
    for figure, place in zip(listed, places_in(text, _ranges(listed)), strict=True):
        uncovered = finding(
            "source/uncovered",
            where,
            value=figure.text,
            line=place.line,
            start=place.start,
            end=place.end,
            around=place.around,
        )
        yield replace(uncovered, rank=place.start)
    if len(figures) > _LISTED:
        count = len(figures) - _LISTED
        yield finding("source/more-uncovered", where, value=check.short, count=count)


def _numbering(check: SectionCheck, figures: Sequence[Figure], text: str) -> Iterator[Diagnostic]:
    if not figures:
        return
    first = [
        words("phrases", "on-line", line=each.line, around=each.around)
        for each in places_in(text, _ranges(figures[:_FIRST]))
    ]
    shown: Text = {tag: "; ".join(each[tag] for each in first) for tag in LANGUAGES}
    where, count = check.publication.place(check.section), len(figures)
    yield finding("source/numbering", where, value=check.short, count=count, first=shown)


def _ranges(of: Iterable[Cited | Figure]) -> Iterator[tuple[int, int]]:
    return ((each.start, each.end) for each in of)


def _fragment(passage: Cited) -> str:
    return passage.node.value.rpartition("#")[2]
