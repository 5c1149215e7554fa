"""Findings as SARIF 2.1.0, as services that scan code read it.

What GitHub asks for besides the standard is kept: each result has a line, a run has at most
25,000 results (the most severe; a notification says how many others there are), and no array is
empty.  A finding in no file is a notification too.

See Also:
    SARIF 2.1.0 <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; GitHub's
    limits <https://docs.github.com/code-security/reference/code-scanning/sarif-files>.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from maalbar.model.diagnostic import Diagnostic, Location, Related, Severity
from maalbar.render.findings.chosen import severest
from maalbar.render.findings.harmless import in_json, prose
from maalbar.render.findings.told import lines, told
from maalbar.render.findings.uris import uri
from maalbar.render.findings.view import View, layer
from maalbar.words import table

AT_MOST: Final = 25_000
_MOST_RELATED: Final = 100
_LONGEST_LINE: Final = 1000
_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Object = dict[str, Any]


def render(view: View) -> str:
    """Render findings as a SARIF log of one run, a result a line."""
    placed = [each for each in view.findings if each.location.path]
    kept = [placed[at] for at in severest(placed, AT_MOST)]
    rules = _rules(view, kept)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    run: Object = {
        "tool": {"driver": _driver(view) | ({"rules": rules} if rules else {})},
        "language": view.language,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(view, len(placed) - len(kept))],
        "results": [],
    }
    head = json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False)
    results = ",\n".join(
        json.dumps(_result(view, each, places[_rule_id(each)]), ensure_ascii=False) for each in kept
    )
    return in_json(f"{head.removesuffix(']}]}')}\n{results}\n]}}]}}\n")


def _driver(view: View) -> Object:
    return {
        "name": "Målbar",
        "version": view.version,
        "informationUri": "https://w3id.org/maalbar/",
    }


def _rules(view: View, findings: Sequence[Diagnostic]) -> list[Object]:
    """Describe each rule once."""
    first = {_rule_id(each): each for each in reversed(findings)}
    return [_rule(view, first[name]) for name in sorted(first)]


def _rule_id(finding: Diagnostic) -> str:
    """Name a rule: the code, and the shape that asks, as each has a sentence of its own."""
    if finding.rule is None:
        return finding.code
    return f"{finding.code}/{re.split('[#/]', finding.rule.rstrip('#/'))[-1]}"


def _rule(view: View, finding: Diagnostic) -> Object:
    """Describe a rule, in the general words of the program where it is the program's."""
    general = None if finding.rule else table("findings").get(finding.code, {}).get(view.language)
    message = general["message"] if general else view.pick(finding.message)
    hint = general["hint"] if general else view.pick(finding.hint)
    if general:
        message, hint = (each.format_map(_Gaps()) for each in (message, hint))
    return {
        "id": _rule_id(finding),
        "shortDescription": _message(message),
        "fullDescription": _message(message),
        "help": _message(hint or message),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [layer(finding)]},
    }


class _Gaps(dict[str, str]):
    """Fills every place of a sentence with an ellipsis."""

    def __missing__(self, _name: str) -> str:
        return "…"


def _result(view: View, finding: Diagnostic, rule: int) -> Object:
    where = finding.location
    location = _location(where)
    if where.focus:
        location["logicalLocations"] = [{"fullyQualifiedName": where.focus}]
    result = {
        "ruleId": _rule_id(finding),
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": _told(view, finding),
        "locations": [location],
        "partialFingerprints": {"maalbar/v1": finding.fingerprint},
    }
    related: list[Object] = []
    for each in finding.related[:_MOST_RELATED]:
        place = _related(view, each)
        related += [place] if place not in related else []
    if related:
        result["relatedLocations"] = related
    exact = {"property": where.property_path, "value": finding.value, "rule": finding.rule}
    properties = {key: value for key, value in exact.items() if value is not None}
    return result | ({"properties": properties} if properties else {})


def _invocation(view: View, left_out: int) -> Object:
    """Say how the run went, and what is said about no file."""
    unplaced = [each for each in view.findings if not each.location.path]
    said = [
        {
            "descriptor": {"id": each.code},
            "level": _LEVELS[each.severity],
            "message": _told(view, each),
        }
        for each in unplaced
    ]
    if left_out:
        sentence = view.say("left-out", count=view.number(left_out))
        said.append({"level": "warning", "message": _message(sentence)})
    successful = all(each.severity is not Severity.ERROR for each in unplaced)
    return {"executionSuccessful": successful} | (
        {"toolExecutionNotifications": said} if said else {}
    )


def _location(where: Location) -> Object:
    """Give a place in a file; what is about the whole file stands at its first line."""
    if where.path is None:
        return {}
    artifact = {"uri": uri(where.path)}
    if not where.path.is_absolute():
        artifact["uriBaseId"] = "%SRCROOT%"
    physical: Object = {"artifactLocation": artifact, "region": {"startLine": 1}}
    if where.mark:
        line, column, width = where.mark
        end = column + width
        physical["region"] = {"startLine": line, "startColumn": column, "endColumn": end}
        if where.source and len(where.source) <= _LONGEST_LINE:
            physical["contextRegion"] = {"startLine": line, "snippet": {"text": where.source}}
    return {"physicalLocation": physical}


def _related(view: View, related: Related) -> Object:
    return _location(related.location) | {"message": _message(view.pick(related.message))}


def _told(view: View, finding: Diagnostic) -> Mapping[str, str]:
    """Say all that a reader is told: first the sentence that says what is so."""
    said = told(view, finding)
    details = (f"{each.label} {each.text}".rstrip() for each in lines(view, said))
    return {"text": _literal("\n".join([said.message, *details]))}


def _message(text: str) -> Mapping[str, str]:
    return {"text": _literal(prose(text))}


def _literal(text: str) -> str:
    """Keep data from being read as a place to fill or as a link (sections 3.11.5 and 3.11.6)."""
    unlinked = re.sub(r"(\\*)\](?=\()", lambda match: rf"{match[1] * 2}\]", text)
    return unlinked.replace("{", "{{").replace("}", "}}")
