"""JSON-LD as a programmer who knows no RDF would have designed it.

Compacted with our context; what belongs to a thing stands inside it, and what it refers to
carries its name.  A JSON-LD processor reads back exactly the triples that went in.

See Also:
    JSON-LD 1.1 Framing <https://www.w3.org/TR/json-ld11-framing/>: the shape is a frame's,
    written in one pass.
"""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import DCT, MB, OA, PREFIXES, RDFS, SKOS, XSD, A, Subject, Term, order
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary

# What is told inside the thing that it belongs to.
_INSIDE: Final = (MB.hasParticipation, MB.mentions, OA.hasSelector)
_NAMES: Final = (SKOS.prefLabel, DCT.title, RDFS.label)

# Whoever reads it may have few levels, as our own JSON writer has.
_DEEPEST: Final = 50
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")

Json = dict[str, Any]


def write_jsonld(
    index: Index, vocabulary: Vocabulary, *, context: str, root: Subject | None = None
) -> str:
    """Write a graph as JSON-LD.

    Args:
        index: the graph, all its nodes IRIs.
        vocabulary: the terms of the context.
        context: IRI of the published context.
        root: the thing that the document is about: the others stand inside it or under
            `included`.  Without a root, all things stand side by side under `@graph`.
    """
    writer = _Writer(index, vocabulary)
    if root is None:
        document: Json = {"@graph": [writer.flat(node) for node in sorted(index.nodes, key=order)]}
    else:
        document = writer.tree(root)
        rest = [writer.tree(node) for node in sorted(index.nodes, key=order) if writer.left(node)]
        # What was only referred to by its address has not been called by its name yet.
        rest += [
            writer.tree(node) for node in sorted(index.nodes, key=order) if writer.untold(node)
        ]
        if rest:
            document["included"] = rest
    prefixes = dict(sorted(writer.prefixes.items()))
    head = {"@context": [context, prefixes] if prefixes else context}
    return json.dumps(head | document, ensure_ascii=False, indent=2) + "\n"


