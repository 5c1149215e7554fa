"""Who writes an invented report: its subject, its text so far, and the figures drawn for it."""

import random
from typing import Any, Final, NamedTuple

from invented.agencies import Subject
from invented.shared import Node
from invented.text import SourceText

_SPACE: Final = "\u00a0"
_UNITS: Final = {"percent": " prosent", "money": " kroner", "fullTimeEquivalent": " årsverk"}


class Figure(NamedTuple):
    """A value as data have it, and as the text writes it."""

    value: str
    written: str


class Author:
    """Writes one report: each part says its sentences and gives what they state.

    `derived` and `inferred` gather what follows from the report and is not in it.
    """

    def __init__(self, about: Subject, chance: random.Random) -> None:
        """Begin a report on `about`; what is drawn by lot is drawn from `chance`."""
        self.about = about
        self.chance = chance
        self.text = SourceText()
        self.section = f"section/{about.place}"
        self.agency = about.agency.id
        self.area = f"area/{about.line['slug']}"
        self.year = about.year
        self.theme = about.agency.theme["nb"]
        self.derived: list[Node] = []
        self.inferred: list[Node] = []

    def id(self, kind: str, name: object = None) -> str:
        """Give an identifier that no other report uses."""
        return f"{kind}/{self.about.place}" + (f"/{name}" if name is not None else "")

    def figure(self, indicator: dict[str, Any]) -> Figure:
        """Draw a value for an indicator."""
        low, high, unit = indicator["low"], indicator["high"], indicator["unit"]
        if unit == "percent":
            tenths = self.chance.randrange(low * 10, high * 10)
            value = decimal(tenths)
            return Figure(value, value.replace(".", ",") + _UNITS[unit])
        value = str(self.chance.randrange(low, high, 1000 if unit == "money" else 1))
        written = f"{int(value):,}".replace(",", _SPACE)
        counted = indicator.get("of", {}).get("nb", "")
        return Figure(value, written + _UNITS.get(unit, f" {counted}"))


def decimal(tenths: int) -> str:
    """Write tenths as a decimal number."""
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"
