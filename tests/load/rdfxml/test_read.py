"""RDF/XML: the same graph as others read, with places, and nothing let in that harms."""

import logging
import re
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)
from tests.load.marks import place_of, places

from maalbar.load.placed import Placed, Reading
from maalbar.load.rdfxml.read import DEPTH, read_rdfxml
from maalbar.model.diagnostic import MaalbarError, Mark
from maalbar.model.terms import RDF, XSD, A
from maalbar.words.limit import MOST

BASE: Final = "https://example.org/id/"
FILE: Final = PurePosixPath("report.rdf")
ROOT: Final = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:e="https://example.org/ns#">'
)
EXAMPLE: Final = f"""\
<?xml version="1.0" encoding="UTF-8"?>
{ROOT}
  <!-- What the report says. -->
  <e:Observation rdf:about="observation/tente-fyr" e:note="Ærlig talt">
    <e:label xml:lang="nb">Fyr &amp; lykter</e:label>
    <e:value rdf:datatype="{XSD.decimal.value}">0014.0</e:value>
    <e:unit rdf:resource="https://example.org/ns#count"/>
    <e:refPeriod>
      <e:Period rdf:about="period/2030">
        <e:start rdf:datatype="{XSD.date.value}">2030-01-01</e:start>
      </e:Period>
    </e:refPeriod>
  </e:Observation>
</rdf:RDF>
"""


def read(source: str) -> Reading:
    return read_rdfxml(source, FILE, base=BASE)


def inside(elements: str) -> str:
    return f"{ROOT}\n{elements}\n</rdf:RDF>"


def canonical(triples: Iterable[Placed | Quad | Triple]) -> list[str]:
    """Give a graph as lines that do not depend on the names of blank nodes."""
    graph = Dataset(Quad(each[0], each[1], each[2]) for each in triples)
    graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, graph))


def as_others_read(source: str) -> list[str]:
    return canonical(parse(source, format=RdfFormat.RDF_XML, base_iri=BASE))


def test_an_example_is_read_as_it_was_written() -> None:
    reading = read(EXAMPLE)
    tente_fyr, period = f"{BASE}observation/tente-fyr", f"{BASE}period/2030"
    ns = "https://example.org/ns#"

    assert reading.findings == ()
    assert [str(Triple(*each[:3])) for each in reading.quads] == [
        f"<{tente_fyr}> {A} <{ns}Observation>",
        f'<{tente_fyr}> <{ns}note> "Ærlig talt"',
        f'<{tente_fyr}> <{ns}label> "Fyr & lykter"@nb',
        f'<{tente_fyr}> <{ns}value> "0014.0"^^{XSD.decimal}',
        f"<{tente_fyr}> <{ns}unit> <{ns}count>",
        f"<{tente_fyr}> <{ns}refPeriod> <{period}>",
        f"<{period}> {A} <{ns}Period>",
        f'<{period}> <{ns}start> "2030-01-01"^^{XSD.date}',
    ]


def test_a_statement_stands_where_its_elements_begin() -> None:
    quads = read(EXAMPLE).quads

    observation, period = Mark(4, 3), Mark(9, 7)
    assert [(each.subject_at, each.property_at, each.value_at) for each in quads] == [
        (observation, observation, observation),
        (observation, observation, observation),
        (observation, Mark(5, 5), Mark(5, 5)),
        (observation, Mark(6, 5), Mark(6, 5)),
        (observation, Mark(7, 5), Mark(7, 5)),
        (observation, Mark(8, 5), period),
        (period, period, period),
        (period, Mark(10, 9), Mark(10, 9)),
    ]


def test_columns_count_characters() -> None:
    reading = read(inside("<e:T><e:p>🙂æøå</e:p><e:q/></e:T>"))

    assert [each.property_at.column for each in reading.quads] == [1, 6, 21]


