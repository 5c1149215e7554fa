"""Which format a file is in, and the reader that it goes to.

The format is what the author says, else what the name ends in, else what the media type
says, else what the text looks like.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from maalbar.load.mapped import Mapped
from maalbar.load.mapping import map_file
from maalbar.load.passages import FILE_NAME as PASSAGES_NAME
from maalbar.load.passages import map_passages
from maalbar.load.placed import Reading
from maalbar.load.yaml import read_yaml
from maalbar.vocabulary.context import jsonld_context
from maalbar.vocabulary.ontology import Vocabulary, vocabulary

if TYPE_CHECKING:
    from maalbar.load.tables.csvw import Metadata

# How the name of a file ends that describes a table; see CSV on the Web.
METADATA: Final = "csv-metadata.json"


class Format(Enum):
    """A format that can be read; the value is what `--format` calls it."""

    YAML = "yaml"
    CSV = "csv"
    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


_SUFFIXES: Final = {
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".ttl": Format.TURTLE,
    ".turtle": Format.TURTLE,
    ".trig": Format.TRIG,
    ".nt": Format.NTRIPLES,
    ".nq": Format.NQUADS,
    ".jsonld": Format.JSONLD,
    ".json": Format.JSONLD,
    ".rdf": Format.RDFXML,
    ".xml": Format.RDFXML,
    ".owl": Format.RDFXML,
}
_MEDIA_TYPES: Final = {
    "application/yaml": Format.YAML,
    "application/x-yaml": Format.YAML,
    "text/yaml": Format.YAML,
    "text/x-yaml": Format.YAML,
    "text/csv": Format.CSV,
    "text/tab-separated-values": Format.CSV,
    "text/turtle": Format.TURTLE,
    "application/x-turtle": Format.TURTLE,
    "application/trig": Format.TRIG,
    "application/n-triples": Format.NTRIPLES,
    "application/n-quads": Format.NQUADS,
    "application/ld+json": Format.JSONLD,
    "application/json": Format.JSONLD,
    "application/rdf+xml": Format.RDFXML,
    "application/xml": Format.RDFXML,
    "text/xml": Format.RDFXML,
}
# What a text begins with, in the order in which to look; comments and blank lines are skipped.
_LOOKS: Final = (
    (re.compile(r"<\?xml|<rdf:RDF|<!DOCTYPE", re.IGNORECASE), Format.RDFXML),
    (re.compile(r"[{\[]\s*[\"{\]}]"), Format.JSONLD),
    (re.compile(r"(?:GRAPH\s|<[^>\s]*>\s*\{|[\w-]*:[\w-]*\s*\{)", re.IGNORECASE), Format.TRIG),
    (re.compile(r"@?(?:prefix|base)\s", re.IGNORECASE), Format.TURTLE),
    (
        re.compile(r"(?:<[^>\n]*>|_:\S+)[ \t]+<[^>\n]*>[ \t]+\S[^\n]*[ \t]<[^>\n]*>[ \t]*\."),
        Format.NQUADS,
    ),
    (re.compile(r"<[^>\n]*>|_:\S+|\[\s"), Format.TURTLE),
    (re.compile(r"[\"\w@]+(?:[,;\t][\"\w@]+)+[ \t]*\r?\n"), Format.CSV),
)
_BEFORE: Final = re.compile(r"(?:\s*#[^\n]*\n)*\s*")
_LOOKED_AT: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a file is read against: the base, what the terms mean, what is said of tables."""

    base: str
    vocabulary: Vocabulary
    metadata: Mapping[PurePosixPath, "Metadata"] = field(default_factory=dict)


def format_of(
    path: PurePosixPath, text: str = "", *, media_type: str | None = None
) -> Format | None:
    """Tell which format a text is in; nothing if it looks like none.

    Args:
        path: the name that it has; `-` and addresses may have none that tells.
        text: what it says, looked at where neither name nor media type tells.
        media_type: what a server says of it, with or without parameters.
    """
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None and media_type:
        found = _MEDIA_TYPES.get(media_type.partition(";")[0].strip().lower())
    return found or (_look(text) if text else None)


def _look(text: str) -> Format | None:
    start = text[:_LOOKED_AT]
    begin = _BEFORE.match(start)
    at = begin.end() if begin else 0
    for look, form in _LOOKS:
        if look.match(start, at):
            return form
    return Format.YAML if re.match(r"[\w-]+[ \t]*:(?:\s|$)|-\s|---", start[at:]) else None


def read(text: str, path: PurePosixPath, form: Format, against: Surroundings) -> Mapped:
    """Read one file.

    Args:
        text: what it says.
        path: the file, relative to the folder of the publication or contribution.
        form: its format.
        against: what it is read against.

    Raises:
        MaalbarError: it is not in its format.
    """
    base, words = against.base, against.vocabulary
    if form is Format.YAML:
        tree, findings = read_yaml(text, path)
        mapped = map_file(tree, path, base=base, vocabulary=words)
        return replace(mapped, findings=(*findings, *mapped.findings))
    if form is Format.CSV:
        if path.name == PASSAGES_NAME:
            return map_passages(text, path, base=base)
        from maalbar.load.tables.figures import map_figures  # noqa: PLC0415 # few have any

        metadata = against.metadata.get(path)
        return map_figures(text, path, base=base, vocabulary=words, metadata=metadata)
    from maalbar.load.graphs import map_reading  # noqa: PLC0415 # as above
    from maalbar.load.namespaces import with_known_namespaces  # noqa: PLC0415 # as above

    reading = with_known_namespaces(read_rdf(text, path, form, base=f"{base}id/"), text, path)
    return map_reading(reading, path, base=base, vocabulary=words, form=form.value)


def read_rdf(text: str, path: PurePosixPath, form: Format, *, base: str) -> Reading:
    """Read one file in a format of RDF, whatever it says.

    Args:
        text: what it says.
        path: what findings call it.
        form: its format.
        base: absolute IRI against which relative ones are resolved.

    Raises:
        MaalbarError: it is not in its format.
    """
    if form is Format.JSONLD:
        from maalbar.load.jsonld import read_jsonld  # noqa: PLC0415 # as above

        return read_jsonld(text, path, base=base, context=jsonld_context(vocabulary()))
    if form is Format.RDFXML:
        from maalbar.load.rdfxml.read import read_rdfxml  # noqa: PLC0415 # as above

        return read_rdfxml(text, path, base=base)
    from maalbar.load.turtle.read import read_turtle  # noqa: PLC0415 # as above

    return read_turtle(text, path, base=base, form=form.value)
