"""The same question put to pySHACL, the reference.

Slow to import and slow to run; for tests, and for whoever would rather trust an engine
that many use.  It finds no details, and knows pySHACL's own deviations from SHACL.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.diagnostic import Diagnostic, MaalbarError, Severity
from maalbar.model.index import SpokenTriple
from maalbar.model.terms import SH, XSD, Subject, Term
from maalbar.validate.result import Result

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


class ReferenceFailedError(MaalbarError):
    """PySHACL could not validate."""

    def __init__(self, reason: str) -> None:
        """Pass on what pySHACL said."""
        sentence = f"pySHACL: {reason}"
        message = {"nb": sentence, "nn": sentence, "en": sentence}
        code = "shapes/reference-failed"
        super().__init__(Diagnostic(code=code, severity=Severity.ERROR, message=message))
        self.reason = reason


def validate_by_reference(
    shapes: Iterable[SpokenTriple], data: Iterable[SpokenTriple]
) -> list[Result]:
    """Validate `data` against `shapes` with pySHACL: SHACL Core, nothing inferred.

    Literals are kept as they are written.  The order of the results is not determined.

    Raises:
        ReferenceFailedError: pySHACL refuses the shapes, or fails.
    """
    import pyshacl  # noqa: PLC0415 # half a second that only this function needs

    with _quiet():
        try:
            _, report, text = pyshacl.validate(
                _as_graph(data),
                shacl_graph=_as_graph(shapes),
                inference="none",
                advanced=False,
                meta_shacl=False,
                inplace=True,  # the graph is ours; nothing is added to it
                max_validation_depth=100,  # of shapes in shapes; pySHACL gives up at 15
            )
        except Exception as error:  # its errors have no common class
            raise ReferenceFailedError(str(error)) from error
    if isinstance(report, Exception):
        raise ReferenceFailedError(text)
    return list(_results(report))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib and pySHACL from telling standard error about ill-formed literals."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
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
    return _subject(node)


def _subject(node: "Node") -> Subject:
    import rdflib  # noqa: PLC0415 # as above

    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else NamedNode(str(node))


def _results(report: "rdflib.Graph") -> Iterator[Result]:
    for node in report.objects(predicate=_to_rdflib(SH.result)):
        said = {
            str(predicate).removeprefix(SH.iri): value
            for predicate, value in report.predicate_objects(node)
        }
        path, value = said.get("resultPath"), said.get("value")
        yield Result(
            focus=_from_rdflib(said["focusNode"]),
            path=None if path is None else _from_rdflib(path),
            value=None if value is None else _from_rdflib(value),
            component=NamedNode(str(said["sourceConstraintComponent"])),
            shape=_subject(said["sourceShape"]),
            severity=NamedNode(str(said["resultSeverity"])),
        )
