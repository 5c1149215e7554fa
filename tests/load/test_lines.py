"""Offsets become lines and columns, however many lines there are."""

from hypothesis import given
from hypothesis import strategies as st

from maalbar.load.lines import Lines

TEXTS = st.text(st.sampled_from("a\nå\r"), max_size=60) | st.builds(
    lambda one, times, other: one * times + other,
    st.text(st.sampled_from("a\n"), min_size=1, max_size=5),
    st.integers(500, 5000),
    st.text(st.sampled_from("b\n"), max_size=10),
)


@given(TEXTS, st.data())
def test_each_offset_is_in_the_line_and_column_where_an_editor_shows_it(
    source: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(source)))
    before = source[:offset].split("\n")

    mark = Lines(source).mark(offset, offset)

    assert (mark.line, mark.column) == (len(before), len(before[-1]) + 1)


@given(TEXTS, st.data())
def test_each_line_is_given_by_its_number(source: str, data: st.DataObject) -> None:
    lines = source.split("\n")
    number = data.draw(st.integers(1, len(lines)))

    assert Lines(source).line(number) == lines[number - 1]
    assert Lines(source).line(len(lines) + 1) is None
