"""Hostile JSON-LD."""

import json
from typing import Final

from tests.hostile.case import KILO, MEGA, Case, Content, part

_OURS: Final = "https://w3id.org/maalbar/context.jsonld"


def _case(name: str, content: Content, *codes: str, more: tuple[str, ...] = ()) -> Case:
    return part(name, "figures.jsonld", content, *codes, more=more)


def _goal(**said: object) -> str:
    return json.dumps({"id": "goal/a", "type": "Goal"} | said)


def _in_context(context: object, **said: object) -> str:
    return json.dumps({"@context": context, "@id": "https://e.no/a"} | said)


def _terms(count: int) -> dict[str, str]:
    """Terms that are each told by the next."""
    return {f"t{n}": f"t{n + 1}:x" for n in range(count)}


CASES: Final = (
    _case("a context on the web", _in_context("https://evil.example/x"), "syntax/remote-context"),
    _case("a context of the system", _in_context("file:///etc/passwd"), "syntax/remote-context"),
    _case(
        "a context that imports",
        _in_context({"@version": 1.1, "@import": "https://evil.example/x"}),
        "syntax/remote-context",
    ),
    _case(
        "a context inside a term on the web",
        _in_context({"a": {"@id": "https://e.no/a", "@context": "https://evil.example/x"}}),
        "syntax/remote-context",
    ),
    _case(
        "a context that climbs to ours", _in_context("../../../../etc/context.jsonld", type="Goal")
    ),
    _case("a term that stands for itself", _in_context({"a": "a:b"}, a=1), "syntax/not-json-ld"),
    _case(
        "terms in a circle",
        _in_context({"a": "b:x", "b": "c:x", "c": "a:x"}, a=1),
        "syntax/not-json-ld",
    ),
    _case("ten thousand terms told by the next", lambda: _in_context(_terms(10 * KILO), t0=1)),
    _case(
        "a hundred thousand terms",
        lambda: _in_context({f"t{n}": f"https://e.no/{n}" for n in range(100 * KILO)}, t0=1),
        "vocabulary/unknown-property",
    ),
    _case(
        "a hundred thousand contexts in a list",
        lambda: _in_context([{}] * 100 * KILO, **{"https://e.no/b": 1}),
        "vocabulary/unknown-property",
    ),
    _case(
        "a hundred thousand times our context",
        lambda: _in_context([_OURS] * 100 * KILO),
        "syntax/not-json-ld",
    ),
    _case(
        "ten thousand things with contexts",
        lambda: json.dumps(
            [
                {"@context": {"a": "https://e.no/a"}, "@id": f"https://e.no/{n}", "a": 1}
                for n in range(10 * KILO)
            ]
        ),
    ),
    _case(
        "many terms in each of many contexts",
        lambda: json.dumps(
            {
                "@context": {f"t{n}": "https://e.no/a" for n in range(2 * KILO)},
                "@graph": [
                    {"@context": {"a": "https://e.no/a"}, "@id": f"https://e.no/{n}", "a": 1}
                    for n in range(10 * KILO)
                ],
            }
        ),
        "vocabulary/unknown-property",
    ),
    _case(
        "a long vocabulary with many names",
        lambda: _in_context(
            {"@vocab": "https://e.no/" + "a" * 2000}, **{f"b{n}": 1 for n in range(20 * KILO)}
        ),
    ),
    _case(
        "a long base in JSON with many addresses",
        lambda: _in_context(
            {"@base": "https://e.no/" + "a" * 2000 + "/"},
            **{"https://e.no/b": [{"@id": f"c{n}"} for n in range(20 * KILO)]},
        ),
    ),
    _case("a million lists in lists", lambda: "[" * MEGA, "syntax/too-deep"),
    _case("a million objects in objects", lambda: '{"a":' * MEGA, "syntax/too-deep"),
    _case("a hundred thousand empty objects", lambda: "[" + "{}," * 100 * KILO + "{}]"),
    _case(
        "a hundred thousand numbers",
        lambda: '{"id": "a", "value": [' + "1," * 100 * KILO + "1]}",
    ),
    _case("twenty megabytes of spaces", lambda: "[" + " " * 20 * MEGA),
    _case("twenty million line ends in JSON", lambda: "[" + "\n" * 20 * MEGA, "syntax/not-json"),
    _case(
        "one key a hundred thousand times in JSON",
        lambda: '{"id": "a", "type": "Goal"' + ', "number": 1' * 100 * KILO + "}",
        "syntax/duplicate-key",
    ),
    _case(
        "fifty thousand unknown keys in JSON",
        lambda: (
            '{"id": "a", "type": "Goal"' + "".join(f', "k{n}": 1' for n in range(50 * KILO)) + "}"
        ),
    ),
    _case("a key of ten megabytes in JSON", lambda: _goal(**{"k" * 10 * MEGA: 1})),
    _case("an id of ten megabytes in JSON", lambda: _goal(id="a" * 10 * MEGA)),
    _case(
        "a type of ten megabytes in JSON",
        lambda: _goal(type="a" * 10 * MEGA),
        "vocabulary/unknown-type",
    ),
    _case(
        "a number of a million digits in JSON",
        lambda: '{"id": "a", "type": "Goal", "number": ' + "9" * MEGA + "}",
    ),
    _case(
        "a number with a huge exponent",
        '{"id": "a", "type": "Goal", "number": 1e999999999, "value": -1E+999999999999999999999}',
    ),
    _case(
        "a number with a huge exponent and no datatype",
        '{"@id": "https://e.no/a", "https://e.no/b": [1e999999999, 1e-999999999, 12e999999999999]}',
    ),
    _case(
        "what a program would take for its own",
        '{"__proto__": {"id": "x"}, "constructor": {"id": "y"}, "id": "a", "type": "Goal"}',
        "vocabulary/unknown-property",
    ),
    _case("an address that is an object", '{"@id": {"@id": "a"}, "@type": "Goal"}'),
    _case("a type that is a number", '{"@id": "a", "@type": 1}'),
    _case(
        "a graph in a value in a list in a set",
        '{"@id": "a", "https://e.no/b": {"@value": {"@graph": [{"@list": [{"@set": []}]}]}}}',
    ),
    _case("a reverse of a reverse", '{"@id": "a", "@reverse": {"@reverse": {"@reverse": 1}}}'),
    _case("keywords that are none", '{"@id": "a", "@evil": 1, "@type": "Goal", "@@": 2}'),
    _case("included in included", lambda: '{"@included":' * 60 + "{}" + "}" * 60),
    _case(
        "nested in nested",
        lambda: '{"@nest":' * 60 + "{}" + "}" * 60,
        "syntax/empty-file",
        more=("--strict",),
    ),
    _case("half a pair in JSON", '{"id": "a\\ud800b", "type": "Goal"}', "syntax/control-character"),
    _case(
        "a NUL behind an escape in JSON",
        '{"id": "a", "type": "Goal", "title": {"nb": "a\\u0000"}}',
        "syntax/control-character",
    ),
    _case(
        "turned text behind an escape in JSON",
        '{"id": "a", "ty\\u202epe": "Goal"}',
        "syntax/control-character",
    ),
    _case(
        "an address in JSON that runs",
        '{"id": "javascript:alert(1)", "type": "Goal", "setBy": "file:///etc/passwd"}',
        "syntax/bad-id",
    ),
    _case("a prefix that runs", _in_context({"a": "javascript:alert"}, **{"a:b": {"@id": "a:c"}})),
    _case(
        "XML as a value in JSON",
        '{"@id": "https://e.no/a", "https://e.no/b": {"@value": "<x/>", "@type": "@json"}}',
    ),
    _case(
        "an ontology that imports in JSON",
        '{"@id": "https://e.no/a", "http://www.w3.org/2002/07/owl#imports": {"@id": "https://evil.example/x"}}',
        "vocabulary/unknown-property",
    ),
    _case(
        "a quotation in JSON that never ends",
        lambda: '{"id": "' + "a" * 20 * MEGA,
        "syntax/not-json",
    ),
    _case("ten million backslashes", lambda: '{"id": "' + "\\" * 10 * MEGA, "syntax/not-json"),
    _case("JSON that is no object", "1", "syntax/not-taken"),
    _case(
        "a language of ten megabytes in JSON", lambda: _goal(title={"nb-" + "a" * 10 * MEGA: "a"})
    ),
    _case(
        "more values than may be in JSON",
        lambda: '{"id": "a", "value": [' + "1," * 501 * KILO + "1]}",
        "syntax/too-many-values",
    ),
    _case("NaN", '{"id": "a", "type": "Goal", "number": NaN}', "syntax/not-json"),
)
