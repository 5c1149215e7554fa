"""Readers of what was published; none of them was written here."""

import json
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import rdflib
from pyld import jsonld
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from maalbar import flow
from maalbar.model.index import SpokenTriple
from maalbar.model.statements import Publication
from maalbar.publish.describe import Described
from maalbar.publish.paths import Paths
from maalbar.vocabulary.context import jsonld_context
from maalbar.vocabulary.ontology import vocabulary

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
}
CONTEXT = {"@context": jsonld_context(vocabulary())}
Key = tuple[str, ...]


@dataclass(frozen=True)
class Site:
    """A published site, and the publication that it was made from."""

    folder: Path
    publication: Publication

    @cached_property
    def described(self) -> Described:
        """The publication, cut into documents."""
        return Described(self.publication)

    @cached_property
    def paths(self) -> Paths:
        """Where its documents are."""
        return Paths(self.publication.settings.base)

    def path(self, identifier: str) -> str:
        """Give the path, without suffix, of the document about an identifier of the files."""
        return self.paths.of(self.node(identifier).value)

    def node(self, identifier: str) -> NamedNode:
        """Give the node that an identifier of the files stands for."""
        return NamedNode(self.publication.settings.identifiers + identifier)

    def read(self, path: str) -> bytes:
        """Give the bytes of a file."""
        return (self.folder / path).read_bytes()

    def text(self, path: str) -> str:
        """Give the text of a file."""
        return self.read(path).decode()

    def quads(self, path: str) -> set[Quad]:
        """Read a file with pyoxigraph, by its suffix."""
        return set(parse(self.read(path), format=FORMATS[Path(path).suffix]))

    def triples(self, path: str) -> set[SpokenTriple]:
        """Read a file without named graphs."""
        return {triple_of(quad) for quad in self.quads(path)}

    def json(self, path: str) -> Any:  # noqa: ANN401 # JSON is what it is
        """Read a JSON file."""
        return json.loads(self.read(path))

    def files(self, *suffixes: str) -> list[str]:
        """Give the paths of all files with one of the suffixes (or of all files), sorted."""
        found = (each for each in self.folder.rglob("*") if each.is_file())
        paths = (each.relative_to(self.folder).as_posix() for each in found)
        return sorted(path for path in paths if path.endswith(suffixes or ""))


def site_of(root: Path, out: Path) -> Site:
    """Publish the publication in `root`."""
    checked, _ = flow.publish(root, out)
    return Site(out, checked.publication)


def triple_of(statement: Quad | Triple) -> SpokenTriple:
    """Give subject, predicate and object."""
    return (statement.subject, statement.predicate, statement.object)  # type: ignore[return-value] # no quoted triples


def keys(triples: Iterable[SpokenTriple]) -> set[Key]:
    """Write triples as the readers below do, so that they can be compared to the letter."""
    return {(subject.value, predicate.value, *_key(value)) for subject, predicate, value in triples}


def by_rdflib(data: bytes | str, syntax: str) -> set[Key]:
    """Read with rdflib.  It writes language tags in lower case, and is alone in doing so."""
    kept = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of values that no datatype allows
            graph = rdflib.Graph(bind_namespaces="none").parse(data=data, format=syntax)
    finally:
        rdflib.NORMALIZE_LITERALS = kept
    return {(str(s), str(p), *_rdflib_key(o)) for s, p, o in graph}


def lower_tags(keys: Iterable[Key]) -> set[Key]:
    """Write language tags in lower case, as rdflib does."""
    return {(*key[:-1], key[-1].lower() if key[-1].startswith("@") else key[-1]) for key in keys}


def by_pyld(document: object) -> set[Key]:
    """Read JSON-LD with PyLD; no context but ours is ever loaded."""
    dataset = jsonld.to_rdf(document, {"documentLoader": _load})
    assert set(dataset) <= {"@default"}
    return {
        (
            each["subject"]["value"],
            each["predicate"]["value"],
            *_pyld_key(each["object"]),
        )
        for each in dataset.get("@default", ())
    }


def compacted(document: object, context: object) -> Any:  # noqa: ANN401 # JSON is what it is
    """Let PyLD expand a document and compact it with a context."""
    return jsonld.compact(document, context, {"documentLoader": _load})


def _load(address: str, _options: object) -> dict[str, Any]:
    if not address.endswith("/context.jsonld"):
        raise ValueError(address)
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": CONTEXT,
    }


def _key(value: object) -> Key:
    if isinstance(value, Literal):
        return (value.value, f"@{value.language}" if value.language else value.datatype.value)
    assert isinstance(value, NamedNode)
    return (value.value, "")


def _rdflib_key(value: rdflib.term.Node) -> Key:
    if isinstance(value, rdflib.Literal):
        kind = f"@{value.language}" if value.language else value.datatype or rdflib.XSD.string
        return (str(value), str(kind))
    assert isinstance(value, rdflib.URIRef)
    return (str(value), "")


def _pyld_key(value: dict[str, str]) -> Key:
    assert value["type"] in {"IRI", "literal"}
    if value["type"] == "IRI":
        return (value["value"], "")
    return (value["value"], f"@{value['language']}" if "language" in value else value["datatype"])
