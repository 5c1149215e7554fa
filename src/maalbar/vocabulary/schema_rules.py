"""What the shapes ask of a type, as the conditions of a JSON Schema.

Only what one thing says of itself, and only what is an error: of the rest nothing is said.
Where a shape asks for more than a schema can say, the schema asks for less, never for more.
It asks where a thing gets its type, which is where an author says what a thing is.

Conditions are patterns and not lists of values, as an editor would offer and explain those.

See Also:
    SHACL <https://www.w3.org/TR/shacl/#core-components>.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.terms import MBSH, RDF, SH, Term
from maalbar.model.text import pick
from maalbar.vocabulary.ontology import Property, Vocabulary

Schema = dict[str, Any]

# The keywords whose errors an editor tells in the words of `errorMessage`.
_TOLD: Final = ("required", "type", "pattern", "contains")
# What a shape asks of every value, by the keyword that asks the same.
_OF_VALUES: Final = {
    SH.minInclusive: "minimum",
    SH.maxInclusive: "maximum",
    SH.minLength: "minLength",
    SH.maxLength: "maxLength",
    SH.pattern: "pattern",
}
# The members of a set may be known from others than who speaks of the set, under another status.
_SAID_BY_OTHERS: Final = {MBSH["LifeEventSet-size"]}


class Rules:
    """The shapes, read for one vocabulary and one reader."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        """Take the shapes of a vocabulary, with their words in `language`."""
        self.vocabulary = vocabulary
        self.language = language
        self.shapes = vocabulary.rules
        # What may be said from the other side cannot be missed on this one.
        self.said_elsewhere = set(vocabulary.inverse_of.values())

    def by_type(self) -> Iterator[Schema]:
        """Give for each type what a thing of it must say, in the order of their keys."""
        for _, kind in sorted(self.vocabulary.classes.items()):
            asked = list(self._of_type(kind))
            if asked:
                kinds = [
                    key
                    for key, each in sorted(self.vocabulary.classes.items())
                    if kind in self.vocabulary.superclasses(each)
                ]
                # Of an address no editor need look at what is asked of a thing.
                yield {"if": {"type": "object"} | _says("type", kinds), "then": {"allOf": asked}}

    def of_values(self, term: Property) -> str:
        """Give the words of the shape that says what the values of a property are."""
        for shape in self.shapes.subjects(SH.path, term.iri):
            asked = self.shapes.properties(shape)
            if SH.targetSubjectsOf in asked and (SH.datatype in asked or SH.node in asked):
                return self._message(shape)
        return ""

    def _of_type(self, kind: NamedNode) -> Iterator[Schema]:
        for shape in self.shapes.subjects(SH.targetClass, kind):
            for part in (shape, *self.shapes.objects(shape, SH.property)):
                severity = self.shapes.first(part, SH.severity)
                if severity == SH.Violation and part not in _SAID_BY_OTHERS:
                    message = self._message(part)
                    for asked in (*self._asked(part), *self._alternatives(part)):
                        yield _with_message(asked, message)

    def _asked(self, shape: Term) -> Iterator[Schema]:
        """Say what a property shape asks for, as far as a schema can."""
        keys = self._keys(self.shapes.first(shape, SH.path))
        if not keys:
            return
        if self._number(shape, SH.minCount) and not self.said_elsewhere & self._iris(keys):
            yield _has(keys)
        if self._number(shape, SH.maxCount) == 0:
            yield {"properties": dict.fromkeys(keys, False)}
            return
        for key in keys:
            of_each = self._of_each(self.vocabulary.properties[key], shape)
            yield from (_about(key, asked) for asked in of_each)
        if len(keys) == 1:
            yield from (_about(keys[0], asked) for asked in self._of_all(shape))
            yield from self._codes(keys[0], shape)
            yield from self._languages(keys[0], shape)

    def _of_each(self, term: Property, shape: Term) -> Iterator[Schema]:
        """Say what is asked of every value of a property, be it one or a list."""
        for parameter, keyword in _OF_VALUES.items():
            for value in self.shapes.objects(shape, parameter):
                asked = {keyword: _bound(term, keyword, value.value)}
                yield asked | {"items": asked}

    def _of_all(self, shape: Term) -> Iterator[Schema]:
        """Say what is asked of the values of a property together."""
        most = self._number(shape, SH.maxCount)
        if most:
            yield _at_most(most)
        if self.shapes.first(shape, SH.uniqueLang):
            yield {"additionalProperties": _at_most(1)}

    def _codes(self, key: str, shape: Term) -> Iterator[Schema]:
        """Ask for a code among the values of a property, and so for the property."""
        code = self.shapes.first(shape, SH.hasValue)
        if code and code in self.vocabulary.key_of:
            asked = _says(key, [self.vocabulary.key_of[code]])
            yield asked

    def _languages(self, key: str, shape: Term) -> Iterator[Schema]:
        """Ask for a text in one of some languages, or in a region's form of them."""
        wanted = self.shapes.first(shape, SH.qualifiedValueShape)
        listed = self.shapes.first(wanted, SH.languageIn) if wanted else None
        if listed and self._number(shape, SH.qualifiedMinCount):
            tags = [each.value for each in self.shapes.list_items(listed)]
            regional: Schema = {"not": {"propertyNames": {"not": {"pattern": _starts(tags)}}}}
            one_of: Schema = {"anyOf": [*({"required": [tag]} for tag in tags), regional]}
            yield {"required": [key]} | _about(key, one_of)

    def _alternatives(self, shape: Term) -> Iterator[Schema]:
        """Turn `sh:or` round: where what it excuses is not so, what it asks for must be."""
        for options in self.shapes.objects(shape, SH["or"]):
            conditions: list[Schema] = []
            answers: list[Schema] = []
            for option in self.shapes.list_items(options):
                condition = self._denied(option)
                answer = None if condition else self._answer(option)
                if condition:
                    conditions.append(condition)
                elif answer:
                    answers.append(answer)
                else:
                    break
            else:
                then = _any_of(answers)
                yield {"if": _all_of(conditions), "then": then} if conditions else then

    def _denied(self, option: Term) -> Schema | None:
        """Give the case in which an option that excludes something does not hold."""
        keys = self._keys(self.shapes.first(option, SH.path))
        if len(keys) != 1:
            return None
        if self._number(option, SH.maxCount) == 0:
            return _has(keys)
        excluded = self.shapes.first(option, SH["not"])
        listed = self.shapes.first(excluded, SH["in"]) if excluded else None
        codes = list(self.shapes.list_items(listed)) if listed else []
        if codes and all(code in self.vocabulary.key_of for code in codes):
            return _says(keys[0], [self.vocabulary.key_of[code] for code in codes])
        return None

    def _answer(self, option: Term) -> Schema | None:
        """Say what an option asks for; of a path of several steps, the first one."""
        parts = (option, *self.shapes.objects(option, SH.property))
        asked = [each for part in parts for each in self._asked(part)]
        path = self.shapes.first(option, SH.path)
        first = self._keys(self.shapes.first(path, RDF.first)) if path else ()
        if first and self._number(option, SH.minCount):
            asked.append(_has(first))
        if not asked:
            return None
        return _all_of(asked)

    def _keys(self, path: Term | None) -> tuple[str, ...]:
        """Give the keys of a path: a property, or a choice of some; nothing for any other."""
        known = self.vocabulary.property_of
        if not isinstance(path, BlankNode):
            return (known[path].key,) if path and path in known else ()
        listed = self.shapes.first(path, SH.alternativePath)
        steps = list(self.shapes.list_items(listed)) if listed else []
        if any(isinstance(step, BlankNode) for step in steps):
            return ()
        return tuple(known[step].key for step in steps if step in known)

    def _iris(self, keys: Iterable[str]) -> set[NamedNode]:
        return {self.vocabulary.properties[key].iri for key in keys}

    def _number(self, shape: Term, parameter: NamedNode) -> int | None:
        found = self.shapes.first(shape, parameter)
        return int(found.value) if found else None

    def _message(self, shape: Term) -> str:
        """Give the sentences of a shape: what is so, and what to do."""
        said = (
            {
                each.language: each.value
                for each in self.shapes.objects(shape, predicate)
                if isinstance(each, Literal) and each.language
            }
            for predicate in (SH.message, SH.description)
        )
        return " ".join(filter(None, (pick(text, self.language) for text in said)))


