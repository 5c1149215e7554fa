"""What cannot be judged where it is not known what something refers to.

Data that come in without their publication refer to things that are described elsewhere.  A
rule that looks at such a thing would fail although nothing is wrong.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.statements import Publication
from maalbar.model.terms import RDF, SH, A, Term
from maalbar.validate.result import Result
from maalbar.vocabulary.resources import shapes

# What leads from a shape to the shapes and paths that it is made of.
_PARTS: Final = (
    *(SH["or"], SH["and"], SH["xone"], SH["not"], SH.node, SH.property, SH.qualifiedValueShape),
    *(SH.path, SH.alternativePath, SH.zeroOrOnePath, SH.zeroOrMorePath, SH.oneOrMorePath),
    *(RDF.first, RDF.rest),
)
# The components that ask something of the value itself.
_LOOK_INTO_VALUES: Final = frozenset(
    SH[f"{name}ConstraintComponent"]
    for name in ("Class", "Node", "Or", "And", "Xone", "Not", "Property", "QualifiedMinCount")
)


def judges(publication: Publication) -> Callable[[Result], bool]:
    """Give what tells whether a rule looked at nothing that is not known."""

    def is_judged(result: Result) -> bool:
        if result.component in _LOOK_INTO_VALUES and _is_unknown(result.value, publication):
            return False
        first_steps, from_behind = _walks(result.shape)
        return not from_behind and not any(
            _is_unknown(value, publication)
            for step in first_steps
            for value in publication.index.objects(result.focus, step)
        )

    return is_judged


def _is_unknown(node: Term | None, publication: Publication) -> bool:
    if not isinstance(node, NamedNode):
        return False
    return publication.index.first(node, A) is None and publication.known.first(node, A) is None


@cache
def _walks(shape: Term) -> tuple[frozenset[NamedNode], bool]:
    """Give the first steps of the longer paths in a shape, and whether one goes backwards."""
    graph = shapes()
    steps: set[NamedNode] = set()
    seen: set[Term] = set()
    waiting: list[Term] = [shape]
    backwards = False
    while waiting:
        node = waiting.pop()
        if node in seen or isinstance(node, Literal):
            continue
        seen.add(node)
        backwards = backwards or graph.first(node, SH.inversePath) is not None
        for path in graph.objects(node, SH.path):
            if isinstance(path, BlankNode):
                steps |= {each for each in _steps(path) if isinstance(each, NamedNode)}
        waiting += [part for predicate in _PARTS for part in graph.objects(node, predicate)]
    return frozenset(steps), backwards


def _steps(path: Term) -> Iterator[Term]:
    """Give the properties that a sequence of steps begins with."""
    graph = shapes()
    first = graph.first(path, RDF.first)
    if first is None:
        return
    alternatives = graph.first(first, SH.alternativePath) or graph.first(first, SH.zeroOrOnePath)
    if alternatives is None:
        yield first
        return
    nested = graph.first(alternatives, SH.alternativePath) or alternatives
    yield from graph.list_items(nested)
