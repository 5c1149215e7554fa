"""The ontology as a dictionary: what each key of a YAML file or JSON document means.

A key is the local name of one of our own terms, or the `mb:contextTerm` that the
ontology gives a term of another vocabulary.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import DCT, MB, OWL, RDF, RDFS, SH, SKOS, XSD, A, Subject, Term
from maalbar.model.text import Text, pick
from maalbar.vocabulary.resources import ontology, shapes

_TRUE = Literal("true", datatype=XSD.boolean)
_LABELS = (SKOS.prefLabel, RDFS.label)


class Kind(Enum):
    """What the values of a property are."""

    TEXT = "text in languages"
    LITERAL = "literal"
    CONCEPT = "concept of a code list"
    RESOURCE = "resource"
    REVERSE = "resources that point here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property and how its values are written.

    `datatype` is set for literals, `code_list` (the scheme) for concepts, `inverse` (the
    property that is stated instead) for reverse keys, `value_namespace` where short names
    of an outside code list may stand for its IRIs.  `many` says that a thing may have several
    values: in JSON they are a list, also where there is one.
    """

    key: str
    iri: NamedNode
    kind: Kind
    datatype: NamedNode | None = None
    code_list: NamedNode | None = None
    inverse: NamedNode | None = None
    value_namespace: str | None = None
    many: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """All terms, by key and by IRI."""

    index: Index = field(repr=False)
    rules: Index = field(default_factory=Index, repr=False)

    @cached_property
    def classes(self) -> Mapping[str, NamedNode]:
        """Classes by key."""
        return {
            self._key(node): node
            for node in self._typed(OWL.Class)
            if _is_ours(node) or self.index.first(node, MB.contextTerm)
        }

    @cached_property
    def properties(self) -> Mapping[str, Property]:
        """Properties by key."""
        nodes = (*self._typed(OWL.ObjectProperty), *self._typed(OWL.DatatypeProperty))
        return {
            read.key: read
            for read in (
                self._property(node)
                for node in dict.fromkeys(nodes)
                if _is_ours(node) or self.index.first(node, MB.contextTerm)
            )
        }

    @cached_property
    def concepts(self) -> Mapping[str, NamedNode]:
        """Concepts of our code lists by key."""
        return {self._key(node): node for node in self._typed(SKOS.Concept) if _is_ours(node)}

    @cached_property
    def key_of(self) -> Mapping[Term, str]:
        """Keys of classes, properties and concepts by IRI."""
        return {
            **{node: key for key, node in self.classes.items()},
            **{node: key for key, node in self.concepts.items()},
            **{each.iri: key for key, each in self.properties.items()},
        }

    @cached_property
    def property_of(self) -> Mapping[Term, Property]:
        """Properties by IRI, reverse keys left out."""
        return {each.iri: each for each in self.properties.values() if each.kind != Kind.REVERSE}

    def named(self, word: str, keys: Iterable[str]) -> str | None:
        """Find one of `keys` whose label in some language is `word`, be it a hidden one."""
        return next(iter(self.all_named(word, keys)), None)

    def all_named(self, word: str, keys: Iterable[str]) -> tuple[str, ...]:
        """Find all of `keys` whose label in some language is `word`, be it a hidden one."""
        found = self._keys_by_label.get(word.strip().casefold(), ())
        return tuple(key for key in keys if key in found)

    @cached_property
    def _keys_by_label(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for term, key in self.key_of.items():
            hidden = (each.value for each in self.index.objects(term, SKOS.hiddenLabel))
            for label in (*self.texts(term).values(), *hidden):
                found.setdefault(label.casefold(), set()).add(key)
        return {label: frozenset(keys) for label, keys in found.items()}

    @cached_property
    def inverse_of(self) -> Mapping[Term, NamedNode]:
        """What is stated instead of a reverse key, by the IRI of the key."""
        return {each.iri: each.inverse for each in self.properties.values() if each.inverse}

    @cached_property
    def deprecated(self) -> Mapping[Term, tuple[Term, ...]]:
        """Terms that should no longer be used, each with what to use instead."""
        return {
            term: self.index.objects(term, DCT.isReplacedBy)
            for term in self.index.subjects(OWL.deprecated, _TRUE)
        }

    @cached_property
    def single(self) -> frozenset[Term]:
        """The properties of which a thing has at most one value, as the shapes say."""
        return frozenset(
            path
            for shape in self.rules.subjects(SH.maxCount, Literal("1", datatype=XSD.integer))
            for path in self.rules.objects(shape, SH.path)
        )

    @cached_property
    def kind_of_values(self) -> Mapping[Term, str]:
        """The types of what properties refer to, by their keys, as the shapes ask for them."""
        found: dict[Term, str] = {}
        for kind, asking in self.rules.values(SH["class"]).items():
            for shape in asking if kind in self.key_of else ():
                path = self.rules.first(shape, SH.path)
                # What is asked of the values wherever they stand goes before what one type asks.
                is_of_all = self.rules.first(shape, SH.targetSubjectsOf) is not None
                if path and (is_of_all or path not in found):
                    found[path] = self.key_of[kind]
        return found

    def members(self, scheme: NamedNode) -> tuple[str, ...]:
        """Give the keys of the concepts in a code list, in the order of the ontology."""
        return self._members.get(scheme, ())

    @cached_property
    def _members(self) -> Mapping[Term, tuple[str, ...]]:
        found: dict[Term, list[str]] = {}
        for key, node in self.concepts.items():
            for scheme in self.index.objects(node, SKOS.inScheme):
                found.setdefault(scheme, []).append(key)
        return {scheme: tuple(keys) for scheme, keys in found.items()}

    def texts(self, term: Term, *predicates: NamedNode) -> Text:
        """Give the texts of `term` by language, from the first of `predicates` that it has."""
        for predicate in predicates or _LABELS:
            found = {
                value.language: value.value
                for value in self.index.objects(term, predicate)
                if isinstance(value, Literal) and value.language
            }
            if found:
                return found
        return {}

    def label(self, term: Term, language: str) -> str:
        """Name a class, property or concept to a reader of `language`; its key if nothing else."""
        return pick(self.texts(term), language) or self.key_of.get(term, "")

    def superclasses(self, node: Subject) -> set[Term]:
        """Give `node` and all that it is a subclass of."""
        found: set[Term] = set()
        waiting: list[Term] = [node]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting.extend(self.index.objects(current, RDFS.subClassOf))
        return found

    def _typed(self, kind: NamedNode) -> list[NamedNode]:
        return [node for node in self.index.subjects(A, kind) if isinstance(node, NamedNode)]

    def _key(self, node: NamedNode) -> str:
        given = self.index.first(node, MB.contextTerm)
        return given.value if given else node.value.rpartition("#")[2]

    def _property(self, node: NamedNode) -> Property:
        first = self.index.first
        code_list, inverse = first(node, MB.codeList), first(node, OWL.inverseOf)
        value_range, namespace = first(node, RDFS.range), first(node, MB.valueNamespace)
        key = self._key(node)
        if isinstance(inverse, NamedNode):
            return Property(key=key, iri=node, kind=Kind.REVERSE, inverse=inverse, many=True)
        many = node not in self.single
        if isinstance(code_list, NamedNode):
            return Property(key=key, iri=node, kind=Kind.CONCEPT, code_list=code_list, many=many)
        if (node, A, OWL.ObjectProperty) in self.index:
            return Property(
                key=key,
                iri=node,
                kind=Kind.RESOURCE,
                value_namespace=namespace.value if namespace else None,
                many=many,
            )
        if value_range == RDF.langString:
            return Property(key=key, iri=node, kind=Kind.TEXT)
        datatype = value_range if isinstance(value_range, NamedNode) else None
        return Property(key=key, iri=node, kind=Kind.LITERAL, datatype=datatype, many=many)


def _is_ours(node: NamedNode) -> bool:
    return node.value.startswith(MB.iri)


@cache
def vocabulary() -> Vocabulary:
    """Read the ontology and the shapes once."""
    return Vocabulary(ontology(), shapes())
