"""Which report each part of a publication belongs to."""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import MB, A, Term


def reports_of_sections(index: Index) -> Mapping[Term, Term]:
    """Give the report of every section: its own, or that of the section that it is part of.

    A section that is part of itself, by however many steps, has none.
    """
    found: dict[Term, Term | None] = {}
    for report, sections in index.values(MB.partOfReport).items():
        found.update(dict.fromkeys(sections, report))
    inner = (
        section for sections in index.values(MB.partOfSection).values() for section in sections
    )
    for each in inner:
        path: dict[Term, None] = {}
        section: Term | None = each
        while section is not None and section not in found and section not in path:
            path[section] = None
            section = index.first(section, MB.partOfSection)
        report_there = None if section is None else found.get(section)
        found.update(dict.fromkeys(path, report_there))
    return {section: report for section, report in found.items() if report is not None}


def observations_of_reports(index: Index) -> Mapping[Term, tuple[NamedNode, ...]]:
    """Give the observations that each report has in its sections, sorted by IRI."""
    reports = reports_of_sections(index)
    found: dict[Term, list[NamedNode]] = {}
    for observation in index.subjects(A, MB.Observation):
        section = index.first(observation, MB.reportedIn)
        report = None if section is None else reports.get(section)
        if report is not None and isinstance(observation, NamedNode):
            found.setdefault(report, []).append(observation)
    return {
        report: tuple(sorted(each, key=lambda node: node.value)) for report, each in found.items()
    }
