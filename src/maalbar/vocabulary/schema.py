"""The JSON Schema of the YAML files, generated from the ontology and the shapes.

By it an editor completes, explains and underlines while an author writes.  It never decides:
what it refuses, `maalbar validate` refuses too, and that also sees what one thing says of
another.

The draft is the one that the YAML language server knows best.  `errorMessage`,
`enumDescriptions`, `doNotSuggest` and `deprecationMessage` are that server's own keywords,
which other readers pass over.

See Also:
    JSON Schema draft-07 <https://json-schema.org/draft-07/json-schema-validation>;
    YAML language server <https://github.com/redhat-developer/yaml-language-server>.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Location
from maalbar.model.literals import form
from maalbar.model.statements import STATUSES
from maalbar.model.terms import MB, SKOS, XSD, Term
from maalbar.model.text import LANGUAGES, pick
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary
from maalbar.vocabulary.schema_rules import Rules, Schema
from maalbar.words import finding, phrase

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
# What the rules of reading say of addresses, languages and passages; a test holds them equal.
_CHARACTER: Final = r'[^\s\u0000-\u0020<>"{}|\\^`#]'
_STEP: Final = rf"(?!\.{{1,2}}(?:[/#]|$))(?:(?!/){_CHARACTER})+"
_RELATIVE: Final = rf"(?![A-Za-z][A-Za-z0-9+.-]*:){_STEP}(?:/{_STEP})*"
_ABSOLUTE: Final = rf"https?://(?![/?]){_CHARACTER}+"
_ADDRESS: Final = rf"(?!_:)(?!@[A-Za-z]+$)(?:{_ABSOLUTE}|{_RELATIVE})(?:#{_CHARACTER}*)?"
_FRAGMENT: Final = "[A-Za-z][A-Za-z0-9=,.-]*"
_LANGUAGE: Final = "(?!(?:no|nob|nno|nor|eng)$)[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
# What stands without quotation marks may be a number or a truth to YAML: its text counts.
_SCALAR: Final = ["string", "number", "boolean"]
_SAYS_SOMETHING: Final = r"\S"
# How YAML may take the values of a datatype, beside as text.
_TAKEN_AS: Final[Mapping[NamedNode, Schema]] = {
    XSD.decimal: {"type": ["number", "string"]},
    XSD.integer: {"type": ["integer", "string"]},
    XSD.gYear: {"type": ["integer", "string"]},
    XSD.boolean: {"type": ["boolean", "integer", "string"], "minimum": 0, "maximum": 1},
    XSD.string: {"type": _SCALAR},
}


def write_schema(vocabulary: Vocabulary, language: str) -> str:
    """Write the schema down: the same vocabulary gives the same text."""
    return json.dumps(json_schema(vocabulary, language), ensure_ascii=False, indent=2) + "\n"


def json_schema(vocabulary: Vocabulary, language: str) -> Schema:
    """Generate the schema of one file, with its words in `language`."""
    return _Writer(vocabulary, language).file()


class _Writer:
    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self.vocabulary = vocabulary
        self.language = language
        self.rules = Rules(vocabulary, language)

    def file(self) -> Schema:
        """Give the whole: an object of the five statuses.  An empty file says nothing wrong."""
        thing = _ref("listed")
        things = {"anyOf": [{"type": "array", "items": thing}, thing]}
        return {
            "$schema": _DRAFT,
            "title": "Målbar",
            "type": ["object", "null"],
            "properties": {status: self.about(MB[status]) | things for status in STATUSES},
            "additionalProperties": False,
            "definitions": self.definitions(),
        }

    def definitions(self) -> Schema:
        values = {
            f"value-{each.key}": self.value(each)
            for each in sorted(self.vocabulary.properties.values(), key=lambda each: each.key)
            if each.kind in {Kind.LITERAL, Kind.CONCEPT}
        }
        return {
            "thing": self.thing(),
            # In the list of a status a thing says more than its address.
            "listed": {"allOf": [_ref("thing"), {"minProperties": 2}]},
            "id": {
                "type": _SCALAR,
                "pattern": f"^{_ADDRESS}$",
                "errorMessage": self.say("schema-bad-id"),
            },
            "passage": {
                "type": ["string", "boolean"],
                "pattern": f"^(?:{_FRAGMENT}|(?=.*:){_ADDRESS})$",
                "errorMessage": self.say("schema-bad-passage"),
            },
            "reference": {"anyOf": [_ref("id"), _ref("thing")]},
            "citation": {"anyOf": [_ref("passage"), _ref("thing")]},
            "type": self.one_of(self.vocabulary.classes.items()),
            "texts": self.texts(),
            "sentence": {
                "type": _SCALAR,
                "pattern": _SAYS_SOMETHING,
                "errorMessage": self.say("schema-empty"),
            },
            **values,
        }

    def thing(self) -> Schema:
        """Describe a thing: what any may say first, so that editors show that first."""
        identifier = {"description": self.say("schema-id"), **_all_of(_ref("id"))}
        kind = {"description": self.say("schema-type"), **_one_or_many(_ref("type"))}
        properties = sorted(self.vocabulary.properties.values(), key=lambda each: each.key)
        every = {
            "type": "object",
            "properties": {
                "id": identifier,
                "type": kind,
                **{each.key: self.property(each) for each in properties},
            },
            "additionalProperties": False,
        }
        missing_id = {
            "required": ["id"],
            "errorMessage": self.sentence("syntax/missing-id", example="id: goal/digdir/2021/1"),
        }
        return {"allOf": [every, missing_id, *self.rules.by_type()]}

    def property(self, term: Property) -> Schema:
        told = self.about(term.iri) | self.deprecation(term.key, term.iri)
        match term.kind:
            case Kind.TEXT:
                missing = self.sentence("language/missing-language", key=term.key)
                return told | {"type": "object", "errorMessage": missing} | _all_of(_ref("texts"))
            case Kind.LITERAL | Kind.CONCEPT:
                return told | _one_or_many(_ref(f"value-{term.key}"))
            case _:
                name = "citation" if term.key == "statedIn" else "reference"
                return told | _one_or_many(_ref(name))

    def value(self, term: Property) -> Schema:
        """Describe one value, with the words of the shape that asks for it."""
        message = self.rules.of_values(term)
        said = {"errorMessage": message} if message else {}
        if term.code_list:
            concepts = self.vocabulary.concepts
            members = ((key, concepts[key]) for key in self.vocabulary.members(term.code_list))
            return self.one_of(members) | said
        datatype = term.datatype or XSD.string
        texts = form(datatype)
        pattern = f"^(?:{texts})$" if texts else _SAYS_SOMETHING
        return _TAKEN_AS.get(datatype, {"type": "string"}) | {"pattern": pattern} | said

    def texts(self) -> Schema:
        """Describe texts by language."""
        sentences = _one_or_many(_ref("sentence"))
        return {
            "minProperties": 1,
            "properties": dict.fromkeys(LANGUAGES, sentences),
            "additionalProperties": sentences,
            "propertyNames": {
                "pattern": f"^{_LANGUAGE}$",
                "errorMessage": self.say("schema-bad-language"),
            },
        }

    def one_of(self, terms: Iterable[tuple[str, NamedNode]]) -> Schema:
        known = dict(terms)
        return {
            "enum": list(known),
            "enumDescriptions": [self.explained(key, term) for key, term in known.items()],
        }

    def explained(self, key: str, term: Term) -> str:
        """Name a type or a code and say what it is, and whether it should still be used."""
        said = self.about(term)
        warned = self.deprecation(key, term).get("deprecationMessage")
        return ". ".join(filter(None, (warned, said["title"], said.get("description"))))

    def about(self, term: Term) -> Schema:
        """Give the name of a term and what it means."""
        meaning = pick(self.vocabulary.texts(term, SKOS.definition, SKOS.scopeNote), self.language)
        name = self.vocabulary.label(term, self.language)
        return {"title": name} | ({"description": meaning} if meaning else {})

    def deprecation(self, key: str, term: Term) -> Schema:
        if term not in self.vocabulary.deprecated:
            return {}
        keys = self.vocabulary.key_of
        instead = [keys[each] for each in self.vocabulary.deprecated[term] if each in keys]
        message = self.sentence("vocabulary/deprecated", value=key, instead=", ".join(instead))
        return {"deprecated": True, "deprecationMessage": message}

    def sentence(self, code: str, **places: str) -> str:
        """Say what a finding says, with its hint."""
        said = finding(code, Location(), **places)
        return f"{pick(said.message, self.language)}. {pick(said.hint, self.language)}"

    def say(self, key: str) -> str:
        return phrase("phrases", key, self.language)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _all_of(schema: Schema) -> Schema:
    """Stand beside other keywords, which a bare `$ref` would drown."""
    return {"allOf": [schema]}


def _one_or_many(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}
