"""A card: what the portal would show of a resource.

Only what the portal's own parser reads is read, and where it reads it.

See Also:
    fdk-rdf-parser <https://github.com/Informasjonsforvaltning/fdk-rdf-parser>.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from maalbar.harvest.known import is_open_licence
from maalbar.harvest.members import CPSVNO, MODELLDCATNO, Kind, kind_of
from maalbar.harvest.shown import (
    Reader,
    Reading,
    Value,
    number_of,
    organisations,
    periods,
    publishers,
    things,
    words,
)
from maalbar.model.index import Index
from maalbar.model.terms import CV, DCAT, DCT, EU, FOAF, OWL, RDF, RDFS, SKOS, Namespace

MOST: Final = 100
_EUVOC: Final = Namespace("http://publications.europa.eu/ontology/euvoc#")
_SKOSNO: Final = Namespace("https://data.norge.no/vocabulary/skosno#")
_SKOSXL: Final = Namespace("http://www.w3.org/2008/05/skos-xl#")
_PUBLIC: Final = EU["access-right/PUBLIC"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A row of a card: at most `MOST` values, and how many more there are.

    Attributes:
        name: `kebab`, by which the words for it are found.
        values: none where the portal would show nothing.
        more: how many were left out.
    """

    name: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A form in which a dataset can be had, as a card shows it; any text may be empty."""

    iri: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the portal would show.

    Attributes:
        iri: the address of the resource.
        kind: what it is.
        title: its name, in the reader's language or the best there is; may be empty.
        description: as `title`; of a concept its definition.
        is_open_data: whether it is shown as open data; nothing for what is no dataset.
        fields: what is shown, in order; also what is missing, but for what few have.
        distributions: at most `MOST`, by address; nothing for what is no dataset.
        more: how many distributions were left out.
    """

    iri: str
    kind: Kind
    title: str
    description: str
    is_open_data: bool | None
    fields: tuple[Field, ...]
    distributions: tuple[Distribution, ...] | None
    more: int = 0


class _Row(NamedTuple):
    """How a field is read, and whether it is told that it is missing."""

    name: str
    read: Reader
    is_expected: bool = True


_PUBLISHER: Final = (_Row("publisher", publishers), _Row("organisation", organisations))
_SUBJECT: Final = (
    _Row("themes", things((DCAT.theme,))),
    _Row("keywords", words(DCAT.keyword)),
)
_SCOPE: Final = (_Row("spatial", things((DCT.spatial,))), _Row("temporal", periods))
_DATES: Final = (
    _Row("issued", things((DCT.issued,))),
    _Row("modified", things((DCT.modified,))),
)
_CONTACT: Final = _Row("contact", things((DCAT.contactPoint,)))
_RIGHTS: Final = _Row("access-rights", things((DCT.accessRights,)))
_FORMATS: Final = _Row("formats", things((DCT["format"],), (DCAT.mediaType,)))
_ROWS: Final[Mapping[Kind, Sequence[_Row]]] = {
    Kind.DATASET: (
        *_PUBLISHER,
        _RIGHTS,
        _Row("licence", things((DCAT.distribution, DCT.license))),
        *_SUBJECT,
        *_SCOPE,
        *_DATES,
        _CONTACT,
        _Row("landing-page", things((DCAT.landingPage,)), is_expected=False),
        _Row("in-series", things((DCAT.inSeries,)), is_expected=False),
        _Row("previous", things((DCAT.prev,)), is_expected=False),
    ),
    Kind.SERIES: (
        *_PUBLISHER,
        _RIGHTS,
        *_SUBJECT,
        *_SCOPE,
        *_DATES,
        _CONTACT,
        _Row("first", things((DCAT.first,)), is_expected=False),
        _Row("last", things((DCAT.last,))),
    ),
    Kind.SERVICE: (
        *_PUBLISHER,
        _RIGHTS,
        *_SUBJECT,
        _Row("endpoint", things((DCAT.endpointURL,))),
        _Row("endpoint-description", things((DCAT.endpointDescription,))),
        _Row("serves", things((DCAT.servesDataset,))),
        _FORMATS,
        _CONTACT,
    ),
    Kind.CONCEPT: (
        *_PUBLISHER,
        _Row("alternatives", words(SKOS.altLabel), is_expected=False),
        _Row("subject", things((DCT.subject,)), is_expected=False),
        _Row("status", things((_EUVOC.status,)), is_expected=False),
        _CONTACT,
    ),
    Kind.MODEL: (
        *_PUBLISHER,
        *_SUBJECT,
        _Row("licence", things((DCT.license,))),
        _Row("version", things((OWL.versionInfo,)), is_expected=False),
        _Row("homepage", things((FOAF.homepage,)), is_expected=False),
        _Row("elements", number_of(MODELLDCATNO.containsModelElement)),
        *_DATES,
        _CONTACT,
    ),
    Kind.EVENT: (
        _Row("identifier", things((DCT.identifier,))),
        _Row("type", things((DCT.type,)), is_expected=False),
        _Row("may-initiate", things((CPSVNO.mayInitiate,))),
        _Row("relation", things((DCT.relation,)), is_expected=False),
        _Row("subject", things((DCT.subject,)), is_expected=False),
        _Row("described-at", things((CV.isDescribedAt,)), is_expected=False),
    ),
    Kind.PUBLIC_SERVICE: (
        *_PUBLISHER,
        _Row("identifier", things((DCT.identifier,))),
        _Row("keywords", words(DCAT.keyword)),
        _Row("subject", things((DCT.subject,)), is_expected=False),
        _Row("spatial", things((DCT.spatial,)), is_expected=False),
        _CONTACT,
    ),
}
_DISTRIBUTION: Final = (
    _FORMATS,
    _Row("access", things((DCAT.accessURL,))),
    _Row("download", things((DCAT.downloadURL,))),
    _Row("licence", things((DCT.license,))),
)
# Where a title and a description are, the first that there is.
_TITLE: Final = ((DCT.title,), (SKOS.prefLabel,), (_SKOSXL.prefLabel, _SKOSXL.literalForm))
_DESCRIPTION: Final = (
    (DCT.description,),
    (_EUVOC.xlDefinition, RDF.value),
    (SKOS.definition,),
    (_SKOSNO.definisjon, RDFS.label),
)


