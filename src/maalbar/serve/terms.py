"""The words that a question may need, for the field that it is written in."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.terms import PREFIXES
from maalbar.vocabulary.ontology import vocabulary

_KEYWORDS: Final = (
    *("SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "GRAPH", "UNION", "MINUS", "VALUES"),
    *("BIND", "ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "CONSTRUCT", "DESCRIBE", "ASK"),
    *("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT", "EXISTS", "NOT EXISTS"),
    *("COALESCE", "CONTAINS", "LANG", "LANGMATCHES", "REGEX", "STR", "STRSTARTS", "YEAR"),
)


@cache
def terms_of(language: str) -> bytes:
    """Give pairs of what is written and what it means, as JSON."""
    known = [*_named(language), *((each, "") for each in _KEYWORDS)]
    return json.dumps(sorted(known), ensure_ascii=False).encode()


def _named(language: str) -> Iterator[tuple[str, str]]:
    words = vocabulary()
    nodes = [*words.classes.values(), *(each.iri for each in words.properties.values())]
    for node in dict.fromkeys(nodes):
        short = _short(node)
        if short:
            yield short, words.label(node, language)


def _short(node: NamedNode) -> str:
    fits = (
        f"{name}:{node.value.removeprefix(iri)}"
        for name, iri in PREFIXES.items()
        if node.value.startswith(iri)
    )
    return min(fits, key=len, default="")
