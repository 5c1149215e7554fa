"""The documents of a source: fetched as the portal fetches, or read from a site on disk.

One question with the Accept that the source is registered with, no compression, no paging and
no memory of the last time.  What the portal would refuse is told; what it would not follow is
told and followed, so that the rest can be seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from maalbar.fetch.client import Answer, Client
from maalbar.fetch.clock import problem
from maalbar.files import NotAFileError, TooBigError, read_file
from maalbar.harvest.members import Kind
from maalbar.load.formats import Format, format_of
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.manifest import Manifest, manifest_of
from maalbar.model.text import Text
from maalbar.words import finding, text
from maalbar.words.system import why

MEGABYTE: Final = 1024 * 1024
LIMIT: Final = 75 * MEGABYTE
SECONDS: Final = 600
_OK: Final = 200
# What the portal reads by the Accept that it asks with, so far as we read it too.
FORMATS: Final[Mapping[str, Format]] = {
    "text/turtle": Format.TURTLE,
    "application/rdf+xml": Format.RDFXML,
    "application/ld+json": Format.JSONLD,
    "application/n-triples": Format.NTRIPLES,
    "application/n-quads": Format.NQUADS,
    "application/trig": Format.TRIG,
}
_SUFFIXES: Final = {
    Format.TURTLE: ".ttl",
    Format.RDFXML: ".rdf",
    Format.JSONLD: ".jsonld",
    Format.NTRIPLES: ".nt",
    Format.NQUADS: ".nq",
    Format.TRIG: ".trig",
}
# What of a site is registered as a source, and what it is registered for.
_SOURCES: Final[Mapping[str, tuple[Kind, ...]]] = {
    "catalogue": (Kind.DATASET, Kind.SERIES, Kind.SERVICE),
    "concepts": (Kind.CONCEPT,),
    "model": (Kind.MODEL,),
    "events": (Kind.EVENT, Kind.PUBLIC_SERVICE),
}
_REFUSED: Final = frozenset(("fetch/bad-url", "fetch/refused-address"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a source gave.

    Attributes:
        name: what a reader calls it: its address, or its path.
        path: what findings call it.
        data: its bytes; nothing where it could not be had.
        form: the format that it is read as.
        kinds: what it is registered for; nothing where that is told by what it holds.
        findings: what is to be said of how it was had.
    """

    name: str
    path: PurePosixPath
    data: bytes | None
    form: Format
    kinds: tuple[Kind, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def fetched(url: str, accept: str, client: Client) -> Document:
    """Fetch one document as the portal does.

    Raises:
        MaalbarError: the address is none that is fetched from.
    """
    path = PurePosixPath(urlsplit(url).path.rpartition("/")[2] or "index")
    findings: list[Diagnostic] = []
    data = None
    try:
        answer = client.ask(
            url,
            limit=LIMIT,
            seconds=SECONDS,
            headers={"Accept": accept, "Accept-Encoding": "identity"},
        )
        if answer.status != _OK:
            raise problem("fetch/status", value=answer.url, status=answer.status)
        data = answer.data
        findings += _doubts(answer, accept)
    except MaalbarError as error:
        if any(each.code in _REFUSED for each in error.diagnostics):
            raise
        findings += error.diagnostics
    return Document(name=url, path=path, data=data, form=FORMATS[accept], findings=tuple(findings))


def site_at(root: Path) -> Manifest:
    """Give the manifest of a published site on disk.

    Raises:
        MaalbarError: the folder is no site, or its manifest cannot be read.
    """
    try:
        manifest = manifest_of(root)
    except OSError as error:
        raise _not_a_site(root, why(error)) from error
    if manifest is None:
        raise _not_a_site(root, "manifest.json")
    return manifest


def documents_of(root: Path, manifest: Manifest, accept: str) -> Iterator[Document]:
    """Read the sources of a site on disk.

    Raises:
        MaalbarError: it has none.
    """
    form = FORMATS[accept]
    names = {f"{stem}{_SUFFIXES[form]}": kinds for stem, kinds in _SOURCES.items()}
    found = [name for name in names if name in manifest.files]
    if not found:
        raise _not_a_site(root, ", ".join(names))
    for name in found:
        yield _read(root / name, PurePosixPath(name), form, names[name])


def document_at(file: Path) -> Document:
    """Read one file of RDF.

    Raises:
        MaalbarError: there is none, or it is in no format of RDF.
    """
    path = PurePosixPath(file.name)
    document = _read(file, path, Format.TURTLE)
    if document.data is None:
        raise MaalbarError(*document.findings)
    form = format_of(path, document.data[:4096].decode(errors="replace"))
    if form not in _SUFFIXES:
        expected = ", ".join(each.value for each in _SUFFIXES)
        raise MaalbarError(finding("syntax/unknown-format", Location(path=path), expected=expected))
    return Document(name=str(file), path=path, data=document.data, form=form)


def _read(file: Path, path: PurePosixPath, form: Format, kinds: tuple[Kind, ...] = ()) -> Document:
    where = Location(path=path)
    data: bytes | None = None
    findings: tuple[Diagnostic, ...] = ()
    try:
        data = read_file(file, LIMIT)
    except TooBigError:
        limit = LIMIT // MEGABYTE
        findings = (finding("fetch/too-big", where, value=str(path), limit=limit),)
    except NotAFileError:
        findings = (finding("syntax/unreadable", where, reason=text("phrases", "not-a-file")),)
    except OSError as error:
        reason = why(error)
        findings = (finding("syntax/unreadable", where, reason=reason),)
    return Document(name=str(file), path=path, data=data, form=form, kinds=kinds, findings=findings)


def _doubts(answer: Answer, accept: str) -> Iterator[Diagnostic]:
    for hop in answer.hops:
        if urlsplit(hop.url).scheme != urlsplit(hop.location).scheme:
            yield finding(
                "harvest/redirect", Location(), value=hop.url, status=hop.status, to=hop.location
            )
    encoding = answer.headers.get("Content-Encoding", "").strip()
    if encoding.lower() not in {"", "identity"}:
        yield finding("harvest/encoded", Location(), value=encoding)
    if answer.media_type != accept:
        yield finding(
            "harvest/other-type", Location(), value=answer.media_type or "–", expected=accept
        )


def _not_a_site(root: Path, reason: Text | str) -> MaalbarError:
    return MaalbarError(
        finding("publication/not-a-site", Location(), value=str(root), reason=reason)
    )
