"""Which datasets there are: each report, the whole, and where they are kept the terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from maalbar.catalogue.agents import agent_of
from maalbar.catalogue.authorities import VOCABULARY
from maalbar.catalogue.datasets import Dataset, Words
from maalbar.catalogue.distributions import files_of
from maalbar.catalogue.reports import Report, spanned
from maalbar.catalogue.source import Source, keeps_vocabulary
from maalbar.catalogue.subjects import subjects_of
from maalbar.model.release import Listed
from maalbar.model.terms import Term
from maalbar.model.text import LANGUAGES, Text
from maalbar.vocabulary.ontology import vocabulary
from maalbar.words import text

_VOCABULARY_PATH: Final = "ns"
# Title and description, as the words have them.
_WHOLE: Final = ("whole-title", "whole-description")
_TERMS: Final = {
    "vocabulary": (_VOCABULARY_PATH, ("vocabulary-title", "vocabulary-description")),
    "codelists": ("codelists", ("codelists-title", "codelists-description")),
}
# Nodes of the catalogue itself, which no report takes the name of.
_TAKEN: Final = ("codelists", "contact", "everything", "rights", "series", "sparql", "vocabulary")


def dataset_nodes(documents: Mapping[NamedNode, str], *, base: str) -> dict[NamedNode, NamedNode]:
    """Name the dataset of each report.

    Args:
        documents: paths, without suffix, of the files that hold each report.
        base: absolute IRI of the publication.
    """
    found = {}
    for report, path in documents.items():
        short = path.removeprefix("id/")
        name = path if short.partition("/")[0] in _TAKEN else short
        found[report] = NamedNode(f"{base}catalogue#{name}")
    return found


def datasets_of(
    reports: Sequence[Report],
    source: Source,
    *,
    published: Mapping[str, Listed],
    dump: str,
    documents: Mapping[NamedNode, str],
) -> tuple[dict[NamedNode, Dataset], tuple[Dataset, ...]]:
    """Give the dataset of each report by its node, and the others, that of the whole first."""
    base = source.publication.settings.base
    nodes = dataset_nodes(documents, base=base)
    of_reports = {
        each.node: _report(
            each, nodes[each.node], source, files_of(documents[each.node], published)
        )
        for each in reports
        if each.node in documents
    }
    whole = replace(
        _other(source, "everything", files_of(dump, published), _WHOLE),
        period=spanned(reports),
        standard=VOCABULARY,
    )
    return of_reports, (whole, *_terms(source, published))


def general_keywords(source: Source, more: Text | None = None) -> Words:
    """Give the words that everything is found by: what it all is about, and what settings say."""
    general, said = text("pages", "goals-and-results"), source.publication.settings.keywords
    return {
        tag: tuple(
            dict.fromkeys(
                filter(None, (general.get(tag), (more or {}).get(tag), *said.get(tag, ())))
            )
        )
        for tag in (*LANGUAGES, *(tag for tag in said if tag not in LANGUAGES))
    }


def _report(report: Report, node: NamedNode, source: Source, files: tuple[Listed, ...]) -> Dataset:
    publication = source.publication
    said = text("pages", "report-description", title="{title}")
    title = report.title
    other = next(iter(title.values()), report.node.value)
    return Dataset(
        node=node,
        title=title or {"nb": report.node.value},
        description={tag: said[tag].replace("{title}", title.get(tag, other)) for tag in said},
        keywords=general_keywords(source, _kind(report.kind)),
        publisher=agent_of(publication, report.publisher),
        page=report.node,
        period=report.period,
        files=files,
        languages=report.languages or LANGUAGES[:1],
        standard=VOCABULARY,
        sources=report.sources,
        subjects=subjects_of(publication, report.indicators),
    )


def _kind(kind: Term | None) -> Text:
    return {} if kind is None else vocabulary().texts(kind)


def _terms(source: Source, published: Mapping[str, Listed]) -> Iterator[Dataset]:
    """Give the datasets of the terms, where they are kept; others refer to them there."""
    settings = source.publication.settings
    if not keeps_vocabulary(settings):
        return
    page = NamedNode(f"{settings.base}{_VOCABULARY_PATH}")
    for name, (path, words) in _TERMS.items():
        files = files_of(path, published)
        if files:
            yield replace(_other(source, name, files, words), page=page)


def _other(source: Source, name: str, files: tuple[Listed, ...], words: tuple[str, str]) -> Dataset:
    """Give a dataset of the publication itself, in use from the day on which that came out."""
    settings = source.publication.settings
    title, description = (text("pages", each) for each in words)
    return Dataset(
        node=source.part(name),
        title=title,
        description=description,
        keywords=general_keywords(source),
        publisher=agent_of(source.publication, settings.publisher),
        page=NamedNode(settings.base),
        period=(settings.issued, None),
        files=files,
    )
