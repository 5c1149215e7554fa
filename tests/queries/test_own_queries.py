"""A publication brings queries of its own, in its folder `queries`."""

from collections.abc import Callable
from pathlib import Path

import pytest

import maalbar
from maalbar.library import OpenPublication
from maalbar.model.diagnostic import MaalbarError

Author = Callable[..., Path]
MINE = """\
#+ title: {nb: Hva heter rapporten?, nn: Kva heiter rapporten?, en: What is the report called?}
#+ params:
#+   report: {type: iri, choose: report, nb: rapporten, nn: rapporten, en: the report}
SELECT ?title WHERE { $report dct:title ?title } ORDER BY STR(?title)
"""


@pytest.fixture
def root(author: Author, small_report: str) -> Path:
    return author(small_report, {"queries/what-called.rq": MINE})


def test_a_query_of_the_publication_is_asked_by_its_name(root: Path) -> None:
    rows = maalbar.open(root).query("what-called")

    assert len(rows) > 0


def test_a_query_of_the_publication_comes_before_one_of_the_package(root: Path) -> None:
    (root / "queries" / "goals.rq").write_text("ASK {}\n", encoding="utf-8")

    assert maalbar.open(root).query("goals").columns == ("answer",)


def test_a_name_that_is_nearly_one_of_the_publication_is_told_with_it(root: Path) -> None:
    with pytest.raises(MaalbarError) as caught:
        maalbar.open(root).query("what-calld")

    assert "what-called" in caught.value.diagnostics[0].message["en"]


def test_what_is_wrong_in_one_is_told_with_its_file_and_line(root: Path) -> None:
    bad = "# Mine.\n#+ reads: [statd]\nASK {}\n"
    (root / "queries" / "bad.rq").write_text(bad, encoding="utf-8")

    with pytest.raises(MaalbarError) as caught:
        maalbar.open(root).query("what-called")

    where = caught.value.diagnostics[0].location
    assert str(where.path) == "queries/bad.rq"
    assert where.mark is not None
    assert where.mark.line == 2


@pytest.mark.parametrize("inside", [True, False])
def test_links_are_not_followed(root: Path, tmp_path: Path, *, inside: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    (root / "queries").rename(elsewhere)
    if inside:
        (root / "queries").mkdir()
        (root / "queries" / "x.rq").symlink_to(elsewhere / "what-called.rq")
    else:
        (root / "queries").symlink_to(elsewhere)

    with pytest.raises(MaalbarError) as caught:
        maalbar.open(root).query("what-called")

    assert caught.value.diagnostics[0].code == "syntax/link"


def test_queries_are_read_when_they_are_needed_and_harm_nothing_else(root: Path) -> None:
    opened = maalbar.open(root)

    assert isinstance(opened, OpenPublication)
    assert list(opened.queries) == ["what-called"]
