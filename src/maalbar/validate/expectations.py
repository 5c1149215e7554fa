"""What a shape asks for, in words: what could stand there instead.

Nothing is said of a component that is not SHACL Core.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.literals import EXAMPLES, is_moment
from maalbar.model.terms import SH, SKOS, XSD, A, Term
from maalbar.model.text import Text
from maalbar.validate.components import COMPONENTS
from maalbar.validate.kinds import datatype, language, node_kind, values
from maalbar.validate.naming import Names, listed, phrase
from maalbar.vocabulary.ontology import vocabulary
from maalbar.vocabulary.resources import ontology

Texts = tuple[Text, ...]
_MOST: Final = 40
_PARTS: Final = 6
_DEEPEST: Final = 3
# What is said of the values of a property together: it has them; of the others: it is this.
ABOUT_ALL: Final = frozenset(
    (
        *("minCount", "maxCount", "hasValue", "uniqueLang", "closed"),
        *("qualifiedMinCount", "qualifiedMaxCount"),
    )
)


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the shapes of a graph ask for, each thought out once."""

    rules: Index
    names: Names
    _known: dict[tuple[Term, str, Term], Texts] = field(default_factory=dict, repr=False)

    def of(self, shape: Term, parameter: str, value: Term, depth: int = 0) -> Texts:
        """Say what one constraint asks for, each possibility a text; the parameter is `value`."""
        key = (shape, parameter, value)
        found = self._known.get(key)
        if found is None:
            say = _SAY.get(parameter)
            found = tuple(say(self, shape, value, depth)) if say and depth < _DEEPEST else ()
            if depth == 0:
                self._known[key] = found
        return found

    def codes(self, scheme: Term) -> Texts:
        """Name the concepts of a code list."""
        return self.named(ontology().subjects(SKOS.inScheme, scheme))

    def named(self, terms: Iterable[Term]) -> Texts:
        """Name each of several terms; not all of too many."""
        found = list(islice(terms, _MOST + 1))
        texts = tuple(self.names.of(each) for each in found[:_MOST])
        return texts if len(found) <= _MOST else (*texts, phrase("and-more"))

    def described(self, shape: Term, depth: int = 0) -> Texts:
        """Say what a shape as a whole asks for, each constraint a text."""
        path = self.rules.first(shape, SH.path)
        name = self.names.rule(shape)
        if name and path is None:
            return (name,)
        said = ((each, self._constraint(shape, each, depth)) for each in self._asked(shape))
        parts = (
            self._of_property(path, shape, parameter, found) if path else found
            for parameter, found in said
            if found
        )
        # Exactly one is asked for twice: at least and at most.
        return tuple(islice({each["nb"]: each for each in parts}.values(), _PARTS))

    def _asked(self, shape: Term) -> Iterator[str]:
        asked = self.rules.properties(shape)
        return (each.parameter for each in COMPONENTS if each.predicate in asked)

    def _constraint(self, shape: Term, parameter: str, depth: int) -> Text:
        values = self.rules.objects(shape, SH[parameter])
        parts = [
            part
            for value in values[:_PARTS]
            for part in self.of(shape, parameter, value, depth + 1)
        ]
        return listed(parts, "either") if parts else {}

    def _of_property(self, path: Term, shape: Term, parameter: str, found: Text) -> Text:
        key = "property-has" if parameter in ABOUT_ALL else "property-is"
        return phrase(key, property=self.names.path(path, shape), expected=found)

    def number(self, shape: Term, name: str) -> str | None:
        """Give the value of a parameter that is a number."""
        value = self.rules.first(shape, SH[name])
        return value.value if value else None


Say = Callable[[Expectations, Term, Term, int], Iterator[Text] | Texts]


def _class(this: Expectations, _shape: Term, value: Term, _depth: int) -> Iterator[Text]:
    concepts = {
        each: None
        for index in this.names.indexes
        for each in index.subjects(A, value)
        if value != SKOS.Concept and (each, A, SKOS.Concept) in index
    }
    if concepts:
        yield from this.named(concepts)
    else:
        yield phrase("a-thing-of-type", kind=this.names.of(value))


def _datatype(_this: Expectations, _shape: Term, value: Term, _depth: int) -> Iterator[Text]:
    if not isinstance(value, NamedNode):
        return
    example = EXAMPLES.get(value.value.removeprefix(XSD.iri))
    expected = datatype(value)
    yield phrase("for-example", expected=expected, example=example) if example else expected


def _node_kind(_this: Expectations, _shape: Term, value: Term, _depth: int) -> Texts:
    return node_kind(value)


def _count(key: str, opposite: str) -> Say:
    def say(this: Expectations, shape: Term, value: Term, _depth: int) -> Iterator[Text]:
        exact = this.number(shape, opposite) == value.value
        count = values(value.value)
        none = value.value == "0" and key == "at-most"
        yield count if none else phrase("exactly" if exact else key, count=count)

    return say