@pytest.mark.parametrize(
    "elements",
    [
        '<rdf:Description rdf:about="a"><e:p rdf:type="t" e:q="1"/></rdf:Description>',
        '<rdf:Description rdf:about="a"><e:p rdf:resource="b" rdf:type="c"/></rdf:Description>',
        '<rdf:Description rdf:about="a"><e:p rdf:ID="i">x</e:p></rdf:Description>',
        '<rdf:Description rdf:about="" e:x="1"/><rdf:Description rdf:ID="b" e:x="2"/>',
        "<rdf:Bag><rdf:li>1</rdf:li><rdf:_5/><rdf:li/></rdf:Bag>",
        '<e:T><e:p rdf:parseType="Resource" rdf:ID="r"><e:q>1</e:q></e:p></e:T>',
        '<e:T><e:p rdf:parseType="Collection" rdf:ID="r"/></e:T>',
        '<e:T><e:p rdf:parseType="Collection"><e:A/><rdf:Description rdf:nodeID="q"/></e:p></e:T>',
        '<e:T rdf:nodeID="æ"><e:p rdf:nodeID="æ"/><e:p rdf:nodeID="ø" e:q="1"/></e:T>',
        '<e:T xmlns="https://example.org/other/"><æøå>\n</æøå></e:T>',
        '<e:T rdf:about="https://example.org/.." rdf:type="../t"/>',
        '<e:T xml:base="https://example.com/a/b#c"><e:p rdf:resource="../x"/></e:T>',
        '<e:T xml:lang="nb" e:p="1"><e:q xml:lang="nn-no">2</e:q><e:r>3</e:r></e:T>',
        f'<e:T><e:p xml:lang="nb" rdf:datatype="{XSD.integer.value}">007</e:p></e:T>',
        "<?maalbar no?><e:T/>",
    ],
)
def test_what_the_grammar_allows_is_read_as_others_read_it(elements: str) -> None:
    source = inside(elements)

    reading = read(source)

    assert reading.findings == ()
    assert canonical(reading.quads) == as_others_read(source)


def test_a_document_may_be_a_single_thing() -> None:
    reading = read('<T xmlns="https://example.org/ns#"/>')

    assert [each.object for each in reading.quads] == [NamedNode("https://example.org/ns#T")]


@pytest.mark.parametrize("wrong", ["HTTP://Example.org/a?", "urn:x:../a", "https://example.org/a#"])
def test_an_absolute_iri_is_kept_as_it_was_written(wrong: str) -> None:
    reading = read(inside(f'<e:T rdf:about="{wrong}"/>'))

    assert [each.subject.value for each in reading.quads] == [wrong]


def test_an_empty_language_is_none() -> None:
    reading = read(inside('<e:T xml:lang="nb"><e:p xml:lang="">x</e:p></e:T>'))

    assert reading.quads[-1].object == Literal("x")


def test_a_text_is_the_same_however_it_is_written() -> None:
    reading = read(
        inside("<e:T><e:p> <![CDATA[<&]]> &lt;&#230;<!-- no -->&#x1F600;\r\n</e:p></e:T>")
    )

    assert reading.quads[-1].object == Literal(" <& <æ😀\n")


def test_names_of_old_may_stand_without_a_prefix() -> None:
    reading = read(inside('<rdf:Description about="a" type="t"/>'))

    assert [Triple(*each[:3]) for each in reading.quads] == [
        Triple(NamedNode(f"{BASE}a"), A, NamedNode(f"{BASE}t"))
    ]


def test_what_a_document_says_of_its_encoding_is_passed_over() -> None:
    source = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + inside("<e:T><e:p>æ</e:p></e:T>")

    assert read(source).quads[-1].object == Literal("æ")


NAMES: Final = st.sampled_from(("p", "q", "æ", "type-of", "_x"))
TEXTS: Final = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Cn", "Co")), max_size=8
)
PREDICATES: Final = NAMES.map("https://example.org/ns#{}".format).map(NamedNode)
NODES: Final = st.sampled_from(("a", "b/c", "?d", "#e")).map(lambda name: NamedNode(BASE + name))
SUBJECTS: Final = NODES | st.sampled_from("xyz").map(BlankNode)
VALUES: Final = (
    SUBJECTS
    | st.builds(Literal, TEXTS)
    | st.builds(Literal, TEXTS, language=st.sampled_from(("nb", "nn-no", "en")))
    | st.builds(Literal, TEXTS, datatype=st.sampled_from((XSD.decimal, XSD.date)))
)


