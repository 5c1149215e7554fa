"""Everything that a publication becomes, in the order in which one needs another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from pyoxigraph import NamedNode

from maalbar.catalogue.concepts import describe_concepts
from maalbar.catalogue.contents import dataset_nodes
from maalbar.catalogue.dcat import describe_catalogue
from maalbar.catalogue.events import describe_events
from maalbar.catalogue.information_model import describe_model
from maalbar.catalogue.schema_org import scripts_of_pages
from maalbar.catalogue.source import keeps_vocabulary
from maalbar.catalogue.versions import describe_version, with_versions
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.manifest import MANIFEST, SNAPSHOTS, Manifest, dated
from maalbar.model.release import JSON, File, Listed, Same
from maalbar.model.statements import Publication
from maalbar.model.terms import DCAT
from maalbar.publish import news, site, snapshots
from maalbar.publish.code_lists import code_list_files
from maalbar.publish.figures import figure_files
from maalbar.publish.history import History
from maalbar.publish.paths import Paths
from maalbar.vocabulary.ontology import vocabulary
from maalbar.words import finding

Files = Iterator[File | Same]
_DUMP: str = f"{site.DUMP}.nq"


@dataclass
class Site:
    """The files of a site, made once, in order.

    Attributes:
        publication: what they are about.
        history: what was published before.
        release: whether to keep a snapshot.
        findings: what is to be said of it, once it is made.
    """

    publication: Publication
    history: History
    release: bool
    findings: list[Diagnostic] = field(default_factory=list)
    _written: list[Listed] = field(default_factory=list)

    def files(self, *, allow_removal: bool, elsewhere: bool) -> Files:
        """Make the files.

        Args:
            allow_removal: let datasets go that were published before.
            elsewhere: the site as it was is not where this one will be, so that its
                snapshots are brought over.

        Raises:
            MaalbarError: two things would be one file, or something would be lost.
        """
        history, words = self.history, vocabulary()
        base, today = self.publication.settings.base, self.publication.settings.modified

        yield from self._told(site.data_files(self.publication, words))
        yield from self._told(figure_files(self.publication, words))
        yield from self._told(code_list_files(words, base=base))
        sources = self._sources()
        datasets = history.datasets(*sources.values())
        self.findings += history.check(
            datasets, self.publication.things, allow_removal=allow_removal
        )
        for path, source in sources.items():
            yield from self._told(site.source_files(path, source, words, base=base))
        data = Manifest(base, self._files(), datasets)
        scripts = partial(scripts_of_pages, sources["catalogue"])
        yield from self._told(
            site.page_files(self.publication, words, scripts, versions=self._versions)
        )
        gone = history.gone([each.path for each in self._written])
        yield from self._told(site.tombstone_files(gone, words, base=base))
        pages = _pages_of(sources["catalogue"])
        settings = self.publication.settings
        yield from self._told(news.feeds(settings, datasets, pages, gone.values()))
        yield from self._told(news.sitemap(base, list(self._files().values())))
        kept = dict(history.before.snapshots)
        if elsewhere:
            for date, sha256 in kept.items():
                yield from snapshots.carried_over(history.fetch, date, sha256)
        if self.release:
            yield from self._snapshot(data, today, kept)
        yield File(MANIFEST, Manifest(base, self._files(), datasets, gone, kept).write(), JSON)

    @property
    def _versions(self) -> frozenset[str]:
        """The dates of the snapshots that there will be."""
        today = [self.publication.settings.modified] if self.release else []
        return frozenset([*self.history.before.snapshots, *today])

    def _told(self, files: Iterator[File]) -> Iterator[File]:
        """Remember what goes by, for what tells of it."""
        for each in files:
            self._written.append(each.listed)
            yield each

    def _files(self) -> dict[str, Listed]:
        today, before = self.publication.settings.modified, self.history.before.files
        return {each.path: each for each in dated(self._written, before, today)}

    def _sources(self) -> dict[str, Index]:
        """Describe what was written, for each harvester; what has no members is left out."""
        publication, words, dated_by = self.publication, vocabulary(), self.history.dated
        settings = publication.settings
        documents = {each: Paths(settings.base).of(each.value) for each in publication.reports}
        catalogue = describe_catalogue(
            publication, self._written, dump=site.DUMP, documents=documents, dated=dated_by
        )
        datasets = dataset_nodes(documents, base=settings.base)
        sources = {
            "catalogue": with_versions(catalogue, settings, self._versions),
            "concepts": describe_concepts(publication, words, dated=dated_by),
            "events": describe_events(publication, datasets=datasets, dated=dated_by),
        }
        if keeps_vocabulary(settings):
            sources["model"] = describe_model(publication, words, dated=dated_by)
        return {path: source for path, source in sources.items() if source.nodes}

    def _snapshot(self, data: Manifest, date: str, kept: dict[str, str]) -> Files:
        """Keep a snapshot; one of this date that is there already must hold the same data."""
        if date in kept:
            _, there = snapshots.read_snapshot(self.history.fetch, date, kept[date])
            if there.files[_DUMP].sha256 != data.files[_DUMP].sha256:
                raise MaalbarError(finding("publish/snapshot-stands", Location(), value=date))
            return
        words, settings = vocabulary(), self.publication.settings
        version = describe_version(settings, date, self._versions)
        own = chain(
            site.page_files(self.publication, words, lambda _: {}, version=date),
            site.document_files("version", version, words, base=settings.base),
        )
        for each in snapshots.snapshot_of(data, own, date):
            yield each
            if isinstance(each, File) and each.path == f"{SNAPSHOTS}/{date}/{MANIFEST}":
                kept[date] = each.listed.sha256


def _pages_of(catalogue: Index) -> dict[str, str]:
    """Give the pages that datasets say they have, by their IRIs."""
    return {
        node.value: page.value
        for page, nodes in catalogue.values(DCAT.landingPage).items()
        for node in nodes
        if isinstance(page, NamedNode)
    }
