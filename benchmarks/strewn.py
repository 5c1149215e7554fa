"""What the fuzzer begins with: good files of every format, and what each format is made of."""

from typing import Final

from invented.agencies import subject
from invented.as_rdf import BASE, as_jsonld, as_turtle, passage_nodes, triples
from invented.as_yaml import as_yaml
from invented.report import make_report
from invented.shared import Content, Node, shared_files
from invented.tables import PASSAGE_COLUMNS, as_csv
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

SUFFIXES: Final = {
    "yaml": ".yaml",
    "csv": ".csv",
    "turtle": ".ttl",
    "trig": ".trig",
    "ntriples": ".nt",
    "nquads": ".nq",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
}
_MADE: Final = make_report(subject(2))
# Short, so that thousands can be tried: the doubts, some shared things, some figures.
_FIGURES: Final[list[Node]] = [
    each for each in _MADE.report["stated"][1]["contents"] if each["type"] == "Observation"
][:3]
_SECTION: Final[Node] = {"id": f"section/{_MADE.subject.place}", "contents": _FIGURES}
_PARTS: Final[list[Content]] = [
    {
        "editorial": [
            each
            for name in ("organisations", "periods", "indicators")
            for each in shared_files([_MADE.subject])[name]["editorial"][:6]
        ]
    },
    {"stated": [_MADE.report["stated"][0], _SECTION]},
    _MADE.issues,
]
_NODES: Final = [[each for nodes in part.values() for each in nodes] for part in _PARTS]
_GRAPH: Final = NamedNode(f"{BASE}graph/part/stated")


def _serialized(form: RdfFormat) -> list[bytes]:
    found = []
    for nodes in (*_NODES, list(passage_nodes(_MADE.passages[:4]))):
        said = list(triples(nodes))
        if form in {RdfFormat.TRIG, RdfFormat.N_QUADS}:
            data = serialize((Quad(*each, _GRAPH) for each in said), format=form)
        else:
            data = serialize((Triple(*each) for each in said), format=form)
        found.append(data or b"")
    return found


SEEDS: Final[dict[str, list[bytes]]] = {
    "yaml": [as_yaml(each, "Begin here.").encode() for each in _PARTS],
    "csv": [as_csv(PASSAGE_COLUMNS, _MADE.passages[:10]).encode()],
    "turtle": [as_turtle(each).encode() for each in _NODES],
    "trig": _serialized(RdfFormat.TRIG),
    "ntriples": _serialized(RdfFormat.N_TRIPLES),
    "nquads": _serialized(RdfFormat.N_QUADS),
    "jsonld": [as_jsonld(each).encode() for each in _NODES],
    "rdfxml": _serialized(RdfFormat.RDF_XML),
}

_ANY: Final = (
    *("\x00", "\ufeff", "\u202e", "\u2028", "\r", "\n", "\t", " ", "æ", "\U0001f4a9", "e\u0301"),
    *('"', "'", "\\", "#", ":", ",", ";", ".", "-", "/", "//", "..", "%", "%00", "%zz", "@", "_:"),
    *("(", ")", "[", "]", "{", "}", "<", ">", "^^", "1e999999999", "-0", "NaN", "0" * 400),
    *("https://w3id.org/maalbar/ns#", "http://[", "urn:x", "javascript:x", "\\u0000", "\\uD800"),
)  # fmt: skip
_RDF: Final = (
    *('"x"@nb', '"x"@nb-nb-nb', '"x"^^<a>', "<>", "<#>", "<a b>", "<\\u0020>", "_:b", '"""', "'''"),
    *("^^", "@prefix : <> .", "@base <a> .", "PREFIX a: <b>", "BASE <c>", "a:", ":a", "a:%41"),
    *("a:\\-", "true", "1.", "1.e1", ".5", "()", "(a)", "[]", "[a b]", "<< a b c >>", "a", " .\n"),
    *("GRAPH", "{ }", "<a> {", "}", "<a> <b> <c> .\n", "<a> <b> <c> <d> .\n", '"\\U0011FFFF"'),
)  # fmt: skip
_OF: Final[dict[str, tuple[str, ...]]] = {
    "yaml": (
        *("- ", "? ", ": ", "&a ", "*a", "!!str ", "| ", ">-\n", "---\n", "...\n", "%YAML 1.2\n"),
        *("{a: ", "[", "<<: *a", "stated:\n", "  - id: a\n", "type: Goal\n", "null", "~", "? - "),
        *("value: ", "statedIn: [x]", "contents:\n", "{nb: ", "{nb: [a, ", "0x1F", "1_000", "=")
    ),
    "csv": (*("\r\n", '""', '"\n', ",,,,,", "section,start", ";", "\t"),),
    "jsonld": (
        *('"@id": ', '"@type": ', '"@graph": ', '"@context": ', '"@context": "http://a/", '),
        *('"@value": ', '"@language": ', '"@list": ', '"@set": ', '"@reverse": ', '"@index": '),
        *('"@included": ', '"@nest": ', '"@base": ', '"@vocab": ', '"@import": ', '"@container": '),
        *('"@protected": true, ', '"@propagate": ', '"@version": 1.1, ', "null", "true", "1e400"),
        *("{", "}", "[", "]", '{"@id": ', "/*", '"\\ud800"', '"id": ', '"included": ', '"@none"')
    ),
    "rdfxml": (
        *('<?xml version="1.0"?>', "<!DOCTYPE a [", '<!ENTITY a "b">', "&a;", "&#0;", "&#x110000;"),
        *('<rdf:Description rdf:about="', "</rdf:Description>", 'rdf:resource="', 'rdf:ID="a"'),
        *('rdf:parseType="Collection"', 'rdf:parseType="Resource"', 'rdf:parseType="Literal"'),
        *('rdf:nodeID="a"', 'xml:lang="nb"', 'xml:base="', "<rdf:li>", "<![CDATA[", "]]>", "<!--"),
        *('xmlns="a"', 'xmlns:b=""', "<b:c/>", "rdf:datatype=", "rdf:aboutEach", "rdf:bagID=")
    ),
    **dict.fromkeys(("turtle", "trig", "ntriples", "nquads"), _RDF),
}  # fmt: skip
TOKENS: Final = {
    form: tuple(each.encode() for each in (*_ANY, *tokens)) for form, tokens in _OF.items()
}
