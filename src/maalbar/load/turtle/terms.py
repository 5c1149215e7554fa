"""The RDF terms that the tokens of Turtle and its kin stand for.

Literals keep the form in which they were written.  A term that cannot be one is noted as a
finding and read as `UNREAD`; what is said with it is left out by whoever reads statements.

See Also:
    RDF 1.1 Turtle, section 7.2 <https://www.w3.org/TR/turtle/#sec-parsing-terms>.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.load.relative import resolve
from maalbar.load.text import code_point, unseen_in
from maalbar.load.turtle import escapes
from maalbar.load.turtle.problems import Problems
from maalbar.load.turtle.tokens import Tokens
from maalbar.model.diagnostic import Mark
from maalbar.model.terms import RDF, XSD, A, Term

_T = TypeVar("_T", bound=Term)
# Takes a term from the tokens, with its place.
Take: TypeAlias = Callable[[], tuple[_T, Mark]]

UNREAD: Final = NamedNode("about:unread")

# What prefixes and the base stand for is repeated in every term that uses them.
_LONGEST: Final = 512
# Much longer than any that is meant.
_LONGEST_IRI: Final = 2048
_NIL: Final = RDF.nil
_NUMBERS: Final = {"integer": XSD.integer, "decimal": XSD.decimal, "double": XSD.double}
_BOOLEANS: Final = {each: Literal(each, datatype=XSD.boolean) for each in ("true", "false")}
_TAGGED: Final = (RDF.langString, RDF.dirLangString)
_SCHEMES: Final = ("http", "https", "urn", "mailto")
_GENERATED: Final = re.compile("x*anon[0-9]+")


@dataclass(slots=True)
class Terms:
    """Makes terms of tokens; each method takes the one that the tokens stand at.

    `base` is none where all IRIs are absolute; `undeclared` are the prefixes that were used
    and not declared.
    """

    tokens: Tokens
    problems: Problems
    base: str | None
    undeclared: set[str] = field(default_factory=set)
    _prefixes: dict[str, str] = field(default_factory=dict)
    _iris: dict[str, NamedNode] = field(default_factory=dict)
    _names: dict[str, NamedNode] = field(default_factory=dict)
    _blank: int = 0

    # What IRIs begin with

    def declare(self, prefix: str) -> None:
        """Let `prefix` stand for the IRI that the tokens stand at."""
        self._prefixes[prefix] = self._beginning()
        self._names.clear()

    def rebase(self) -> None:
        """Resolve what follows against the IRI that the tokens stand at."""
        self.base = self._beginning()
        self._iris.clear()

    def _beginning(self) -> str:
        tokens = self.tokens
        at = tokens.mark()
        iri = self._iri(tokens.text[1:-1], at)
        tokens.advance()
        if len(iri.value) > _LONGEST:
            self._long_iri(iri.value, at, _LONGEST)
            iri = UNREAD
        if iri is UNREAD:
            self.problems.give_up()
        return iri.value

    # IRIs

    def iri(self) -> tuple[NamedNode, Mark]:
        """Take `<…>`."""
        tokens = self.tokens
        at, written = tokens.mark(), tokens.text
        iri = self._iris.get(written)
        if iri is None:
            iri = self._iris[written] = self._iri(written[1:-1], at)
        tokens.advance()
        return iri, at

    def _iri(self, written: str, at: Mark) -> NamedNode:
        if len(written) > _LONGEST_IRI:
            self._long_iri(written, at, _LONGEST_IRI)
            return UNREAD
        try:
            iri = escapes.in_iri(written)
            unseen = unseen_in(iri)
            if unseen is None:
                return NamedNode(iri if self.base is None else resolve(iri, self.base))
        except ValueError:
            self._bad_iri(written, at)
        else:
            self.problems.note("syntax/control-character", at, value=code_point(unseen))
        return UNREAD

    def _bad_iri(self, written: str, at: Mark) -> None:
        self.problems.note("syntax/bad-iri", at, value=written)

    def _long_iri(self, written: str, at: Mark, limit: int) -> None:
        self.problems.note("syntax/long-iri", at, value=written, limit=limit)

    def name(self) -> tuple[NamedNode, Mark]:
        """Take `prefix:name`."""
        tokens = self.tokens
        at, written = tokens.mark(), tokens.text
        iri = self._names.get(written)
        if iri is None:
            iri = self._names[written] = self._name(written, at)
        tokens.advance()
        return iri, at

    def _name(self, written: str, at: Mark) -> NamedNode:
        prefix, _, local = written.partition(":")
        if prefix not in self._prefixes:
            self._undeclared(prefix, at)
            return UNREAD
        if len(local) > _LONGEST_IRI:
            self._long_iri(written, at, _LONGEST_IRI)
            return UNREAD
        iri = self._prefixes[prefix] + escapes.in_name(local)
        try:
            return NamedNode(iri)
        except ValueError:
            self._bad_iri(iri, at)
            return UNREAD

    def _undeclared(self, prefix: str, at: Mark) -> None:
        if prefix in _SCHEMES:
            self.problems.stop("turtle-no-brackets", at, advice="turtle-close-addresses")
        if prefix not in self.undeclared:
            self.undeclared.add(prefix)
            self.problems.unknown_prefix(prefix, at, self._prefixes)

    def a(self) -> tuple[NamedNode, Mark]:
        """Take `a`, which is short for rdf:type."""
        tokens = self.tokens
        if tokens.text != "a":
            self.problems.unexpected(tokens, "turtle-a-property")
        at = tokens.mark()
        tokens.advance()
        return A, at

    def nil(self) -> tuple[NamedNode, Mark]:
        """Take `()`."""
        at = self.tokens.mark()
        self.tokens.advance()
        return _NIL, at

    # Blank nodes

    def label(self) -> tuple[BlankNode, Mark]:
        """Take `_:label`; it is kept unless a node without label could be given it."""
        tokens = self.tokens
        at, label = tokens.mark(), tokens.text[2:]
        tokens.advance()
        return BlankNode(f"x{label}" if _GENERATED.fullmatch(label) else label), at

    def anonymous(self) -> tuple[BlankNode, Mark]:
        """Take `[]`."""
        at = self.tokens.mark()._replace(width=1)
        self.tokens.advance()
        return self.fresh(), at

    def fresh(self) -> BlankNode:
        """Make a node that has no label in the file."""
        self._blank += 1
        return BlankNode(f"anon{self._blank}")

    # Literals

    def number(self) -> tuple[Literal, Mark]:
        """Take a number."""
        tokens = self.tokens
        at, number = tokens.mark(), Literal(tokens.text, datatype=_NUMBERS[tokens.kind])
        tokens.advance()
        return number, at

    def boolean(self) -> tuple[Literal, Mark]:
        """Take `true` or `false`."""
        tokens = self.tokens
        found = _BOOLEANS.get(tokens.text)
        if found is None:
            self.problems.unexpected(tokens, "turtle-a-value")
        at = tokens.mark()
        tokens.advance()
        return found, at

    def string(self) -> tuple[Term, Mark]:
        """Take a text with its language or datatype."""
        tokens = self.tokens
        at, start, line_end = tokens.mark(), tokens.start, tokens.line_end
        lexical = self._lexical(tokens.text, at)
        suffix = tokens.advance()
        if tokens.kind == "at":
            end = tokens.start + len(suffix)
            literal = self._tagged(lexical or "", suffix[1:])
        elif suffix == "^^":
            tokens.advance()
            end = tokens.start + len(tokens.text)
            literal = self._typed(lexical or "")
        else:
            return UNREAD if lexical is None else Literal(lexical), at
        if end <= line_end:
            at = Mark(at.line, at.column, end - start)
        return UNREAD if lexical is None else literal, at

    def _tagged(self, lexical: str, tag: str) -> Term:
        tokens = self.tokens
        try:
            return Literal(lexical, language=tag)
        except ValueError:
            self.problems.note("language/bad-language", tokens.mark(), value=tag)
            return UNREAD
        finally:
            tokens.advance()

    def _typed(self, lexical: str) -> Term:
        tokens, problems = self.tokens, self.problems
        if tokens.kind == "iri":
            datatype, at = self.iri()
        elif tokens.kind == "name" and problems.abbreviates:
            datatype, at = self.name()
        else:
            problems.unexpected(tokens, "turtle-a-datatype")
        if datatype in _TAGGED:
            problems.stop("turtle-no-language", at, advice="turtle-tag-texts")
        return UNREAD if datatype is UNREAD else Literal(lexical, datatype=datatype)

    def _lexical(self, token: str, at: Mark) -> str | None:
        """Give the text of a token; nothing if a part of it cannot be seen."""
        quotes = 3 if token.startswith(('"""', "'''")) else 1
        written = token[quotes:-quotes]
        if "\\" not in written:
            return written
        try:
            lexical = escapes.in_text(written)
        except escapes.EscapeError as error:
            found, place = error.written, _within(at, token, quotes + error.start)
            place = place._replace(width=len(found))
            advice = "turtle-double-backslashes"
            self.problems.stop("turtle-escape", place, advice=advice, found=found)
        unseen = unseen_in(lexical) and escapes.unseen_escape(written)
        if not unseen:
            return lexical
        character, escape, offset = unseen
        place = _within(at, token, quotes + offset)._replace(width=len(escape))
        self.problems.note("syntax/control-character", place, value=code_point(character))
        return None


def _within(at: Mark, token: str, offset: int) -> Mark:
    """Give the place that is `offset` characters into a token at `at`."""
    line_start = token.rfind("\n", 0, offset)
    if line_start < 0:
        return Mark(at.line, at.column + offset)
    return Mark(at.line + token.count("\n", 0, offset), offset - line_start)
