"""A report is walked: its goals, figures and plans, and what these refer to."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from inspect import getmembers, isclass
from pathlib import Path

import pytest

import maalbar
from maalbar.library import OpenPublication
from maalbar.model.diagnostic import MaalbarError
from maalbar.walk import figures, report, thing, work
from maalbar.walk.report import Report
from maalbar.walk.thing import Thing

Author = Callable[..., Path]
CLASSES = sorted(
    {
        each
        for module in (figures, report, thing, work)
        for _, each in getmembers(module, isclass)
        if issubclass(each, Thing)
    },
    key=lambda each: each.__name__,
)


@pytest.fixture(scope="module")
def seeds_open(seeds: Path) -> OpenPublication:
    return maalbar.open(seeds)


@pytest.fixture(scope="module")
def digdir(seeds_open: OpenPublication) -> Report:
    return seeds_open.report("digdir", 2021, lang="en")


@pytest.fixture(scope="module")
def fyr(seeds: Path) -> Report:
    return maalbar.open(seeds.parent / "examples" / "publication").report("Fyrvesenet", 2030)


def test_a_report_is_found_by_who_reported_for_which_year(digdir: Report) -> None:
    assert [str(each) for each in digdir.parts] == [
        "Key figures 2021",
        "Innovation – subject-area account 2021",
    ]
    assert digdir.year == 2021
    assert str(digdir.publisher) == "Norwegian Digitalisation Agency"
    assert digdir.publisher is not None
    assert digdir.publisher.short_name == "Digdir"
    assert "https://aarsrapport2021.digdir.no/kapittel-2/hovudtal/13.html" in digdir.pages


def test_a_report_is_found_by_its_address(seeds_open: OpenPublication) -> None:
    one = seeds_open.report("report/digdir/2022/hovudtal")

    assert (one.year, len(one.parts)) == (2022, 1)
    assert one.iri.endswith("report/digdir/2022/hovudtal")


@pytest.mark.parametrize(
    ("organisation", "year", "code"),
    [
        ("digdir", 1999, "query/no-report"),
        ("digdirektoratet", 2021, "query/unknown-organisation"),
        ("report/digdir/2021", None, "query/unknown-organisation"),
    ],
)
def test_a_report_that_is_not_there_is_told(
    organisation: str, year: int | None, code: str, seeds_open: OpenPublication
) -> None:
    with pytest.raises(MaalbarError) as caught:
        seeds_open.report(organisation, year)

    assert caught.value.diagnostics[0].code == code


def test_goals_come_by_number_with_the_work_under_them(digdir: Report) -> None:
    assert [each.number for each in digdir.goals] == [None, 1, 2, 3, 4]
    assert all(each.level for each in digdir.goals)
    assert "prototype" not in str(digdir.goals[0])
    assert len(digdir.goals[1].work) > 0


def test_a_figure_knows_its_value_its_place_and_its_target(fyr: Report) -> None:
    (share,) = (each for each in fyr.observations if each.population)

    assert share.value == Decimal(90)
    assert share.unit == "prosent"
    assert share.unit is not None
    assert share.unit.language == "nb"
    assert share.period is None, "the report does not say when"
    (passage,) = share.passages
    assert (passage.page, passage.start, passage.end) == ("https://example.org/fyr/2030", 96, 113)
    assert share.target is not None
    assert str(share.target) == "minst 80 prosent – Andel fornøyde skippere"
    assert str(share.target.set_by) == "Kystdepartementet"
    assert [each.issue_kind for each in share.doubts] == ["manglende periode"]


def test_a_figure_knows_what_it_was_corrected_to(digdir: Report) -> None:
    wrong, _ = sorted((each for each in digdir.observations if each.corrected_to), key=str)

    assert (wrong.value, wrong.corrected_to and wrong.corrected_to.value) == (
        Decimal("88.3"),
        Decimal("89.4"),
    )
    assert wrong.corrected_to is not None
    assert wrong.corrected_to.corrects == wrong


def test_a_period_has_days_as_far_as_they_are_known(fyr: Report) -> None:
    periods = {str(each.period): each.period for each in fyr.observations if each.period}

    assert periods.keys() == {"2030", "til og med 2030"}
    assert periods["2030"].start == date(2030, 1, 1)
    assert (periods["til og med 2030"].start, periods["til og med 2030"].end) == (
        None,
        date(2030, 12, 31),
    )
    assert periods["til og med 2030"].year == 2030


def test_an_indicator_has_its_figures_and_no_changes_or_targets(digdir: Report) -> None:
    (share,) = (each for each in digdir.indicators if each.iri.endswith("/utnyttelsesgrad"))

    assert sorted(each.period.year or 0 for each in share.observations if each.period) == [
        *(2017, 2018, 2019, 2020, 2020, 2021)
    ]
    assert share.definition


def test_an_instrument_knows_who_takes_part(digdir: Report) -> None:
    (startoff,) = (each for each in digdir.instruments if each.label == "StartOff")

    assert {str(each) for each in startoff.participations} == {
        "DFØ (lead, partner)",
        "Norwegian Digitalisation Agency (partner)",
        "National Programme for Supplier Development (partner)",
    }


def test_what_is_judged_and_planned_is_there(fyr: Report) -> None:
    assert [str(each) for each in fyr.assessments] == ["Fyrvesenet: god"]
    (plan,) = fyr.plans
    assert (str(plan), str(plan.planned_for)) == ("Fyr som går på sollys skal prøves.", "2031")


def test_all_doubts_about_a_report_are_there(seeds_open: OpenPublication, digdir: Report) -> None:
    listed = {
        row.issue
        for part in digdir.parts
        for row in seeds_open.query("source-issues", report=part.iri)
    }

    assert {each.iri for each in digdir.doubts} <= listed
    assert len(digdir.doubts) > 30


def test_only_what_is_stated_is_walked(digdir: Report) -> None:
    assert all(each.change_since is None for each in digdir.observations)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda each: str(each.__name__))
def test_every_attribute_is_documented_and_shown_ones_exist(kind: type[Thing]) -> None:
    assert kind.__doc__
    for name, member in getmembers(kind):
        if not name.startswith("_"):
            assert member.fget.__doc__ if isinstance(member, property) else member.__doc__, name
    assert all(isinstance(getattr(kind, name), property) for name in kind._shown)  # noqa: SLF001


def test_a_thing_is_shown_in_one_line_and_in_a_notebook(digdir: Report) -> None:
    figure = digdir.observations[0]

    assert repr(figure).startswith("<Observation ")
    assert len(repr(figure)) < 120
    shown = figure._repr_html_()
    assert '<th scope="row">value</th>' in shown
    assert str(figure.value) in shown
    assert digdir._repr_html_()


def test_what_data_say_is_escaped_in_a_notebook(author: Author, small_report: str) -> None:
    root = author(small_report.replace("title: {nb: ", "title: {nb: <script>alert(1)</script> ", 1))

    shown = maalbar.open(root).report("report/bydrift/2023")._repr_html_()

    assert "<script" not in shown


def test_sections_that_are_parts_of_each_other_end(author: Author, small_report: str) -> None:
    loop = (
        "  - {id: section/a, type: ReportSection, partOfSection: section/b}\n"
        "  - {id: section/b, type: ReportSection, partOfSection: section/a,"
        " partOfReport: report/bydrift/2023}\n"
    )
    stated, mark, editorial = small_report.partition("editorial:\n")

    opened = maalbar.open(author(f"{stated}{loop}{mark}{editorial}"))

    assert len(opened.report("report/bydrift/2023").sections) >= 2
