"""A source that the portal takes as it is, and a way to rehearse its harvest."""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Final

from pyoxigraph import RdfFormat, parse
from tests.fetch.web import Web, of_this_house

from maalbar.harvest.conform import Rules
from maalbar.harvest.rehearsal import Outcome, Wish, rehearse
from maalbar.model.diagnostic import Diagnostic
from maalbar.model.index import Index
from maalbar.validate.ruleset import compile_rules

DATA: Final = "https://data.example.org/"
ORGANISATIONS: Final = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
EU: Final = "http://publications.europa.eu/resource/authority/"
GOOD: Final = f"""\
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{DATA}catalogue> a dcat:Catalog ;
  dct:title "Vår katalog"@nb ;
  dct:publisher <{ORGANISATIONS}991825827> ;
  dcat:dataset <{DATA}bikes>, <{DATA}parks> .

<{DATA}bikes> a dcat:Dataset ;
  dct:title "Sykler"@nb, "Bikes"@en ;
  dct:description "Alle bysykler."@nb ;
  dcat:keyword "sykkel"@nb, "hjul"@nb ;
  dct:accessRights <{EU}access-right/PUBLIC> ;
  dcat:landingPage <{DATA}om/sykler> ;
  dct:modified "2026-01-15"^^xsd:date ;
  dct:publisher <{ORGANISATIONS}991825827> ;
  dcat:theme <{EU}data-theme/TRAN> ;
  dcat:distribution <{DATA}bikes.ttl> .

<{DATA}bikes.ttl> a dcat:Distribution ;
  dct:license <{EU}licence/CC_BY_4_0> ;
  dcat:accessURL <{DATA}files/bikes.ttl> .

<{DATA}parks> a dcat:Dataset ;
  dct:title "Parker"@nb ;
  dct:accessRights <{EU}access-right/PUBLIC> ;
  dct:modified "2026-01-15"^^xsd:date ;
  dcat:distribution <{DATA}parks.csv> .

<{DATA}parks.csv> a dcat:Distribution ;
  dct:license <{EU}licence/CC_BY_4_0> .

<{EU}data-theme/TRAN> a skos:Concept ;
  skos:prefLabel "Transport"@en .

<{ORGANISATIONS}991825827> a foaf:Agent ;
  foaf:name "Digitaliseringsdirektoratet"@nb .
"""


def no_rules(_places: tuple[str, ...]) -> Rules:
    """Give shapes that ask for nothing."""
    return Rules(compile_rules(Index()), ())


def rehearsed(
    place: object,
    *,
    rules_of: Callable[[tuple[str, ...]], Rules] = no_rules,
    **wish: Any,  # noqa: ANN401 # as a wish has it
) -> Outcome:
    """Rehearse a harvest from this house, without asking addresses unless that is wished."""
    asked = Wish(**{"allowed": of_this_house, "links": False, "pause": 0.0, **wish})
    return rehearse(str(place), asked, rules_of=rules_of)


def of_text(folder: Path, text: str, name: str = "catalogue.ttl", **wish: Any) -> Outcome:  # noqa: ANN401 # as above
    """Rehearse the harvest of a file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return rehearsed(file, **wish)


def index_of(turtle: str) -> Index:
    """Read a graph; prefixes are those of the good source."""
    prefixes = "".join(f"{line}\n" for line in GOOD.splitlines() if line.startswith("@prefix"))
    quads = parse(input=prefixes + turtle, format=RdfFormat.TURTLE)
    return Index((each.subject, each.predicate, each.object) for each in quads)


def codes(findings: Sequence[Diagnostic]) -> set[str]:
    """Give the codes of findings."""
    return {each.code for each in findings}


def write_site(root: Path, base: str, files: Mapping[str, bytes]) -> Path:
    """Write a site with a manifest."""
    listed = {
        path: {
            "mediaType": "text/turtle",
            "bytes": len(data),
            "sha256": sha256(data).hexdigest(),
        }
        for path, data in files.items()
    }
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    said = {"publisher": "maalbar", "base": base, "files": listed}
    (root / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    return root


class WebWithHead(Web):
    """A server that answers HEAD as it answers GET."""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        class Handler(super()._handler()):  # type: ignore[misc] # made at run time
            def do_HEAD(self) -> None:  # noqa: N802 # as it must be called
                self.do_GET()

        return Handler
