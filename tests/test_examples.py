"""The small publication that a newcomer copies is whole, valid and proven."""

from pathlib import Path

import pytest

import maalbar
from maalbar import flow

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def example() -> Path:
    """The publication of the invented Lighthouse Agency."""
    return EXAMPLES / "publication"


def test_nothing_is_found_about_it(example: Path) -> None:
    assert not flow.check(example).findings


def test_every_figure_of_its_source_is_stated_and_every_passage_stands(example: Path) -> None:
    findings, (summary,) = flow.check_sources(example, [str(EXAMPLES / "sources")])

    assert not findings
    assert summary.counts["figures"] == 4
    assert summary.uncovered == 0


def test_it_is_published(example: Path, tmp_path: Path) -> None:
    _, published = flow.publish(example, tmp_path / "site")

    assert (tmp_path / "site" / "index.html").is_file()
    assert published.things == 20


def test_the_questions_of_the_package_are_answered_about_it(example: Path) -> None:
    publication = maalbar.open(example)

    (goal,) = publication.query("goals")
    (target,) = publication.query("targets")

    assert goal.goal == "Kysten skal være trygg å ferdes på."
    assert target.value == 80
