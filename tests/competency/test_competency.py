"""What users ask is answered, and answered the same everywhere.

`<question>-<query>.csv` holds the rows that answer a competency question, read and found right;
the questions themselves, with what is expected of an answer, are not part of the project.  Every
named query, with a question or without, is also held to what all of them promise.
"""

import json
import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import rdflib
import yaml
from pyoxigraph import Literal, NamedNode, Store

import maalbar
from maalbar.library import OpenPublication
from maalbar.model.statements import STATUSES
from maalbar.model.terms import Term
from maalbar.model.text import LANGUAGES
from maalbar.queries import library
from maalbar.queries.memory import in_memory
from maalbar.queries.store import Questions, Rows, TaggedText, as_python
from maalbar.queries.tokens import bind
from maalbar.render.answers import render, view
from maalbar.vocabulary.resources import folder, ontology

HERE: Final = Path(__file__).parent
ANSWERS: Final = tuple(sorted(HERE.glob("*.csv")))
QUERIES: Final = {path.stem[:4]: path.stem[5:] for path in ANSWERS}
FALLBACK: Final = re.compile(
    r"FILTER NOT EXISTS \{ (?P<subject>\S+) (?P<path>.+) \?other \.\n"
    r' +FILTER\(LANG\(\?other\) != "" && CONTAINS\(STRBEFORE\(CONCAT\(\$lang, " nb nn en ", '
    r"LANG\((?P<text>\?\w+)\)\), LANG\((?P=text)\)\), LANG\(\?other\)\)\) \}"
)

Ask = Callable[..., Rows]
Expected = Callable[[str], Any]
Datasets = Callable[[tuple[str, ...]], rdflib.Dataset]


@pytest.fixture(scope="session")
def publication(seeds: Path) -> OpenPublication:
    return maalbar.open(seeds)


@pytest.fixture(scope="session")
def ask(publication: OpenPublication) -> Ask:
    return publication.query


@pytest.fixture(scope="session")
def questions(shared: Path) -> Mapping[str, Any]:
    """The competency questions by name."""
    path = shared / "domain" / "competency_questions.json"
    if not path.is_file():
        pytest.skip(f"the competency questions are not here: {path}")
    return {each["id"]: each for each in json.loads(path.read_text(encoding="utf-8"))}


@pytest.fixture
def expected(questions: Mapping[str, Any]) -> Expected:
    """What a question's answer must say."""
    return lambda name: questions[name]["expected"]


@pytest.fixture(scope="session")
def datasets(publication: OpenPublication) -> Datasets:
    """The graphs of some statuses, and the ontology, as rdflib's own dataset."""
    loaded = publication.publication
    names = "".join(f"{s} {p} {o} <https://w3id.org/maalbar/ns> .\n" for s, p, o in ontology())

    @cache
    def dataset(reads: tuple[str, ...]) -> rdflib.Dataset:
        read = "".join(
            f"{each.subject} {each.predicate} {each.object} {each.graph} .\n"
            for each in loaded.statements
            if loaded.graphs[each.graph] in reads
        )
        made = rdflib.Dataset(default_union=True)
        made.parse(data=names + read, format="nquads")
        return made

    return dataset


