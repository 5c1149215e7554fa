"""Turtle, TriG, N-Triples and N-Quads cut into tokens that know their place.

One expression finds the next token.  It repeats single characters, and what is longer no
more than `_MANY` times, so that neither time nor memory is more than the length of the text
asks for.  What no token begins with is a token of its own kind, `wrong`; nothing here judges.

See Also:
    RDF 1.1 Turtle, section 6.5 <https://www.w3.org/TR/turtle/#sec-grammar-grammar>.
"""

import re
from typing import Final

from maalbar.model.diagnostic import Mark

_LETTERS: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE: Final = rf"{_LETTERS}_0-9\u00b7\u0300-\u036f\u203f\u2040\-"
# So many comments may stand in empty brackets, and so many escapes in one name.
_MANY: Final = 9999
_SPACES: Final = r"[ \t\r\n]*"
_GAP: Final = rf"{_SPACES}(?:#[^\r\n]*[\r\n]{_SPACES}){{0,{_MANY}}}"
_PREFIX: Final = rf"[{_LETTERS}](?:[{_MORE}.]*[{_MORE}])?"
_ESCAPED: Final = r"(?:%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_REST: Final = rf"(?:[{_MORE}:.]*[{_MORE}:])?"
_LOCAL: Final = rf"(?:[{_LETTERS}_:0-9]|{_ESCAPED}){_REST}(?:\.*{_ESCAPED}{_REST}){{0,{_MANY}}}"

_KINDS: Final = {
    "iri": r"<[^<>\r\n]*>",
    "name": rf"(?:{_PREFIX})?:(?:{_LOCAL})?",
    "anonymous": rf"\[{_GAP}\]",
    "nil": rf"\({_GAP}\)",
    "sign": r"\.(?![0-9])|[,\[\](){}]|\^\^|;(?:[; \t\r\n]*;)?",
    "string": r'"(?!"")[^"\\\r\n]*"',
    "other_string": r"'(?!'')[^'\\\r\n]*'",
    "quote": r'"(?:"")?|\'(?:\'\')?',
    "at": r"@[A-Za-z]+(?:-[A-Za-z0-9-]*[A-Za-z0-9])?",
    "label": rf"_:[{_LETTERS}_0-9](?:[{_MORE}.]*[{_MORE}])?",
    "double": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+",
    "decimal": r"[+-]?[0-9]*\.[0-9]+",
    "integer": r"[+-]?[0-9]+",
    "word": rf"[{_LETTERS}][{_MORE}]*",
    "comments": rf"#[^\r\n]*(?:[\r\n]{_SPACES}#[^\r\n]*){{0,{_MANY}}}",
    "end": r"\Z",
    "wrong": r"[\s\S]",
}
_TOKEN: Final = re.compile(
    f"{_SPACES}(?:" + "|".join(f"(?P<{kind}>{each})" for kind, each in _KINDS.items()) + ")"
)
# What follows in a text after each kind of quotation mark: up to an escape, a quotation mark
# that does not end it, or its end.
_PIECES: Final = {
    each: re.compile(piece)
    for each, piece in {
        '"': r'[^"\\\r\n]*(?:\\[^\r\n]|(?P<end>"))',
        "'": r"[^'\\\r\n]*(?:\\[^\r\n]|(?P<end>'))",
        '"""': r'[^"\\]*(?:\\[\s\S]|(?P<end>""")|")',
        "'''": r"[^'\\]*(?:\\[\s\S]|(?P<end>''')|')",
    }.items()
}


class Tokens:
    """The tokens of a text: `kind`, `text` and `start` (an offset) are those of the next.

    The kind is `end` when there are no more.
    """

    __slots__ = ("_line", "_line_start", "_matches", "kind", "line_end", "source", "start", "text")

    def __init__(self, source: str) -> None:
        """Begin at the first token of `source`."""
        self.source = source
        self._matches = _TOKEN.finditer(source)
        self._line = 1
        self._line_start = 0
        self.line_end = self._end_of_line(0)
        self.advance()

    def advance(self) -> str:
        """Go on to the next token, and give its text; not to be called at the end."""
        match = next(self._matches)
        while match.lastgroup == "comments":
            match = next(self._matches)
        kind = match.lastgroup or "wrong"
        self.kind = kind
        self.text = text = match[kind]
        self.start = match.start(kind)
        return text if kind != "quote" else self._to_end_of_text(text)

    def _to_end_of_text(self, quote: str) -> str:
        """Take a text that has escapes in it or runs over lines; it may have no end."""
        pieces, end = _PIECES[quote], self.start + len(quote)
        while piece := pieces.match(self.source, end):
            end = piece.end()
            if piece["end"]:
                self.kind = "string" if quote == '"' else "other_string"
                self.text = self.source[self.start : end]
                self._matches = _TOKEN.finditer(self.source, end)
                return self.text
        self.kind = "wrong"
        return quote

    def mark(self) -> Mark:
        """Give the place of the token; the width is that of its first line."""
        start = self.start
        if start > self.line_end:
            self._line += self.source.count("\n", self.line_end, start)
            self._line_start = self.source.rfind("\n", self.line_end, start) + 1
            self.line_end = self._end_of_line(start)
        width = min(len(self.text), self.line_end - start)
        return Mark(self._line, start - self._line_start + 1, width)

    def _end_of_line(self, start: int) -> int:
        found = self.source.find("\n", start)
        return len(self.source) if found < 0 else found
