r"""Characters that are written as escapes: `\n`, `\u00E5`.

See Also:
    RDF 1.1 Turtle, section 6.4 <https://www.w3.org/TR/turtle/#sec-escapes>.
"""

import re
from typing import Final

from maalbar.load.text import unseen_in

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]))")
_SHORT: Final = {
    "t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\",
}  # fmt: skip
_LOCAL: Final = re.compile(r"\\(.)")


class EscapeError(ValueError):
    """An escape that means nothing: `written`, `start` characters into the text."""

    def __init__(self, escape: re.Match[str]) -> None:
        """Take the escape as it was found."""
        super().__init__(escape[0])
        self.written, self.start = escape[0], escape.start()


def in_text(written: str) -> str:
    """Give the text that was written with escapes.

    Raises:
        EscapeError: one of them means nothing.
    """
    return _ESCAPE.sub(_of_text, written)


def in_iri(written: str) -> str:
    """Give the IRI that was written with escapes; a backslash that begins none is kept.

    Raises:
        EscapeError: one of them means nothing.
    """
    if "\\" not in written:
        return written
    return _ESCAPE.sub(lambda escape: escape[0] if escape[3] else _of_text(escape), written)


def in_name(written: str) -> str:
    """Give the local name that was written with escapes."""
    return _LOCAL.sub(r"\1", written)


def unseen_escape(written: str) -> tuple[str, str, int] | None:
    """Find the first escape of `written` that stands for a character that no one can see.

    Returns:
        The character, its escape, and how many characters into the text the escape stands.
    """
    for escape in _ESCAPE.finditer(written):
        unseen = unseen_in(_of_text(escape))
        if unseen:
            return unseen, escape[0], escape.start()
    return None


def _of_text(escape: re.Match[str]) -> str:
    four, eight, short = escape.groups()
    if short:
        if short not in _SHORT:
            raise EscapeError(escape)
        return _SHORT[short]
    code = int(four or eight, 16)
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:  # noqa: PLR2004 # halves of characters, and none
        raise EscapeError(escape)
    return chr(code)
