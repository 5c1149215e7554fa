"""From what the SHACL engine found to findings in a reader's words and at the author's line.

The sentences are the shapes' own: `sh:message` says what is wrong, `sh:description` how
to mend it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.model.index import Index
from maalbar.model.statements import Publication
from maalbar.model.terms import MBSH, RDF, SH, Term
from maalbar.model.text import Text
from maalbar.validate.engine import Shapes, compile_shapes
from maalbar.validate.reference import validate_by_reference
from maalbar.validate.result import Result
from maalbar.validate.told_once import check_told_once
from maalbar.vocabulary.resources import all_shapes, ontology, shapes

_SEVERITIES = {SH.Violation: Severity.ERROR, SH.Warning: Severity.WARNING}


@cache
def _compiled() -> Shapes:
    return compile_shapes(shapes())


def data_of(index: Index) -> Index:
    """Give what the shapes look at: the data with the ontology that they speak."""
    return Index(chain(index, ontology()))


def check_shapes(publication: Publication, *, by_reference: bool = False) -> Iterator[Diagnostic]:
    """Validate the publication against all shapes, by our own engine or by pySHACL.

    All graphs are looked at together.  What plain files will hold is looked at too: it must
    be valid without the statements that they leave out.
    """
    found = set()
    for result in _results(publication.index, by_reference=by_reference):
        found.add(result.key)
        yield as_finding(result, publication)
    for result in _results(publication.plain, by_reference=by_reference):
        if result.severity == SH.Violation and result.key not in found:
            yield as_finding(result, publication)


def _results(index: Index, *, by_reference: bool) -> list[Result]:
    data = data_of(index)
    if by_reference:
        return validate_by_reference(all_shapes(), data)
    return [*_compiled().validate(data), *check_told_once(data)]


def as_finding(result: Result, publication: Publication) -> Diagnostic:
    """Say in words what one validation result says.

    A law that looks at several properties has no path; its `mbsh:place` says at which of
    them an author should look.
    """
    index = publication.index
    predicate = _predicate(result.path or shapes().first(result.shape, MBSH.place))
    value = result.value if result.value != result.focus else None
    if value is None and result.path is None and predicate:
        value = index.first(result.focus, predicate)
    return Diagnostic(
        code=f"shapes/{_code(result)}",
        severity=_SEVERITIES.get(result.severity, Severity.INFO),
        message=_texts(result.shape, SH.message),
        hint=_texts(result.shape, SH.description),
        location=publication.place(result.focus, predicate, value),
        rule=result.shape.value,
        value=publication.short(value) if value else None,
    )


def _code(result: Result) -> str:
    """Name the constraint component in kebab-case: `MinCountConstraintComponent` is min-count."""
    name = result.component.value.removeprefix(SH.iri).removesuffix("ConstraintComponent")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _predicate(path: Term | None) -> NamedNode | None:
    """Give the first step of a path: the property at which an author begins to look."""
    while isinstance(path, BlankNode):
        index = shapes()
        path = (
            index.first(path, RDF.first)
            or index.first(path, SH.alternativePath)
            or index.first(path, SH.inversePath)
        )
    return path if isinstance(path, NamedNode) else None


def _texts(shape: Term, predicate: NamedNode) -> Text:
    return {
        each.language: each.value
        for each in all_shapes().objects(shape, predicate)
        if isinstance(each, Literal) and each.language
    }
