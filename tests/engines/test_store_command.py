"""The command line puts a publication into a store, and asks it there."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines.servers import Server
from tests.running import here


def test_a_store_is_made_asked_and_brought_up_to_date(seeds: Path, tmp_path: Path) -> None:
    root, store = tmp_path / "seeds", tmp_path / "store"
    shutil.copytree(seeds, root)

    built = here("store", "build", root, "--out", store)
    shutil.rmtree(root / "background")
    updated = here("store", "update", root, "--out", store)
    asked = here("query", "goals", "--path", store, "--format", "csv")

    assert (built.returncode, updated.returncode, asked.returncode) == (0, 0, 0)
    assert "22 graphs" in built.stdout
    assert "21 graphs" in updated.stdout
    assert "1 replaced" in updated.stdout
    assert asked.stdout == here("query", "goals", "--path", root, "--format", "csv").stdout


def test_a_publication_with_errors_makes_no_store(
    author: Callable[..., Path], tmp_path: Path
) -> None:
    root = author("stated: [")

    ran = here("store", "build", root, "--out", tmp_path / "store")

    assert ran.returncode == 3
    assert "syntax/not-yaml" in ran.stderr
    assert not (tmp_path / "store").exists()


def test_what_is_no_store_is_not_brought_up_to_date(seeds: Path, tmp_path: Path) -> None:
    ran = here("store", "update", seeds, "--out", tmp_path / "store")

    assert ran.returncode == 3
    assert "store/none" in ran.stderr


def test_a_server_is_filled_and_asked(seeds: Path, start: Callable[[str], Server]) -> None:
    server = start("oxigraph")

    pushed = here("store", "push", seeds, server.graphs, "--allow-private")
    again = here(
        *("store", "push", seeds, server.graphs),
        *("--update", server.update, "--triples", "500", "--allow-private"),
    )
    place = f"{server.query}#https://w3id.org/maalbar/"
    asked = here("query", "goals", "--path", place, "--allow-private", "--format", "csv")

    assert (pushed.returncode, again.returncode, asked.returncode) == (0, 0, 0)
    assert "0 sent, 0 removed" in again.stdout
    assert asked.stdout == here("query", "goals", "--path", seeds, "--format", "csv").stdout


@pytest.mark.parametrize("url", ["ftp://example.org/", "https://kari:hemmelig@example.org/", "x"])
def test_an_address_that_is_none_is_told_of(url: str, seeds: Path) -> None:
    ran = here("store", "push", seeds, url)

    assert ran.returncode == 3
    assert "fetch/bad-url" in ran.stderr
    assert "hemmelig" not in ran.stderr
