"""The files of a site, as they are sent: whole, in part, packed, or not, where they are known.

See Also:
    RFC 9110, sections 13 (conditional requests) and 14 (range requests).
"""

import gzip
import os
import re
import stat
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Final

from maalbar.files import open_file
from maalbar.hosting.links import BY_NAME, MEDIA_TYPES, compressible, content_type
from maalbar.hosting.site import Site
from maalbar.serve.answering import Decision, Plan
from maalbar.serve.exchange import Headers, Part, Request, Response
from maalbar.serve.limits import KILOBYTE, MEGABYTE

_SMALL: Final = 256 * KILOBYTE
_MOST_KEPT: Final = 64 * MEGABYTE
_TINY: Final = 32 * KILOBYTE
_MOST_DECIDED: Final = 2048
_LONGEST_KEY: Final = 2000
_UNKNOWN: Final = "application/octet-stream"
_VOID: Final = ".well-known/void"
_RANGE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_GZIP: Final = re.compile(
    r"(?:^|,)\s*(?:gzip|\*)\s*(?:$|,|;\s*q\s*=\s*(?:1|0?\.0*[1-9]))", re.IGNORECASE
)
_COMPRESSIBLE: Final = frozenset(compressible())
_OK: Final = 200
# What asks for more than a file, or for less.
_SPECIAL: Final = frozenset({"if-none-match", "if-modified-since", "range"})


@dataclass(slots=True)
class _Known:
    """What was decided about a request, and answered while the file had a stamp."""

    decision: Decision
    packs: bool
    stamp: tuple[int, int, int] | None = None
    response: Response | None = None


@dataclass(slots=True)
class _Kept:
    """A small file: what tells that it has not changed, its bytes, and packed when asked for."""

    stamp: tuple[int, int, int]
    data: bytes
    packed: bytes | None = None


class Files:
    """A site, as it lay on disk when it was looked at."""

    def __init__(self, site: Site) -> None:
        """Look at a site.

        Raises:
            OSError: it cannot be read.
        """
        self.site = site
        self._root = site.root
        self._there = frozenset(_walk(Path(site.root)))
        self._plan = Plan(site, self._there)
        self._decided: OrderedDict[tuple[str, ...], _Known] = OrderedDict()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0

    def answer(self, request: Request) -> Response:
        """Answer a request.

        Raises:
            OSError: a file that was there is there no longer.
        """
        known = self._known(request)
        decision = known.decision
        if decision.file:
            return self._file(request, known)
        if decision.body:
            headers = (*decision.headers, ("Content-Type", "text/html; charset=utf-8"))
            return Response(decision.status, headers, decision.body.encode())
        return Response(decision.status, decision.headers)

    def _known(self, request: Request) -> "_Known":
        """Decide, or remember what was decided and answered."""
        headers = request.headers
        key = (
            request.method,
            request.path,
            request.query,
            headers.get("accept", ""),
            headers.get("accept-language", ""),
            headers.get("accept-encoding", ""),
        )
        found = self._decided.get(key)
        if found is None:
            packs = bool(_GZIP.search(key[-1]))
            found = _Known(self._plan.decide(request), packs)
            if sum(map(len, key)) <= _LONGEST_KEY:
                self._decided[key] = found
                if len(self._decided) > _MOST_DECIDED:
                    self._decided.popitem(last=False)
        return found

    def _file(self, request: Request, known: "_Known") -> Response:
        path = f"{self._root}/{known.decision.file}"
        found = os.stat(path, follow_symlinks=False)  # noqa: PTH116 # of every request
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        plain = _SPECIAL.isdisjoint(request.headers)
        if plain and known.response and known.stamp == stamp:
            return known.response
        if not stat.S_ISREG(found.st_mode):
            raise FileNotFoundError
        response = self._read(request, known, path, found)
        if plain and isinstance(response.body, bytes) and len(response.body) <= _TINY:
            known.stamp, known.response = stamp, response
        return response

    def _read(
        self, request: Request, known: "_Known", path: str, found: os.stat_result
    ) -> Response:
        decision = known.decision
        media_type = _media_type(decision.file)
        packs = media_type in _COMPRESSIBLE
        headers: Headers = (
            *decision.headers,
            ("Content-Type", content_type(media_type)),
            ("Accept-Ranges", "bytes"),
            ("Last-Modified", formatdate(found.st_mtime, usegmt=True)),
        )
        if packs:
            headers = _varying(headers, "Accept-Encoding")
        tag = f"{found.st_mtime_ns:x}-{found.st_size:x}"
        small = found.st_size <= _SMALL
        beside = "" if small or f"{decision.file}.gz" not in self._there else ".gz"
        packed = packs and known.packs and bool(small or beside)
        if packed:
            tag += "-gz"
            headers = (*headers, ("Content-Encoding", "gzip"))
        headers = (*headers, ("ETag", f'"{tag}"'))
        if _is_known(request, f'"{tag}"', found.st_mtime):
            return Response(304, headers)
        body: bytes | Part
        if small:
            body = self._small(path, found, packed=packed)
        else:
            file = open_file(Path(path + beside if packed else path))
            body = Part(file, 0, os.fstat(file.fileno()).st_size)
        return _ranged(request, Response(_OK, headers, body), f'"{tag}"')

    def _small(self, path: str, found: os.stat_result, *, packed: bool) -> bytes:
        """Read a small file, or remember what it was, if it has not changed."""
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        kept = self._kept.get(path)
        if kept is None or kept.stamp != stamp:
            if kept:
                self._forget(path)
            with open_file(Path(path)) as file:
                kept = _Kept(stamp, file.read(_SMALL))
            self._kept[path] = kept
            self._bytes += len(kept.data)
        self._kept.move_to_end(path)
        if packed and kept.packed is None:
            kept.packed = gzip.compress(kept.data, 6, mtime=0)
            self._bytes += len(kept.packed)
        while self._bytes > _MOST_KEPT:
            self._forget(next(iter(self._kept)))
        return kept.packed or b"" if packed else kept.data

    def _forget(self, path: str) -> None:
        gone = self._kept.pop(path)
        self._bytes -= len(gone.data) + len(gone.packed or b"")


