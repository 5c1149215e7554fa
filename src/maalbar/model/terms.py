"""Names of the vocabularies that the publisher speaks, and the order of RDF terms.

The terms themselves are pyoxigraph's: immutable, hashable, and kept exactly as they
were written (only its store normalises literals, and nothing published leaves a store).
"""

from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


class Namespace:
    """An IRI that names are appended to: `MB.Goal` and `MB["Goal"]` are NamedNodes."""

    def __init__(self, iri: str) -> None:
        """Take the IRI that all names of the vocabulary begin with."""
        self.iri = iri

    def __getattr__(self, name: str) -> NamedNode:
        """Append a name that is a Python identifier; made once."""
        node = NamedNode(self.iri + name)
        setattr(self, name, node)
        return node

    def __getitem__(self, name: str) -> NamedNode:
        """Append any name."""
        return NamedNode(self.iri + name)


MB: Final = Namespace("https://w3id.org/maalbar/ns#")
MBSH: Final = Namespace("https://w3id.org/maalbar/shapes#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
CV: Final = Namespace("http://data.europa.eu/m8g/")
SDO: Final = Namespace("http://schema.org/")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
VANN: Final = Namespace("http://purl.org/vocab/vann/")
ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
DQV: Final = Namespace("http://www.w3.org/ns/dqv#")
QB: Final = Namespace("http://purl.org/linked-data/cube#")
DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
CIDS: Final = Namespace("https://ontology.commonapproach.org/cids#")
SKOSXL: Final = Namespace("http://www.w3.org/2008/05/skos-xl#")
SKOSNO: Final = Namespace("https://data.norge.no/vocabulary/skosno#")
MODELL: Final = Namespace("https://data.norge.no/vocabulary/modelldcatno#")
DCATNO: Final = Namespace("https://data.norge.no/vocabulary/dcatno#")
DC: Final = Namespace("http://purl.org/dc/elements/1.1/")
ODRS: Final = Namespace("http://schema.theodi.org/odrs#")
WDRS: Final = Namespace("http://www.w3.org/2007/05/powder-s#")
LOS: Final = Namespace("https://psi.norge.no/los/hendelse/")
EU: Final = Namespace("http://publications.europa.eu/resource/authority/")

# Prefixes that published Turtle may declare, each only where it is used.
PREFIXES: Final[dict[str, str]] = {
    "adms": ADMS.iri,
    "cids": CIDS.iri,
    "cv": CV.iri,
    "dc": DC.iri,
    "dcat": DCAT.iri,
    "dcatap": DCATAP.iri,
    "dcatno": DCATNO.iri,
    "dct": DCT.iri,
    "dqv": DQV.iri,
    "foaf": FOAF.iri,
    "los": LOS.iri,
    "mb": MB.iri,
    "mbsh": MBSH.iri,
    "modelldcatno": MODELL.iri,
    "oa": OA.iri,
    "odrs": ODRS.iri,
    "org": ORG.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "qb": QB.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SDO.iri,
    "sh": SH.iri,
    "skos": SKOS.iri,
    "skosno": SKOSNO.iri,
    "skosxl": SKOSXL.iri,
    "spdx": SPDX.iri,
    "vann": VANN.iri,
    "vcard": VCARD.iri,
    "void": VOID.iri,
    "wdrs": WDRS.iri,
    "xsd": XSD.iri,
}

A: Final = RDF.type


def order(term: Term) -> tuple[int, str, str, str]:
    """Give the key by which terms are sorted in everything that is published.

    IRIs come first, then literals by language, value and datatype, then blank nodes.
    """
    if isinstance(term, NamedNode):
        return (0, term.value, "", "")
    if isinstance(term, Literal):
        return (1, term.language or "", term.value, term.datatype.value)
    return (2, term.value, "", "")


def triple_order(triple: Triple | Quad) -> tuple[tuple[int, str, str, str], ...]:
    """Sort triples by subject, predicate and object."""
    return (order(triple.subject), order(triple.predicate), order(triple.object))  # type: ignore[arg-type] # no quoted triples are ever loaded
