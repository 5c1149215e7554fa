"""RDF/XML, with the place of the element that each statement was read from.

The grammar of RDF/XML on the events of expat: no library tells places, and those at hand
leave out text or mend IRIs in silence.  Document types and entities are refused, which leaves
no room for entity bombs; nothing is ever fetched.  What RDF/XML does not allow is reported
where it stands and left out, and the rest is read.  XML as a value is refused: the vocabulary
has no use for it.

See Also:
    RDF 1.1 XML Syntax, section 7.2 <https://www.w3.org/TR/rdf-syntax-grammar/#section-Infoset-Grammar>.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final, NoReturn
from xml.parsers import expat

from pyoxigraph import BlankNode, NamedNode

from maalbar.load.enough import expect_room
from maalbar.load.placed import Placed, Reading
from maalbar.load.rdfxml.broken import broken
from maalbar.load.rdfxml.elements import (
    LONGEST_IRI,
    Element,
    Inside,
    Property,
    RefusedError,
    expect_name,
    expect_none,
    iri_of,
    misplaced,
    not_rdf,
)
from maalbar.load.text import code_point, mark_of, unseen_in
from maalbar.load.told import Told
from maalbar.model.diagnostic import Location, MaalbarError, Mark
from maalbar.model.terms import RDF, A, Subject, Term
from maalbar.words import finding

DEPTH: Final = 64
_ROOT, _DESCRIPTION, _LI, _ID, _ABOUT, _RESOURCE, _NODE_ID, _DATATYPE, _PARSE_TYPE = (
    f"{RDF.iri}{name}"
    for name in (
        *("RDF", "Description", "li", "ID", "about", "resource", "nodeID", "datatype"),
        "parseType",
    )
)
_OLD: Final = frozenset(f"{RDF.iri}{name}" for name in ("aboutEach", "aboutEachPrefix", "bagID"))
_SYNTAX: Final = _OLD | {_ROOT, _ID, _ABOUT, _RESOURCE, _NODE_ID, _DATATYPE, _PARSE_TYPE}
_NOT_THINGS: Final = _SYNTAX | {_LI}
_NOT_PROPERTIES: Final = _SYNTAX | {_DESCRIPTION}
_NOT_ATTRIBUTES: Final = _SYNTAX | {_DESCRIPTION, _LI}


@dataclass(slots=True)
class _Reader:
    told: Told
    parser: expat.XMLParserType
    stack: list[Element]
    quads: list[Placed] = field(default_factory=list)
    _ids: set[NamedNode] = field(default_factory=set)
    _named: dict[str, BlankNode] = field(default_factory=dict)
    _blanks: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        expect_room(len(self.quads) + len(attributes), self.told.path, self.mark())
        outer = self.stack[-1]
        if len(self.stack) > DEPTH:
            where = Location(path=self.told.path, mark=self.mark())
            raise MaalbarError(finding("syntax/too-deep", where, limit=DEPTH))
        element = Element(Inside.SKIPPED, self.mark(), outer.base, outer.language)
        self.stack.append(element)
        if outer.inside is not Inside.SKIPPED:
            with self.reporting(element):
                self.element(element, outer, name, attributes)

    def text(self, characters: str) -> None:
        element = self.stack[-1]
        if element.inside is Inside.VALUE:
            element.texts.append(characters)
        elif element.inside is not Inside.SKIPPED and characters.strip() and not element.texts:
            element.texts.append(characters)
            with self.reporting(element):
                raise not_rdf("rdfxml-stray-text", characters.strip())

    def end(self, _: str) -> None:
        element = self.stack.pop()
        with self.reporting(element):
            self.close(element)

    def element(self, element: Element, outer: Element, name: str, given: dict[str, str]) -> None:
        outer.children += 1
        alone = outer.children == 1 and outer.datatype is None
        if outer.inside is Inside.NOTHING or (outer.inside is Inside.VALUE and not alone):
            raise not_rdf("rdfxml-one-value", name.rpartition(" ")[2])
        iri, attributes = iri_of(name), element.attributes(given)
        if outer.inside is Inside.DOCUMENT and iri == _ROOT:
            element.inside = Inside.THINGS
            expect_none(attributes)
        elif outer.inside is Inside.PROPERTIES and outer.node is not None:
            self.property(element, outer, outer.node, iri, attributes)
        else:
            self.thing(element, outer, iri, attributes)

    def thing(
        self, element: Element, outer: Element, name: str, attributes: dict[str, str]
    ) -> None:
        if name in _NOT_THINGS:
            raise misplaced(name)
        node = self.named(element, attributes, (_ABOUT, _ID, _NODE_ID)) or self.fresh()
        element.node, element.inside = node, Inside.PROPERTIES
        if outer.inside is Inside.VALUE:
            self.add_value(outer, node, element.mark)
        elif outer.inside is Inside.ITEMS:
            self.add_item(outer, node, element.mark)
        if name != _DESCRIPTION:
            self.add(node, A, element.iri(name), element.mark)
        self.describe(element, node, attributes)

    def property(
        self,
        element: Element,
        outer: Element,
        subject: Subject,
        name: str,
        attributes: dict[str, str],
    ) -> None:
        if name in _NOT_PROPERTIES:
            raise misplaced(name)
        if name == _LI:
            outer.members += 1
            name = f"{RDF.iri}_{outer.members}"
        reified = attributes.pop(_ID, None)
        said = self.identified(element, reified) if reified is not None else None
        element.property = Property(subject, element.iri(name), outer.mark, said)
        how, datatype = (attributes.pop(each, None) for each in (_PARSE_TYPE, _DATATYPE))
        if how is not None or datatype is not None:
            expect_none(attributes)
        if datatype is not None:
            element.datatype = element.iri(datatype)
        if how is not None:
            self.parsed(element, how)
        elif attributes:
            value = self.named(element, attributes, (_RESOURCE, _NODE_ID)) or self.fresh()
            element.inside = Inside.NOTHING
            self.add_value(element, value, element.mark)
            self.describe(element, value, attributes)
        else:
            element.inside = Inside.VALUE

    def parsed(self, element: Element, how: str) -> None:
        """Read a property whose parseType says what stands in it."""
        if element.datatype is not None:
            raise misplaced(_DATATYPE)
        if how == "Resource":
            element.node, element.inside = self.fresh(), Inside.PROPERTIES
            self.add_value(element, element.node, element.mark)
        elif how == "Collection":
            element.inside = Inside.ITEMS
        else:
            raise RefusedError("syntax/xml-value", value=how)

    def named(
        self, element: Element, attributes: dict[str, str], names: tuple[str, ...]
    ) -> Subject | None:
        """Take the one attribute that says which thing is meant, if there is one."""
        given = {name: attributes.pop(name) for name in names if name in attributes}
        if len(given) > 1:
            raise not_rdf("rdfxml-two-names", f"rdf:{tuple(given)[1].removeprefix(RDF.iri)}")
        for name, value in given.items():
            if name == _ID:
                return self.identified(element, value)
            if name == _NODE_ID:
                expect_name(value)
                if value not in self._named:
                    self._named[value] = self.fresh()
                return self._named[value]
            return element.iri(value)
        return None

    def identified(self, element: Element, name: str) -> NamedNode:
        """Give the IRI of an rdf:ID, which stands once in a document."""
        expect_name(name)
        found = element.iri(f"#{name}")
        if found in self._ids:
            raise not_rdf("rdfxml-twice", name)
        self._ids.add(found)
        return found

    def describe(self, element: Element, node: Subject, attributes: dict[str, str]) -> None:
        """Read the properties of a thing that are written as attributes."""
        for name, value in attributes.items():
            if name in _NOT_ATTRIBUTES:
                raise misplaced(name)
            predicate = element.iri(name)
            read = element.iri(value) if predicate == A else element.literal(value)
            self.add(node, predicate, read, element.mark)

    def close(self, element: Element) -> None:
        if element.inside is Inside.VALUE:
            written = "".join(element.texts)
            if not element.children:
                self.add_value(element, element.literal(written), element.mark)
            elif written.strip():
                raise not_rdf("rdfxml-one-value", written.strip())
        elif element.inside is Inside.ITEMS:
            if element.cell is None:
                self.add_value(element, RDF.nil, element.mark)
            else:
                self.add(element.cell, RDF.rest, RDF.nil, element.mark)

    def add_item(self, element: Element, item: Subject, mark: Mark) -> None:
        cell = self.fresh()
        if element.cell is None:
            self.add_value(element, cell, mark)
        else:
            self.add(element.cell, RDF.rest, cell, mark)
        self.add(cell, RDF.first, item, mark)
        element.cell = cell

    def add_value(self, element: Element, value: Term, mark: Mark) -> None:
        """Add what a property says, and what is said of its being said."""
        if element.property is None:
            return
        subject, predicate, subject_at, reified = element.property
        self.quads.append(Placed(subject, predicate, value, None, subject_at, element.mark, mark))
        if reified is not None:
            self.add(reified, A, RDF.Statement, element.mark)
            self.add(reified, RDF.subject, subject, element.mark)
            self.add(reified, RDF.predicate, predicate, element.mark)
            self.add(reified, RDF.object, value, element.mark)

    def add(self, subject: Subject, predicate: NamedNode, value: Term, mark: Mark) -> None:
        self.quads.append(Placed(subject, predicate, value, None, mark, mark, mark))

    def fresh(self) -> BlankNode:
        self._blanks += 1
        return BlankNode(f"b{self._blanks}")

    def mark(self) -> Mark:
        return Mark(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    @contextmanager
    def reporting(self, element: Element) -> Iterator[None]:
        """Make what is refused a finding at an element."""
        try:
            yield
        except RefusedError as refused:
            self.told.tell(
                refused.code,
                element.mark,
                value=refused.value,
                reason=refused.reason,
                limit=refused.limit,
            )


def read_rdfxml(source: str, path: PurePosixPath, *, base: str) -> Reading:
    """Read one RDF/XML document.

    Args:
        source: its text; what it says of its encoding is passed over.
        path: the file that it came from, for the findings.
        base: absolute IRI against which relative IRIs are resolved.

    Raises:
        MaalbarError: it is not well-formed XML, or uses what is refused here.
    """
    data = source.encode()
    parser = expat.ParserCreate("utf-8", " ")

    def bind(_: str | None, namespace: str) -> None:
        where = Location(path=path, mark=reader.mark())
        if len(namespace) > LONGEST_IRI:
            raise MaalbarError(
                finding("syntax/long-iri", where, value=namespace, limit=LONGEST_IRI)
            )
        unseen = unseen_in(namespace)
        if unseen:
            value = code_point(unseen)
            raise MaalbarError(finding("syntax/control-character", where, value=value))

    def refuse(*_: object) -> NoReturn:
        before = data[: data.rfind(b"<!DOCTYPE", 0, parser.CurrentByteIndex + 1)].decode()
        where = Location(path=path, mark=mark_of(before, len(before)))
        raise MaalbarError(finding("syntax/xml-dtd", where))

    parser.buffer_text = True
    reader = _Reader(Told(path), parser, [Element(Inside.DOCUMENT, Mark(1, 1), base, "")])
    parser.StartDoctypeDeclHandler = refuse
    parser.StartNamespaceDeclHandler = bind
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)  # noqa: FBT003 # expat knows no names
    except expat.ExpatError as error:
        raise MaalbarError(*broken(error, source, reader.stack, reader.told)) from error
    return Reading(tuple(reader.quads), reader.told.findings)
