"""Things of a JSON-LD document, and all that is said of them.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 5.1 <https://www.w3.org/TR/json-ld11-api/>.
"""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from maalbar.load.json import Array, Node, Object, Scalar
from maalbar.load.jsonld.containers import Active, Containers
from maalbar.load.jsonld.scopes import Meaning, Scope, has_keyword_form
from maalbar.load.jsonld.statements import Graph, Item, Thing, Values, Where
from maalbar.model.terms import A, Subject

_SAY_NOTHING: Final = frozenset(("@id", "@index", "@context"))
_MAY_REPEAT: Final = frozenset(("", "@type", "@included"))


class Member(NamedTuple):
    """An entry of a thing, and the scope that it stands in."""

    meaning: Meaning
    key: Scalar
    value: Node
    scope: Scope


@dataclass(slots=True)
class Things(Containers):
    """Reads the things of the document `root`."""

    root: Node

    @abstractmethod
    def property(self, node: Node, scope: Scope, active: Active, graph: Graph) -> Values:
        """Read all that stands at the key of a property."""

    def free(self, node: Node, scope: Scope, graph: Graph) -> None:
        """Read things that are not values of a property.

        Args:
            node: a thing, or some in a list.
            scope: where it stands.
            graph: what they are said in.
        """
        if isinstance(node, Array):
            for each in node.items:
                self.free(each, scope, graph)
        elif isinstance(node, Scalar):
            self.nodes.passed_over(node, "json-ld-loose")
        else:
            self.object(node, scope, None, Where(graph, linked=False))

    def thing(self, node: Object, scope: Scope, outer: Scope, where: Where) -> Values:
        """Read one thing.

        Args:
            node: the object that it stands in.
            scope: what holds there.
            outer: what holds there without what its types say.
            where: what is true of it by where it stands.

        Returns:
            The thing as a value; nothing if its address is none.
        """
        members = list(self._members(node, scope))
        if node is self.root and _is_dataset(members):
            self._dataset(members)
            return []
        name, at = self._name(node, members, where)
        thing = Thing(name, self.nodes.mark(at), where.graph)
        about = self.nodes.about
        self.nodes.about = (name, None)
        if where.given is not None:
            self.statements.say(where.given, thing)
        quads, findings = len(self.statements.placed), self.nodes.reported
        seen: set[str] = set()
        for each in members:
            word = each.meaning.keyword
            if word in seen and word not in _MAY_REPEAT:
                self.nodes.wrong("colliding keywords", each.key)
            else:
                seen.add(word)
                self._member(each, thing, outer)
        told = where.linked or findings != self.nodes.reported
        if name is not None and not told and not self.statements.speak_of(name, since=quads):
            self._says_nothing(node, members, at)
        self.nodes.about = about
        return [] if name is None else [Item(name, at)]

    def unknown_key(self, key: Scalar) -> None:
        """Tell of a key that means nothing, so that what stands at it is not read."""
        is_keyword = has_keyword_form(key.text)
        self.nodes.passed_over(key, "json-ld-passed-over" if is_keyword else "json-ld-unknown-key")

    def _members(self, node: Object, scope: Scope) -> Iterator[Member]:
        """Give the entries of a thing, also those that stand in an object for order's sake."""
        for key, value in node.entries:
            meaning = scope.meaning(key.text)
            if meaning.keyword != "@nest":
                yield Member(meaning, key, value, scope)
                continue
            inner = scope
            if meaning.term.context is not None:
                inner = self.contexts.within(scope, meaning.term.context, override=True)
            for each in value.items if isinstance(value, Array) else (value,):
                if not isinstance(each, Object) or any(
                    inner.keyword(name.text) == "@value" for name, _ in each.entries
                ):
                    self.nodes.wrong("invalid @nest value", each)
                else:
                    yield from self._members(each, inner)

    def _name(
        self, node: Object, members: list[Member], where: Where
    ) -> tuple[Subject | None, Node]:
        """Give the node of a thing, and the words that name it."""
        for each in members:
            if each.meaning.keyword == "@id":
                value = each.value
                if not isinstance(value, Scalar) or value.kind != "string":
                    self.nodes.wrong("invalid @id value", value)
                    return None, value
                return self.nodes.node(value, each.scope.expand(value.text, by_base=True)), value
        if where.given is not None and where.given.node is not None:
            return where.given.node, where.given.key
        return self.nodes.fresh(), node

    def _says_nothing(self, node: Object, members: list[Member], at: Node) -> None:
        if isinstance(at, Scalar):
            self.nodes.report("syntax/says-nothing", at, value=at.text)
        elif node is not self.root and all(
            each.meaning.keyword in _SAY_NOTHING for each in members
        ):
            self.nodes.passed_over(at, "json-ld-loose")

    def _dataset(self, members: list[Member]) -> None:
        for each in members:
            if each.meaning.keyword == "@graph":
                self._several(each, None)
            elif not each.meaning.keyword:
                self.unknown_key(each.key)

    def _member(self, member: Member, thing: Thing, outer: Scope) -> None:
        (word, _, term), key, value, _ = member
        if not word:
            self._said(member, thing, reverse=term.reverse)
        elif word == "@type":
            self._types(key, value, outer, thing)
        elif word == "@graph":
            if thing.node is not None:
                self._several(member, thing.node)
        elif word == "@included":
            self._several(member, thing.graph)
        elif word == "@reverse":
            self._reverse(member, thing)
        elif word == "@index":
            if not isinstance(value, Scalar) or value.kind != "string":
                self.nodes.wrong("invalid @index value", value)
        elif word not in _SAY_NOTHING:
            self.nodes.passed_over(key, "json-ld-passed-over")

    def _said(self, member: Member, thing: Thing, *, reverse: bool) -> None:
        """Say of a thing what stands at the key of a property, or of that the thing."""
        (_, predicate, term), key, value, scope = member
        if predicate is None:
            self.unknown_key(key)
            return
        self.nodes.about = (thing.node, predicate)
        values = self.property(value, scope, Active(key, term), thing.graph)
        self.statements.link(thing, predicate, values, key, reverse=reverse)
        self.nodes.about = (thing.node, None)

    def _reverse(self, member: Member, thing: Thing) -> None:
        value, scope = member.value, member.scope
        if not isinstance(value, Object):
            self.nodes.wrong("invalid @reverse value", value)
            return
        local = value.get("@context")
        scope = scope if local is None else self.contexts.apply(scope, local)
        for key, each in value.entries:
            meaning = scope.meaning(key.text)
            if not meaning.keyword:
                said = Member(meaning, key, each, scope)
                self._said(said, thing, reverse=not meaning.term.reverse)
            elif meaning.keyword != "@context":
                self.nodes.wrong("invalid reverse property map", key)

    def _types(self, key: Scalar, value: Node, scope: Scope, thing: Thing) -> None:
        if isinstance(value, Array) and not value.items:
            self.empty(value, key)
        at = self.nodes.mark(key)
        for each in value.items if isinstance(value, Array) else (value,):
            if not isinstance(each, Scalar) or each.kind != "string":
                self.nodes.wrong("invalid type value", each)
                continue
            kind = self.nodes.node(each, scope.expand(each.text, by_vocab=True, by_base=True))
            if kind is not None:
                self.statements.add(thing, A, Item(kind, each), at)

    def _several(self, member: Member, graph: Graph) -> None:
        if isinstance(member.value, Array) and not member.value.items:
            self.empty(member.value, member.key)
        self.free(member.value, member.scope, graph)


def _is_dataset(members: list[Member]) -> bool:
    """Tell whether the outermost object is no thing, but holds all things."""
    words = {each.meaning.keyword for each in members if not _is_idle(each)}
    return "@graph" in words and words <= {"@graph", "@context"}


def _is_idle(member: Member) -> bool:
    """Tell whether nothing is made of an entry."""
    word, predicate, _ = member.meaning
    if word == "@reverse":
        return isinstance(member.value, Object) and not member.value.entries
    return not word and predicate is None
