"""A publication that was never written: statements out of Turtle, one on each line of a file."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from pyoxigraph import NamedNode, RdfFormat, parse

from maalbar.model.diagnostic import Mark
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.statements import Publication, Settings, Statement
from maalbar.model.terms import Namespace

BASE = "https://example.org/"
EX = Namespace(f"{BASE}id/")
PREFIXES = f"""
prefix : <{BASE}id/>
prefix dcat: <http://www.w3.org/ns/dcat#>
prefix dct: <http://purl.org/dc/terms/>
prefix mb: <https://w3id.org/maalbar/ns#>
prefix mbsh: <https://w3id.org/maalbar/shapes#>
prefix oa: <http://www.w3.org/ns/oa#>
prefix owl: <http://www.w3.org/2002/07/owl#>
prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#>
prefix sh: <http://www.w3.org/ns/shacl#>
prefix skos: <http://www.w3.org/2004/02/skos/core#>
prefix xsd: <http://www.w3.org/2001/XMLSchema#>
"""
FILE = PurePosixPath("data.ttl")
GRAPH = NamedNode(f"{BASE}graph")
SETTINGS = Settings(
    base=BASE,
    title={},
    description={},
    keywords={},
    publisher=EX.publisher,
    publisher_at=Mark(1, 1),
    contact_name="",
    contact_url="",
    licence=EX.licence,
    issued="2030-01-01",
    modified="2030-01-01",
)
SUBJECT, PROPERTY, VALUE = 1, 2, 3


def read(turtle: str) -> Index:
    return Index(
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)
    )


def publication(data: str | Iterable[SpokenTriple], known: str = "") -> Publication:
    """Make a publication; the nth statement stands on line n: subject, property, value."""
    statements = tuple(
        Statement(
            *triple,
            GRAPH,
            FILE,
            value_at=Mark(line, VALUE),
            property_at=Mark(line, PROPERTY),
            subject_at=Mark(line, SUBJECT),
        )
        for line, triple in enumerate(read(data) if isinstance(data, str) else data, 1)
    )
    return Publication(
        settings=SETTINGS,
        statements=statements,
        graphs={GRAPH: "stated"},
        findings=(),
        known=read(known),
    )
