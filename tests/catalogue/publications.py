"""Publications to describe, and their catalogues, without publishing each of them."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from maalbar import flow
from maalbar.catalogue.dcat import describe_catalogue
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.release import Dates, File
from maalbar.model.statements import Publication
from maalbar.publish import site
from maalbar.publish.code_lists import code_list_files
from maalbar.publish.figures import figure_files
from maalbar.publish.paths import Paths
from maalbar.vocabulary.ontology import vocabulary


def by_content(_: NamedNode, content: str) -> Dates:
    """Give a date that tells of the content: another content, another day."""
    day = int(content[:6], 16) % 28 + 1
    return Dates("2024-01-01", f"2024-02-{day:02}")


def files_of(publication: Publication) -> Iterator[File]:
    """Give the files that are described."""
    words = vocabulary()
    yield from site.data_files(publication, words)
    yield from figure_files(publication, words)
    yield from code_list_files(words, base=publication.settings.base)


def catalogue_of(root: Path) -> Index:
    """Describe the publication in a folder."""
    publication = flow.check(root).publication
    base = publication.settings.base
    return describe_catalogue(
        publication,
        [each.listed for each in files_of(publication)],
        dump=site.DUMP,
        documents={each: Paths(base).of(each.value) for each in publication.reports},
        dated=by_content,
    )


def told_of(catalogue: Index, node: str) -> list[SpokenTriple]:
    """Give what is said of a node and of its parts, in order, to the letter."""
    return sorted(
        (
            each
            for each in catalogue
            if each[0].value == node or each[0].value.startswith(f"{node}:")
        ),
        key=str,
    )
