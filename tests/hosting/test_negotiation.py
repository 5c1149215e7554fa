"""Every server gives each reader the form that it asked for."""

import gzip
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.hosting.conftest import GONE, LETTERS, REPLACED, SNAPSHOT, SUCCESSOR
from tests.hosting.servers import Server
from tests.hosting.table import BROWSER, CASES, CATALOGUE, MEDIA_TYPES, REPORT, THING, Case

ORIGIN = {"Origin": "https://reader.example"}


def asked(case: Case) -> dict[str, str]:
    headers = {"Accept": case.accept, "Accept_Language": case.language}
    return {name: value for name, value in headers.items() if value is not None}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_reader_gets_what_suits_best(server: Server, site: Path, case: Case) -> None:
    answer = server.ask(case.path, **asked(case))

    assert answer.status == case.status
    assert "accept" in answer.names("vary")
    if case.status == 200:
        assert server.within(answer.headers["content-location"], of=case.path) == case.given
        assert answer.body == (site / case.given).read_bytes()
        assert answer.headers["content-type"] == MEDIA_TYPES[Path(case.given).suffix]
    elif case.status == 303:
        assert server.within(answer.headers["location"], of=case.path) == case.given
    else:
        assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
        assert f"{case.path}.ttl".encode() in answer.body


def test_a_page_is_told_to_depend_on_the_language(server: Server) -> None:
    assert "accept-language" in server.ask(THING, Accept="text/turtle").names("vary")
    assert "accept-language" in server.ask("ns", Accept="image/png").names("vary")
    assert "accept-language" not in server.ask(CATALOGUE).names("vary")


def test_every_file_is_had_by_its_name_in_its_media_type(server: Server, site: Path) -> None:
    seen = set()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        suffix = path.suffix
        if path.is_dir() or "/." in f"/{name}" or name == "feed.xml" or name.startswith(GONE):
            continue
        if suffix in seen and not name.startswith(("dump", LETTERS, REPORT)):
            continue
        seen.add(suffix)
        answer = server.ask(quote(name), Accept="image/png", Accept_Encoding="gzip")

        assert answer.status == 200, name
        assert answer.headers["content-type"] == MEDIA_TYPES[suffix]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "accept" not in answer.names("vary")
        packed = answer.headers.get("content-encoding") == "gzip"
        assert not (packed and suffix == ".gz")
        assert (gzip.decompress(answer.body) if packed else answer.body) == path.read_bytes()
    assert len(seen) >= 8


def test_what_a_hash_points_at_is_in_the_document(server: Server) -> None:
    term = "https://w3id.org/maalbar/ns#Goal"

    assert b'id="Goal"' in server.ask("ns", Accept=BROWSER).body
    assert f"<{term}>".encode() in server.ask("ns", Accept="application/n-triples").body


def test_a_feed_is_a_feed(server: Server) -> None:
    answer = server.ask("feed.xml")

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert 'rel="canonical"' in answer.headers["link"]


def test_nothing_is_packed_for_a_reader_who_did_not_ask(server: Server) -> None:
    for name in ("catalogue", "catalogue.ttl", "dump.nq", "dump.nq.gz", "ns"):
        assert "content-encoding" not in server.ask(name).headers


def test_a_question_about_headers_is_answered_as_the_real_one(server: Server) -> None:
    for path in (CATALOGUE, "ns", THING, f"{THING}.ttl", "nowhere"):
        real, head = server.ask(path), server.ask(path, method="HEAD")

        assert head.body == b""
        assert head.status == real.status
        for name in ("content-type", "link", "content-location", "location", "vary", "etag"):
            assert head.headers.get(name) == real.headers.get(name), (path, name)


@pytest.mark.parametrize("path", [CATALOGUE, "ns", f"{THING}.ttl", "dump.nq.gz"])
def test_what_the_reader_has_is_not_sent_again(server: Server, path: str) -> None:
    first = server.ask(path)
    again = server.ask(path, If_None_Match=first.headers["etag"])

    assert again.status == 304
    assert again.body == b""
    assert again.headers["etag"] == first.headers["etag"]
    for name in ("vary", "content-location", "cache-control"):
        if name in first.headers:
            assert set(again.names(name)) >= first.names(name) - {"accept-encoding"}
    assert server.ask(path, If_None_Match='"another"').status == 200


def test_each_form_of_a_document_has_its_own_tag(server: Server) -> None:
    accepted = ("text/turtle", "application/ld+json", "application/n-triples", "text/html")

    tags = {server.ask("ns", Accept=each).headers["etag"] for each in accepted}

    assert len(tags) == len(accepted)


