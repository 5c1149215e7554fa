"""The seeds published once."""

from pathlib import Path

import pytest
from tests.publish.reading import Site, site_of


@pytest.fixture(scope="session")
def site(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The seeds, published once."""
    return site_of(seeds, tmp_path_factory.mktemp("published") / "site")
