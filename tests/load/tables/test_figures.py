"""Figures in a table: read as YAML would be, and told where they stand what is wrong."""

import csv
import io
import json
import re
import time
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from tests.load.marks import place_of, places
from tests.load.nodes import BASE, IDENTIFIERS, LEXICALS, TEXTS

from maalbar.load.mapped import Mapped
from maalbar.load.mapping import map_file
from maalbar.load.numerals import mended
from maalbar.load.tables.figures import map_figures
from maalbar.load.yaml import read_yaml
from maalbar.model.diagnostic import Mark, Severity
from maalbar.model.statements import Statement
from maalbar.model.terms import MB, XSD, A
from maalbar.vocabulary.ontology import Kind, Property, vocabulary
from maalbar.words.limit import MOST

FILE: Final = PurePosixPath("reports/figures.csv")
EXAMPLES: Final = Path(__file__).parents[3] / "examples" / "publication"


def read(source: str) -> Mapped:
    return map_figures(source, FILE, base=BASE, vocabulary=vocabulary(), metadata=None)


def as_yaml(source: str) -> Mapped:
    path = FILE.with_suffix(".yaml")
    tree, findings = read_yaml(source, path)
    assert findings == []
    return map_file(tree, path, base=BASE, vocabulary=vocabulary())


def said(statements: Iterable[Statement]) -> set[tuple[object, ...]]:
    return {(each.subject, each.predicate, each.object, each.graph) for each in statements}


def written_at(source: str, mark: Mark) -> str:
    """Give what stands from a place up to the end of its line."""
    return source.split("\n")[mark.line - 1][mark.column - 1 :]


def test_the_figures_of_the_example_can_be_written_as_a_table() -> None:
    section = "section/fyrvesenet/2030"
    table = f"""\
id;indicator;featureOfInterest;population;value;unit;countingMode;refPeriod;periodBasis;target;statementStatus;reportedIn;statedIn
observation/fyrvesenet/2030/tente-fyr;indicator/tente-fyr;org/fyrvesenet;;14;count;withinPeriod;period/2030;;;stated;{section};char=69,75
observation/fyrvesenet/2030/tente-fyr-i-alt;indicator/tente-fyr;org/fyrvesenet;;36;count;cumulative;period/til-2030;endOfReportingYear;;stated;{section};char=77,94
observation/fyrvesenet/2030/fornoyde-skippere;indicator/fornoyde-skippere;;population/skippere;90;percent;modeNotStated;;;target/fyrvesenet/2030/fornoyde-skippere;stated;{section};char=96,113
"""
    mapped = read(table)
    report = as_yaml((EXAMPLES / "report.yaml").read_text(encoding="utf-8"))
    observations = {each.subject for each in report.statements if each.object == MB.Observation}

    assert mapped.findings == ()
    assert mapped.whole
    assert said(mapped.statements) == said(
        each for each in report.statements if each.subject in observations
    )


