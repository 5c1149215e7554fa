"""Hostile Turtle, TriG, N-Triples and N-Quads."""

from typing import Final

from tests.hostile.case import KILO, MEGA, PREFIXES, Case, Content, alone, part

_TRIPLE: Final = "<https://e.no/a> <https://e.no/b> "


def _case(name: str, content: Content, *codes: str, more: tuple[str, ...] = ()) -> Case:
    return part(name, "figures.ttl", content, *codes, more=more)


def _goal(value: str) -> str:
    return f"{PREFIXES}:a a mb:Goal ; {value} .\n"


CASES: Final = (
    _case(
        "ten million round brackets",
        lambda: f"{PREFIXES}:a :b {'(' * 10 * MEGA}",
        "syntax/too-deep",
    ),
    _case(
        "ten million square brackets",
        lambda: f"{PREFIXES}:a :b {'[ :c ' * 2 * MEGA}",
        "syntax/too-deep",
    ),
    _case(
        "ten thousand things without name",
        lambda: PREFIXES + ":a mb:setBy " + "[], " * 10 * KILO + "[] .",
        "syntax/no-address",
    ),
    _case(
        "a list of ten thousand",
        lambda: f"{PREFIXES}:a mb:statedIn ({'1 ' * 10 * KILO}) .",
    ),
    _case(
        "two hundred thousand prefixes",
        lambda: "".join(f"prefix p{n}: <https://e.no/{n}>\n" for n in range(200 * KILO)),
        "syntax/empty-file",
        more=("--strict",),
    ),
    _case(
        "a hundred thousand prefixes that no one declared",
        lambda: "".join(f"p{n}:a p:b 1 .\n" for n in range(100 * KILO)),
        "syntax/unknown-prefix",
    ),
    _case(
        "a long prefix with many names",
        lambda: (
            f"{PREFIXES}prefix p: <https://e.no/{'a' * 450}>\n"
            + "".join(f":a :b p:c{n} .\n" for n in range(50 * KILO))
        ),
    ),
    _case(
        "a long base with many addresses",
        lambda: (
            f"{PREFIXES}base <https://e.no/{'a' * 450}/>\n"
            + "".join(f":a :b <c{n}> .\n" for n in range(50 * KILO))
        ),
    ),
    _case(
        "bases that grow",
        lambda: "base <https://e.no/>\n" + "base <aaaaaaaaaaaaaaaaaaaa/>\n" * 200 * KILO,
    ),
    _case(
        "an IRI of ten megabytes",
        lambda: f"<https://e.no/{'a' * 10 * MEGA}> a <b> .",
        "syntax/long-iri",
    ),
    _case(
        "an IRI of ten megabytes that never ends",
        lambda: f"<https://e.no/{'a' * 10 * MEGA}",
        "syntax/not-rdf",
    ),
    _case(
        "a language of ten megabytes in Turtle",
        lambda: _goal(f'dct:title "a"@nb-{"a" * 10 * MEGA}'),
    ),
    _case(
        "a name of ten megabytes",
        lambda: _goal(f"mb:{'a' * 10 * MEGA} 1"),
        "syntax/long-iri",
    ),
    _case("a name of a million escapes", lambda: _goal(f"mb:{'%41' * MEGA} 1")),
    _case(
        "a label of ten megabytes",
        lambda: f"{PREFIXES}_:{'a' * 10 * MEGA} a mb:Goal .",
        "syntax/no-address",
    ),
    _case(
        "ten thousand full stops in a name",
        lambda: f"{PREFIXES}:a{'.' * 10 * MEGA} a mb:Goal .",
        "syntax/not-rdf",
    ),
    _case(
        "a quotation that never ends",
        lambda: _goal(f'dct:title """{"a" * 20 * MEGA}'),
        "syntax/not-rdf",
    ),
    _case(
        "a million quotations that never end",
        lambda: PREFIXES + ":a :b " + '"a\n' * MEGA,
        "syntax/not-rdf",
    ),
    _case(
        "a million backslashes", lambda: PREFIXES + ':a dct:title "' + "\\" * MEGA, "syntax/not-rdf"
    ),
    _case("a million escapes", lambda: _goal('dct:title "' + "\\u0041" * MEGA + '"@nb')),
    _case(
        "a NUL behind an escape in Turtle",
        _goal('dct:title "a\\u0000b"@nb'),
        "syntax/control-character",
    ),
    _case(
        "a command behind an escape",
        _goal('dct:title "a\\u001b[2Jb"@nb'),
        "syntax/control-character",
    ),
    _case(
        "turned text behind an escape",
        _goal('dct:title "a\\u202Eb"@nb'),
        "syntax/control-character",
    ),
    _case(
        "turned text in an IRI behind an escape",
        f"{PREFIXES}<a\\u202Eb> a mb:Goal .",
        "syntax/control-character",
    ),
    _case(
        "half a pair behind an escape of Turtle",
        _goal('dct:title "a\\uD800b"@nb'),
        "syntax/not-rdf",
    ),
    _case("beyond all characters", _goal('dct:title "a\\U0011FFFFb"@nb'), "syntax/not-rdf"),
    _case(
        "a space in an IRI behind an escape", f"{PREFIXES}<a\\u0020b> a mb:Goal .", "syntax/bad-iri"
    ),
    _case("an address that runs", f"{PREFIXES}<javascript:alert(1)> a mb:Goal .", "syntax/bad-id"),
    _case(
        "an address that opens a file",
        f"{PREFIXES}<file:///etc/passwd> a mb:Goal ; mb:setBy <file:///etc/passwd> .",
        "syntax/bad-id",
    ),
    _case(
        "a number of a million digits in Turtle",
        lambda: _goal(f"mb:value {'9' * MEGA}, 1e{'9' * MEGA}, {'9' * MEGA}.{'9' * MEGA}"),
    ),
    _case("a datatype of its own", _goal('mb:value "1"^^<javascript:alert(1)>')),
    _case("a triple in a triple", f"{PREFIXES}<< :a :b :c >> :d :e .", "syntax/not-rdf"),
    _case(
        "an ontology that imports",
        f"{PREFIXES}<> <http://www.w3.org/2002/07/owl#imports> <https://evil.example/x> .",
        "vocabulary/unknown-property",
    ),
    _case(
        "a term of many values",
        lambda: _goal("mb:setBy " + ", ".join(f"<o{n}>" for n in range(10 * KILO))),
        "references/dangling",
    ),
    _case("twenty megabytes of semicolons", lambda: f"{PREFIXES}:a a mb:Goal {';' * 20 * MEGA} ."),
    _case(
        "twenty megabytes of comment",
        lambda: "#\n" * 20 * MEGA,
        "syntax/empty-file",
        more=("--strict",),
    ),
    _case(
        "a comment in brackets again and again",
        lambda: PREFIXES + ":a :b " + ("[" + "#\n" * 9 * KILO) * 300,
        "syntax/not-rdf",
    ),
    _case(
        "ten million comments before a mistake in Turtle",
        lambda: "# a\n" * 10 * MEGA + "a",
        "syntax/not-rdf",
    ),
    alone(
        "thirty thousand named graphs",
        "x.nq",
        lambda: "".join(
            f"{_TRIPLE}<https://e.no/c> <https://e.no/{n}> .\n" for n in range(30 * KILO)
        ),
        "vocabulary/unknown-property",
    ),
    alone(
        "ten thousand labels of graphs",
        "x.nq",
        lambda: "".join(f'_:a{n} <https://e.no/b> "" _:b{n} .\n' for n in range(10 * KILO)),
        "syntax/no-address",
    ),
    alone(
        "ten thousand unknown things",
        "x.nt",
        lambda: "".join(
            f"<https://e.no/a{n}> {_TRIPLE[17:]}{_TRIPLE[17:]}.\n" for n in range(10 * KILO)
        ),
    ),
    alone("a hundred thousand broken lines", "x.nt", lambda: "<a b> <c> <d> .\n" * 100 * KILO),
    alone(
        "twenty megabytes in one line of N-Triples",
        "x.nt",
        lambda: _TRIPLE + '"' + "a" * 20 * MEGA,
        "syntax/not-rdf",
    ),
    alone(
        "graphs in graphs", "x.trig", lambda: "<https://e.no/g> { " * 100 * KILO, "syntax/not-rdf"
    ),
    alone(
        "a hundred thousand empty graphs",
        "x.trig",
        lambda: "".join(f"<https://e.no/{n}> {{ }}\n" for n in range(100 * KILO)),
        "syntax/empty-file",
        more=("--strict",),
    ),
    _case(
        "more values than may be in Turtle",
        lambda: f"{PREFIXES}:a mb:value {'1,' * 501 * KILO}1 .",
        "syntax/too-many-values",
    ),
    alone(
        "more statements than may be in N-Triples",
        "x.nt",
        lambda: "<a:> <a:> _:a.\n" * 501 * KILO,
        "syntax/too-many-values",
    ),
    _case(
        "many names that begin with a long prefix",
        lambda: (
            f"{PREFIXES}prefix x: <https://e.no/{'a' * 490}>\n:a mb:subGoalOf "
            + ", ".join(f"x:{n}" for n in range(201 * KILO))
            + " ."
        ),
        "syntax/too-many-values",
    ),
    alone("something that only looks like Turtle", "stdin", lambda: "@prefix", more=()),
)
