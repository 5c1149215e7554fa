"""CSV on the Web: what it says of a table decides what the rows say; the rest is refused."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

import pytest
from pyoxigraph import Literal, NamedNode
from tests.load.marks import place_of, places
from tests.load.nodes import BASE

from maalbar.load.mapped import Mapped
from maalbar.load.tables.csvw import MOST_COLUMNS, MOST_VIRTUAL, Metadata, load_metadata
from maalbar.load.tables.figures import map_figures
from maalbar.model.diagnostic import MaalbarError, Mark
from maalbar.model.terms import DCT, MB, XSD, A
from maalbar.vocabulary.ontology import vocabulary

TABLE: Final = PurePosixPath("reports/figures.csv")
FILE: Final = PurePosixPath("reports/figures.csv-metadata.json")
IDS: Final = f"{BASE}id/"

DESCRIBED: Final = {
    "@context": ["http://www.w3.org/ns/csvw", {"@language": "nb"}],
    "url": "figures.csv",
    "dc:title": "Fyr og skippere",
    "dialect": {"delimiter": ";", "encoding": "utf-8"},
    "tableSchema": {
        "aboutUrl": "observation/fyr/{year}/{name}",
        "primaryKey": ["name", "year"],
        "columns": [
            {"name": "name", "titles": "Navn", "suppressOutput": True},
            {
                "name": "year",
                "titles": {"nb": ["År", "Årstall"], "en": "Year"},
                "propertyUrl": "mb:refPeriod",
                "valueUrl": "period/{year}",
            },
            {
                "name": "value",
                "titles": "Andel",
                "datatype": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": " "}},
                "required": True,
            },
            {"name": "note", "propertyUrl": "dcterms:description", "lang": "nb", "null": "-"},
            {"name": "unit", "virtual": True, "propertyUrl": "mb:unit", "valueUrl": "mb:percent"},
            {
                "name": "kind",
                "virtual": True,
                "propertyUrl": "rdf:type",
                "valueUrl": "https://w3id.org/maalbar/ns#Target",
            },
        ],
    },
}


def describe(metadata: str | Mapping[str, Any]) -> Metadata:
    source = metadata if isinstance(metadata, str) else json.dumps(metadata)
    return load_metadata(source, FILE)


def about(*columns: Mapping[str, Any], **more: object) -> Metadata:
    schema = {"tableSchema": {"columns": columns}} if columns else {}
    return describe({"url": "figures.csv", **schema, **more})


def read(source: str, metadata: Metadata) -> Mapped:
    return map_figures(source, TABLE, base=BASE, vocabulary=vocabulary(), metadata=metadata)


def test_what_is_said_of_a_table_decides_what_its_rows_say() -> None:
    metadata = describe(DESCRIBED)

    mapped = read("Navn;Årstall;Andel;note\nå b;2030;1\u00a0234,50;Ærlig; \nx;2031;8;-\n", metadata)

    assert mapped.findings == ()
    first, second = (NamedNode(f"{IDS}observation/fyr/{n}") for n in ("2030/%C3%A5%20b", "2031/x"))
    assert {(each.subject, each.predicate, each.object) for each in mapped.statements} == {
        (first, A, MB.Target),
        (first, MB.refPeriod, NamedNode(f"{IDS}period/2030")),
        (first, MB.value, Literal("1234.50", datatype=XSD.decimal)),
        (first, MB.unit, MB.percent),
        (first, DCT.description, Literal("Ærlig", language="nb")),
        (second, A, MB.Target),
        (second, MB.refPeriod, NamedNode(f"{IDS}period/2031")),
        (second, MB.value, Literal("8", datatype=XSD.decimal)),
        (second, MB.unit, MB.percent),
    }


def test_what_a_row_says_stands_in_its_cells() -> None:
    mapped = read("Navn;År;Andel;note\nx;2030;1,5;Ærlig\n", describe(DESCRIBED))

    places_of = {each.predicate: each.value_at[:2] for each in mapped.statements}
    assert places_of[MB.refPeriod] == (2, 3)
    assert places_of[MB.value] == (2, 8)
    assert places_of[DCT.description] == (2, 12)
    # What stands in no cell stands where the row begins; a made address where its first part is.
    assert places_of[MB.unit] == (2, 1)
    assert {each.subject_at for each in mapped.statements} == {Mark(2, 3, 4)}


def test_a_dialect_says_how_the_table_is_written() -> None:
    dialect = {
        "delimiter": "|",
        "quoteChar": "'",
        "skipRows": 2,
        "commentPrefix": "#",
        "headerRowCount": 1,
        "skipInitialSpace": True,
        "lineTerminators": ["\r\n", "\n"],
    }

    mapped = read("Tall\n\n# a\nid|value\n# b\n'a'|1\n", about(dialect=dialect))

    assert [each.object for each in mapped.statements] == [
        MB.Observation,
        Literal("1", datatype=XSD.decimal),
    ]
    assert mapped.findings == ()


def test_a_table_may_have_no_header_and_no_quotation_marks() -> None:
    metadata = about(
        {"name": "id"},
        {"name": "text", "propertyUrl": "skos:note", "lang": "nb"},
        dialect={"header": False, "quoteChar": None},
    )

    mapped = read('a,"x\nb,y"\n', metadata)

    assert [each.object for each in mapped.statements if each.predicate != A] == [
        Literal('"x', language="nb"),
        Literal('y"', language="nb"),
    ]


def test_a_column_may_have_several_values_or_one_where_none_stands() -> None:
    metadata = about(
        {"name": "id"},
        {"name": "seeAlso", "separator": "; ", "default": "x; y"},
        {"name": "indicator", "virtual": True, "default": "indicator/fyr"},
    )

    mapped = read("id,seeAlso\na,b; c\nd,\n", metadata)

    assert [
        (each.subject.value[-1], each.object.value.removeprefix(IDS))
        for each in mapped.statements
        if each.predicate != A
    ] == [
        *(("a", "b"), ("a", "c"), ("a", "indicator/fyr")),
        *(("d", "x"), ("d", "y"), ("d", "indicator/fyr")),
    ]


def test_columns_take_over_what_is_said_of_the_table() -> None:
    metadata = describe(
        {
            "lang": "nn",
            "tables": [
                {
                    "url": "figures.csv",
                    "null": ["-", ""],
                    "tableSchema": {
                        "propertyUrl": "https://w3id.org/maalbar/ns#{_name}",
                        "aboutUrl": "x/{value}",
                        "columns": [
                            {"name": "value"},
                            {"name": "handling"},
                            {"name": "countedUnit", "lang": "en", "null": ""},
                        ],
                    },
                }
            ],
        }
    )

    mapped = read("value,handling,countedUnit\n1,a,-\n2,-,b\n", metadata)

    texts = [each.object for each in mapped.statements if each.predicate not in (A, MB.value)]
    assert texts == [
        Literal("a", language="nn"),
        Literal("-", language="en"),
        Literal("b", language="en"),
    ]


def test_a_row_may_speak_of_several_things() -> None:
    metadata = about(
        {"name": "id", "aboutUrl": None},
        {"name": "value"},
        {"name": "year", "suppressOutput": True},
        {
            "name": "kind",
            "virtual": True,
            "aboutUrl": "period/{year}",
            "propertyUrl": "rdf:type",
            "valueUrl": "dcterms:PeriodOfTime",
        },
    )

    mapped = read("id,value,year\na,1,2030\n", metadata)

    kinds = {
        each.subject.value.removeprefix(IDS): each.object
        for each in mapped.statements
        if each.predicate == A
    }
    assert kinds == {"a": MB.Observation, "period/2030": DCT.PeriodOfTime}


@pytest.mark.parametrize(
    ("columns", "table", "code", "mark"),
    [
        (({"name": "id"}, {"titles": "Andel"}), "id,Antall\n", "syntax/csvw-mismatch", (1, 4)),
        (({"name": "id"}, {"name": "value"}), "value,id\n", "syntax/csvw-mismatch", (1, 1)),
        (({"name": "id"},), "id,value\na,1\n", "syntax/bad-csv", (1, 4)),
        (({"name": "id"}, {"name": "value"}), "id\na\n", "syntax/bad-csv", (1, 1)),
    ],
)
def test_a_header_that_is_another_is_told_of_and_no_row_is_read(
    columns: tuple[dict[str, str], ...], table: str, code: str, mark: tuple[int, int]
) -> None:
    mapped = read(f"{table}a,1\n", about(*columns))

    assert (mapped.statements, mapped.whole) == ((), False)
    assert places(mapped.findings, code)[0] == mark


@pytest.mark.parametrize(
    ("column", "row", "code", "mark"),
    [
        ({"name": "value", "required": True}, "a,", "syntax/required-cell", (2, 3)),
        ({"name": "value", "datatype": "decimal"}, 'a,"1,5"', "vocabulary/bad-value", (2, 4)),
        (
            {"name": "value", "datatype": {"base": "number", "format": {"groupChar": "."}}},
            "a,1.23",
            "vocabulary/bad-value",
            (2, 3),
        ),
        (
            {"name": "unit", "valueUrl": "mb:{unit}"},
            "a,cuont",
            "vocabulary/unknown-concept",
            (2, 3),
        ),
        ({"name": "seeAlso", "valueUrl": "x/{seeAlso}/.."}, "a,b", "syntax/bad-id", (2, 3)),
        (
            {"name": "seeAlso", "valueUrl": "{seeAlso}"},
            f"a,{'b' * 3000}",
            "syntax/long-iri",
            (2, 3),
        ),
    ],
)
def test_what_is_wrong_in_a_row_is_told_where_it_stands(
    column: dict[str, Any], row: str, code: str, mark: tuple[int, int]
) -> None:
    metadata = about({"name": "id"}, column)

    mapped = read(f"id,{column['name']}\n{row}\n", metadata)

    if code == "vocabulary/bad-value" and "format" in str(column):
        # `1.23` is a number as data write it, though not as the column says.
        assert mapped.findings == ()
        return
    assert [each.code for each in mapped.findings] == [code]
    assert places(mapped.findings, code) == [mark]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ({"name": "x", "propertyUrl": "mb:valeu"}, "vocabulary/unknown-property"),
        ({"name": "x", "propertyUrl": "https://example.org/x"}, "vocabulary/unknown-property"),
        ({"name": "x", "propertyUrl": "a b"}, "vocabulary/unknown-property"),
        ({"titles": "Andel"}, "vocabulary/unknown-property"),
        ({"name": "x", "propertyUrl": "skos:note"}, "language/untagged-column"),
        ({"name": "value", "valueUrl": "x/{value}"}, "syntax/csvw-unsupported"),
    ],
)
def test_a_column_that_is_not_understood_is_told_of_where_it_is_described(
    column: dict[str, str], code: str
) -> None:
    source = json.dumps(
        {"url": "figures.csv", "tableSchema": {"columns": [{"name": "id"}, column]}}
    )
    name = column.get("name", "Andel")

    mapped = read(f"id,{name}\na,1\n", describe(source))

    (found,) = mapped.findings
    assert (found.code, found.location.path) == (code, FILE)
    assert found.location.mark
    about_it = source[found.location.mark.column - 1 :]
    at = column.get("valueUrl") or column.get("propertyUrl")
    assert about_it.startswith(json.dumps(at or column))


class Case(NamedTuple):
    """What may not be said of a table; `‸` marks what is told."""

    said: str
    near: str | None = None


def columns(written: str) -> str:
    return f'{{"url": "figures.csv", "tableSchema": {{"columns": [{written}]}}}}'


REFUSED: Final = {
    "a list": Case("‸[]"),
    "another context": Case('{"@context": ‸"https://example.org/c", "url": "figures.csv"}'),
    "a context of one's own": Case('{"@context": [{‸"@base": "x/"}], "url": "figures.csv"}'),
    "another table": Case('{"url": ‸"other.csv"}'),
    "a table elsewhere": Case('{"url": ‸"https://example.org/figures.csv"}'),
    "a table above": Case('{"url": ‸"../figures.csv"}'),
    "several tables": Case('{"tables": ‸[{"url": "figures.csv"}, {"url": "figures.csv"}]}'),
    "a schema elsewhere": Case('{"url": "figures.csv", "tableSchema": ‸"schema.json"}'),
    "a dialect elsewhere": Case('{"url": "figures.csv", "dialect": ‸"dialect.json"}'),
    "a slip": Case('{"url": "figures.csv", ‸"tableShcema": {}}', "tableSchema"),
    "a slip in a column": Case(columns('{"name": "id", ‸"propertyURL": "x"}'), "propertyUrl"),
    "a table that says nothing": Case('{"url": "figures.csv", "suppressOutput": ‸true}'),
    "a language without columns": Case('{"url": "figures.csv", "lang": ‸"nb"}'),
    "another encoding": Case('{"url": "figures.csv", "dialect": {"encoding": ‸"latin1"}}'),
    "two delimiters": Case('{"url": "figures.csv", "dialect": {"delimiter": ‸";;"}}'),
    "a line end for delimiter": Case('{"url": "figures.csv", "dialect": {"delimiter": ‸"\\n"}}'),
    "two header rows": Case('{"url": "figures.csv", "dialect": {"headerRowCount": ‸2}}'),
    "columns that are skipped": Case('{"url": "figures.csv", "dialect": {"skipColumns": ‸1}}'),
    "rows without end": Case('{"url": "figures.csv", "dialect": {"skipRows": ‸10000000}}'),
    "quotation marks with a backslash": Case(
        '{"url": "figures.csv", "dialect": {"doubleQuote": ‸false}}'
    ),
    "spaces that count": Case('{"url": "figures.csv", "dialect": {"trim": ‸false}}'),
    "a column twice": Case(columns('{"name": "id"}, ‸{"name": "id"}')),
    "a column that is a text": Case(columns('‸"id"')),
    "a name that is a number": Case(columns('{"name": ‸1}')),
    "a truth that is a text": Case(columns('{"name": "id", "required": ‸"true"}')),
    "an ordered list": Case(columns('{"name": "id", "ordered": ‸true}')),
    "addresses of several values": Case(
        columns('{"name": "a", "separator": ";", "valueUrl": ‸"{a}"}')
    ),
    "an address of no column": Case(columns('{"name": "year", "aboutUrl": ‸"x/{yaer}"}'), "year"),
    "an address of a row number": Case(columns('{"name": "id", "aboutUrl": ‸"x/{_row}"}')),
    "an address with an operator": Case(columns('{"name": "id", "aboutUrl": ‸"x{/id}"}'), "id"),
    "a property of a column": Case(columns('{"name": "id", "propertyUrl": ‸"x/{id}"}')),
    "an address without end": Case(columns(f'{{"name": "id", "aboutUrl": ‸"{"x" * 3000}"}}')),
    "a value without end": Case(columns(f'{{"name": "id", "default": ‸"{"x" * 3000}"}}')),
    "markup": Case(columns('{"name": "id", "datatype": ‸"html"}')),
    "a date in another form": Case(
        columns('{"name": "a", "datatype": {"base": "date", "format": ‸"dd.MM.yyyy"}}')
    ),
    "a number by a pattern": Case(
        columns('{"name": "a", "datatype": {"base": "number", "format": ‸"#,##0"}}')
    ),
    "a pattern beside": Case(
        columns('{"name": "a", "datatype": {"base": "number", "format": {‸"pattern": "0"}}}')
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_change_the_meaning_is_refused_where_it_is_said(name: str) -> None:
    case = REFUSED[name]
    source, mark = place_of(case.said)

    with pytest.raises(MaalbarError) as caught:
        describe(source)

    found = caught.value.diagnostics[0]
    assert places([found], "syntax/csvw-unsupported") == [mark[:2]]
    assert ("did you mean" in found.message["en"]) == bool(case.near)
    if case.near:
        assert f"'{case.near}'" in found.message["en"]


def test_a_language_that_is_none_is_told_of() -> None:
    source, mark = place_of(columns('{"name": "note", "lang": ‸"norsk"}'))

    with pytest.raises(MaalbarError) as caught:
        describe(source)

    assert places(caught.value.diagnostics, "language/bad-language") == [mark[:2]]


def test_all_that_is_refused_is_told_at_once() -> None:
    with pytest.raises(MaalbarError) as caught:
        describe('{"url": "x.csv", "foo": 1, "dialect": {"trim": false}}')

    assert len(caught.value.diagnostics) == 3


@pytest.mark.parametrize("source", ["", "{", '{"url": "figures.csv",}'])
def test_what_is_no_json_is_told_of(source: str) -> None:
    with pytest.raises(MaalbarError) as caught:
        describe(source)

    assert [each.code for each in caught.value.diagnostics] == ["syntax/not-json"]


def test_notes_and_constraints_are_passed_over() -> None:
    metadata = describe(
        {
            "@id": "https://example.org/figures",
            "@type": "Table",
            "url": "figures.csv",
            "notes": [{"a": {"b": 1}}],
            "dc:creator": {"x": "y"},
            "schema:about": ["z"],
            "tableDirection": "ltr",
            "transformations": [],
            "tableSchema": {
                "primaryKey": "id",
                "rowTitles": "id",
                "foreignKeys": [{"columnReference": "id"}],
                "columns": [
                    {"name": "id", "dc:description": "…"},
                    {"name": "value", "datatype": {"base": "decimal", "minimum": 0}},
                ],
            },
        }
    )

    assert read("id,value\na,-1\n", metadata).findings == ()


def test_one_file_may_describe_a_table_of_any_name() -> None:
    source = '{"url": "N%C3%B8kkeltall%202030.csv"}'

    metadata = load_metadata(source, PurePosixPath("reports/csv-metadata.json"))

    assert metadata.url == "Nøkkeltall 2030.csv"
    assert metadata.columns == ()


def test_there_are_never_more_columns_than_anyone_has() -> None:
    many = [{"name": f"c{number}", "virtual": True} for number in range(5_000)]

    with pytest.raises(MaalbarError) as caught:
        about(*many)

    assert [each.value for each in caught.value.diagnostics] == ["columns"]
    assert len(many) > MOST_COLUMNS


def test_few_values_are_made_up_for_each_row() -> None:
    about(*({"name": f"c{number}", "virtual": True} for number in range(MOST_VIRTUAL)))

    with pytest.raises(MaalbarError) as caught:
        about(*({"name": f"c{number}", "virtual": True} for number in range(MOST_VIRTUAL + 1)))

    assert [each.value for each in caught.value.diagnostics] == ["virtual"]
