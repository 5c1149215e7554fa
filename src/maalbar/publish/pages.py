"""The pages of a site: one a thing and language, a front page, and the vocabulary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from pyoxigraph import NamedNode

from maalbar import templates
from maalbar.model.release import CSS, HTML, File
from maalbar.model.terms import DCT, SKOS, Term, order
from maalbar.model.text import LANGUAGES, Language, pick
from maalbar.publish.describe import Described
from maalbar.publish.documents import GRAPH_SUFFIXES, SUFFIXES
from maalbar.publish.names import Names
from maalbar.publish.paths import Paths, link, page
from maalbar.publish.views import View, Views
from maalbar.vocabulary.ontology import Vocabulary
from maalbar.words import phrase, table

_FORMATS = {
    ".ttl": "Turtle",
    ".jsonld": "JSON-LD",
    ".nt": "N-Triples",
    ".trig": "TriG",
    ".nq": "N-Quads",
}


@dataclass(frozen=True)
class Pages:
    """All pages in one language."""

    described: Described
    vocabulary: Vocabulary
    language: Language

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
        return self._file("resource.html", path, self._views.resource(resource, here), suffixes)

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

    def _term(self, key: str, term: NamedNode) -> View:
        texts = self.vocabulary.texts(term, SKOS.definition, SKOS.scopeNote)
        return {
            "key": key,
            "anchor": key,
            "label": self.vocabulary.label(term, self.language),
            "definition": pick(texts, self.language),
        }

    def _file(self, template: str, path: str, view: View, suffixes: Mapping[str, str]) -> File:
        here = page(path, self.language)
        text = templates.fill(
            template,
            **view,
            language=self.language,
            site=pick(self.described.publication.settings.title, self.language),
            style=link("style.css", here),
            home=link(page("index", self.language), here),
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
        return File(here, text.encode(), HTML)

    @cached_property
    def _words(self) -> dict[str, str]:
        return {key: pick(entry, self.language) for key, entry in table("pages").items()}


def style() -> Iterator[File]:
    """Give the files that the pages need."""
    data = (files(templates) / "style.css").read_bytes()
    yield File("style.css", data, CSS)
