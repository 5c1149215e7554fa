"""Answers that were given: what is published does not change, so neither do they."""

from collections import OrderedDict
from typing import Final

from maalbar.serve.exchange import Request, Response
from maalbar.serve.limits import KILOBYTE, MEGABYTE

_MOST: Final = 64 * MEGABYTE
_LARGEST: Final = 512 * KILOBYTE
# What it takes to remember one, beside its bytes.
_EACH: Final = KILOBYTE
Key = tuple[str, str, str, str, bytes]


class Remembered:
    """The answers that were asked for last, by all that they depend on."""

    def __init__(self) -> None:
        """Begin with none."""
        self._answers: OrderedDict[Key, Response] = OrderedDict()
        self._bytes = 0

    def get(self, key: Key) -> Response | None:
        """Give an answer, if it is remembered."""
        found = self._answers.get(key)
        if found:
            self._answers.move_to_end(key)
        return found

    def keep(self, key: Key, response: Response) -> None:
        """Remember an answer, if it is not too big, and forget the oldest."""
        size = _size(key, response)
        if size > _LARGEST or key in self._answers:
            return
        self._answers[key] = response
        self._bytes += size
        while self._bytes > _MOST:
            self._bytes -= _size(*self._answers.popitem(last=False))


def key_of(request: Request) -> Key:
    """Give what the answer to a question depends on."""
    headers = request.headers
    kind = "POST" if request.method == "POST" else "GET"
    media_type = headers.get("content-type", "") if kind == "POST" else ""
    body = request.body if kind == "POST" else b""
    return kind, request.query, headers.get("accept", ""), media_type, body


def _size(key: Key, response: Response) -> int:
    assert isinstance(response.body, bytes)  # noqa: S101 # answers are in memory
    return sum(map(len, key)) + len(response.body) + _EACH
