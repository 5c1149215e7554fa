"""The pages: sound HTML, no broken links, nothing from the data that acts as markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from tests.conftest import Author
from tests.publish.reading import Site, site_of

from maalbar import flow
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.statements import Publication
from maalbar.model.terms import DCT, MB, OA, A, order
from maalbar.model.text import LANGUAGES, Language
from maalbar.publish.describe import Described
from maalbar.publish.pages import Pages
from maalbar.publish.paths import page
from maalbar.vocabulary.ontology import vocabulary
from maalbar.words import phrase, table

Tag = tuple[str, dict[str, str | None]]
NO_BREAK = "\u00a0"


class _Reader(HTMLParser):
    """Takes a page apart: its tags, and its text by the tag that it stands in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link"}:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in dict.fromkeys(self._open):
            self.texts[tag][-1] += data


@dataclass(frozen=True)
class Page:
    """One page of a site."""

    path: str
    text: str

    @cached_property
    def _reader(self) -> _Reader:
        return _Reader(self.text)

    @property
    def tags(self) -> list[Tag]:
        """All start tags, in order."""
        return self._reader.tags

    def texts(self, tag: str) -> list[str]:
        """Give the text of every element of a kind, white space made plain but for no-break."""
        return [" ".join(text.split(" ")).strip("\n") for text in self._reader.texts.get(tag, [])]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """Give the attributes of every element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    @cached_property
    def ids(self) -> list[str]:
        """All anchors."""
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]

    @cached_property
    def links(self) -> list[str]:
        """All addresses that the page leads to; what to cite it by is its own."""
        tags = (attributes for _, attributes in self.tags if attributes.get("rel") != "cite-as")
        return [href for attributes in tags if (href := attributes.get("href")) is not None]


@pytest.fixture(scope="session")
def pages(site: Site) -> dict[str, Page]:
    """All pages of the published seeds."""
    return pages_of(site)


def pages_of(site: Site) -> dict[str, Page]:
    """Read all pages of a site."""
    return {path: Page(path, site.text(path)) for path in site.files(".html")}


def broken_links(pages: dict[str, Page], files: set[str]) -> Iterator[tuple[str, str]]:
    """Find links that lead nowhere: pages by path, all files of the site."""
    for each in pages.values():
        for address in each.links:
            parts = urlsplit(address)
            if not parts.scheme:
                target = normpath(
                    join(dirname(each.path), unquote(parts.path) or Path(each.path).name)
                )
                anchors = pages[target].ids if target in pages else []
                if target not in files or (
                    parts.fragment and unquote(parts.fragment) not in anchors
                ):
                    yield each.path, address


def test_every_page_is_html_without_an_error(pages: dict[str, Page]) -> None:
    assert len(pages) > 1000
    for each in pages.values():
        html5lib.HTMLParser(strict=True).parse(each.text)


def test_every_page_says_what_it_is_and_in_which_language(pages: dict[str, Page]) -> None:
    for each in pages.values():
        (html,) = each.named("html")
        (title,) = each.texts("title")
        (heading,) = each.texts("h1")

        suffix = each.path.removesuffix(".html").rpartition(".")[2]
        assert html["lang"] == (suffix if suffix in {"nn", "en"} else "nb"), each.path
        assert heading.strip(), each.path
        assert title.startswith(heading), each.path
        assert len(each.named("main")) == 1, each.path


def test_every_page_leads_to_itself_in_the_other_languages(pages: dict[str, Page]) -> None:
    for each in pages.values():
        found = {
            attributes["hreflang"]: attributes["href"]
            for attributes in each.named("link")
            if "hreflang" in attributes
        }
        stem = Path(each.path).name.removesuffix(".html").removesuffix(".nn").removesuffix(".en")

        assert {tag: unquote(href or "") for tag, href in found.items()} == {
            tag: page(stem, tag) for tag in LANGUAGES
        }


def test_no_link_inside_the_site_is_broken(site: Site, pages: dict[str, Page]) -> None:
    assert list(broken_links(pages, set(site.files()))) == []


def test_a_link_out_of_the_site_is_on_the_web_and_not_to_the_site_itself(
    site: Site, pages: dict[str, Page]
) -> None:
    for each in pages.values():
        for address in each.links:
            if urlsplit(address).scheme:
                assert urlsplit(address).scheme in {"http", "https"}, (each.path, address)
                assert not address.startswith(site.publication.settings.base), (each.path, address)


def test_an_anchor_is_given_once_in_a_page(pages: dict[str, Page]) -> None:
    for each in pages.values():
        assert len(each.ids) == len(set(each.ids)), each.path


def test_a_label_of_a_section_is_there(pages: dict[str, Page]) -> None:
    for each in pages.values():
        for attributes in each.named("section"):
            assert attributes["aria-labelledby"] in each.ids, each.path


def test_no_page_runs_or_fetches_anything_from_elsewhere(pages: dict[str, Page]) -> None:
    for each in pages.values():
        assert not {"iframe", "object", "embed", "img", "base", "form"} & {
            tag for tag, _ in each.tags
        }, each.path
        for attributes in each.named("script"):
            assert attributes == {"type": "application/ld+json"}, each.path
        for _, attributes in each.tags:
            assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for attributes in each.named("link"):
            elsewhere = urlsplit(attributes["href"] or "").scheme
            assert not elsewhere or attributes["rel"] in {"cite-as", "license"}, each.path


def test_every_thing_has_a_page_that_leads_to_its_data(site: Site, pages: dict[str, Page]) -> None:
    for resource in site.described.resources:
        path = site.paths.of(resource.value)
        for language in LANGUAGES:
            each = pages[page(path, language)]

            name = Path(path).name
            assert {f"{name}.ttl", f"{name}.jsonld", f"{name}.nt"} <= set(map(unquote, each.links))
            assert resource.value in each.texts("code")


def test_a_page_says_what_to_cite_by_which_licence_and_where_it_is_described(
    site: Site, pages: dict[str, Page]
) -> None:
    licence = site.publication.settings.licence.value
    for report in site.publication.reports:
        path = page(site.paths.of(report.value), "en")
        said = {each["rel"]: each["href"] for each in pages[path].named("link")}

        assert (said["cite-as"], said["license"]) == (report.value, licence)
        assert normpath(f"{Path(path).parent}/{said['describedby']}") == "catalogue.ttl"


def test_the_front_page_leads_to_everything(site: Site, pages: dict[str, Page]) -> None:
    for language in LANGUAGES:
        links = {normpath(unquote(each)) for each in pages[page("index", language)].links}

        for resource in site.described.resources:
            assert page(site.paths.of(resource.value), language) in links
        assert {"dump.ttl", "dump.jsonld", "dump.nt", "dump.trig", "dump.nq"} <= links
        assert {"catalogue.ttl", "shapes.ttl", page("ns", language)} <= links


def test_a_large_number_is_written_as_the_language_does(pages: dict[str, Page]) -> None:
    path = "id/observation/digdir/2022/hovudtal/samlet-tildeling/2021"

    (bokmaal,) = pages[page(path, "nb")].texts("h1")
    (nynorsk,) = pages[page(path, "nn")].texts("h1")
    (english,) = pages[page(path, "en")].texts("h1")

    grouped = NO_BREAK.join(("1", "092", "268", "000"))
    assert grouped in bokmaal
    assert grouped in nynorsk
    assert "1,092,268,000" in english


def test_a_decimal_is_written_as_the_language_does_with_as_many_digits_as_in_the_report(
    site: Site, pages: dict[str, Page]
) -> None:
    shares = [
        each
        for each in site.publication.statements
        if each.predicate == MB.value and re.fullmatch(r"\d{1,3}\.\d+", each.object.value)
    ]
    assert any(each.object.value.endswith(".0") for each in shares)
    for each in shares:
        path = site.paths.of(each.subject.value)

        assert each.object.value.replace(".", ",") in pages[page(path, "nb")].texts("h1")[0]
        assert each.object.value in pages[page(path, "en")].texts("h1")[0]


def test_a_caveat_is_shown_on_the_page_of_what_it_concerns(
    site: Site, pages: dict[str, Page]
) -> None:
    index = site.publication.index
    concerned = {
        (issue, target) for target, issues in index.values(OA.hasTarget).items() for issue in issues
    }
    assert len(concerned) > 50
    for issue, target in concerned:
        assert "#" not in target.value
        for language in LANGUAGES:
            each = pages[page(site.paths.of(target.value), language)]
            description = _text(site.publication, issue, DCT.description, language)

            assert "caveats" in each.ids
            assert page(Path(site.paths.of(issue.value)).name, language) in {
                Path(unquote(link)).name for link in each.links
            }
            assert any(description in text for text in each.texts("p")), (each.path, description)


def test_a_page_without_caveats_shows_none(site: Site, pages: dict[str, Page]) -> None:
    doubted = set(site.publication.index.values(OA.hasTarget))
    certain = [each for each in site.described.resources if each not in doubted]
    assert certain
    for resource in certain:
        assert "caveats" not in pages[page(site.paths.of(resource.value), "nb")].ids


def test_a_quoted_passage_leads_to_its_words_in_the_source(pages: dict[str, Page]) -> None:
    each = pages["id/observation/digdir/2021/stimulab-totalt.html"]
    (quotation,) = each.texts("q")
    source = "https://aarsrapport2021.digdir.no/kapittel-3/innovasjon-fagregnskap/41"

    assert f"{source}#:~:text=til%20totalt%2036%20prosjekter" in each.links
    assert quotation == "til totalt 36 prosjekter"


def test_a_quotation_is_looked_for_within_the_part_of_the_page_that_the_source_names(
    site: Site,
) -> None:
    publication = replace(
        site.publication,
        statements=tuple(
            each._replace(object=NamedNode(f"{each.object.value}#part"))
            if each.predicate == DCT.source
            else each
            for each in site.publication.statements
        ),
    )
    figure = site.node("observation/digdir/2021/stimulab-totalt")

    made = Pages(Described(publication), vocabulary(), "nb").of(figure)

    links = Page(made.path, made.data.decode()).links
    assert any("#part:~:text=til%20totalt" in each for each in links)


def test_every_quotation_leads_to_its_words_in_the_source(
    site: Site, pages: dict[str, Page]
) -> None:
    index = site.publication.index
    quoted = 0
    for resource in site.described.resources:
        each = pages[page(site.paths.of(resource.value), "nb")]
        targets = {
            unquote(link.partition("#:~:text=")[2]) for link in each.links if ":~:text=" in link
        }
        words = {
            exact.value
            for passage in index.objects(resource, MB.statedIn)
            for selector in index.objects(passage, OA.hasSelector)
            for exact in index.objects(selector, OA.exact)
        }
        assert words <= targets, each.path
        quoted += len(words)
    assert quoted > 50


def test_what_the_report_does_not_say_itself_carries_its_status(
    site: Site, pages: dict[str, Page]
) -> None:
    path = "id/instrument/startoff"
    for language in LANGUAGES:
        status = vocabulary().label(MB.inferred, language)

        each = pages[page(path, language)]

        assert status in each.texts("small")
        goal = page(site.path("goal/digdir/2021/innovasjon/4"), language)
        assert any(normpath(join("id/instrument", link)) == goal for link in each.links)


def test_every_aside_carries_its_status(site: Site, pages: dict[str, Page]) -> None:
    elsewhere = {A, MB.statedIn}
    asides: dict[object, set[str]] = {}
    for (subject, predicate, value), status in site.publication.asides.items():
        if isinstance(value, NamedNode) and predicate not in elsewhere:
            asides.setdefault(subject, set()).add(vocabulary().label(MB[status], "en"))
    assert asides
    for resource in site.described.resources:
        shown = set(pages[page(site.paths.of(resource.value), "en")].texts("small"))

        assert asides.get(resource, set()) <= shown, resource


def test_a_derived_figure_is_marked_where_it_is_listed(pages: dict[str, Page]) -> None:
    report = "id/report/digdir/2021/innovasjon-fagregnskap"

    assert "derived" in pages[page(report, "en")].texts("small")
    assert "derived" not in pages[page("id/report/digdir/2022/hovudtal", "en")].texts("small")


def test_headings_are_in_the_language_of_the_page(site: Site, pages: dict[str, Page]) -> None:
    for resource in site.described.resources:
        for language in LANGUAGES:
            each = pages[page(site.paths.of(resource.value), language)]
            known = {entry[language] for entry in table("pages").values()}

            assert set(each.texts("h2")) <= known, each.path
            assert phrase("pages", "licence", language) in each.texts("p")


def test_the_words_of_the_pages_are_there_in_every_language() -> None:
    for key, entry in table("pages").items():
        assert set(entry) == set(LANGUAGES), key
        assert all(entry.values()), key


def test_labels_of_properties_are_in_the_language_of_the_page(
    site: Site, pages: dict[str, Page]
) -> None:
    for resource in site.described.resources:
        for language in LANGUAGES:
            each = pages[page(site.paths.of(resource.value), language)]

            for term in each.texts("dt"):
                assert term, each.path
                assert not term.startswith("http"), (each.path, term)


def test_a_term_of_the_vocabulary_has_an_anchor(pages: dict[str, Page]) -> None:
    terms = vocabulary()
    for language in LANGUAGES:
        each = pages[page("ns", language)]

        assert {*terms.classes, *terms.properties, *terms.concepts} <= set(each.ids)
        assert all(each.texts("dt"))
        assert all(each.texts("dd"))


@pytest.fixture(scope="session")
def small(
    tmp_path_factory: pytest.TempPathFactory, small_report: str, small_settings: str
) -> Publication:
    """A small publication whose texts can be replaced."""
    root = tmp_path_factory.mktemp("small")
    (root / "maalbar.toml").write_text(small_settings, encoding="utf-8")
    (root / "report.yaml").write_text(small_report, encoding="utf-8")
    return flow.load(root)


def with_text(publication: Publication, text: str) -> Publication:
    """Replace all texts of a publication."""
    return replace(
        publication,
        settings=replace(publication.settings, title={"nb": text}, description={"nb": text}),
        statements=tuple(
            each._replace(object=Literal(text, language=each.object.language))
            if isinstance(each.object, Literal) and each.object.language
            else each
            for each in publication.statements
        ),
    )


def written_pages(publication: Publication, language: Language) -> Iterator[Page]:
    """Write all pages."""
    described = Described(publication)
    made = Pages(described, vocabulary(), language)
    for each in (made.front({}, {}), *map(made.of, described.resources)):
        yield Page(each.path, each.data.decode())


def structure(each: Page) -> list[tuple[str, list[str]]]:
    """Give the tags of a page with the names of their attributes."""
    return [(tag, list(attributes)) for tag, attributes in each.tags]


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
@example(text="<script>alert('å')</script>")
@example(text='"><img src=x onerror=alert(1)>')
@example(text="' onmouseover='alert(1)")
@example(text="</title></h1></main><!-- ]]>")
@example(text="&lt;b&gt; &amp; &#60;")
@example(text="{{ 7 * 7 }}{% raw %}{# x #}")
@example(text="javascript:alert(1)")
def test_no_text_can_add_markup(small: Publication, text: str) -> None:
    plain = list(written_pages(with_text(small, "x"), "nn"))
    nasty = list(written_pages(with_text(small, text), "nn"))

    for expected, found in zip(plain, nasty, strict=True):
        assert structure(found) == structure(expected)
        assert found.links == expected.links
    assert text in nasty[0].texts("title")[0].replace("\n", "") or "\n" in text


ODD_NAMES = (
    *(
        "ål",
        "漢字",
        "a'b",
        "a&b",
        "a&amp;b",
        "a(b)",
        "a,b=c",
        "a;b",
        "50%25",
        "%C3%A5",
        "x?y=1&z=2",
    ),
    *(
        "~tilde",
        "a+b",
        "$",
        "!",
        "*",
        "@x",
        "é",
        "a.b",
        ".hidden",
        "-dash",
        "a:b",
        "a..b",
    ),
    *("..", ".", "", "../..", "a/../b", "a//b", "/etc/passwd", "CON", "%2E%2E", "%2F", "a/", "..."),
)


def test_whatever_an_address_looks_like_its_page_is_found(author: Author, tmp_path: Path) -> None:
    base = "https://example.org/tests/id/group/"
    things = "\n".join(
        f"  - {{id: '{base}{number}/{name.replace(chr(39), chr(39) * 2)}', type: ActorGroup,"
        f" label: {{nb: Navn {number}, nn: Namn {number}, en: Name {number}}}}}"
        for number, name in enumerate(ODD_NAMES)
    )
    root = author(files={"groups.yaml": f"editorial:\n{things}\n"})

    site = site_of(root, tmp_path / "site")

    pages = pages_of(site)
    assert sum("/group/" in path for path in pages) == 3 * len(ODD_NAMES)
    assert list(broken_links(pages, set(site.files()))) == []
    for resource in site.described.resources:
        path = f"{site.paths.of(resource.value)}"
        assert site.triples(f"{path}.ttl") == set(site.described.document(resource))
        assert resource.value in pages[f"{path}.html"].texts("code")


def test_a_file_lies_where_a_server_looks_for_its_address(author: Author, tmp_path: Path) -> None:
    root = author(
        files={
            "groups.yaml": "editorial:\n  - {id: group/blåbærskog, type: ActorGroup,"
            " label: {nb: Skog, nn: Skog, en: Forest}}\n"
        }
    )

    site = site_of(root, tmp_path / "site")

    assert (site.folder / "id/group/blåbærskog.ttl").is_file()
    assert "id/group/bl%C3%A5b%C3%A6rskog.html" in pages_of(site)["index.html"].links


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("group/a", "group/A"),
        ("group/a", "https://example.org/tests/id/group/a/"),
        ("group/a", "group/a.en"),
        ("group/a", "https://example.org/tests/index"),
        ("group/a", "https://example.org/tests/ns"),
        ("group/a", "https://example.org/tests/void"),
        ("group/a", "https://example.org/tests/"),
    ],
)
def test_two_things_never_become_one_file(
    author: Author, tmp_path: Path, one: str, other: str
) -> None:
    label = "label: {nb: Navn, nn: Namn, en: Name}"
    things = "\n".join(f"  - {{id: {each}, type: ActorGroup, {label}}}" for each in (one, other))
    root = author(files={"groups.yaml": f"editorial:\n{things}\n"})

    with pytest.raises(MaalbarError) as caught:
        flow.publish(root, tmp_path / "site")

    codes = [each.code for each in caught.value.diagnostics]
    assert codes == ["publish/same-file", "publish/invalid"]
    assert not (tmp_path / "site").exists()


def _text(publication: Publication, node: object, predicate: NamedNode, language: str) -> str:
    """Give a text in the best language, as a reader would choose it."""
    texts = {
        each.language: each.value
        for each in sorted(publication.index.objects(node, predicate), key=order)  # type: ignore[arg-type] # a subject
        if isinstance(each, Literal)
    }
    return next(texts[tag] for tag in (language, *LANGUAGES) if tag in texts)
