"""The seeds, published and served once; and a small site, published for the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Author
from tests.serve.starting import Serving, serving

from maalbar import flow


@pytest.fixture(scope="session")
def site(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, as a site."""
    out = tmp_path_factory.mktemp("serve") / "site"
    flow.publish(seeds, out)
    return out


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Serving]:
    """The seeds, served."""
    with serving(site, "--timeout", "3", "--workers", "2") as started:
        yield started


@pytest.fixture
def small_site(author: Author, tmp_path: Path) -> Path:
    """A small publication, as a site."""
    out = tmp_path / "site"
    flow.publish(author(), out)
    return out
