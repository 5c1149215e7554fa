"""SPARQL 1.1 Protocol: from a request to a question, and from what was answered to a response.

See Also:
    SPARQL 1.1 Protocol, section 2.1 <https://www.w3.org/TR/sparql11-protocol/#query-operation>.
"""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from maalbar.serve.exchange import Request
from maalbar.serve.results import (
    GRAPH,
    PAGE,
    ROWS,
    TRUTH,
    Form,
    chosen,
    named,
)

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
METHODS: Final = "GET, HEAD, POST, OPTIONS"
_VALUE: Final = "value."
_MOST_FIELDS: Final = 1000
_ALL: Final = (*ROWS, *GRAPH, PAGE)
FORMATS: Final = tuple(dict.fromkeys(form.name for form in (*ROWS, *GRAPH)))


class WrongError(Exception):
    """A request is no question: `key` names the sentence that says why."""

    def __init__(self, key: str, /, **values: str) -> None:
        """Say why."""
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question.

    Attributes:
        query: SPARQL; empty where nothing was asked.
        example: the name of a question that is known, asked with `values`.
        default: the graphs that make up the default graph; empty for the usual one.
        named: the graphs that can be named.
        page: whether a person wants to see it.
        rows: the form for rows; None where none suits.  So `truth` and `graph`.
        lang: the language that the address asks for.
    """

    query: str = ""
    example: str = ""
    values: dict[str, str] = field(default_factory=dict)
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    page: bool = False
    rows: Form | None = None
    truth: Form | None = None
    graph: Form | None = None
    lang: str = ""

    @property
    def is_question(self) -> bool:
        """Whether something was asked."""
        return bool(self.query or self.example)


def asked(request: Request) -> Asked:
    """Read a question.

    Raises:
        WrongError: it is none.
    """
    said = _fields(request.query.encode("latin-1"))
    if request.method == "POST":
        media_type = request.header("content-type").partition(";")[0].strip().lower()
        if media_type == FORM:
            said += _fields(request.body)
        elif media_type == DIRECT:
            said.append(("query", _text(request.body)))
        else:
            known = f"{FORM}, {DIRECT}"
            raise WrongError("wrong-media-type", value=media_type or "–", known=known)
    return _read(said, request)


def _read(said: list[tuple[str, str]], request: Request) -> Asked:
    known: dict[str, list[str]] = {}
    for name, value in said:
        known.setdefault(name, []).append(value)

    def one(name: str) -> str:
        return known[name][0] if name in known else ""

    if "update" in known:
        raise WrongError("no-updates")
    if len(known.get("query", ())) > 1:
        raise WrongError("several-queries")
    found = _forms(request.header("accept"), one("format"))
    if request.method == "POST" and not (one("query") or one("example")):
        raise WrongError("no-query")
    return Asked(
        query=one("query"),
        example=one("example"),
        values={
            name.removeprefix(_VALUE): each[0]
            for name, each in known.items()
            if name.startswith(_VALUE) and each[0]
        },
        default=tuple(known.get("default-graph-uri", ())),
        named=tuple(known.get("named-graph-uri", ())),
        page=found is None,
        rows=found[0] if found else None,
        truth=found[1] if found else None,
        graph=found[2] if found else None,
        lang=one("lang"),
    )


def _forms(accept: str, name: str) -> tuple[Form | None, Form | None, Form | None] | None:
    """Choose a form for each kind of answer; None where a page suits best.

    Raises:
        WrongError: no form has that name.
    """
    if name:
        forms = tuple(named(name, each) for each in (ROWS, TRUTH, GRAPH))
        if not any(forms):
            raise WrongError("wrong-value", field="format", value=name, known=", ".join(FORMATS))
        return forms[0], forms[1], forms[2]
    best = chosen(accept, _ALL)
    if best == PAGE:
        return None
    return chosen(accept, ROWS), chosen(accept, TRUTH), chosen(accept, GRAPH)


def fields(query: str) -> list[tuple[str, str]]:
    """Read the fields of an address; none where they cannot be read."""
    try:
        return _fields(query.encode("latin-1"))
    except WrongError:
        return []


def _fields(said: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            said.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError as error:
        raise WrongError("not-utf-8") from error
    except ValueError as error:
        raise WrongError("bad-request") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongError("not-utf-8") from error