def _qualified(key: str, opposite: str) -> Say:
    count = _count(key, opposite)

    def say(this: Expectations, shape: Term, value: Term, depth: int) -> Iterator[Text]:
        inner = this.rules.first(shape, SH.qualifiedValueShape)
        kind = this.described(inner, depth + 1) if inner else ()
        for each in count(this, shape, value, depth):
            wanted = listed(kind, "both") if kind else None
            yield phrase("of-kind", count=each, expected=wanted) if wanted else each

    return say


def _bound(number: str, time: str) -> Say:
    def say(_this: Expectations, _shape: Term, value: Term, _depth: int) -> Iterator[Text]:
        if isinstance(value, Literal) and is_moment(value):
            yield phrase(time, time=value.value)
        else:
            yield phrase(number, count=value.value)

    return say


def _length(key: str, opposite: str) -> Say:
    def say(this: Expectations, shape: Term, value: Term, _depth: int) -> Iterator[Text]:
        exact = this.number(shape, opposite) == value.value
        count = phrase("one-character") if value.value == "1" else None
        count = count or phrase("some-characters", count=value.value)
        yield phrase("long", length=phrase("exactly" if exact else key, count=count))

    return say


def _pattern(_this: Expectations, _shape: Term, value: Term, _depth: int) -> Iterator[Text]:
    yield phrase("matching", pattern=value.value)


def _language_in(this: Expectations, _shape: Term, value: Term, _depth: int) -> Iterator[Text]:
    tags = islice(this.rules.list_items(value), _MOST)
    return (phrase("in-language", language=language(each.value)) for each in tags)


def _unique_lang(_this: Expectations, _shape: Term, _value: Term, _depth: int) -> Iterator[Text]:
    yield phrase("one-text-a-language")


def _property(key: str) -> Say:
    def say(this: Expectations, _shape: Term, value: Term, _depth: int) -> Iterator[Text]:
        yield phrase(key, property=this.names.of(value))

    return say


def _not(this: Expectations, _shape: Term, value: Term, depth: int) -> Iterator[Text]:
    for each in this.described(value, depth):
        yield phrase("other-than", what=each)


def _any_of(this: Expectations, _shape: Term, value: Term, depth: int) -> Iterator[Text]:
    for each in islice(this.rules.list_items(value), _PARTS):
        parts = this.described(each, depth)
        if parts:
            yield listed(parts, "both")


def _all_of(this: Expectations, _shape: Term, value: Term, depth: int) -> Iterator[Text]:
    for each in islice(this.rules.list_items(value), _PARTS):
        yield from this.described(each, depth)


def _node(this: Expectations, _shape: Term, value: Term, depth: int) -> Texts:
    return this.described(value, depth)


def _closed(this: Expectations, shape: Term, _value: Term, _depth: int) -> Iterator[Text]:
    rules = this.rules
    paths = [
        path
        for each in rules.objects(shape, SH.property)
        for path in rules.objects(each, SH.path)
        if isinstance(path, NamedNode)
    ]
    named = dict.fromkeys(paths)
    if named:
        properties = listed([this.names.of(each) for each in named], "both")
        yield phrase("no-other-properties", properties=properties)


def _has_value(this: Expectations, _shape: Term, value: Term, _depth: int) -> Iterator[Text]:
    yield phrase("the-value", value=this.names.of(value))


def _in(this: Expectations, _shape: Term, value: Term, _depth: int) -> Texts:
    return this.named(this.rules.list_items(value))


def code_list(predicate: Term | None) -> NamedNode | None:
    """Give the code list from which a property takes its values."""
    known = vocabulary().property_of.get(predicate) if predicate else None
    return known.code_list if known else None


_SAY: Final[dict[str, Say]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _count("at-least", "maxCount"),
    "maxCount": _count("at-most", "minCount"),
    "minExclusive": _bound("more-than", "later-than"),
    "minInclusive": _bound("at-least", "at-the-earliest"),
    "maxExclusive": _bound("less-than", "earlier-than"),
    "maxInclusive": _bound("at-most", "at-the-latest"),
    "minLength": _length("at-least", "maxLength"),
    "maxLength": _length("at-most", "minLength"),
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _property("same-as"),
    "disjoint": _property("not-the-same-as"),
    "lessThan": _property("below-property"),
    "lessThanOrEquals": _property("not-above-property"),
    "not": _not,
    "and": _all_of,
    "or": _any_of,
    "xone": _any_of,
    "node": _node,
    "property": _node,
    "qualifiedMinCount": _qualified("at-least", "qualifiedMaxCount"),
    "qualifiedMaxCount": _qualified("at-most", "qualifiedMinCount"),
    "closed": _closed,
    "hasValue": _has_value,
    "in": _in,
}
