"""Who answers for what is published: publishers, whom to ask, and on which terms it is used."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.catalogue.source import Source, texts, texts_of
from maalbar.model.index import SpokenTriple
from maalbar.model.statements import Publication
from maalbar.model.terms import CV, DCT, EU, FOAF, ODRS, RDFS, SKOS, VCARD, A
from maalbar.words import text

_REGISTER: Final = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
_NUMBER: Final = re.compile("[0-9]{9}")
# Licences that the EU lists, by other addresses that people know them by.
_LICENCES: Final = {
    "creativecommons.org/licenses/by/4.0": EU["licence/CC_BY_4_0"],
    "creativecommons.org/publicdomain/zero/1.0": EU["licence/CC0"],
    "data.norge.no/nlod/no/2.0": EU["licence/NLOD_2_0"],
    "data.norge.no/nlod/en/2.0": EU["licence/NLOD_2_0"],
    "data.norge.no/nlod": EU["licence/NLOD_2_0"],
}
_VARIANT: Final = re.compile(r"https?://(?:www\.)?|/(?:deed(?:\.\w+)?|legalcode)?$")


def licence_of(licence: NamedNode) -> NamedNode:
    """Give the address by which the portals know a licence; any other as it is."""
    if licence.value.startswith(EU.iri.replace("http:", "https:")):
        return NamedNode(licence.value.replace("https:", "http:", 1))
    return _LICENCES.get(_VARIANT.sub("", licence.value), licence)


def agent_of(publication: Publication, organisation: NamedNode) -> NamedNode:
    """Give the address by which the portals know an organisation: that of the public register.

    One that has no number there keeps the address that it has here.
    """
    for number in publication.index.objects(organisation, DCT.identifier):
        if _NUMBER.fullmatch(number.value):
            return NamedNode(_REGISTER + number.value)
    return organisation


def agent_triples(
    publication: Publication, organisations: Iterable[NamedNode]
) -> Iterator[SpokenTriple]:
    """Describe publishers by names, numbers and kinds."""
    index, settings = publication.index, publication.settings
    for each in organisations:
        node = agent_of(publication, each)
        yield node, A, FOAF.Agent
        names = texts_of(index, each, SKOS.prefLabel)
        yield from texts(node, FOAF.name, names or {"nb": settings.contact_name})
        number = node.value.removeprefix(_REGISTER)
        identifier = Literal(number) if number != node.value else index.first(each, DCT.identifier)
        if identifier:
            yield node, DCT.identifier, identifier
        if settings.publisher_type and (each, A, CV.PublicOrganisation) in index:
            yield node, DCT.type, settings.publisher_type


def contact_triples(source: Source) -> Iterator[SpokenTriple]:
    """Say whom to ask, and on which terms the data are used."""
    settings = source.publication.settings
    contact, rights = source.part("contact"), source.part("rights")
    for kind in (VCARD.Kind, VCARD.Organization):
        yield contact, A, kind
    yield contact, VCARD.fn, Literal(settings.contact_name, language="nb")
    yield contact, VCARD.hasURL, NamedNode(settings.contact_url)
    # The two versions of the profile ask for one kind each.
    for kind in (ODRS.RightsStatement, DCT.RightsStatement):
        yield rights, A, kind
    yield from texts(rights, RDFS.label, text("pages", "rights", who=settings.contact_name))
    yield rights, ODRS.dataLicense, licence_of(settings.licence)
    yield rights, ODRS.attributionText, Literal(settings.contact_name, language="nb")
    yield rights, ODRS.attributionURL, NamedNode(settings.base)
