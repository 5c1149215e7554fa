"""What a question may not do, and the graphs that it names itself."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from maalbar.model.terms import PREFIXES
from maalbar.queries.tokens import forbidden_word, tokens

_DECLARED: Final = "PREFIX"
_FROM: Final = "FROM"
_NAMED: Final = "NAMED"


@lru_cache(maxsize=256)
def forbidden(sparql: str) -> str | None:
    """Give the first word by which a query would reach out or change something.

    FROM is none of them: the engine reads what is in its store and nothing else.
    """
    return forbidden_word(sparql, also_from=False)


@lru_cache(maxsize=256)
def named_graphs(sparql: str) -> tuple[str, ...]:
    """Give the graphs that a query says it reads (FROM, FROM NAMED), as far as they can be told.

    What is named in another way than a whole IRI or a prefix with a name is left out.
    """
    return tuple(_named(sparql)) if _FROM in sparql.upper() else ()


def _named(sparql: str) -> Iterator[str]:
    prefixes = dict(PREFIXES)
    before = [("", ""), ("", "")]
    for kind, token in tokens(sparql):
        earlier, last = before
        from_here = last[1].upper() == _FROM or (
            last[1].upper() == _NAMED and earlier[1].upper() == _FROM
        )
        if kind == "iri" and earlier[1].upper() == _DECLARED and last[0] == "prefixed":
            prefixes[last[1].removesuffix(":")] = token[1:-1]
        elif from_here and kind == "iri":
            yield token[1:-1]
        elif from_here and kind == "prefixed":
            prefix, _, name = token.partition(":")
            if prefix in prefixes:
                yield prefixes[prefix] + name
        before = [last, (kind, token)]
