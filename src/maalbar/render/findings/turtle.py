"""Findings as a SHACL validation report, all of them.

What a shape found is told as SHACL tells it.  What the program found is told the same way: the
focus is the file, the constraint component is the code.  Relative paths are resolved against
`https://w3id.org/maalbar/files/`, so that the report is the same wherever it is made.

See Also:
    SHACL, section 3.6 <https://www.w3.org/TR/shacl/#validation-report>.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.diagnostic import Diagnostic, Severity, Violation
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import SH, XSD, A, Namespace, Term
from maalbar.publish.turtle import write_turtle
from maalbar.render.findings.harmless import in_turtle, prose
from maalbar.render.findings.uris import uri
from maalbar.render.findings.view import DEEPEST, View

FILES: Final = Namespace("https://w3id.org/maalbar/files/")
CODES: Final = Namespace("https://w3id.org/maalbar/findings#")
_T = TypeVar("_T", bound=Term)
_REPORT: Final = BlankNode("report")
_SEVERITIES: Final = {
    Severity.ERROR: SH.Violation,
    Severity.WARNING: SH.Warning,
    Severity.INFO: SH.Info,
}


def render(view: View) -> str:
    """Render findings as one `sh:ValidationReport` in Turtle."""
    return in_turtle(write_turtle(Index(_Report().triples(view.findings)), first=_REPORT))


class _Report:
    """Names blank nodes: those of the data and those of the shapes are different ones."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], BlankNode] = {}
        self._results = 0

    def triples(self, findings: Sequence[Diagnostic]) -> Iterator[SpokenTriple]:
        yield _REPORT, A, SH.ValidationReport
        yield _REPORT, SH.conforms, Literal("false" if findings else "true", datatype=XSD.boolean)
        for each in findings:
            yield from self._result(_REPORT, SH.result, each, DEEPEST)

    def _result(
        self, whole: BlankNode, relation: NamedNode, finding: Diagnostic, deepest: int
    ) -> Iterator[SpokenTriple]:
        """Tell one finding as a result of a report or as a detail of another result."""
        self._results += 1
        result = BlankNode(f"r{self._results:07}")
        yield whole, relation, result
        yield result, A, SH.ValidationResult
        for tag, message in finding.message.items():
            yield result, SH.resultMessage, Literal(prose(message), language=tag or None)
        if finding.violation is None:
            yield from _of_program(result, finding)
        else:
            yield from self._of_shape(result, finding.violation)
        for each in finding.because if deepest else ():
            if each.violation is not None:
                yield from self._result(result, SH.detail, each, deepest - 1)

    def _of_shape(self, result: BlankNode, violation: Violation) -> Iterator[SpokenTriple]:
        yield result, SH.focusNode, self._named("d", violation.focus)
        yield result, SH.resultSeverity, violation.severity
        yield result, SH.sourceConstraintComponent, violation.component
        yield result, SH.sourceShape, self._named("s", violation.shape)
        if violation.path is not None:
            yield result, SH.resultPath, self._named("s", violation.path)
        if violation.value is not None:
            yield result, SH.value, self._named("d", violation.value)
        for subject, predicate, value in violation.path_triples:
            yield self._named("s", subject), predicate, self._named("s", value)

    def _named(self, graph: str, term: _T) -> _T | BlankNode:
        if not isinstance(term, BlankNode):
            return term
        key = (graph, term.value)
        return self._known.setdefault(key, BlankNode(f"{graph}{len(self._known) + 1}"))


def _of_program(result: BlankNode, finding: Diagnostic) -> Iterator[SpokenTriple]:
    path = finding.location.path
    file = uri(path) if path else ""
    yield result, SH.focusNode, NamedNode(file) if "://" in file else FILES[file]
    yield result, SH.resultSeverity, _SEVERITIES[finding.severity]
    yield result, SH.sourceConstraintComponent, CODES[finding.code.replace("/", "-")]
