"""What a server answers, read as rows: whole, or not at all.

A server that runs out of time or patience may answer 200 all the same.  What it says in a
header, what does not end as its format ends, and what may have ended anywhere, is no answer.

See Also:
    SPARQL 1.1 Protocol <https://www.w3.org/TR/sparql11-protocol/>, Virtuoso's ResultSetMaxRows
    and anytime queries <https://docs.openlinksw.com/virtuoso/>.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from maalbar.fetch.client import Answer
from maalbar.fetch.clock import problem
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.text import Text
from maalbar.queries.engine import Found, found, triples_found, truth_found
from maalbar.queries.tokens import words
from maalbar.words import text

_FORMS: Final = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_RESULTS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
# Formats that may end after any line: whether they are whole, only HTTP tells.
_OPEN_ENDED: Final = {"text/tab-separated-values", "application/n-triples", "text/turtle"}
# How a format ends; of some, the parser takes less.
_ENDS: Final = {
    QueryResultsFormat.TSV: re.compile(rb"\n\Z"),
    QueryResultsFormat.XML: re.compile(rb"</([\w.-]+:)?sparql\s*>\s*\Z"),
}
# Headers by which servers say that they stopped before the end.
_STOPPED: Final = ("X-SPARQL-MaxRows", "X-SQL-State")
_ASKED: Final = "__ask_retval"
_LONGEST_SAID: Final = 300
_OK: Final = 200


def form_of(sparql: str) -> str:
    """Give the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE."""
    return next((word for word in words(sparql) if word in _FORMS), "SELECT")


def accepted(form: str) -> str:
    """Give the media types that are asked for, the one that shows its end best first."""
    if form in {"SELECT", "ASK"}:
        return ", ".join(
            f"{each};q={weight}"
            for each, weight in zip(_RESULTS, ("1.0", "0.8", "0.5"), strict=True)
        )
    return "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"


def read_answer(answer: Answer, form: str) -> Found:
    """Read an answer.

    Args:
        answer: what the server said.
        form: that of the query.

    Raises:
        MaalbarError: the server refused, answers something else, or stopped before the end.
    """
    if answer.status != _OK:
        said = said_by(answer)
        raise problem("query/refused", value=service(answer), status=answer.status, said=said)
    for name in _STOPPED:
        if name in answer.headers:
            raise _cut_short(answer, f"{name}: {shown(answer.headers[name])}")
    kinds: Mapping[str, Any] = _RESULTS if form in {"SELECT", "ASK"} else _GRAPHS
    kind = kinds.get(answer.media_type)
    if kind is None:
        given = shown(answer.media_type) or "–"
        said = said_by(answer)
        raise problem("query/not-an-answer", value=service(answer), given=given, said=said)
    if answer.media_type in _OPEN_ENDED and not _is_framed(answer):
        raise _cut_short(answer, text("phrases", "end-not-told"))
    read = _read_rows if form in {"SELECT", "ASK"} else _read_triples
    try:
        return read(answer.data, kind)
    except (SyntaxError, ValueError) as error:
        raise _cut_short(answer, shown(str(error))) from error


def service(answer: Answer) -> str:
    """Give the address of the service that answered, without what it was asked."""
    return answer.url.partition("?")[0]


def said_by(answer: Answer) -> str:
    """Give a server's own words: as plain text on one line, and not too many."""
    said = answer.data[: 20 * _LONGEST_SAID].decode("utf-8", "replace")
    if "html" in answer.media_type or said.lstrip().startswith("<"):
        said = re.sub(r"(?s)<(style|script|head)\b.*?</\1\s*>|<[^>]*>", " ", said)
    where = answer.headers.get("Location", "")
    return shown(f"{said} → {where}" if where else said) or "–"


def shown(said: str) -> str:
    """Give what may be shown of a server's words."""
    one_line = " ".join(said.split())
    seen = "".join(each if each.isprintable() else "�" for each in one_line[: _LONGEST_SAID + 1])
    return f"{seen[:_LONGEST_SAID]}…" if len(seen) > _LONGEST_SAID else seen


def _read_rows(data: bytes, kind: QueryResultsFormat) -> Found:
    end = _ENDS.get(kind)
    if end and not end.search(data):
        raise ValueError(shown(data[-20:].decode("utf-8", "replace")))
    rows = found(parse_query_results(data, format=kind))
    if [each.lower() for each in rows.columns] == [_ASKED]:
        # So Virtuoso answers ASK: with a row or none.
        return truth_found(any(term and term.value == "1" for (term,) in rows.terms))
    return rows


def _read_triples(data: bytes, kind: RdfFormat) -> Found:
    quads = parse(data, format=kind)
    return triples_found(dict.fromkeys(tuple(each)[:3] for each in quads))


def _is_framed(answer: Answer) -> bool:
    """Tell whether HTTP says where the answer ends; that it ends there was seen to."""
    coding = answer.headers.get("Transfer-Encoding", "").lower()
    return "chunked" in coding or "Content-Length" in answer.headers


def _cut_short(answer: Answer, reason: Text | str) -> MaalbarError:
    return problem("query/cut-short", value=service(answer), reason=reason)
