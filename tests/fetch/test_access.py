"""Who asks is told to the host that was meant, and to no other, and never in the clear."""

import re
from collections.abc import Callable, Mapping
from hashlib import md5
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from typing import Final

import pytest
from tests.fetch.web import Page, Web, of_this_house

from maalbar.fetch.access import access_from
from maalbar.fetch.address import read_address
from maalbar.fetch.client import Answer, Client
from maalbar.model.diagnostic import MaalbarError

Serve = Callable[..., Web]

USER: Final = {"MAALBAR_SPARQL_USER": "kari", "MAALBAR_SPARQL_PASSWORD": "hemmelig"}
TOKEN: Final = {"MAALBAR_SPARQL_TOKEN": "n0kkel"}


def ask(url: str, environment: Mapping[str, str], *, at: str = "", method: str = "GET") -> Answer:
    access = access_from(environment, read_address(at or url))
    with Client(of_this_house, access) as client:
        client.ask(url, limit=10_000, seconds=5, method=method)
        return client.ask(url, limit=10_000, seconds=5, method=method)


def sent(web: Web) -> list[str | None]:
    """What the server was told of who asks."""
    return [each.headers.get("Authorization") for each in web.asked]


def test_a_token_is_sent_at_once(serve: Serve) -> None:
    web = serve({"/sparql": Page(b"{}")})

    ask(f"{web.address}/sparql", TOKEN)

    assert sent(web) == ["Bearer n0kkel", "Bearer n0kkel"]


def challenging(challenge: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A page that wants to know who asks."""

    def page(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("Authorization")
        handler.send_response(200 if known else 401)
        if not known:
            handler.send_header("WWW-Authenticate", challenge)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return page


def test_a_password_is_sent_when_it_is_asked_for(serve: Serve) -> None:
    web = serve({"/sparql": Page(challenging('Basic realm="SPARQL"'))})

    answer = ask(f"{web.address}/sparql", USER)

    assert answer.status == 200
    assert sent(web) == [None, "Basic a2FyaTpoZW1tZWxpZw==", "Basic a2FyaTpoZW1tZWxpZw=="]


def test_a_password_is_not_sent_where_its_hash_will_do(serve: Serve) -> None:
    challenge = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm=MD5, opaque="o"'
    web = serve({"/sparql": Page(challenging(challenge))})

    ask(f"{web.address}/sparql?graph=a%3Ab", USER, method="PUT")

    first, second, third = sent(web)
    assert first is None
    for number, said in enumerate((second, third), start=1):
        values = dict(re.findall(r'(\w+)="?([^",]*)"?', (said or "").removeprefix("Digest ")))
        assert (values["username"], values["nc"]) == ("kari", f"{number:08x}")
        assert values["uri"] == "/sparql?graph=a%3Ab"
        assert values["response"] == hashed(
            hashed("kari:SPARQL:hemmelig"),
            "abc",
            values["nc"],
            values["cnonce"],
            "auth",
            hashed(f"PUT:{values['uri']}"),
        )


def hashed(*parts: str) -> str:
    return md5(":".join(parts).encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("environment", [USER, TOKEN])
def test_no_other_host_is_told(environment: Mapping[str, str], serve: Serve) -> None:
    other = serve({"/": Page(challenging('Basic realm="x"'))})
    web = serve({"/sparql": Page(status=302, headers={"Location": f"{other.address}/"})})

    ask(f"{web.address}/sparql", environment)
    ask(f"{other.address}/", environment, at=web.address)

    assert sent(other) == [None, None, None, None]


def test_who_is_not_let_in_is_not_asked_for_ever(serve: Serve) -> None:
    page = Page(b"no", 401, {"WWW-Authenticate": "Basic"})
    web = serve({"/sparql": page})

    assert ask(f"{web.address}/sparql", USER).status == 401
    assert len(web.asked) == 4


@pytest.mark.parametrize(
    "challenge", ["", "Negotiate", "Digest", 'Digest realm="x"', "Digest =,=", "🙈"]
)
def test_a_challenge_that_makes_no_sense_is_an_answer(challenge: str, serve: Serve) -> None:
    encoded = challenge.encode().decode("latin-1")
    web = serve({"/sparql": Page(challenging(encoded))})

    assert ask(f"{web.address}/sparql", USER).status == 401


@pytest.mark.parametrize(
    ("url", "host", "goes"),
    [
        ("http://example.org/", "198.41.0.4", False),
        ("http://example.org/", "169.254.169.254", False),
        ("http://example.org/", "2001:500:2::c", False),
        ("http://example.org/", "10.1.2.3", True),
        ("http://example.org/", "127.0.0.1", True),
        ("http://example.org/", "fd00::1", True),
        ("https://example.org/", "198.41.0.4", True),
    ],
)
def test_no_secret_goes_in_the_clear(url: str, host: str, *, goes: bool) -> None:
    access = access_from(TOKEN, read_address(url))
    assert access
    allowed = access.guarded(lambda _host: True)

    if goes:
        assert allowed(ip_address(host))
    else:
        with pytest.raises(MaalbarError) as caught:
            allowed(ip_address(host))
        assert caught.value.diagnostics[0].code == "fetch/in-the-clear"


def test_a_host_that_is_not_allowed_is_not_allowed_by_a_key() -> None:
    access = access_from(TOKEN, read_address("http://example.org/"))
    assert access

    assert not access.guarded(lambda _host: False)(ip_address("198.41.0.4"))


@pytest.mark.parametrize(
    "environment",
    [
        {"MAALBAR_SPARQL_TOKEN": "a\r\nX-Other: b"},
        {"MAALBAR_SPARQL_TOKEN": "nøkkel"},
        {"MAALBAR_SPARQL_USER": "kari\n"},
        {"MAALBAR_SPARQL_USER": "kari", "MAALBAR_SPARQL_PASSWORD": "a\0b"},
    ],
)
def test_what_cannot_be_sent_is_told_of_and_not_shown(environment: Mapping[str, str]) -> None:
    with pytest.raises(MaalbarError) as caught:
        access_from(environment, read_address("https://example.org/"))

    (finding,) = caught.value.diagnostics
    assert finding.code == "fetch/bad-secret"
    assert not any(value in str(finding) for value in environment.values())


def test_without_a_key_no_one_is_told_of() -> None:
    assert access_from({}, read_address("https://example.org/")) is None
    assert access_from({"MAALBAR_SPARQL_PASSWORD": "x"}, read_address("https://a.no/")) is None