def test_a_packed_form_is_known_again_too(server: Server) -> None:
    first = server.ask("dump.ttl", Accept_Encoding="gzip")
    assert first.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in first.names("vary")

    tag = first.headers.get("etag")
    assert tag
    assert server.ask("dump.ttl", Accept_Encoding="gzip", If_None_Match=tag).status == 304


def test_another_site_may_ask_from_a_browser(server: Server) -> None:
    for path in (CATALOGUE, THING, "nowhere"):
        answer = server.ask(
            path,
            method="OPTIONS",
            Access_Control_Request_Method="GET",
            Access_Control_Request_Headers="accept",
            **ORIGIN,
        )

        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "get" in answer.names("access-control-allow-methods")
        assert "accept" in answer.names("access-control-allow-headers")
    for path in (CATALOGUE, THING, "nowhere"):
        answer = server.ask(path, **ORIGIN)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert {"link", "etag", "content-location"} <= answer.names("access-control-expose-headers")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_nothing_can_be_written(server: Server, method: str) -> None:
    answer = server.ask(CATALOGUE, method=method, Content_Length="0")

    assert answer.status == 405
    assert {"get", "head", "options"} <= answer.names("allow")


@pytest.mark.parametrize(
    "path",
    [
        "nowhere",
        "nowhere.ttl",
        "id/nothing",
        "id/goal/digdir/2021/innovasjon",
        "id",
        "id/",
        "schema/",
        "catalogue.html",
        f"{THING}.csv",
        f"{THING}.ttl/",
        "ns.ttl.ttl",
        "index.ttl",
        f"{THING}.nb.html",
        "id/goal/digdir/2021/innovasjon/1%00",
        "id/goal/digdir/2021/innovasjon/1%0d%0aX-Y:%20z",
        "id/g*/digdir/2021/innovasjon/1",
        "id/goal/digdir/2021/innovasjon/[1]",
        "{env.HOME}",
        "%7Benv.HOME%7D",
        "%7Bhttp.request.header.User-Agent%7D",
    ],
)
def test_what_is_not_there_is_not_found(server: Server, path: str) -> None:
    answer = server.ask(path, User_Agent="catalogue", Accept="text/html")

    assert answer.status in ({404, 400} if re.search("%0", path) else {404})
    assert "x-y" not in answer.headers
    assert "link" not in answer.headers


@pytest.mark.parametrize(
    "path", [".secret", "id/.hidden.ttl", "id/.hidden", ".", "..", ".git/config"]
)
def test_what_is_hidden_stays_hidden(server: Server, path: str) -> None:
    answer = server.ask(path)

    assert b"password" not in answer.body
    assert answer.status == 404 or path in {".", ".."}


@pytest.mark.parametrize(
    "target",
    [
        "/data/../../../../../../etc/passwd",
        "/data/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/data/..%2f..%2f..%2f..%2fetc/passwd",
        "/data/id/..%5c..%5c..%5cetc/passwd",
        "/data//etc/passwd",
        "/data/./../../etc/passwd",
        "/data/id/%252e%252e/%252e%252e/etc/passwd",
    ],
)
def test_no_address_leads_out_of_the_site(server: Server, target: str) -> None:
    answer = server.ask_raw(target)

    assert b"root:" not in answer.body
    # Caddy answers what it was told nothing about with nothing.
    assert answer.status in {400, 403, 404} or not answer.body


def test_no_one_is_led_to_another_host(server: Server) -> None:
    for target in (
        "//data/id/goal",
        f"//evil.example/data/{THING}",
        f"/data//{THING}",
        f"/data/{THING}//",
    ):
        answer = server.ask_raw(target, Accept="text/turtle")

        assert "evil.example" not in answer.headers.get("location", "")
        assert not answer.headers.get("location", "").startswith("//")


def test_letters_are_letters_however_they_are_written(server: Server, site: Path) -> None:
    for spelt in (quote(LETTERS), quote(LETTERS).replace("%C3%B8", "%c3%b8")):
        answer = server.ask(spelt, Accept="text/turtle")

        assert answer.status == 303
        assert answer.headers["location"].endswith(f"{spelt}.ttl")
        assert f"<https://w3id.org/maalbar/{spelt}>" in answer.headers["link"]
        found = server.ask(server.within(answer.headers["location"]))
        assert found.body == (site / f"{LETTERS}.ttl").read_bytes()


