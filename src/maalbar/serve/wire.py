"""Answers as bytes on the wire.

See Also:
    HTTP/1.1, RFC 9112 <https://www.rfc-editor.org/rfc/rfc9112>.
"""

import re
import time
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from maalbar.serve.exchange import Headers, Response

CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
# What no reader, and no script in what is sent, may be led to do.
_ALWAYS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
_SOURCES: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_POLICY: Final = ("Content-Security-Policy", _SOURCES)
_WITHOUT_BODY: Final = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
# No header holds a line end or another control character, whatever it was made of.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def head(response: Response, *, close: bool, size: int) -> bytes:
    """Write what stands before a body of `size` bytes."""
    length = "" if response.status in _WITHOUT_BODY else f"Content-Length: {size}\r\n"
    end = "Connection: close\r\n\r\n" if close else "\r\n"
    first = _lines(response.status, response.headers)
    return f"{first}Date: {_date(int(time.time()))}\r\n{length}{end}".encode("latin-1", "replace")


@lru_cache(maxsize=4096)
def _lines(status: int, headers: Headers) -> str:
    """Write the lines that are the same however often they are sent."""
    told = {name.lower(): (name, value) for name, value in (*_ALWAYS, _POLICY, *headers)}
    lines = [f"{name}: {_CONTROL.sub(' ', value)}\r\n" for name, value in told.values()]
    return "".join((f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n", *lines))


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)
