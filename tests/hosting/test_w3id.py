"""The permanent addresses lead to the host, which gives each reader what it asked for."""

from pathlib import Path

import pytest
from tests.hosting.conftest import SERVERS, configured
from tests.hosting.servers import Configure, place, running
from tests.hosting.table import BROWSER, THING

from maalbar.hosting.kinds import configuration
from maalbar.hosting.site import read_site


def test_every_permanent_address_leads_to_its_place(site: Path) -> None:
    host = "https://data.example.org/a/"
    (text,) = configuration("w3id", read_site(site, address=host), "A test").values()
    paths = {
        "": "",
        "ns": "ns",
        "catalogue.ttl": "catalogue.ttl",
        THING: THING,
        "id/sted/Troms%C3%B8": "id/sted/Troms%C3%B8",
        "id/x%252Fy": "id/x%252Fy",
        "ns?a=b": "ns?a=b",
    }
    with place() as folder, running("w3id", folder, "/maalbar/", lambda _: text) as server:
        for asked, led in paths.items():
            answer = server.ask(asked, Accept="text/turtle")

            assert answer.status == 303, asked
            assert answer.headers["location"] == host + led
            assert answer.headers["access-control-allow-origin"] == "*"
        assert server.ask(THING, method="HEAD").status == 303
        for strange in (
            "/maalbar//evil.example/",
            "/maalbar/%0d%0aX-Y:z",
            "//evil.example/maalbar/",
        ):
            answer = server.ask_raw(strange)
            location = answer.headers.get("location", host)
            assert location.startswith(host)
            assert "x-y" not in answer.headers


@pytest.mark.parametrize("kind", SERVERS)
def test_what_the_reader_wants_survives_the_way(site: Path, kind: str) -> None:
    with (
        place() as one,
        place() as other,
        running(kind, one, "/", configured(kind, site)) as host,
        running("w3id", other, "/maalbar/", _leading_to(host.address, site)) as permanent,
    ):
        for accept, suffix in {"text/turtle": ".ttl", BROWSER: ".html"}.items():
            first = permanent.ask(THING, Accept=accept)
            second = host.ask(host.within(first.headers["location"]), Accept=accept)
            third = host.ask(host.within(second.headers["location"]), Accept=accept)

            assert third.body == (site / f"{THING}{suffix}").read_bytes()
            assert f'<https://w3id.org/maalbar/{THING}>; rel="cite-as"' in third.headers["link"]
        assert host.ask("", Accept="text/turtle").headers["content-location"] == "/catalogue.ttl"
        assert host.ask(".well-known/void").status == 200


def _leading_to(address: str, site: Path) -> Configure:
    (text,) = configuration("w3id", read_site(site, address=address), "A test").values()
    return lambda _: text
