"""Lines of reports, such as an agency's annual reports, each a series of datasets.

A line is what one publisher reports of one kind under one title, whatever the year; with one
report it is none yet.  Its address is made of these three, so that it stays as reports come.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from maalbar.catalogue.agents import agent_of
from maalbar.catalogue.datasets import Dataset, Words, about, covered, resource_triples
from maalbar.catalogue.reports import Report, spanned
from maalbar.catalogue.source import Source, texts_of
from maalbar.model.index import SpokenTriple
from maalbar.model.release import Dates
from maalbar.model.terms import DCAT, SKOS, A
from maalbar.model.text import Text, pick
from maalbar.words import text

_YEAR: Final = re.compile(r"[\s,:(–-]*(?<!\d)(?:19|20)\d{2}(?!\d)[\s,:)–-]*")
_NOT_WORD: Final = re.compile(r"\W+")
# The portal takes nine digits in any address for the number of an organisation.
_NUMBER: Final = re.compile(r"(\d{3})(?=\d)")


@dataclass(frozen=True, slots=True)
class Series:
    """A line of at least two reports, by year."""

    node: NamedNode
    reports: tuple[Report, ...]


def series_of(reports: Iterable[Report], source: Source) -> tuple[Series, ...]:
    """Find the lines among reports, sorted by address."""
    found: dict[str, list[Report]] = {}
    for each in reports:
        found.setdefault(_line(each, source), []).append(each)
    return tuple(
        Series(source.part(f"series/{line}"), tuple(sorted(each, key=_by_year)))
        for line, each in sorted(found.items())
        if len(each) > 1
    )


def member_triples(
    series: Iterable[Series], nodes: Mapping[NamedNode, NamedNode]
) -> Iterator[SpokenTriple]:
    """Say of datasets which line they are in, and which comes before each."""
    for line in series:
        before: NamedNode | None = None
        for report in line.reports:
            node = nodes[report.node]
            yield node, DCAT.inSeries, line.node
            if before:
                yield node, DCAT.prev, before
            before = node


def series_triples(
    series: Series,
    nodes: Mapping[NamedNode, NamedNode],
    keywords: Words,
    dates: Dates,
    source: Source,
) -> Iterator[SpokenTriple]:
    """Describe a line: first and last, and the time from the one to the other."""
    node, newest = series.node, series.reports[-1]
    publisher = agent_of(source.publication, newest.publisher)
    title = _title(newest, source)
    said = text("pages", "series-description", title="{title}")
    description = {
        tag: said[tag].replace("{title}", title[tag]) for tag in said if tag in title
    } or {tag: said["nb"].replace("{title}", each) for tag, each in title.items()}
    yield node, A, DCAT.DatasetSeries
    yield from resource_triples(node, (title, description), publisher, source, dates)
    yield from about(node, keywords, source)
    yield from covered(node, spanned(series.reports))
    yield node, DCAT.first, nodes[series.reports[0].node]
    yield node, DCAT.last, nodes[newest.node]


def content(series: Series, datasets: Mapping[NamedNode, Dataset]) -> str:
    """What a line holds: its reports, and what they are called; not what they say."""
    newest = sorted(datasets[series.reports[-1].node].title.items())
    return "\n".join([*(each.node.value for each in series.reports), *map(str, newest)])


def _line(report: Report, source: Source) -> str:
    publisher = report.publisher.value
    short = publisher.removeprefix(source.publication.settings.identifiers)
    kind = report.kind.value.rpartition("#")[2].rpartition("/")[2] if report.kind else ""
    name = unicodedata.normalize("NFC", _without_year(pick(report.name, "nb"))).casefold()
    steps = (re.sub("https?://", "", short), kind, _NOT_WORD.sub("-", name).strip("-"))
    return _NUMBER.sub(r"\1-", "/".join(filter(None, steps)))


def _by_year(report: Report) -> tuple[str, str]:
    return report.year, report.node.value


def _title(report: Report, source: Source) -> Text:
    """Give the title without its year, with who reports."""
    index = source.publication.index
    names = texts_of(index, report.publisher, SKOS.prefLabel)
    kinds = text("pages", "reports")
    titles = {}
    for tag, title in report.name.items():
        name = _without_year(title) or kinds.get(tag, title)
        who = pick(names, tag)
        titles[tag] = f"{name} ({who})" if who else name
    return titles


def _without_year(title: str) -> str:
    return _YEAR.sub(" ", title).strip()
