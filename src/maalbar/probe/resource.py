"""A resource in the forms that it was had in: what was asked for, and what its page links to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from maalbar.fetch.client import Answer
from maalbar.model.index import Index
from maalbar.model.release import HTML, JSONLD, NTRIPLES, RDFXML, TURTLE
from maalbar.probe.asking import Trail
from maalbar.probe.reading import (
    FORMATS,
    PAGES,
    Data,
    Link,
    Page,
    header_links,
    read_data,
    read_page,
)

BROWSER: Final = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
)
ANY_DATA: Final = f"{TURTLE}, {JSONLD};q=0.9, {NTRIPLES};q=0.8, {RDFXML};q=0.7, {HTML};q=0.5"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """Something that a site describes, in the forms that it was had in.

    Attributes:
        url: where it is asked for.
        name: what that address is called by the site.
        forms: what was answered, by the media type that was asked for.
        files: what was answered by other addresses that it links to, by the media type told.
    """

    url: str
    name: str
    forms: Mapping[str, Trail]
    files: Mapping[str, Trail] = field(default_factory=dict)

    @cached_property
    def page(self) -> Answer | None:
        """Its page, for people."""
        found = self.forms[HTML].found
        return found if found and found.media_type in PAGES else None

    @cached_property
    def read(self) -> Page:
        """What its page says."""
        return read_page(self.page) if self.page else Page()

    @cached_property
    def given(self) -> Mapping[str, Answer]:
        """The forms that were asked for and given."""
        found = {media_type: trail.found for media_type, trail in self.forms.items()}
        return {
            media_type: answer
            for media_type, answer in found.items()
            if answer and answer.media_type == media_type
        }

    @cached_property
    def had(self) -> Mapping[str, Trail]:
        """The ways by which each form was had: given when asked for, else found by a link."""
        linked = {
            media_type: trail
            for media_type, trail in self.files.items()
            if trail.found and trail.found.media_type == media_type
        }
        page = {HTML: self.forms[HTML]} if self.page else {}
        return {**page, **{each: self.forms[each] for each in self.given}, **linked}

    @cached_property
    def data(self) -> Mapping[str, Data]:
        """Its data, by media type."""
        read = {each: read_data(trail.found) for each, trail in self.had.items() if trail.found}
        return {media_type: data for media_type, data in read.items() if data}

    @cached_property
    def index(self) -> Index:
        """What its data say, in the form that could best be read."""
        return max((each.index for each in self.data.values()), key=_size, default=Index())

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of its page, in headers and in its head; of its data, if it has no page."""
        answer = self.page or next(iter(self.given.values()), None)
        return (*header_links(answer), *self.read.links) if answer else ()

    @cached_property
    def iri(self) -> str:
        """What it calls itself, else what its address is called."""
        named = self.linked("cite-as") or self.linked("canonical")
        return named[0].target if named else self.name

    def linked(self, relation: str) -> list[Link]:
        """Give its links of one kind."""
        return [each for each in self.links if relation in each.relations]


def offered(links: Iterable[Link]) -> Iterator[Link]:
    """Give the links to other forms that are data."""
    for each in links:
        if "alternate" in each.relations and each.media_type in FORMATS and each.target:
            yield each


def _size(index: Index) -> int:
    return sum(1 for _ in index)
