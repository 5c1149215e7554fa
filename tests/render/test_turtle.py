"""The validation report: as SHACL describes it, and true to what was found."""

from typing import Final

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from tests.render.findings import FINDINGS, IRI, SHAPE
from tests.render.hostile import FINDINGS as HOSTILE

from maalbar.model.diagnostic import Diagnostic
from maalbar.model.index import Index
from maalbar.model.terms import MB, SH, XSD, A, Term
from maalbar.model.text import LANGUAGES
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import harmless, prose
from maalbar.validate.engine import compile_shapes

# SHACL, section 3.6: what a report and its results have, and how many.
SHAPES: Final = """
prefix sh: <http://www.w3.org/ns/shacl#>
prefix xsd: <http://www.w3.org/2001/XMLSchema#>
prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
prefix : <https://example.org/>

:Report sh:targetClass sh:ValidationReport ; sh:targetSubjectsOf sh:conforms, sh:result ;
    sh:class sh:ValidationReport ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
    sh:property [ sh:path sh:result ; sh:class sh:ValidationResult ] ;
    sh:or (
        [ sh:property [ sh:path sh:conforms ; sh:hasValue true ] ;
          sh:property [ sh:path sh:result ; sh:maxCount 0 ] ]
        [ sh:property [ sh:path sh:conforms ; sh:hasValue false ] ;
          sh:property [ sh:path sh:result ; sh:minCount 1 ] ]
    ) .

:Result sh:targetClass sh:ValidationResult ; sh:targetObjectsOf sh:result, sh:detail ;
    sh:class sh:ValidationResult ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:value ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:sourceShape ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:sourceConstraintComponent ;
                  sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path sh:resultMessage ; sh:uniqueLang true ;
                  sh:or ( [ sh:datatype xsd:string ] [ sh:datatype rdf:langString ] ) ] ;
    sh:property [ sh:path sh:detail ; sh:class sh:ValidationResult ] .
"""


def read(turtle: str) -> Index:
    quads = parse(turtle, format=RdfFormat.TURTLE)
    return Index((quad.subject, quad.predicate, quad.object) for quad in quads)


RULES: Final = compile_shapes(read(SHAPES))


def report_of(*findings: Diagnostic) -> tuple[Index, Term]:
    """Render findings, hold the report against the rules, and give it and its node."""
    written = RENDERERS["turtle"](findings, "nb", 80)
    assert {each for each in written if harmless(each) != each} <= {"\n", ":"}
    report = read(written)
    assert RULES.validate(report) == []
    (node,) = report.subjects(A, SH.ValidationReport)
    return report, node


def results_of(*findings: Diagnostic) -> tuple[Index, list[Term]]:
    report, node = report_of(*findings)
    return report, sorted(report.objects(node, SH.result), key=str)


@pytest.mark.parametrize("findings", [FINDINGS, FINDINGS[2:3], ()])
def test_a_report_conforms_only_where_nothing_was_found(findings: tuple[Diagnostic, ...]) -> None:
    report, node = report_of(*findings)

    said = "false" if findings else "true"
    assert report.objects(node, SH.conforms) == (Literal(said, datatype=XSD.boolean),)
    assert len(report.objects(node, SH.result)) == len(findings)


def test_what_a_shape_found_is_told_as_shacl_tells_it() -> None:
    report, results = results_of(*FINDINGS)

    (found,) = report.subjects(SH.sourceShape, SHAPE)
    assert found in results
    assert report.objects(found, SH.focusNode) == (IRI,)
    assert report.objects(found, SH.value) == (Literal("fjorten", datatype=XSD.integer),)
    assert report.objects(found, SH.sourceConstraintComponent) == (SH.OrConstraintComponent,)
    assert {each.language for each in report.objects(found, SH.resultMessage)} == set(LANGUAGES)  # type: ignore[union-attr] # literals
    (path,) = report.objects(found, SH.resultPath)
    assert list(report.list_items(path)) == [MB.value, MB.unit]


def test_the_parts_that_failed_are_details_and_no_results_of_the_report() -> None:
    report, results = results_of(*FINDINGS)

    (found,) = report.subjects(SH.sourceShape, SHAPE)
    (detail,) = report.objects(found, SH.detail)
    assert detail not in results
    assert report.objects(detail, SH.sourceConstraintComponent) == (
        SH.MaxInclusiveConstraintComponent,
    )


def test_what_the_program_found_has_the_file_as_focus_and_the_code_as_component() -> None:
    report, (found,) = results_of(FINDINGS[2])

    base = "https://w3id.org/maalbar/"
    assert report.objects(found, SH.focusNode) == (NamedNode(f"{base}files/notes/%C3%A6%231.yaml"),)
    assert report.objects(found, SH.sourceConstraintComponent) == (
        NamedNode(f"{base}findings#syntax-empty-file"),
    )
    assert report.objects(found, SH.resultSeverity) == (SH.Warning,)


def test_the_language_of_the_reader_makes_no_difference() -> None:
    assert len({RENDERERS["turtle"](FINDINGS, tag, 80) for tag in LANGUAGES}) == 1


@given(HOSTILE)
@settings(max_examples=40)
def test_no_text_adds_a_statement(findings: tuple[Diagnostic, ...]) -> None:
    report, results = results_of(*findings)

    assert len(results) == len(findings)
    said = [{each.value for each in report.objects(result, SH.resultMessage)} for result in results]
    assert said == [set(map(prose, each.message.values())) for each in findings]
    for result, finding in zip(results, findings, strict=True):
        if finding.violation:
            assert report.objects(result, SH.value) == (finding.violation.value,)
