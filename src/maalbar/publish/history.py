"""What was published before, and what that means for what is published now.

Dates follow content: what is as it was keeps its dates, whatever became of the rest.  What is
no longer there is not forgotten: datasets are only dropped on purpose, and of things it is told
when they were missing first and what replaced them.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.manifest import Gone, Kept, Manifest
from maalbar.model.release import Dates
from maalbar.model.statements import Settings
from maalbar.model.terms import DCT, RDFS, SKOS
from maalbar.model.text import LANGUAGES, Text, pick
from maalbar.publish.paths import Paths
from maalbar.words import finding

_OF_THINGS: Final = "id/"
_DOCUMENT: Final = ".nt"
_NAMES: Final = (SKOS.prefLabel, DCT.title, RDFS.label)


@dataclass(frozen=True, slots=True)
class Previous:
    """A site that was published before: what it says of itself, and its files by path."""

    manifest: Manifest
    fetch: Callable[[str], bytes | None]


@dataclass
class History:
    """Holds what is published now against what was published before, if anything was."""

    settings: Settings
    previous: Previous | None = None
    _contents: dict[NamedNode, tuple[str, Dates]] = field(default_factory=dict)

    @property
    def before(self) -> Manifest:
        """What the site said of itself before."""
        return self.previous.manifest if self.previous else Manifest(self.settings.base, {})

    def dated(self, node: NamedNode, content: str) -> Dates:
        """Give the dates of a dataset, `content` being the hash of what it holds."""
        today, old = self.settings.modified, self.before.datasets.get(node.value)
        if old is None:
            dates = Dates(today if self.before.datasets else self.settings.issued, today)
        elif old.content == content:
            dates = old.dates
        else:
            dates = Dates(old.dates.issued, today)
        self._contents[node] = content, dates
        return dates

    def datasets(self, *catalogues: Index) -> dict[str, Kept]:
        """Give the datasets that were dated, each with its title in one of the catalogues."""
        return {
            node.value: Kept(content, _title(node, catalogues), dates)
            for node, (content, dates) in self._contents.items()
        }

    def fetch(self, path: str) -> bytes | None:
        """Give a file of the site as it was."""
        return self.previous.fetch(path) if self.previous else None

    def check(
        self, datasets: Mapping[str, Kept], things: Collection[NamedNode], *, allow_removal: bool
    ) -> Iterator[Diagnostic]:
        """See that no dataset is dropped by mistake, and that dates moved with content.

        Args:
            datasets: that are published now, by IRI.
            things: that are published now.
            allow_removal: whether datasets may go.

        Raises:
            MaalbarError: a dataset that was published is no longer there, and may not go, or
                what is said to replace something is not there.
        """
        for old_thing, new_thing in self.settings.replaced.items():
            if new_thing not in things:
                new, other = new_thing.value, old_thing.value
                raise MaalbarError(
                    finding("publish/replaced-by-nothing", Location(), value=new, other=other)
                )
        lost = [
            finding(
                "publish/drops-dataset",
                Location(),
                title=_in_all(each.title) if each.title else iri,
                address=iri,
            )
            for iri, each in self.before.datasets.items()
            if iri not in datasets
        ]
        if lost and not allow_removal:
            raise MaalbarError(*lost, finding("publish/removal", Location(), count=len(lost)))
        for iri, each in datasets.items():
            old = self.before.datasets.get(iri)
            if old and old.content != each.content and each.dates.modified <= old.dates.modified:
                date = old.dates.modified
                yield finding(
                    "publish/date-stands", Location(), title=_in_all(each.title), date=date
                )

    def gone(self, paths: Collection[str]) -> dict[str, Gone]:
        """Give the things that were published and are not now.

        Args:
            paths: of what is published now.
        """
        there = {path.removesuffix(_DOCUMENT) for path in paths if path.endswith(_DOCUMENT)}
        found = {path: each for path, each in self.before.gone.items() if path not in there}
        for path in self.before.files:
            stem = path.removesuffix(_DOCUMENT)
            if path.startswith(_OF_THINGS) and stem != path and stem not in there | found.keys():
                thing = self._gone(stem)
                if thing:
                    found[stem] = thing
        return {path: self._replaced(each) for path, each in found.items()}

    def _gone(self, stem: str) -> Gone | None:
        """Read in its old document what a thing was."""
        data = self.fetch(stem + _DOCUMENT)
        try:
            quads = list(parse(input=data or b"", format=RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError):
            return None
        said = Index((each.subject, each.predicate, each.object) for each in quads)
        paths = Paths(self.settings.base)
        for node in said.nodes:
            if (
                isinstance(node, NamedNode)
                and "#" not in node.value
                and paths.of(node.value) == stem
            ):
                return Gone(node.value, _title(node, (said,)), self.settings.modified, None)
        return None

    def _replaced(self, gone: Gone) -> Gone:
        other = self.settings.replaced.get(NamedNode(gone.iri))
        return Gone(gone.iri, gone.title, gone.since, other.value if other else gone.replaced_by)


def _in_all(title: Text) -> Text:
    return {tag: pick(title, tag) for tag in LANGUAGES}


def _title(node: NamedNode, indexes: Collection[Index]) -> Text:
    """Give the name that a node has in one of the graphs."""
    names = (_texts(node, each, indexes) for each in _NAMES)
    return next(filter(None, names), {})


def _texts(node: NamedNode, predicate: NamedNode, indexes: Collection[Index]) -> Text:
    return {
        value.language: value.value
        for index in indexes
        for value in index.objects(node, predicate)
        if isinstance(value, Literal) and value.language
    }
