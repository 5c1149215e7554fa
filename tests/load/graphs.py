"""Graphs made comparable: with names for their blank nodes, or as rdflib's."""

from collections.abc import Iterable

import rdflib
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad

from maalbar.load.placed import Placed
from maalbar.model.terms import Term


def canonical(quads: Iterable[Placed | Quad]) -> frozenset[Quad]:
    """Give quads with the names that their blank nodes have by what is said of them."""
    dataset = Dataset(
        each
        if isinstance(each, Quad)
        else Quad(each.subject, each.predicate, each.object, each.graph or DefaultGraph())
        for each in quads
    )
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(dataset)


def to_rdflib(quads: Iterable[Placed]) -> rdflib.Graph:
    """Give the triples of the default graph, with literals as they were written."""
    graph = rdflib.Graph()
    for each in quads:
        graph.add((as_rdflib(each.subject), as_rdflib(each.predicate), as_rdflib(each.object)))
    return graph


def as_rdflib(term: Term) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value.endswith("#string")
    datatype = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
