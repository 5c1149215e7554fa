"""Turtle, TriG, N-Triples and N-Quads: where terms stand, and what is said of mistakes."""

import time
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from tests.load.marks import place_of, places

from maalbar.load.placed import Placed, Reading
from maalbar.load.turtle.grammar import DEPTH
from maalbar.load.turtle.read import Form, read_turtle
from maalbar.model.diagnostic import Diagnostic, MaalbarError, Mark
from maalbar.model.terms import RDF, XSD
from maalbar.words.limit import MOST

BASE: Final = "https://example.org/id/"
EX: Final = "@prefix ex: <https://example.org/ns#> .\n"
PATH: Final = PurePosixPath("file.ttl")


def read(text: str, form: Form = "turtle") -> Reading:
    return read_turtle(text, PATH, base=BASE, form=form)


def stopped(text: str, form: Form = "turtle") -> tuple[Diagnostic, ...]:
    with pytest.raises(MaalbarError) as stop:
        read(text, form)
    return stop.value.diagnostics


def marks(quad: Placed) -> tuple[Mark, Mark, Mark]:
    return quad.subject_at, quad.property_at, quad.value_at


# Places


def test_subject_property_and_value_have_their_places() -> None:
    text = f'{EX}<goal/1>\n  a ex:Goal ;\n  ex:title "Mål"@nb ,\n    "1"^^ex:t .'

    quads = read(text).quads

    assert [marks(each) for each in quads] == [
        (Mark(2, 1, 8), Mark(3, 3, 1), Mark(3, 5, 7)),
        (Mark(2, 1, 8), Mark(4, 3, 8), Mark(4, 12, 8)),
        (Mark(2, 1, 8), Mark(4, 3, 8), Mark(5, 5, 9)),
    ]
    assert quads[0].subject_at is quads[2].subject_at
    assert quads[1].property_at is quads[2].property_at


def test_a_node_in_brackets_stands_at_its_bracket() -> None:
    quads = read(f"{EX}<a> ex:p [\n  ex:q 1 ;\n  ex:r [ ] ] .").quads

    assert [marks(each) for each in quads] == [
        (Mark(2, 1, 3), Mark(2, 5, 4), Mark(2, 10, 1)),
        (Mark(2, 10, 1), Mark(3, 3, 4), Mark(3, 8, 1)),
        (Mark(2, 10, 1), Mark(4, 3, 4), Mark(4, 8, 1)),
    ]


def test_the_cells_of_a_list_stand_at_their_items() -> None:
    quads = read(f'{EX}<a> ex:p ( ex:b\n  "c" ) .').quads

    head, cell = quads[0].object, quads[2].object
    assert [each[:3] for each in quads] == [
        (NamedNode(f"{BASE}a"), NamedNode("https://example.org/ns#p"), head),
        (head, RDF.first, NamedNode("https://example.org/ns#b")),
        (head, RDF.rest, cell),
        (cell, RDF.first, Literal("c")),
        (cell, RDF.rest, RDF.nil),
    ]
    first, second, end = Mark(2, 12, 4), Mark(3, 3, 3), Mark(3, 7, 1)
    assert [marks(each) for each in quads] == [
        (Mark(2, 1, 3), Mark(2, 5, 4), Mark(2, 10, 1)),
        (first, first, first),
        (first, first, second),
        (second, second, second),
        (second, second, end),
    ]


def test_a_list_or_node_may_be_a_subject() -> None:
    quads = read(f"{EX}( 1 ) ex:p 2 .\n[ ex:q 3 ] ex:r 4 .\n[ ex:s 5 ] .\n() ex:t 6 .").quads

    assert [
        (each.predicate.value[-1], each.subject_at) for each in quads if each.subject_at.line > 2
    ] == [
        ("q", Mark(3, 1, 1)),
        ("r", Mark(3, 1, 1)),
        ("s", Mark(4, 1, 1)),
        ("t", Mark(5, 1, 2)),
    ]
    (told,) = (each for each in quads if each.predicate.value.endswith("#p"))
    assert told.subject_at == Mark(2, 1, 1)
    assert told.subject == quads[0].subject


