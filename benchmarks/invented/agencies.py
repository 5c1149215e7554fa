"""Which agency, line of work and year the report with a given number is about."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

Text = dict[str, str]

WORDS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text("utf-8")
)
LATEST: Final = 2024
# How many years a report's time series have.
SERIES: Final = 4
_LINES: Final = WORDS["lines"]
_AGENCIES: Final = tuple(
    (kind, theme) for theme in WORDS["themes"] for kind in range(len(WORDS["kinds"]))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency that does not exist."""

    slug: str
    names: Text
    theme: Text
    ministry: str

    @property
    def id(self) -> str:
        """Its identifier."""
        return f"org/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one report is about; `series` is how many years its time series have."""

    number: int
    agency: Agency
    line: dict[str, Any]
    year: int
    series: int = SERIES

    @property
    def place(self) -> str:
        """The part of identifiers and folders that no other report has."""
        return f"{self.agency.slug}/{self.year}/{self.line['slug']}"


def subject(number: int, series: int = SERIES) -> Subject:
    """Give the subject of report `number`, counted from 0: every line of an agency, then the next.

    When all agencies have reported on a year, they report on the year before.
    """
    rest, line = divmod(number, len(_LINES))
    years, agency = divmod(rest, len(_AGENCIES))
    return Subject(
        number=number, agency=_agency(agency), line=_LINES[line], year=LATEST - years, series=series
    )


@cache
def _agency(number: int) -> Agency:
    kind, theme = _AGENCIES[number]
    themes, kinds = WORDS["themes"][theme], WORDS["kinds"][kind]
    ministries = WORDS["ministries"]
    return Agency(
        slug=f"{kinds['slug']}-for-{theme}",
        names={tag: kinds[tag].format(theme=themes[tag]) for tag in ("nb", "nn", "en")},
        theme=themes,
        ministry=f"org/{ministries[number % len(ministries)]['slug']}",
    )
