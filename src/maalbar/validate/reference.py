"""The same question put to pySHACL, the reference.

Slow to import and slow to run; for tests, and for whoever would rather trust an engine
that many use.  It finds no details, and knows pySHACL's own deviations from SHACL.
"""

import logging
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from threading import RLock
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

import regex
from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import OWL, SH, XSD, Term, order
from maalbar.validate.components import COMPONENTS
from maalbar.validate.errors import PatternTooSlowError
from maalbar.validate.expressions import Patience
from maalbar.validate.result import Result
from maalbar.words import finding

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_CORE: Final = frozenset(component.iri for component in COMPONENTS)
# One validation at a time may lend pySHACL our expressions.
_LENDING: Final = RLock()
# A place in the sentence of a query: `{?value}`, and where in a result it is told.
_PLACE: Final = re.compile(r"\{[?$](\w+)\}")

_FILLED: Final = {"this": "focusNode", "path": "resultPath", "value": "value"}


class ReferenceFailedError(MaalbarError):
    """PySHACL could not validate."""

    def __init__(self, reason: str) -> None:
        """Pass on what pySHACL said."""
        super().__init__(finding("shapes/reference-failed", Location(), reason=reason))
        self.reason = reason


def validate_by_reference(
    shapes: Index, data: Iterable[SpokenTriple], *, advanced: bool = False
) -> list[Result]:
    """Validate `data` against `shapes` with pySHACL; nothing is inferred, nothing fetched.

    Literals are kept as they are written.  The order of the results is not determined.

    Args:
        shapes: the shapes; whatever they say in SPARQL is run.
        data: what is validated.
        advanced: look also for targets and functions in SPARQL.

    Raises:
        ReferenceFailedError: pySHACL refuses the shapes, or fails.
    """
    import pyshacl  # noqa: PLC0415 # half a second that only this function needs

    with _quiet(), _bounded_patterns(shapes):
        try:
            _, report, text = pyshacl.validate(
                _as_graph(data),
                shacl_graph=_as_graph(chain(shapes, _imported_prefixes(shapes))),
                inference="none",
                advanced=advanced,
                meta_shacl=False,
                do_owl_imports=False,
                js=False,
                inplace=True,  # the graph is ours; nothing is added to it
                max_validation_depth=100,  # of shapes in shapes; pySHACL gives up at 15
            )
        except PatternTooSlowError:
            raise
        except Exception as error:  # its errors have no common class
            raise ReferenceFailedError(str(error) or type(error).__name__) from error
    if isinstance(report, Exception):
        raise ReferenceFailedError(text)
    return list(_results(report, shapes))


@contextmanager
def _bounded_patterns(shapes: Index) -> Iterator[None]:
    """Let pySHACL look for patterns by what can be stopped; it compiles them by Python's `re`."""
    from pyshacl.constraints.core import string_based_constraints  # noqa: PLC0415 # as above

    patience, names = Patience(), vars(string_based_constraints)

    def expression(text: str, flags: int) -> _Expression:
        return _Expression(regex.compile(text, flags), patience, shapes)

    with _LENDING:
        own = names["re"]
        names["re"] = SimpleNamespace(I=re.IGNORECASE, M=re.MULTILINE, compile=expression)
        try:
            yield
        finally:
            names["re"] = own


@dataclass(frozen=True, slots=True)
class _Expression:
    """A pattern as pySHACL uses it."""

    expression: "regex.Pattern[str]"
    patience: Patience
    shapes: Index

    def match(self, text: str) -> bool:
        return self.search(text)

    def search(self, text: str) -> bool:
        try:
            return self.patience.finds(self.expression, text)
        except TimeoutError as error:
            pattern = self.expression.pattern
            users = self.shapes.subjects(SH.pattern, Literal(pattern))
            raise PatternTooSlowError(pattern, users[0]) from error


def _imported_prefixes(shapes: Index) -> Iterator[SpokenTriple]:
    """Give the prefixes that come by `owl:imports`, as if declared where they are used.

    SHACL follows the imports within the graph, pySHACL does not.
    """
    for using in shapes.values(SH.prefixes):
        seen: set[Term] = {using}
        waiting: list[Term] = [using]
        while waiting:
            for imported in shapes.objects(waiting.pop(), OWL.imports):
                if imported not in seen and not isinstance(using, Literal):
                    seen.add(imported)
                    waiting.append(imported)
                    for declared in shapes.objects(imported, SH.declare):
                        yield using, SH.declare, declared


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib and pySHACL from telling standard error about ill-formed literals."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _as_graph(triples: Iterable[SpokenTriple]) -> "rdflib.Graph":
    import rdflib  # noqa: PLC0415 # a quarter of a second that only this module needs

    graph = rdflib.Graph()
    for subject, predicate, value in triples:
        graph.add((_to_rdflib(subject), _to_rdflib(predicate), _to_rdflib(value)))
    return graph


def _to_rdflib(term: Term) -> "Node":
    import rdflib  # noqa: PLC0415 # as above

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    # For rdflib "x" and "x"^^xsd:string differ.
    datatype = None if term.datatype == XSD.string else term.datatype.value
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def _from_rdflib(node: "Node") -> Term:
    import rdflib  # noqa: PLC0415 # as above

    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(node.datatype or XSD.string.value))
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else NamedNode(str(node))


def _results(report: "rdflib.Graph", shapes: Index) -> Iterator[Result]:
    for node in report.objects(predicate=_to_rdflib(SH.result)):
        said: defaultdict[str, list[Term]] = defaultdict(list)
        for predicate, value in report.predicate_objects(node):
            said[str(predicate).removeprefix(SH.iri)].append(_from_rdflib(value))
        component = NamedNode(said["sourceConstraintComponent"][0].value)
        shape = said["sourceShape"][0]
        yield Result(
            focus=said["focusNode"][0],
            path=next(iter(said["resultPath"]), None),
            value=next(iter(said["value"]), None),
            component=component,
            shape=shape if isinstance(shape, BlankNode) else NamedNode(shape.value),
            severity=NamedNode(said["resultSeverity"][0].value),
            messages=() if component in _CORE else tuple(_messages(said, shapes)),
        )


def _messages(said: Mapping[str, Sequence[Term]], shapes: Index) -> Iterator[Literal]:
    """Give what a query or a component says.

    pySHACL forgets the languages when it fills the sentences, so they are filled here; it is
    asked where a sentence names what only the query knows.
    """
    (component,), (shape,) = said["sourceConstraintComponent"], said["sourceShape"]
    speakers = [*said["sourceConstraint"]]
    for validator in (SH.validator, SH.nodeValidator, SH.propertyValidator):
        speakers += shapes.objects(component, validator)
    filling = {name: said[key][0].value for name, key in _FILLED.items() if said[key]}
    for parameter in shapes.objects(component, SH.parameter):
        path = shapes.first(parameter, SH.path)
        value = shapes.first(shape, path) if isinstance(path, NamedNode) else None
        if path and value:
            filling[re.split("[#/]", path.value)[-1]] = value.value
    for each in (each for speaker in speakers for each in shapes.objects(speaker, SH.message)):
        text = _PLACE.sub(lambda match: filling.get(match[1], match[0]), each.value)
        if _PLACE.search(text):
            yield from sorted(
                (each for each in said["resultMessage"] if isinstance(each, Literal)), key=order
            )
            return
        language = each.language if isinstance(each, Literal) else None
        yield Literal(text, language=language) if language else Literal(text)
