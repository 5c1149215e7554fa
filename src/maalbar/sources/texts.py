"""Source texts from files and folders, recognised by their hash.

Nothing is fetched here, and nothing but ordinary files is opened.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from maalbar.files import NotAFileError, TooBigError, read_file
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.text import Text
from maalbar.words import finding, text
from maalbar.words.system import why

MEGABYTE: Final = 1024 * 1024
LIMIT: Final = 20 * MEGABYTE
# All texts of a folder together.
TOTAL: Final = 500 * MEGABYTE
_AROUND: Final = 25
_LONGEST: Final = 80
_PARAGRAPHS: Final = re.compile(r"\n[ \t\r]*\n")


@dataclass(frozen=True)
class SourceText:
    """A text in UTF-8, and where it was found."""

    origin: str
    data: bytes

    @cached_property
    def text(self) -> str:
        """The text, decoded as UTF-8, line ends as they are."""
        return self.data.decode()

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


class Texts(NamedTuple):
    """The texts of a place, and what was there and could not be read."""

    texts: tuple[SourceText, ...]
    findings: tuple[Diagnostic, ...] = ()


class Place(NamedTuple):
    """Where in a text something stands: its line, its characters, and the words around it."""

    line: int
    start: int
    end: int
    around: str


def text_of(origin: str, data: bytes) -> SourceText:
    """Take bytes as a text.

    Raises:
        MaalbarError: they are not UTF-8.
    """
    try:
        data.decode()
    except UnicodeDecodeError as error:
        wrong = finding(
            "source/not-utf8",
            Location(),
            value=origin,
            byte=f"0x{data[error.start]:02X}",
            position=error.start + 1,
            line=data.count(b"\n", 0, error.start) + 1,
        )
        raise MaalbarError(wrong) from error
    return SourceText(origin, data)


def read_texts(place: str) -> Texts:
    """Read a text, or all `.txt` files of a folder and those below; links are not followed.

    Raises:
        MaalbarError: the place itself cannot be read, is no text, or holds more than `TOTAL`.
    """
    path = Path(place)
    try:
        if not path.is_dir():
            return Texts((text_of(place, read_file(path, LIMIT)),))
        findings: list[Diagnostic] = []
        texts = tuple(_in_folder(path, findings))
        return Texts(texts, tuple(findings))
    except (OSError, ValueError) as error:
        raise MaalbarError(
            finding("source/unavailable", Location(), value=place, reason=_reason(error))
        ) from error


def occurrences(text: str, quotation: str) -> Iterator[tuple[int, int]]:
    """Find all places of a quotation, as ranges of characters; letter case counts."""
    start = text.find(quotation)
    while quotation and start >= 0:
        yield start, start + len(quotation)
        start = text.find(quotation, start + 1)


def places_in(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[Place]:
    """Tell where in a text ranges of characters are, in the order of the text."""
    line, seen = 1, 0
    for start, end in ranges:
        line, seen = line + text.count("\n", seen, start), start
        yield Place(line, start, end, _around(text, start, end))


def _around(text: str, start: int, end: int) -> str:
    """Show a range and some whole words of its paragraph on either side of it, on one line."""
    first, last = max(start - _AROUND, 0), min(end, start + _LONGEST) + _AROUND
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    *above, before = _PARAGRAPHS.split(text[first:start])
    after, *below = _PARAGRAPHS.split(text[end:last])
    left = "…" if first and not above else ""
    right = "…" if text[last : last + _AROUND].strip() and not below else ""
    words = f"{before}{text[start : min(end, last)]}{after}".split()
    return f"{left}{' '.join(words)}{right}"


def _in_folder(root: Path, findings: list[Diagnostic]) -> Iterator[SourceText]:
    total = 0
    for path in sorted(_paths(root, findings)):
        try:
            data = read_file(path, LIMIT)
        except OSError as error:
            findings.append(_passed_over(path, _reason(error)))
            continue
        total += len(data)
        if total > TOTAL:
            raise TooBigError(TOTAL)
        try:
            yield text_of(str(path), data)
        except MaalbarError as error:
            findings += error.diagnostics


def _paths(root: Path, findings: list[Diagnostic]) -> Iterator[Path]:
    def tell(error: OSError) -> None:
        if Path(error.filename) == root:
            raise error
        findings.append(_passed_over(Path(error.filename), _reason(error)))

    for folder, folders, names in os.walk(root, onerror=tell):
        findings += (
            _passed_over(path, text("phrases", "a-link-to-a-folder"))
            for path in (Path(folder, name) for name in folders)
            if path.is_symlink()
        )
        for path in (Path(folder, name) for name in names):
            if path.suffix.lower() == ".txt":
                yield path


def _passed_over(path: Path, reason: Text | str) -> Diagnostic:
    return finding("source/passed-over", Location(), value=str(path), reason=reason)


def _reason(error: OSError | ValueError) -> Text | str:
    if isinstance(error, TooBigError):
        return text("phrases", "over-the-size", limit=error.limit // MEGABYTE)
    if isinstance(error, NotAFileError):
        return text("phrases", "not-a-file")
    return why(error) if isinstance(error, OSError) else str(error)
