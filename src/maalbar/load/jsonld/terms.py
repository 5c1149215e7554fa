"""The definitions of one JSON-LD context.

A term may be defined by others of the same context, whatever their order.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 4.2 <https://www.w3.org/TR/json-ld11-api/>.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from maalbar.load.json import Array, Node, Object, Scalar
from maalbar.load.jsonld.literals import TAGGED, canonical
from maalbar.load.jsonld.mistakes import (
    RefusedError,
    check_direction,
    flag,
    is_null,
    language,
    string,
)
from maalbar.load.jsonld.scopes import KEYWORDS, Scope, Term, has_keyword_form, is_iri

# What a term stands for is repeated by each use of it, and terms are followed on the stack.
LONGEST: Final = 2048
_CHAIN: Final = 64

_PARTS: Final = frozenset(
    {
        *("@id", "@reverse", "@container", "@context", "@direction", "@index", "@language"),
        *("@nest", "@prefix", "@protected", "@type"),
    }
)
_OF_CONTEXTS: Final = frozenset(
    {
        *("@base", "@direction", "@import", "@language", "@propagate", "@protected"),
        *("@version", "@vocab"),
    }
)
_DELIMITERS: Final = (":", "/", "?", "#", "[", "]", "@")
_CONTAINERS: Final = frozenset(("@graph", "@id", "@index", "@language", "@list", "@set", "@type"))
_OF_TYPES: Final = frozenset(("@id", "@json", "@none", "@vocab"))


@dataclass(slots=True)
class Definitions:
    """Adds the terms of a context to a scope, which is changed.

    `override` tells whether protected terms may be defined anew, `protected` whether those
    of this context are.
    """

    scope: Scope
    local: Object
    override: bool
    protected: bool
    refused: list[RefusedError] = field(default_factory=list)
    _given: Mapping[str, tuple[Scalar, Node]] = field(init=False)
    _done: set[str] = field(default_factory=set)
    _begun: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up the definitions."""
        self._given = {key.text: (key, value) for key, value in self.local.entries}

    def add(self) -> None:
        """Define all terms; what is wrong is noted as `refused`."""
        for name in [each for each in self._given if each not in _OF_CONTEXTS]:
            try:
                self._define(name)
            except RefusedError as refused:
                self.refused.append(refused)
                # Those that are defined by it are not told as well.
                self._done.update(self._begun)
                self._begun.clear()

    def expand(self, name: str) -> str | None:
        """Give what a name stands for, after what it is defined by."""
        for each in (name, name.partition(":")[0]):
            if each in self._given and each not in KEYWORDS:
                self._define(each)
        return self.scope.expand(name, by_vocab=True)

    def _define(self, name: str) -> None:
        if name in self._done:
            return
        key, value = self._given[name]
        if name in self._begun or len(self._begun) >= _CHAIN:
            raise RefusedError("cyclic IRI mapping", key)
        self._begun.append(name)
        before = self.scope.terms.pop(name, None)
        term = self._term(key, value)
        if before is not None and before.protected and not self.override:
            if term is None or _comparable(term) != _comparable(before):
                raise RefusedError("protected term redefinition", key)
            term = before
        if term is not None:
            self.scope.terms[name] = term
        self._begun.pop()
        self._done.add(name)

    def _term(self, key: Scalar, value: Node) -> Term | None:
        name = key.text
        if not name:
            raise RefusedError("invalid term definition", key)
        if name == "@type":
            return self._keyword_type(key, value)
        if name in KEYWORDS:
            raise RefusedError("keyword redefinition", key)
        if has_keyword_form(name):
            return None
        parts = _parts(value)
        protected = flag(
            parts.get("@protected"), "invalid @protected value", or_else=self.protected
        )
        term = Term(type=self._type(parts.get("@type")), protected=protected)
        if "@reverse" in parts:
            term = self._reverse(term, parts)
            if term.iri is None:
                return None
        else:
            term = self._plain(term, key, parts, simple=not isinstance(value, Object))
        if term.iri is not None and len(term.iri) > LONGEST:
            raise RefusedError("invalid IRI mapping", value)
        return self._rest(term, key, parts)

    def _keyword_type(self, key: Scalar, value: Node) -> Term:
        parts = _parts(value) if isinstance(value, Object) else {}
        held = parts.pop("@container", None)
        protected = flag(
            parts.pop("@protected", None), "invalid @protected value", or_else=self.protected
        )
        is_set = held is None or _containers(held) == {"@set"}
        if not isinstance(value, Object) or not value.entries or parts or not is_set:
            raise RefusedError("keyword redefinition", key)
        return Term("@type", containers=frozenset(("@set",)), protected=protected)

    def _type(self, node: Node | None) -> str:
        if node is None:
            return ""
        kind = self.expand(string(node, "invalid type mapping").text)
        if kind in _OF_TYPES:
            return kind
        if kind is None or kind in TAGGED or not is_iri(kind) or len(kind) > LONGEST:
            raise RefusedError("invalid type mapping", node)
        return kind

    def _reverse(self, term: Term, parts: Mapping[str, Node]) -> Term:
        node = parts["@reverse"]
        if "@id" in parts or "@nest" in parts:
            raise RefusedError("invalid reverse property", node)
        name = string(node, "invalid IRI mapping").text
        if has_keyword_form(name):
            return term
        iri = self.expand(name)
        if iri is None or not _is_node(iri):
            raise RefusedError("invalid IRI mapping", node)
        held = parts.get("@container")
        if held is not None and not is_null(held) and not _containers(held) <= {"@set", "@index"}:
            raise RefusedError("invalid reverse property", held)
        return term._replace(iri=iri, reverse=True)

    def _plain(self, term: Term, key: Scalar, parts: Mapping[str, Node], *, simple: bool) -> Term:
        name = key.text
        node = parts.get("@id")
        if node is None or (isinstance(node, Scalar) and node.text == name and not node.null):
            return term._replace(iri=self._implied(key))
        if is_null(node):
            return term
        written = string(node, "invalid IRI mapping").text
        if has_keyword_form(written) and written not in KEYWORDS:
            return term
        iri = self.expand(written)
        if iri == "@context":
            raise RefusedError("invalid keyword alias", node)
        if iri is None or not (iri in KEYWORDS or _is_node(iri)):
            raise RefusedError("invalid IRI mapping", node)
        if ":" in name[1:-1] or "/" in name:
            self._done.add(name)
            if self.expand(name) != iri:
                raise RefusedError("invalid IRI mapping", node)
        prefix = simple and ":" not in name and "/" not in name
        return term._replace(
            iri=iri, prefix=prefix and (iri.endswith(_DELIMITERS) or iri.startswith("_:"))
        )

    def _implied(self, key: Scalar) -> str:
        """Give what a term stands for by its own name."""
        name = key.text
        self._done.add(name)
        if ":" in name[1:]:
            prefix, _, rest = name.partition(":")
            if prefix in self._given:
                self._define(prefix)
            known = self.scope.terms.get(prefix)
            return name if known is None or known.iri is None else known.iri + rest
        iri = self.expand(name) or ""
        if not _is_node(iri):
            raise RefusedError("invalid IRI mapping", key)
        return iri

    def _rest(self, term: Term, key: Scalar, parts: Mapping[str, Node]) -> Term:
        term = self._held(term, parts)
        if "@language" in parts and "@type" not in parts:
            tag = language(parts["@language"], "invalid language mapping")
            term = term._replace(language=tag)
        check_direction(parts.get("@direction"))
        if "@nest" in parts:
            nest = string(parts["@nest"], "invalid @nest value").text
            if nest in KEYWORDS and nest != "@nest":
                raise RefusedError("invalid @nest value", parts["@nest"])
        if "@prefix" in parts:
            is_prefix = flag(parts["@prefix"], "invalid @prefix value", or_else=False)
            compact = ":" in key.text or "/" in key.text
            if compact or (is_prefix and term.iri in KEYWORDS):
                raise RefusedError("invalid term definition", parts["@prefix"])
            term = term._replace(prefix=is_prefix)
        return term._replace(context=parts.get("@context"))

    def _held(self, term: Term, parts: Mapping[str, Node]) -> Term:
        """Add in what a property holds its values."""
        held = parts.get("@container")
        if held is not None and not (is_null(held) and term.reverse):
            term = term._replace(containers=_containers(held))
            if "@type" in term.containers:
                term = term._replace(type=term.type or "@id")
                if term.type not in {"@id", "@vocab"}:
                    raise RefusedError("invalid type mapping", held)
        if "@index" not in parts:
            return term
        index = string(parts["@index"], "invalid term definition").text
        if "@index" not in term.containers or not is_iri(self.expand(index) or ""):
            raise RefusedError("invalid term definition", parts["@index"])
        return term._replace(indexed_by=index)