def test_a_row_says_where_its_values_stand() -> None:
    source = (
        "id,value,label@nb,label@en,relatedTo\r\n"
        '"a",1,"Et ""fyr""\r\nved kysten",Light,"b|c"\r\n'
        "\r\n"
        "d,  2 ,🙂,,e | f\r\n"
    )

    statements = read(source).statements

    assert [
        (each.object.value.rpartition("/")[2], each.value_at, each.subject_at.line)
        for each in statements
    ] == [
        ("ns#Observation", Mark(2, 2, 1), 2),
        ("1", Mark(2, 5, 1), 2),
        ("b", Mark(3, 20, 1), 2),
        ("c", Mark(3, 22, 1), 2),
        ('Et "fyr"\r\nved kysten', Mark(2, 8, 10), 2),
        ("Light", Mark(3, 13, 5), 2),
        ("ns#Observation", Mark(5, 1, 1), 5),
        ("2", Mark(5, 5, 1), 5),
        ("e", Mark(5, 11, 1), 5),
        ("f", Mark(5, 15, 1), 5),
        ("🙂", Mark(5, 8, 1), 5),
    ]
    assert {each.property_at for each in statements if each.predicate != A} <= {
        each.value_at for each in statements
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_header_tells_what_separates_the_cells(delimiter: str, line_end: str) -> None:
    rows = (("id", "value", "label@nb"), ("a", "1", '"x,y;z\t"'))

    (_, value, label) = read(line_end.join(map(delimiter.join, rows))).statements

    assert (value.object.value, label.object.value) == ("1", "x,y;z")


def test_a_spreadsheet_may_say_it_itself() -> None:
    mapped = read("sep=;\nid;value\na;1\n")

    assert [each.value_at.line for each in mapped.statements] == [3, 3]
    assert mapped.findings == ()


def test_what_is_empty_says_nothing() -> None:
    mapped = read('id,value,unit,,\n,,,,\na,"",count,,\n\nb, ,,,\n')

    assert [each.predicate for each in mapped.statements] == [A, MB.unit, A]
    assert mapped.findings == ()


def test_a_row_is_stated_unless_it_says_otherwise() -> None:
    mapped = read("id,status,statementStatus\na,,\nb,inferred,\nc,,derived\nd,background,derived\n")

    graphs = {each.subject.value[-1]: mapped.graphs[each.graph] for each in mapped.statements}
    assert graphs == {"a": "stated", "b": "inferred", "c": "derived", "d": "background"}
    assert {each.value for each in mapped.graphs} == {
        f"{BASE}graph/reports/figures/{status}" for status in graphs.values()
    }
    statuses = [each.object for each in mapped.statements if each.predicate == MB.statementStatus]
    assert statuses == [MB.derived, MB.derived]


def test_a_row_is_an_observation_unless_it_says_otherwise() -> None:
    mapped = read("id,type\na,\nb,Target\nc,Observation|Target\n")

    assert [each.object for each in mapped.statements] == [
        MB.Observation,
        MB.Target,
        MB.Observation,
        MB.Target,
    ]


def test_a_bar_separates_values_but_not_in_texts_nor_after_a_backslash() -> None:
    mapped = read("id,identifier,label@nb\na,x\\|y|z,fyr | lykt\n")

    assert [each.object.value for each in mapped.statements[1:]] == ["x|y", "z", "fyr | lykt"]


def test_a_passage_is_one_of_the_section_that_the_row_is_reported_in() -> None:
    mapped = read('id,reportedIn,statedIn\na,section/x,"char=1,2|page"\n')

    assert [each.object.value for each in mapped.statements[2:]] == [
        f"{BASE}id/section/x#char=1,2",
        f"{BASE}id/section/x#page",
    ]


PLAIN: Final = {
    key: term
    for key, term in vocabulary().properties.items()
    if term.kind is not Kind.REVERSE and not term.value_namespace
    if key not in {"statedIn", "reportedIn", "statementStatus"}
}
WORDS: Final = TEXTS.map(str.strip).filter(bool)
LINES: Final = st.lists(WORDS, min_size=1, max_size=2).map("\n".join)


def values_of(term: Property) -> st.SearchStrategy[str]:
    if term.kind is Kind.CONCEPT:
        assert term.code_list
        return st.sampled_from(vocabulary().members(term.code_list))
    if term.kind is Kind.LITERAL:
        name = (term.datatype or XSD.string).value.rpartition("#")[2]
        return (LINES if name == "string" else LEXICALS[name]).filter(lambda each: "\\" not in each)
    return IDENTIFIERS


COLUMNS: Final = st.lists(st.sampled_from(sorted(PLAIN)), max_size=5, unique=True)
ROWS: Final = COLUMNS.flatmap(
    lambda keys: st.lists(
        st.fixed_dictionaries(
            {"id": IDENTIFIERS},
            optional={
                key: st.fixed_dictionaries({"nb": LINES}, optional={"en": LINES})
                if PLAIN[key].kind is Kind.TEXT
                else st.lists(values_of(PLAIN[key]), min_size=1, max_size=3)
                for key in keys
            },
        ),
        min_size=1,
        max_size=3,
    )
)
DIALECTS: Final = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t"),
        "lineterminator": st.sampled_from(("\n", "\r\n")),
        "quoting": st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    }
)


