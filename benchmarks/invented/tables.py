"""Content as CSV: the passages of a report, and its figures."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from invented.as_rdf import IDENTIFIERS
from invented.shared import Content, Node

PASSAGE_COLUMNS: Final = ("section", "start", "end", "sha256", "exact")
FIGURE_COLUMNS: Final = (
    *("id", "type", "status", "indicator", "featureOfInterest", "population", "value"),
    *("valueQualifier", "unit", "currency", "countingMode", "refPeriod", "periodBasis"),
    *("measuredBy", "previousObservation", "changeSince", "derivedFrom", "reportedUnder"),
    *("statementStatus", "reportedIn", "statedIn", "note@nb"),
)


def as_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Write a table."""
    table = io.StringIO(newline="")
    csv.writer(table, lineterminator="\n").writerows((header, *rows))
    return table.getvalue()


def without_figures(report: Content) -> tuple[Content, list[list[str]]]:
    """Take the figures out of a report: give what is left, and the rows of a table of them."""
    rows: list[list[str]] = []
    left: Content = {}
    for status, nodes in report.items():
        left[status] = []
        for node in nodes:
            contents = node.get("contents", [])
            figures = [each for each in contents if each.get("type") == "Observation"]
            rows += [_row(each, status, node["id"]) for each in figures]
            others = {"contents": [each for each in contents if each not in figures]}
            left[status].append(node | (others if contents else {}))
    return left, rows


def _row(figure: Node, status: str, section: str) -> list[str]:
    said = figure | {"status": status, "reportedIn": section}
    said["note@nb"] = said.get("note", {}).get("nb", "")
    said["statedIn"] = [f"{IDENTIFIERS}{section}#{each}" for each in said.get("statedIn", [])]
    return ["|".join(map(str, _values(said.get(key, "")))) for key in FIGURE_COLUMNS]


def _values(value: Any) -> Iterator[Any]:  # noqa: ANN401 # of any shape
    if isinstance(value, list):
        yield from value
    else:
        yield value
