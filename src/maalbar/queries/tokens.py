"""SPARQL as tokens: enough to bind parameters and to see what a query must not do.

See Also:
    SPARQL 1.1 Query Language, section 19 <https://www.w3.org/TR/sparql11-query/#sparqlGrammar>.
"""

import re
from collections.abc import Mapping
from typing import Final

from maalbar.model.terms import Term

_TOKEN: Final = re.compile(
    r"""
    (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<comment>\#[^\n\r]*)
  | (?P<variable>[?$]\w+)
  | (?P<prefixed>(?:[^\W\d][\w.-]*)?:(?:(?:[\w:%]|\\.)(?:[\w:.%-]|\\.)*)?)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<word>[^\W\d]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What reaches outside the publication or changes it.
_OUTSIDE: Final = re.compile("SERVICE|FROM", re.IGNORECASE)
_SERVICE: Final = re.compile("SERVICE", re.IGNORECASE)
# The engine may end a name at a dot, and read what follows as a keyword.
_AFTER_DOT: Final = re.compile(r"(?<=\.)\W*SERVICE", re.IGNORECASE)
_UPDATES: Final = {"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"}
# No expression has two slashes after a colon, so this is an IRI wherever it stands.
_SURELY_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


def bind(sparql: str, values: Mapping[str, Term]) -> str:
    """Replace each `$name` by the term that it stands for.

    A name inside a string, an IRI or a comment is left alone, so no value can change the
    shape of the query.

    Args:
        sparql: the query.
        values: terms by name, without the dollar sign.
    """

    def replace(match: re.Match[str]) -> str:
        token = match.group()
        if match.lastgroup == "variable" and token[0] == "$" and token[1:] in values:
            return str(values[token[1:]])
        return token

    return _TOKEN.sub(replace, sparql)


def forbidden_word(sparql: str) -> str | None:
    r"""Give the first word by which a query would reach outside or change something.

    The engine takes a keyword wherever its letters may begin one, as in `trueSERVICE` and
    `SERVICEx:y`, and `<` for an operator where no IRI fits, which turns a `#` after it into
    a comment.  Whatever it might read so is refused.  Escapes such as `\u0053ERVICE` are
    read as the characters that they stand for; both readings are looked at.
    """
    for text in (sparql, _ESCAPED.sub(_unescape, sparql)):
        for match in _TOKEN.finditer(text):
            word = _reaching(match, text)
            if word:
                return word
    return None


def _reaching(match: re.Match[str], text: str) -> str | None:
    token = match.group()
    found = None
    if match.lastgroup == "word":
        if token.upper() in _UPDATES:
            return token.upper()
        found = _OUTSIDE.search(token)
    elif match.lastgroup == "prefixed":
        found = _SERVICE.search(token.partition(":")[0]) or _AFTER_DOT.search(token)
    elif match.lastgroup == "iri" and not _SURELY_IRI.match(token) and re.search("[#)]", token):
        found = _SERVICE.search(text, match.start())
    return found.group().strip(".-").upper() if found else None


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match.group()  # noqa: PLR2004 # the last code point
