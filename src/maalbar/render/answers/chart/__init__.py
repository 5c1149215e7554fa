"""Charts of answers: what is drawn is chosen once, and drawn as a picture or for a terminal."""

from maalbar.render.answers.chart.choice import chart
from maalbar.render.answers.chart.values import Chart, Kind

__all__ = ["KINDS", "Chart", "Kind", "chart"]

KINDS: tuple[Kind, ...] = ("line", "bar")
