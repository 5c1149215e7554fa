"""SPARQL results in XML.

See Also:
    SPARQL 1.2 Query Results XML Format <https://www.w3.org/TR/sparql12-results-xml/>.
"""

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.terms import XSD
from maalbar.render.answers.sources import with_columns
from maalbar.render.answers.view import Row, View
from maalbar.words import finding, text

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
_ITS: Final = "http://www.w3.org/2005/11/its"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AT_ENDS: Final = re.compile(r"^[ \t\n]+|[ \t\n]+\Z")


def render(answer: View) -> Iterator[str]:
    """Render an answer as SPARQL results in XML, a row a line.

    Raises:
        MaalbarError: there is a character that XML cannot hold.
    """
    yield f'{_HEAD}<sparql xmlns="{_RESULTS}" xmlns:its="{_ITS}" its:version="2.0">\n'
    if answer.truth is not None:
        truth = "true" if answer.truth else "false"
        yield f"<head/>\n<boolean>{truth}</boolean>\n</sparql>\n"
        return
    table = with_columns(answer)
    variables = "".join(f"<variable name={quoteattr(each)}/>" for each in table.columns)
    yield f"<head>{variables}</head>\n<results>\n"
    for row in table.rows:
        yield f"<result>{_bindings(table, row)}</result>\n"
    yield "</results>\n</sparql>\n"


def _bindings(table: View, row: Row) -> str:
    return "".join(
        f"<binding name={quoteattr(name)}>{_term(term)}</binding>"
        for name, term in zip(table.columns, row, strict=True)
        if term is not None
    )


def _term(term: NamedNode | BlankNode | Literal | Triple) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        inside = "".join(f"<{name}>{_term(each)}</{name}>" for name, each in parts.items())
        return f"<triple>{inside}</triple>"
    return f"<literal{_kind(term)}>{_text(term.value)}</literal>"


def _kind(literal: Literal) -> str:
    if literal.language:
        direction = f' its:dir="{literal.direction.value}"' if literal.direction else ""
        return f' xml:lang="{literal.language}"{direction}'
    if literal.datatype == XSD.string:
        return ""
    return f" datatype={quoteattr(literal.datatype.value)}"


def _text(said: str) -> str:
    wrong = _NOT_XML.search(said)
    if wrong:
        reason = text("answers", "not-in-xml", code=f"U+{ord(wrong[0]):04X}")
        raise MaalbarError(
            finding("query/does-not-fit", Location(), value="xml", reason=reason, other="json")
        )
    # A reader would take a carriage return for a line end, and may pass over space at the ends.
    return _AT_ENDS.sub(_references, escape(said, {"\r": "&#13;"}))


def _references(space: re.Match[str]) -> str:
    return "".join(f"&#{ord(each)};" for each in space[0])
