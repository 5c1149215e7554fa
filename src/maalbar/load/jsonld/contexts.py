"""Contexts of JSON-LD 1.1: what they make of the scope that they stand in.

Nothing is ever fetched: the one context that may be named by its address is our own.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 4.1 <https://www.w3.org/TR/json-ld11-api/>.
"""

from dataclasses import dataclass, field
from typing import Final

from maalbar.load.json import Array, Node, Object, Scalar
from maalbar.load.jsonld.mistakes import (
    RefusedError,
    check_direction,
    flag,
    is_null,
    language,
    string,
)
from maalbar.load.jsonld.scopes import Scope, is_iri, node_of
from maalbar.load.jsonld.terms import LONGEST, Definitions
from maalbar.load.relative import resolve

# For each context all terms are copied, and some copies are kept.
_WORK: Final = 50_000_000
_KEPT: Final = 20
# To read a context takes so much longer than to copy it.
_READING: Final = 400
_OURS: Final = "/context.jsonld"


class TooMuchError(Exception):
    """Contexts that would take too long to read; `at` is where that shows."""

    def __init__(self, at: Node) -> None:
        """Take the place."""
        super().__init__()
        self.at = at


def is_ours(url: str) -> bool:
    """Tell whether `url` is where a publication has its context."""
    return f"/{url}".endswith(_OURS)


