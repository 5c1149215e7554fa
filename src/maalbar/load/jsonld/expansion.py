"""The way through a JSON-LD document: what is a value of what, in the order of the file.

What cannot be taken in is found at its place, and the rest is read.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 5 <https://www.w3.org/TR/json-ld11-api/>.
"""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from maalbar.load.json import Array, Node, Object, Scalar
from maalbar.load.jsonld.containers import MAPS, Active
from maalbar.load.jsonld.literals import TAGGED, canonical
from maalbar.load.jsonld.mistakes import RefusedError, check_direction, string
from maalbar.load.jsonld.scopes import NO_TERM, Scope, is_iri
from maalbar.load.jsonld.statements import Graph, Item, List, Thing, Values, Where
from maalbar.load.jsonld.things import Things
from maalbar.model.terms import RDF

_JSON: Final = RDF.JSON
_OF_VALUES: Final = frozenset(("@value", "@type", "@language", "@direction", "@index", "@context"))
_OF_LISTS: Final = frozenset(("@list", "@set", "@index", "@context"))


@dataclass(slots=True)
class Expansion(Things):
    """Reads what stands in the document `root`."""

    def property(self, node: Node, scope: Scope, active: Active, graph: Graph) -> Values:
        """Read all that stands at the key of a property."""
        containers = active.term.containers
        if active.term.type == "@json":
            return [Item(Literal(canonical(node), datatype=_JSON), node)]
        if isinstance(node, Object) and "@language" in containers:
            return list(self.languages(node, scope, active))
        if isinstance(node, Object) and not containers.isdisjoint(MAPS):
            return list(self.map(node, scope, active, Where(graph)))
        if "@graph" in containers and containers.isdisjoint(MAPS):
            return list(self.graphs(node, scope, active))
        found = self.expand(node, scope, active, Where(graph))
        if "@list" in containers:
            is_list = len(found) == 1 and isinstance(found[0], List)
            if isinstance(node, Array) or (found and not is_list):
                return [List(found, node)]
        elif isinstance(node, Array) and not node.items:
            self.empty(node, active.key)
        return found

    def expand(self, node: Node, scope: Scope, active: Active, where: Where) -> Values:
        """Read values, whatever the context says of what holds them."""
        if isinstance(node, Object):
            return self.object(node, scope, active, where)
        if isinstance(node, Scalar):
            return self._scalar(node, scope, active, where)
        in_lists = "@list" in active.term.containers
        found: Values = []
        for each in node.items:
            if isinstance(each, Array) and not each.items and not in_lists:
                self.empty(each, active.key)
            values = self.expand(each, scope, active, where)
            found += [List(values, each)] if in_lists and isinstance(each, Array) else values
        return found

    def object(self, node: Object, scope: Scope, active: Active | None, where: Where) -> Values:
        """Read an object: a thing, a value, a list or a set."""
        outer = self._inside(node, scope, active, in_map=where.given is not None)
        scope = self._inside_types(node, outer)
        words = {scope.keyword(key.text) for key, _ in node.entries}
        if "@list" in words or "@set" in words:
            return self._list_or_set(node, scope, active, where)
        if "@value" not in words:
            return self.thing(node, scope, outer, where)
        value = self._value_object(node, scope, outer, active)
        if value is not None and where.given is not None and where.given.says:
            self.nodes.wrong("invalid value object", node)
            return []
        return [] if value is None else [value]

    def _inside(self, node: Object, scope: Scope, active: Active | None, *, in_map: bool) -> Scope:
        """Give the scope inside an object: of its place, of its property, and its own."""
        if scope.outside is not None and not in_map and not _is_short(node, scope):
            scope = scope.outside
        if active is not None and active.term.context is not None:
            scope = self.contexts.within(scope, active.term.context, override=True)
        local = node.get("@context")
        return scope if local is None else self.contexts.apply(scope, local)

    def _inside_types(self, node: Object, outer: Scope) -> Scope:
        """Give the scope that the types of an object open."""
        typed = [(key, value) for key, value in node.entries if outer.keyword(key.text) == "@type"]
        scope = outer
        for _, value in sorted(typed, key=lambda entry: entry[0].text):
            kinds = value.items if isinstance(value, Array) else [value]
            for kind in sorted(each.text for each in kinds if isinstance(each, Scalar)):
                term = outer.terms.get(kind)
                if term is not None and term.context is not None:
                    scope = self.contexts.within(scope, term.context, propagate=False)
        return scope

    # Values

    def _scalar(self, node: Scalar, scope: Scope, active: Active, where: Where) -> Values:
        if node.null:
            self.empty(node, active.key)
            return []
        term = active.term
        if term.context is not None:
            scope = self.contexts.within(scope, term.context, override=True)
            term = scope.terms.get(active.key.text, NO_TERM)
        value = self.nodes.value(node, term, scope)
        if value is None:
            return []
        if where.given is not None and where.given.says:
            if isinstance(value, Literal):
                self.nodes.wrong("invalid value object", node)
                return []
            self.statements.say(where.given, Thing(value, self.nodes.mark(node), where.graph))
        return [Item(value, node)]

    def _value_object(
        self, node: Object, scope: Scope, outer: Scope, active: Active | None
    ) -> Item | None:
        parts: dict[str, Node] = {}
        for key, each in node.entries:
            word, predicate, _ = scope.meaning(key.text)
            if not word and predicate is None:
                self.unknown_key(key)
            elif word in parts or word not in _OF_VALUES:
                self.nodes.wrong("invalid value object", key)
                return None
            else:
                parts[word] = each
        if active is None:
            self.nodes.passed_over(parts["@value"], "json-ld-loose")
            return None
        try:
            return self._value(parts, outer, active)
        except RefusedError as refused:
            self.nodes.wrong(refused.name, refused.at)
            return None

    def _value(self, parts: dict[str, Node], scope: Scope, active: Active) -> Item | None:
        value, tag, kind = parts["@value"], parts.get("@language"), parts.get("@type")
        direction = parts.get("@direction")
        check_direction(direction)
        if "@index" in parts:
            string(parts["@index"], "invalid @index value")
        datatype = None
        if kind is not None:
            if tag is not None or direction is not None:
                raise RefusedError("invalid value object", kind)
            iri = self._type(kind, scope)
            if iri == "@json":
                return Item(Literal(canonical(value), datatype=_JSON), value)
            datatype = self.nodes.datatype(string(kind, "invalid typed value"), iri)
        if not isinstance(value, Scalar):
            raise RefusedError("invalid value object value", value)
        if value.null:
            self.empty(value, active.key)
            return None
        if kind is not None and datatype is None:
            return None
        if tag is None:
            return Item(self.nodes.literal(value, datatype), value)
        language = string(tag, "invalid language-tagged string")
        written = self.nodes.tagged(string(value, "invalid language-tagged value"), language)
        return None if written is None else Item(written, value)

    def _type(self, node: Node, scope: Scope) -> str:
        kind = string(node, "invalid typed value").text
        iri = scope.expand(kind, by_vocab=True, by_base=True)
        if iri is None or iri in TAGGED or not (iri == "@json" or is_iri(iri)):
            raise RefusedError("invalid typed value", node)
        return iri

    def _list_or_set(
        self, node: Object, scope: Scope, active: Active | None, where: Where
    ) -> Values:
        found: Values = []
        held = False
        for key, value in node.entries:
            word, predicate, _ = scope.meaning(key.text)
            if not word and predicate is None:
                self.unknown_key(key)
            elif word not in _OF_LISTS or (held and word in {"@list", "@set"}):
                self.nodes.wrong("invalid set or list object", key)
            elif word in {"@list", "@set"}:
                held = True
                if word == "@set":
                    found = self._set(key, value, scope, active, where)
                elif active is None:
                    self.nodes.passed_over(value, "json-ld-loose")
                else:
                    found = [List(self.expand(value, scope, active, where), node)]
        return found

    def _set(
        self, key: Scalar, value: Node, scope: Scope, active: Active | None, where: Where
    ) -> Values:
        if isinstance(value, Array) and not value.items:
            self.empty(value, key)
        if active is not None:
            return self.expand(value, scope, active, where)
        self.free(value, scope, where.graph)
        return []


def _is_short(node: Object, scope: Scope) -> bool:
    """Tell whether an object is a value, or no more than an address."""
    words = [scope.keyword(key.text) for key, _ in node.entries]
    return words == ["@id"] or "@value" in words
