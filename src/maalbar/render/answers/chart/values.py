"""What is drawn, chosen and written out: the choice hands it to whatever draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["line", "bar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value: where it stands along, what that is called, and whether the series breaks before it.

    `along` is a year, the number of a day, or the place in the order of the answer.
    """

    along: int
    label: str
    value: Decimal
    is_broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Values that belong together, in the order in which they stand along."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What is drawn, and all that is written beside it, in the reader's language."""

    kind: Kind
    title: str
    about: str
    along: str
    measured: str
    series: tuple[Series, ...]
    notes: tuple[str, ...]
    language: str

    @property
    def labels(self) -> Mapping[int, str]:
        """What stands along, in order."""
        found = {each.along: each.label for one in self.series for each in one.points}
        return dict(sorted(found.items()))
