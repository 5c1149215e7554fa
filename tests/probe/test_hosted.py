"""A site that this program publishes gets full marks, on each server that it can be set up for."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.hosting.conftest import server as _server
from tests.hosting.conftest import site as _site
from tests.hosting.servers import Server, free_port
from tests.probe.test_checks import probed

site = _site
server = _server
STARTS = ("", "catalogue", "ns", "id/report/digdir/2021/innovasjon-fagregnskap")


@pytest.mark.parametrize("start", STARTS)
def test_our_site_gets_full_marks_on_each_server(server: Server, start: str) -> None:
    found = probed(server.address + start)

    assert {each.code: (each.at, each.seen["en"]) for each in found.checks if not each.ok} == {}
    assert found.points == found.out_of
    assert found.stars == 5
    assert found.asked < found.most


@pytest.fixture
def plain_server(site: Path) -> Iterator[str]:
    """The same folder, handed out by a server that only hands out files."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "-b", "127.0.0.1", "-d", str(site)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            urlopen(address).close()  # our own
            break
        except URLError:
            time.sleep(0.05)
    yield address
    process.terminate()
    process.wait(20)


def test_a_server_of_files_gets_what_is_true_of_it(plain_server: str) -> None:
    found = probed(plain_server)

    outcome = {each.code.removeprefix("probe/"): each.ok for each in found.checks}
    assert [code for code, ok in outcome.items() if ok] == [
        *("licence", "page", "ranges", "not-found", "iris", "head", "not-modified"),
        *("encoding", "cite-as"),
    ]
    assert {code for code, ok in outcome.items() if ok is False} >= {
        *("catalogue", "turtle", "json-ld", "not-acceptable", "charset", "etag"),
    }
    assert found.stars == 1
