"""Catalogues that are published once for all that look at them."""

import pytest
from rdflib import Graph
from tests.portal.catalogues import PUBLICATIONS, graph_of, published
from tests.publish.reading import Site


@pytest.fixture(scope="package", params=PUBLICATIONS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Each of the publications, published."""
    return published(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="package")
def graph(site: Site) -> Graph:
    """Its catalogue, as rdflib reads it."""
    return graph_of(site)
