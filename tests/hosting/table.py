"""What is asked of a published site, and what the answer must be, on whatever server it lies.

Paths are relative to the address of the site.  The seeds are what is published.
"""

from dataclasses import dataclass
from typing import Final

BROWSER: Final = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
)
THING: Final = "id/goal/digdir/2021/innovasjon/1"
REPORT: Final = "id/report/digdir/2021/innovasjon-fagregnskap"
CATALOGUE: Final = "catalogue"
VOCABULARY: Final = "ns"


@dataclass(frozen=True, slots=True)
class Case:
    """A request for what suits the reader.

    `status` is 200 for a document, 303 for a thing, 406 where nothing suits; `given` is the
    path of the file that is given or led to.
    """

    path: str
    accept: str | None
    status: int
    given: str = ""
    language: str | None = None

    def __str__(self) -> str:
        said = f"/{self.path} Accept: {self.accept}"
        return said if self.language is None else f"{said} Accept-Language: {self.language}"


def _things() -> tuple[Case, ...]:
    suiting = {
        None: ".html",
        "": ".html",
        "*/*": ".html",
        BROWSER: ".html",
        "text/*": ".html",
        "text/html": ".html",
        "image/png, */*;q=0.1": ".html",
        "text/turtle": ".ttl",
        "TEXT/Turtle": ".ttl",
        "text/turtle;charset=utf-8": ".ttl",
        "text/html;q=0, */*": ".ttl",
        "text/html;q=0.000, text/*;q=0.2": ".ttl",
        "text/turtle, text/html;q=0.99": ".ttl",
        "text/turtle;q=1.000,text/html;q=0.999": ".ttl",
        "text/html ; q=0.5 , text/turtle ; q=0.6": ".ttl",
        "*/*;q=0.8, text/*;q=0.9, text/html;q=0.1": ".ttl",
        "application/ld+json;q=0.8, text/turtle;charset=utf-8;q=0.9": ".ttl",
        "application/*": ".jsonld",
        "application/ld+json": ".jsonld",
        'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"': ".jsonld",
        "application/ld+json;q=0.9, text/turtle;q=0.85": ".jsonld",
        "text/turtle;q=.50,application/ld+json;q=.51,text/html;q=.09": ".jsonld",
        "application/n-triples, */*;q=0.1": ".nt",
        "application/n-triples;q=0.3,application/rdf+thrift": ".nt",
    }
    unsuited = (
        "image/png",
        "text/turtle;q=0",
        "text/turtle;q=0, text/csv, image/*",
        "application/vnd.text/turtle",
        "text/turtles",
        "*/*;q=0",
        "nonsense",
    )
    return (
        *(Case(THING, accept, 303, THING + suffix) for accept, suffix in suiting.items()),
        *(Case(THING, accept, 406) for accept in unsuited),
    )


def _languages() -> tuple[Case, ...]:
    suiting = {
        None: ".html",
        "": ".html",
        "nb": ".html",
        "no": ".html",
        "nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.6,en-US;q=0.5,en;q=0.4": ".html",
        "fr-FR, de;q=0.9": ".html",
        "nn": ".nn.html",
        "nn-NO, nb;q=0.9": ".nn.html",
        "nb;q=0.2, nn;q=0.3, en;q=0.25": ".nn.html",
        "en-GB,en;q=0.9": ".en.html",
        "de, en;q=0.5, *;q=0.1": ".en.html",
        "*;q=0.5, nb;q=0, nn;q=0.1": ".en.html",
        "en": ".en.html",
    }
    return (
        *(Case(THING, BROWSER, 303, THING + end, tongue) for tongue, end in suiting.items()),
        *(Case(VOCABULARY, BROWSER, 200, VOCABULARY + end, t) for t, end in suiting.items()),
        # What is not written for people has no language.
        Case(THING, "text/turtle", 303, f"{THING}.ttl", "en"),
    )


def _documents() -> tuple[Case, ...]:
    return (
        *(Case(CATALOGUE, said, 200, "catalogue.ttl") for said in (None, "*/*", "text/turtle")),
        Case(CATALOGUE, "application/ld+json", 200, "catalogue.jsonld"),
        Case(CATALOGUE, "application/n-triples;q=0.9,text/turtle;q=0.8", 200, "catalogue.nt"),
        Case(CATALOGUE, "image/png", 406),
        Case(VOCABULARY, None, 200, "ns.html"),
        Case(VOCABULARY, "*/*", 200, "ns.html"),
        Case(VOCABULARY, "text/turtle", 200, "ns.ttl"),
        Case(VOCABULARY, "application/ld+json, text/html;q=0.9", 200, "ns.jsonld"),
        Case(VOCABULARY, "image/png", 406),
        Case("", BROWSER, 200, "index.html"),
        Case("", "*/*", 200, "index.html"),
        Case("", BROWSER, 200, "index.en.html", "en"),
        Case("", "text/turtle", 200, "catalogue.ttl"),
        Case("index", BROWSER, 200, "index.html"),
        Case("void", "*/*", 200, "void.ttl"),
        Case("dump", "application/n-quads", 200, "dump.nq"),
        Case(REPORT, BROWSER, 303, f"{REPORT}.html"),
        Case(REPORT, "application/trig", 303, f"{REPORT}.trig"),
        Case(THING, "application/trig", 406),
    )


CASES: Final = (*_things(), *_languages(), *_documents())
# Media types by suffix, as they are to be told.
MEDIA_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml; charset=utf-8",
    ".nt": "application/n-triples",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".csv": "text/csv; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".gz": "application/gzip",
}
