"""Findings as annotations of a pull request: commands to the log of a GitHub workflow.

GitHub shows ten errors, ten warnings and ten notices a step; no more are written, and a line
says how many there are.

See Also:
    <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.render.findings.told import file, lines, told
from maalbar.render.findings.view import View

AT_MOST: Final = 10
_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def render(view: View) -> str:
    """Render findings as workflow commands and a line that counts them."""
    written = [_annotation(view, each) for each in _first(view.findings)]
    left_out = len(view.findings) - len(written)
    if left_out:
        written.append(view.say("left-out", count=view.number(left_out)))
    return "\n".join([*written, view.summary, ""])


def _first(findings: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    met: dict[Severity, int] = defaultdict(int)
    for each in findings:
        met[each.severity] += 1
        if met[each.severity] <= AT_MOST:
            yield each


def _annotation(view: View, finding: Diagnostic) -> str:
    said = told(view, finding)
    mark = finding.location.mark
    properties = {"file": file(finding.location.path)} if finding.location.path else {}
    if properties and mark:
        properties |= {
            "line": str(mark.line),
            "col": str(mark.column),
            "endColumn": str(mark.column + mark.width),
        }
    properties["title"] = said.code
    written = ",".join(f"{key}={_escaped(value, '%:,')}" for key, value in properties.items())
    details = (f"{'  ' * each.depth}{each.label} {each.text}" for each in lines(view, said))
    message = "%0A".join(_escaped(each.rstrip(), "%") for each in (said.message, *details))
    return f"::{_COMMANDS[finding.severity]} {written}::{message}"


def _escaped(text: str, special: str) -> str:
    return re.sub(f"[{special}]", lambda match: f"%{ord(match[0]):02X}", text)
