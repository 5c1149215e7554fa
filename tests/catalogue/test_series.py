"""What stays and what changes as reports come: lines of reports, and descriptions that stay."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from tests.catalogue.publications import catalogue_of, told_of
from tests.conftest import Author

from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT, XSD, A

BASE = "https://example.org/tests/"
SERIES = f"{BASE}catalogue#series/org/bydrift/annualReport/årsrapport"


def dataset(year: int, name: str = "bydrift") -> str:
    return f"{BASE}catalogue#report/{name}/{year}"


@pytest.fixture
def yearly(author: Author, small_report: str) -> "Yearly":
    return Yearly(author, small_report)


class Yearly:
    """Publications of a report a year, each in a folder of its own."""

    def __init__(self, author: Author, report: str) -> None:
        self.author = author
        self.report, self.shared = report.split("editorial:")

    def of(self, *years: int, changed: int | None = None, more: str = "") -> Index:
        files = {f"{year}/report.yaml": self.report.replace("2023", str(year)) for year in years}
        if changed:
            path = f"{changed}/report.yaml"
            files[path] = files[path].replace("Gatene skal", "Alle gater skal")
        if more:
            files["more/report.yaml"] = more
        return catalogue_of(self.author(f"editorial:{self.shared}", files=files))


def test_one_report_is_no_series(yearly: Yearly) -> None:
    catalogue = yearly.of(2023)

    assert catalogue.subjects(A, DCAT.DatasetSeries) == ()
    assert catalogue.objects(NamedNode(dataset(2023)), DCAT.inSeries) == ()


def test_reports_of_one_line_are_a_series_from_first_to_last(yearly: Yearly) -> None:
    catalogue = yearly.of(2024, 2022, 2023)

    (series,) = catalogue.subjects(A, DCAT.DatasetSeries)
    assert series.value == SERIES
    assert catalogue.objects(series, DCAT.first) == (NamedNode(dataset(2022)),)
    assert catalogue.objects(series, DCAT.last) == (NamedNode(dataset(2024)),)
    assert catalogue.objects(series, DCAT.distribution) == ()
    for year, before in ((2022, ()), (2023, (dataset(2022),)), (2024, (dataset(2023),))):
        node = NamedNode(dataset(year))
        assert catalogue.objects(node, DCAT.inSeries) == (series,)
        assert catalogue.objects(node, DCAT.prev) == tuple(map(NamedNode, before))
    (catalogue_node,) = catalogue.subjects(A, DCAT.Catalog)
    assert series in catalogue.objects(catalogue_node, DCAT.dataset)


def test_a_series_is_about_the_time_of_all_its_reports(yearly: Yearly) -> None:
    catalogue = yearly.of(2022, 2024)

    (period,) = catalogue.objects(NamedNode(SERIES), DCT.temporal)
    assert [each.value for each in catalogue.objects(period, DCAT.startDate)] == ["2022-01-01"]
    assert [each.value for each in catalogue.objects(period, DCAT.endDate)] == ["2024-12-31"]


def test_a_series_is_called_what_its_reports_are_called_without_the_year(yearly: Yearly) -> None:
    catalogue = yearly.of(2022, 2023)

    titles = {
        each.language: each.value  # type: ignore[union-attr] # titles are texts
        for each in catalogue.objects(NamedNode(SERIES), DCT.title)
    }
    assert titles == {
        "nb": "Årsrapport (Bydrift)",
        "nn": "Årsrapport (Bydrift)",
        "en": "Annual report (Bydrift)",
    }


def test_reports_under_other_titles_or_of_others_are_other_lines(
    yearly: Yearly, small_report: str
) -> None:
    other = small_report.split("editorial:", maxsplit=1)[0].replace(
        "report/bydrift/2023", "report/bydrift/kort"
    )
    other = other.replace("bydrift/2023", "bydrift/kort").replace("Årsrapport", "Kortversjon")

    catalogue = yearly.of(2022, 2023, more=other)

    assert [each.value for each in catalogue.subjects(A, DCAT.DatasetSeries)] == [SERIES]
    assert catalogue.objects(NamedNode(dataset(2022)), DCAT.prev) == ()
    assert len(catalogue.subjects(DCAT.inSeries, NamedNode(SERIES))) == 2


def test_no_address_of_a_series_has_nine_digits_in_a_row(checked_catalogue: Index) -> None:
    (series,) = checked_catalogue.subjects(A, DCAT.DatasetSeries)

    assert "991-825-827" in series.value
    assert "991825827" not in series.value


@pytest.fixture(scope="module")
def checked_catalogue(seeds: Path) -> Index:
    return catalogue_of(seeds)


def test_a_dataset_is_told_in_the_same_words_when_another_report_is_edited(
    yearly: Yearly,
) -> None:
    before, after = yearly.of(2022, 2023), yearly.of(2022, 2023, changed=2023)

    assert told_of(before, dataset(2022)) == told_of(after, dataset(2022))
    assert told_of(before, dataset(2023)) != told_of(after, dataset(2023))
    assert told_of(before, SERIES) == told_of(after, SERIES)


def test_only_the_edited_dataset_is_dated_anew(yearly: Yearly) -> None:
    before, after = yearly.of(2022, 2023), yearly.of(2022, 2023, changed=2023)

    def dates(catalogue: Index, node: str) -> tuple[str, ...]:
        return tuple(each.value for each in catalogue.objects(NamedNode(node), DCT.modified))

    assert dates(before, dataset(2022)) == dates(after, dataset(2022))
    assert dates(before, dataset(2023)) != dates(after, dataset(2023))
    for each in (dataset(2022), SERIES):
        (date,) = after.objects(NamedNode(each), DCT.modified)
        assert date.datatype == XSD.date  # type: ignore[union-attr] # a date is a literal


def test_no_dataset_but_the_next_changes_when_a_report_is_added(yearly: Yearly) -> None:
    before, after = yearly.of(2021, 2022), yearly.of(2021, 2022, 2023)

    for year in (2021, 2022):
        assert told_of(before, dataset(year)) == told_of(after, dataset(year))


def test_no_dataset_leads_to_the_catalogue_or_to_a_dataset_that_is_not_of_its_line(
    checked_catalogue: Index,
) -> None:
    members = {*checked_catalogue.subjects(A, DCAT.Dataset)}
    (catalogue,) = checked_catalogue.subjects(A, DCAT.Catalog)
    for member in members:
        reached, waiting = set(), [member]
        while waiting:
            node = waiting.pop()
            if node in reached or (node in members and node != member):
                continue
            reached.add(node)
            for predicate, values in checked_catalogue.properties(node).items():
                if predicate not in {DCAT.inSeries, DCAT.prev}:
                    waiting += [each for each in values if isinstance(each, NamedNode)]
        assert catalogue not in reached
        assert {*reached} & members == {member}
