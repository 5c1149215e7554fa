"""Differences for a program, all of them and in full; `schema.json` beside this says how.

Values are told exactly, as RDF terms; what cannot be seen is written as JSON escapes.  Labels
are in the reader's language, sentences of news in all languages.
"""

import json
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from maalbar.compare.changes import Change, Difference, Said, Told
from maalbar.compare.feed import news
from maalbar.model.terms import XSD, Term
from maalbar.render.differences.view import View
from maalbar.render.findings.harmless import in_json


def render(view: View) -> str:
    """Render differences as JSON: a thing that differs a line."""
    comparison = view.comparison
    head = {
        "same": comparison.same,
        "old": {"place": comparison.old.place, "base": comparison.old.base},
        "new": {"place": comparison.new.place, "base": comparison.new.base},
        "counts": {str(kind): number for kind, number in comparison.counts.items()},
        "leftOut": comparison.left_out,
        "language": view.language,
        "version": view.version,
    }
    members = "".join(f"{_dumped(key)}: {_dumped(value)},\n" for key, value in head.items())
    reports = ",\n".join(_reports(view))
    return f'{{\n{members}"reports": [{reports}]\n}}\n'


def _reports(view: View) -> Iterator[str]:
    told = {each.report: each for each in news(view.comparison)}
    for report, things in view.comparison.by_report.items():
        head = {
            "report": report.value if report else None,
            "label": view.called.report(report),
            "summary": dict(told[report].summary),
        }
        sentences = {each.resource: dict(each.summary) for each in told[report].items}
        members = "".join(f"{_dumped(key)}: {_dumped(value)},\n" for key, value in head.items())
        lines = ",\n".join(_dumped(_thing(view, each, sentences[each.resource])) for each in things)
        yield f'\n{{{members}"things": [\n{lines}\n]}}'


def _thing(view: View, told: Told, summary: dict[str, str]) -> dict[str, object]:
    own = told.own
    return {
        "address": told.resource.value,
        "was": own.was.value if own and own.was else None,
        "kind": str(told.kind),
        "label": view.called.thing(told.resource),
        "type": view.called.kind(told.resource),
        "summary": summary,
        "changes": [_change(view, each) for each in own.changes] if own else [],
        "parts": [_part(view, each) for each in told.parts],
    }


def _part(view: View, difference: Difference) -> dict[str, object]:
    return {
        "address": difference.resource.value,
        "was": difference.was.value if difference.was else None,
        "kind": str(difference.kind),
        "label": view.called.thing(difference.resource),
        "changes": [_change(view, each) for each in difference.changes],
    }


def _change(view: View, change: Change) -> dict[str, object]:
    return {
        "property": change.predicate.value,
        "label": view.called.predicate(change.predicate),
        "kind": str(change.kind),
        "before": change.before and _said(view, change.before),
        "after": change.after and _said(view, change.after),
    }


def _said(view: View, said: Said) -> dict[str, object]:
    return {
        **_term(said.value),
        "label": view.called.value(said.value),
        "statuses": list(said.statuses),
    }


def _term(term: Term) -> dict[str, str]:
    """Write a term as SPARQL's results in JSON do."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": term.value}
    said = {"type": "literal", "value": term.value}
    if term.language:
        return {**said, "xml:lang": term.language}
    return said if term.datatype == XSD.string else {**said, "datatype": term.datatype.value}


def _dumped(value: object) -> str:
    return in_json(json.dumps(value, ensure_ascii=False))
