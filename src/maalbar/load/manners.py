"""How each format writes what an author is told to write.

Advice is of use where it can be copied: an address stands between < and > in Turtle, in an
attribute in RDF/XML, and under `id` in YAML.
"""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.terms import PREFIXES, XSD
from maalbar.vocabulary.addresses import example_id

_NO_TEXT: Final = "…"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a format of RDF writes terms: the one called `form`, without `base` in addresses."""

    form: str
    base: str

    @property
    def by_key(self) -> bool:
        """Whether the file names terms by their keys and not by IRIs."""
        return self.form == "jsonld"

    def address(self, key: str, predicate: NamedNode, iri: str) -> str:
        """Write an address as the value of a property."""
        short = iri.removeprefix(self.base)
        match self.form:
            case "jsonld":
                return f'"{key}": {{"@id": "{short}"}}'
            case "rdfxml":
                return f'<{curie(predicate.value)} rdf:resource="{short}"/>'
            case "ntriples" | "nquads":
                return f"<{iri}>"
            case _:
                return f"<{short}>" if short != iri else curie(iri)

    def typed(self, predicate: NamedNode, written: str, datatype: NamedNode) -> str:
        """Write a number, a date or the like as the value of a property."""
        match self.form:
            case "jsonld":
                return f'"{written}"'
            case "rdfxml":
                name = curie(predicate.value)
                return f'<{name} rdf:datatype="{datatype.value}">{written}</{name}>'
            case "ntriples" | "nquads":
                return f'"{written}"^^<{datatype.value}>'
            case _:
                is_short = datatype in {XSD.decimal, XSD.integer, XSD.boolean}
                return written if is_short else f'"{written}"^^{curie(datatype.value)}'

    def tagged(self, key: str, predicate: NamedNode) -> str:
        """Write a text with its language."""
        match self.form:
            case "jsonld":
                return f'"{key}": {{"nb": "{_NO_TEXT}"}}'
            case "rdfxml":
                name = curie(predicate.value)
                return f'<{name} xml:lang="nb">{_NO_TEXT}</{name}>'
            case _:
                return f'"{_NO_TEXT}"@nb'

    def named(self, kind: str | None) -> str:
        """Write the address of a thing where it is described."""
        short = example_id(kind)
        match self.form:
            case "jsonld":
                return f'"id": "{short}"'
            case "rdfxml":
                return f'rdf:about="{short}"'
            case "ntriples" | "nquads":
                return f"<{self.base}{short}>"
            case _:
                return f"<{short}>"


def curie(iri: str) -> str:
    """Write an IRI as Turtle would: with a prefix of ours where there is one."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"