def columns(rows: Iterable[Any], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of an answer."""
    return [tuple(getattr(row, name) for name in names) for row in rows]


# What each question is answered with


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: str(path.stem))
def test_a_question_is_answered_with_these_rows(path: Path, ask: Ask) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        answer = file.read()

    written = render("csv", view(ask(QUERIES[path.stem[:4]])))
    assert "".join(str(each) for each in written) == answer


def test_every_question_has_an_answer_and_every_answer_a_question(
    questions: Mapping[str, Any],
) -> None:
    assert QUERIES.keys() == questions.keys()
    assert len(ANSWERS) == len(QUERIES) == 20


def test_an_answer_belongs_to_a_named_query() -> None:
    assert set(QUERIES.values()) <= {*library.names(), *library.other_names()}


def test_the_area_is_rated_by_the_agency_on_a_scale_that_is_not_stated(
    ask: Ask, expected: Expected
) -> None:
    (said,) = expected("CQ01")

    (row,) = ask("goal-achievement")

    assert row.rating == said["rating"]
    assert said["scope"] == f"area {row.assessed.lower()}"
    assert row.assessor == "Digitaliseringsdirektoratet"
    assert said["scale"] == "not stated"
    assert row.scaleStated is False


def test_there_is_one_overall_goal_and_the_numbered_ones(ask: Ask, expected: Expected) -> None:
    said = expected("CQ02")

    numbers = [row.number for row in ask("goals")]

    assert numbers == [None] * said["overall"] + said["numbered"]


def test_the_work_supports_two_policy_documents(ask: Ask, expected: Expected) -> None:
    rows = ask("policy-documents")

    named = {" ".join(filter(None, (row.identifier, row.document))) for row in rows}

    assert named == set(expected("CQ03"))


def test_the_list_of_instruments_is_not_complete(ask: Ask, expected: Expected) -> None:
    said = expected("CQ04")

    rows = ask("instruments")

    assert {row.instrument for row in rows} == set(said["instruments"])
    assert {row.complete for row in rows} == {said["complete"]}


def test_the_partners_are_three_and_one_leads(ask: Ask, expected: Expected) -> None:
    said = expected("CQ05")

    rows = ask("startoff-partners")

    assert {row.abbreviation or row.partner for row in rows} == set(said["partners"])
    assert [row.partner for row in rows if row.leads] == [said["lead"]]


def test_the_share_is_given_with_its_doubt_and_never_as_a_rise(
    ask: Ask, expected: Expected
) -> None:
    said = expected("CQ06")

    (row,) = ask("innovation-share", lang="en")

    assert (row.value, row.previous) == (said["value"], said["previous"])
    assert (row.derivedChange, row.changeStatus) == (said["derivedChange"], "derived")
    assert said["comparable"].startswith("not asserted")
    assert row.comparable is False
    assert "does not say when the 85 was measured" in row.doubt


def test_the_years_projects_are_part_of_the_total_by_another_source_only(
    ask: Ask, expected: Expected
) -> None:
    said = expected("CQ08")

    total, year = ask("stimulab-projects", lang="en")

    assert (total.value, total.counted) == (said["total"], "cumulative since the start")
    assert (year.value, year.period) == (said["in2021"], "2021")
    assert (year.partOf, year.partOfStatus) == (said["total"], "background")
    assert "oversikt" in year.partOfSource


def test_three_instruments_are_used_for_life_events_and_coherent_services(
    ask: Ask, expected: Expected
) -> None:
    rows = ask("life-event-instruments", lang="en")

    areas = ("Coherent services", "Life events")
    assert {(row.instrument, row.area) for row in rows} == {
        (instrument, area) for instrument in expected("CQ10") for area in areas
    }


def test_the_seven_life_events_are_counted_by_the_report_and_named_by_the_background(
    ask: Ask, expected: Expected
) -> None:
    said = expected("CQ11")

    rows = ask("life-events", lang="en")
    named = ask(
        "SELECT ?event WHERE { <lifeeventset/digitaliseringsstrategien-sju> skos:member ?event }"
    )

    assert said["membersStated"] == list(named), "by default only what is stated is read"
    assert {row.statedSize for row in rows} == {said["statedSize"]}
    assert {(row.takenToBe, row.takenToBeStatus) for row in rows} == {
        ("One digital public sector", "inferred")
    }
    assert {row.lifeEventStatus for row in rows} == {"background"}
    assert len(rows) == len(said["membersBackground"])


def test_each_deliverable_stands_under_its_goal(ask: Ask, expected: Expected) -> None:
    rows = ask("deliverables")

    for (name, number), row in zip(expected("CQ12"), rows, strict=True):
        assert row.goal == number
        kind, _, rest = name.partition(" ")
        assert {kind.lower(), *rest.lower().split()} <= set(
            f"{row.kind} {row.deliverable}".lower().split()
        )


def test_each_challenge_has_what_supports_it(ask: Ask, expected: Expected) -> None:
    said = expected("CQ14")

    rows = ask("challenges")

    assert list(dict.fromkeys(row.challenge for row in rows)) == list(said)
    for challenge, grounds in said.items():
        found = [f"{row.source} {row.support}" for row in rows if row.challenge == challenge]
        assert len(found) == len(grounds)
        for ground in grounds:
            word = re.split(r"[/ ]", ground)[0].removesuffix("s")
            assert any(word in each for each in found), ground


def test_two_measures_name_the_instruments_that_they_use(ask: Ask, expected: Expected) -> None:
    used: dict[str, set[str]] = {}
    for row in ask("planned-measures"):
        used.setdefault(row.measure, set()).add(row.instrument)

    assert sorted(map(sorted, used.values())) == sorted(
        sorted(instruments) for _, instruments in expected("CQ15")
    )


def test_no_indicator_has_a_target(ask: Ask, expected: Expected) -> None:
    assert list(ask("targets")) == expected("CQ18") == []


def test_a_target_that_exists_is_found() -> None:
    query = library.find("targets")
    examples = rdflib.Graph()
    for name in ("examples.ttl", "concepts.ttl"):
        examples.parse(folder("ontology") / name)

    found = examples.query(bind(query.sparql, query.bindings({"lang": "en"}, base="")))

    assert {str(row["requirement"]) for row in solutions(found)} == {"at least", "at most"}


def test_a_figure_is_found_in_its_source_by_its_value(ask: Ask, expected: Expected) -> None:
    rows = ask("figure-in-source", value=88)

    assert columns(rows, "start", "end", "sha256") == [tuple(expected("CQ19"))]


def test_one_event_has_a_date_and_the_other_has_none(ask: Ask, expected: Expected) -> None:
    dates = [when for _, when in expected("CQ21")]

    assert [row.date for row in ask("events")] == dates


def test_the_allocation_has_one_amount_a_year_and_a_break(ask: Ask, expected: Expected) -> None:
    said = expected("CQ23")

    rows = ask("total-allocation", lang="en")

    assert {str(row.year): row.value for row in rows} == said["series"]
    assert [row.year for row in rows if row.seriesBreak] == [said["breakAt"]]
    assert "before 2020 are Difi's" in next(row.seriesBreak for row in rows if row.seriesBreak)
    assert said["reason"] == "Difi before 2020"


def test_the_rating_of_the_area_is_not_a_status_of_its_goals(ask: Ask, expected: Expected) -> None:
    said = expected("CQ25")

    rows = ask("goal-status", lang="nb")

    goals = [row for row in rows if row.kind == "mål"]
    assert {str(row.number) for row in goals if row.number} == set(said["overview"])
    assert {(row.statusStated, row.status) for row in goals} == {(False, None)}
    assert columns(rows[len(goals) :], "about", "status") == [("Innovasjon", said["area"])]


def test_the_councils_cumulative_figures_are_those_of_the_reports(
    ask: Ask, expected: Expected
) -> None:
    first, *_ = expected("CQ27")

    rows = ask("digitaliseringsradet-over-time")

    assert {row.year for row in rows} == {first[0]}
    assert [row.value for row in rows] == first[1:]


def test_one_report_uses_the_word_good_and_of_the_area(ask: Ask, expected: Expected) -> None:
    (row,) = ask("ratings", word="God")

    assert [row.report.split()[-1], row.assessed.lower()] == [
        each.split()[-1] for each in expected("CQ29")[0]
    ]


def test_every_instrument_says_how_many_reports_speak_of_it(ask: Ask, expected: Expected) -> None:
    rows = ask("recurring-instruments")

    reports = {row.instrument: row.reports for row in rows}
    assert expected("CQ30").keys() <= reports.keys()
    assert set(reports.values()) == {1}


# What the other queries show


def test_a_corrected_figure_is_shown_beside_its_correction(ask: Ask) -> None:
    rows = ask("indicator-over-time", indicator="indicator/utnyttelsesgrad", lang="nb")

    year = [row for row in rows if row.year == 2020]
    assert columns(year, "value", "report", "corrects", "correctedTo") == [
        (Decimal("88.3"), "Hovedtall 2021", None, Decimal("89.4")),
        (Decimal("89.4"), "Hovedtall 2021", Decimal("88.3"), None),
        (Decimal("88.3"), "Hovedtall 2022", None, Decimal("89.4")),
    ]


def test_a_correction_never_replaces_a_figure_in_a_series(ask: Ask) -> None:
    rows = ask("total-allocation", indicator="indicator/utnyttelsesgrad")

    values = {row.year: (row.value, row.correctedTo) for row in rows}
    assert len(values) == len(rows)
    assert values[2020] == (Decimal("88.3"), Decimal("89.4"))


def test_all_breaks_of_a_year_are_told(ask: Ask) -> None:
    rows = ask("indicator-over-time", indicator="indicator/ansatte", lang="nb")

    told = {row.year: row.seriesBreak for row in rows if row.seriesBreak}
    assert told.keys() == {2020}
    assert "Difi" in told[2020]
    assert "12623" in told[2020]


def test_a_lower_bound_is_not_shown_as_a_figure(ask: Ask) -> None:
    rows = ask("figures-of-report", lang="nb")

    assert [row.qualifier for row in rows if row.value == 100] == ["mer enn"]


def test_only_what_the_report_states_is_a_figure_of_it(ask: Ask) -> None:
    rows = ask("figures-of-report", lang="en")

    assert "percentage points" not in {row.unit for row in rows}


def test_every_doubt_about_a_report_is_listed(ask: Ask, seeds: Path) -> None:
    files = seeds.glob("reports/digdir/2021/innovasjon-*/issues.yaml")
    written = [
        each for path in files for each in yaml.safe_load(path.read_text("utf-8"))["editorial"]
    ]

    listed = {row.issue.partition("/id/")[2] for row in ask("source-issues")}

    assert {each["id"] for each in written} <= listed


def test_what_is_said_of_a_thing_comes_with_its_status(ask: Ask) -> None:
    rows = ask("what-says", thing="instrument/startoff", lang="en")

    said = {(row.property, row.value, row.status) for row in rows}
    assert ("contributes to", "Ability and capacity for innovation", "stated") in said
    assert ("concerns", "StartOff got under way in January 2020.", "background") in said
    assert {"stated", "inferred", "background", "editorial"} == {row.status for row in rows}


def test_a_figure_without_characters_cites_its_page(ask: Ask) -> None:
    figure = "observation/digdir/2021/hovudtal/ansatte/2017"

    (row,) = ask("passage-of-figure", figure=figure)

    assert (row.start, row.sha256) == (None, None)
    assert row.page == "https://aarsrapport2021.digdir.no/kapittel-2/hovudtal/13.html"


# What Python gets


def test_an_answer_holds_python_values(ask: Ask) -> None:
    partner = ask("startoff-partners")[0]
    figure = ask("figure-in-source")[0]
    period = ask("SELECT ?start ?end WHERE { <period/til-2021> dcat:endDate ?end }")[0]

    assert partner.partner == "DFØ"
    assert isinstance(partner.partner, TaggedText)
    assert partner.leads is True
    assert partner.abbreviation is None
    assert type(figure.value) is Decimal
    assert type(figure.start) is int
    assert type(ask("total-allocation")[0].year) is int
    assert (period.start, period.end) == (None, date(2021, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_in_the_language_asked_for_or_the_nearest_there_is(
    language: str, ask: Ask
) -> None:
    (row,) = ask("goal-achievement", lang=language)
    event = next(row.event for row in ask("events", lang=language) if "Government" in row.event)
    goal = ask("goals", lang=language)[0]

    assert row.rating.language == row.kind.language == row.assessor.language == language
    assert event.language == "en", "the title exists in English only"
    assert goal.level.language == language
    assert goal.goal.language == "nb", "the goals are written in Bokmål only"


# What every query promises


@pytest.fixture(params=library.names())
def query(request: pytest.FixtureRequest) -> library.Query:
    return library.find(str(request.param))


def test_a_query_says_in_three_languages_what_it_asks(query: library.Query) -> None:
    texts = [query.title, query.description, *(each.text for each in query.parameters)]
    texts += [*query.columns.values(), *([query.looks_for] if query.looks_for else [])]

    for text in texts:
        assert set(text) == set(LANGUAGES)
        assert all(sentence and sentence == sentence.strip() for sentence in text.values())


def test_a_query_says_what_it_reads_and_no_more_than_there_is(query: library.Query) -> None:
    header = "\n".join(line[2:] for line in query.sparql.splitlines() if line.startswith("#+"))
    said = yaml.safe_load(header)

    assert {"title", "description", "reads", "params"} <= said.keys()
    assert set(said["reads"]) <= set(STATUSES)
    assert {"stated", "editorial"} <= set(said["reads"])


def test_what_is_not_stated_comes_with_its_status(query: library.Query, ask: Ask) -> None:
    if not {"derived", "inferred", "background"}.isdisjoint(query.reads):
        named = ask(query).columns
        assert any(name.lower().endswith("status") for name in named), named


def test_a_query_is_sparql_without_our_prefixes_and_parameters(query: library.Query) -> None:
    Store().query(query.sparql)


def test_a_query_names_its_columns_and_orders_its_rows(query: library.Query) -> None:
    sparql = re.sub(r"#.*", "", query.sparql)

    assert not re.search(r"SELECT\s+(DISTINCT\s+)?\*", sparql)
    assert re.search(r"\} (GROUP BY .+)?ORDER BY .+\n\Z", sparql)


def test_every_query_chooses_languages_alike(query: library.Query) -> None:
    rest, found = FALLBACK.subn("", query.sparql)

    assert "LANG(?other)" not in rest
    for each in FALLBACK.finditer(query.sparql):
        assert f"{each['path']} {each['text']}" in query.sparql
    assert bool(found) == any(each.name == "lang" for each in query.parameters)


def test_an_answer_does_not_depend_on_the_order_of_loading(
    query: library.Query, ask: Ask, shuffled: Questions
) -> None:
    assert ask(query).terms == shuffled.ask(query).terms


@pytest.fixture(scope="session")
def shuffled(publication: OpenPublication) -> Questions:
    loaded = publication.publication
    statements, graphs = list(loaded.statements), list(loaded.graphs.items())
    order = random.Random(2021)  # noqa: S311 # an order, not a secret
    order.shuffle(statements)
    order.shuffle(graphs)
    mixed = replace(loaded, statements=tuple(statements), graphs=dict(graphs))
    return Questions(in_memory(mixed, ontology()))


def test_rdflib_gives_the_same_rows(query: library.Query, ask: Ask, datasets: Datasets) -> None:
    ours = ask(query)

    answer = datasets(query.reads).query(bind(query.sparql, ours.values))

    assert [str(name) for name in answer.vars or ()] == list(ours.columns)
    theirs = [tuple(term_of(row.get(name)) for name in ours.columns) for row in solutions(answer)]
    assert [tuple(map(value_of, row)) for row in theirs] == [
        tuple(map(value_of, row)) for row in ours.terms
    ]


def solutions(answer: rdflib.query.Result) -> list[Mapping[str, Any]]:
    """The rows of rdflib's answer, each as what is bound by name."""
    return [{str(name): term for name, term in row.items()} for row in answer.bindings]


def term_of(node: rdflib.term.Identifier | None) -> Term | None:
    """The term of ours that is rdflib's."""
    if node is None:
        return None
    if not isinstance(node, rdflib.Literal):
        return NamedNode(str(node))
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else None)


def value_of(term: Term | None) -> tuple[object, ...]:
    """What counts of a term: its Python value, its type and its language, not how it is written."""
    value = as_python(term)
    return (type(value), value, getattr(value, "language", None))
