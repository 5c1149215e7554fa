"""Workflow commands: an annotation a finding, no more than are shown, and no others."""

import re
from typing import Final
from urllib.parse import unquote

from hypothesis import given, settings
from tests.render.findings import ALIKE, FINDINGS, SHAPED
from tests.render.hostile import FINDINGS as HOSTILE

from maalbar.model.diagnostic import Diagnostic
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import harmless, prose

COMMAND: Final = re.compile(
    r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<said>.*)"
)


def lines_of(*findings: Diagnostic, language: str = "en") -> list[str]:
    return RENDERERS["github"](findings, language, 80).removesuffix("\n").split("\n")


def test_an_annotation_stands_where_its_finding_does() -> None:
    first, summary = lines_of(SHAPED)

    assert first.startswith(
        "::error file=reports/fyr 2030.yaml,line=12,col=14,endColumn=21,title=shapes/or::"
        "A share is a number from 0 to 100%0Aabout: Lights lit in 2030 (observation/"
    )
    assert summary == "1 error, 0 warnings, 0 notes in 1 file (shapes 1)"


def test_what_is_about_no_file_has_no_place() -> None:
    assert lines_of(FINDINGS[0])[0].startswith("::error title=settings/none::Found no publication")


def test_ten_of_each_severity_are_shown_and_the_others_counted() -> None:
    *shown, left_out, _summary = lines_of(*ALIKE, *[SHAPED] * 12)

    levels = [each.split(" ")[0] for each in shown]
    assert (levels.count("::warning"), levels.count("::error")) == (10, 10)
    assert left_out.startswith("… and 6 more findings that are not shown")


def test_nothing_found_is_said_and_annotates_nothing() -> None:
    assert lines_of(language="nn") == ["Ingen funn."]


@given(HOSTILE)
@settings(max_examples=60)
def test_no_text_adds_a_command_or_a_property(findings: tuple[Diagnostic, ...]) -> None:
    *commands, summary = lines_of(*findings, language="nb")

    assert len(commands) == len(findings)
    assert not summary.startswith("::")
    for line, finding in zip(commands, findings, strict=True):
        assert harmless(line[2:]) == line[2:]
        found = COMMAND.fullmatch(line)
        assert found
        pairs = dict(each.split("=", 1) for each in found["properties"].split(","))
        assert set(pairs) <= {"file", "line", "col", "endColumn", "title"}
        path = finding.location.path
        assert unquote(pairs.get("file", "")) == (harmless(str(path)) if path else "")
        said = unquote(found["said"]).split("\n")
        assert said[0] == prose(finding.message["nb"]).rstrip()
