"""What keeps a document from being XML, told where it would be mended.

A parser gives up where it can no longer go on.  What is wrong is most often before: a tag or
a quotation mark that was opened and never closed.
"""

import re
from collections.abc import Sequence
from typing import Final
from xml.parsers import expat

from maalbar.load.lines import Lines
from maalbar.load.rdfxml.elements import Element
from maalbar.load.told import Told
from maalbar.model.diagnostic import Diagnostic, Location, Mark
from maalbar.words import finding, text

# What expat says most often, and what we say instead.
_SAID: Final = {
    expat.errors.XML_ERROR_INVALID_TOKEN: "xml-token",
    expat.errors.XML_ERROR_SYNTAX: "xml-token",
    expat.errors.XML_ERROR_TAG_MISMATCH: "xml-mismatch",
    expat.errors.XML_ERROR_NO_ELEMENTS: "xml-no-element",
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: "xml-unclosed",
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "xml-more",
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "xml-twice",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "xml-entity",
    expat.errors.XML_ERROR_UNBOUND_PREFIX: "xml-prefix",
}
_ENDS_TOO_LATE: Final = frozenset(
    (expat.errors.XML_ERROR_TAG_MISMATCH, expat.errors.XML_ERROR_NO_ELEMENTS)
)
_TAG: Final = re.compile(r"<[^\s/>]{1,100}")
_ATTRIBUTE: Final = re.compile(r"""[^"'<]*+(?:"[^"<]*+"|'[^'<]*+')""")


def broken(
    error: expat.ExpatError, source: str, opened: Sequence[Element], told: Told
) -> tuple[Diagnostic, ...]:
    """Say what is wrong with a document, after what was told of what comes before.

    Args:
        error: where a parser gave up, and why.
        source: the document.
        opened: the document and the elements that were open then.
        told: what was found until then.
    """
    said = expat.ErrorString(error.code)
    mark, lines = Mark(error.lineno, error.offset + 1), Lines(source)
    innermost = opened[-1]
    # A slip in the name of an end tag stands on the line of the tag that it ends.
    if said in _ENDS_TOO_LATE and len(opened) > 1 and innermost.mark.line != mark.line:
        before = (each for each in told.findings if not _is_after(each, innermost.mark))
        return (*before, _unclosed_tag(source, lines, innermost.mark, told))
    quote = _unclosed_quote(source, lines.offset(mark)) if said in _SAID else None
    if quote is not None:
        at = lines.mark(quote, quote + 1)
        return (*told.findings, _not_xml(told, at, text("phrases", "xml-quote")))
    reason = text("phrases", _SAID[said]) if said in _SAID else said
    return (*told.findings, _not_xml(told, mark, reason))


def _is_after(found: Diagnostic, mark: Mark) -> bool:
    """Tell whether a finding follows from a tag at a place that was not closed."""
    at = found.location.mark
    return at is not None and at[:2] > mark[:2]


def _unclosed_tag(source: str, lines: Lines, mark: Mark, told: Told) -> Diagnostic:
    tag = _TAG.match(source, lines.offset(mark))
    name = f"{tag[0]}>" if tag else "<…>"
    at = mark._replace(width=len(tag[0])) if tag else mark
    return _not_xml(told, at, text("phrases", "xml-open-tag", tag=name))


def _unclosed_quote(source: str, end: int) -> int | None:
    """Find a quotation mark in the tag before a place where a tag cannot begin."""
    if source[end : end + 1] != "<":
        return None
    start = source.rfind("<", 0, end)
    position = max(start, 0) + 1
    while found := _ATTRIBUTE.match(source, position, end):
        position = found.end()
    quote = re.search("[\"'>]", source[position:end])
    return position + quote.start() if quote and quote[0] != ">" else None


def _not_xml(told: Told, mark: Mark, reason: object) -> Diagnostic:
    return finding("syntax/not-xml", Location(path=told.path, mark=mark), reason=reason)