def test_columns_are_counted_in_characters_and_lines_by_line_feeds() -> None:
    text = '<a> <b> "😀å", "c" . # \u2028 \u0085 \r\r\n<d> <e> """f\r\ng""" , "h" .'

    quads = read(text).quads

    assert [each.value_at for each in quads] == [
        Mark(1, 9, 4),
        Mark(1, 15, 3),
        Mark(2, 9, 5),
        Mark(3, 8, 3),
    ]


def test_a_text_over_several_lines_is_as_wide_as_its_first() -> None:
    (quad,) = read('<a> <b> """one\ntwo"""@en .').quads

    assert quad.value_at == Mark(1, 9, 6)
    assert quad.object == Literal("one\ntwo", language="en")


def test_a_tag_on_a_later_line_is_no_part_of_the_place() -> None:
    (quad,) = read('<a> <b> "one" # so far\n ^^ <c> .').quads

    assert quad.value_at == Mark(1, 9, 5)


# Terms


def test_literals_stay_as_they_were_written() -> None:
    quads = read("<a> <b> 01 , +1.50 , 1E6 , -.5e-1 , true , '1.0'^^<urn:x> .").quads

    assert [each.object for each in quads] == [
        Literal("01", datatype=XSD.integer),
        Literal("+1.50", datatype=XSD.decimal),
        Literal("1E6", datatype=XSD.double),
        Literal("-.5e-1", datatype=XSD.double),
        Literal("true", datatype=XSD.boolean),
        Literal("1.0", datatype=NamedNode("urn:x")),
    ]


def test_every_escape_is_read() -> None:
    text = f'{EX}<\\u0061> ex:p "\\t\\n\\r\\"\\\'\\\\\\u00E5\\U0001F600" , ex:a\\,b\\.%41 .'

    quads = read(text).quads

    assert quads[0].subject.value == f"{BASE}a"
    assert [each.object.value for each in quads] == [
        "\t\n\r\"'\\å😀",
        "https://example.org/ns#a,b.%41",
    ]


def test_base_and_prefixes_hold_from_where_they_stand() -> None:
    text = "@prefix x: <p#> . x:a <b> <c> .\nBASE <q/> prefix x: <p#>\nx:a <b> <c> ."

    quads = read(text).quads

    assert [[term.value.removeprefix(BASE) for term in each[:3]] for each in quads] == [
        ["p#a", "b", "c"],
        ["q/p#a", "q/b", "q/c"],
    ]


def test_nodes_without_label_never_meet_those_with_one() -> None:
    quads = read("_:anon1 <a> _:xanon1 . [] <b> _:anon2 , [] . _:c <d> _:e .").quads

    nodes = {term for each in quads for term in (each.subject, each.object)}
    assert len(nodes) == 7
    assert {BlankNode("c"), BlankNode("e")} <= nodes


def test_graphs_are_told_in_all_their_forms() -> None:
    text = (
        "<s> <p> 0 . { <s> <p> 1 } GRAPH <g> { <s> <p> 2 . } <h> { <s> <p> 3 . <s> <p> 4 }\n"
        "_:i {} graph _:i { [ <p> 5 ] } [] { <s> <p> 6 ; } <s> <p> 7 ."
    )

    quads = read(text, "trig").quads

    graphs = [each.graph.value.removeprefix(BASE) if each.graph else None for each in quads]
    assert graphs[:6] == [None, None, "g", "h", "h", "i"]
    assert isinstance(quads[6].graph, BlankNode)
    assert graphs[7] is None


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads"])
@pytest.mark.parametrize("text", ["", "\n", "# nothing", " \t\r\n# a\r# b"])
def test_a_file_may_say_nothing(text: str, form: Form) -> None:
    assert read(text, form) == Reading(())


def test_lines_are_read_in_full() -> None:
    text = '_:a <b:> <c:> . # d\r\n\n_:a\t<b:>"\\u00E5"@nb <g:>.\n<a:> <b:> "1" ^^<c:> _:g .'

    quads = read(text, "nquads").quads

    assert [(each.object, each.graph) for each in quads] == [
        (NamedNode("c:"), None),
        (Literal("å", language="nb"), NamedNode("g:")),
        (Literal("1", datatype=NamedNode("c:")), BlankNode("g")),
    ]
    assert quads[1].value_at == Mark(3, 9, 11)


# Mistakes


class Case(NamedTuple):
    """A text that must be told `says` at `‸`, in English; by default it is Turtle."""

    text: str
    says: str
    form: Form = "turtle"
    code: str = "syntax/not-rdf"


