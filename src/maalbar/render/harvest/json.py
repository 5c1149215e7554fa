"""An outcome for a program: all that the JSON of findings has, and what was harvested."""

import json
from collections.abc import Iterator

from maalbar.harvest.card import card
from maalbar.harvest.members import Member
from maalbar.harvest.rehearsal import Outcome
from maalbar.model.index import Index
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import in_json
from maalbar.render.harvest import cards, quality


def render(outcome: Outcome, language: str, width: int, *, colour: bool = False) -> str:
    """Render an outcome as JSON; cards and advice are in the reader's language."""
    findings = RENDERERS["json"](outcome.findings, language, width, colour=colour)
    parts = {
        "succeeded": outcome.succeeded,
        "sources": list(_sources(outcome)),
        "members": [
            _member(outcome, each, source.index, language)
            for source in outcome.sources
            for each in source.members
        ],
        "gone": list(_gone(outcome)),
    }
    said = "".join(f",\n{_dumped(key)}: {_dumped(value)}" for key, value in parts.items())
    return f"{findings.rstrip().removesuffix('}')}{said}}}\n"


def _dumped(value: object) -> str:
    return in_json(json.dumps(value, ensure_ascii=False))


def _sources(outcome: Outcome) -> Iterator[dict[str, object]]:
    for each in outcome.sources:
        data = each.document.data
        yield {
            "name": each.document.name,
            "bytes": None if data is None else len(data),
            "format": each.document.form.value,
            "kinds": [kind.value for kind in each.kinds],
            "members": len(each.members),
        }


def _member(outcome: Outcome, member: Member, whole: Index, language: str) -> dict[str, object]:
    found = outcome.comparison
    score = outcome.scores.get(member.node)
    return {
        "iri": member.node.value,
        "kind": member.kind.value,
        "catalogue": member.catalogue.value if member.catalogue else None,
        "checksum": member.checksum,
        "modified": member.modified or None,
        "change": found.changes[member.node.value].value if found else None,
        "card": cards.as_dict(card(member.index, member.node, language, whole=whole)),
        "quality": quality.as_dict(score, language) if score else None,
    }


def _gone(outcome: Outcome) -> Iterator[dict[str, object]]:
    for iri, each in sorted(outcome.comparison.gone.items()) if outcome.comparison else ():
        yield {"iri": iri, "kind": each.kind.value, "title": dict(each.title)}
