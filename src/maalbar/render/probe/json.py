"""A probe for a program: all that the JSON of findings has, and what was looked at."""

import json
from collections.abc import Iterator

from maalbar.model.text import pick
from maalbar.probe.probing import STARS, Probed
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import in_json


def render(probed: Probed, language: str, width: int, *, colour: bool = False) -> str:
    """Render a probe as JSON; titles, advice and what was seen are in the reader's language."""
    findings = RENDERERS["json"](probed.findings, language, width, colour=colour)
    parts: dict[str, object] = {
        "url": probed.url,
        "points": probed.points,
        "outOf": probed.out_of,
        "stars": probed.stars,
        "outOfStars": STARS,
        "asked": probed.asked,
        "askedAtMost": probed.most,
        "resources": probed.resources,
        "catalogue": probed.catalogue or None,
        "checks": list(_checks(probed, language)),
    }
    said = "".join(f",\n{_dumped(key)}: {_dumped(value)}" for key, value in parts.items())
    return f"{findings.rstrip().removesuffix('}')}{said}}}\n"


def _dumped(value: object) -> str:
    return in_json(json.dumps(value, ensure_ascii=False))


def _checks(probed: Probed, language: str) -> Iterator[dict[str, object]]:
    for each in probed.checks:
        yield {
            "code": each.code,
            "title": pick(each.title, language),
            "ok": each.ok,
            "points": each.points,
            "worth": each.worth,
            "seen": pick(each.seen, language) or None,
            "at": each.at or None,
            "advice": pick(each.advice, language) or None,
            "bestPractices": [
                {"number": practice.number, "iri": practice.iri} for practice in each.practices
            ],
        }