@settings(max_examples=150)
@given(st.lists(st.builds(Triple, SUBJECTS, PREDICATES | st.just(A), VALUES), max_size=12))
def test_what_others_write_is_read_as_they_read_it(graph: list[Triple]) -> None:
    source = serialize(graph, format=RdfFormat.RDF_XML)
    assert source is not None

    reading = read(source.decode())

    assert reading.findings == ()
    assert canonical(reading.quads) == as_others_read(source.decode())


ABOUT: Final = st.sampled_from(
    ("", ' rdf:about="a"', ' rdf:about="../b#c"', ' rdf:nodeID="n"', ' e:q="1"', ' xml:lang="nb"')
)
EMPTY: Final = st.tuples(
    NAMES,
    st.sampled_from(
        ("", ' rdf:resource="a"', ' rdf:resource=""', ' rdf:nodeID="n"', ' e:q="1" e:p="2"')
    ),
).map(lambda parts: f"<e:{parts[0]}{parts[1]}/>")
WRITTEN: Final = st.tuples(NAMES, st.sampled_from(("x", " ", "&lt;", "æ\næ"))).map(
    lambda parts: f"<e:{parts[0]}>{parts[1]}</e:{parts[0]}>"
)


def properties_with(things: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    nested = st.tuples(NAMES, things).map(
        lambda parts: f"<e:{parts[0]}>\n  {parts[1]}\n</e:{parts[0]}>"
    )
    listed = st.tuples(NAMES, st.lists(things, max_size=2)).map(
        lambda parts: f'<e:{parts[0]} rdf:parseType="Collection">{"".join(parts[1])}</e:{parts[0]}>'
    )
    unnamed = st.tuples(NAMES, EMPTY).map(
        lambda parts: f'<e:{parts[0]} rdf:parseType="Resource">{parts[1]}</e:{parts[0]}>'
    )
    member = things.map("<rdf:li>{}</rdf:li>".format)
    return st.one_of(EMPTY, WRITTEN, nested, listed, unnamed, member)


def things_with(properties: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(
        st.sampled_from(("e:T", "e:U", "rdf:Description")), ABOUT, st.lists(properties, max_size=3)
    ).map(lambda parts: f"<{parts[0]}{parts[1]}>{''.join(parts[2])}</{parts[0]}>")


THINGS: Final = st.recursive(
    things_with(EMPTY | WRITTEN), lambda inner: things_with(properties_with(inner)), max_leaves=5
)


@settings(max_examples=150)
@given(st.lists(THINGS, max_size=2).map("\n".join))
def test_elements_in_elements_are_read_as_others_read_them_and_stand_where_they_begin(
    elements: str,
) -> None:
    source = inside(elements)

    reading = read(source)

    assert reading.findings == ()
    assert canonical(reading.quads) == as_others_read(source)
    lines = source.split("\n")
    for quad in reading.quads:
        begins = [
            lines[mark.line - 1][mark.column - 1 :]
            for mark in (quad.subject_at, quad.property_at, quad.value_at)
        ]
        assert all(re.match(r"<(e|rdf):", each) for each in begins)
        name = re.split("[#/]", quad.predicate.value)[-1]
        cells = (RDF.first, RDF.rest)
        own = f"<rdf:li>|<e:{name}[ />]" if quad.predicate not in (A, *cells) else "<(e|rdf):"
        assert re.match(own, begins[1]) or f' e:{name}="' in begins[1].partition(">")[0]


class Case(NamedTuple):
    """A code, and elements that must be told it at `‸`."""

    code: str
    elements: str


WRONG: Final = {
    "a thing that is syntax": Case("syntax/not-rdf", "‸<rdf:li/>"),
    "a root inside": Case("syntax/not-rdf", "‸<rdf:RDF/>"),
    "a property that is syntax": Case("syntax/not-rdf", "<e:T>‸<rdf:Description/></e:T>"),
    "an attribute that is syntax": Case("syntax/not-rdf", '‸<e:T rdf:resource="a"/>'),
    "an attribute of old": Case("syntax/not-rdf", '‸<e:T rdf:aboutEach="a"/>'),
    "an attribute without prefix": Case("syntax/not-rdf", '‸<e:T foo="a"/>'),
    "an element without prefix": Case("syntax/not-rdf", "<e:T>\n  ‸<foo/></e:T>"),
    "two addresses": Case("syntax/not-rdf", '‸<e:T rdf:about="a" rdf:ID="b"/>'),
    "two references": Case("syntax/not-rdf", '<e:T>‸<e:p rdf:resource="a" rdf:nodeID="b"/></e:T>'),
    "an ID twice": Case("syntax/not-rdf", '<e:T rdf:ID="a"/>\n‸<e:T rdf:ID="a"/>'),
    "an ID that is no name": Case("syntax/not-rdf", '‸<e:T rdf:ID="1"/>'),
    "a node that is no name": Case("syntax/not-rdf", '‸<e:T rdf:nodeID="a b"/>'),
    "two things in a property": Case("syntax/not-rdf", "<e:T><e:p><e:A/>‸<e:B/></e:p></e:T>"),
    "text and a thing": Case("syntax/not-rdf", "<e:T>‸<e:p>x<e:A/></e:p></e:T>"),
    "text beside a reference": Case("syntax/not-rdf", '<e:T>‸<e:p rdf:resource="a">x</e:p></e:T>'),
    "a thing beside a reference": Case(
        "syntax/not-rdf", '<e:T><e:p rdf:resource="a">‸<e:A/></e:p></e:T>'
    ),
    "a thing that has a datatype": Case(
        "syntax/not-rdf", '<e:T><e:p rdf:datatype="a">‸<e:A/></e:p></e:T>'
    ),
    "text between properties": Case("syntax/not-rdf", "‸<e:T>x<e:p/>y</e:T>"),
    "parseType and more": Case(
        "syntax/not-rdf", '<e:T>‸<e:p rdf:parseType="Resource" e:q="1"/></e:T>'
    ),
    "parseType and a datatype": Case(
        "syntax/not-rdf", '<e:T>‸<e:p rdf:parseType="Resource" rdf:datatype="a"/></e:T>'
    ),
    "XML as a value": Case(
        "syntax/xml-value", '<e:T>‸<e:p rdf:parseType="Literal"><b>x</b></e:p></e:T>'
    ),
    "an IRI with a space": Case("syntax/bad-iri", '‸<e:T rdf:about="a b"/>'),
    "an IRI over two lines": Case("syntax/bad-iri", '‸<e:T rdf:about="https://a/&#10;b"/>'),
    "a host that is none": Case("syntax/bad-iri", '<e:T>‸<e:p rdf:resource="https://[a/"/></e:T>'),
    "an IRI without end": Case("syntax/long-iri", f'‸<e:T rdf:about="{"a" * 3000}"/>'),
    "a base that is none": Case("syntax/bad-iri", '‸<e:T xml:base="https://[a/"/>'),
    "a language that is none": Case(
        "language/bad-language", '<e:T>‸<e:p xml:lang="nb_NO">x</e:p></e:T>'
    ),
    "an IRI that runs backwards": Case(
        "syntax/control-character", '<e:T>‸<e:p rdf:resource="&#x202e;x"/></e:T>'
    ),
    "text that runs backwards as a reference": Case(
        "syntax/control-character", "<e:T>‸<e:p>&#x202e;</e:p></e:T>"
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_the_grammar_forbids_is_told_where_it_stands_and_the_rest_is_read(name: str) -> None:
    case = WRONG[name]
    source, mark = place_of(inside(f"{case.elements}\n<e:T rdf:about='rest'/>"))

    reading = read(source)

    assert places(reading.findings, case.code) == [mark[:2]]
    assert len(reading.findings) == 1
    assert reading.quads[-1].subject == NamedNode(f"{BASE}rest")


STOPPED: Final = {
    "nothing": Case("syntax/not-xml", "‸"),
    "a tag that is never closed": Case("syntax/not-xml", f"{ROOT}\n‸<e:T>\n"),
    "a property that is never closed": Case(
        "syntax/not-xml", f"{ROOT}<e:T>\n‸<e:p>1\n<e:q/>\n<e:r>2</e:r></e:T></rdf:RDF>"
    ),
    "a quotation mark that is never closed": Case(
        "syntax/not-xml", f"{ROOT}<e:T e:a='b' e:p=‸'c/>\n<e:T/></rdf:RDF>"
    ),
    "a tag that closes another": Case("syntax/not-xml", f"{ROOT}\n<e:T></‸e:U></rdf:RDF>"),
    "an ampersand": Case("syntax/not-xml", f"{ROOT}<e:T e:p='a &‸ b'/></rdf:RDF>"),
    "a prefix that nobody declared": Case("syntax/not-xml", f"{ROOT}\n‸<f:T/></rdf:RDF>"),
    "an entity that nobody declared": Case("syntax/not-xml", f"{ROOT}\n‸&nbsp;</rdf:RDF>"),
    "a document type": Case("syntax/xml-dtd", "<!-- a -->\n‸<!DOCTYPE rdf:RDF>\n<a/>"),
    "a document type from elsewhere": Case(
        "syntax/xml-dtd", '‸<!DOCTYPE a SYSTEM "http://example.org/a.dtd">\n<a/>'
    ),
    "a file as an entity": Case(
        "syntax/xml-dtd", '‸<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>'
    ),
    "nesting without end": Case("syntax/too-deep", "<a>" * DEPTH + "‸" + "<a>" * 100_000),
    "a prefix without end": Case(
        "syntax/long-iri", f'{ROOT}\n‸<e:T xmlns:f="https://example.org/{"a" * 3000}"/></rdf:RDF>'
    ),
}


@pytest.mark.parametrize("name", STOPPED)
def test_what_is_no_safe_xml_is_refused_where_it_stands(name: str) -> None:
    case = STOPPED[name]
    source, mark = place_of(case.elements)

    with pytest.raises(MaalbarError) as caught:
        read(source)

    assert places(caught.value.diagnostics, case.code) == [mark[:2]]
    assert len(caught.value.diagnostics) == 1


def test_a_document_with_returns_for_line_ends_is_refused_too() -> None:
    with pytest.raises(MaalbarError, match="is opened here"):
        read(f"{ROOT}\r<e:T>\r<e:p>\r</e:T></rdf:RDF>")


def test_an_entity_bomb_is_answered_at_once() -> None:
    layers = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    source = f'<!DOCTYPE a [<!ENTITY a0 "lol">{layers}]>\n<a>&a9;</a>'
    start = time.monotonic()

    with pytest.raises(MaalbarError):
        read(source)

    assert time.monotonic() - start < 1


HUGE: Final = {
    "an attribute": '<e:T e:p="' + "æ" * 3_000_000 + '"/>',
    "a text": "<e:T><e:p>" + "en linje\n" * 500_000 + "</e:p></e:T>",
    "many attributes": "<e:T " + " ".join(f'e:a{each}=""' for each in range(30_000)) + "/>",
    "many prefixes": "<e:T " + " ".join(f'xmlns:a{each}="e:"' for each in range(30_000)) + "/>",
    "a climbing path": '<e:T rdf:about="' + "a/../" * 500_000 + '"/>',
}


@pytest.mark.parametrize("name", HUGE)
def test_what_is_huge_takes_no_more_than_its_share_of_time(name: str) -> None:
    start = time.monotonic()

    assert read(inside(HUGE[name])).findings == ()

    assert time.monotonic() - start < 3


def test_a_file_with_nothing_but_errors_tells_some_of_them_and_how_many_there_are() -> None:
    reading = read(inside('<e:T rdf:about="a b"/>\n' * 2 * MOST))

    assert [each.code for each in reading.findings] == ["syntax/bad-iri"] * MOST + ["syntax/more"]


def test_nothing_is_printed_or_logged(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    read(inside('<e:T rdf:about="urn: x"><e:p xml:lang="?">x</e:p></e:T>'))

    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_no_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hemmelig", encoding="utf-8")

    with pytest.raises(MaalbarError) as caught:
        read(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>')

    assert "hemmelig" not in str(caught.value)
