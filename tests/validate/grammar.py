"""Shapes that no one wrote: a Hypothesis grammar over all of SHACL Core.

One rule for each parameter, by name.  Left out is what pySHACL is known to do otherwise;
see the table in test_engine_against_reference.py.
"""

from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode
from tests.validate.material import (
    BOUNDS,
    CLASSES,
    DATATYPES,
    EX,
    HIGH,
    LITERALS,
    LOW,
    NODE_KINDS,
    NUMBERS,
    PROPERTIES,
    TERMS,
    Triples,
)

from maalbar.model.terms import RDF, RDFS, SH, Subject, Term

DEPTH = 2
PATHS = (
    *("sequence", "alternativePath", "inversePath"),
    *("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"),
)
PAIRS = frozenset(("lessThan", "lessThanOrEquals"))
RANGES = frozenset(("minExclusive", "minInclusive", "maxExclusive", "maxInclusive"))
# Ranges are only here because their rule looks at the path for a bound of the right kind.
AT_PROPERTY_SHAPES = frozenset(
    (
        *("minCount", "maxCount", "uniqueLang", "qualifiedMinCount", "qualifiedMaxCount"),
        *(*PAIRS, *RANGES),
    )
)
Choice = TypeVar("Choice")


class Author:
    """Writes a shapes graph, drawing what is open from Hypothesis."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.triples: Triples = []
        self._numbers = count()
        self._finished: list[Subject] = []

    def say(self, subject: Subject, name: str, value: Term) -> None:
        self.triples.append((subject, SH[name], value))

    def pick(self, choices: tuple[Choice, ...]) -> Choice:
        return self.draw(st.sampled_from(choices))

    def several(self, choices: tuple[Choice, ...], least: int = 0) -> list[Choice]:
        return self.draw(st.lists(st.sampled_from(choices), min_size=least, max_size=3))

    def one_in(self, number: int) -> bool:
        return self.draw(st.integers(1, number)) == number

    def blank(self) -> BlankNode:
        return BlankNode(f"s{next(self._numbers)}")

    def list_of(self, items: list[Any]) -> Subject:
        head: Subject = RDF.nil
        for item in reversed(items):
            rest, head = head, self.blank()
            self.triples += [(head, RDF.first, item), (head, RDF.rest, rest)]
        return head

    def path(self, depth: int, *, is_inverse: bool = False) -> Subject:
        kind = self.pick(("predicate", *PATHS)) if depth else "predicate"
        if kind == "sequence" and is_inverse:  # pySHACL walks it in the wrong order
            kind = "alternativePath"
        if kind == "predicate":
            return self.pick(PROPERTIES)
        is_inverse ^= kind == "inversePath"
        operand = self.path(depth - 1, is_inverse=is_inverse)
        if kind in {"sequence", "alternativePath"}:
            operand = self.list_of([operand, self.path(depth - 1, is_inverse=is_inverse)])
        if kind == "sequence":
            return operand
        node = self.blank()
        self.say(node, kind, operand)
        return node

    def node_shape(self, depth: int) -> Subject:
        if self._finished and self.one_in(5):
            return self.pick(tuple(self._finished))
        shape = self.blank()
        self.constraints(shape, depth, self.several(AT_NODE_SHAPES, least=1))
        self._finished.append(shape)
        return shape

    def property_shape(self, depth: int) -> Subject:
        shape = self.blank()
        self.constraints(shape, depth, self.several(ANYWHERE, least=1), at_property=True)
        return shape

    def any_shape(self, depth: int) -> Subject:
        return self.property_shape(depth) if self.one_in(2) else self.node_shape(depth)

    def constraints(
        self, shape: Subject, depth: int, parameters: list[str], *, at_property: bool = False
    ) -> None:
        if at_property:
            self.say(shape, "path", self._path_for(parameters))
        if self.one_in(8):
            self.say(shape, "severity", self.pick((SH.Warning, SH.Info)))
        if self.one_in(16):
            self.say(shape, "deactivated", Literal(self.one_in(2)))
        for parameter in dict.fromkeys(parameters):
            if depth or parameter not in NESTING:
                RULES[parameter](self, shape, depth - 1)

    def _path_for(self, parameters: list[str]) -> Subject:
        if not PAIRS.isdisjoint(parameters):
            return LOW
        if not RANGES.isdisjoint(parameters):
            return self.pick(tuple(BOUNDS))
        return self.path(self.pick((0, 1, DEPTH)))

    def target(self, shape: Subject) -> None:
        self.say(shape, "targetNode", self.pick((EX.a, EX.b)))
        kind = self.pick(("targetNode", "targetClass", "targetObjectsOf", "targetSubjectsOf"))
        choices: dict[str, tuple[Term, ...]] = {
            "targetNode": (EX.absent, *LITERALS),
            "targetClass": CLASSES,
            "targetObjectsOf": PROPERTIES,
            "targetSubjectsOf": self._starts(shape) or PROPERTIES,
        }
        self.say(shape, kind, self.pick(choices[kind]))

    def _starts(self, shape: Subject) -> tuple[Term, ...]:
        paths = (said[2] for said in self.triples if said[:2] == (shape, SH.path))
        return tuple(path for path in paths if isinstance(path, NamedNode))


Rule = Callable[[Author, Subject, int], None]


def value(parameter: str, choices: tuple[Term, ...], most: int = 1) -> Rule:
    def rule(author: Author, shape: Subject, _depth: int) -> None:
        for _ in range(author.draw(st.integers(1, most))):
            author.say(shape, parameter, author.pick(choices))

    return rule


def number(parameter: str, least: int = 0) -> Rule:
    return value(parameter, tuple(Literal(each) for each in range(least, 4)))


def bound(parameter: str) -> Rule:
    def rule(author: Author, shape: Subject, _depth: int) -> None:
        (path,) = (said[2] for said in author.triples if said[:2] == (shape, SH.path))
        bounds = BOUNDS.get(path, NUMBERS) if isinstance(path, NamedNode) else NUMBERS
        author.say(shape, parameter, author.pick(bounds))

    return rule


def items(parameter: str, choices: tuple[Term, ...]) -> Rule:
    return lambda author, shape, _: author.say(
        shape, parameter, author.list_of(author.several(choices))
    )


def nested(parameter: str, write: Callable[[Author, int], Subject]) -> Rule:
    def rule(author: Author, shape: Subject, depth: int) -> None:
        for _ in range(author.draw(st.integers(1, 2))):
            author.say(shape, parameter, write(author, depth))

    return rule


def list_of_shapes(parameter: str) -> Rule:
    def rule(author: Author, shape: Subject, depth: int) -> None:
        members = [author.any_shape(depth) for _ in range(author.draw(st.integers(1, 3)))]
        author.say(shape, parameter, author.list_of(members))

    return rule


def pattern(author: Author, shape: Subject, _depth: int) -> None:
    author.say(shape, "pattern", Literal(author.pick(("^a", "c$", "b|e", "a.c", r"\d", "."))))
    if author.one_in(2):
        author.say(shape, "flags", Literal(author.pick(("i", "m", "im"))))


def closed(author: Author, shape: Subject, _depth: int) -> None:
    author.say(shape, "closed", Literal(not author.one_in(4)))
    if author.one_in(2):
        ignored = author.list_of(author.several((RDF.type, LOW, *PROPERTIES)))
        author.say(shape, "ignoredProperties", ignored)


def qualified(parameter: str) -> Rule:
    def rule(author: Author, shape: Subject, depth: int) -> None:
        author.say(shape, parameter, Literal(author.draw(st.integers(0, 2))))
        if any(said[:2] == (shape, SH.qualifiedValueShape) for said in author.triples):
            return
        author.say(shape, "qualifiedValueShape", author.any_shape(depth))
        if author.one_in(2):
            author.say(shape, "qualifiedValueShapesDisjoint", Literal(not author.one_in(4)))

    return rule


RULES: dict[str, Rule] = {
    "class": value("class", CLASSES, most=2),
    "datatype": value("datatype", DATATYPES),
    "nodeKind": value("nodeKind", tuple(SH[kind] for kind in NODE_KINDS)),
    "minCount": number("minCount"),
    "maxCount": number("maxCount"),
    "minExclusive": bound("minExclusive"),
    "minInclusive": bound("minInclusive"),
    "maxExclusive": bound("maxExclusive"),
    "maxInclusive": bound("maxInclusive"),
    "minLength": number("minLength", least=1),
    "maxLength": number("maxLength"),
    "pattern": pattern,
    "languageIn": items("languageIn", (Literal("en"), Literal("NB"), Literal("*"))),
    "uniqueLang": value(
        "uniqueLang", (Literal(value=True), Literal(value=True), Literal(value=False))
    ),
    "equals": value("equals", PROPERTIES, most=2),
    "disjoint": value("disjoint", PROPERTIES, most=2),
    "lessThan": value("lessThan", (HIGH,)),
    "lessThanOrEquals": value("lessThanOrEquals", (HIGH,)),
    "not": nested("not", Author.any_shape),
    "and": list_of_shapes("and"),
    "or": list_of_shapes("or"),
    "xone": list_of_shapes("xone"),
    "node": nested("node", Author.node_shape),
    "property": nested("property", Author.property_shape),
    "qualifiedMinCount": qualified("qualifiedMinCount"),
    "qualifiedMaxCount": qualified("qualifiedMaxCount"),
    "closed": closed,
    "hasValue": value("hasValue", TERMS, most=2),
    "in": items("in", TERMS),
}
ANYWHERE = tuple(RULES)
AT_NODE_SHAPES = tuple(name for name in RULES if name not in AT_PROPERTY_SHAPES)
NESTING = frozenset(
    ("not", "and", "or", "xone", "node", "property", "qualifiedMinCount", "qualifiedMaxCount")
)


@st.composite
def shapes_with(draw: st.DrawFn, parameter: str) -> Triples:
    """Draw a shapes graph that has `parameter` at a shape with targets."""
    author = Author(draw)
    at_property = parameter in AT_PROPERTY_SHAPES or author.one_in(2)
    drawn = author.several(ANYWHERE if at_property else AT_NODE_SHAPES)
    root = author.pick((EX.Root, EX.Bird))
    author.constraints(root, DEPTH, [parameter, *drawn], at_property=at_property)
    author.target(root)
    if author.one_in(4):
        kind = SH.PropertyShape if at_property else SH.NodeShape
        author.triples += [(root, RDF.type, kind), (root, RDF.type, RDFS.Class)]
    if at_property and (parameter.startswith("qualified") or author.one_in(4)):
        author.say(EX.Parent, "property", root)
        author.say(EX.Parent, "property", sibling(author, root, parameter))
        author.target(EX.Parent)
    return author.triples


def sibling(author: Author, shape: Subject, parameter: str) -> Subject:
    """Write a property shape with the path of `shape`, so that both count the same values."""
    beside = author.blank()
    for subject, predicate, path in list(author.triples):
        if subject == shape and predicate == SH.path:
            author.say(beside, "path", path)
    RULES[parameter](author, beside, DEPTH - 1)
    return beside