def _parts(value: Node) -> dict[str, Node]:
    if isinstance(value, Object):
        for key, _ in value.entries:
            if key.text not in _PARTS:
                raise RefusedError("invalid term definition", key)
        return {key.text: each for key, each in value.entries}
    if isinstance(value, Scalar) and (value.null or value.kind == "string"):
        return {"@id": value}
    raise RefusedError("invalid term definition", value)


def _containers(node: Node) -> frozenset[str]:
    items = node.items if isinstance(node, Array) else [node]
    held = [string(each, "invalid container mapping").text for each in items]
    found = frozenset(held)
    # A list is one thing or many already; of the others one holds, a graph may be held by it.
    rest = found - {"@set"}
    one = len(found) == 1 or (len(rest) == 1 and "@list" not in rest)
    graph = "@graph" in rest and len(rest) == 2 and rest <= {"@graph", "@id", "@index"}  # noqa: PLR2004 # a pair
    if len(held) != len(found) or not found <= _CONTAINERS or not (one or graph):
        raise RefusedError("invalid container mapping", node)
    return found


def _is_node(iri: str) -> bool:
    return is_iri(iri) or iri.startswith("_:")


def _comparable(term: Term) -> object:
    """Give what makes two definitions the same, wherever they stand."""
    context = None if term.context is None else canonical(term.context)
    return (term._replace(protected=False, context=None), context)