def _walk(root: Path) -> Iterator[str]:
    """Give the paths of what may be handed out: ordinary files, none of them hidden."""
    folders = [""]
    while folders:
        below = folders.pop()
        with os.scandir(root / below) as found:
            for each in found:
                path = f"{below}{each.name}"
                if each.name.startswith(".") and path != ".well-known":
                    continue
                if each.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                elif each.is_file(follow_symlinks=False):
                    yield path


def _media_type(path: str) -> str:
    name = path.rpartition("/")[2]
    if path == _VOID:
        return MEDIA_TYPES["ttl"]
    return BY_NAME.get(name) or MEDIA_TYPES.get(name.rpartition(".")[2], _UNKNOWN)


def _varying(headers: Headers, name: str) -> Headers:
    before = [said for each, said in headers if each == "Vary"]
    rest = tuple(each for each in headers if each[0] != "Vary")
    return (*rest, ("Vary", ", ".join((*before, name))))


def _is_known(request: Request, tag: str, modified: float) -> bool:
    """Tell whether the reader has what would be sent."""
    if request.method not in {"GET", "HEAD"}:
        return False
    tags = request.header("if-none-match")
    if tags:
        known = [each.strip().removeprefix("W/") for each in tags.split(",")]
        return tag in known or "*" in known
    return _since(request.header("if-modified-since"), modified)


def _since(said: str, modified: float) -> bool:
    try:
        return bool(said) and int(modified) <= parsedate_to_datetime(said).timestamp()
    except (ValueError, TypeError, OverflowError):
        return False


def _ranged(request: Request, whole: Response, tag: str) -> Response:
    """Give the one range that is asked for; whoever asks for several gets everything."""
    asked = _RANGE.fullmatch(request.header("range").strip())
    if_range = request.header("if-range")
    if request.method != "GET" or not asked or (if_range and if_range != tag):
        return whole
    body = whole.body
    size = len(body) if isinstance(body, bytes) else body.size
    first, last = asked.groups()
    if not (first or last) or (first and last and int(first) > int(last)):
        return whole
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        if isinstance(body, Part):
            body.file.close()
        told = (each for each in whole.headers if each[0].startswith("Access-Control"))
        return Response(416, (("Content-Range", f"bytes */{size}"), *told))
    headers = (*whole.headers, ("Content-Range", f"bytes {start}-{end}/{size}"))
    if isinstance(body, bytes):
        return Response(206, headers, body[start : end + 1])
    return Response(206, headers, Part(body.file, start, end - start + 1))
