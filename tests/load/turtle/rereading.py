"""What stands at the places of a file of the Turtle family, read again by another reader.

Brackets and the cells of lists are judged here; every other term is cut out of the source,
put behind the directives that hold for it, and given to pyoxigraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from maalbar.load.placed import Placed
from maalbar.model.diagnostic import Mark
from maalbar.model.terms import RDF, A, Term

LONG: Final = r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
SHORT: Final = r'"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\''
SKIP: Final = r"(?:\s|#[^\r\n]*)*"
NAME: Final = r"[\w:%\\~-]+(?:\.+[\w:%\\~-]+)*"
LITERAL: Final = re.compile(
    rf"(?:{LONG}|{SHORT})"
    rf"(?:{SKIP}(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^{SKIP}(?:<[^>]*>|{NAME})))?",
    re.DOTALL,
)
# Texts, comments and IRIs are here so that nothing inside them is taken for a directive.
DIRECTIVE: Final = re.compile(
    rf"{LONG}|{SHORT}|#[^\n\r]*|<[^>]*>|"
    rf"(?P<directive>(?:@(?=base|prefix))?\b(?i:prefix{SKIP}[^\s:]*:|base){SKIP}<[^>]*>)",
    re.DOTALL,
)


@dataclass
class Source:
    """A file, cut at its line ends, and its directives with their offsets."""

    text: str
    base: str
    lines: list[str] = field(init=False)
    directives: list[tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        self.directives = [
            (each.start(), f"{found} ." if found.startswith("@") else found)
            for each in DIRECTIVE.finditer(self.text)
            if (found := each["directive"])
        ]

    def at(self, mark: Mark) -> str:
        line = self.lines[mark.line - 1]
        written = line[mark.column - 1 : mark.column - 1 + mark.width]
        assert len(written) == mark.width >= 1, mark
        return written

    def holds(self, term: Term, mark: Mark) -> bool:
        written = self.at(mark)
        if written[0] in "[(":
            return isinstance(term, BlankNode) or term == RDF.nil
        if written.startswith("_:"):
            return isinstance(term, BlankNode) and term.value in {written[2:], f"x{written[2:]}"}
        start = sum(len(line) + 1 for line in self.lines[: mark.line - 1]) + mark.column - 1
        if written[0] in {'"', "'"}:
            whole = LITERAL.match(self.text, start)
            assert whole, mark
            assert whole[0] == written or "\n" in whole[0].removeprefix(written), mark
            written = whole[0]
        before = "\n".join(each for offset, each in self.directives if offset < start)
        return read_again(before, written, self.base) == term


def misplaced(text: str, quads: Sequence[Placed], *, base: str) -> Iterator[str]:
    """Tell of the terms that do not stand at their places."""
    source = Source(text, base)
    cells: dict[Term, Mark] = {quad.subject: quad.subject_at for quad in quads if is_cell(quad)}
    for quad in quads:
        if is_cell(quad):
            yield from misplaced_cell(source, quad, cells)
            continue
        if not source.holds(quad.subject, quad.subject_at):
            yield f"subject {quad}"
        short = quad.predicate == A and source.at(quad.property_at) == "a"
        if not short and not source.holds(quad.predicate, quad.property_at):
            yield f"property {quad}"
        if not source.holds(quad.object, quad.value_at):
            yield f"value {quad}"


def is_cell(quad: Placed) -> bool:
    """Tell whether a quad is of a list in brackets; its cell and property share a place."""
    return quad.predicate in {RDF.first, RDF.rest} and quad.subject_at == quad.property_at


def misplaced_cell(source: Source, quad: Placed, cells: dict[Term, Mark]) -> Iterator[str]:
    if quad.predicate == RDF.first:
        if quad.value_at[:2] != quad.subject_at[:2] or not source.holds(quad.object, quad.value_at):
            yield f"item {quad}"
    elif quad.object == RDF.nil:
        if source.at(quad.value_at) != ")":
            yield f"end of list {quad}"
    elif quad.value_at != cells[quad.object]:
        yield f"cell {quad}"


@cache
def read_again(before: str, written: str, base: str) -> Term:
    """Let pyoxigraph read one term."""
    document = f"{before}\n<x:s> <x:p> {written} ."
    (triple,) = parse(document, format=RdfFormat.TURTLE, base_iri=base)
    assert isinstance(triple.object, NamedNode | BlankNode | Literal)
    return triple.object
