"""What is said of things: asked for a report at a time, and then for what is met on the way."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import Term
from maalbar.queries.engine import Engine, inner
from maalbar.queries.library import DEFAULT_READS
from maalbar.queries.store import TaggedText
from maalbar.queries.tokens import Several

_READ: Final = frozenset(DEFAULT_READS)
# So many that the query is still one that every server takes.
_AT_ONCE: Final = 100

Properties = dict[NamedNode, list[Term]]


class Said:
    """What a publication says, as far as it has been asked."""

    def __init__(self, engine: Engine, language: str) -> None:
        """Take what answers, and the language of the reader."""
        self._engine = engine
        self._order = (*dict.fromkeys((language, "nb", "nn", "en")),)
        self._known: dict[NamedNode, Properties] = {}
        # What the reports that are walked tell of; others are known only as far as they are met.
        self._told: set[NamedNode] = set()
        self._pointing: dict[tuple[NamedNode, NamedNode], dict[NamedNode, None]] = {}

    def read_reports(self, reports: Iterable[NamedNode]) -> None:
        """Ask all that is said of reports, and of what they refer to."""
        asked = inner("things-of-report", things=Several(reports))
        found = (thing for (thing,) in self._engine.answer(asked, _READ).terms)
        self._told = {each for each in found if isinstance(each, NamedNode)}
        self._read(sorted(self._told, key=str))
        met = (
            value
            for properties in self._known.values()
            for values in properties.values()
            for value in values
            if isinstance(value, NamedNode)
        )
        self._read([each for each in dict.fromkeys(met) if each not in self._known])

    def values(self, thing: NamedNode, *properties: NamedNode) -> Iterator[Term]:
        """Give the values of properties of a thing, the first property first."""
        if thing not in self._known:
            self._read([thing])
        known = self._known[thing]
        for each in properties:
            yield from known.get(each, ())

    def pointing(self, thing: NamedNode, property_: NamedNode) -> Iterator[NamedNode]:
        """Give what points at a thing by a property, of what the reports tell of."""
        known = self._pointing.get((property_, thing), ())
        yield from (each for each in known if each in self._told)

    def text(self, thing: NamedNode, *properties: NamedNode) -> TaggedText | None:
        """Give the text that serves the reader best, of the first property that has any."""
        for each in properties:
            texts = {
                value.language or "": value.value
                for value in self.values(thing, each)
                if isinstance(value, Literal)
            }
            for tag in (*self._order, *sorted(texts)):
                if tag in texts:
                    return TaggedText(texts[tag], tag)
        return None

    def _read(self, things: list[NamedNode]) -> None:
        for at in range(0, len(things), _AT_ONCE):
            some = things[at : at + _AT_ONCE]
            for each in some:
                self._known.setdefault(each, {})
            self._learn(inner("said-of", things=Several(some)))

    def _learn(self, sparql: str) -> None:
        for thing, property_, value in self._engine.answer(sparql, _READ).terms:
            if isinstance(thing, NamedNode) and isinstance(property_, NamedNode) and value:
                values = self._known.setdefault(thing, {}).setdefault(property_, [])
                if value not in values:
                    values.append(value)
                if isinstance(value, NamedNode):
                    self._pointing.setdefault((property_, value), {})[thing] = None
