"""Checks of the ways from one thing to the next: other forms, signposts, downloads, links.

See Also:
    FAIR Signposting <https://signposting.org/FAIR/>.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import DCAT, FOAF, VOID
from maalbar.probe.asking import origin_of
from maalbar.probe.reading import FORMATS, Link, header_links
from maalbar.probe.resource import BROWSER, Resource, offered
from maalbar.probe.verdict import Case, Verdict, answered, judged, no_matter, not_seen
from maalbar.probe.visit import Visit
from maalbar.words import text

MOST_LINKS: Final = 20
_MOST_FORMS: Final = 4
_DOWNLOADS: Final = (DCAT.downloadURL, VOID.dataDump)
_LINKS: Final = (
    DCAT.landingPage,
    DCAT.accessURL,
    DCAT.downloadURL,
    DCAT.endpointURL,
    VOID.dataDump,
    VOID.sparqlEndpoint,
    FOAF.page,
)
_SIGNPOSTS: Final = ("type", "describedby", "license")
_NOT_BY_HEAD: Final = frozenset((405, 501))
# Some ask who one is, have another form, or have had enough: that says nothing of what is there.
_CLOSED: Final = frozenset((401, 403, 406, 407, 429))
_WELL: Final = range(200, 300)


def alternates(visit: Visit) -> Verdict:
    """Pages tell of the data, in headers and in their heads, and these are there."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            if each.page is None:
                continue
            in_header = [*offered(header_links(each.page))]
            in_head = [*offered(each.read.links)]
            yield Case(each.url, bool(in_header), text("probe", "none-in-header"))
            yield Case(each.url, bool(in_head), text("probe", "none-in-head"))
            told = {link.target: link for link in (*in_header, *in_head)}
            for link in list(told.values())[:_MOST_FORMS]:
                trail = visit.asker.ask(link.target)
                if trail.was_tried:
                    ok = trail.found is not None and trail.found.media_type == link.media_type
                    yield Case(link.target, ok, answered(trail))

    return judged(cases())


def cite_as(visit: Visit) -> Verdict:
    """It is told by which name a thing is to be cited."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            if each.page:
                # A document that is called what was asked for has no other name to cite.
                itself = visit.asker.named(each.url)
                is_itself = any(link.target == itself for link in each.linked("canonical"))
                told = {link.target for link in each.linked("cite-as")}
                ok = is_itself if not told else len(told) == 1 and bool(origin_of(min(told)))
                yield Case(each.url, ok, ", ".join(sorted(told)) or "–")

    return judged(cases())


def signposts(visit: Visit) -> Verdict:
    """It is told what a thing is, what tells about it, under what terms, and what it is part of."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            if each.page:
                is_part = bool(each.linked("cite-as")) and visit.catalogue is not None
                wanted = (*_SIGNPOSTS, "collection") if is_part else _SIGNPOSTS
                missing = [one for one in wanted if not _posted(each, one)]
                yield Case(each.url, not missing, text("probe", "lacks", what=", ".join(missing)))
        if visit.catalogue is not None:
            items = [*_items(visit)]
            yield Case(visit.catalogue_url, bool(items), text("probe", "lacks", what="item"))

    return judged(cases())


def dump(visit: Visit) -> Verdict:
    """All of the data can be had at once."""
    targets = [*_targets(visit.catalogue or Index(), _DOWNLOADS)]
    if visit.catalogue is None:
        return not_seen()
    if not targets:
        return Verdict(ok=False, seen=text("probe", "no-downloads"), at=visit.catalogue_url)
    return judged(_asked(visit, targets[:1]))


def links(visit: Visit) -> Verdict:
    """What the catalogue points at is there."""
    if visit.catalogue is None:
        return not_seen()
    targets = [*_targets(visit.catalogue, _LINKS)]
    # Some from all over, as those that stand together often fare alike.
    step = max(1, len(targets) // MOST_LINKS)
    return judged(_asked(visit, targets[::step][:MOST_LINKS]), no_matter())


def _asked(visit: Visit, targets: list[str]) -> Iterator[Case]:
    for url in targets:
        trail = visit.asker.ask(url, BROWSER, method="HEAD")
        if trail.end and trail.end.status in _NOT_BY_HEAD:
            trail = visit.asker.ask(url, BROWSER)
        if trail.was_tried and not (trail.end and trail.end.status in _CLOSED):
            ok = trail.end is not None and trail.end.status in _WELL
            big = trail.fault is not None and trail.fault.code == "fetch/too-big"
            yield Case(url, ok or big, answered(trail))


def _posted(resource: Resource, relation: str) -> bool:
    return any(
        link.media_type in FORMATS if relation == "describedby" else origin_of(link.target)
        for link in resource.linked(relation)
    )


def _items(visit: Visit) -> Iterator[Link]:
    answers = [each.found for each in visit.start.forms.values()]
    answers.append(visit.asker.ask(visit.catalogue_url, "*/*").found)
    for one in filter(None, answers):
        yield from (link for link in header_links(one) if "item" in link.relations)


def _targets(index: Index, predicates: tuple[NamedNode, ...]) -> Iterator[str]:
    found = (
        each.value
        for predicate in predicates
        for each in index.values(predicate)
        if isinstance(each, NamedNode) and origin_of(each.value)
    )
    yield from dict.fromkeys(found)
