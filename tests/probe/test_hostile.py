"""A server that means harm gets no more than its time, and shows nothing but text."""

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from tests.fetch.conftest import serve as _serve
from tests.fetch.web import Page, Web
from tests.probe.good import Request, Response, serving
from tests.probe.sins import without
from tests.probe.test_checks import of_this_house, probed
from tests.running import here

from maalbar.fetch import client
from maalbar.fetch.client import Answer, Client
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.text import LANGUAGES
from maalbar.probe import asking
from maalbar.probe.asking import Asker
from maalbar.probe.probing import Inquiry, probe
from maalbar.probe.reading import header_links, read_page
from maalbar.render.findings import FORMS
from maalbar.render.probe import RENDERERS

Serve = Callable[..., Web]
serve = _serve
HARM = "\x1b[2J<script>alert(1)</script>\u202e::error::x##[command]"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_PAUSES", (0.01, 0.01))


class Anything(dict[str, Page]):
    """The same for every path."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def __missing__(self, _: str) -> Page:
        return self.page


def served(web: Web, page: Page) -> str:
    web.pages = Anything(page)
    return f"{web.address}/"


def _answer(data: bytes = b"", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(url="https://a.example/b/c", status=200, headers=named, data=data)


def test_no_private_address_is_asked_unless_that_is_wished(serve: Serve) -> None:
    web = serve({})

    with pytest.raises(MaalbarError) as caught:
        probe(f"{web.address}/", Inquiry(pause=0))

    assert [each.code for each in caught.value.diagnostics] == ["fetch/refused-address"]
    assert web.asked == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "data.example.org", "/etc", "ftp://a.example/"]
)
def test_only_what_is_on_the_web_is_probed(url: str) -> None:
    with pytest.raises(MaalbarError) as caught:
        probe(url, Inquiry(pause=0))

    assert [each.code for each in caught.value.diagnostics] == ["fetch/bad-url"]


@pytest.mark.parametrize("status", [404, 500])
def test_nothing_there_is_said(serve: Serve, status: int) -> None:
    with pytest.raises(MaalbarError) as caught:
        probed(served(serve({}), Page(status=status)))

    assert [each.code for each in caught.value.diagnostics] == ["fetch/status"]


def test_a_server_that_drips_is_left_in_peace(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    web = serve({})

    def drip(handler: BaseHTTPRequestHandler) -> None:
        if len(web.asked) > 3:
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()

    begin = time.monotonic()

    found = probed(served(web, Page(drip)))

    assert time.monotonic() - begin < 10
    assert len(web.asked) < 10
    assert found.points < found.out_of


def test_a_server_that_is_always_a_little_slow_does_not_last_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "ALL_SECONDS", 0.5)

    def slow(_: Request, __: Response) -> None:
        time.sleep(0.05)

    begin = time.monotonic()
    with serving(slow) as address:
        found = probed(address)

    assert time.monotonic() - begin < 5
    assert 2 < found.asked < 20


def test_ten_megabytes_of_links_are_too_much_at_once(serve: Serve) -> None:
    links = b"".join(b'<a href="/%d">' % number for number in range(800_000))

    with pytest.raises(MaalbarError) as caught:
        probed(served(serve({}), Page(links, headers={"Content-Type": "text/html"})))

    assert [each.code for each in caught.value.diagnostics] == ["fetch/too-big"]


def test_of_many_links_few_are_followed(serve: Serve) -> None:
    links = b"".join(b'<a href="/id/%d">' % number for number in range(50_000))
    web = serve({})

    found = probed(served(web, Page(links, headers={"Content-Type": "text/html"})))

    assert len(web.asked) <= found.asked <= found.most
    assert len(found.resources) == 3


def test_a_lie_about_length_is_no_answer(serve: Serve) -> None:
    with pytest.raises(MaalbarError) as caught:
        probed(served(serve({}), Page(b"x", headers={"Content-Length": "1000"})))

    assert [each.code for each in caught.value.diagnostics] == ["fetch/unreachable"]


def test_huge_headers_are_no_answer(serve: Serve) -> None:
    with pytest.raises(MaalbarError) as caught:
        probed(served(serve({}), Page(b"x", headers={"Link": "<x>" * 50_000})))

    assert [each.code for each in caught.value.diagnostics] == ["fetch/unreachable"]


def test_a_site_that_calls_itself_by_the_name_of_another_leads_no_one_there(serve: Serve) -> None:
    web = serve({})
    links = '<https://www.w3.org/>; rel="canonical", <https://www.w3.org/ns>; rel="collection"'
    page = b'<a href="https://www.w3.org/TR/"><a href="http://127.0.0.1:1/x">'

    found = probed(served(web, Page(page, headers={"Content-Type": "text/html", "Link": links})))

    assert all(each.startswith(web.address) for each in found.resources)
    assert len(web.asked) > 3
    assert all(each.headers["Host"] == web.address.removeprefix("http://") for each in web.asked)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_server_says_is_shown_as_harmless_text(form: str, lang: str) -> None:
    sly = HARM.encode().decode("latin-1").replace("\x1b", "\t")

    def harm(_: Request, response: Response) -> None:
        response.headers |= {"Vary": sly, "Cache-Control": sly, "ETag": sly}
        response.headers["Access-Control-Allow-Origin"] = f"{sly}{'x' * 10_000}"

    with serving(harm) as address:
        shown = RENDERERS[form](probed(address), lang, 80)

    assert len(shown) < 200_000
    assert not {"\x1b", "\u202e"} & set(shown)
    assert (
        form == "json" or "<script>" not in shown or form in {"text", "github", "sarif", "turtle"}
    )
    assert not any(line.lstrip().startswith("::error::x") for line in shown.splitlines())
    assert "##[command]" not in shown or form in {
        "json",
        "sarif",
        "turtle",
        "junit",
        "html",
        "markdown",
    }


@pytest.mark.parametrize(
    "said",
    [
        "<" * 60_000,
        "<>" * 30_000,
        "<a>; rel=" * 7_000,
        '<a>; a="' * 8_000,
        "<a>" + " ;" * 30_000,
        "<a>" + "; x" * 20_000,
        "<a>;" + " " * 60_000,
    ],
)
def test_links_of_headers_are_read_in_time(said: str) -> None:
    begin = time.monotonic()

    assert len([*header_links(_answer(Link=said))]) <= 500

    assert time.monotonic() - begin < 2


@pytest.mark.parametrize(
    "said",
    [
        "<" * 2_000_000,
        "<a " * 600_000,
        '<a "' * 500_000,
        "<a x=" * 400_000,
        f"<a {'x' * 3_900}>" * 500,
        f"<a {'x=' * 1_900}>" * 500,
        f"<a {'=' * 3_900}>" * 500,
        "<!--" * 500_000,
        "<!-- -->" * 250_000,
    ],
)
def test_pages_are_read_in_time(said: str) -> None:
    begin = time.monotonic()

    read_page(_answer(said.encode(), Content_Type="text/html"))

    assert time.monotonic() - begin < 5


def test_a_redirect_to_http_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(_: Client, url: str, **__: object) -> Answer:
        return Answer(url=url, status=302, headers={"Location": "http://a.example/"}, data=b"")

    monkeypatch.setattr(Client, "ask", ask)

    trail = Asker(Client(of_this_house), pause=0).ask("https://a.example/")

    assert trail.fault
    assert trail.fault.code == "fetch/bad-url"
    assert trail.end is None


def test_the_command_scores_a_site() -> None:
    with serving() as address:
        ran = here("harvest", "--probe", address, "--allow-private")

    assert ran.returncode == 0, ran.stderr
    assert "100 of 100 points, 5 of 5 stars" in ran.stdout
    assert "of at most 200" in ran.stdout


def test_the_command_tells_programs_all_of_it() -> None:
    with serving(without("Vary")) as address:
        ran = here("harvest", "--probe", address, "--allow-private", "--report", "json", "--strict")

    said = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert {each["code"] for each in said["findings"]} == {"probe/vary", "probe/language"}
    assert said["points"] == said["outOf"] - 5
    assert {each["code"] for each in said["checks"] if each["ok"] is False} == {
        "probe/vary",
        "probe/language",
    }


@pytest.mark.parametrize("option", ["--offline", "--no-links", "--kind=dataset", "--last=x.json"])
def test_what_is_for_a_rehearsal_does_not_go_with_a_probe(option: str) -> None:
    ran = here("harvest", "--probe", "https://data.example.org/", option)

    assert ran.returncode == 2
    assert "--probe goes only with" in ran.stderr
