"""A chart as SVG or PNG, readable without colour, and told in words for who does not see it."""

import io
import logging
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from itertools import cycle
from textwrap import wrap
from typing import Any, Final

from maalbar.queries.needed import needed
from maalbar.render.answers.cells import written_number
from maalbar.render.answers.chart.values import Chart, Point, Series

# Colours that are told apart with any sight (Okabe and Ito), the darkest first.
_COLOURS: Final = (
    *("#0072b2", "#d55e00", "#000000", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f7f7f"),
)
_MARKERS: Final = ("o", "s", "^", "D", "v", "P", "X", "*")
_DASHES: Final = ("-", "--", ":", "-.")
_HATCHES: Final = ("", "///", "...", "xxx", "\\\\\\", "++", "oo", "--")
_WIDTH: Final = 8.0
_HEIGHT: Final = 4.2
_LINE: Final = 0.17
_CAPTION: Final = 105
_TITLE: Final = 70
_ABOUT: Final = 95
_MOST_TICKS: Final = 12
_MOST_VALUES: Final = 24
_MOST_TOLD: Final = 60
_LOOK: Final = {
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.size": 10,
    "hatch.linewidth": 0.6,
    "savefig.facecolor": "white",
    "svg.fonttype": "none",
    "svg.hashsalt": "maalbar",
    # A dollar sign is a dollar sign.
    "text.parse_math": False,
    "text.usetex": False,
}


def draw(chart: Chart, form: str) -> bytes:
    """Draw a chart.

    Args:
        chart: what is drawn.
        form: `svg` or `png`.

    Raises:
        MaalbarError: the library that draws is not here.
    """
    library = needed("matplotlib", extra="chart")
    figures = needed("matplotlib.figure", extra="chart")
    tickers = needed("matplotlib.ticker", extra="chart")
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with library.rc_context(), warnings.catch_warnings():
        # Of letters that its font lacks: an SVG is drawn with the reader's own.
        warnings.simplefilter("ignore")
        library.rcdefaults()
        library.rcParams.update(_LOOK)
        figure = _figure(chart, figures, tickers)
        out = io.BytesIO()
        figure.savefig(out, format=form, dpi=144, metadata=_metadata(chart, form))
    data = out.getvalue()
    return _told(data.decode(), chart).encode() if form == "svg" else data


def described(chart: Chart) -> str:
    """Tell in words what the chart shows."""
    said = [f"{chart.about}."] if chart.about else []
    said.append(f"{chart.measured} / {chart.along}.")
    for one in chart.series:
        some = [
            f"{each.label}: {written_number(f'{each.value:f}', chart.language)}"
            for each in one.points[:_MOST_TOLD]
        ]
        some += ["…"] if len(one.points) > _MOST_TOLD else []
        said.append(f"{one.name + ' – ' if one.name else ''}{'; '.join(some)}.")
    return " ".join([*said, *(f"{each.removesuffix('.')}." for each in chart.notes)])


def _figure(chart: Chart, figures: Any, tickers: Any) -> Any:  # noqa: ANN401 # the library's own
    title = wrap(chart.title, _TITLE)
    caption = [line for note in chart.notes for line in wrap(note, _CAPTION)]
    about = wrap(chart.about, _ABOUT)
    height = _HEIGHT + _LINE * (len(title) + len(about) + len(caption) + len(chart.series))
    figure = figures.Figure(figsize=(_WIDTH, height), layout="constrained")
    axes = figure.subplots()
    (_lines if chart.kind == "line" else _bars)(axes, chart)
    axes.set_title("\n".join(about), loc="left", fontsize=9)
    axes.set_xlabel(chart.along)
    axes.set_ylabel(chart.measured)
    axes.yaxis.set_major_formatter(
        tickers.FuncFormatter(lambda value, _: _tick(value, chart.language))
    )
    axes.grid(visible=True, axis="y", linewidth=0.4, color="#bbbbbb")
    axes.set_axisbelow(True)
    figure.suptitle("\n".join(title), x=0.01, ha="left", fontsize=12, fontweight="bold")
    figure.supxlabel("\n".join(caption), x=0.01, ha="left", fontsize=8)
    if len(chart.series) > 1 or chart.series[0].name:
        figure.legend(loc="outside upper left", frameon=False, handlelength=4)
    return figure


def _lines(axes: Any, chart: Chart) -> None:  # noqa: ANN401 # as above
    for one, colour, marker, dash in zip(
        chart.series, cycle(_COLOURS), cycle(_MARKERS), cycle(_DASHES), strict=False
    ):
        label: str | None = one.name or None
        for part in _unbroken(one):
            axes.plot(
                [each.along for each in part],
                [float(each.value) for each in part],
                color=colour,
                marker=marker,
                linestyle=dash,
                label=label,
            )
            label = None
        for each in one.points:
            if each.is_broken:
                axes.axvline(each.along, color="#7f7f7f", linewidth=0.8, linestyle=":")
        _values(axes, one, chart, 0)
    places = list(chart.labels)
    step = -(-len(places) // _MOST_TICKS)
    axes.set_xticks(places[::step], [chart.labels[each] for each in places[::step]])
    axes.margins(x=0.05, y=0.15)


def _bars(axes: Any, chart: Chart) -> None:  # noqa: ANN401 # as above
    at = {along: place for place, along in enumerate(chart.labels)}
    wide = 0.8 / len(chart.series)
    for number, (one, colour, hatch) in enumerate(
        zip(chart.series, _COLOURS, _HATCHES, strict=False)
    ):
        shift = (number - (len(chart.series) - 1) / 2) * wide
        axes.bar(
            [at[each.along] + shift for each in one.points],
            [float(each.value) for each in one.points],
            width=wide,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            label=one.name or None,
        )
        _values(axes, one, chart, shift, at)
    labels = ["\n".join(wrap(each, 14)[:4]) for each in chart.labels.values()]
    crowded = len(labels) > _MOST_TICKS
    axes.set_xticks(range(len(labels)), labels, rotation=90 if crowded else 0, fontsize=8)
    axes.axhline(0, color="black", linewidth=0.8)
    axes.margins(y=0.15)


def _values(
    axes: Any,  # noqa: ANN401 # as above
    one: Series,
    chart: Chart,
    shift: float,
    at: dict[int, int] | None = None,
) -> None:
    """Write the values beside their marks, where there are few."""
    if sum(len(each.points) for each in chart.series) > _MOST_VALUES:
        return
    for each in one.points:
        axes.annotate(
            written_number(f"{each.value:f}", chart.language),
            ((at[each.along] if at else each.along) + shift, float(each.value)),
            textcoords="offset points",
            xytext=(0, 6 if each.value >= 0 else -12),
            ha="center",
            fontsize=8,
        )


def _unbroken(one: Series) -> Iterator[list[Point]]:
    """Give the parts between which a series breaks."""
    part: list[Point] = []
    for each in one.points:
        if each.is_broken and part:
            yield part
            part = []
        part.append(each)
    yield part


def _tick(value: float, language: str) -> str:
    return written_number(f"{Decimal(f'{value:.10g}'):f}", language)


def _metadata(chart: Chart, form: str) -> dict[str, str | None]:
    if form == "png":
        return {"Title": chart.title, "Description": described(chart), "Software": "Målbar"}
    # Its title and description are told by `_told`.
    return {"Date": None, "Creator": "Målbar"}


def _told(svg: str, chart: Chart) -> str:
    """Give the picture a title and a description that screen readers read."""
    told = (
        f'<title id="title">{escape(chart.title)}</title>\n'
        f'<desc id="desc">{escape(described(chart))}</desc>\n'
    )
    named = f' role="img" aria-labelledby="title desc" lang="{chart.language}"'
    return re.sub(r"<svg\b([^>]*)>", lambda tag: f"<svg{tag[1]}{named}>\n{told}", svg, count=1)
