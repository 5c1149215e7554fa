"""What a page about a thing shows: its values, caveats, passages and what points at it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from maalbar.model.passages import read_passage
from maalbar.model.statements import NOT_STATED
from maalbar.model.terms import DCT, MB, OA, SKOS, A, Subject, Term, order
from maalbar.publish.describe import Described
from maalbar.publish.names import Names
from maalbar.publish.paths import Paths, link, page
from maalbar.vocabulary.ontology import Kind
from maalbar.words import phrase

# Properties that a page shows in a place of their own.
_ELSEWHERE: Final = {A, MB.statedIn, OA.hasSelector, MB.passageSha256}
_CONTENTS: Final = (MB.partOfReport, MB.partOfSection, MB.reportedIn)
_NOT_STATED: Final = frozenset(MB[status] for status in NOT_STATED)
_MANY: Final = 60

View = dict[str, Any]


@dataclass(frozen=True)
class Views:
    """Views of everything in a publication to a reader of one language."""

    described: Described
    names: Names
    paths: Paths

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.names.language

    def resource(self, resource: NamedNode, here: str) -> View:
        """Give the view of one thing, as seen from the page `here`."""
        return {
            "title": self.names.of(resource),
            "kind": self.names.kind(resource),
            "iri": resource.value,
            "properties": list(self._properties(resource, here)),
            "caveats": list(self._caveats(resource, here)),
            "contents": list(self._pointing(resource, here, contents=True)),
            "passages": list(self._passages(resource)),
            "incoming": list(self._pointing(resource, here, contents=False)),
        }

    def reference(self, term: Term, here: str) -> View:
        """Give a value as a page shows it: its text, and where it leads."""
        if isinstance(term, Literal):
            foreign = term.language if term.language != self.language else None
            return {"text": self.names.literal(term), "href": None, "lang": foreign, "status": None}
        return {
            "text": self.names.of(term),
            "href": self.href(term, here),
            "lang": None,
            "status": self._own_status(term),
        }

    def href(self, term: Subject, here: str) -> str | None:
        """Give the address of a thing: its page here, its term, or its place on the web."""
        if term in self._told:
            document, _, fragment = term.value.partition("#")
            target = link(page(self.paths.of(document), self.language), here)
            return f"{target}#{quote(fragment, safe='=,')}" if fragment else target
        if term.value.startswith(MB.iri):
            target = link(page("ns", self.language), here)
            return f"{target}#{term.value.removeprefix(MB.iri)}"
        return term.value if isinstance(term, NamedNode) else None

    @property
    def _told(self) -> Iterable[Subject]:
        return self.described.publication.index.nodes

    def _properties(self, resource: NamedNode, here: str) -> Iterator[View]:
        vocabulary = self.names.vocabulary
        properties = self.described.publication.index.properties(resource)
        for predicate in sorted(properties, key=self._rank):
            values = properties[predicate]
            if predicate in _ELSEWHERE:
                continue
            shown = self._in_best_language(predicate, values)
            yield {
                "label": vocabulary.label(predicate, self.language) or predicate.value,
                "definition": self._definition(predicate),
                "values": [self._stated(resource, predicate, each, here) for each in shown],
            }

    def _stated(self, resource: NamedNode, predicate: NamedNode, value: Term, here: str) -> View:
        """Give a value, and say so where the statement is not the report's own."""
        shown = self.reference(value, here)
        status = self.described.publication.asides.get((resource, predicate, value))
        return shown | {"status": self._status(MB[status])} if status else shown

    def _own_status(self, thing: Subject) -> str | None:
        """Say so where a thing itself is derived, inferred or background."""
        status = self.described.publication.index.first(thing, MB.statementStatus)
        return self._status(status) if status in _NOT_STATED else None

    def _status(self, status: Term) -> str:
        return self.names.vocabulary.label(status, self.language)

    def _rank(self, predicate: NamedNode) -> tuple[int, str]:
        first = (SKOS.prefLabel, DCT.title, SKOS.definition, DCT.description, MB.value, MB.unit)
        place = first.index(predicate) if predicate in first else len(first)
        return (place, self.names.vocabulary.label(predicate, self.language))

    def _definition(self, term: Term) -> str:
        texts = self.names.vocabulary.texts(term, SKOS.definition, SKOS.scopeNote)
        return texts.get(self.language, "")

    def _in_best_language(self, predicate: NamedNode, values: Iterable[Term]) -> list[Term]:
        """Keep the texts of the language that serves the reader best, and all other values."""
        ordered = sorted(values, key=order)
        term = self.names.vocabulary.property_of.get(predicate)
        if term is None or term.kind is not Kind.TEXT:
            return ordered
        tags = {each.language for each in ordered if isinstance(each, Literal) and each.language}
        best = next(
            (tag for tag in (self.language, "nb", "nn", "en") if tag in tags), min(tags, default="")
        )
        return [each for each in ordered if isinstance(each, Literal) and each.language == best]

    def _caveats(self, resource: NamedNode, here: str) -> Iterator[View]:
        index = self.described.publication.index
        for issue in sorted(index.subjects(OA.hasTarget, resource), key=order):
            kind = index.first(issue, MB.issueKind)
            yield {
                "href": self.href(issue, here),
                "kind": self.names.of(kind) if kind else self.names.kind(issue),
                "text": self.names.text(issue, DCT.description),
                "handling": self.names.text(issue, MB.handling),
            }

    def _passages(self, resource: NamedNode) -> Iterator[View]:
        index = self.described.publication.index
        own: set[Term] = set(index.subjects(OA.hasSource, resource))
        cited = set(index.objects(resource, MB.statedIn))
        read = [read_passage(index, node) for node in own | cited]
        for passage in sorted(read, key=lambda each: each.place):
            source = index.first(passage.node, OA.hasSource)
            place = (
                phrase("pages", "whole-page", self.language)
                if passage.start is None
                else phrase(
                    "pages", "characters", self.language, start=passage.start, end=passage.end
                )
            )
            yield {
                "anchor": passage.node.value.partition("#")[2] if passage.node in own else None,
                "place": place,
                "href": self._in_source(source, passage.exact),
                "quote": passage.exact,
                "hash": passage.sha256 or None,
            }

    def _in_source(self, section: Term | None, quotation: str) -> str | None:
        source = self.described.publication.index.first(section, DCT.source) if section else None
        if source is None:
            return None
        if not quotation:
            return source.value
        fragment = quote(quotation, safe="").replace("-", "%2D")
        return f"{source.value}{'' if '#' in source.value else '#'}:~:text={fragment}"

    def _pointing(self, resource: NamedNode, here: str, *, contents: bool) -> Iterator[View]:
        incoming = self.described.incoming.get(resource, {})
        for predicate in sorted(incoming, key=self._rank):
            if (predicate in _CONTENTS) is not contents or predicate == OA.hasSource:
                continue
            if contents:
                yield from self._by_kind(self._with_sections(incoming[predicate], predicate), here)
            else:
                label = self.names.vocabulary.label(predicate, self.language) or predicate.value
                yield self.folded(label, incoming[predicate], here)

    def _with_sections(self, things: Iterable[Subject], part: NamedNode) -> list[Subject]:
        """Give what a report has: its sections, and what they report."""
        found = list(things)
        if part == MB.partOfReport:
            index = self.described.publication.index
            found += [each for section in found for each in index.subjects(MB.reportedIn, section)]
        return found

    def _by_kind(self, things: Iterable[Subject], here: str) -> Iterator[View]:
        kinds: dict[str, list[Subject]] = {}
        for each in things:
            kinds.setdefault(self.names.kind(each), []).append(each)
        for kind in sorted(kinds):
            yield self.folded(kind, kinds[kind], here)

    def folded(self, label: str, things: Iterable[Subject], here: str) -> View:
        """Give a list under a heading, cut where it is long."""
        ordered = sorted(things, key=lambda each: (self.names.of(each).casefold(), order(each)))
        rest = len(ordered) - _MANY
        return {
            "label": label,
            "values": [self.reference(each, here) for each in ordered[:_MANY]],
            "rest": phrase("pages", "more", self.language, count=rest) if rest > 0 else None,
        }