def test_a_stroke_at_the_end_does_no_harm(server: Server) -> None:
    thing = server.ask(f"{THING}/", Accept="text/turtle")
    document = server.ask("ns/", Accept="text/turtle")
    bare = server.ask_raw("/data")

    assert thing.status == 303
    assert server.within(thing.headers["location"]) == f"{THING}.ttl"
    assert document.status == 301
    assert server.within(document.headers["location"]) == "ns"
    assert bare.status == 301
    assert server.within(bare.headers["location"]) == ""


def test_a_question_in_the_address_changes_nothing(server: Server) -> None:
    assert server.ask(f"{THING}?a=/../b", Accept="text/turtle").status == 303
    assert server.ask("ns?x", Accept="text/turtle").status == 200
    assert server.ask("ns.ttl?x").status == 200


def test_what_is_gone_says_so(server: Server) -> None:
    for path in (GONE, f"{GONE}.ttl", f"{GONE}.nn.html", f"{GONE}/"):
        answer = server.ask(path, Accept="text/turtle")
        assert answer.status == 410, path
        assert "successor-version" not in answer.headers["link"]
    replaced = server.ask(quote(REPLACED), Accept=BROWSER)
    assert replaced.status == 410
    assert f'<{SUCCESSOR}>; rel="successor-version"' in replaced.headers["link"]
    assert f'href="{SUCCESSOR}"'.encode() in replaced.body
    assert server.ask(f"{GONE}x").status == 404


def test_a_snapshot_is_for_ever_and_the_rest_is_not(server: Server, site: Path) -> None:
    for path, given in ((f"{SNAPSHOT}/", "index.html"), (f"{SNAPSHOT}/catalogue", "catalogue.ttl")):
        answer = server.ask(path)
        assert answer.status == 200
        assert answer.body == (site / SNAPSHOT / given).read_bytes()
        assert "immutable" in answer.headers["cache-control"]
    assert server.within(server.ask(SNAPSHOT).headers["location"]) == f"{SNAPSHOT}/"
    assert "immutable" not in server.ask(CATALOGUE).headers["cache-control"]


def test_the_dataset_is_found_where_everyone_looks(server: Server, site: Path) -> None:
    within = server.ask(".well-known/void")
    above = server.ask_raw("/.well-known/void")

    assert within.status == 200
    assert within.headers["content-type"] == "text/turtle; charset=utf-8"
    assert within.body == (site / ".well-known/void").read_bytes()
    assert above.status == 302
    assert server.within(above.headers["location"]) == "void"


def links(header: str) -> dict[str, list[str]]:
    """Give the targets in a Link header by relation."""
    found: dict[str, list[str]] = {}
    for target, parameters in re.findall(r'<([^>]*)>((?:;\s*[a-z]+="[^"]*")+)', header):
        (relations,) = re.findall('rel="([^"]*)"', parameters)
        for relation in relations.split():
            found.setdefault(relation, []).append(target)
    return found


@pytest.mark.parametrize(
    "path", [THING, f"{THING}.html", f"{THING}.ttl", REPORT, CATALOGUE, "ns", ""]
)
def test_every_link_leads_somewhere(server: Server, path: str) -> None:
    answer = server.ask(path)
    found = links(answer.headers["link"])

    for relation in ("alternate", "describedby", "describes", "collection", "item"):
        for target in found.get(relation, ()):
            assert server.ask(server.within(target), method="HEAD").status == 200, target
    forms = {Path(each).suffix for each in found["alternate"]}
    assert {".ttl", ".jsonld", ".nt"} <= forms
    assert found["license"] == [
        "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
    ]
    assert found["type"]
    own = "cite-as" if path.startswith("id/") else "canonical"
    name = path.removesuffix(".html").removesuffix(".ttl")
    assert found[own] == [f"https://w3id.org/maalbar/{name}"]


def test_signposts_stand_where_they_belong(server: Server) -> None:
    thing, page, data = (
        links(server.ask(path).headers["link"]) for path in (THING, f"{THING}.html", f"{THING}.ttl")
    )
    report = links(server.ask(REPORT).headers["link"])
    catalogue = links(server.ask(CATALOGUE).headers["link"])

    assert "https://schema.org/AboutPage" in thing["type"]
    assert {server.within(each) for each in thing["collection"]} == {CATALOGUE}
    assert f"{THING}.ttl" in {server.within(each) for each in page["describedby"]}
    assert f"{THING}.html" in {server.within(each) for each in data["describes"]}
    assert "describedby" not in data
    assert "https://schema.org/Dataset" in report["type"]
    assert "dump.nq.gz" in {server.within(each) for each in catalogue["item"]}
