"""What a site can do wrong, by the checks that find it."""

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.probe.good import DATA, FORMS, LICENCE, Request, Response, Sin, answer

_HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sinner:
    """A site, the only checks that find something, and where the probe begins."""

    checks: tuple[str, ...]
    sin: Sin | None = None
    data: Mapping[str, str] = field(default_factory=lambda: DATA)
    start: str = "catalogue"


def _kind(response: Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0]


def _is_data(response: Response) -> bool:
    return response.status == 200 and _kind(response) in set(FORMS.values()) - {FORMS["html"]}


def without(name: str) -> Sin:
    def sin(_: Request, response: Response) -> None:
        response.headers.pop(name, None)

    return sin


def setting(name: str, value: str, *, unless: str = "") -> Sin:
    def sin(request: Request, response: Response) -> None:
        if request.method != unless and (name in response.headers or name.startswith("Access")):
            response.headers[name] = value

    return sin


def in_links(old: str, new: str) -> Sin:
    def sin(_: Request, response: Response) -> None:
        if "Link" in response.headers:
            response.headers["Link"] = re.sub(old, new, response.headers["Link"])

    return sin


def in_bodies(old: str, new: str, *kinds: str) -> Sin:
    def sin(_: Request, response: Response) -> None:
        if response.status == 200 and _kind(response) in {FORMS[each] for each in kinds}:
            response.body = re.sub(old.encode(), new.encode(), response.body)

    return sin


def saying(name: str, old: str, new: str) -> Mapping[str, str]:
    """Give data that say something else."""
    assert old in DATA[name]
    return {**DATA, name: DATA[name].replace(old, new)}


def refusing(suffix: str) -> Sin:
    """Give no one a form who asks for nothing else."""

    def sin(request: Request, response: Response) -> Response | None:
        asked = request.accept.partition(",")[0] if suffix == "html" else request.accept
        if asked == FORMS[suffix] and "." not in request.path and response.status in {200, 303}:
            return Response(406, b'<a href="/x.nt">', {**response.headers, "Content-Type": _HTML})
        return None

    return sin


def when(
    is_so: Callable[[Request, Response], bool], do: Callable[[Request, Response], Response | None]
) -> Sin:
    def sin(request: Request, response: Response) -> Response | None:
        return do(request, response) if is_so(request, response) else None

    return sin


def turning(one: int, other: int) -> Sin:
    """Answer with another status."""

    def sin(_: Request, response: Response) -> None:
        if response.status == one:
            response.status = other

    return sin


def refusing_method(method: str) -> Sin:
    def sin(request: Request, response: Response) -> Response | None:
        return Response(405, headers=response.headers) if request.method == method else None

    return sin


def _first_named(request: Request, response: Response) -> None:
    """Take the first name in Accept, whatever it weighs."""
    named = [each.partition(";")[0].strip() for each in request.accept.split(",")]
    suffix = next((each for each, kind in FORMS.items() if kind == named[0]), None)
    if response.status == 303 and suffix and len(named) < 4:
        response.headers["Location"] = f"{request.path}.{suffix}"


def _no_wildcards(request: Request, response: Response) -> Response | None:
    if (
        "." not in request.path
        and request.method == "GET"
        and request.accept in {"*/*", "text/*", "application/*"}
    ):
        return Response(406, b'<a href="/x.ttl">', {**response.headers, "Content-Type": _HTML})
    return None


def _one_language(_: Request, response: Response) -> None:
    if response.status == 303:
        response.headers["Location"] = response.headers["Location"].replace(".en.html", ".html")


def _bare_refusal(_: Request, response: Response) -> None:
    if response.status == 406:
        response.body = b"No"


def _no_charset(_: Request, response: Response) -> None:
    response.headers["Content-Type"] = _kind(response)


def _weak(request: Request, response: Response) -> Response | None:
    if request.headers.get("if-none-match", "").startswith("W/"):
        return Response(304, headers=response.headers)
    if "ETag" in response.headers:
        response.headers["ETag"] = f"W/{response.headers['ETag']}"
    return None


def _one_etag(request: Request, response: Response) -> Response | None:
    if request.headers.get("if-none-match") == '"1"':
        return Response(304, headers=response.headers)
    if "ETag" in response.headers:
        response.headers["ETag"] = '"1"'
    return None


