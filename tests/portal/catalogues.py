"""Catalogues to show to harvesters: of the seeds and of the example, with a SPARQL endpoint."""

import shutil
from pathlib import Path

from rdflib import RDF, Graph, URIRef
from tests.publish.reading import Site, site_of

ROOT = Path(__file__).resolve().parents[2]
PUBLICATIONS = {"seeds": "seeds", "example": "examples/publication"}
ENDPOINT = 'endpoint = "https://example.org/sparql"\n'
DCAT = "http://www.w3.org/ns/dcat#"


def published(name: str, folder: Path) -> Site:
    """Publish one of them, as it is but for an endpoint."""
    root = folder / "publication"
    shutil.copytree(ROOT / PUBLICATIONS[name], root)
    settings = root / "maalbar.toml"
    settings.write_text(ENDPOINT + settings.read_text(encoding="utf-8"), encoding="utf-8")
    return site_of(root, folder / "site")


def graph_of(site: Site) -> Graph:
    """Read its catalogue with rdflib."""
    return Graph().parse(data=site.read("catalogue.ttl"), format="turtle")


def members(graph: Graph, kind: str) -> list[URIRef]:
    """Give the members of a kind of DCAT, sorted."""
    found = graph.subjects(RDF.type, URIRef(DCAT + kind))
    return sorted(each for each in found if isinstance(each, URIRef))
