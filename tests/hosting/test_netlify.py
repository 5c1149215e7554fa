"""Hosts of files are told what they can be told: by the syntax that their makers document."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.hosting.conftest import REPLACED, SUCCESSOR
from tests.hosting.table import MEDIA_TYPES

from maalbar.hosting.kinds import configuration
from maalbar.hosting.site import read_site

ADDRESS = "https://data.example.org/"
# What Cloudflare Pages takes.
MOST_RULES, LONGEST_LINE, MOST_REDIRECTS = 100, 2000, 2000


@pytest.fixture(scope="module")
def files(site: Path) -> dict[str, str]:
    return configuration("netlify", read_site(site, address=ADDRESS), "A test")


def headers_of(text: str, path: str) -> dict[str, list[str]]:
    """Apply `_headers`: every rule whose path matches; `*` is anything, whole line by line."""
    found: dict[str, list[str]] = {}
    matches = False
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            assert line.startswith("/")
            assert line.count("*") <= 1
            pattern = "(.*)".join(map(re.escape, line.split("*")))
            matches = re.fullmatch(pattern, path) is not None
        elif matches:
            name, _, value = line.strip().partition(": ")
            found.setdefault(name.lower(), []).append(value)
    return found


def test_each_suffix_has_one_media_type(files: dict[str, str]) -> None:
    for suffix, media_type in MEDIA_TYPES.items():
        if suffix != ".xml":
            for path in (f"/a{suffix}", f"/id/b/c.d{suffix}"):
                assert headers_of(files["_headers"], path)["content-type"] == [media_type]
    feed = headers_of(files["_headers"], "/feed.xml")["content-type"]
    assert feed == ["application/atom+xml; charset=utf-8"]
    void = headers_of(files["_headers"], "/.well-known/void")["content-type"]
    assert void == ["text/turtle; charset=utf-8"]


def test_no_header_is_said_twice(files: dict[str, str], site: Path) -> None:
    for path in site.rglob("*"):
        said = headers_of(files["_headers"], f"/{quote(path.relative_to(site).as_posix())}")
        assert all(len(values) == 1 for values in said.values()), path
        assert said["access-control-allow-origin"] == ["*"]
        assert said["x-content-type-options"] == ["nosniff"]
        assert 'rel="license"' in said["link"][0]
    snapshot = headers_of(files["_headers"], "/v/2026-01-01/ns.html")
    assert snapshot["cache-control"] == ["public, max-age=31536000, immutable"]
    assert "cache-control" not in headers_of(files["_headers"], "/ns.html")


def test_documents_without_a_page_and_what_was_replaced_are_found(
    files: dict[str, str], site: Path
) -> None:
    rules = [line.split() for line in files["_redirects"].splitlines() if line[:1] == "/"]
    led = {source: (target, status) for source, target, status in rules}

    assert led["/catalogue"] == ("/catalogue.ttl", "200")
    assert led[f"/{quote(REPLACED)}"] == (SUCCESSOR, "301")
    assert "/ns" not in led
    for source, (target, status) in led.items():
        assert not (site / source[1:]).is_file()
        assert status == "301" or (site / target[1:]).is_file()


def test_no_limit_is_passed(files: dict[str, str]) -> None:
    headers, redirects = (files[name].splitlines() for name in ("_headers", "_redirects"))

    assert sum(line.startswith("/") for line in headers) <= MOST_RULES
    assert sum(line.startswith("/") for line in redirects) <= MOST_REDIRECTS
    assert max(map(len, headers)) <= LONGEST_LINE
