"""One document from the web."""

from dataclasses import dataclass
from typing import Final

from maalbar.fetch.address import Allowed, is_public
from maalbar.fetch.client import Client
from maalbar.fetch.clock import problem

_OK: Final = 200
_NOT_MODIFIED: Final = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    `url` is where it was found after redirects, `media_type` the type without parameters (may
    be empty).  `is_new` is false, and `data` empty, where it still is what `etag` stood for.
    """

    url: str
    media_type: str
    data: bytes
    etag: str
    is_new: bool = True


def fetch(  # noqa: PLR0913 # each is a limit or a header
    url: str,
    *,
    limit: int,
    seconds: float,
    accept: str,
    etag: str = "",
    allowed: Allowed = is_public,
) -> Fetched:
    """Fetch what is at an address.

    Args:
        url: an http(s) address.
        limit: bytes at most, once decompressed.
        seconds: for all of it, with redirects and further tries.
        accept: the media types that are asked for.
        etag: of what is at hand already; nothing is sent if it is still that.
        allowed: which hosts may be connected to.

    Raises:
        MaalbarError: it cannot be fetched; the finding says why.
    """
    headers = {"Accept": accept, "Connection": "close"}
    if etag:
        headers["If-None-Match"] = etag
    with Client(allowed) as client:
        answer = client.ask(url, limit=limit, seconds=seconds, headers=headers)
    is_new = not (etag and answer.status == _NOT_MODIFIED)
    if is_new and answer.status != _OK:
        raise problem("fetch/status", value=answer.url, status=answer.status)
    return Fetched(
        url=answer.url,
        media_type=answer.media_type if is_new else "",
        data=answer.data if is_new else b"",
        etag=answer.headers.get("ETag", "" if is_new else etag),
        is_new=is_new,
    )
