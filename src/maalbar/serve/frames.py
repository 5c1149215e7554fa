"""Questions and answers between processes: some JSON and some bytes, each told how long it is."""

import json
import struct
from collections.abc import Iterator
from socket import socket
from typing import Any, Final

_SIZES: Final = struct.Struct("!II")
Said = dict[str, Any]
Frame = tuple[Said, bytes]


def framed(said: Said, body: bytes = b"") -> bytes:
    """Write a frame."""
    data = json.dumps(said, separators=(",", ":")).encode()
    return _SIZES.pack(len(data), len(body)) + data + body


def unframed(data: bytearray) -> Iterator[Frame]:
    """Take the whole frames from the beginning of some bytes."""
    while len(data) >= _SIZES.size:
        said, body = _SIZES.unpack_from(data)
        start, end = _SIZES.size + said, _SIZES.size + said + body
        if len(data) < end:
            return
        frame = json.loads(data[_SIZES.size : start]), bytes(data[start:end])
        del data[:end]
        yield frame


def received(connection: socket) -> Iterator[Frame]:
    """Give the frames that come in, until the other side is gone."""
    data = bytearray()
    while piece := connection.recv(256 * 1024):
        data += piece
        yield from unframed(data)
