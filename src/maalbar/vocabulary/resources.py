"""Where the ontology and the shapes are: beside the code in a wheel, above it in a checkout."""

from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from maalbar.model.index import Index

# The files of the vocabulary proper; examples.ttl is an illustration and is never loaded as data.
ONTOLOGY_FILES = ("maalbar.ttl", "concepts.ttl", "reused.ttl", "alignments.ttl")


@cache
def folder(name: str) -> Path:
    """Find one of the folders `ontology` and `shapes`."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_data" / name
    return packaged if packaged.is_dir() else package.parents[1] / name


def read_turtle(*paths: Path) -> Index:
    """Read Turtle files of our own into one index."""
    return Index(
        (quad.subject, quad.predicate, quad.object)
        for path in paths
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    )


@cache
def ontology() -> Index:
    """Read the ontology: classes, properties, code lists, alignments."""
    return read_turtle(*(folder("ontology") / name for name in ONTOLOGY_FILES))


@cache
def shapes() -> Index:
    """Read the shapes that SHACL Core can say: all that our own engine needs."""
    return read_turtle(*sorted(folder("shapes").glob("*.ttl")))


@cache
def all_shapes() -> Index:
    """Read all shapes, with the few that need SPARQL."""
    return read_turtle(*sorted(folder("shapes").rglob("*.ttl")))