def _about(key: str, schema: Schema) -> Schema:
    """Say something of a property, and leave it to the list of properties to suggest it."""
    return {"properties": {key: {"doNotSuggest": True} | schema}}


def _has(keys: Iterable[str]) -> Schema:
    """Ask for one of some properties."""
    return _any_of([{"required": [key]} for key in keys])


def _at_most(number: int) -> Schema:
    """Bound the values of a property; one that is written twice is one."""
    return {"anyOf": [{"maxItems": number}, {"not": {"uniqueItems": True}}]}


def _says(key: str, values: Iterable[str]) -> Schema:
    return {"required": [key]} | _about(key, _includes(values))


def _includes(values: Iterable[str]) -> Schema:
    one: Schema = {"type": "string", "pattern": f"^(?:{'|'.join(map(re.escape, values))})$"}
    return {"anyOf": [one, {"type": "array", "contains": one}]}


def _all_of(schemas: list[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"allOf": schemas}


def _any_of(schemas: list[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _starts(tags: Iterable[str]) -> str:
    return f"^(?:{'|'.join(tags)})-"


def _bound(term: Property, keyword: str, value: str) -> int | str:
    """Write the bound of a shape; a pattern of addresses also takes their short names."""
    if keyword != "pattern":
        return int(value)
    namespace = term.value_namespace
    return value.replace(namespace, f"(?:{namespace})?", 1) if namespace else value


def _with_message(schema: Schema, message: str) -> Schema:
    """Give the words of a shape to every part of what it asks for, conditions left out."""
    told = {
        key: value if key in {"if", "not"} else _within(key, value, message)
        for key, value in schema.items()
    }
    forbids = False in schema.get("properties", {}).values()
    heard = forbids or any(key in schema for key in _TOLD)
    return told | ({"errorMessage": message} if heard else {})


def _within(key: str, value: Any, message: str) -> Any:  # noqa: ANN401 # a part of a schema
    match value:
        case list() if key in {"allOf", "anyOf"}:
            return [_with_message(each, message) for each in value]
        case dict() if key == "properties":
            return {name: each and _with_message(each, message) for name, each in value.items()}
        case dict():
            return _with_message(value, message)
        case _:
            return value
