"""The portal keeps what it harvests as RDF/XML: nothing is lost on the way there and back."""

import re

from rdflib import Graph
from rdflib.compare import isomorphic
from tests.publish.reading import Site

# A name of XML that has no colon, at the end of an address.
NAME = re.compile(r"[A-Za-z_][\w.-]*$")


def test_the_catalogue_survives_rdf_xml(graph: Graph) -> None:
    for form in ("xml", "pretty-xml"):
        written = graph.serialize(format=form)

        assert isomorphic(Graph().parse(data=written, format="xml"), graph)


def test_the_published_rdf_xml_says_what_the_turtle_says(site: Site, graph: Graph) -> None:
    read = Graph().parse(data=site.read("catalogue.rdf"), format="xml")

    assert isomorphic(read, graph)


def test_every_property_has_a_name_that_xml_can_write(graph: Graph) -> None:
    for predicate in {*graph.predicates()}:
        assert NAME.search(str(predicate)), predicate