def _deaf_to_dates(request: Request, response: Response) -> None:
    if response.status == 304 and "if-modified-since" in request.headers:
        response.status = 200


def _thing_as_document(request: Request, response: Response) -> Response | None:
    if response.status != 303:
        return None
    there = answer(Request(request.method, response.headers["Location"], request.headers))
    varied = {name: value for name, value in response.headers.items() if name != "Location"}
    return Response(there.status, there.body, {**there.headers, **varied})


def _ring(request: Request, response: Response) -> Response | None:
    if request.path == "/all.nt":
        return Response(302, headers={**response.headers, "Location": "/all.nt"})
    return None


def _into_the_house(request: Request, response: Response) -> Response | None:
    if request.path == "/all.nt":
        inside = "http://169.254.169.254/latest"
        return Response(302, headers={**response.headers, "Location": inside})
    return None


def _packed(_: Request, response: Response) -> None:
    if _is_data(response):
        response.body = gzip.compress(response.body, mtime=0)
        response.headers["Content-Encoding"] = "gzip"


def _packed_otherwise(request: Request, response: Response) -> None:
    if request.path == "/all.nt":
        response.headers["Content-Encoding"] = "br"


def _broken(_: Request, response: Response) -> None:
    if _is_data(response) and "/id/" in response.headers["Link"]:
        response.body += b"<<<"


def _page_as_data(_: Request, response: Response) -> None:
    if _is_data(response) and "/id/" in response.headers["Link"]:
        response.body = b"<!doctype html><title>Logg inn</title>"


def _more_in_triples(_: Request, response: Response) -> None:
    if _is_data(response) and _kind(response) == FORMS["nt"]:
        response.body += b"<https://data.example.org/id/bike/1> <http://example.org/p> <x:y> .\n"


_NO_WORDS: Final = {
    **DATA,
    "id/bike/1": "<id/bike/1> a ns:Bike ; ns:club <id/club/1> .",
    "id/club/1": "<id/club/1> a org:Organization ; ns:bike <id/bike/1> .",
}
_ALONE: Final = {
    name: said.replace("https://org.example/1", "id/club/1") for name, said in DATA.items()
}
_NO_LICENCE: Final = saying("catalogue", f"dct:license <{LICENCE}> ;", "")
_DEAD: Final = "dcat:accessURL <id/dead/1> , <all.nt>"