def card(member: Index, node: NamedNode, language: str, *, whole: Index | None = None) -> Card:
    """Make the card of a resource.

    Args:
        member: what the portal keeps of the resource.
        node: the resource; what is of no kind that the portal knows is shown as a dataset.
        language: of the reader.
        whole: the source as a whole, from which the names of other resources are taken, and
            the publisher of the catalogue where the resource has none.
    """
    reading = Reading(member, whole or member, node, language)
    kind = kind_of(member, node, tuple(Kind)) or Kind.DATASET
    is_dataset = kind is Kind.DATASET
    distributions = reading.objects(DCAT.distribution) if is_dataset else []
    return Card(
        iri=node.value,
        kind=kind,
        title=_first(reading, _TITLE),
        description=_first(reading, _DESCRIPTION),
        is_open_data=_is_open(reading) if is_dataset else None,
        fields=tuple(_fields(reading, _ROWS[kind])),
        distributions=tuple(_distribution(reading.at(each)) for each in distributions[:MOST])
        if is_dataset
        else None,
        more=max(0, len(distributions) - MOST),
    )


def _fields(reading: Reading, rows: Sequence[_Row]) -> Iterator[Field]:
    for row in rows:
        values = tuple(row.read(reading))
        if values or row.is_expected:
            more = max(0, len(values) - MOST)
            yield Field(name=row.name, values=values[:MOST], more=more)


def _distribution(reading: Reading) -> Distribution:
    return Distribution(
        iri=reading.shown().iri,
        title=_first(reading, _TITLE),
        fields=tuple(_fields(reading, _DISTRIBUTION)),
    )


def _first(reading: Reading, paths: Sequence[Sequence[NamedNode]]) -> str:
    return next(filter(None, (reading.text(*path) for path in paths)), "")


def _is_open(reading: Reading) -> bool:
    """Tell what the portal concludes: public, and a distribution with an open licence."""
    licences = (
        *reading.objects(DCAT.distribution, DCT.license),
        *reading.objects(DCAT.distribution, DCT.license, DCT.source),
    )
    return _PUBLIC in reading.objects(DCT.accessRights) and any(
        is_open_licence(each.value) for each in licences
    )
