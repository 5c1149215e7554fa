"""Years that dates contradict: most often a slip that no shape can see.

A shape knows no arithmetic and no addresses.  What is found here is a warning only.
"""

import re
from collections.abc import Iterator
from typing import Final

from maalbar.model.diagnostic import Diagnostic
from maalbar.model.statements import Publication
from maalbar.model.terms import DCAT, DCT, MB, A, Term
from maalbar.words import finding
from maalbar.words.limit import Limit

# By how many years a report may be from its date.
_FAR: Final = 10
_YEAR: Final = "[12][0-9]{3}"
# The ids of periods that begin with a year: `period/2030`, `period/2030-2034`, `period/2030-k1`.
_NAMED: Final = re.compile(rf"({_YEAR})(?:-({_YEAR}))?(-.+)?", re.ASCII)
_DATED: Final = re.compile(rf"({_YEAR})(?:-.*)?", re.ASCII)

_EDGES: Final = (DCAT.startDate, DCAT.endDate)


def check_years(publication: Publication, counted: Limit) -> Iterator[Diagnostic]:
    """Find reports of years far from their dates, and periods whose id tells another year."""
    for found in (*_reports(publication), *_periods(publication)):
        if not counted.is_enough(found.code):
            yield found


def _reports(publication: Publication) -> Iterator[Diagnostic]:
    """Hold the year of a report against its date; else against that of the publication.

    A report may become data long after its year, but not long before.
    """
    settings = publication.settings
    for report in publication.reports:
        told = publication.index.first(report, MB.reportingYear)
        issued = publication.index.first(report, DCT.issued)
        date = issued.value if issued else settings.modified
        year, other = _year(told), _DATED.fullmatch(date)
        if year and other:
            late = int(other[1]) - int(year)
            if late < -_FAR or (issued and late > _FAR):
                where = publication.place(report, MB.reportingYear, told)
                yield finding("references/doubtful-year", where, value=year, year=year, date=date)


def _periods(publication: Publication) -> Iterator[Diagnostic]:
    for period in publication.index.subjects(A, DCT.PeriodOfTime):
        named = _NAMED.fullmatch(publication.short(period).rpartition("/")[2])
        if named is None:
            continue
        first, last, more = named.groups()
        start, end = (publication.index.first(period, each) for each in _EDGES)
        if start and end and end.value < start.value:
            # What is wrong with them is told by a shape.
            continue
        for edge, date, expected in zip(_EDGES, (start, end), (first, last or first), strict=True):
            year = _year(date)
            # `2030-31` ends in a year that it does not tell in full.
            is_later = more and edge == DCAT.endDate and year and year > expected
            if date and year and year != expected and not is_later:
                where = publication.place(period, edge, date)
                yield finding(
                    "references/doubtful-year",
                    where,
                    value=date.value,
                    year=expected,
                    date=date.value,
                )


def _year(date: Term | None) -> str | None:
    found = _DATED.fullmatch(date.value) if date else None
    return found[1] if found else None
