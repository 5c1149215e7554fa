"""The pages of a site: one a thing and language, a front page, and the vocabulary."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from maalbar import templates
from maalbar.model.manifest import SNAPSHOTS
from maalbar.model.release import CSS, HTML, File
from maalbar.model.terms import DCT, MB, OWL, RDF, SKOS, Term, order
from maalbar.model.text import LANGUAGES, Language, pick
from maalbar.publish.describe import Described
from maalbar.publish.documents import GRAPH_SUFFIXES, SUFFIXES
from maalbar.publish.names import Names, written_date
from maalbar.publish.news import feed_path
from maalbar.publish.paths import Paths, link, page
from maalbar.publish.views import View, Views
from maalbar.vocabulary.ontology import Vocabulary
from maalbar.words import phrase, table

VERSIONS: Final = f"{SNAPSHOTS}/index"
_FORMATS = {
    ".ttl": "Turtle",
    ".jsonld": "JSON-LD",
    ".nt": "N-Triples",
    ".trig": "TriG",
    ".nq": "N-Quads",
}


@dataclass(frozen=True)
class Pages:
    """All pages in one language.

    Attributes:
        described: what they are about.
        vocabulary: names of everything.
        language: of the reader.
        scripts: the JSON-LD within pages, by the address of what they are about.
        version: date of the snapshot that they are part of.
        has_versions: whether the site has any.
    """

    described: Described
    vocabulary: Vocabulary
    language: Language
    scripts: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    has_versions: bool = False

    @cached_property
    def _views(self) -> Views:
        names = Names(self.described.publication, self.vocabulary, self.language)
        return Views(self.described, names, Paths(self.described.publication.settings.base))

    def of(self, resource: NamedNode) -> File:
        """Give the page about one thing."""
        path = self._views.paths.of(resource.value)
        here = page(path, self.language)
        is_report = resource in self.described.publication.reports
        suffixes = SUFFIXES | (GRAPH_SUFFIXES if is_report else {})
        view = self._views.resource(resource, here)
        return self._file("resource.html", path, view, suffixes, about=resource.value)

    def front(self, dumps: Mapping[str, str], documents: Mapping[str, str]) -> File:
        """Give the front page.

        Args:
            dumps: names of dumps by path.
            documents: keys of the words for what else there is, by path.
        """
        publication = self.described.publication
        here = page("index", self.language)
        views = self._views
        kinds: dict[str, list[Term]] = {}
        for resource in self.described.resources:
            kinds.setdefault(views.names.kind(resource), []).append(resource)
        return self._file(
            "index.html",
            "index",
            {
                "title": pick(publication.settings.title, self.language),
                "description": pick(publication.settings.description, self.language),
                "reports": [self._report(each, here) for each in publication.reports],
                "dumps": [{"href": link(path, here), "text": name} for path, name in dumps.items()],
                "vocabulary": [
                    {
                        "href": link(path.replace("ns.html", page("ns", self.language)), here),
                        "text": phrase("pages", key, self.language),
                    }
                    for path, key in documents.items()
                ],
                "groups": [
                    {
                        "label": kind or "–",
                        "values": [
                            views.reference(each, here)
                            for each in sorted(
                                things, key=lambda each: (views.names.of(each), order(each))
                            )
                        ],
                    }
                    for kind, things in sorted(kinds.items())
                ],
            },
            {},
            about=publication.settings.base,
        )

    def _report(self, report: NamedNode, here: str) -> View:
        """Give a report with the name of who published it."""
        publisher = self.described.publication.index.first(report, DCT.publisher)
        shown = self._views.reference(report, here)
        name = self._views.names.of(publisher) if publisher else ""
        return shown | {"text": f"{name}: {shown['text']}" if name else shown["text"]}

    def terms(self) -> File:
        """Give the page of the vocabulary, with an anchor for each term."""
        groups = (
            ("classes", self.vocabulary.classes),
            ("properties", {key: each.iri for key, each in self.vocabulary.properties.items()}),
            ("concepts", self.vocabulary.concepts),
            ("other-terms", self._other_terms()),
        )
        return self._file(
            "vocabulary.html",
            "ns",
            {
                "title": phrase("pages", "vocabulary-title", self.language),
                "groups": [
                    {
                        "anchor": name,
                        "label": phrase("pages", name, self.language),
                        "terms": [self._term(key, each) for key, each in sorted(terms.items())],
                    }
                    for name, terms in groups
                ],
            },
            SUFFIXES,
        )

    def _other_terms(self) -> dict[str, NamedNode]:
        """Give what else the ontology names: code lists, and what it says of its own terms."""
        return {
            node.value.removeprefix(MB.iri): node
            for kind in (SKOS.ConceptScheme, OWL.AnnotationProperty)
            for node in self.vocabulary.index.subjects(RDF.type, kind)
            if isinstance(node, NamedNode) and node.value.startswith(MB.iri)
        }

    def versions(self, dates: Iterable[str]) -> File:
        """Give the page that lists the snapshots, the newest first."""
        return self._file(
            "versions.html",
            VERSIONS,
            {
                "title": phrase("pages", "versions", self.language),
                "versions": [
                    {
                        "href": f"{quote(each)}/{page('index', self.language)}",
                        "text": written_date(each, self.language),
                    }
                    for each in sorted(dates, reverse=True)
                ],
            },
            {},
        )

    def _term(self, key: str, term: NamedNode) -> View:
        texts = self.vocabulary.texts(term, SKOS.definition, SKOS.scopeNote)
        return {
            "key": key,
            "anchor": key,
            "label": self.vocabulary.label(term, self.language),
            "definition": pick(texts, self.language),
        }

    def _file(
        self, template: str, path: str, view: View, suffixes: Mapping[str, str], about: str = ""
    ) -> File:
        here = page(path, self.language)
        text = templates.fill(
            template,
            **view,
            language=self.language,
            site=pick(self.described.publication.settings.title, self.language),
            style=link("style.css", here),
            home=link(page("index", self.language), here),
            feed=link(feed_path(self.language), here),
            versions_page=self._versions_page(here),
            version=self._banner(here),
            script=self.scripts.get(about),
            about=about,
            licence=self.described.publication.settings.licence.value,
            catalogue=link("catalogue.ttl", here),
            languages=[
                {
                    "tag": tag,
                    "href": link(page(path, tag), here),
                    "name": phrase("pages", "language-name", tag),
                }
                for tag in LANGUAGES
            ],
            alternates=[
                {
                    "href": link(path + suffix, here),
                    "media_type": media_type,
                    "name": _FORMATS[suffix],
                }
                for suffix, media_type in suffixes.items()
            ],
            words=self._words,
        )
        return File(here, text.encode(), HTML, self.language)

    def _versions_page(self, here: str) -> str | None:
        """Give the way to the list of versions, where there is one, and this is none of them."""
        there = self.has_versions and not self.version
        return link(page(VERSIONS, self.language), here) if there else None

    def _banner(self, here: str) -> View | None:
        """Say which version a page of a snapshot is of, and where the current one is."""
        if not self.version:
            return None
        date = written_date(self.version, self.language)
        return {
            "said": phrase("pages", "version", self.language, date=date),
            "href": link(here, f"{SNAPSHOTS}/{self.version}/{here}"),
            "label": phrase("pages", "current", self.language),
        }

    @cached_property
    def _words(self) -> dict[str, str]:
        return {key: pick(entry, self.language) for key, entry in table("pages").items()}


def style() -> Iterator[File]:
    """Give the files that the pages need."""
    data = (files(templates) / "style.css").read_bytes()
    yield File("style.css", data, CSS)
