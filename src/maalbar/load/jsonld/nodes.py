"""The RDF terms that the scalars of a JSON-LD document stand for, and what is wrong with them.

A scalar of which no term can be made is found where it stands, and nothing is said with it.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.load.json import Node, Scalar
from maalbar.load.jsonld.literals import canonical, number
from maalbar.load.jsonld.scopes import Scope, Term, is_iri, node_of
from maalbar.load.lines import Lines
from maalbar.load.told import Told
from maalbar.model.diagnostic import Mark
from maalbar.model.terms import RDF, XSD, Subject
from maalbar.words import text

_JSON: Final = RDF.JSON
_GENERATED: Final = re.compile("x*anon[0-9]+")


@dataclass(slots=True)
class Nodes:
    """Makes terms, and tells of what is wrong.

    `base` is what addresses are shortened by in the findings; `about` is the thing that is
    being read, and its property; `reported` counts what was wrong.
    """

    lines: Lines
    told: Told
    base: str
    about: tuple[Subject | None, NamedNode | None] = (None, None)
    reported: int = 0
    _blank: int = 0
    _datatypes: dict[str, NamedNode | None] = field(default_factory=dict)

    def mark(self, node: Node) -> Mark:
        """Give the place of a scalar, or of the bracket that something begins with."""
        return self.lines.mark(node.start, node.end if isinstance(node, Scalar) else node.start)

    def report(self, code: str, at: Node, *, value: str | None = None, **values: object) -> None:
        """Tell of something that is wrong."""
        self.reported += 1
        subject, predicate = self.about
        self.told.tell(
            code,
            self.mark(at),
            focus=_name(subject, self.base),
            property_path=predicate.value if predicate else None,
            value=value,
            **values,
        )

    def wrong(self, name: str, at: Node) -> None:
        """Tell of what JSON-LD does not allow, by its own name for it."""
        self.report(
            "syntax/not-json-ld", at, reason=text("phrases", "json-ld-mistake", mistake=name)
        )

    def passed_over(self, at: Node, reason: str) -> None:
        """Tell of what is not taken in, and why, by a key of the phrases."""
        value = at.text if isinstance(at, Scalar) else _OPENS[type(at).__name__]
        self.report("syntax/not-taken", at, value=value, reason=text("phrases", reason))

    # Things

    def fresh(self) -> BlankNode:
        """Make the node of a thing without address."""
        self._blank += 1
        return BlankNode(f"anon{self._blank}")

    def node(self, at: Scalar, iri: str | None) -> Subject | None:
        """Make the node that was written at some place and expanded to `iri`."""
        if iri is not None and iri.startswith("_:"):
            label = iri[2:]
            try:
                return BlankNode(f"x{label}" if _GENERATED.fullmatch(label) else label)
            except ValueError:
                iri = None
        found = None if iri is None else node_of(iri)
        if found is None and iri is not None and not is_iri(iri) and node_of(f"x:{iri}"):
            self.passed_over(at, "json-ld-relative")
        elif found is None:
            self.report("syntax/bad-iri", at, value=at.text)
        return found

    # Values

    def value(self, at: Scalar, term: Term, scope: Scope) -> Subject | Literal | None:
        """Make what a scalar stands for as a value of a property.

        Args:
            at: the scalar; not null.
            term: what the context says of the property.
            scope: where it stands.
        """
        if at.kind == "string":
            if term.type == "@id":
                return self.node(at, scope.expand(at.text, by_base=True))
            if term.type == "@vocab":
                return self.node(at, scope.expand(at.text, by_vocab=True, by_base=True))
        if term.type == "@json":
            return Literal(canonical(at), datatype=_JSON)
        if term.type and not term.type.startswith("@"):
            datatype = self.datatype(at, term.type)
            return self.literal(at, datatype) if datatype else None
        if at.kind != "string":
            return self.literal(at, None)
        tag = scope.language if term.language is None else term.language
        return Literal(at.text, language=tag) if tag else Literal(at.text)

    def literal(self, at: Scalar, datatype: NamedNode | None) -> Literal:
        """Make the literal of a scalar, of a datatype if one was given."""
        if at.kind == "number":
            return number(at.text, datatype)
        if at.kind == "word":
            return Literal(at.text, datatype=datatype or XSD.boolean)
        return Literal(at.text) if datatype is None else Literal(at.text, datatype=datatype)

    def tagged(self, at: Scalar, tag: Scalar) -> Literal | None:
        """Make a text whose language is said at some place."""
        try:
            return Literal(at.text, language=tag.text)
        except ValueError:
            self.report("language/bad-language", tag, value=tag.text)
            return None

    def datatype(self, at: Scalar, iri: str) -> NamedNode | None:
        """Make a datatype."""
        if iri not in self._datatypes:
            self._datatypes[iri] = node_of(iri)
        found = self._datatypes[iri]
        if found is None:
            self.report("syntax/bad-iri", at, value=iri)
        return found


def _name(subject: Subject | None, base: str) -> str | None:
    """Name a thing as its author would; one without address has no name."""
    return subject.value.removeprefix(base) if isinstance(subject, NamedNode) else None


_OPENS: Final = {"Array": "[", "Object": "{"}
