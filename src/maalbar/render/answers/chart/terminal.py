"""A chart for a terminal: a line a value, which says it too, so that nothing hangs on its look."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from maalbar.render.answers.cells import written_number
from maalbar.render.answers.chart.values import Chart, Point
from maalbar.render.answers.width import columns, left, right, wrapped
from maalbar.render.findings.harmless import cut

_GAP: Final = 2
_NARROWEST: Final = 10
_LONGEST_LABEL: Final = 30
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_FULL: Final = "█"
_DOT: Final = "●"


def draw(chart: Chart, width: int) -> Iterator[str]:
    """Draw a chart in lines of `width` columns."""
    yield from _lines(chart.title, width)
    if chart.about:
        yield from _lines(chart.about, width)
    yield from _lines(f"{chart.measured} / {chart.along}", width)
    values = [each.value for one in chart.series for each in one.points]
    labels = [_label(each) for one in chart.series for each in one.points]
    written = [written_number(f"{each:f}", chart.language) for each in values]
    taken = max(map(columns, labels)) + max(map(columns, written)) + 2 * _GAP
    room = max(_NARROWEST, width - taken)
    scale = _Scale(values, room, from_zero=chart.kind == "bar")
    for one in chart.series:
        yield "\n"
        if one.name:
            yield from _lines(one.name, width)
        for each in one.points:
            drawn = scale.bar(each.value) if chart.kind == "bar" else scale.dot(each.value)
            number = written_number(f"{each.value:f}", chart.language)
            yield _row(each, labels, written, number, drawn)
    yield "\n"
    for note in chart.notes:
        yield from _lines(note, width)


class _Scale:
    """Where a value stands in a row of so many columns."""

    def __init__(self, values: list[Decimal], room: int, *, from_zero: bool) -> None:
        self.least = min(*values, Decimal(0)) if from_zero else min(values)
        most = max(*values, Decimal(0)) if from_zero else max(values)
        self.span = most - self.least
        self.room = room

    def place(self, value: Decimal) -> Decimal:
        """Give the place, in columns from the left."""
        return (value - self.least) / self.span * self.room if self.span else Decimal(0)

    def bar(self, value: Decimal) -> str:
        """Draw a bar from zero."""
        start, end = sorted((self.place(Decimal(0)), self.place(value)))
        first = round(start)
        eighths = round((end - first) * 8)
        full, part = divmod(max(0, eighths), 8)
        return (" " * first + _FULL * full + (_EIGHTHS[part] if part else "")).rstrip()

    def dot(self, value: Decimal) -> str:
        """Draw a dot on a line."""
        at = min(self.room - 1, int(self.place(value)))
        return "·" * at + _DOT


def _row(each: Point, labels: list[str], written: list[str], number: str, drawn: str) -> str:
    label = left(_label(each), max(map(columns, labels)))
    value = right(number, max(map(columns, written)))
    return f"{label}{' ' * _GAP}{value}{' ' * _GAP}{drawn}".rstrip() + "\n"


def _label(point: Point) -> str:
    return cut(point.label, _LONGEST_LABEL)


def _lines(text: str, width: int) -> Iterator[str]:
    yield from (f"{line}\n" for line in wrapped(text, width))
