"""What tells subscribers and search engines what is new: Atom feeds and a sitemap.

Both say when content changed, never when the site was made.

See Also:
    The Atom Syndication Format <https://www.rfc-editor.org/rfc/rfc4287>, with deleted entries
    <https://www.rfc-editor.org/rfc/rfc6721>; <https://www.sitemaps.org/protocol.html>.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from maalbar import templates
from maalbar.model.manifest import Gone, Kept
from maalbar.model.release import ATOM, HTML, XML, File, Listed
from maalbar.model.statements import Settings
from maalbar.model.text import LANGUAGES, pick
from maalbar.publish.paths import DEFAULT_LANGUAGE, page

FEED: Final = "feed"
SITEMAP: Final = "sitemap.xml"
_DOCUMENT: Final = ".nt"
_SHOWN: Final = 200
# A sitemap may hold so many addresses.
_MOST: Final = 50_000


def feeds(
    settings: Settings,
    datasets: Mapping[str, Kept],
    pages: Mapping[str, str],
    gone: Iterable[Gone],
) -> Iterator[File]:
    """Give a feed in each language: datasets with pages by when they changed, and what is gone.

    Args:
        settings: of the publication.
        datasets: what there is, by IRI.
        pages: addresses of the pages of those that have one, by IRI.
        gone: what there was.
    """
    told = [(iri, each) for iri, each in datasets.items() if iri in pages]
    newest = sorted(told, key=lambda item: (item[1].dates.modified, item[0]), reverse=True)
    lost = sorted(gone, key=lambda each: (each.since, each.iri), reverse=True)
    days = [each.dates.modified for each in datasets.values()]
    for language in LANGUAGES:
        path = feed_path(language)
        text = templates.fill(
            "feed.xml",
            language=language,
            title=pick(settings.title, language),
            address=settings.base + path,
            home=settings.base,
            author=settings.contact_name,
            updated=max(days, default=settings.modified),
            entries=[
                {
                    "iri": iri,
                    "title": pick(each.title, language),
                    "page": pages[iri],
                    "issued": each.dates.issued,
                    "modified": each.dates.modified,
                }
                for iri, each in newest[:_SHOWN]
            ],
            gone=[{"iri": each.iri, "since": each.since} for each in lost[:_SHOWN]],
        )
        yield File(path, text.encode(), ATOM, language)


def feed_path(language: str) -> str:
    """Give the path of the feed in one language."""
    return f"{FEED}.xml" if language == DEFAULT_LANGUAGE else f"{FEED}.{language}.xml"


def sitemap(base: str, files: Sequence[Listed]) -> Iterator[File]:
    """Give the sitemap: every page, in every language, with the day on which its data changed."""
    listed = {each.path: each for each in files}
    pages = []
    for each in files:
        path = each.path.removesuffix(".html")
        if each.media_type != HTML or each.language != DEFAULT_LANGUAGE:
            continue
        data = listed.get(path + _DOCUMENT, each)
        others = {tag: listed.get(page(path, tag)) for tag in LANGUAGES}
        alternates = {tag: other.address(base) for tag, other in others.items() if other}
        pages += [
            {"address": address, "modified": data.modified, "alternates": alternates}
            for address in alternates.values()
        ]
    parts = [pages[first : first + _MOST] for first in range(0, len(pages), _MOST)] or [pages]
    names = [SITEMAP] if len(parts) == 1 else [f"sitemap-{n + 1}.xml" for n in range(len(parts))]
    for name, part in zip(names, parts, strict=True):
        yield File(name, templates.fill("sitemap.xml", pages=part).encode(), XML)
    if len(parts) > 1:
        days = [max(str(each["modified"]) for each in part) for part in parts]
        maps = [
            {"address": base + name, "modified": day} for name, day in zip(names, days, strict=True)
        ]
        yield File(SITEMAP, templates.fill("sitemapindex.xml", maps=maps).encode(), XML)