CASES: Final[Mapping[str, Case]] = {
    "a full stop forgotten": Case(
        f"{EX}<a> ex:p <b>\n‸<c> ex:p <d> .", "semicolon or comma is missing before '<c>'"
    ),
    "a full stop forgotten before a prefix": Case(
        "<a> <p> <b>\n‸@prefix ex: <c> .", "full stop is missing before '@prefix'"
    ),
    "a full stop forgotten before PREFIX": Case(
        "<a> <p> <b>\n‸PREFIX ex: <c>", "full stop is missing before 'PREFIX'"
    ),
    "a full stop forgotten after a prefix": Case(
        "@prefix ex: <c>\n‸<a> <b> <c> .", "full stop is missing before '<a>'"
    ),
    "a full stop too many": Case("<a> <b> <c> . ‸.", "a thing (<address> or prefix:name)"),
    "a full stop at the end forgotten": Case("<a> <b> <c>‸", "ends in the middle"),
    "a subject that is a text": Case('‸"a" <b> <c> .', "a thing (<address> or prefix:name)"),
    "a property that is a text": Case('<a> ‸"b" <c> .', "a property (prefix:name"),
    "a property that is left out": Case("<a> ‸. ", "a property (prefix:name"),
    "a value that is left out": Case("<a> <b> ‸; <c> <d> .", 'a value ("text", number'),
    "a value that is a directive": Case("<a> <b> ‸@base <c> .", "full stop is missing"),
    "a text without quotation marks": Case("<a> <b> ‸Årsrapport .", "'Årsrapport' is neither"),
    "more of a text without them": Case('<a> <b> "Års" ‸rapport .', "'rapport' is neither"),
    "TRUE": Case("<a> <b> ‸TRUE .", "'TRUE' is neither"),
    "a as a value": Case("<a> <b> ‸a .", "'a' is neither"),
    "a as a subject": Case("‸a <b> <c> .", "a thing (<address> or prefix:name)"),
    "an address without brackets": Case("<a> <b> ‸https://c.no .", "between < and >"),
    "a text that never ends": Case('<a> <b> ‸"c .\n<d> <e> <f> .', "no end"),
    "a long text that never ends": Case('<a> <b> ‸"""c" .\n""', "no end"),
    "a text in one quotation mark that never ends": Case("<a> <b> ‸'c .", "no end"),
    "an address that never ends": Case("<a> <b> ‸<c .\n<d> <e> <f> .", "no end"),
    "an escape that is none": Case(r'<a> <b> "C:\new‸\Docs" .', r"'\D' stands for no character"),
    "half a character": Case(r'<a> <b> "æ ‸\uD83D" .', r"'\uD83D' stands for no character"),
    "no character at all": Case(r'<a> <b> "‸\U00110000" .', r"'\U00110000' stands for no"),
    "an escape on a later line": Case('<a> <b> """c\nd ‸\\q""" .', r"'\q' stands for no"),
    "a bracket that is never closed": Case(
        "<a> <b> [\n <c> [ <d> <e> ]\n‸", "'[' on line 1, column 9"
    ),
    "a full stop in a bracket": Case("<a> <b> [ <c> 5‸. ] .", "'.' does not close '['"),
    "a list that is never closed": Case("<a> <b> ( 1 2‸", "'(' on line 1, column 9"),
    "a full stop in a list": Case("<a> <b> ( 1 2 ‸. ", "'.' does not close '(' on line 1"),
    "the wrong bracket": Case("<a> <b> ( 1 ‸] .", "']' does not close '(' on line 1, column 9"),
    "another wrong bracket": Case("<a> <b> [ <c> 1 ‸) .", "')' does not close '['"),
    "a bracket that closes nothing": Case("<a> <b> <c> ‸] .", "']' closes nothing"),
    "a datatype that is a text": Case('<a> <b> "1"^^‸"c" .', "a datatype (prefix:name"),
    "a datatype that asks for a language": Case(
        '<a> <b> "1"^^‸<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .',
        "has no language code",
    ),
    "a language that is none": Case('<a> <b> "c"‸@ .', "the character '@'"),
    "a prefix without a colon": Case("@prefix ‸ex <c> .", "a prefix with a colon"),
    "a prefix that is a name": Case("@prefix ‸ex:a <c> .", "a prefix with a colon"),
    "a prefix without an address": Case("@prefix ex: ‸ex: .", "an address between < and >"),
    "a base without an address": Case("@base ‸ex: .", "an address between < and >"),
    "a directive in capitals": Case("‸@PREFIX ex: <c> .", "a thing (<address> or"),
    "a space that is none": Case("<a>‸\u00a0<b> <c> .", "the character 'U+00A0'"),
    "what JSON looks like": Case('‸{"a": 1}', "a thing (<address> or"),
    "a graph in Turtle": Case("<g> ‸{ <a> <b> <c> }", "a property (prefix:name"),
    "a graph that is never closed": Case(
        "<g> {\n <a> <b> <c> .\n‸", "'{' on line 1, column 5", "trig"
    ),
    "a graph that is not closed before the next": Case(
        "<g> {\n <a> <b> <c> .\n\n‸<h> {\n <a> <b> <d> .\n}",
        "<https://example.org/id/g>, which begins on line 1, is not closed",
        "trig",
    ),
    "a full stop before another property": Case(
        "@prefix mb: <https://w3id.org/maalbar/ns#> .\n"
        "<a> mb:value 17 ‸.\n  mb:unit mb:count ;\n  mb:number 1 .",
        "the full stop ends the statement",
    ),
    "a full stop before the last property": Case(
        "@prefix mb: <https://w3id.org/maalbar/ns#> .\n<a> mb:value 17‸.\n  mb:unit mb:count .",
        "the full stop ends the statement",
    ),
    "a graph in a graph": Case("{ ‸{ } }", "a thing (<address> or", "trig"),
    "a graph without a name": Case("GRAPH ‸{ }", "the address of a graph", "trig"),
    "a graph without a brace": Case("GRAPH <g> ‸<a> <b> <c> .", "{ before what", "trig"),
    "a list that names a graph": Case("() ‸{ }", "a property", "trig"),
    "a node with properties that names a graph": Case("[ <a> 1 ] ‸{ }", "a property", "trig"),
    "a prefix in a graph": Case("{ ‸@prefix ex: <c> . }", "a thing (<address> or", "trig"),
    "a brace that closes nothing": Case("<a> <b> <c> . ‸}", "'}' closes nothing", "trig"),
    "a prefix in lines": Case("‸@prefix ex: <c:> .", "N-Triples has none", "ntriples"),
    "a name in lines": Case("<a:> ‸ex:b <c:> .", "'ex:b' is an abbreviation", "ntriples"),
    "a in lines": Case("<a:> ‸a <c:> .", "N-Quads has none", "nquads"),
    "a number in lines": Case("<a:> <b:> ‸1 .", "'1' is an abbreviation", "ntriples"),
    "an apostrophe in lines": Case("<a:> <b:> ‸'c' .", "'c'' is an abbreviation", "ntriples"),
    "a long text in lines": Case('<a:> <b:> ‸"""c""" .', "is an abbreviation", "ntriples"),
    "a node in brackets in lines": Case("‸[] <b:> <c:> .", "'[]' is an abbreviation", "nquads"),
    "a second value in lines": Case(
        "<a:> <b:> <c:> ‸, <d:> .", "full stop is missing before ','", "ntriples"
    ),
    "a graph in triples": Case(
        "<a:> <b:> <c:> ‸<g:> .", "full stop is missing before '<g:>'", "ntriples"
    ),
    "a label for a property": Case("<a:> ‸_:b <c:> .", "a property (<address>)", "ntriples"),
    "a text for a subject": Case('‸"a" <b:> <c:> .', "a thing (<address> or _:", "ntriples"),
    "two statements on a line": Case(
        "<a:> <b:> <c:> . ‸<a:> <b:> <d:> .", "on one line, alone", "ntriples"
    ),
    "a statement on two lines": Case(
        "‸<a:> <b:>\n<c:> .", "on one line, alone", "ntriples"
    ),
    "too many brackets": Case(
        "<a> <b> " + "[ <c> " * DEPTH + "‸" + "[ <c> " * 1000, "", code="syntax/too-deep"
    ),
    "too many lists": Case(
        "<a> <b> " + "(" * DEPTH + "‸" + "(" * 100_000, "", code="syntax/too-deep"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_rdf_is_told_where_it_stops_being_it(name: str) -> None:
    case = CASES[name]
    text, mark = place_of(case.text)

    (finding,) = stopped(text, case.form)

    assert finding.code == case.code
    assert finding.location.path == PATH
    assert finding.location.mark
    assert finding.location.mark[:2] == mark[:2]
    assert case.says in finding.message["en"]
    assert all(finding.message[tag] and finding.hint[tag] for tag in ("nb", "nn", "en"))


@pytest.mark.parametrize("text", ["<g> { }", "GRAPH <g> { }", "{ }"])
def test_graphs_in_turtle_are_told_where_they_belong(text: str) -> None:
    (finding,) = stopped(text)

    assert ".trig" in finding.hint["nn"]


def test_a_statement_with_a_term_that_is_none_is_left_out_and_the_rest_is_read() -> None:
    text, mark = place_of("<a> <b> ‸<c d> , 1 .\n<e> <f> <c d> , 2 .")

    reading = read(text)

    (finding,) = reading.findings
    assert (finding.code, finding.value) == ("syntax/bad-iri", "c d")
    assert finding.location.mark == mark._replace(width=5)
    assert [each.object.value for each in reading.quads] == ["1", "2"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("‸<http://a b/>", "syntax/bad-iri"),
        ("‸<a{1}>", "syntax/bad-iri"),
        ("‸<1:2>", "syntax/bad-iri"),
        ("‸<a\\u0020b>", "syntax/bad-iri"),
        ("‸<a\\uD800>", "syntax/bad-iri"),
        ("‸<a\\n>", "syntax/bad-iri"),
        ("‸<http://[a>", "syntax/bad-iri"),
        ("‸<a\\u0000>", "syntax/control-character"),
        ("‸<a\\U0000202E>", "syntax/control-character"),
        ('"a‸\\u0000b"', "syntax/control-character"),
        ('"a‸\\bb"@en', "syntax/control-character"),
        ('"""a\nå ‸\\u202Eb"""^^<c>', "syntax/control-character"),
        ('"a"‸@abcdefghi', "language/bad-language"),
        ('"a"\n‸@en-1-2', "language/bad-language"),
    ],
)
def test_a_term_that_is_none_is_told_at_its_place(written: str, code: str) -> None:
    text, mark = place_of(f"<a> <b> {written} .")

    reading = read(text)

    assert places(reading.findings, code) == [(mark.line, mark.column)]
    assert not reading.quads


def test_a_name_of_a_prefix_that_cannot_be_one_is_told_at_its_place() -> None:
    text, mark = place_of("@prefix x: <http://a:> .\n<a> <b> x:1 , ‸x:z .")

    reading = read(text)

    assert places(reading.findings, "syntax/bad-iri") == [(mark.line, mark.column)]
    assert len(reading.quads) == 1


def test_lines_have_no_relative_iris() -> None:
    reading = read("<a:> <b> <c:> .\n", "ntriples")

    assert places(reading.findings, "syntax/bad-iri") == [(1, 6)]
    assert not reading.quads


@pytest.mark.parametrize(
    "text", ["@prefix ex: ‸<a b> .\nex:a ex:b ex:c .", "@base ‸<a b> .\n<a> <b> 1 ."]
)
def test_nothing_is_read_on_top_of_an_address_that_is_none(text: str) -> None:
    text, mark = place_of(text)

    findings = stopped(text)

    assert places(findings, "syntax/bad-iri") == [(mark.line, mark.column)]


def test_every_prefix_that_is_not_declared_is_told_once() -> None:
    text = f"{EX}<a> dct:title 1 ; dct:date 2 ; exx:p 3 ; ex:p 4 ; foo:p 5 ."

    findings = stopped(text)

    assert [(each.code, each.value) for each in findings] == [
        ("syntax/unknown-prefix", "dct"),
        ("syntax/unknown-prefix", "exx"),
        ("syntax/unknown-prefix", "foo"),
    ]
    known, near, unknown = findings
    assert known.location.mark == Mark(2, 5, 9)
    assert "@prefix dct: <http://purl.org/dc/terms/> ." in known.hint["nb"]
    assert "mente du «ex»?" in near.message["nb"]
    assert "@prefix foo: <https://…#> ." in unknown.hint["en"]


def test_what_was_noted_is_told_with_what_stopped() -> None:
    findings = stopped("<a> <b c> dct:d .\n<e> <f> .")

    assert [each.code for each in findings] == [
        "syntax/bad-iri",
        "syntax/unknown-prefix",
        "syntax/not-rdf",
    ]


def test_long_tokens_are_cut_where_they_are_told() -> None:
    (finding,) = stopped(f'<a> <b> <c> "{"x" * 1000}" .')

    assert len(finding.message["en"]) < 200
    assert finding.value
    assert len(finding.value) < 100


# Files that were made to do harm

MANY: Final = 200_000


HOSTILE: Final[Mapping[str, tuple[Form, str]]] = {
    "full stops": ("turtle", "." * MANY),
    "semicolons": ("turtle", "<a> <b> <c> " + ";" * MANY + " ."),
    "values": ("turtle", "<a> <b> <c>" + ", <c>" * 10_000 + " ."),
    "lists in lists": ("turtle", "(" * MANY),
    "brackets": ("turtle", "[" * MANY),
    "nodes in nodes": ("turtle", "<a> <b> " + "[ <c> " * MANY),
    "items": ("turtle", "<a> <b> ( " + "[] " * 10_000 + ") ."),
    "comments in a bracket": ("turtle", "[" + "#\n" * MANY),
    "spaces in a bracket": ("turtle", "(" + " " * MANY + "x"),
    "spaces and comments in a bracket": ("turtle", "[" + "  #  \n\n" * 5000 + "x"),
    "a word with full stops": ("turtle", "a" + ".a" * MANY),
    "a name with full stops": ("turtle", "a:a" + ".a" * MANY),
    "a name with escapes": ("turtle", "a:" + "%41" * MANY + "%"),
    "a label with full stops": ("turtle", "_:a" + ".a" * MANY),
    "a long text with quotation marks": ("turtle", '<a> <b> """' + '"a' * MANY),
    "a text without end": ("turtle", '<a> <b> "' + "\\n" * MANY),
    "a text of escapes": ("turtle", '<a> <b> "' + "\\n" * MANY + '" .'),
    "a text of lines": ("turtle", '<a> <b> """' + "\n" * MANY + '""" .'),
    "digits": ("turtle", "<a> <b> " + "1" * MANY + "e"),
    "a language without end": ("turtle", '<a> <b> "c"@a' + "-a" * MANY + " ."),
    "an address without end": ("turtle", "<" + "a" * MANY),
    "steps up": ("turtle", "<a> <b> <" + "../" * MANY + "> ."),
    "one prefix again and again": ("turtle", "@prefix a: <b> ." * 10_000),
    "empty graphs": ("trig", "<a> {} " * 10_000),
    "graphs in graphs": ("trig", "{" * MANY),
    "empty lines": ("ntriples", "\n" * MANY),
    "spaces": ("ntriples", "<a:> <b:> <c:> ." + " " * MANY),
    "backslashes": ("nquads", '_:a <b:> "' + "\\" * MANY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_takes_longer_than_its_length(name: str) -> None:
    form, text = HOSTILE[name]
    start = time.monotonic()

    try:
        findings = read(text, form).findings
    except MaalbarError as error:
        findings = error.diagnostics

    assert time.monotonic() - start < 2
    assert len(findings) <= 2


def test_a_file_of_mistakes_is_told_some_of_them() -> None:
    terms = "".join(f"<a b{number}> , " for number in range(2000))

    reading = read(f"<a> <b> {terms} 1 .")

    assert len(reading.findings) == MOST + 1
    assert reading.findings[-1].code == "syntax/more"
    assert len(reading.quads) == 1


def test_many_prefixes_are_told_in_time() -> None:
    declared = "".join(f"@prefix a{'b' * (number % 30)}{number}: <c> .\n" for number in range(1000))
    start = time.monotonic()

    findings = stopped(declared + "".join(f"ac{number}:d <e> 1 .\n" for number in range(900)))

    assert len(findings) == 900
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("directive", ["@prefix x: <{}> .", "@base <{}> ."])
def test_nothing_can_be_built_on_an_address_without_end(directive: str) -> None:
    text = directive.format("http://a/" + "b" * 10_000)

    (finding,) = stopped(text)

    assert finding.code == "syntax/long-iri"
