"""Findings for a program, all of them and in full: one finding a line, texts in all languages.

Values are told exactly; what cannot be seen is written as JSON escapes.
"""

import json
from collections.abc import Iterator

from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.render.findings.harmless import in_json
from maalbar.render.findings.view import DEEPEST, View


def render(view: View) -> str:
    """Render findings as JSON; `message` and `hint` are in the reader's language."""
    findings = ",\n".join(_dumped(_plain(view, each)) for each in view.findings)
    rest = {
        "counts": view.counts,
        "layers": view.layers,
        "files": view.files,
        "version": view.version,
    }
    members = (f",\n{_dumped(key)}: {_dumped(value)}" for key, value in rest.items())
    return "".join(('{"findings": [\n', findings, "\n]", *members, "}\n"))


def _dumped(value: object) -> str:
    return in_json(json.dumps(value, ensure_ascii=False))


def _plain(view: View, finding: Diagnostic, deepest: int = DEEPEST) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": view.pick(finding.message),
        "messages": dict(finding.message),
        "hint": view.pick(finding.hint),
        "hints": dict(finding.hint),
        **_where(finding.location),
        "focus": finding.location.focus,
        "focusLabel": view.pick(finding.location.focus_label) or None,
        "property": finding.location.property_path,
        "propertyLabel": view.pick(finding.location.property_label) or None,
        "value": finding.value,
        "expected": [view.pick(each) for each in finding.expected],
        "because": list(_because(view, finding, deepest)),
        "related": [
            {**_where(each.location), "message": view.pick(each.message)}
            for each in finding.related
        ],
        "rule": finding.rule,
        "fingerprint": finding.fingerprint,
    }


def _because(view: View, finding: Diagnostic, deepest: int) -> Iterator[dict[str, object]]:
    for each in finding.because if deepest else ():
        yield _plain(view, each, deepest - 1)


def _where(where: Location) -> dict[str, object]:
    mark = where.mark
    return {
        "path": str(where.path) if where.path else None,
        "line": mark.line if mark else None,
        "column": mark.column if mark else None,
        "width": mark.width if mark else None,
    }
