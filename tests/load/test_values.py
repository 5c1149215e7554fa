"""Values of RDF files that are not what is meant: told as the file would write what is."""

from pathlib import PurePosixPath

import pytest
from pyoxigraph import Literal, NamedNode

from maalbar.load.formats import Format, Surroundings
from maalbar.load.formats import read as load
from maalbar.load.iris import problem_with
from maalbar.load.mapped import Mapped
from maalbar.model.terms import MB, XSD
from maalbar.model.text import pick
from maalbar.vocabulary.addresses import example_id
from maalbar.vocabulary.ontology import vocabulary

BASE = "https://example.org/fyr/"
SUBJECT = f"{BASE}id/observation/1"


def take(form: Format, key: str, written: str, datatype: str = "") -> Mapped:
    """Say one thing in a format: `written` as a literal, plain or of an xsd datatype."""
    name = f"https://w3id.org/maalbar/ns#{key}"
    if key == "title":
        name = "http://purl.org/dc/terms/title"
    typed = f'"{written}"' + (f"^^<{XSD.iri}{datatype}>" if datatype else "")
    attribute = f' rdf:datatype="{XSD.iri}{datatype}"' if datatype else ""
    kind = f', "@type": "{XSD.iri}{datatype}"' if datatype else ""
    source = {
        Format.TURTLE: f"<observation/1> <{name}> {typed} .",
        Format.NTRIPLES: f"<{SUBJECT}> <{name}> {typed} .",
        Format.RDFXML: (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            f' xmlns:n="{name.removesuffix(key)}"><rdf:Description rdf:about="observation/1">'
            f"<n:{key}{attribute}>{written}</n:{key}></rdf:Description></rdf:RDF>"
        ),
        Format.JSONLD: (
            f'{{"@context": {{}}, "@id": "observation/1",'
            f' "{name}": {{"@value": "{written}"{kind}}}}}'
        ),
    }[form]
    against = Surroundings(base=BASE, vocabulary=vocabulary())
    return load(source, PurePosixPath("a"), form, against)


def told(mapped: Mapped) -> tuple[str, str]:
    (found,) = mapped.findings
    return found.code, pick(found.hint, "en")


@pytest.mark.parametrize(
    ("form", "resource", "concept"),
    [
        (Format.TURTLE, "<indicator/tente-fyr>", "mb:count"),
        (
            Format.NTRIPLES,
            f"<{BASE}id/indicator/tente-fyr>",
            "<https://w3id.org/maalbar/ns#count>",
        ),
        (
            Format.RDFXML,
            '<mb:indicator rdf:resource="indicator/tente-fyr"/>',
            '<mb:unit rdf:resource="https://w3id.org/maalbar/ns#count"/>',
        ),
        (
            Format.JSONLD,
            '"indicator": {"@id": "indicator/tente-fyr"}',
            '"unit": {"@id": "https://w3id.org/maalbar/ns#count"}',
        ),
    ],
)
def test_a_text_where_an_address_belongs_is_told_and_read_on_with_as_one(
    form: Format, resource: str, concept: str
) -> None:
    referring = take(form, "indicator", "indicator/tente-fyr")
    coded = take(form, "unit", "count")

    assert told(referring) == ("vocabulary/text-for-address", f"Write {resource}")
    assert [each.object for each in referring.statements] == [
        NamedNode(f"{BASE}id/indicator/tente-fyr")
    ]
    assert told(coded) == ("vocabulary/text-for-address", f"Write {concept}")
    assert [each.object for each in coded.statements] == [MB["count"]]


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("indicatr", "indicator/tente-fyr", NamedNode(f"{BASE}id/indicator/tente-fyr")),
        ("unitt", "count", MB["count"]),
        ("valeu", "17.5", Literal("17.5", datatype=XSD.decimal)),
    ],
)
def test_a_key_of_json_ld_that_is_nearly_right_is_one_finding(
    key: str, value: str, read: NamedNode | Literal
) -> None:
    source = f'{{"id": "observation/1", "{MB.iri}{key}": "{value}"}}'
    against = Surroundings(base=BASE, vocabulary=vocabulary())
    mapped = load(source, PurePosixPath("a"), Format.JSONLD, against)

    assert [each.code for each in mapped.findings] == ["vocabulary/unknown-property"]
    assert [each.object for each in mapped.statements] == [read]


