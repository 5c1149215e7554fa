"""From bytes to text: size, encoding and characters that no one can see are checked here.

See Also:
    UTS 55, Unicode source code handling <https://www.unicode.org/reports/tr55/>: why
    bidirectional controls are refused.
"""

import codecs
import re
from pathlib import Path, PurePosixPath
from typing import Final

from pyoxigraph import Literal

from maalbar.files import NotAFileError, TooBigError, read_file
from maalbar.model.diagnostic import Location, MaalbarError, Mark
from maalbar.words import finding
from maalbar.words import text as phrases
from maalbar.words.system import why

MEGABYTE: Final = 1024 * 1024
# A report of ten thousand figures is some 5 MB; a harvester takes 75 MB at most.
LIMIT: Final = 50 * MEGABYTE

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]"
)


def read_text(root: Path, path: PurePosixPath) -> str:
    """Read one file.

    Args:
        root: the folder of the publication.
        path: the file, relative to `root`.

    Returns:
        Its text without a byte order mark; line ends as they are.

    Raises:
        MaalbarError: it cannot be read, is over `LIMIT`, is not UTF-8, or holds
            control characters.
    """
    return decode(read_bytes(root / path, path), path)


def read_bytes(file: Path, path: PurePosixPath) -> bytes:
    """Read a file whole; `path` is what findings call it.

    Raises:
        MaalbarError: it cannot be read, is no ordinary file, or is over `LIMIT`.
    """
    where = Location(path=path)
    try:
        return read_file(file, LIMIT)
    except TooBigError as error:
        limit = LIMIT // MEGABYTE
        raise MaalbarError(finding("syntax/too-big", where, limit=limit)) from error
    except NotAFileError as error:
        not_a_file = phrases("phrases", "not-a-file")
        raise MaalbarError(finding("syntax/unreadable", where, reason=not_a_file)) from error
    except OSError as error:
        raise MaalbarError(finding("syntax/unreadable", where, reason=why(error))) from error


def decode(data: bytes, path: PurePosixPath) -> str:
    """Decode bytes that were read from `path`; a byte order mark is left out.

    Raises:
        MaalbarError: the bytes are not UTF-8, or hold control characters.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise MaalbarError(
            finding(
                "syntax/not-utf-8",
                Location(path=path, mark=mark_of(before, len(before))),
                value=f"0x{data[error.start]:02X}",
            )
        ) from error
    unseen = unseen_in(text)
    if unseen:
        raise MaalbarError(
            finding(
                "syntax/control-character",
                Location(path=path, mark=mark_of(text, text.index(unseen))),
                value=code_point(unseen),
            )
        )
    return text


def unseen_in(text: str) -> str | None:
    """Give the first character of `text` that no one can see, if there is one."""
    found = _UNSEEN.search(text)
    return found.group() if found else None


def code_point(character: str) -> str:
    """Name a character that cannot be shown."""
    return f"U+{ord(character):04X}"


_NOT_TAGS: Final = {"no", "nob", "nno", "nor", "eng"}


def is_language(tag: str) -> bool:
    """Tell whether `tag` may be the tag of a language, such as `nb` or `nb-NO`.

    `no` leaves open which Norwegian, and codes of three letters are not those of the web.
    """
    if _LANGUAGE.fullmatch(tag) is None or tag in _NOT_TAGS:
        return False
    try:
        Literal("", language=tag)
    except ValueError:
        return False
    return True


# How UTF-8 looks that was read as Windows-1252: the letters of Norwegian, and punctuation.
_GARBLED: Final = re.compile(
    "\u00c3[\u00a5\u00a6\u00b8\u0085\u2026\u0098\u02dc\u2020\u0086]|\u00e2\u20ac"
)
_QUOTED: Final = re.compile("[\u201c\u201d\u201e].*[\u201c\u201d]", re.DOTALL)


def doubt_about(text: str) -> str | None:
    """Tell what makes a text doubtful, as a key of the phrases; nothing if it is not."""
    if _GARBLED.search(text):
        return "garbled-text"
    return "curly-quotation-marks" if _QUOTED.fullmatch(text) else None


def mark_of(text: str, offset: int) -> Mark:
    """Turn an offset in `text` into a line and column."""
    line = text.count("\n", 0, offset) + 1
    return Mark(line, offset - (text.rfind("\n", 0, offset) + 1) + 1)
