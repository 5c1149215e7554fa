"""Turtle and TriG that a person likes to read: sorted, with only the prefixes that are used.

See Also:
    RDF 1.1 Turtle, section 6.5 <https://www.w3.org/TR/turtle/#sec-grammar-grammar>.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT, OA, PREFIXES, RDFS, SKOS, XSD, A, Subject, Term, order

_LOCAL_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# Numbers that stand without quotation marks: those that every reader keeps as written (rdflib
# would make 7 of 007, and 1E-7 of 0.0000001).
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]{1,6}")
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]*")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED: Final = re.compile(r'[\\"\x00-\x1f\x7f]')
# What a reader wants to see first: what the thing is and what it is called.
_FIRST: Final = (
    *(A, SKOS.prefLabel, DCT.title, RDFS.label, SKOS.definition, DCT.description),
    *(DCAT.startDate, OA.start),
)
_WIDTH: Final = 100
# What every resolver takes as a step below the base: no scheme nor anything like it (rdflib
# looks for a colon also in the fragment), no empty first step, no dots to be taken away.
_RELATIVE: Final = re.compile(r"(?![/?#])(?!(?:[^?#]*/)?\.{1,2}(?:[/?#]|$))[^:]+")


class Turtle:
    """Writes terms of one document and remembers which prefixes it used."""

    def __init__(self, base: str | None = None) -> None:
        """Write IRIs under `base` as relative ones, if a base is given."""
        self.base = base
        self.relative = False
        self.used: set[str] = set()
        self._written: dict[Term, str] = {}

    def head(self) -> str:
        """Give the declarations that the terms written so far need."""
        lines = [f"@base <{self.base}> ."] if self.relative else []
        lines += [f"@prefix {name}: <{PREFIXES[name]}> ." for name in sorted(self.used)]
        return "\n".join(lines) + "\n"

    def term(self, term: Term) -> str:
        """Write one term."""
        written = self._written.get(term)
        if written is None:
            written = self._written[term] = self._write(term)
        return written

    def description(self, subject: Subject, index: Index, indent: str = "") -> str:
        """Write all that is said of one subject."""
        lines = [f"{indent}{self.term(subject)}"]
        properties = sorted(index.properties(subject).items(), key=lambda each: _rank(each[0]))
        for predicate, values in properties:
            name = "a" if predicate == A else self.term(predicate)
            written = [self.term(value) for value in sorted(values, key=order)]
            line = f"{indent}    {name} {', '.join(written)} ;"
            if len(line) > _WIDTH and len(written) > 1:
                separator = f",\n{indent}        "
                line = f"{indent}    {name}\n{indent}        {separator.join(written)} ;"
            lines.append(line)
        return "\n".join(lines)[:-1] + ".\n"

    def _write(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        if isinstance(term, BlankNode):
            return f"_:{term.value}"
        return self._literal(term)

    def _iri(self, iri: str) -> str:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = _PREFIX_OF.get(iri[:cut])
        if prefix and _LOCAL_NAME.fullmatch(iri, cut):
            self.used.add(prefix)
            return f"{prefix}:{iri[cut:]}"
        if self.base and iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            self.relative = True
            return f"<{iri[len(self.base) :]}>"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        value, datatype = literal.value, literal.datatype
        if literal.language:
            return f"{_quoted(value)}@{literal.language}"
        if datatype == XSD.string:
            return _quoted(value)
        if (datatype == XSD.integer and _INTEGER.fullmatch(value)) or (
            datatype == XSD.decimal and _DECIMAL.fullmatch(value)
        ):
            return value
        if datatype == XSD.boolean and value in {"true", "false"}:
            return value
        return f"{_quoted(value)}^^{self.term(datatype)}"


def write_turtle(index: Index, *, base: str | None = None, first: Subject | None = None) -> str:
    """Write a graph as Turtle.

    Args:
        index: the graph.
        base: IRIs under it are written relative to it, after an `@base` line.
        first: the subject that the document is about, written before the others.
    """
    turtle = Turtle(base)
    subjects = sorted(index.nodes, key=lambda node: (node != first, order(node)))
    body = "\n".join(turtle.description(subject, index) for subject in subjects)
    return f"{turtle.head()}\n{body}"


def write_trig(graphs: Mapping[NamedNode, Index], *, base: str | None = None) -> str:
    """Write named graphs as TriG, sorted by name."""
    turtle = Turtle(base)
    return turtle_with(turtle, _blocks(turtle, graphs))


def turtle_with(turtle: Turtle, blocks: Iterable[str]) -> str:
    """Put the head that `blocks` turned out to need before them."""
    body = "\n".join(blocks)
    return f"{turtle.head()}\n{body}"


def _blocks(turtle: Turtle, graphs: Mapping[NamedNode, Index]) -> Iterator[str]:
    for name in sorted(graphs, key=order):
        index = graphs[name]
        inside = "\n".join(
            turtle.description(subject, index, "  ") for subject in sorted(index.nodes, key=order)
        )
        yield f"{turtle.term(name)} {{\n{inside}}}\n"


def _rank(predicate: NamedNode) -> tuple[int, str]:
    place = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return (place, predicate.value)


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


_PREFIX_OF: Final = {iri: name for name, iri in PREFIXES.items()}
