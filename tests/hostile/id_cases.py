"""Hostile addresses of things."""

from typing import Final

from tests.hostile.case import KILO, PREFIXES, Case, part

_LOOSE: Final = "org/Ma\u030alselv"
_WHOLE: Final = "org/M\u00e5lselv"


def _id(name: str, identifier: str, *codes: str) -> Case:
    said = f'stated:\n  - id: "{identifier}"\n    type: Goal\n'
    return part(name, "report.yaml", said, *(codes or ("syntax/bad-id",)))


def _organisations(*identifiers: str) -> str:
    things = (
        f'  - {{id: "{each}", type: Organization, label: {{nb: A, nn: A, en: A}}}}\n'
        for each in identifiers
    )
    return "editorial:\n" + "".join(things)


CASES: Final = (
    _id("a host that becomes another", "https://evil\u2105example.org/"),
    _id("a host with another slash", "https://example.org\uff0fevil.example/"),
    _id("a host in brackets", "https://[::1/"),
    _id("a host that is none", "https://:80/"),
    _id("a port that is none", "https://example.org:abc/a"),
    _id("a host of two hundred thousand marks", "https://e" + "\u0345\u0334" * 100 * KILO + ".no/"),
    _id("an id that runs", "javascript:alert(1)"),
    _id("an id that runs in capitals", "JavaScript:alert(1)"),
    _id("an id that is data", "data:text/html,<script>alert(1)</script>"),
    _id("an id that is a file", "file:///etc/passwd"),
    _id("an id of mail", "mailto:a@example.org"),
    _id("an id that climbs", "../../../../etc/passwd"),
    _id("an id that climbs inside", "goal/../../../etc/passwd"),
    _id("an id of another host", "//evil.example/x"),
    _id("an id from the root", "/etc/passwd"),
    _id("an id of Windows", "..\\\\..\\\\evil"),
    _id("an id with a query and a script", "goal/><script>alert(1)</script>"),
    _id("an id that is a word of JSON-LD", "@type"),
    _id("an id that is a blank node", "_:a"),
    _id("an id that is a template", "goal/{{7*7}}"),
    _id("an id with a space that does not break", "goal/a\u00a0b"),
    _id("an id with a space that no one sees", "goal/a\u200bb"),
    _id("an id of two thousand and one characters", "a" * 2001),
    part("an address with loose signs", "a.yaml", _organisations(_LOOSE), "syntax/not-normalised"),
    part(
        "two addresses that look the same",
        "a.yaml",
        _organisations(_LOOSE, _WHOLE),
        "syntax/not-normalised",
    ),
    part(
        "an address with loose signs in Turtle",
        "a.ttl",
        f"{PREFIXES}<{_LOOSE}> a mb:Goal ; mb:setBy <{_WHOLE}> .",
        "syntax/not-normalised",
    ),
    part(
        "an address with loose signs in JSON",
        "a.jsonld",
        f'{{"id": "{_LOOSE}", "type": "Goal"}}',
        "syntax/not-normalised",
    ),
    part(
        "an address with loose signs in a table",
        "a.csv",
        f"id,indicator,value\n{_LOOSE},a,1\n",
        "syntax/not-normalised",
    ),
    part(
        "two addresses that differ in case",
        "a.yaml",
        _organisations("org/A", "org/a"),
        "publish/same-file",
    ),
)
