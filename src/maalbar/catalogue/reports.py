"""What the catalogue says of each report: gathered in one pass, however many reports there are."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.source import texts_of
from maalbar.model.index import Index
from maalbar.model.parts import observations_of_reports, reports_of_sections
from maalbar.model.statements import Publication
from maalbar.model.terms import DCAT, DCT, MB, SKOS, A, Term
from maalbar.model.text import LANGUAGES, Text, pick

Period = tuple[str | None, str | None]
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report: its title with who and when it is about, and what its figures cover.

    `period` is the first and the last day, where they are known; `indicators` is what it has
    figures for, `sources` the pages that it was read from, `languages` the tags of its texts.
    """

    node: NamedNode
    title: Text
    name: Text
    year: str
    kind: NamedNode | None
    publisher: NamedNode
    period: Period
    languages: tuple[str, ...]
    sources: tuple[NamedNode, ...]
    indicators: tuple[NamedNode, ...]


@dataclass(slots=True)
class _Found:
    """What was met so far of one report."""

    starts: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    indicators: set[NamedNode] = field(default_factory=set)
    sources: set[NamedNode] = field(default_factory=set)


def reports_of(publication: Publication) -> tuple[Report, ...]:
    """Give the reports of a publication, sorted by IRI."""
    index = publication.index
    found: dict[Term, _Found] = {report: _Found() for report in publication.reports}
    for report, observations in observations_of_reports(index).items():
        for observation in observations if report in found else ():
            _figure(index, observation, found[report])
    for section, report in reports_of_sections(index).items():
        if report in found:
            found[report].sources |= _nodes(index, section, DCT.source)
    languages = _languages(publication)
    return tuple(_report(publication, each, found[each], languages) for each in publication.reports)


def spanned(reports: Iterable[Report]) -> Period:
    """Give the period from the first to the last day that several reports are about."""
    starts, ends = [], []
    for each in reports:
        start, end = each.period
        starts += [start] if start else []
        ends += [end] if end else []
    return min(starts, default=None), max(ends, default=None)


def _figure(index: Index, observation: NamedNode, found: _Found) -> None:
    found.indicators |= _nodes(index, observation, MB.indicator)
    for period in index.objects(observation, MB.refPeriod):
        found.starts |= {each.value for each in index.objects(period, DCAT.startDate)}
        found.ends |= {each.value for each in index.objects(period, DCAT.endDate)}


def _nodes(index: Index, subject: Term, predicate: NamedNode) -> set[NamedNode]:
    return {each for each in index.objects(subject, predicate) if isinstance(each, NamedNode)}


def _report(
    publication: Publication,
    report: NamedNode,
    found: _Found,
    languages: Mapping[Term, tuple[str, ...]],
) -> Report:
    index = publication.index
    publisher = index.first(report, DCT.publisher)
    kind, said_year = index.first(report, MB.reportKind), index.first(report, MB.reportingYear)
    year = said_year.value if said_year else ""
    name = texts_of(index, report, DCT.title)
    names = {} if publisher is None else texts_of(index, publisher, SKOS.prefLabel)
    return Report(
        node=report,
        title={tag: _with(title, pick(names, tag), year) for tag, title in name.items()},
        name=name,
        year=year,
        kind=kind if isinstance(kind, NamedNode) else None,
        publisher=(
            publisher if isinstance(publisher, NamedNode) else publication.settings.publisher
        ),
        period=_period(found, year),
        languages=languages.get(report, ()),
        sources=tuple(sorted(found.sources, key=lambda node: node.value)),
        indicators=tuple(sorted(found.indicators, key=lambda node: node.value)),
    )


def _with(title: str, *about: str) -> str:
    said = " ".join(filter(None, about))
    return f"{title} ({said})" if said else title


def _period(found: _Found, year: str) -> Period:
    """Give what the figures are about; a report without any is about its year."""
    if found.starts or found.ends or not _YEAR.fullmatch(year):
        return min(found.starts, default=None), max(found.ends, default=None)
    return f"{year}-01-01", f"{year}-12-31"


def _languages(publication: Publication) -> Mapping[Term, tuple[str, ...]]:
    """Give the languages of the texts in the folder of each report, as its document has them."""
    folders: dict[PurePosixPath, set[str]] = {}
    of_report: dict[Term, PurePosixPath] = {}
    for each in publication.statements:
        if isinstance(each.object, Literal) and each.object.language:
            folders.setdefault(each.path.parent, set()).add(each.object.language)
        elif each.predicate == A and each.object == MB.PerformanceReport:
            of_report.setdefault(each.subject, each.path.parent)
    return {
        report: tuple(tag for tag in LANGUAGES if tag in folders.get(folder, ()))
        for report, folder in of_report.items()
    }
