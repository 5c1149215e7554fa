"""What can be asked over HTTP, described for programs.

See Also:
    OpenAPI Specification 3.1 <https://spec.openapis.org/oas/v3.1.0>.
"""

from collections.abc import Mapping
from typing import Any, Final

from maalbar import __version__
from maalbar.model.release import HTML, TEXT
from maalbar.model.text import LANGUAGES
from maalbar.serve.checking import REPORTS
from maalbar.serve.results import GRAPH, PROBLEM, ROWS
from maalbar.serve.sparql import DIRECT, FORM, FORMATS

_ANY: Final[Mapping[str, Any]] = {}
_TEXT: Final = {"type": "string"}
_CONTRIBUTIONS: Final = (
    *("application/yaml", "text/csv", "text/turtle", "application/trig", "application/ld+json"),
    *("application/n-triples", "application/n-quads", "application/rdf+xml", "application/zip"),
)
_PROBLEMS: Final = {
    "400": "The request is no question, or not SPARQL",
    "403": "The query would change something or reach outside",
    "405": "This cannot be done with the method",
    "406": "There is no answer in a form that was asked for",
    "408": "The request arrived too slowly",
    "413": "The query or the body is too big",
    "415": "A body of this type is not taken",
    "422": "The answer would be too big; none is given",
    "429": "The reader asks too much; Retry-After says when to ask again",
    "431": "The headers are too big",
    "500": "Something went wrong",
    "503": "Too slow, too big, or too busy; nothing of an answer is given",
}


def description(address: str, *, sparql: bool) -> dict[str, Any]:
    """Describe what a server does.

    Args:
        address: of the site; ends in `/`.
        sparql: whether it answers SPARQL.
    """
    paths = {"/validate": {"post": _validate()}, "/healthz": {"get": _health()}}
    if sparql:
        paths["/sparql"] = {"get": _get(), "post": _post()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Målbar",
            "version": __version__,
            "description": "Questions to a publication, and checks of contributions to it. "
            "The published files themselves are described by their catalogue.",
        },
        "servers": [{"url": address.removesuffix("/")}],
        "paths": paths,
        "components": {"schemas": {"Problem": _problem()}},
    }


def _get() -> dict[str, Any]:
    return {
        "operationId": "query",
        "summary": "Ask in SPARQL 1.1, or see what the endpoint is where nothing is asked",
        "parameters": [
            _parameter("query", "SPARQL 1.1 Query"),
            *_dataset(),
            _parameter("example", "The name of a question that is known; `value.NAME` fills it"),
            _parameter("format", "Instead of the header Accept", enum=list(FORMATS)),
            _parameter("lang", "Of the page and of messages", enum=list(LANGUAGES)),
        ],
        "responses": _responses(_answers(), "The answer, or a description of the service"),
    }


def _post() -> dict[str, Any]:
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": _TEXT,
            "default-graph-uri": {"type": "array", "items": _TEXT},
            "named-graph-uri": {"type": "array", "items": _TEXT},
        },
    }
    return {
        "operationId": "queryByPost",
        "summary": "Ask in SPARQL 1.1 with a query that is too long for an address",
        "parameters": _dataset(),
        "requestBody": {
            "required": True,
            "content": {FORM: {"schema": form}, DIRECT: {"schema": _TEXT}},
        },
        "responses": _responses(_answers(), "The answer"),
    }


def _validate() -> dict[str, Any]:
    content = {
        each: {"schema": {"type": "string"} if _is_text(each) else _ANY}
        for each in dict.fromkeys(REPORTS.values())
    }
    return {
        "operationId": "validate",
        "summary": "Check a contribution: what is to be said of it, held against this site",
        "parameters": [
            _parameter("report", "The form of the findings", enum=list(REPORTS)),
            _parameter("lang", "The language of the findings", enum=list(LANGUAGES)),
            _parameter("alone", "Leave this site out of it", enum=["true", "false"]),
        ],
        "requestBody": {
            "required": True,
            "content": {each: {"schema": _TEXT} for each in _CONTRIBUTIONS},
        },
        "responses": _responses(content, "The findings; none where all is well"),
    }


def _health() -> dict[str, Any]:
    content = {TEXT: {"schema": _TEXT}}
    return {
        "operationId": "health",
        "summary": "Whether the server can answer",
        "servers": [{"url": "/"}],
        "responses": {
            "200": {"description": "It can", "content": content},
            "405": {"description": _PROBLEMS["405"], "content": _said()},
            "503": {"description": "It cannot", "content": content},
        },
    }


def _answers() -> dict[str, Any]:
    forms = dict.fromkeys(form.media_type for form in (*ROWS, *GRAPH))
    content = {each: {"schema": _TEXT if _is_text(each) else _ANY} for each in forms}
    return content | {HTML: {"schema": _TEXT}}


def _responses(content: Mapping[str, Any], description: str) -> dict[str, Any]:
    refused = {
        status: {"description": said, "content": _said() | {HTML: {"schema": _TEXT}}}
        for status, said in _PROBLEMS.items()
    }
    return {"200": {"description": description, "content": content}, **refused}


def _said() -> dict[str, Any]:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {PROBLEM: problem, TEXT: {"schema": _TEXT}}


def _dataset() -> list[dict[str, Any]]:
    several = {"type": "array", "items": _TEXT}
    return [
        {"name": name, "in": "query", "description": said, "schema": several, "explode": True}
        for name, said in (
            ("default-graph-uri", "Graphs to ask instead of the usual ones"),
            ("named-graph-uri", "Graphs that the query may name"),
        )
    ]


def _parameter(name: str, description: str, *, enum: list[str] | None = None) -> dict[str, Any]:
    schema = _TEXT | ({"enum": enum} if enum else {})
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
            "code": _TEXT,
        },
    }


def _is_text(media_type: str) -> bool:
    return "json" not in media_type
