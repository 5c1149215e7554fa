"""CKAN's DCAT extension reads the catalogue, as the portals that are built on it do.

CKAN pins all that it needs, so it lives in an environment of its own, and is asked as a program:
`python -m venv ENV && ENV/bin/pip install "ckan[requirements]" ckanext-dcat`.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph
from tests.portal.catalogues import members
from tests.publish.reading import Site

ENVIRONMENT = "MAALBAR_CKAN"
READ = """
import json, sys
from ckanext.dcat.processors import RDFParser
parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(sys.stdin.read(), _format=sys.argv[1])
json.dump(list(parser.datasets()), sys.stdout)
"""
SUFFIXES = {"catalogue.ttl": "turtle", "catalogue.nt": "nt", "catalogue.rdf": "xml"}


@pytest.fixture(scope="session")
def python() -> Path:
    """The interpreter of an environment with CKAN and its DCAT extension."""
    found = Path(os.environ.get(ENVIRONMENT, ""), "bin", "python")
    if not found.is_file():
        pytest.skip(f"CKAN's environment is not here: set {ENVIRONMENT} to its folder")
    return found


@pytest.mark.parametrize("file", SUFFIXES)
def test_ckan_reads_every_dataset_with_its_files(
    file: str, site: Site, graph: Graph, python: Path
) -> None:
    ran = subprocess.run(
        [python, "-c", READ, SUFFIXES[file]],
        input=site.text(file),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    datasets = {each["uri"]: each for each in map(_flat, json.loads(ran.stdout))}
    base = site.publication.settings.base
    found = {*map(str, members(graph, "Dataset"))}
    assert found
    assert found <= {*datasets}
    for read in (datasets[each] for each in found):
        assert read["title"]
        assert read["tags"]
        assert read["publisher_name"]
        assert read["contact_url"]
        assert read["access_rights"].endswith("/PUBLIC")
        assert read.get("temporal_start") or read.get("temporal_end")
        for each in read["resources"]:
            assert each["download_url"].removeprefix(base) in site.files()
            assert each["license"].startswith("http://publications.europa.eu/")
            assert each["rights"]


def _flat(read: dict[str, Any]) -> dict[str, Any]:
    """Put what CKAN has no field for beside the fields."""
    return {**{each["key"]: each["value"] for each in read["extras"]}, **read}
