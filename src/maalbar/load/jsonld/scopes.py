"""What the keys and addresses of a JSON-LD document stand for, at one place of it.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 5.2 <https://www.w3.org/TR/json-ld11-api/>.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from maalbar.load.json import Node
from maalbar.load.relative import resolve

KEYWORDS: Final = frozenset(
    {
        *("@base", "@container", "@context", "@direction", "@graph", "@id", "@import"),
        *("@included", "@index", "@json", "@language", "@list", "@nest", "@none", "@prefix"),
        *("@propagate", "@protected", "@reverse", "@set", "@type", "@value", "@version", "@vocab"),
    }
)
_KEYWORD_FORM: Final = re.compile("@[A-Za-z]+")
_SCHEME: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")


class Term(NamedTuple):
    """What a context says of a key; `iri` may be a keyword, and is None if it means nothing.

    `language` is an empty string where texts are said to have none, and None where nothing is
    said; `indexed_by` is the property that the keys of a map are values of; `context` is the
    value of the context that holds inside.
    """

    iri: str | None = None
    type: str = ""
    containers: frozenset[str] = frozenset()
    language: str | None = None
    indexed_by: str = ""
    reverse: bool = False
    prefix: bool = False
    protected: bool = False
    context: Node | None = None


NO_TERM: Final = Term()


class Meaning(NamedTuple):
    """What a key is: a keyword, a property, or neither."""

    keyword: str
    predicate: NamedNode | None
    term: Term


@dataclass(slots=True)
class Scope:
    """The terms that are known at some place, and what is added to names without a prefix.

    `outside` is the scope to which the things inside go back: what a type says of keys holds
    for the thing of that type alone.
    """

    terms: dict[str, Term] = field(default_factory=dict)
    base: str | None = None
    vocab: str | None = None
    language: str | None = None
    outside: "Scope | None" = None
    # What was asked before; scopes of properties and types by the identity of their context.
    inner: dict[tuple[int, bool, bool], "Scope"] = field(default_factory=dict, compare=False)
    _meanings: dict[str, Meaning] = field(default_factory=dict, compare=False)

    def meaning(self, key: str) -> Meaning:
        """Tell what a key is."""
        known = self._meanings.get(key)
        if known is None:
            iri = self.expand(key, by_vocab=True) or ""
            keyword = iri if iri in KEYWORDS else ""
            term = self.terms.get(key, NO_TERM)
            known = self._meanings[key] = Meaning(keyword, node_of(iri), term)
        return known

    def keyword(self, key: str) -> str:
        """Give the keyword that a key is or stands for; an empty string if it is none."""
        return self.meaning(key).keyword

    def expand(self, name: str, *, by_vocab: bool = False, by_base: bool = False) -> str | None:
        """Give what a name or address stands for: a keyword, an IRI, or what it was.

        Nothing is given for what looks like a keyword, and for what is said to mean nothing.
        """
        if has_keyword_form(name):
            return name if name in KEYWORDS else None
        term = self.terms.get(name)
        if term is not None and (by_vocab or term.iri in KEYWORDS):
            return term.iri
        found = self._by_prefix(name) if ":" in name else None
        if found is None and by_vocab and self.vocab is not None:
            found = self.vocab + name
        elif found is None and by_base and self.base is not None:
            with suppress(ValueError):
                found = resolve(name, self.base)
        return name if found is None else found

    def _by_prefix(self, name: str) -> str | None:
        """Give what an absolute IRI or one with a prefix stands for; nothing if it is neither."""
        prefix, _, rest = name.partition(":")
        if prefix == "_" or (prefix and rest.startswith("//")):
            return name
        term = self.terms.get(prefix)
        if prefix and term is not None and term.prefix and term.iri is not None:
            return term.iri + rest
        return name if is_iri(name) else None


def has_keyword_form(name: str) -> bool:
    """Tell whether JSON-LD takes a name for one of its own words, known or not."""
    return name[:1] == "@" and _KEYWORD_FORM.fullmatch(name) is not None


def is_iri(text: str) -> bool:
    """Tell whether a text has the form of an absolute IRI."""
    return _SCHEME.match(text) is not None


def node_of(iri: str) -> NamedNode | None:
    """Give the node that has an IRI; nothing if it is none."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None