def cells_of(row: Mapping[str, str | list[str] | dict[str, str]]) -> dict[str, str]:
    """Give what a row says as the cells of a table."""
    cells: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            cells |= {f"{key}@{tag}": sentence for tag, sentence in value.items()}
        elif isinstance(value, list):
            cells[key] = "|".join(each.replace("|", "\\|") for each in value)
        else:
            cells[key] = value
    return cells


@settings(max_examples=150)
@given(ROWS, DIALECTS)
def test_a_table_says_what_the_same_in_yaml_would(
    rows: list[dict[str, str | list[str] | dict[str, str]]], dialect: dict[str, str]
) -> None:
    tables = [cells_of(row) for row in rows]
    assume(all(each["id"].strip() == each["id"] for each in tables))
    header = list(dict.fromkeys(key for each in tables for key in each))
    written = io.StringIO(newline="")
    # Spreadsheets write it too: a header of one column does not tell the delimiter.
    written.write(f"sep={dialect['delimiter']}\r\n")
    writer = csv.DictWriter(written, header, **dialect)  # type: ignore[arg-type] # drawn above
    writer.writeheader()
    writer.writerows(tables)
    source = written.getvalue()

    mapped = read(source)

    assert mapped.findings == ()
    nodes = [{"type": "Observation", **row} for row in rows]
    assert said(mapped.statements) == said(
        as_yaml(json.dumps({"stated": nodes}, ensure_ascii=False)).statements
    )
    for each in mapped.statements:
        if each.predicate != A:
            begins = written_at(source, each.value_at)
            value = each.object.value
            short = value.removeprefix(f"{BASE}id/")
            name = vocabulary().key_of.get(each.object, short)
            likely = (re.split(r'[\n"|]', value)[0], short, name, value.rpartition("/")[2])
            assert begins.startswith(likely) or begins.removeprefix("\\").startswith(likely)


class Case(NamedTuple):
    """A code, and a table that must be told it at `‸`; the hint or message has `says`."""

    code: str
    table: str
    says: str = ""


