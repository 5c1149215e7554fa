"""Findings as test results, for services that show those: a suite a file, a test a finding.

An error is a failed test.  A warning or a note is a test that passed and has an output, since
a failed test fails the build.  Where nothing was found, one test passed: services take a run
without tests for a mistake.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree as ET

from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.render.findings.text import block
from maalbar.render.findings.told import file, told
from maalbar.render.findings.view import View

_NAME: Final = "maalbar"
_WIDTH: Final = 100


def render(view: View) -> str:
    """Render findings as JUnit XML."""
    plain = replace(view, colour=False, width=_WIDTH)
    root = ET.Element("testsuites", {"name": _NAME} | _counts(view.findings))
    files: dict[PurePosixPath | None, list[Diagnostic]] = {}
    for each in view.findings:
        files.setdefault(each.location.path, []).append(each)
    for path, findings in files.items():
        name = file(path) or _NAME
        suite = ET.SubElement(root, "testsuite", {"name": name} | _counts(findings))
        for each in findings:
            _case(suite, plain, name, each)
    if not files:
        suite = ET.SubElement(root, "testsuite", {"name": _NAME} | _counts(()))
        ET.SubElement(suite, "testcase", classname=_NAME, name=view.summary)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _counts(findings: Sequence[Diagnostic]) -> dict[str, str]:
    failed = sum(each.severity is Severity.ERROR for each in findings)
    return {
        "tests": str(len(findings) or 1),
        "failures": str(failed),
        "errors": "0",
        "skipped": "0",
    }


def _case(suite: ET.Element, view: View, name: str, finding: Diagnostic) -> None:
    """Add a test whose name is the same where lines were moved, so that runs can be compared."""
    said = told(view, finding)
    subject = f"{said.about[0].text}: " if said.about else ""
    case = ET.SubElement(
        suite, "testcase", classname=name, name=f"{subject}{said.message} [{said.code}]"
    )
    if finding.location.path:
        case.set("file", name)
    if finding.location.mark:
        case.set("line", str(finding.location.mark.line))
    if finding.severity is Severity.ERROR:
        result = ET.SubElement(case, "failure", type=said.code, message=said.message)
    else:
        result = ET.SubElement(case, "system-out")
    result.text = block(view, finding)
