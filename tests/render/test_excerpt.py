"""The line of a file: what the finding is about is seen, in the columns that there are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.render.hostile import TEXTS

from maalbar.model.diagnostic import Location, Mark
from maalbar.render.findings.excerpt import Excerpt, columns, excerpt
from maalbar.render.findings.harmless import harmless


def of(source: str, column: int, width: int = 1, room: int = 80) -> Excerpt:
    found = excerpt(Location(mark=Mark(1, column, width), source=source), room)
    assert found
    return found


def test_a_line_that_fits_is_shown_whole() -> None:
    assert of("value: fjorten # x", 8, 7) == ("value: ", "fjorten", " # x")


def test_a_long_line_is_cut_around_what_it_is_about() -> None:
    line = "a" * 1000 + "HERE" + "b" * 1000

    before, marked, after = of(line, 1001, 4, room=20)

    assert (before, marked, after) == ("…aaaaaaa", "HERE", "bbbbbbb…")


@pytest.mark.parametrize(
    ("column", "expected"),
    [(1, ("", "x", "y" * 18 + "…")), (101, ("…" + "y" * 18, "y", ""))],
)
def test_at_an_end_of_the_line_all_the_room_goes_to_the_other_side(
    column: int, expected: tuple[str, str, str]
) -> None:
    assert of("x" + "y" * 100, column, room=20) == expected


def test_what_is_longer_than_the_room_is_cut_itself() -> None:
    assert of("key: " + "x" * 500, 6, 500, room=20) == ("… ", "x" * 17 + "…", "")


def test_a_tab_is_shown_as_spaces_and_a_control_as_what_it_is() -> None:
    assert of("\tid: \x1b[2J", 1) == ("", "    ", r"id: \u{1b}[2J")


def test_what_stands_after_the_end_of_the_line_marks_its_end() -> None:
    assert of("id:", 9, 3) == ("id:", "", "")


@pytest.mark.parametrize("where", [Location(source="x"), Location(mark=Mark(1, 1))])
def test_without_a_line_or_a_place_there_is_nothing_to_show(where: Location) -> None:
    assert excerpt(where, 80) is None


@pytest.mark.parametrize(
    ("text", "wide"), [("abc", 3), ("全国", 4), ("e\u0301", 1), ("１４", 4), ("😀", 2), ("", 0)]
)
def test_columns_are_those_of_a_terminal(text: str, wide: int) -> None:
    assert columns(text) == wide


@given(TEXTS.filter(bool), st.integers(1, 60), st.integers(1, 60), st.integers(10, 60))
@example("全" * 30, 10, 15, 10)
@example("\u0301" * 40, 20, 3, 10)
def test_an_excerpt_fits_and_is_harmless(line: str, column: int, width: int, room: int) -> None:
    before, marked, after = of(line, column, width, room)

    assert columns(before + marked + after) <= room
    assert harmless(before + marked + after) == before + marked + after


@given(TEXTS, st.integers(1, 40), st.integers(1, 40))
def test_with_room_enough_an_excerpt_is_the_line(line: str, column: int, width: int) -> None:
    found = of(line, column, width, room=1000)

    assert "".join(found) == harmless(line.replace("\t", " " * 4))
