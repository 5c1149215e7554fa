"""Namespaces that are nearly one of ours: told once, where they are declared, and read as ours.

`http` for `https`, or a `#` that is missing, makes every term of a file another one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.load.lines import Lines
from maalbar.load.placed import Placed, Reading
from maalbar.load.told import Told
from maalbar.model.terms import MB, PREFIXES, A, Term

# What may differ where the same is meant.
_IDLE: Final = re.compile(r"https?://(?:www\.)?|[#/]*\Z", re.IGNORECASE)
_KNOWN: Final = {_IDLE.sub("", each).lower(): each for each in PREFIXES.values()}
_BY_LENGTH: Final = sorted(_KNOWN, key=len, reverse=True)
_NAME: Final = re.compile(r"[#/]*([A-Za-z]\w{0,60})")
_NEAR: Final = 0.9
_LONGEST: Final = 120
# To compare spellings is slow, and no author has as many.
_MOST_TERMS: Final = 1000
_MOST: Final = 20


def with_known_namespaces(reading: Reading, source: str, path: PurePosixPath) -> Reading:
    """Tell of namespaces that are nearly ours, and give what was read as if they were.

    Args:
        reading: what a file says.
        source: its text, to find where a namespace is declared.
        path: the file, for the findings.
    """
    wrong = dict(islice(_wrong(set(_terms(reading.quads))), _MOST))
    if not wrong:
        return reading
    told, lines = Told(path), Lines(source)
    for namespace, right in wrong.items():
        at = source.find(namespace)
        mark = lines.mark(at, at + len(namespace)) if at >= 0 else reading.quads[0].property_at
        told.tell("vocabulary/wrong-namespace", mark, value=namespace, right=right)
    quads = tuple(
        each._replace(
            predicate=_mended(each.predicate, wrong), object=_mended_value(each.object, wrong)
        )
        for each in reading.quads
    )
    return replace(reading, quads=quads, findings=(*reading.findings, *told.findings))


def _terms(quads: Iterable[Placed]) -> Iterator[NamedNode]:
    """Give what is a term of a vocabulary where it stands."""
    for each in quads:
        yield each.predicate
        if each.predicate == A and isinstance(each.object, NamedNode):
            yield each.object
        elif isinstance(each.object, Literal):
            yield each.object.datatype


def _wrong(terms: Iterable[NamedNode]) -> Iterator[tuple[str, str]]:
    """Give the namespaces that are nearly ours, each with ours."""
    known = tuple(PREFIXES.values())
    others = sorted(each.value for each in terms if not each.value.startswith(known))
    for iri in others[:_MOST_TERMS]:
        found = (_written_otherwise(iri) or _spelt_otherwise(iri)) if len(iri) <= _LONGEST else None
        if found:
            yield found


def _written_otherwise(iri: str) -> tuple[str, str] | None:
    begin = _IDLE.match(iri)
    plain = iri[begin.end() :] if begin else iri
    for each in _BY_LENGTH:
        name = _NAME.fullmatch(plain, len(each)) if plain.lower().startswith(each) else None
        if name:
            return iri[: len(iri) - len(name[1])], _KNOWN[each]
    return None


def _spelt_otherwise(iri: str) -> tuple[str, str] | None:
    namespace = re.sub(r"[^#/]*\Z", "", iri)
    near = get_close_matches(namespace, (MB.iri,), cutoff=_NEAR)
    return (namespace, near[0]) if near else None


def _mended(term: NamedNode, wrong: dict[str, str]) -> NamedNode:
    for namespace, right in wrong.items():
        if term.value.startswith(namespace):
            return NamedNode(right + term.value[len(namespace) :])
    return term


def _mended_value(value: Term, wrong: dict[str, str]) -> Term:
    if isinstance(value, NamedNode):
        return _mended(value, wrong)
    if isinstance(value, Literal) and not value.language:
        return Literal(value.value, datatype=_mended(value.datatype, wrong))
    return value
