"""Versions of the whole publication: each points at what is current, which points at each.

See Also:
    DCAT 3, versioning <https://www.w3.org/TR/vocab-dcat-3/#dataset-versions>.
"""

from collections.abc import Collection, Iterator

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index, SpokenTriple
from maalbar.model.manifest import SNAPSHOTS
from maalbar.model.statements import Settings
from maalbar.model.terms import DCAT, DCT, XSD, A


def with_versions(catalogue: Index, settings: Settings, dates: Collection[str]) -> Index:
    """Add to a catalogue that there are versions of its whole."""
    whole = _whole(settings)
    links = ((whole, DCAT.hasVersion, _version(settings, each)) for each in sorted(dates))
    return Index((*catalogue, *links))


def describe_version(settings: Settings, date: str, dates: Collection[str]) -> Index:
    """Describe one version, in a document of its own: no harvester is to count it as a dataset.

    Args:
        settings: of the publication.
        date: of the version.
        dates: of all versions.
    """
    return Index(_triples(settings, date, max((each for each in dates if each < date), default="")))


def _triples(settings: Settings, date: str, before: str) -> Iterator[SpokenTriple]:
    version, whole = _version(settings, date), _whole(settings)
    yield version, A, DCAT.Dataset
    for tag, title in settings.title.items():
        yield version, DCT.title, Literal(title, language=tag)
    yield version, DCAT.version, Literal(date)
    yield version, DCT.issued, Literal(date, datatype=XSD.date)
    yield version, DCAT.isVersionOf, whole
    yield version, DCAT.hasCurrentVersion, whole
    if before:
        yield version, DCAT.previousVersion, _version(settings, before)


def _whole(settings: Settings) -> NamedNode:
    return NamedNode(f"{settings.base}catalogue#everything")


def _version(settings: Settings, date: str) -> NamedNode:
    return NamedNode(f"{settings.base}{SNAPSHOTS}/{date}/")
