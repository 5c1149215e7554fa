"""What a thing is called on a page, in one language.

A thing with a label or title is called by it; a figure by its indicator, value and
period; a goal by its number and what it says; anything else by its kind and description.
"""

from dataclasses import dataclass, field
from datetime import date as date_
from decimal import localcontext
from functools import cached_property
from typing import Final, Protocol

from babel.dates import format_date
from babel.numbers import format_decimal
from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.literals import is_well_formed
from maalbar.model.terms import DCT, EU, MB, RDFS, SKOS, XSD, A, Subject, Term
from maalbar.model.text import Text, pick
from maalbar.vocabulary.ontology import Vocabulary
from maalbar.words import phrase

_NAMES: Final = (SKOS.prefLabel, DCT.title, RDFS.label)
_SHORT: Final = 90
# A thing that is named by others, and they by others again, is so only to a point.
_DEEPEST: Final = 10
_LONGEST: Final = 500
_EXACT: Final = {MB.exact, MB.equalTo, None}


class Indexed(Protocol):
    """What is told, wherever it comes from."""

    @property
    def index(self) -> Index:
        """All of it as one graph."""


@dataclass
class Names:
    """Names of everything in a publication to a reader of `language`."""

    publication: Indexed
    vocabulary: Vocabulary
    language: str
    _known: dict[Term, str] = field(default_factory=dict, repr=False)
    _deep: int = field(default=0, repr=False)

    def of(self, term: Term) -> str:
        """Name any term."""
        known = self._known.get(term)
        if known is None:
            if self._deep == _DEEPEST:
                return _last_step(term)
            self._deep += 1
            # What is named by itself goes by its address there.
            self._known[term] = _last_step(term)
            known = self._known[term] = self._name(term)
            self._deep -= 1
        return known

    def text(self, subject: Term, predicate: NamedNode) -> str:
        """Give the text of a property in the best language."""
        return pick(self._texts(subject, predicate), self.language)

    def kind(self, subject: Term) -> str:
        """Say what kind of thing it is."""
        for each in self.publication.index.objects(subject, A):
            label = self.vocabulary.label(each, self.language)
            if label:
                return label
        return ""

    def value(self, observation: Subject) -> str:
        """Write a figure with its qualifier and unit."""
        first = self.publication.index.first
        number = first(observation, MB.value)
        if number is None:
            return ""
        parts = [self.literal(number)] if isinstance(number, Literal) else []
        qualifier = first(observation, MB.valueQualifier) or first(observation, MB.operator)
        if qualifier not in _EXACT and qualifier is not None:
            parts.insert(0, self.of(qualifier))
        parts.append(self._unit(observation))
        return " ".join(part for part in parts if part)

    def literal(self, literal: Literal) -> str:
        """Write a literal as the language does."""
        if literal.datatype in _NUMBERS and _is_number(literal):
            return _number(literal.value, self._locale)
        if literal.datatype == XSD.boolean and literal.value in {"true", "false"}:
            return phrase("pages", literal.value, self.language)
        return literal.value

    @cached_property
    def _locale(self) -> str:
        return _LOCALES[self.language]

    def _texts(self, subject: Term, predicate: NamedNode) -> Text:
        return {
            value.language: value.value
            for value in reversed(self.publication.index.objects(subject, predicate))
            if isinstance(value, Literal) and value.language
        }

    def _name(self, term: Term) -> str:
        if isinstance(term, Literal):
            return self.literal(term)
        for predicate in _NAMES:
            name = self.text(term, predicate)
            if name:
                return name
        if term in _LANGUAGES:
            return phrase("pages", "language-name", _LANGUAGES[term])
        described = self._described(term)[:_LONGEST]
        return described or self.vocabulary.label(term, self.language) or _last_step(term)

    def _described(self, term: Subject) -> str:
        index = self.publication.index
        types = index.objects(term, A)
        if MB.Observation in types or MB.Target in types:
            return self._figure(term)
        if MB.Assessment in types:
            return self._assessment(term)
        if MB.Participation in types:
            return self._participation(term)
        description = _short(self.text(term, DCT.description))
        number = index.first(term, MB.number)
        if MB.Goal in types and number:
            start = phrase("pages", "goal-number", self.language, number=number.value)
            return f"{start}: {description}" if description else start
        if types and description:
            return description
        kind = self.kind(term)
        return f"{kind}: {_last_step(term)}" if kind else ""

    def _assessment(self, assessment: Subject) -> str:
        index = self.publication.index
        about = [self.of(each) for each in index.objects(assessment, MB.assesses)]
        ratings = [self.of(each) for each in index.objects(assessment, MB.rating)]
        return f"{', '.join(about)}: {', '.join(ratings)}"

    def _participation(self, participation: Subject) -> str:
        index = self.publication.index
        roles = sorted(self.of(role) for role in index.objects(participation, MB.role))
        who = [self.of(each) for each in index.objects(participation, MB.participant)]
        return f"{', '.join(who)}: {', '.join(roles)}"

    def _figure(self, observation: Subject) -> str:
        first = self.publication.index.first
        indicator, period = first(observation, MB.indicator), first(observation, MB.refPeriod)
        values = {
            "indicator": self.of(indicator) if indicator else "",
            "value": self.value(observation),
        }
        if period is None:
            return phrase("pages", "figure-without-period", self.language, **values)
        return phrase("pages", "figure", self.language, period=self.of(period), **values)

    def _unit(self, observation: Subject) -> str:
        first = self.publication.index.first
        unit, currency = first(observation, MB.unit), first(observation, MB.currency)
        if currency is not None:
            return currency.value.removeprefix(f"{EU.iri}currency/")
        if unit == MB["count"]:
            indicator = first(observation, MB.indicator)
            return self.text(indicator, MB.countedUnit) if indicator else ""
        return self.of(unit) if unit else ""


def written_date(date: str, language: str) -> str:
    """Write an `xsd:date` as the language does; one that no calendar has stays as it is."""
    try:
        return format_date(date_.fromisoformat(date), format="long", locale=_LOCALES[language])
    except ValueError:
        return date


def _is_number(literal: Literal) -> bool:
    return len(literal.value) <= _LONGEST and is_well_formed(literal)


def _number(number: str, locale: str) -> str:
    """Write a number with the decimals that it is given with: 94.0 says more than 94."""
    decimals = len(number.partition(".")[2])
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    with localcontext(prec=len(number) + 1):
        return format_decimal(number, format=pattern, locale=locale)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rsplit(' ', 1)[0]} …"


def _last_step(term: Term) -> str:
    return term.value.rstrip("/").rpartition("/")[2] or term.value


_LOCALES: Final = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_NUMBERS: Final = {XSD.decimal, XSD.integer}
_LANGUAGES: Final[dict[Term, str]] = {
    EU["language/NOB"]: "nb",
    EU["language/NNO"]: "nn",
    EU["language/ENG"]: "en",
}
