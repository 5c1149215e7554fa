"""Our SHACL engine and pySHACL: the same shapes, the same data, both parsed beforehand."""

import logging
from pathlib import Path

import pyshacl
import rdflib
from timing import rounds

from maalbar import flow
from maalbar.publish.ntriples import write_ntriples
from maalbar.validate.engine import compile_shapes
from maalbar.validate.shapes import data_of
from maalbar.vocabulary.resources import shapes

SEEDS = Path(__file__).parents[1] / "seeds"


def main() -> None:
    """Compare on the seeds."""
    logging.disable()
    data = data_of(flow.load(SEEDS).index)
    compiled = compile_shapes(shapes())
    graph = rdflib.Graph().parse(data=write_ntriples(data), format="nt")
    rules = rdflib.Graph()
    for path in sorted((SEEDS.parent / "shapes").glob("*.ttl")):
        rules.parse(path)
    print(f"Validating {len(graph)} triples against {len(rules)} triples of shapes")
    rounds(
        5,
        ("maalbar", lambda: compiled.validate(data)),
        ("maalbar, shapes compiled anew", lambda: compile_shapes(shapes()).validate(data)),
        ("pyshacl", lambda: pyshacl.validate(graph, shacl_graph=rules, inference="none")),
    )


main()