SINNERS: Final = {
    "no catalogue": Sinner(
        checks=("catalogue",),
        data={name: said for name, said in DATA.items() if name != "catalogue"},
        start="id/bike/1",
    ),
    "no description": Sinner(
        checks=("catalogue",), data=saying("catalogue", 'dct:description "Sykler"@nb ;', "")
    ),
    "no dataset": Sinner(
        checks=("catalogue",),
        data=saying("catalogue", "a dcat:Dataset", "a dcat:Catalog"),
    ),
    "no licence": Sinner(
        checks=("licence", "signposts"), data=_NO_LICENCE, sin=in_links('rel="license"', 'rel="x"')
    ),
    "no download": Sinner(
        checks=("dump",), data=saying("catalogue", "dcat:downloadURL <all.nt> ;", "")
    ),
    "dead link": Sinner(
        checks=("links",), data=saying("catalogue", "dcat:accessURL <all.nt>", _DEAD)
    ),
    "no page": Sinner(checks=("page",), sin=refusing("html")),
    "no Turtle": Sinner(checks=("turtle",), sin=refusing("ttl")),
    "no JSON-LD": Sinner(checks=("json-ld",), sin=refusing("jsonld")),
    "no N-Triples": Sinner(checks=("other-forms",), sin=refusing("nt")),
    "first name": Sinner(checks=("weights",), sin=_first_named),
    "no wildcards": Sinner(checks=("ranges",), sin=_no_wildcards),
    "one language": Sinner(checks=("language",), sin=_one_language),
    "unacceptable as a page": Sinner(checks=("not-acceptable",), sin=turning(406, 200)),
    "bare refusal": Sinner(checks=("not-acceptable",), sin=_bare_refusal),
    "soft 404": Sinner(checks=("not-found",), sin=turning(404, 200)),
    "missing is an error": Sinner(checks=("not-found",), sin=turning(404, 500)),
    "varies in silence": Sinner(checks=("vary",), sin=setting("Vary", "Accept-Language")),
    "no charset": Sinner(checks=("charset",), sin=_no_charset),
    "broken data": Sinner(checks=("parses",), sin=_broken),
    "page as data": Sinner(checks=("parses",), sin=_page_as_data),
    "about another": Sinner(
        checks=("describes",),
        sin=when(
            lambda _, response: "/id/" in response.headers.get("Link", ""),
            in_bodies("id/bike/1", "id/bike/2", "ttl", "nt", "jsonld"),
        ),
    ),
    "forms differ": Sinner(checks=("same",), sin=_more_in_triples),
    "own words": Sinner(checks=("vocabularies",), data=_NO_WORDS),
    "alone": Sinner(checks=("links-out",), data=_ALONE),
    "query in names": Sinner(
        checks=("iris",), data=saying("catalogue", "<catalogue#all>", "<all?n=1>")
    ),
    "session in names": Sinner(
        checks=("iris",), data=saying("catalogue", "<catalogue#all>", "<all;jsessionid=1>")
    ),
    "program in names": Sinner(
        checks=("iris",), data=saying("catalogue", "<catalogue#all>", "<show.php>")
    ),
    "http in names": Sinner(
        checks=("iris",),
        data=saying("catalogue", "<catalogue#all>", "<http://data.example.org/all>"),
    ),
    "no anchors": Sinner(checks=("anchors",), sin=in_bodies('id="Bike"', 'id="Bil"', "html")),
    "thing as document": Sinner(checks=("things",), sin=_thing_as_document),
    "thing by 302": Sinner(checks=("things",), sin=turning(303, 302)),
    "ring": Sinner(checks=("dump", "links", "redirects"), sin=_ring),
    "into the house": Sinner(checks=("dump", "links", "redirects"), sin=_into_the_house),
    "HEAD not allowed": Sinner(checks=("head",), sin=refusing_method("HEAD")),
    "HEAD of another": Sinner(
        checks=("head",),
        sin=when(lambda asked, _: asked.method == "HEAD", setting("ETag", '"2"')),
    ),
    "weak ETag": Sinner(checks=("etag",), sin=_weak),
    "one ETag": Sinner(checks=("etag",), sin=_one_etag),
    "no ETag": Sinner(checks=("etag",), sin=without("ETag")),
    "always anew": Sinner(checks=("not-modified",), sin=turning(304, 200)),
    "deaf to dates": Sinner(checks=("not-modified",), sin=_deaf_to_dates),
    "no cache": Sinner(checks=("cache",), sin=without("Cache-Control")),
    "packed": Sinner(checks=("encoding",), sin=_packed),
    "packed otherwise": Sinner(checks=("dump", "encoding", "links"), sin=_packed_otherwise),
    "one origin": Sinner(
        checks=("cors",),
        sin=setting("Access-Control-Allow-Origin", "https://example.org", unless="OPTIONS"),
    ),
    "credentials": Sinner(
        checks=("cors",), sin=setting("Access-Control-Allow-Credentials", "true")
    ),
    "hidden headers": Sinner(checks=("cors",), sin=without("Access-Control-Expose-Headers")),
    "no OPTIONS": Sinner(checks=("preflight",), sin=refusing_method("OPTIONS")),
    "sniffing": Sinner(checks=("nosniff",), sin=without("X-Content-Type-Options")),
    "no Link": Sinner(checks=("alternates",), sin=in_links("alternate describedby", "describedby")),
    "no link in head": Sinner(
        checks=("alternates",), sin=in_bodies('rel="alternate"', 'rel="x"', "html")
    ),
    "dead alternate": Sinner(
        checks=("alternates",), sin=in_bodies(r'href="/id/bike/1\.nt"', 'href="/x.nt"', "html")
    ),
    "nothing to cite": Sinner(checks=("cite-as",), sin=in_links('rel="cite-as"', 'rel="x"')),
    "two to cite": Sinner(
        checks=("cite-as",), sin=in_links('"cite-as"', '"cite-as", </y>; rel="cite-as"')
    ),
    "no type": Sinner(checks=("signposts",), sin=in_links('rel="type"', 'rel="x"')),
    "no description of it": Sinner(checks=("signposts",), sin=in_links(" describedby", "")),
    "part of nothing": Sinner(checks=("signposts",), sin=in_links('rel="collection"', 'rel="x"')),
    "no parts": Sinner(checks=("signposts",), sin=in_links('rel="item"', 'rel="x"')),
}