@dataclass(slots=True)
class Contexts:
    """Reads the contexts of a document whose address is `base`; `ours` is our own context.

    `refused` is what is wrong in them, `remote` are those that are not fetched.
    """

    base: str
    ours: Object
    refused: list[RefusedError] = field(default_factory=list)
    remote: dict[int, Scalar] = field(default_factory=dict)
    _with_ours: Scope | None = None
    _work: int = 0

    @property
    def nothing(self) -> Scope:
        """The scope in which no key means anything."""
        return Scope(base=self.base)

    def with_ours(self) -> Scope:
        """Give the scope in which our own context holds, and no other."""
        if self._with_ours is None:
            self._with_ours = self.apply(self.nothing, self.ours)
        return self._with_ours

    def within(
        self, scope: Scope, local: Node, *, override: bool = False, propagate: bool = True
    ) -> Scope:
        """Give the scope inside a context that belongs to a term, and may be met often."""
        key = (id(local), override, propagate)
        known = scope.inner.get(key)
        if known is None:
            known = self.apply(scope, local, override=override, propagate=propagate)
            self._count(_KEPT * len(known.terms), local)
            scope.inner[key] = known
        return known

    def apply(
        self, scope: Scope, local: Node, *, override: bool = False, propagate: bool = True
    ) -> Scope:
        """Give the scope inside a context.

        Args:
            scope: the one outside; not changed.
            local: the value of `@context`.
            override: whether protected terms may be defined anew.
            propagate: whether it holds for what stands inside as well.

        Raises:
            TooMuchError: it would take too long.
        """
        if propagate and isinstance(local, Scalar) and self._is_ours_alone(scope, local):
            return self.with_ours()
        if isinstance(local, Object):
            says = local.get("@propagate")
            try:
                propagate = flag(says, "invalid @propagate value", or_else=propagate)
            except RefusedError as refused:
                self.refused.append(refused)
        result = self._copy(scope, local)
        if not propagate and result.outside is None:
            result.outside = scope
        for each in local.items if isinstance(local, Array) else (local,):
            if isinstance(each, Scalar) and each.null:
                result = self._emptied(result, each, override=override, propagate=propagate)
            elif isinstance(each, Scalar) and each.kind == "string":
                result = self._named(result, each)
            elif isinstance(each, Object):
                self._add(result, each, override=override)
            else:
                self.refused.append(RefusedError("invalid local context", each))
        return result

    def _is_ours_alone(self, scope: Scope, local: Scalar) -> bool:
        return local.kind == "string" and is_ours(local.text) and scope == self.nothing

    def _copy(self, scope: Scope, at: Node) -> Scope:
        self._count(len(scope.terms), at)
        return Scope(dict(scope.terms), scope.base, scope.vocab, scope.language, scope.outside)

    def _count(self, work: int, at: Node) -> None:
        self._work += work
        if self._work > _WORK:
            raise TooMuchError(at)

    def _emptied(self, scope: Scope, at: Node, *, override: bool, propagate: bool) -> Scope:
        self._count(len(scope.terms), at)
        if not override and any(each.protected for each in scope.terms.values()):
            self.refused.append(RefusedError("invalid context nullification", at))
        return Scope(base=self.base, outside=None if propagate else scope)

    def _named(self, scope: Scope, url: Scalar) -> Scope:
        if not is_ours(url.text):
            self._look_for_remote(url)
            return scope
        if scope == self.nothing:
            return self._copy(self.with_ours(), url)
        self._count(_READING * len(self.with_ours().terms), url)
        self._add(scope, self.ours, override=False, at=url)
        return scope

    def _add(self, scope: Scope, local: Object, *, override: bool, at: Node | None = None) -> None:
        """Add what one context says to a scope; what is wrong is at `at` if that is given."""
        refused = []
        protected = False
        for step in (self._version, self._import, self._base, self._vocab, self._language):
            try:
                step(scope, local)
            except RefusedError as error:
                refused.append(error)
        try:
            protected = flag(local.get("@protected"), "invalid @protected value", or_else=False)
        except RefusedError as error:
            refused.append(error)
        definitions = Definitions(scope, local, override=override, protected=protected)
        definitions.add()
        for mistake in (*refused, *definitions.refused):
            self.refused.append(RefusedError(mistake.name, at or mistake.at))
        for _, each in local.entries:
            self._look_for_remote(each.get("@context") if isinstance(each, Object) else None)

    def _look_for_remote(self, local: Node | None, *, ours: bool = True) -> None:
        """Note contexts that are not fetched, unless they are `ours` and may be."""
        for each in local.items if isinstance(local, Array) else (local,):
            named = isinstance(each, Scalar) and each.kind == "string"
            if isinstance(each, Scalar) and named and not (ours and is_ours(each.text)):
                self.remote[each.start] = each

    def _version(self, _: Scope, local: Object) -> None:
        version = local.get("@version")
        if version is not None and not (
            isinstance(version, Scalar) and version.kind == "number" and version.text == "1.1"
        ):
            raise RefusedError("invalid @version value", version)

    def _import(self, _: Scope, local: Object) -> None:
        imported = local.get("@import")
        if imported is not None:
            string(imported, "invalid @import value")
            self._look_for_remote(imported, ours=False)

    @staticmethod
    def _base(scope: Scope, local: Object) -> None:
        node = local.get("@base")
        if node is None:
            return
        if is_null(node):
            scope.base = None
            return
        written = string(node, "invalid base IRI").text
        try:
            base = written if scope.base is None else resolve(written, scope.base)
        except ValueError:
            base = ""
        if not is_iri(base) or node_of(base) is None or len(base) > LONGEST:
            raise RefusedError("invalid base IRI", node)
        scope.base = base

    @staticmethod
    def _vocab(scope: Scope, local: Object) -> None:
        node = local.get("@vocab")
        if node is None:
            return
        if is_null(node):
            scope.vocab = None
            return
        written = string(node, "invalid vocab mapping").text
        vocab = scope.expand(written, by_vocab=True, by_base=True)
        is_node = vocab is not None and (is_iri(vocab) or vocab.startswith("_:"))
        if vocab is None or not is_node or len(vocab) > LONGEST:
            raise RefusedError("invalid vocab mapping", node)
        scope.vocab = vocab

    @staticmethod
    def _language(scope: Scope, local: Object) -> None:
        node = local.get("@language")
        if node is not None:
            scope.language = language(node, "invalid default language") or None
        check_direction(local.get("@direction"))
