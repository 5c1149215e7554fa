"""What of an answer is drawn: which column runs along, which is measured, which parts series.

The header of a query may say: `chart: {x: year, y: value, series: [indicator]}`.  Where it does
not, years or days run along, or the first text of a bar chart; numbers are measured; and every
text that varies parts series, but those that only say where a figure stands.  Figures that have
been corrected are not drawn, and figures in different units never in one chart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.terms import XSD
from maalbar.model.text import Text, pick
from maalbar.queries.exact import Cell
from maalbar.render.answers import cells
from maalbar.render.answers.chart.values import Chart, Kind, Point, Series
from maalbar.render.answers.view import Row, View
from maalbar.render.findings.harmless import prose
from maalbar.words import finding, text

MOST_SERIES: Final = 8
MOST_POINTS: Final = 400
MOST_BARS: Final = 60
_UNITS: Final = ("unit", "currency")
_CORRECTED: Final = "correctedTo"
_BREAK: Final = "seriesBreak"
_NOTED: Final = ("qualifier", _BREAK, "doubt")
# Where a figure stands and when it is of, which parts no series.
_PLACE: Final = {
    *("report", "source", "which", "page", "passage", "figure", "start", "end", "sha256"),
    *("quote", "corrects", "period", "identifier"),
}
_YEARS: Final = range(1800, 2201)


@dataclass(slots=True)
class _Drawn:
    """The rows that are drawn, and what is to be said of those that are not."""

    rows: list[Row] = field(default_factory=list)
    corrected: int = 0
    empty: int = 0


def chart(answer: View, kind: Kind) -> Chart:
    """Choose what is drawn of an answer.

    Raises:
        MaalbarError: it cannot be drawn; the finding says why.
    """
    return _Chooser(answer, kind).chart()


class _Chooser:
    def __init__(self, answer: View, kind: Kind) -> None:
        self.answer = answer
        self.kind = kind
        self.place = {name: at for at, name in enumerate(answer.columns)}
        for role, names in answer.query.chart.items():
            for name in names:
                if name not in self.place:
                    raise self._not_drawn("not-a-column", role=role, column=name)

    def chart(self) -> Chart:
        """Choose."""
        if self.answer.truth is not None or not self.answer.columns:
            raise self._not_drawn("no-table")
        if not self.answer.rows:
            raise self._not_drawn("no-rows-drawn")
        along = self._along()
        measured = self._measured(along)
        drawn = self._drawn(along, measured)
        unit = self._unit(drawn.rows)
        series = self._series(drawn.rows, along, measured)
        title = self._title(measured)
        return Chart(
            kind=self.kind,
            title=prose(self.answer.title or self.answer.say("answer")),
            about=prose(self.answer.told),
            along=self._title(along),
            measured=f"{title} ({unit})" if unit else title,
            series=series,
            notes=tuple(self._notes(drawn, along, measured)),
            language=self.answer.language,
        )

    def _title(self, name: str) -> str:
        return prose(self.answer.titles[self.place[name]])

    def _cells(self, name: str, rows: Iterable[Row] | None = None) -> Iterator[Cell]:
        at = self.place[name]
        return (row[at] for row in (self.answer.rows if rows is None else rows))

    def _said(self, role: str) -> str:
        return next(iter(self.answer.query.chart.get(role, ())), "")

    def _along(self) -> str:
        if said := self._said("x"):
            return said
        times = [each for each in self.place if each != "value" and self._is_time(each)]
        if times:
            return "year" if "year" in times else times[0]
        if self.kind == "line":
            raise self._not_drawn("no-time")
        texts = [each for each in self.place if self._is_text(each) and each not in _NOTED + _UNITS]
        if not texts:
            raise self._not_drawn("no-names")
        return "indicator" if "indicator" in texts else texts[0]

    def _measured(self, along: str) -> str:
        if said := self._said("y"):
            if not all(each is None or cells.is_number(each) for each in self._cells(said)):
                raise self._not_drawn("not-numbers", column=said)
            return said
        numeric = [
            name
            for name, is_number in zip(self.place, cells.numeric(self.answer), strict=True)
            if is_number and name not in {along, _CORRECTED} | _PLACE
        ]
        if not numeric:
            raise self._not_drawn("no-numbers")
        return "value" if "value" in numeric else numeric[0]

    def _is_time(self, name: str) -> bool:
        found = [each for each in self._cells(name) if each is not None]
        return bool(found) and all(_time(each) is not None for each in found)

    def _is_text(self, name: str) -> bool:
        found = [each for each in self._cells(name) if each is not None]
        return bool(found) and all(
            isinstance(each, Literal) and (each.language or each.datatype == XSD.string)
            for each in found
        )

    def _drawn(self, along: str, measured: str) -> _Drawn:
        drawn = _Drawn()
        for row in self.answer.rows:
            if _CORRECTED in self.place and row[self.place[_CORRECTED]] is not None:
                drawn.corrected += 1
            elif row[self.place[along]] is None or row[self.place[measured]] is None:
                drawn.empty += 1
            else:
                drawn.rows.append(row)
        if not drawn.rows:
            raise self._not_drawn("no-rows-drawn")
        return drawn

    def _unit(self, rows: Sequence[Row]) -> str:
        found = {
            self._written(each)
            for name in _UNITS
            if name in self.place
            for each in self._cells(name, rows)
            if each is not None
        }
        if len(found) > 1:
            raise self._not_drawn("several-units", units=", ".join(sorted(found)))
        return next(iter(found), "")

    def _series(self, rows: Sequence[Row], along: str, measured: str) -> tuple[Series, ...]:
        names = self._parting(rows, along, measured)
        found: dict[str, dict[int, Point]] = {}
        order: dict[Cell, int] = {}
        for row in rows:
            term = row[self.place[along]]
            parts = [self._written(row[self.place[each]]) for each in names]
            name = ", ".join(each for each in parts if each)
            value = cells.number(row[self.place[measured]])
            at = _time(term) if self._is_time(along) else order.setdefault(term, len(order))
            if value is not None and at is not None:
                broken = _BREAK in self.place and row[self.place[_BREAK]] is not None
                point = Point(along=at, label=self._written(term), value=value, is_broken=broken)
                before = found.setdefault(name, {}).setdefault(at, point)
                if before.value != value:
                    raise self._not_drawn("several-values", where=point.label)
        self._hold(found)
        return tuple(
            Series(name=name, points=tuple(point for _, point in sorted(points.items())))
            for name, points in found.items()
        )

    def _parting(self, rows: Sequence[Row], along: str, measured: str) -> list[str]:
        """Give the columns that part series: the report only where nothing else does."""
        said = self.answer.query.chart.get("series")
        if said is not None:
            return list(said)
        names = [
            name
            for name in self.place
            if name not in {along, measured, *_NOTED, *_UNITS, *_PLACE}
            and self._is_text(name)
            and len(set(self._cells(name, rows))) > 1
        ]
        if not self._is_time(along) and not self._clashes(rows, along, measured, []):
            return []
        if self._clashes(rows, along, measured, names) and "report" in self.place:
            names.append("report")
        return names

    def _clashes(
        self, rows: Sequence[Row], along: str, measured: str, names: Sequence[str]
    ) -> bool:
        found: dict[tuple[Cell, ...], Decimal | None] = {}
        for row in rows:
            key = tuple(row[self.place[each]] for each in (along, *names))
            value = cells.number(row[self.place[measured]])
            if found.setdefault(key, value) != value:
                return True
        return False

    def _hold(self, found: Mapping[str, Mapping[int, Point]]) -> None:
        points = sum(map(len, found.values()))
        if len(found) > MOST_SERIES:
            raise self._not_drawn("too-many-series", count=len(found), most=MOST_SERIES)
        most = MOST_BARS if self.kind == "bar" else MOST_POINTS
        if points > most:
            raise self._not_drawn("too-many-points", count=points, most=most)

    def _notes(self, drawn: _Drawn, along: str, measured: str) -> Iterator[str]:
        """Say where it is from, and what else must be known."""
        answer = self.answer
        reports = answer.citations.reports_of(drawn.rows) if answer.citations else ()
        named = [self._reported(each.title, each.publisher, each.year) for each in reports]
        if not named and "report" in self.place:
            named = [self._written(each) for each in self._cells("report", drawn.rows)]
        sources = "; ".join(dict.fromkeys(filter(None, named)))
        yield answer.say("chart-source", source=sources) if sources else answer.say("no-sources")
        noted = {
            f"{self._written(row[self.place[along]])}: {self._written(row[self.place[name]])}": None
            for name in _NOTED
            if name in self.place
            for row in drawn.rows
            if row[self.place[name]] is not None
        }
        yield from noted
        if self.kind == "line" and min(self._numbers(drawn.rows, measured)) > 0:
            yield answer.say("chart-not-from-zero")
        if drawn.corrected:
            yield answer.say("chart-corrected", count=drawn.corrected)
        if drawn.empty:
            yield answer.say("chart-empty", count=drawn.empty)

    def _numbers(self, rows: Iterable[Row], measured: str) -> Iterator[Decimal]:
        return (each for each in map(cells.number, self._cells(measured, rows)) if each is not None)

    def _reported(self, title: Text, who: Text, year: str) -> str:
        language = self.answer.language
        parts = (pick(who, language), year and f"({year})", pick(title, language))
        return " ".join(filter(None, parts))

    def _written(self, term: Cell) -> str:
        return cells.shown(term, self.answer.language)

    def _not_drawn(self, key: str, **values: object) -> MaalbarError:
        where = Location(focus=self.answer.query.name or None)
        return MaalbarError(
            finding("query/not-drawn", where, reason=text("answers", key, **values))
        )


def _time(term: Cell) -> int | None:
    """Give the year, or the number of the day, that a term is; nothing of other terms."""
    if not isinstance(term, Literal):
        return None
    if term.datatype == XSD.date:
        try:
            return date.fromisoformat(term.value).toordinal()
        except ValueError:
            return None
    is_year = term.datatype in {XSD.gYear, XSD.integer} and term.value.isdecimal()
    return int(term.value) if is_year and int(term.value[:9]) in _YEARS else None
