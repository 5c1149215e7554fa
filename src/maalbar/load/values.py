"""The values that an RDF file gives properties: looked at, and taken in as what was meant.

Each slip is told once, as the file would write what is meant, and read on with as that.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.load.iris import composed, expand, problem_with
from maalbar.load.manners import Manner, curie
from maalbar.load.numerals import mended
from maalbar.load.placed import Placed
from maalbar.load.ranges import is_bad_range
from maalbar.load.text import is_language
from maalbar.load.told import Told
from maalbar.model.diagnostic import Mark
from maalbar.model.literals import EXAMPLES, is_valid, is_well_formed
from maalbar.model.terms import MB, XSD, Term
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary
from maalbar.words import suggested, text


@dataclass(slots=True)
class Values:
    """Looks at the values of one file.

    Attributes:
        vocabulary: the terms that may be used.
        base: absolute IRI of the publication.
        manner: how the file writes terms.
        told: where findings go.
        kinds: the types of things without address, by their keys.
        nameless: whether a thing without address was met.
    """

    vocabulary: Vocabulary
    base: str
    manner: Manner
    told: Told
    kinds: Mapping[Term, str]
    nameless: bool = False
    _addressed: set[object] = field(default_factory=set)

    def address(self, node: Term, mark: Mark) -> None:
        """Ask of a node that it has an address that can be published; each is told once."""
        if node in self._addressed:
            return
        self._addressed.add(node)
        if isinstance(node, BlankNode):
            self.nameless = True
            example = self.manner.named(self.kinds.get(node))
            self.report("syntax/no-address", mark, example=example)
        elif isinstance(node, NamedNode):
            problem = problem_with(node.value)
            if problem:
                reason = text("phrases", problem)
                self.report("syntax/bad-id", mark, value=node.value, reason=reason)
            elif composed(node.value) != node.value:
                self.report("syntax/not-normalised", mark, value=node.value)

    def value(self, term: Property, quad: Placed) -> Term:
        """Look at the value of a known property, and give what is taken in for it."""
        self.deprecated(term.iri, quad.property_at)
        value = quad.object
        if isinstance(value, Literal):
            is_linked = term.kind in {Kind.CONCEPT, Kind.RESOURCE}
            return (self.linked if is_linked else self.literal)(term, value, quad)
        self.address(value, quad.value_at)
        if term.key == "statedIn" and isinstance(value, NamedNode):
            return self.passage(value, quad)
        if term.kind is Kind.CONCEPT and term.code_list and isinstance(value, NamedNode):
            return self.concept(term, term.code_list, value, quad)
        return value

    def under_known_key(self, quad: Placed) -> Term:
        """Give a value as it would have been read, had its key in JSON-LD been right."""
        term = self.vocabulary.properties.get(self.vocabulary.key_of.get(quad.predicate, ""))
        value = quad.object
        is_plain = isinstance(value, Literal) and value.datatype == XSD.string
        if not (self.manner.by_key and term and is_plain) or term.kind is Kind.TEXT:
            return value
        if term.kind is not Kind.LITERAL:
            return self.meant(term, value.value) or value
        return Literal(value.value, datatype=term.datatype) if term.datatype else value

    def linked(self, term: Property, value: Literal, quad: Placed) -> Term:
        """Tell of a text where a property takes an address, and give the one that is meant."""
        meant = self.meant(term, value.value)
        self.report(
            "vocabulary/text-for-address",
            quad.value_at,
            about=quad,
            value=value.value,
            key=self.spoken(term.iri.value),
            example=self.manner.address(term.key, term.iri, meant.value if meant else "…"),
        )
        return meant or value

    def meant(self, term: Property, written: str) -> NamedNode | None:
        """Find the address that is written as a text."""
        if term.kind is Kind.CONCEPT and term.code_list:
            members = self.vocabulary.members(term.code_list)
            concepts = {each: self.vocabulary.concepts[each] for each in members}
            return self.near(Literal(written), concepts)
        if problem_with(written):
            return None
        namespace = term.value_namespace if ":" not in written else None
        return NamedNode(expand(composed(written), namespace or f"{self.base}id/"))

    def literal(self, term: Property, value: Literal, quad: Placed) -> Literal:
        """Look at a text, a number or a date, and give what is taken in for it."""
        if term.kind is Kind.TEXT:
            self.language(term, value, quad)
            return value
        if term.datatype == XSD.decimal and value.datatype == XSD.integer:
            return Literal(value.value, datatype=XSD.decimal)
        is_text = value.datatype == XSD.string and value.datatype != term.datatype
        is_untyped = is_text or (value.datatype == XSD.integer and term.datatype == XSD.gYear)
        datatype = (term.datatype if is_untyped else None) or value.datatype
        if is_well_formed(value) and not (is_untyped and term.datatype):
            return value
        is_right = is_valid(value.value, datatype)
        name = datatype.value.rpartition("#")[2]
        example = value.value if is_right else mended(value.value, datatype)
        written = example or EXAMPLES.get(name)
        self.report(
            "vocabulary/bad-value",
            quad.value_at,
            about=quad,
            # A number in quotation marks is a text.
            value=f'"{value.value}"' if is_right and is_text else value.value,
            expected=text("phrases", name if name in EXAMPLES else "term"),
            example=self.manner.typed(term.iri, written, datatype) if written else "…",
        )
        return Literal(example, datatype=datatype) if is_untyped and example else value

    def language(self, term: Property, value: Literal, quad: Placed) -> None:
        """Ask of a text that it says its language."""
        if value.language is None:
            self.report(
                "language/missing-tag",
                quad.value_at,
                about=quad,
                value=value.value,
                key=term.key,
                example=self.manner.tagged(term.key, term.iri),
            )
        elif not is_language(value.language):
            self.report("language/bad-language", quad.value_at, about=quad, value=value.language)

    def passage(self, value: NamedNode, quad: Placed) -> NamedNode:
        """Look at the range of a passage, and give the text as a whole if it is none."""
        report = partial(self.report, about=quad)
        if is_bad_range(unquote(value.value), quad.value_at, report, base=self.base):
            return NamedNode(value.value.partition("#")[0])
        return value

    def concept(
        self, term: Property, code_list: NamedNode, value: NamedNode, quad: Placed
    ) -> NamedNode:
        """Look at the value of a property with a code list, and give the one that is meant."""
        concepts = {
            each: self.vocabulary.concepts[each] for each in self.vocabulary.members(code_list)
        }
        if value in concepts.values():
            self.deprecated(value, quad.value_at)
            return value
        near = self.near(value, concepts)
        self.report(
            "vocabulary/unknown-concept",
            quad.value_at,
            about=quad,
            value=self.spoken(value.value),
            key=term.key,
            expected=", ".join(self.spoken(each.value) for each in concepts.values()),
            suggestion=self.suggestion(near),
        )
        return near or value

    def deprecated(self, term: Term, mark: Mark) -> None:
        """Warn of a term that should no longer be used."""
        replacement = self.vocabulary.deprecated.get(term)
        if replacement is not None:
            self.report(
                "vocabulary/deprecated",
                mark,
                value=self.spoken(term.value),
                instead=", ".join(self.spoken(each.value) for each in replacement) or "–",
            )

    def near(self, wrong: Term, known: Mapping[str, NamedNode]) -> NamedNode | None:
        """Find the known term whose name is nearest, whatever its namespace."""
        name = re.split(r"[#/:]", wrong.value)[-1]
        found = name if name in known else None
        found = found or self.vocabulary.named(name, known) or self.told.nearest(name, known)
        return known[found] if found else None

    def suggestion(self, near: NamedNode | None) -> object:
        """Say which term may have been meant."""
        return suggested(self.spoken(near.value) if near else None)

    def spoken(self, iri: str) -> str:
        """Name a term as the file would."""
        key = self.vocabulary.key_of.get(NamedNode(iri)) if self.manner.by_key else None
        if self.manner.by_key and key is None and iri.startswith(MB.iri):
            key = iri.removeprefix(MB.iri)
        return key or curie(iri)

    def report(
        self,
        code: str,
        mark: Mark,
        *,
        about: Placed | None = None,
        value: str | None = None,
        **values: object,
    ) -> None:
        """Tell of what is wrong, with a statement or alone."""
        self.told.tell(
            code,
            mark,
            focus=about.subject.value.removeprefix(f"{self.base}id/") if about else None,
            property_path=about.predicate.value if about else None,
            value=value,
            **values,
        )
