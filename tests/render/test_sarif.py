"""SARIF as its standard and GitHub want it."""

import json
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from tests.render.findings import FINDINGS, SHAPED
from tests.render.hostile import FINDINGS as HOSTILE
from tests.render.sarif_schema import LOG

from maalbar.model.diagnostic import Diagnostic, Location, Mark, Related, Severity
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import harmless
from maalbar.render.findings.sarif import AT_MOST

VALIDATOR = Draft202012Validator(LOG)


def run_of(*findings: Diagnostic, language: str = "en") -> dict[str, Any]:
    """Render findings, hold the log against the standard, and give its run."""
    written = RENDERERS["sarif"](findings, language, 80)
    assert {each for each in written if harmless(each) != each} <= {"\n"}
    log = json.loads(written)
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    return dict(run)


@pytest.mark.parametrize("findings", [FINDINGS, (), FINDINGS[:1], FINDINGS[1:2]])
def test_a_log_is_valid(findings: tuple[Diagnostic, ...]) -> None:
    run = run_of(*findings)

    placed = [each for each in findings if each.location.path]
    assert len(run["results"]) == len(placed)


def test_a_result_stands_where_its_finding_does() -> None:
    (result,) = run_of(SHAPED)["results"]

    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "reports/fyr%202030.yaml"
    assert place["region"] == {"startLine": 12, "startColumn": 14, "endColumn": 21}
    assert place["contextRegion"]["snippet"]["text"] == SHAPED.location.source
    assert result["partialFingerprints"] == {"maalbar/v1": SHAPED.fingerprint}
    assert result["message"]["text"].startswith("A share is a number from 0 to 100\nabout: Lights")


def test_what_is_about_a_whole_file_stands_at_its_first_line() -> None:
    (result,) = run_of(FINDINGS[2])["results"]

    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_what_is_about_no_file_is_said_of_the_run() -> None:
    (invocation,) = run_of(FINDINGS[0])["invocations"]

    (said,) = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert said["descriptor"]["id"] == "settings/none"


def test_each_rule_is_described_once_and_in_general_words() -> None:
    rules = run_of(*FINDINGS, language="nb")["tool"]["driver"]["rules"]

    described = {each["id"]: each["shortDescription"]["text"] for each in rules}
    assert len(described) == len(rules)
    assert described["source/uncovered"].startswith("Tallet «…» i kilden er ikke dekket")
    assert described["shapes/min-count/Goal-description"] == "Målet mangler beskrivelse"
    for result in run_of(*FINDINGS)["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_severities_are_levels() -> None:
    levels = [
        run_of(replace(SHAPED, severity=severity))["results"][0]["level"] for severity in Severity
    ]

    assert levels == ["error", "warning", "note"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/æ#?.ttl", "a%20b/%C3%A6%23%3F.ttl"),
        ("c:d.ttl", "c%3Ad.ttl"),
        ("100%.csv", "100%25.csv"),
        ("/srv/a.ttl", "file:///srv/a.ttl"),
        ("not\udcff.ttl", "not%FF.ttl"),
        ("../a.ttl", "../a.ttl"),
    ],
)
def test_a_path_is_an_address(path: str, uri: str) -> None:
    (result,) = run_of(replace(SHAPED, location=Location(path=PurePosixPath(path))))["results"]

    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) is not uri.startswith("file:")


def test_no_more_results_than_are_read_are_written_and_the_others_are_counted() -> None:
    plain = Diagnostic(
        code="syntax/tab",
        severity=Severity.WARNING,
        message={},
        location=Location(path=PurePosixPath("a"), mark=Mark(1, 1)),
    )
    error = replace(plain, severity=Severity.ERROR)

    run = run_of(*[plain] * (AT_MOST + 9), error)

    assert len(run["results"]) == AT_MOST
    assert run["results"][-1]["level"] == "error"
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"].startswith("… and 10 more findings that are not shown")


def test_related_places_are_told_once() -> None:
    twice = (Related(Location(path=PurePosixPath("a")), {"en": "here"}),) * 2

    (result,) = run_of(replace(SHAPED, related=twice))["results"]

    assert len(result["relatedLocations"]) == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[here](https://e.no)", r"[here\](https://e.no)"),
        (r"[here\](1)", r"[here\\\](1)"),
        ("[x] (y)", "[x] (y)"),
        ("{0} {nb: x}", "{{0}} {{nb: x}}"),
    ],
)
def test_data_are_no_links_and_no_places_to_fill(text: str, written: str) -> None:
    finding = Diagnostic(code="a/b", severity=Severity.ERROR, message={"en": text}, location=HERE)

    (result,) = run_of(finding)["results"]

    assert result["message"]["text"] == written


HERE = Location(path=PurePosixPath("a"))
LINK = re.compile(r"(?<!\\)(?:\\\\)*\]\(")


@given(HOSTILE)
@settings(max_examples=40)
def test_no_text_makes_a_log_invalid_or_adds_a_link(findings: tuple[Diagnostic, ...]) -> None:
    run = run_of(*findings, language="nb")

    placed = [each for each in findings if each.location.path]
    assert [each["properties"].get("value") for each in run["results"] if "properties" in each] == [
        each.value
        for each in placed
        if not (each.value is each.rule is each.location.property_path is None)
    ]
    for result in run["results"]:
        text = result["message"]["text"]
        assert not LINK.search(text)
        assert not re.search("[{}]", text.replace("{{", "").replace("}}", ""))
        assert all(harmless(line) == line for line in text.split("\n"))
