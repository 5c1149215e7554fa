"""Why there is no answer, in the reader's language and in a form that it can read.

See Also:
    Problem Details for HTTP APIs, RFC 9457 <https://www.rfc-editor.org/rfc/rfc9457>.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from maalbar.serve.exchange import Headers, Response
from maalbar.serve.results import PROBLEM, PROBLEMS, chosen, header, tongue
from maalbar.words import phrase

# The status for each reason.
STATUS: Final[Mapping[str, int]] = {
    "bad-request": 400,
    "not-sparql": 400,
    "no-query": 400,
    "several-queries": 400,
    "not-utf-8": 400,
    "wrong-value": 400,
    "unknown-graph": 400,
    "nothing-sent": 400,
    "as-found": 400,
    "forbidden": 403,
    "no-updates": 403,
    "not-found": 404,
    "wrong-method": 405,
    "not-acceptable": 406,
    "too-late": 408,
    "too-long": 413,
    "too-much-sent": 413,
    "wrong-media-type": 415,
    "too-big": 422,
    "too-many-rows": 422,
    "too-many-at-once": 429,
    "too-much-asked": 429,
    "too-much-head": 431,
    "broken": 500,
    "too-busy": 503,
    "too-heavy-now": 503,
    "too-much-memory": 503,
    "not-ready": 503,
    "too-slow": 503,
    "too-slow-to-check": 503,
}
# What the connection itself refuses.
BY_STATUS: Final = {
    400: "bad-request",
    408: "too-late",
    413: "too-much-sent",
    431: "too-much-head",
    503: "too-busy",
}
OPEN_TO_ALL: Final[Headers] = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Content-Location, ETag, Link, Location, Retry-After, Vary"),
)
VARY: Final = ("Vary", "Accept, Accept-Language")


def problem(
    headers: Mapping[str, str],
    key: str,
    values: Mapping[str, object] | None = None,
    *,
    lang: str = "",
    more: Headers = (),
) -> Response:
    """Say why there is no answer.

    Args:
        headers: of the request.
        key: the reason.
        values: what the sentence is filled with.
        lang: the language that was asked for in the address.
        more: headers to send along.
    """
    status = STATUS[key]
    language = tongue(headers.get("accept-language", ""), lang)
    said = phrase("serving", key, language, **(values or {}))
    form = chosen(headers.get("accept", ""), PROBLEMS) or PROBLEMS[0]
    media_type, body = header(form.media_type), f"{said}\n"
    if form.name == "problem":
        media_type = PROBLEM
        told = {"title": HTTPStatus(status).phrase, "status": status, "detail": said, "code": key}
        body = json.dumps({"type": "about:blank", **told}, ensure_ascii=False)
    always = (
        ("Content-Type", media_type),
        ("Content-Language", language),
        ("Cache-Control", "no-store"),
        VARY,
    )
    return Response(status, (*always, *OPEN_TO_ALL, *more), body.encode(), note=key)
