"""What is called what in a comparison, in one language: things, properties, values, statuses."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.compare.changes import Change, Comparison, Told
from maalbar.model.index import Index
from maalbar.model.passages import read_passage
from maalbar.model.terms import MB, OA, A, Subject, Term
from maalbar.publish.names import Names
from maalbar.vocabulary.ontology import vocabulary
from maalbar.words import phrase

_TONGUES: Final = {"nb": "language-nb", "nn": "language-nn", "en": "language-en"}
_FIGURES: Final = {MB.Observation, MB.Target}


@dataclass(frozen=True, slots=True)
class _Known:
    index: Index


@dataclass(frozen=True)
class Called:
    """Names of everything in a comparison to a reader of `language`."""

    comparison: Comparison
    language: str

    def thing(self, node: Subject) -> str:
        """Name a thing; a passage by where it stands and what it says."""
        if "#" in node.value:
            passage = read_passage(self.comparison.known, node)
            if passage.start is not None:
                place = self._page("characters", start=passage.start, end=passage.end)
                return f"{place}: «{passage.exact}»" if passage.exact else place
        return self._names.of(node)

    def kind(self, node: Subject) -> str:
        """Say what kind of thing it is."""
        return self._names.kind(node)

    def report(self, report: NamedNode | None) -> str:
        """Name a report, or what reports share."""
        return self._names.of(report) if report else self.say("shared")

    def property(self, change: Change) -> str:
        """Name the property that changed, and the language of its text."""
        said = self.predicate(change.predicate)
        if not change.language:
            return said
        tag = change.language
        name = self.say(_TONGUES[tag]) if tag in _TONGUES else tag
        return self.say("in-language", property=said, tongue=name)

    def predicate(self, predicate: NamedNode) -> str:
        """Name a property."""
        if predicate == A:
            return self.say("kind")
        return vocabulary().label(predicate, self.language) or predicate.value

    def value(self, value: Term) -> str:
        """Write a value as the language does."""
        if isinstance(value, Literal):
            return value.value if value.language else self._names.literal(value)
        return self.thing(value)

    def values(self, change: Change) -> tuple[str | None, str | None]:
        """Write the values before and after, so that they can be told from each other."""
        before, after = (each.value if each else None for each in (change.before, change.after))
        shown = [None if each is None else self.value(each) for each in (before, after)]
        if before != after and shown[0] == shown[1]:
            shown = [str(before), str(after)]
        return shown[0], shown[1]

    def status(self, status: str) -> str:
        """Name a status."""
        return vocabulary().label(MB[status], self.language)

    def is_figure(self, told: Told) -> bool:
        """Tell whether a thing is a figure."""
        return not _FIGURES.isdisjoint(self.comparison.known.objects(told.resource, A))

    def is_selector(self, node: Subject) -> bool:
        """Tell whether something only says which passage another is."""
        kinds = self.comparison.known.objects(node, A)
        return OA.TextPositionSelector in kinds or OA.TextQuoteSelector in kinds

    def say(self, key: str, **values: object) -> str:
        """Give a sentence about differences."""
        return phrase("differences", key, self.language, **values)

    def counted(self, key: str, number: int) -> str:
        """Say how many there are of something, the number as the language writes it."""
        grouped = f"{number:,}"
        count = grouped if self.language == "en" else grouped.replace(",", "\N{NO-BREAK SPACE}")
        return self.say(f"{key}-one" if number == 1 else key, count=count)

    def _page(self, key: str, **values: object) -> str:
        return phrase("pages", key, self.language, **values)

    @cached_property
    def _names(self) -> Names:
        return Names(_Known(self.comparison.known), vocabulary(), self.language)
