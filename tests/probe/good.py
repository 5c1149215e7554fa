"""A little site that does everything right, and servers of it that each do one thing wrong."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse, serialize

BASE: Final = "https://data.example.org/"
LICENCE: Final = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
FORMS: Final = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
_READ: Final = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
}
_PREFIXES: Final = """
    PREFIX dcat: <http://www.w3.org/ns/dcat#>
    PREFIX dct: <http://purl.org/dc/terms/>
    PREFIX org: <http://www.w3.org/ns/org#>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX ns: <ns#>
"""
DATA: Final = {
    "catalogue": f"""
        <catalogue> a dcat:Catalog ; dct:title "Sykler"@nb ; dcat:dataset <catalogue#all> .
        <catalogue#all> a dcat:Dataset ; dct:title "Alle sykler"@nb ; dct:description "Sykler"@nb ;
            dct:publisher <https://org.example/1> ; dct:modified "2026-01-01" ;
            dct:license <{LICENCE}> ; dcat:landingPage <id/bike/1> ;
            dcat:distribution <catalogue#f> .
        <catalogue#f> dcat:downloadURL <all.nt> ; dcat:accessURL <all.nt> .""",
    "id/bike/1": """
        <id/bike/1> a ns:Bike ; dct:title "En sykkel"@nb ; dct:relation <id/club/1> ;
            dct:isPartOf <https://org.example/1> .""",
    "id/club/1": '<id/club/1> a org:Organization ; dct:title "En klubb"@nb .',
    "ns": '<ns#Bike> a owl:Class ; rdfs:label "sykkel"@nb ; rdfs:isDefinedBy <ns> .',
    "all": '<id/bike/1> dct:title "En sykkel"@nb .',
}


@dataclass(slots=True)
class Response:
    """What is answered."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; names of headers are in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]

    @property
    def accept(self) -> str:
        return self.headers.get("accept", "*/*")


Sin = Callable[[Request, Response], Response | None]


def quads(name: str, data: Mapping[str, str]) -> list[Quad]:
    """Give what a document says."""
    return list(parse(input=_PREFIXES + data[name], format=RdfFormat.TURTLE, base_iri=BASE))


def written(name: str, tail: str, data: Mapping[str, str]) -> bytes:
    """Give a document in one form; `tail` is the end of the name of its file."""
    if not tail.endswith("html"):
        triples = [each.triple for each in quads(name, data)]
        said = serialize(triples, format=_READ[tail])
        assert said is not None
        return said
    heads = "".join(
        f'<link rel="alternate" type="{kind}" href="/{name}.{each}">'
        for each, kind in FORMS.items()
        if each != "html"
    )
    language = "en" if tail.startswith("en.") else "nb"
    terms = '<dt id="Bike">' if name == "ns" else ""
    text = f'<!doctype html><html lang="{language}"><meta charset="utf-8">{heads}{terms}ø</html>'
    return text.encode()


def heaviest(accept: str, suffixes: list[str]) -> str:
    """Choose a form as RFC 9110 says; an empty string if none will do."""
    weights = {}
    for suffix in suffixes:
        kind = FORMS[suffix]
        ranges = {kind: 3, f"{kind.partition('/')[0]}/*": 2, "*/*": 1}
        found = (0, 0.0)
        for part in accept.split(","):
            name, *parameters = (each.strip() for each in part.split(";"))
            weight = next((float(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
            if name in ranges:
                found = max(found, (ranges[name], weight))
        weights[suffix] = found[1]
    best = max(suffixes, key=lambda each: weights[each])
    return best if weights[best] else ""


def answer(request: Request, data: Mapping[str, str] = DATA) -> Response:
    """Answer as it should be."""
    if request.method == "OPTIONS":
        return Response(204, headers={"Access-Control-Allow-Headers": "Accept, If-None-Match"})
    stem, _, tail = (request.path.lstrip("/") or "index").partition(".")
    document = "catalogue" if stem == "index" else stem
    if document not in data or (tail and tail.removeprefix("en.") not in FORMS):
        return _page(404, "Not here")
    if tail:
        return _file(request, stem, tail, written(document, tail, data))
    suffix = heaviest(request.accept, list(FORMS))
    if not suffix:
        items = "".join(f'<a href="/{stem}.{each}">{kind}</a>' for each, kind in FORMS.items())
        refused = _page(406, items)
        refused.headers["Vary"] = "Accept"
        return refused
    is_english = suffix == "html" and request.headers.get("accept-language") == "en"
    tail = f"en.{suffix}" if is_english else suffix
    if stem.startswith("id/"):
        found = Response(303, headers={"Location": f"/{stem}.{tail}"})
    else:
        found = _file(request, stem, tail, written(document, tail, data))
    found.headers["Vary"] = "Accept, Accept-Language"
    return found


def _file(request: Request, stem: str, tail: str, body: bytes) -> Response:
    kind = FORMS[tail.removeprefix("en.")]
    headers = {
        "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:8]}"',
        "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT",
        "Link": _links(stem),
    }
    if tail.endswith("html"):
        headers["Content-Language"] = "en" if tail == "en.html" else "nb"
    known = {request.headers.get("if-none-match"), request.headers.get("if-modified-since")}
    if known & {headers["ETag"], headers["Last-Modified"]}:
        return Response(304, headers=headers)
    return Response(200, body, headers)


def _page(status: int, text: str) -> Response:
    body = f"<!doctype html><meta charset=utf-8>{text}".encode()
    return Response(status, body, {"Content-Type": "text/html; charset=utf-8"})


def _links(stem: str) -> str:
    name = BASE + ("" if stem == "index" else stem)
    document = "catalogue" if stem == "index" else stem
    links = [
        f'<{name}>; rel="{"cite-as" if stem.startswith("id/") else "canonical"}"',
        f'<{LICENCE}>; rel="license"',
        '<https://schema.org/AboutPage>; rel="type"',
        '</catalogue>; rel="collection"',
    ]
    if document == "catalogue":
        links.append('</all.nt>; rel="item"; type="application/n-triples"')
    for suffix, kind in FORMS.items():
        if suffix != "html":
            links.append(f'</{document}.{suffix}>; rel="alternate describedby"; type="{kind}"')
    links += [
        f'</{stem}.{tail}>; rel="alternate"; type="text/html"; hreflang="{tag}"'
        for tag, tail in (("nb", "html"), ("en", "en.html"))
    ]
    return ", ".join(links)


_EVERYWHERE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cache-Control": "max-age=300",
    "X-Content-Type-Options": "nosniff",
}


@contextmanager
def serving(sin: Sin | None = None, data: Mapping[str, str] = DATA) -> Iterator[str]:
    """Serve the site, or one like it that says `data` or sins; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers)
            response = answer(request, data)
            response.headers = {**_EVERYWHERE, **response.headers}
            if sin:
                response = sin(request, response) or response
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            if response.status != 304 and "Content-Length" not in response.headers:
                self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            if self.command != "HEAD" and response.status != 304:
                self.wfile.write(response.body)

        do_HEAD = do_GET  # noqa: N815 # as the library calls it
        do_OPTIONS = do_GET  # noqa: N815 # as above

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
