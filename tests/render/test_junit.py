"""JUnit XML: a suite a file, a test a finding, failed where it is an error."""

from xml.etree import ElementTree as ET

from hypothesis import given, settings
from tests.render.findings import FINDINGS
from tests.render.hostile import FINDINGS as HOSTILE

from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import harmless, prose


def read(findings: tuple[Diagnostic, ...], language: str = "nb") -> ET.Element:
    return ET.fromstring(RENDERERS["junit"](findings, language, 80, colour=True))  # noqa: S314 # ours


def test_errors_are_failed_tests_and_others_are_passed_ones_with_output() -> None:
    root = read(FINDINGS)

    assert (root.get("tests"), root.get("failures")) == ("19", "3")
    assert len(root.findall(".//failure")) == 3
    assert len(root.findall(".//system-out")) == 16


def test_each_file_is_a_suite_that_counts_its_own() -> None:
    suites = {each.get("name"): each for each in read(FINDINGS)}

    assert list(suites) == ["maalbar", "figures.csv", "notes/æ#1.yaml", "reports/fyr 2030.yaml"]
    for suite in suites.values():
        assert suite.get("tests") == str(len(suite))
        assert suite.get("failures") == str(len(suite.findall(".//failure")))


def test_a_test_is_named_by_what_it_is_about_and_placed_where_it_stands() -> None:
    case = read(FINDINGS).findall(".//testcase")[3]

    assert case.get("name") == (
        "Tente fyr 2030 (observation/fyrvesenet/2030/tente-fyr): "
        "En andel er et tall fra 0 til 100 [shapes/or]"
    )
    assert (case.get("file"), case.get("line")) == ("reports/fyr 2030.yaml", "12")


def test_where_nothing_was_found_one_test_passed() -> None:
    (suite,) = read(())

    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    assert [each.get("name") for each in suite] == ["Ingen funn."]


@given(HOSTILE)
@settings(max_examples=40)
def test_no_text_adds_an_element(findings: tuple[Diagnostic, ...]) -> None:
    root = read(findings)

    cases = root.findall(".//testcase")
    failures = root.findall(".//failure")
    errors = [each for each in findings if each.severity is Severity.ERROR]
    tags = {"testsuites", "testsuite", "testcase", "failure", "system-out"}
    assert {each.tag for each in root.iter()} <= tags
    assert len(cases) == max(1, len(findings))
    assert sorted(each.get("message", "") for each in failures) == sorted(
        prose(each.message["nb"]) for each in errors
    )
    for each in root.iter():
        assert all(harmless(text) == text for text in each.attrib.values())
        assert all(harmless(line) == line for line in (each.text or "").split("\n"))
