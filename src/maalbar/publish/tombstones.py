"""What is told at the address of a thing that is no longer published: its name, and its heir."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from maalbar import templates
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.manifest import Gone
from maalbar.model.release import HTML, File
from maalbar.model.terms import DCT, OWL, RDFS, XSD
from maalbar.model.text import LANGUAGES, Language, pick
from maalbar.publish.documents import Documents
from maalbar.publish.names import written_date
from maalbar.publish.paths import Paths, link, page
from maalbar.words import phrase


@dataclass(frozen=True)
class Tombstones:
    """Tells of what is gone: data and pages where they were.

    Attributes:
        documents: writes the data.
        gone: by path without suffix.
    """

    documents: Documents
    gone: Mapping[str, Gone]

    def files(self) -> Iterator[File]:
        """Give the files at the old addresses."""
        for path, each in self.gone.items():
            node = NamedNode(each.iri)
            yield from self.documents.of(path, Index(_triples(node, each)), root=node)
            for language in LANGUAGES:
                yield self._page(path, each, language)

    def _page(self, path: str, gone: Gone, language: Language) -> File:
        here = page(path, language)
        paths = Paths(self.documents.base)
        heir = gone.replaced_by
        text = templates.fill(
            "gone.html",
            language=language,
            title=pick(gone.title, language) or gone.iri,
            iri=gone.iri,
            said=phrase("pages", "gone", language, date=written_date(gone.since, language)),
            heir=heir,
            heir_label=phrase("pages", "replaced-by", language),
            heir_href=link(page(paths.of(heir), language), here) if heir else "",
            style=link("style.css", here),
            home=link(page("index", language), here),
            home_label=phrase("pages", "front-page", language),
        )
        return File(here, text.encode(), HTML, language)


def _triples(node: NamedNode, gone: Gone) -> Iterator[SpokenTriple]:
    yield node, OWL.deprecated, Literal("true", datatype=XSD.boolean)
    for tag, title in gone.title.items():
        yield node, RDFS.label, Literal(title, language=tag)
    if gone.replaced_by:
        yield node, DCT.isReplacedBy, NamedNode(gone.replaced_by)