class _Writer:
    def __init__(self, index: Index, vocabulary: Vocabulary) -> None:
        self.index = index
        self.vocabulary = vocabulary
        self.done: set[Term] = set()
        self.named: set[Term] = set()
        self.prefixes: dict[str, str] = {}
        self.names = [each for each in _NAMES if each in vocabulary.property_of]
        self.words: dict[Term, str] = {
            node: key
            for key, node in (*vocabulary.classes.items(), *vocabulary.concepts.items())
            if key not in vocabulary.properties
        }
        self.reverse = sorted(
            (each for each in vocabulary.properties.values() if each.kind is Kind.REVERSE),
            key=lambda each: each.key,
        )

    def left(self, node: Subject) -> bool:
        """Tell whether a thing is still to be written.

        One that is known by its name alone is told where it is referred to.
        """
        return node not in self.done and not self._only_named(node)

    def untold(self, node: Subject) -> bool:
        """Tell whether not even the name of a thing is written."""
        return node not in self.done and node not in self.named

    def flat(self, node: Subject) -> Json:
        """Write a thing with plain references."""
        return self._node(node, levels=0)

    def tree(self, node: Subject) -> Json:
        """Write a thing with all that belongs to it inside."""
        return self._node(node, levels=_DEEPEST)

    def _node(
        self, node: Subject, *, levels: int, inside: tuple[NamedNode, Term] | None = None
    ) -> Json:
        """Write one thing.

        Args:
            node: the thing.
            levels: how deep what belongs to it may stand inside it.
            inside: the property and value that its place in the document says already.
        """
        self.done.add(node)
        properties = self.index.properties(node)
        written: Json = {"id": node.value}
        types = [self._type(each) for each in sorted(properties.get(A, ()), key=order)]
        if types:
            written["type"] = _one_or_many(types)
        known: dict[str, Any] = {}
        for predicate, values in properties.items():
            if predicate != A:
                term = self.vocabulary.property_of.get(predicate)
                ordered = [
                    each for each in sorted(values, key=order) if (predicate, each) != inside
                ]
                if not ordered:
                    continue
                if term is None or (term.kind is Kind.TEXT and not all(map(_is_text, ordered))):
                    known[self._compact(predicate)] = [self._explicit(value) for value in ordered]
                elif term.kind is Kind.TEXT:
                    known[term.key] = _language_map(ordered)
                else:
                    found = [self._value(term, each, levels=levels) for each in ordered]
                    known[term.key] = found if term.many else _one_or_many(found)
        written |= dict(sorted(known.items()))
        if levels:
            for term in self.reverse:
                pointing = self._pointing_here(node, term, levels - 1)
                if pointing:
                    written[term.key] = pointing
        return written

    def _pointing_here(self, node: Subject, term: Property, levels: int) -> list[Json]:
        if term.inverse is None:
            return []
        return [
            self._node(child, levels=levels, inside=(term.inverse, node))
            for child in sorted(self.index.subjects(term.inverse, node), key=order)
            if child not in self.done
        ]

    def _type(self, node: Term) -> str:
        return self.words.get(node) or self._compact(node)

    def _compact(self, term: Term) -> str:
        """Write a term that the context does not know, with a prefix of the document's own."""
        cut = max(term.value.rfind("#"), term.value.rfind("/")) + 1
        prefix = _PREFIX_OF.get(term.value[:cut])
        if not prefix or cut == len(term.value):
            return term.value
        self.prefixes[prefix] = term.value[:cut]
        return f"{prefix}:{term.value[cut:]}"

    def _value(self, term: Property, value: Term, *, levels: int) -> str | bool | int | Json:
        if isinstance(value, Literal):
            same = value.datatype == term.datatype
            return _native(value, term) if same else self._explicit(value)
        if term.kind is Kind.LITERAL:
            return self._explicit(value)
        if term.kind is Kind.CONCEPT and value in self.words:
            return self.words[value]
        if not levels or isinstance(value, Literal) or not self.index.properties(value):
            return value.value
        if term.iri in _INSIDE and value not in self.done:
            return self._node(value, levels=levels - 1)
        return self._reference(value)

    def _reference(self, value: Subject) -> str | Json:
        self.named.add(value)
        names = {
            self.vocabulary.property_of[name].key: _language_map(
                sorted(self.index.objects(value, name), key=order)
            )
            for name in self.names
            if self.index.objects(value, name)
        }
        return {"id": value.value, **names} if names else value.value

    def _only_named(self, node: Subject) -> bool:
        properties = self.index.properties(node)
        return all(
            predicate in self.names and all(map(_is_text, values))
            for predicate, values in properties.items()
        )

    def _explicit(self, value: Term) -> Json:
        if isinstance(value, Literal):
            if value.language:
                return {"@value": value.value, "@language": value.language}
            return _typed(value)
        return {"id": value.value}


def _is_text(value: Term) -> bool:
    """Tell whether a language map can hold a value."""
    return isinstance(value, Literal) and (bool(value.language) or value.datatype == XSD.string)


def _native(value: Literal, term: Property) -> str | bool | int:
    """Use JSON's own types where they lose nothing; a decimal stays a string."""
    if term.datatype == XSD.integer and _INTEGER.fullmatch(value.value):
        return int(value.value)
    if term.datatype == XSD.boolean and value.value in {"true", "false"}:
        return value.value == "true"
    return value.value


def _typed(value: Literal) -> Json:
    if value.datatype == XSD.string:
        return {"@value": value.value}
    return {"@value": value.value, "@type": value.datatype.value}


def _language_map(values: Iterable[Term]) -> Json:
    sentences: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Literal):
            sentences.setdefault(value.language or "@none", []).append(value.value)
    return {tag: _one_or_many(sentences[tag]) for tag in sorted(sentences)}


def _one_or_many(values: list[Any]) -> Any:  # noqa: ANN401 # JSON is what it is
    return values[0] if len(values) == 1 else values


_PREFIX_OF: Final = {iri: name for name, iri in PREFIXES.items()}
