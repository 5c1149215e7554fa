"""The seeds, published once, with what they lack: letters, tombstones, a snapshot; and servers."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.hosting.servers import Configure, Server, place, running

from maalbar import flow
from maalbar.hosting.kinds import configuration
from maalbar.hosting.site import read_site

SERVERS = ("nginx", "apache", "caddy", "maalbar")
LETTERS = "id/sted/Tromsø"
GONE = "id/goal/digdir/2020/borte"
REPLACED = "id/goal/digdir/2020/avløst"
SUCCESSOR = "https://w3id.org/maalbar/id/goal/digdir/2021/innovasjon/1"
SNAPSHOT = "v/2026-01-01"


@pytest.fixture(scope="session")
def site(seeds: Path) -> Iterator[Path]:
    """A published site, in a folder whose name has to be quoted."""
    with place() as folder:
        out = folder / "mitt 'nett' \"sted\""
        flow.publish(seeds, out)
        _add(out)
        yield out


def _add(out: Path) -> None:
    thing = out / "id/goal/digdir/2021/innovasjon"
    for suffix in (".html", ".nn.html", ".en.html", ".ttl", ".jsonld", ".nt"):
        _copy(thing / f"1{suffix}", out / f"{LETTERS}{suffix}")
        _copy(thing / f"1{suffix}", out / f"{GONE}{suffix}")
    # A folder of the same name as a thing.
    _copy(thing / "1.ttl", thing / "1/del.ttl")
    for name in ("index.html", "index.en.html", "catalogue.ttl", "ns.html", "style.css"):
        _copy(out / name, out / SNAPSHOT / name)
    (out / "feed.xml").write_text("<feed xmlns='http://www.w3.org/2005/Atom'/>", encoding="utf-8")
    (out / ".secret").write_text("password", encoding="utf-8")
    (out / "id/.hidden.ttl").write_text("password", encoding="utf-8")
    manifest = out / "manifest.json"
    said: dict[str, Any] = json.loads(manifest.read_bytes())
    said["gone"] = {
        path: {
            "iri": f"https://w3id.org/maalbar/{path}",
            "title": {},
            "since": "2026-01-01",
            "replacedBy": successor,
        }
        for path, successor in ((GONE, None), (REPLACED, SUCCESSOR))
    }
    manifest.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def _copy(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(old, new)


def configured(kind: str, site: Path) -> Configure:
    """Give how a server of a kind is told of the site."""

    def configure(address: str) -> str:
        if kind == "maalbar":
            return f"{site}\n{address}"
        (text,) = configuration(kind, read_site(site, address=address), "A test").values()
        return text

    return configure


@pytest.fixture(scope="session", params=SERVERS)
def server(request: pytest.FixtureRequest, site: Path) -> Iterator[Server]:
    """Each server that there is, with the site below a path of it."""
    kind = request.param
    with place() as folder, running(kind, folder, "/data/", configured(kind, site)) as started:
        yield started
