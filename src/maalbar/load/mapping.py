"""From a YAML tree to statements, as a JSON-LD 1.1 processor would read it.

The keys mean what the generated context says.  Three things are added to JSON-LD: the top
level sorts nodes by status into named graphs; a passage of the enclosing section may be
written by its fragment alone; and every statement keeps its places in the file.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 5.1 <https://www.w3.org/TR/json-ld11-api/>.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.load.iris import composed, expand, problem_with
from maalbar.load.mapped import Mapped, graph_of
from maalbar.load.numerals import mended
from maalbar.load.ranges import cut_range, is_bad_range
from maalbar.load.stumbles import dashed
from maalbar.load.text import doubt_about, is_language
from maalbar.load.told import Told
from maalbar.load.trees import is_empty, is_section, items_of, kind_of
from maalbar.load.yaml import Mapping, Node, Scalar
from maalbar.model.diagnostic import Mark
from maalbar.model.literals import EXAMPLES, is_valid
from maalbar.model.statements import STATUSES, Statement
from maalbar.model.terms import A, Term
from maalbar.vocabulary.addresses import example_id
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary
from maalbar.words import did_you_mean, suggested, text

_LONGEST_TAG: Final = 12
_FRAGMENT: Final = re.compile(r"[A-Za-z][A-Za-z0-9=,.-]*")


@dataclass(frozen=True, slots=True)
class _Owner:
    """The node being read, and the section that it stands in."""

    node: NamedNode
    mark: Mark
    section: NamedNode | None


@dataclass(slots=True)
class _Mapper:
    vocabulary: Vocabulary
    path: PurePosixPath
    base: str
    graph: NamedNode
    told: Told
    statements: list[Statement] = field(default_factory=list)
    # The thing and the property that are being read, for the findings.
    about: tuple[NamedNode | None, NamedNode | None] = (None, None)

    def node(
        self, tree: Node, section: NamedNode | None, *, is_listed: bool = False
    ) -> _Owner | None:
        """Read one thing with its properties; nothing if it has no usable id."""
        if not isinstance(tree, Mapping):
            self.report("syntax/unexpected-structure", tree.mark, expected=_phrase("a-mapping"))
            return None
        identifier = tree.get("id")
        if not isinstance(identifier, Scalar):
            self.nameless(tree)
            return None
        if identifier.empty:
            self.report("syntax/empty-value", identifier.mark, key="id")
            return None
        iri = self.iri(identifier)
        if iri is None:
            return None
        # Passages written by their fragment belong to the outermost section: the page.
        if section is None:
            section = iri if is_section(tree) else self.reported_in(tree)
        owner = _Owner(iri, identifier.mark, section)
        if len(tree.entries) == 1 and is_listed:
            self.report("syntax/says-nothing", identifier.mark, value=identifier.text)
        outer = self.about
        for key, value in tree.entries:
            self.about = (iri, None)
            if key.text == "type":
                self.types(owner, key, value)
            elif key.text != "id":
                self.property(owner, key, value)
        self.about = outer
        return owner

    def nameless(self, tree: Mapping) -> None:
        """Tell of a thing that has no id; its key may have been taken for one by its dash."""
        if not (tree.entries and self.is_dashed(tree.entries[0][0])):
            example = example_id(kind_of(tree, self.vocabulary))
            self.report("syntax/missing-id", tree.mark, example=f"id: {example}")

    def is_dashed(self, key: Scalar) -> bool:
        """Tell of a key that begins with a dash, which was meant to begin a thing of a list."""
        if key.text.startswith("-"):
            self.told.add(dashed(self.path, key.mark))
        return key.text.startswith("-")

    def reported_in(self, tree: Mapping) -> NamedNode | None:
        """Give the section that a thing outside of all sections says that it is from."""
        told = tree.get("reportedIn")
        if isinstance(told, Scalar) and not told.empty and problem_with(told.text) is None:
            return NamedNode(expand(composed(told.text), self.base))
        return None

    def types(self, owner: _Owner, key: Scalar, value: Node) -> None:
        if is_empty(value):
            self.report("syntax/empty-value", key.mark, key=key.text)
            return
        for item in items_of(value):
            if not isinstance(item, Scalar):
                self.report(
                    "syntax/unexpected-structure", item.mark, expected=_phrase("a-single-value")
                )
            elif item.empty:
                self.report("syntax/empty-value", item.mark, key=key.text)
            elif item.text in self.vocabulary.classes:
                self.add(owner, A, self.vocabulary.classes[item.text], key.mark, item.mark)
            else:
                classes = self.vocabulary.classes
                near = self.near(item.text, classes)
                self.report(
                    "vocabulary/unknown-type",
                    item.mark,
                    value=item.text,
                    suggestion=suggested(near),
                )
                if near:
                    # Read on as what was meant, so that one slip is one finding.
                    self.add(owner, A, classes[near], key.mark, item.mark)

    def property(self, owner: _Owner, key: Scalar, value: Node) -> None:
        properties = self.vocabulary.properties
        term = properties.get(key.text)
        if term is None:
            near = self.near(key.text, ("id", "type", *properties))
            suggestion = suggested(near)
            self.report(
                "vocabulary/unknown-property", key.mark, value=key.text, suggestion=suggestion
            )
            term = properties.get(near or "")
            if term is None:
                return
            # As above: read on as what was meant.
        self.about = (owner.node, term.iri)
        if is_empty(value):
            self.report("syntax/empty-value", key.mark, key=key.text)
        elif term.kind is Kind.TEXT:
            self.texts(owner, term, key, value)
        elif term.key == "statedIn" and (cut := cut_range(items_of(value))):
            self.report("syntax/unquoted-passage", cut.mark, value=cut.text)
        else:
            for item in items_of(value):
                if isinstance(item, Scalar) and item.empty:
                    self.report("syntax/empty-value", item.mark, key=key.text)
                else:
                    self.value(owner, term, key, item)

    def near(self, wrong: str, known: Iterable[str]) -> str | None:
        """Give the known word that an author meant: by its label, or one that is written alike."""
        words = tuple(known)
        named = self.vocabulary.named(wrong, words)
        return named or self.told.nearest(wrong, words)

    def texts(self, owner: _Owner, term: Property, key: Scalar, value: Node) -> None:
        if not isinstance(value, Mapping):
            self.report("language/missing-language", value.mark, key=key.text)
            return
        for tag, sentences in value.entries:
            if not is_language(tag.text):
                is_text = " " in tag.text or len(tag.text) > _LONGEST_TAG
                code = "syntax/unquoted-text" if is_text else "language/bad-language"
                self.report(code, tag.mark, value=tag.text, key=key.text)
                continue
            if is_empty(sentences):
                self.report("syntax/empty-value", tag.mark, key=tag.text)
                continue
            for sentence in items_of(sentences):
                if not isinstance(sentence, Scalar):
                    expected = _phrase("a-single-value")
                    self.report("syntax/unexpected-structure", sentence.mark, expected=expected)
                elif sentence.empty:
                    self.report("syntax/empty-value", sentence.mark, key=tag.text)
                else:
                    self.doubt(sentence)
                    written = Literal(sentence.text, language=tag.text)
                    self.add(owner, term.iri, written, key.mark, sentence.mark)

    def doubt(self, sentence: Scalar) -> None:
        """Warn of a text that is likely not as its author meant it."""
        doubt = "comment-in-text" if sentence.before_comment else doubt_about(sentence.text)
        if doubt:
            reason = text("phrases", doubt)
            self.report("language/doubtful-text", sentence.mark, value=sentence.text, reason=reason)

    def value(self, owner: _Owner, term: Property, key: Scalar, item: Node) -> None:
        if term.kind is Kind.REVERSE and term.inverse:
            child = self.target(owner, key, item)
            if child:
                self.add(child, term.inverse, owner.node, child.mark, child.mark)
        elif term.kind is Kind.RESOURCE and isinstance(item, Mapping):
            child = self.node(item, owner.section)
            if child:
                self.add(owner, term.iri, child.node, key.mark, child.mark)
        elif not isinstance(item, Scalar):
            self.report(
                "syntax/unexpected-structure", item.mark, expected=_phrase("a-single-value")
            )
        else:
            read = self.scalar(owner, term, item)
            if read is not None:
                self.add(owner, term.iri, read, key.mark, item.mark)

    def target(self, owner: _Owner, key: Scalar, item: Node) -> _Owner | None:
        if isinstance(item, Mapping):
            return self.node(item, owner.section)
        if isinstance(item, Scalar):
            iri = self.iri(item)
            return _Owner(iri, item.mark, owner.section) if iri else None
        self.report("syntax/unexpected-structure", key.mark, expected=_phrase("a-list-of-mappings"))
        return None

    def scalar(self, owner: _Owner, term: Property, item: Scalar) -> Term | None:
        if term.kind is Kind.CONCEPT:
            return self.concept(term, item)
        if term.kind is Kind.LITERAL:
            return self.literal(term, item)
        if term.key == "statedIn":
            return self.passage(owner, item)
        if term.value_namespace and ":" not in item.text:
            return self.iri(item, term.value_namespace)
        return self.iri(item)

    def concept(self, term: Property, item: Scalar) -> Term | None:
        if term.code_list is None:
            return None
        members = self.vocabulary.members(term.code_list)
        if item.text in members:
            return self.vocabulary.concepts[item.text]
        near = self.near(item.text, members)
        self.report(
            "vocabulary/unknown-concept",
            item.mark,
            value=item.text,
            key=term.key,
            expected=", ".join(members),
            suggestion=suggested(near),
        )
        return self.vocabulary.concepts[near] if near else None

    def literal(self, term: Property, item: Scalar) -> Term:
        if term.datatype is None:
            return Literal(item.text)
        name = term.datatype.value.rpartition("#")[2]
        if not is_valid(item.text, term.datatype):
            known = name if name in EXAMPLES else "term"
            self.report(
                "vocabulary/bad-value",
                item.mark,
                value=item.text,
                expected=_phrase(known),
                example=mended(item.text, term.datatype) or EXAMPLES.get(name, "…"),
            )
        return Literal(item.text, datatype=term.datatype)

    def passage(self, owner: _Owner, item: Scalar) -> Term | None:
        section = owner.section
        if is_bad_range(item.text, item.mark, self.report, base=self.base):
            # Read on as somewhere in the text, so that one slip is one finding.
            return section
        if re.search("[:#]", item.text):
            return self.iri(item)
        if section is None or "#" in section.value or not _FRAGMENT.fullmatch(item.text):
            self.report("syntax/no-section", item.mark, value=item.text)
            return None
        return NamedNode(f"{section.value}#{item.text}")

    def iri(self, item: Scalar, base: str | None = None) -> NamedNode | None:
        problem = problem_with(item.text)
        if problem:
            self.report(
                "syntax/bad-id", item.mark, value=item.text, reason=text("phrases", problem)
            )
            return None
        identifier = composed(item.text)
        if identifier != item.text:
            # Read on as what it looks like, so that one slip is one finding.
            self.report("syntax/not-normalised", item.mark, value=item.text)
        return NamedNode(expand(identifier, base or self.base))

    def add(
        self, owner: _Owner, predicate: NamedNode, value: Term, property_at: Mark, value_at: Mark
    ) -> None:
        self.statements.append(
            Statement(
                owner.node,
                predicate,
                value,
                self.graph,
                self.path,
                value_at,
                property_at,
                owner.mark,
            )
        )

    def report(self, code: str, mark: Mark, *, value: str | None = None, **values: object) -> None:
        node, predicate = self.about
        self.told.tell(
            code,
            mark,
            focus=node.value.removeprefix(self.base) if node else None,
            property_path=predicate.value if predicate else None,
            value=value,
            **values,
        )


def map_file(
    tree: Node | None, path: PurePosixPath, *, base: str, vocabulary: Vocabulary
) -> Mapped:
    """Read what one file says.

    Args:
        tree: the file, as read by `read_yaml`.
        path: the file, relative to the publication's folder; names its graphs.
        base: absolute IRI of the publication; identifiers are relative to its `id/`.
        vocabulary: what the keys mean.
    """
    told = Told(path)
    mapper = _Mapper(vocabulary, path, f"{base}id/", NamedNode(base), told)
    graphs: dict[NamedNode, str] = {}
    whole = True
    if tree is None:
        mapper.report("syntax/empty-file", Mark(1, 1))
    elif isinstance(tree, Mapping):
        for status, nodes in tree.entries:
            if mapper.is_dashed(status):
                whole = False
                continue
            if status.text not in STATUSES:
                mapper.report(
                    "vocabulary/unknown-status",
                    status.mark,
                    value=status.text,
                    expected=", ".join(STATUSES),
                    suggestion=did_you_mean(status.text, STATUSES),
                )
                whole = False
                continue
            mapper.graph = graph_of(path, status.text, base=base)
            graphs[mapper.graph] = status.text
            for node in items_of(nodes):
                mapper.node(node, None, is_listed=True)
    else:
        mapper.report("syntax/unexpected-structure", tree.mark, expected=", ".join(STATUSES))
        whole = False
    return Mapped(tuple(mapper.statements), graphs, told.findings, whole)


def map_nodes(
    nodes: Iterable[tuple[str, Mapping]], path: PurePosixPath, *, base: str, vocabulary: Vocabulary
) -> Mapped:
    """Read things that each have a status of their own, as the rows of a table do.

    Passages written by their fragment belong to the section that the thing is reported in.

    Args:
        nodes: each thing after its status.
        path: the file, relative to the publication's folder; names its graphs.
        base: absolute IRI of the publication; identifiers are relative to its `id/`.
        vocabulary: what the keys mean.
    """
    told = Told(path)
    mapper = _Mapper(vocabulary, path, f"{base}id/", NamedNode(base), told)
    graphs: dict[NamedNode, str] = {}
    named = {status: graph_of(path, status, base=base) for status in STATUSES}
    for status, node in nodes:
        mapper.graph = named[status]
        graphs[mapper.graph] = status
        mapper.node(node, None)
    return Mapped(tuple(mapper.statements), graphs, told.findings)


def _phrase(key: str) -> object:
    return text("phrases", key)
