"""The elements of RDF/XML: what they hold while they are open, and what their names mean.

Of expat's names only: a namespace, a space, and the local name.

See Also:
    RDF 1.1 XML Syntax, section 6.1 <https://www.w3.org/TR/rdf-syntax-grammar/#section-Nodes>.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.load.manners import curie
from maalbar.load.relative import resolve
from maalbar.load.text import code_point, unseen_in
from maalbar.model.diagnostic import Mark
from maalbar.model.literals import is_valid
from maalbar.model.terms import RDF, XSD, Subject
from maalbar.words import text

# Much longer than any that is meant; many elements may repeat that of a base or a prefix.
LONGEST_IRI: Final = 2048
_XML: Final = "http://www.w3.org/XML/1998/namespace "
_BASE: Final = f"{_XML}base"
_LANGUAGE: Final = f"{_XML}lang"
# Attributes that may be written without a prefix, as they once were.
_BARE: Final = frozenset(("about", "ID", "resource", "parseType", "type"))


class Inside(Enum):
    """What may stand inside an element."""

    DOCUMENT = "the one element of the document"
    THINGS = "things"
    PROPERTIES = "properties of a thing"
    VALUE = "one thing, or text"
    ITEMS = "the things of a list"
    NOTHING = "nothing"
    SKIPPED = "what is not read"


class Property(NamedTuple):
    """A property that is being read; `reified` stands for its being said."""

    subject: Subject
    predicate: NamedNode
    subject_at: Mark
    reified: NamedNode | None


@dataclass(slots=True)
class Element:
    """An element that is open.

    `node` is the thing that the properties inside belong to, `property` what the element says
    of another.  `children` and `members` are counted; `texts` is the text of a value, or the
    first that stands where none may; `cell` is the last of a list.
    """

    inside: Inside
    mark: Mark
    base: str
    language: str
    node: Subject | None = None
    property: Property | None = None
    datatype: NamedNode | None = None
    children: int = 0
    members: int = 0
    texts: list[str] = field(default_factory=list)
    cell: BlankNode | None = None

    def iri(self, reference: str) -> NamedNode:
        """Give the IRI that is written in this element."""
        expect_seen(reference)
        try:
            found = NamedNode(resolve(reference, self.base))
        except ValueError as error:
            raise RefusedError("syntax/bad-iri", value=reference) from error
        if len(found.value) > LONGEST_IRI:
            raise RefusedError("syntax/long-iri", value=reference, limit=LONGEST_IRI)
        return found

    def literal(self, written: str) -> Literal:
        """Give the literal that is written in this element."""
        expect_seen(written)
        if self.datatype is not None:
            return Literal(written, datatype=self.datatype)
        if not self.language:
            return Literal(written)
        try:
            return Literal(written, language=self.language)
        except ValueError as error:
            raise RefusedError("language/bad-language", value=self.language) from error

    def attributes(self, given: dict[str, str]) -> dict[str, str]:
        """Take in base and language, and give the attributes that say something, by IRI."""
        if _BASE in given:
            self.base = self.iri(given[_BASE].partition("#")[0]).value
        self.language = given.get(_LANGUAGE, self.language)
        return {
            f"{RDF.iri}{name}" if name in _BARE else iri_of(name): value
            for name, value in given.items()
            if not name.startswith(_XML) and name[:3].lower() != "xml"
        }


class RefusedError(Exception):
    """What RDF/XML does not allow, with what its finding says."""

    def __init__(self, code: str, *, value: str, reason: object = "", limit: int = 0) -> None:
        """Tell the code of the finding, the offending value and why it is one."""
        super().__init__(code)
        self.code, self.value, self.reason, self.limit = code, value, reason, limit


def not_rdf(reason: str, value: str) -> RefusedError:
    """Say why `value` is against the grammar, by the key of a phrase."""
    return RefusedError("syntax/not-rdf", value=value, reason=text("phrases", reason, value=value))


def misplaced(name: str) -> RefusedError:
    """Say that an element or attribute stands where it may not."""
    return not_rdf("rdfxml-misplaced", curie(name))


def iri_of(name: str) -> str:
    """Give the IRI that the name of an element or attribute stands for."""
    namespace, _, local = name.rpartition(" ")
    if not namespace:
        raise not_rdf("rdfxml-no-prefix", name)
    return namespace + local


def expect_none(attributes: dict[str, str]) -> None:
    """Ask that there be no more attributes."""
    for name in attributes:
        raise misplaced(name)


def expect_seen(written: str) -> None:
    """Ask that all characters be seen: references to others are not, in the file as text."""
    unseen = unseen_in(written)
    if unseen:
        raise RefusedError("syntax/control-character", value=code_point(unseen))


def expect_name(name: str) -> None:
    """Ask that the value of rdf:ID or rdf:nodeID be a name."""
    if not is_valid(name, XSD.NCName):
        raise not_rdf("rdfxml-no-name", name)
