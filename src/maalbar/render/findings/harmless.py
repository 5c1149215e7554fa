r"""Text from outside, made harmless to show.

What stands in a file or is its name may be written for the terminal, the log or the reader's
eye rather than for the reader: commands to a terminal, line ends, characters that turn the
direction of writing or cannot be seen, commands to the log of a build.  Such a character is
shown as what it is, `\u{1b}`.  This never escapes for a format: each rendering does that
for itself, after this.
"""

import json
import re
from typing import Final

# Controls (among them ESC and CSI); what has no width or no look; line and paragraph
# separators and what turns the direction of writing; halves of pairs; private and no characters.
_UNSEEN: Final = (
    r"[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# What services that run builds obey in the log: a line that begins with ::, and ##[ in any.
_OBEYED: Final = r"(?<!\S):(?=:)|#(?=#\w*\[)"
_HARMFUL: Final = re.compile(f"{_UNSEEN}|{_OBEYED}")
_HIDDEN: Final = re.compile(_UNSEEN)
_SHORT: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_BASIC: Final = 0xFFFF


def harmless(text: str) -> str:
    """Show what could do harm as what it is: one line, seen in full."""
    return _HARMFUL.sub(_shown, text)


def cells(text: str) -> list[str]:
    """Do as `harmless`, and give what is shown for each character."""
    shown = list(text)
    for match in _HARMFUL.finditer(text):
        shown[match.start()] = _shown(match)
    return shown


def prose(text: str, longest: int = 1000) -> str:
    """Give a sentence as one harmless line, cut where it is too long to be read."""
    return cut(harmless(" ".join(text.split())), longest)


def cut(text: str, longest: int) -> str:
    """Leave out the end of a text that is too long."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def cut_inside(text: str, longest: int) -> str:
    """Leave out the middle of a text that is too long."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]}…{text[-half:]}"


def in_json(document: str) -> str:
    """Write what cannot be seen in a JSON document as JSON escapes: it says the same."""
    return _HIDDEN.sub(_json, document)


def in_turtle(document: str) -> str:
    """Write what cannot be seen in a Turtle document as Turtle escapes: it says the same."""
    return _HIDDEN.sub(_turtle, document)


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or f"\\u{{{ord(character):x}}}"


def _json(match: re.Match[str]) -> str:
    return "\n" if match[0] == "\n" else json.dumps(match[0])[1:-1]


def _turtle(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\n":
        return "\n"
    return f"\\u{code:04X}" if code <= _BASIC else f"\\U{code:08X}"