def test_a_text_that_can_be_no_address_is_left_as_it_is() -> None:
    mapped = take(Format.TURTLE, "indicator", "Fyr som er tent")

    assert told(mapped) == ("vocabulary/text-for-address", "Write <…>")
    assert [each.object for each in mapped.statements] == [Literal("Fyr som er tent")]


def test_a_text_at_a_property_that_is_named_from_the_other_end_is_turned_round() -> None:
    mapped = take(Format.TURTLE, "contents", "goal/1")

    assert told(mapped) == ("vocabulary/text-for-address", "Write <goal/1>")
    assert [each.subject.value for each in mapped.statements] == [f"{BASE}id/goal/1"]


@pytest.mark.parametrize(
    ("form", "key", "written", "datatype", "example"),
    [
        (Format.TURTLE, "value", "17,5", "", "17.5"),
        (Format.TURTLE, "value", "17 fyr", "decimal", "17"),
        (Format.TURTLE, "value", "17", "", "17"),
        (Format.TURTLE, "reportingYear", "31", "gYear", '"2031"^^xsd:gYear'),
        (Format.TURTLE, "reportingYear", "2031", "integer", '"2031"^^xsd:gYear'),
        (Format.NTRIPLES, "value", "17,5", "", f'"17.5"^^<{XSD.iri}decimal>'),
        (
            Format.RDFXML,
            "value",
            "17,5",
            "",
            f'<mb:value rdf:datatype="{XSD.iri}decimal">17.5</mb:value>',
        ),
        (Format.JSONLD, "value", "17,5", "decimal", '"17.5"'),
    ],
)
def test_a_value_that_is_none_is_told_with_the_one_that_is_meant(
    form: Format, key: str, written: str, datatype: str, example: str
) -> None:
    mapped = take(form, key, written, datatype)

    assert told(mapped) == ("vocabulary/bad-value", f"Write for example {example}")


def test_a_number_that_is_written_as_text_is_read_on_with_as_a_number() -> None:
    (statement,) = take(Format.TURTLE, "value", "17,5").statements

    assert statement.object == Literal("17.5", datatype=XSD.decimal)


@pytest.mark.parametrize(
    ("form", "example"),
    [
        (Format.TURTLE, '"…"@nb'),
        (Format.NTRIPLES, '"…"@nb'),
        (Format.RDFXML, '<dct:title xml:lang="nb">…</dct:title>'),
        (Format.JSONLD, '"title": {"nb": "…"}'),
    ],
)
def test_a_text_without_language_is_told_how_the_format_says_one(
    form: Format, example: str
) -> None:
    code, hint = told(take(form, "title", "Fyr"))

    assert (code, hint) == (
        "language/missing-tag",
        f"Write the language code with the text: {example}",
    )


@pytest.mark.parametrize(
    ("form", "source", "example"),
    [
        (
            Format.TURTLE,
            "[] a <https://w3id.org/maalbar/ns#Indicator> .",
            "<indicator/eksempel>",
        ),
        (
            Format.NTRIPLES,
            f"_:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{MB.iri}Goal> .",
            f"<{BASE}id/goal/digdir/2021/1>",
        ),
        (Format.JSONLD, '{"type": "Observation"}', '"id": "observation/digdir/2021/1"'),
        (
            Format.RDFXML,
            f'<SourceIssue xmlns="{MB.iri}"/>',
            'rdf:about="issue/digdir/2021/1"',
        ),
    ],
)
def test_a_thing_without_address_is_shown_one_of_its_kind_and_nothing_that_refers_is_judged(
    form: Format, source: str, example: str
) -> None:
    against = Surroundings(base=BASE, vocabulary=vocabulary())
    mapped = load(source, PurePosixPath("a"), form, against)

    code, hint = told(mapped)
    assert (code, hint.partition("for example ")[2]) == ("syntax/no-address", example)
    assert not mapped.whole


def test_every_type_has_an_id_that_can_be_one() -> None:
    assert {problem_with(example_id(kind)) for kind in vocabulary().classes} == {None}