CASES: Final[Mapping[str, Case]] = {
    # No table
    "a quotation mark that is never closed": Case(
        "syntax/bad-csv", 'id,value\na,‸"1\nb,2\n', "where the cell ends"
    ),
    "a quotation mark in the middle": Case(
        "syntax/bad-csv", 'id,note@nb\na,12‸" skjerm\n', "double"
    ),
    "something after a quotation mark": Case("syntax/bad-csv", 'id,note@nb\na,"12"‸x\n', "Double"),
    "a quotation mark that is not doubled": Case(
        "syntax/bad-csv", 'id,note@nb\na,"en "‸stor" dag"\n', "Double"
    ),
    "a quotation mark that is closed by that of the next row": Case(
        "syntax/bad-csv", 'id,note@nb,value\na,‸"x,1\nb,"y",2\nc,z,3\n', "never closed"
    ),
    "a row that is separated otherwise": Case(
        "syntax/bad-csv", 'id,note@nb,value\na,x,1\nb‸;"y";2\nc,z,3\n', "separated by ';'"
    ),
    "a row without quotation marks that is separated otherwise": Case(
        "syntax/bad-csv", "id\tvalue\na‸,2\n", "uses 'tab'"
    ),
    "no header": Case(
        "syntax/bad-csv", "‸goal/1,indicator/2,17\ngoal/2,indicator/2,18\n", "header"
    ),
    "a cell too few": Case("syntax/bad-csv", "id,value,unit\na,‸1\n", "only 2 of 3 cells"),
    "a cell too many": Case("syntax/bad-csv", "id,value\na,92,‸2\n", "only 2 columns"),
    "a decimal comma between commas": Case(
        "syntax/bad-csv", "id,value\na,92,‸2\n", "numbers have a point"
    ),
    "a column twice": Case("syntax/bad-csv", "id,value,‸value\na,1,2\n", "column 2"),
    "a text twice": Case("syntax/bad-csv", "id,label@nb,‸label@nb\na,x,y\n", "column 2"),
    "a column without name": Case("syntax/bad-csv", "id,,value\na,‸x,1\nb,y,2\n", "no name"),
    "nothing": Case("syntax/empty-file", "‸"),
    "blank lines": Case("syntax/empty-file", "‸\n \n,,\n"),
    "a header only": Case("syntax/empty-file", "‸id,value\n\n"),
    # Addresses
    "no column of addresses": Case("syntax/missing-id", "‸value\n1\n2\n"),
    "no address": Case("syntax/missing-id", "id,value\na,1\n‸,2\n"),
    "an address with a space": Case("syntax/bad-id", "id,value\n‸a b,1\n"),
    "an address that climbs": Case("syntax/bad-id", "id,relatedTo\na,b|‸../c\n"),
    "a place outside any section": Case("syntax/no-section", 'id,statedIn\na,"‸char=1,2"\n'),
    "a section that is none": Case("syntax/bad-id", "id,reportedIn\na,‸b c\n"),
    # Words that nobody knows
    "a column": Case("vocabulary/unknown-property", "id,‸valeu\na,1\nb,2\n", "'value'"),
    "a column like no other": Case("vocabulary/unknown-property", "id,‸xyzzy\na,1\n"),
    "a figure in a language": Case(
        "vocabulary/unknown-property", "id,‸value@nb\na,1\n", "did you mean 'value'"
    ),
    "a type": Case("vocabulary/unknown-type", "id,type\na,‸Observasjon\n", "'Observation'"),
    "a status": Case("vocabulary/unknown-status", "id,status\na,‸statd\n", "'stated'"),
    "a concept": Case("vocabulary/unknown-concept", "id,unit\na,‸cuont\n", "'count'"),
    # Values
    "a decimal comma": Case("vocabulary/bad-value", "id;value\na;‸92,2\n", "example 92.2"),
    "a space between thousands": Case("vocabulary/bad-value", "id,value\na,‸1 000\n", "1000"),
    "a space that does not break": Case(
        "vocabulary/bad-value", "id;value\na;‸1\u00a0234\u202f567,5\n", "1234567.5"
    ),
    "a minus sign": Case("vocabulary/bad-value", "id,value\na,‸\u22125\n", "example -5"),
    "a comma that may mean two things": Case(
        "vocabulary/bad-value", 'id,value\na,"‸1,234"\n', "example 92.2"
    ),
    "a figure with its unit": Case("vocabulary/bad-value", "id,value\na,‸90 %\n", "example 90"),
    "one figure of several": Case("vocabulary/bad-value", "id,number\na,1|‸to\n"),
    "a date with points": Case(
        "vocabulary/bad-value", "id,startDate\na,‸1.2.2030\n", "example 2030-02-01"
    ),
    "a date that does not exist": Case(
        "vocabulary/bad-value", "id,startDate\na,‸31.2.2030\n", "2030-02-28"
    ),
    "a value that is missing among several": Case("syntax/empty-value", "id,seeAlso\na,b|‸|c\n"),
    # Languages
    "a text without a language": Case("language/untagged-column", "id,‸label\na,x\n", "label@nb"),
    "a language that is none": Case("language/bad-language", "id,‸label@norsk\na,x\n"),
    "a language that leaves open which": Case("language/bad-language", "id,‸label@no\na,x\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told_once_where_it_stands(name: str) -> None:
    case = CASES[name]
    source, mark = place_of(case.table)

    mapped = read(source)

    assert [(each.code, each.location.path) for each in mapped.findings] == [(case.code, FILE)]
    assert places(mapped.findings, case.code) == [mark[:2]]
    (found,) = mapped.findings
    assert case.says in f"{found.message['en']}. {found.hint['en']}"
    if case.code != "syntax/empty-file":
        assert found.severity is Severity.ERROR


def test_all_errors_of_a_table_are_told_at_once_and_good_rows_are_read() -> None:
    mapped = read('id;verdi;value\na;1;92,2\nb;2\nc;"x"y;3\nd;4;5\n')

    assert [
        (each.code, each.location.mark and each.location.mark.line) for each in mapped.findings
    ] == [
        ("vocabulary/unknown-property", 1),
        ("syntax/bad-csv", 3),
        ("syntax/bad-csv", 4),
        ("vocabulary/bad-value", 2),
    ]
    subjects = {each.subject for each in mapped.statements}
    assert subjects == {NamedNode(f"{BASE}id/{name}") for name in "ad"}


def test_rows_below_a_quotation_mark_that_is_never_closed_are_read() -> None:
    mapped = read('id,note@nb\na,"x\nb,y\nc,"z"\n')

    subjects = {each.subject for each in mapped.statements}
    assert subjects == {NamedNode(f"{BASE}id/{name}") for name in "bc"}


def test_a_column_is_read_as_the_one_that_is_meant() -> None:
    slip, right = read("id,valeu\na,1\n"), read("id,value\na,1\n")

    assert [(each.subject, each.predicate, each.object) for each in slip.statements] == [
        (each.subject, each.predicate, each.object) for each in right.statements
    ]


@pytest.mark.parametrize("source", ['id,value\na,"1', "id,value\na\n", "value\n1\n"])
def test_a_table_that_was_not_read_whole_says_so(source: str) -> None:
    assert not read(source).whole


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("92,2", "92.2"),
        ("0,125", "0.125"),
        ("1 000", "1000"),
        ("12 345,678", "12345.678"),
        ("12345,678", "12345.678"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("+5,0", "+5.0"),
        ("1,234", None),
        ("14 15", None),
        ("1 0000", None),
        ("1,2,3", None),
        ("5,", None),
        ("ca. 5", None),
        ("٣,٤", None),
        ("17 fyr", "17"),
        ("74,5 %", "74.5"),
        ("1 200 kr", "1200"),
        ("17 mill. kr", None),
        ("3 av 4", None),
        ("10m2", None),
    ],
)
def test_a_number_is_mended_only_where_it_can_be_meant_in_one_way(
    written: str, meant: str | None
) -> None:
    assert mended(written, XSD.decimal) == meant


@pytest.mark.parametrize(
    ("written", "datatype", "meant"),
    [
        ("2031-13-31", XSD.date, "2031-12-31"),
        ("2031-02-30", XSD.date, "2031-02-28"),
        ("2031-2-3", XSD.date, "2031-02-03"),
        ("1.3.2031", XSD.date, "2031-03-01"),
        ("2031-13", XSD.gYearMonth, "2031-12"),
        ("31", XSD.gYear, "2031"),
        ("neste år", XSD.gYear, None),
        ("nei", XSD.boolean, "false"),
        ("kanskje", XSD.boolean, None),
    ],
)
def test_a_date_that_does_not_exist_is_proposed_as_the_nearest(
    written: str, datatype: NamedNode, meant: str | None
) -> None:
    assert mended(written, datatype) == meant


HOSTILE: Final = {
    "a cell": 'id,label@nb\na,"' + 'x""\n' * 500_000 + '"\n',
    "a cell that never ends": 'id,label@nb\na,"' + 'x,"",\n' * 50_000,
    "quotation marks": '"' * 2_000_001,
    "a header": "id" + ",value" * 100_000 + "\na\n",
    "a name": "id," + "x" * 2_000_000 + "\na,1\n",
    "a row": "id,value\na" + ",1" * 300_000 + "\n",
    "blank rows": "id,value\n" + ",\n" * 100_000,
    "bad rows": "id,value\n" + "a\n" * 20_000,
    "bad figures": "id,value\n" + "a,x\n" * 5_000,
    "bad words": "id,unit\n" + "a,cuont\n" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_huge_takes_no_more_than_its_share_of_time(name: str) -> None:
    start = time.monotonic()

    findings = read(HOSTILE[name]).findings

    assert len(findings) <= 2 * MOST + 2
    assert time.monotonic() - start < 5


@given(st.text(st.sampled_from('id,value;|"\n\r\t @a1\\'), max_size=40))
def test_any_text_is_read_or_told_of(source: str) -> None:
    mapped = read(source)

    assert mapped.statements or mapped.findings
    lines = source.split("\n")
    for each in mapped.findings:
        assert each.location.mark
        assert each.location.mark.column <= len(lines[each.location.mark.line - 1]) + 1
