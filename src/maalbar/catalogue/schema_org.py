"""The catalogue in the words of schema.org, for the search engines that read pages.

All is taken from the catalogue, so that portals and search engines are told the same.

See Also:
    Dataset structured data <https://developers.google.com/search/docs/appearance/structured-data/dataset>.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.distributions import MEDIA_TYPES
from maalbar.catalogue.source import texts_of
from maalbar.model.index import Index
from maalbar.model.release import GZIP
from maalbar.model.terms import (
    DCAT,
    DCT,
    EU,
    FOAF,
    PROV,
    SDO,
    SKOS,
    A,
    Term,
    order,
)
from maalbar.model.text import pick

_CONTEXT: Final = "https://schema.org/"
# What search engines ask of a description, in characters.
_SHORTEST: Final = 50
_LONGEST: Final = 5000
_LANGUAGES: Final[Mapping[Term, str]] = {
    EU["language/NOB"]: "nb",
    EU["language/NNO"]: "nn",
    EU["language/ENG"]: "en",
}
# The addresses by which search engines know licences.
_LICENCES: Final = {
    EU["licence/CC_BY_4_0"]: "https://creativecommons.org/licenses/by/4.0/",
    EU["licence/CC0"]: "https://creativecommons.org/publicdomain/zero/1.0/",
    EU["licence/NLOD_2_0"]: "https://data.norge.no/nlod/no/2.0",
}
# What could end a script, or begin another, in a page.
_MARKUP: Final = re.compile("[<>&\u2028\u2029]")


def scripts_of_pages(catalogue: Index, language: str) -> Mapping[str, str]:
    """Give what stands in the script element of each page: the dataset that it is the page of.

    Args:
        catalogue: as `describe_catalogue` gives it.
        language: of the pages.

    Returns:
        JSON-LD that is safe between script tags, by the address of the page.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for node in catalogue.subjects(A, DCAT.Catalog):
        page = _first(catalogue, node, FOAF.homepage)
        found.setdefault(page, []).append(data_catalogue(catalogue, node, language))
    for node in catalogue.subjects(A, DCAT.Dataset):
        page = _first(catalogue, node, DCAT.landingPage)
        found.setdefault(page, []).append(dataset(catalogue, node, language))
    return {page: script(each if len(each) > 1 else each[0]) for page, each in found.items()}


def dataset(catalogue: Index, node: Term, language: str) -> dict[str, Any]:
    """Describe a dataset of the catalogue to a reader of `language`."""
    parts = catalogue.objects(node, DCAT.distribution)
    said = {
        **_named(catalogue, node, language),
        "@type": "Dataset",
        "url": _first(catalogue, node, DCAT.landingPage),
        "identifier": node.value,
        "license": _licence(catalogue, next(iter(parts), node)),
        "creator": _organisation(catalogue, node, language),
        "publisher": _organisation(catalogue, node, language),
        "keywords": sorted(
            each.value
            for each in catalogue.objects(node, DCAT.keyword)
            if isinstance(each, Literal) and each.language == language
        ),
        "isAccessibleForFree": True,
        "inLanguage": [
            _LANGUAGES[each] for each in catalogue.objects(node, DCT.language) if each in _LANGUAGES
        ],
        "spatialCoverage": [
            {"@type": "Place", "name": pick(texts_of(catalogue, each, SKOS.prefLabel), language)}
            for each in catalogue.objects(node, DCT.spatial)
        ],
        "temporalCoverage": _time(catalogue, node),
        "datePublished": _first(catalogue, node, DCT.issued),
        "dateModified": _first(catalogue, node, DCT.modified),
        "isBasedOn": [each.value for each in catalogue.objects(node, PROV.wasDerivedFrom)],
        "includedInDataCatalog": [
            {"@type": "DataCatalog", "@id": each.value, **_name(catalogue, each, language)}
            for each in catalogue.subjects(DCAT.dataset, node)
        ],
        "distribution": [_download(catalogue, each) for each in sorted(parts, key=order)],
    }
    return {"@context": _CONTEXT, **{key: value for key, value in said.items() if value}}


def data_catalogue(catalogue: Index, node: Term, language: str) -> dict[str, Any]:
    """Describe the catalogue itself; its datasets are described on their own pages."""
    said = {
        **_named(catalogue, node, language),
        "@type": "DataCatalog",
        "url": _first(catalogue, node, FOAF.homepage),
        "license": _licence(catalogue, node),
        "publisher": _organisation(catalogue, node, language),
        "dateModified": _first(catalogue, node, DCT.modified),
        "dataset": [
            {"@id": each.value}
            for each in sorted(catalogue.objects(node, DCAT.dataset), key=order)
            if DCAT.Dataset in catalogue.objects(each, A)
        ],
    }
    return {"@context": _CONTEXT, **{key: value for key, value in said.items() if value}}


def script(said: object) -> str:
    """Write JSON so that nothing in it can end the script element that it stands in."""
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return _MARKUP.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _named(catalogue: Index, node: Term, language: str) -> dict[str, Any]:
    description = pick(texts_of(catalogue, node, DCT.description), language)
    if len(description) < _SHORTEST:
        keepers = catalogue.subjects(DCAT.dataset, node)
        more = (pick(texts_of(catalogue, each, DCT.description), language) for each in keepers)
        description = " ".join((description, *more))
    if len(description) > _LONGEST:
        description = f"{description[: _LONGEST - 1]}…"
    return {
        "@id": node.value,
        **_name(catalogue, node, language),
        "description": description,
    }


def _name(catalogue: Index, node: Term, language: str) -> dict[str, str]:
    return {"name": pick(texts_of(catalogue, node, DCT.title), language)}


def _organisation(catalogue: Index, node: Term, language: str) -> dict[str, Any]:
    publisher = catalogue.first(node, DCT.publisher)
    if publisher is None:
        return {}
    said = {"@type": "Organization", "@id": publisher.value, "url": publisher.value}
    return {**said, "name": pick(texts_of(catalogue, publisher, FOAF.name), language)}


def _licence(catalogue: Index, node: Term) -> str:
    licence = catalogue.first(node, DCT.license)
    if not isinstance(licence, NamedNode):
        return ""
    return _LICENCES.get(licence, licence.value)


def _time(catalogue: Index, node: Term) -> str:
    """Write a period as ISO 8601 does; an end that is open as two points."""
    period = catalogue.first(node, DCT.temporal)
    if period is None:
        return ""
    start = _first(catalogue, period, DCAT.startDate)
    return f"{start or '..'}/{_first(catalogue, period, DCAT.endDate) or '..'}"


def _download(catalogue: Index, node: Term) -> dict[str, str]:
    packed = catalogue.first(node, DCAT.compressFormat)
    written_in = catalogue.first(node, DCT["format"])
    return {
        "@type": "DataDownload",
        "name": pick(texts_of(catalogue, node, DCT.title), ""),
        "contentUrl": _first(catalogue, node, DCAT.downloadURL),
        "encodingFormat": GZIP if packed else MEDIA_TYPES[written_in],
        "contentSize": _first(catalogue, node, SDO.contentSize),
        "sha256": _first(catalogue, node, SDO.sha256),
    }


def _first(catalogue: Index, node: Term, predicate: NamedNode) -> str:
    value = catalogue.first(node, predicate)
    return value.value if value else ""
