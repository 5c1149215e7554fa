"""SPARQL as tokens: enough to bind parameters and to see what a query must not do.

See Also:
    SPARQL 1.1 Query Language, section 19 <https://www.w3.org/TR/sparql11-query/#sparqlGrammar>.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

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
_DOLLAR: Final = re.compile(r"\$\w+")
_ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What reaches outside the publication or changes it.
_OUTSIDE: Final = re.compile("SERVICE|FROM", re.IGNORECASE)
_SERVICE: Final = re.compile("SERVICE", re.IGNORECASE)
# The engine may end a name at a dot, and read what follows as a keyword.
_AFTER_DOT: Final = re.compile(r"(?<=\.)\W*SERVICE", re.IGNORECASE)
_FORMS: Final = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES: Final = {"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"}
# No expression has two slashes after a colon, so this is an IRI wherever it stands.
_SURELY_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


class Several(tuple[NamedNode, ...]):
    """Things, to be bound as the rows of a VALUES."""

    __slots__ = ()

    def __str__(self) -> str:
        """Write them as SPARQL."""
        return " ".join(map(str, self))


def bind(sparql: str, values: Mapping[str, Term | Several]) -> str:
    """Replace each `$name` by the term that it stands for.

    A name inside a string, an IRI or a comment is left alone, so no value can change the
    shape of the query; one inside what only may be an IRI is replaced, and what is then no IRI
    is no query either, unless operators were meant.

    Args:
        sparql: the query.
        values: terms by name, without the dollar sign.
    """

    def replace(match: re.Match[str]) -> str:
        token = match.group()
        if match.lastgroup == "variable" and token[0] == "$" and token[1:] in values:
            return str(values[token[1:]])
        if match.lastgroup == "iri" and not _SURELY_IRI.match(token):
            # As in 1 <$it&&2> 1, where the engine may see operators and no IRI.
            return _DOLLAR.sub(inside, token)
        return token

    def inside(match: re.Match[str]) -> str:
        name = match.group()[1:]
        return f" {values[name]} " if name in values else match.group()

    return _TOKEN.sub(replace, sparql)


def words(sparql: str) -> Iterator[str]:
    """Give the words of a query that are not in a text, an IRI or a comment, in capitals."""
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup == "word":
            yield match.group().upper()


def form_of(sparql: str) -> str:
    """Give the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE."""
    return next((word for word in words(sparql) if word in _FORMS), "SELECT")


def projected(sparql: str) -> tuple[str, ...]:
    """Give the names of the columns that a SELECT asks for; none of `SELECT *`."""
    names: dict[str, None] = {}
    depth = end = 0
    before = ""
    is_selecting = False
    for match in _TOKEN.finditer(sparql):
        between = sparql[end : match.start()]
        depth += between.count("(") - between.count(")")
        token, end = match.group(), match.end()
        if is_selecting and ("{" in between or token.upper() == "WHERE"):
            break
        is_selecting = is_selecting or token.upper() == "SELECT"
        if is_selecting and match.lastgroup == "variable" and (not depth or before == "AS"):
            names[token[1:]] = None
        before = token.upper()
    return tuple(names)


def with_prologue(sparql: str, prefixes: Mapping[str, str], base: str) -> str:
    """Declare the base, and the prefixes that a query uses and does not declare itself."""
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for match in _TOKEN.finditer(sparql):
        token = match.group()
        if match.lastgroup == "prefixed":
            (declared if before.upper() == "PREFIX" else used).add(token.partition(":")[0])
        if match.lastgroup != "comment":
            before = token
    lines = [
        f"PREFIX {each}: <{prefixes[each]}>" for each in sorted(used - declared) if each in prefixes
    ]
    return "\n".join([f"BASE <{base}>", *lines, sparql])


def tokens(sparql: str) -> Iterator[tuple[str, str]]:
    """Give the tokens of a query that are not comments, each with its kind."""
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup and match.lastgroup != "comment":
            yield match.lastgroup, match.group()


def forbidden_word(sparql: str, *, also_from: bool = True) -> str | None:
    r"""Give the first word by which a query would reach outside or change something.

    `also_from` is for readers of a graph that FROM would take them out of.

    The engine takes a keyword wherever its letters may begin one, as in `trueSERVICE` and
    `SERVICEx:y`, and `<` for an operator where no IRI fits, which turns a `#` after it into
    a comment.  Whatever it might read so is refused.  Escapes such as `\u0053ERVICE` are
    read as the characters that they stand for; both readings are looked at.
    """
    for text in dict.fromkeys((sparql, _ESCAPED.sub(_unescape, sparql))):
        for match in _TOKEN.finditer(text):
            word = _reaching(match, text, _OUTSIDE if also_from else _SERVICE)
            if word:
                return word
    return None


def _reaching(match: re.Match[str], text: str, outside: re.Pattern[str]) -> str | None:
    token = match.group()
    found = None
    if match.lastgroup == "word":
        if token.upper() in _UPDATES:
            return token.upper()
        found = outside.search(token)
    elif match.lastgroup == "prefixed":
        found = _SERVICE.search(token.partition(":")[0]) or _AFTER_DOT.search(token)
    elif match.lastgroup == "iri" and not _SURELY_IRI.match(token) and re.search("[#)]", token):
        found = _SERVICE.search(text, match.start())
    return found.group().strip(".-").upper() if found else None


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match.group()  # noqa: PLR2004 # the last code point
