"""The header of a query is read as what comes from outside: mistakes are told with their place."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maalbar.model.diagnostic import Diagnostic, MaalbarError, Mark
from maalbar.queries import library
from maalbar.queries.deep import LONGEST

PATH = PurePosixPath("queries/mine.rq")
ASK = "ASK { ?report a mb:PerformanceReport }\n"


def header(*lines: str) -> str:
    return "".join(f"#+ {line}\n" for line in lines) + ASK


def told(source: str) -> Diagnostic:
    with pytest.raises(MaalbarError) as caught:
        library.read("mine", source, PATH)
    (found,) = caught.value.diagnostics
    return found


def test_a_header_says_what_a_query_asks_and_may_be_told() -> None:
    query = library.read(
        "mine",
        header(
            "title: {nb: Hva, en: What}",
            "looks-for: {en: A value}",
            "reads: [stated, derived]",
            "params:",
            "  figure: {type: iri, choose: figure, en: the figure}",
            "  year: {type: year, default: 2030, en: the year}",
            "columns:",
            "  value: {en: value}",
            "chart: {x: year, y: value, series: [about, unit]}",
        ),
    )

    assert query.title == {"nb": "Hva", "en": "What"}
    assert query.looks_for == {"en": "A value"}
    assert query.reads == ("stated", "derived")
    assert [(each.name, each.default, each.choose) for each in query.parameters] == [
        ("figure", "", "figure"),
        ("year", "2030", ""),
    ]
    assert query.chart == {"x": ("year",), "y": ("value",), "series": ("about", "unit")}


@pytest.mark.parametrize(
    ("lines", "code", "mark"),
    [
        (("title: {nb: A}", "reads: [statd]"), "query/bad-header", Mark(2, 12)),
        (("titel: {nb: A}",), "query/bad-header", Mark(1, 11)),
        (("title: {no: A}",), "query/bad-header", Mark(1, 16)),
        (("params: {a: {type: number}}",), "query/bad-header", Mark(1, 23)),
        (("params: {a: {type: iri, choose: x}}",), "query/bad-header", Mark(1, 36)),
        (("params: {a: {type: year, default: 2021-02-30}}",), "query/bad-header", Mark(1, 38)),
        (("params: {a: {en: no type}}",), "query/bad-header", Mark(1, 16)),
        (("params: [a]",), "syntax/unexpected-structure", Mark(1, 12)),
        (("params: {a: iri}",), "syntax/unexpected-structure", Mark(1, 16)),
        (("title: {nb: [a]}",), "syntax/unexpected-structure", Mark(1, 16)),
        (("reads: {a: b}",), "syntax/unexpected-structure", Mark(1, 11)),
        (("- a",), "syntax/unexpected-structure", Mark(1, 4)),
        (("title: {nb: a}", "title: {nb: b}"), "syntax/duplicate-key", Mark(2, 4)),
        (("title: &a {nb: x}",), "syntax/yaml-feature", Mark(1, 11)),
        (("a: &a [x, x]", "b: [*a, *a]"), "syntax/yaml-feature", Mark(1, 7)),
        (("title: !!python/object:os.system {}",), "syntax/yaml-feature", Mark(1, 11)),
        (("title: " + "[" * 50 + "]" * 50,), "syntax/too-deep", Mark(1, 17)),
        (("title: {nb: 'a}",), "syntax/not-yaml", None),
        (("? [a]", ": b"), "syntax/unexpected-structure", Mark(1, 6)),
    ],
)
def test_what_is_wrong_in_a_header_is_told_with_its_file_and_line(
    lines: tuple[str, ...], code: str, mark: Mark | None
) -> None:
    found = told(header(*lines))

    assert found.code == code
    assert found.location.path == PATH
    assert found.location.mark is not None
    if mark is not None:
        assert found.location.mark[:2] == mark[:2]


def test_lines_are_those_of_the_file_also_where_the_header_is_not_at_its_top() -> None:
    found = told("# A comment.\n\n" + header("reads: [statd]"))

    assert found.location.mark is not None
    assert found.location.mark.line == 3


def test_a_misspelt_status_is_told_with_what_was_meant() -> None:
    assert "stated" in told(header("reads: [statd]")).message["en"]


def test_a_query_without_a_header_reads_what_reports_state() -> None:
    query = library.read("mine", ASK)

    assert (query.reads, query.parameters) == (library.DEFAULT_READS, ())


def test_a_query_is_no_longer_than_one_can_be() -> None:
    assert told("#" * (LONGEST + 1)).code == "query/too-long"


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_header_stops_the_program(text: str) -> None:
    told_of: tuple[Diagnostic, ...] = ()
    try:
        library.read("mine", header(text), PATH)
    except MaalbarError as error:
        told_of = error.diagnostics

    assert all(each.location.path == PATH for each in told_of)


# Names


@pytest.mark.parametrize("name", library.other_names())
def test_a_name_of_before_is_a_query_with_other_defaults(name: str) -> None:
    said = dict(library.other_names()[name])
    general = library.find(said.pop("query"))

    query = library.find(name)

    assert query.name == name
    assert query.sparql == general.sparql
    defaults = {each.name: each.default for each in query.parameters}
    assert said.items() <= defaults.items()


def test_a_name_that_is_nearly_one_is_told_with_what_was_meant() -> None:
    with pytest.raises(MaalbarError) as caught:
        library.find("partner")

    assert "partners" in caught.value.diagnostics[0].message["en"]


def test_what_is_chosen_is_a_query_that_gives_one_value() -> None:
    assert {"report", "organisation", "instrument", "indicator"} <= set(library.choices())
