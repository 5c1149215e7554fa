"""What sentences call the terms of data and shapes.

A term is called by its label and, in parentheses, by what an author writes for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.statements import Publication
from maalbar.model.terms import DCT, FOAF, PREFIXES, RDF, RDFS, SDO, SH, SKOS, Term
from maalbar.model.text import LANGUAGES, Text, pick
from maalbar.vocabulary.ontology import vocabulary
from maalbar.vocabulary.resources import ontology
from maalbar.words import text

_LABELS: Final = (SKOS.prefLabel, RDFS.label, DCT.title, FOAF.name, SDO.name)
_MOST: Final = 12
_DEEPEST: Final = 5


def phrase(key: str, **values: object) -> Text:
    """Give a part of a sentence, filled."""
    return text("phrases", key, **values)


def same(words: str) -> Text:
    """Give what reads the same in all languages."""
    return dict.fromkeys(LANGUAGES, words)


def texts(literals: Iterable[Term]) -> Text:
    """Give texts by language; one that says no language serves where there is no other.

    A variety stands for its language, and plain Norwegian for Bokmål.
    """
    found: dict[str, str] = {}
    for each in literals:
        if isinstance(each, Literal) and each.value.strip():
            tag = (each.language or "").lower().partition("-")[0]
            found.setdefault("nb" if tag == "no" else tag, each.value)
    plain = found.pop("", None)
    return found if plain is None else {**same(plain), **found}


def listed(parts: Sequence[Text], joint: str) -> Text:
    """Join texts as a sentence does: `a, b or c`; not all of too many."""
    if len(parts) > _MOST:
        parts, joint = (*parts[:_MOST], phrase("and-more")), ""
    if len(parts) == 1:
        return parts[0]
    *most, last = parts
    first = {tag: ", ".join(each[tag] for each in most) for tag in LANGUAGES}
    if joint:
        return phrase(joint, first=first, last=last)
    return {tag: f"{first[tag]} {last[tag]}" for tag in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of all that a finding speaks of; `rules` is the graph of the shapes."""

    publication: Publication
    rules: Index
    _known: dict[Term, Text] = field(default_factory=dict, repr=False)
    _labels: dict[Term, Text] = field(default_factory=dict, repr=False)

    @property
    def indexes(self) -> tuple[Index, ...]:
        """All that terms are spoken of in, the publication first."""
        return (self.publication.index, self.publication.known, ontology(), self.rules)

    def label(self, term: Term) -> Text:
        """Give the label of a term by language, as the data or the ontology say it."""
        found = self._labels.get(term)
        if found is None:
            found = self._labels[term] = self._label(term)
        return found

    def _label(self, term: Term) -> Text:
        for index in self.indexes:
            for predicate in _LABELS:
                found = texts(index.objects(term, predicate))
                if found:
                    return found
        return {}

    def of(self, term: Term) -> Text:
        """Name a term: `percent (percent)`, `2021`, `org/digdir`; in all languages."""
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = self._name(term)
        return found

    def rule(self, shape: Term) -> Text:
        """Give the name of a shape by language, if it has one."""
        for predicate in (SH.name, RDFS.label):
            found = texts(self.rules.objects(shape, predicate))
            if found:
                return complete(found)
        return {}

    def path(self, path: Term, shape: Term) -> Text:
        """Name the property that a path leads to, as the shape does or by its label."""
        return self.rule(shape) or self._path(path, 0)

    def _name(self, term: Term) -> Text:
        if isinstance(term, BlankNode):
            return phrase("a-blank-node")
        if not term.value.strip():
            return phrase("an-empty-text")
        key, label = self.key(term), self.label(term)
        if not label:
            return same(key)
        return {
            tag: said if said == key else f"{said} ({key})" for tag, said in complete(label).items()
        }

    def key(self, term: Term) -> str:
        """Give what an author writes for a term."""
        known = vocabulary().key_of.get(term)
        if known:
            return known
        short = self.publication.short(term)
        if isinstance(term, NamedNode) and short == term.value:
            return curie(term)
        return short

    def _path(self, path: Term, depth: int) -> Text:
        if isinstance(path, NamedNode) or depth > _DEEPEST:
            return self.of(path)
        members = list(islice(self.rules.list_items(path), _MOST))
        if members:
            steps = [self._path(each, depth + 1) for each in members]
            return {tag: " → ".join(step[tag] for step in steps) for tag in LANGUAGES}
        for predicate, values in self.rules.properties(path).items():
            operand = next(iter(values))
            if predicate == SH.alternativePath:
                ways = [
                    self._path(each, depth + 1)
                    for each in islice(self.rules.list_items(operand), _MOST)
                ]
                return listed(ways, "either") if ways else same("")
            if predicate == SH.inversePath:
                return phrase("inverse-path", property=self._path(operand, depth + 1))
            if predicate != RDF.type:
                return self._path(operand, depth + 1)
        return same("")


def curie(term: NamedNode) -> str:
    """Shorten an IRI of a vocabulary that is known: `dct:title`."""
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            name = term.value.removeprefix(namespace)
            return f"{prefix}:{name}" if name.isidentifier() else term.value
    return term.value


def complete(found: Text) -> Text:
    """Give a text in all languages, each from the best that there is."""
    return {tag: pick(found, tag) for tag in LANGUAGES}
