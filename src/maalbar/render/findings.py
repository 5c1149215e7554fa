"""Findings as text for people and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from textwrap import fill
from typing import Final

from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.model.text import pick
from maalbar.words import counted, phrase

Renderer = Callable[[Sequence[Diagnostic], str, int], str]


def as_text(findings: Sequence[Diagnostic], language: str, width: int) -> str:
    """Render findings for a person.

    Args:
        findings: in the order in which to show them.
        language: of the reader.
        width: columns to wrap at.

    Returns:
        A paragraph a finding and a line that counts them; empty if there is none.
    """
    if not findings:
        return ""
    blocks = [_block(each, language, width) for each in findings]
    return "\n".join([*blocks, count(findings, language), ""])


def as_json(findings: Sequence[Diagnostic], language: str, width: int = 0) -> str:  # noqa: ARG001 # all renderers are called alike
    """Render findings for a program; messages in all languages, and in `language` first."""
    return (
        json.dumps(
            {
                "findings": [_plain(each, language) for each in findings],
                "counts": _counts(findings),
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


RENDERERS: Final[Mapping[str, Renderer]] = {"text": as_text, "json": as_json}


def count(findings: Sequence[Diagnostic], language: str) -> str:
    """Say how many findings there are of each severity."""
    return ", ".join(counted(name, number, language) for name, number in _counts(findings).items())


def place(finding: Diagnostic) -> str:
    """Give the place of a finding as editors read it: `path:line:column`."""
    where = finding.location
    if where.path is None:
        return ""
    mark = f":{where.mark.line}:{where.mark.column}" if where.mark else ""
    return f"{where.path}{mark}"


def _block(finding: Diagnostic, language: str, width: int) -> str:
    severity = phrase("commands", finding.severity.value, language)
    lines = [f"{place(finding) or 'maalbar'}: {severity}[{finding.code}]"]
    lines.append(_wrapped(pick(finding.message, language), width))
    details = {
        "about": finding.location.focus,
        "value": finding.value,
        "hint": pick(finding.hint, language),
        "rule": finding.rule,
    }
    for name, detail in details.items():
        if detail:
            label = phrase("commands", name, language)
            text = f"{label} {detail}"
            # What must be copied whole (addresses) is never broken over lines.
            lines.append(_wrapped(text, width) if name == "hint" else f"  {_short(text, 400)}")
    return "\n".join([*lines, ""])


def _wrapped(text: str, width: int) -> str:
    return fill(
        text,
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _short(text: str, limit: int) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else f"{one_line[: limit - 1]}…"


_COUNTED: Final = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings",
    Severity.INFO: "infos",
}


def _counts(findings: Sequence[Diagnostic]) -> dict[str, int]:
    found = Counter(each.severity for each in findings)
    return {key: found[severity] for severity, key in _COUNTED.items()}


def _plain(finding: Diagnostic, language: str) -> dict[str, object]:
    where = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": pick(finding.message, language),
        "hint": pick(finding.hint, language),
        "messages": dict(finding.message),
        "path": str(where.path) if where.path else None,
        "line": where.mark.line if where.mark else None,
        "column": where.mark.column if where.mark else None,
        "focus": where.focus,
        "property": where.property_path,
        "value": finding.value,
        "rule": finding.rule,
        "fingerprint": finding.fingerprint,
    }
