"""Resources described as well as the portal can see, to take things away from."""

from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from maalbar.model.index import Index, SpokenTriple

DATASET: Final = NamedNode("https://example.org/catalogue#report")
TURTLE: Final = NamedNode("https://example.org/catalogue#report.ttl")
CSV: Final = NamedNode("https://example.org/catalogue#report.csv")
PREFIXES: Final = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix odrs: <http://schema.theodi.org/odrs#> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix cpsvno: <https://data.norge.no/vocabulary/cpsvno#> .
@prefix modelldcatno: <https://data.norge.no/vocabulary/modelldcatno#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix euvoc: <http://publications.europa.eu/ontology/euvoc#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix eu: <http://publications.europa.eu/resource/authority/> .
@prefix ex: <https://example.org/catalogue#> .
"""
FULL: Final = f"""{PREFIXES}
ex:report a dcat:Dataset ;
  dct:identifier "https://example.org/catalogue#report" ;
  dct:title "Årsrapport 2023"@nb, "Årsrapport 2023"@nn, "Annual report 2023"@en ;
  dct:description "Tallene i rapporten."@nb, "The figures of the report."@en ;
  dct:publisher <https://organization-catalog.fellesdatakatalog.digdir.no/organizations/991825827> ;
  dcat:contactPoint ex:contact ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/GOVE>,
    <https://psi.norge.no/los/tema/statistikk> ;
  dcat:keyword "årsrapport"@nb, "nøkkeltall"@nb, "annual report"@en ;
  dct:spatial <http://publications.europa.eu/resource/authority/country/NOR> ;
  dct:temporal ex:report-period ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  dct:issued "2024-03-15"^^xsd:date ;
  dct:modified "2024-04-02"^^xsd:date ;
  dcat:landingPage <https://example.org/report> ;
  dcat:inSeries ex:reports ;
  dcat:prev ex:report-2022 ;
  dcat:distribution ex:report.ttl, ex:report.csv .

ex:report.ttl a dcat:Distribution ;
  dct:title "Turtle"@nb, "Turtle"@en ;
  dcat:accessURL <https://example.org/report.ttl> ;
  dcat:downloadURL <https://example.org/report.ttl> ;
  dct:format <http://publications.europa.eu/resource/authority/file-type/RDF_TURTLE> ;
  dcat:mediaType <https://www.w3.org/ns/iana/media-types/text/turtle> ;
  dct:license <http://publications.europa.eu/resource/authority/licence/CC_BY_4_0> ;
  dct:rights ex:rights .

ex:report.csv a dcat:Distribution ;
  dcat:accessURL <https://example.org/report.csv> ;
  dct:format <https://www.iana.org/assignments/media-types/text/csv> ;
  dct:license <http://publications.europa.eu/resource/authority/licence/CC0> .

<https://organization-catalog.fellesdatakatalog.digdir.no/organizations/991825827>
  a foaf:Agent ; foaf:name "Digitaliseringsdirektoratet"@nb, "Norwegian Digitalisation Agency"@en .
ex:contact a vcard:Kind, vcard:Organization ; vcard:fn "Avdeling for data"@nb ;
  vcard:hasURL <https://example.org/contact> .
ex:report-period a dct:PeriodOfTime ;
  dcat:startDate "2023-01-01"^^xsd:date ; dcat:endDate "2023-12-31"^^xsd:date .
ex:rights a dct:RightsStatement, odrs:RightsStatement .
<http://publications.europa.eu/resource/authority/data-theme/GOVE> a skos:Concept ;
  skos:prefLabel "Forvaltning og offentlig sektor"@nb, "Government and public sector"@en ;
  skos:inScheme <http://publications.europa.eu/resource/authority/data-theme> .
<https://psi.norge.no/los/tema/statistikk> a skos:Concept ; skos:prefLabel "Statistikk"@nb .
<http://publications.europa.eu/resource/authority/country/NOR> a dct:Location ;
  skos:inScheme <http://publications.europa.eu/resource/authority/country> .
<http://publications.europa.eu/resource/authority/access-right/PUBLIC>
  a dct:RightsStatement, skos:Concept ; skos:prefLabel "Allmenn tilgang"@nb, "public"@en ;
  skos:inScheme <http://publications.europa.eu/resource/authority/access-right> .
<http://publications.europa.eu/resource/authority/file-type/RDF_TURTLE>
  a dct:MediaTypeOrExtent .
<https://www.iana.org/assignments/media-types/text/csv> a dct:MediaTypeOrExtent .
<https://www.w3.org/ns/iana/media-types/text/turtle> a dct:MediaType .
<http://publications.europa.eu/resource/authority/licence/CC_BY_4_0>
  a dct:LicenseDocument ;
  skos:prefLabel "Creative Commons Navngivelse 4.0"@nb ;
  skos:inScheme <http://publications.europa.eu/resource/authority/licence> .
<http://publications.europa.eu/resource/authority/licence/CC0> a dct:LicenseDocument ;
  skos:inScheme <http://publications.europa.eu/resource/authority/licence> .
<https://example.org/report> a foaf:Document .
"""


def read(turtle: str) -> Index:
    """Read what is written as Turtle."""
    return Index(
        (each.subject, each.predicate, each.object)
        for each in parse(turtle, format=RdfFormat.TURTLE)
    )


def without(index: Index, *properties: NamedNode) -> Index:
    """Leave out all that some properties say."""
    return Index(each for each in index if each[1] not in properties)


def with_(index: Index, *triples: SpokenTriple) -> Index:
    """Say more."""
    return Index((*index, *triples))
