"""Which properties a kind of thing has, and how often, as the ontology and the shapes say."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import MB, SDO, SH, XSD, Term
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary
from maalbar.vocabulary.requirements import Requirements

_ONE: Final = Literal("1", datatype=XSD.integer)


@dataclass(frozen=True)
class Placed:
    """The properties of a vocabulary, each where it belongs; keys that only turn one round not."""

    vocabulary: Vocabulary

    @cached_property
    def anywhere(self) -> tuple[Property, ...]:
        """The properties that may be said of anything.

        They have no domain, and are ours, texts, or such that no shape speaks of for some kind.
        """
        spoken = {
            each.iri for kind in self.vocabulary.classes.values() for each, _, _ in self.on(kind)
        }
        return tuple(
            each
            for each in self._properties
            if not self._domains(each)
            and (
                each.kind is Kind.TEXT
                or each.iri.value.startswith(MB.iri)
                or each.iri not in spoken
            )
        )

    def on(self, kind: NamedNode) -> Iterator[tuple[Property, int, int | None]]:
        """Give the properties of a kind of thing with how often each must and may be there."""
        asked = Requirements(self.vocabulary, kind)
        above = self.vocabulary.superclasses(kind)
        shaped = {path: most for each in above for path, most in self._shaped(each)}
        told = {key for each in asked.all for key in each.keys}
        needed = {each.one_of for each in asked.all if each.must and not each.cases}
        for each in self._properties:
            meant = above & {*self._domains(each)} or each.iri in shaped or each.key in told
            if meant and each.key not in asked.forbidden:
                least = int(((each.key,),) in needed)
                yield each, least, shaped.get(each.iri)

    @cached_property
    def _properties(self) -> tuple[Property, ...]:
        found = self.vocabulary.properties.values()
        return tuple(each for each in found if each.kind is not Kind.REVERSE)

    def _domains(self, each: Property) -> tuple[Term, ...]:
        return self.vocabulary.index.objects(each.iri, SDO.domainIncludes)

    def _shaped(self, kind: Term) -> Iterator[tuple[Term, int | None]]:
        """Give what the shapes of a kind speak of by name, and whether once at most."""
        rules = self.vocabulary.rules
        most: dict[Term, int | None] = {}
        for shape in rules.subjects(SH.targetClass, kind):
            for part in (shape, *rules.objects(shape, SH.property)):
                for path in rules.objects(part, SH.path):
                    once = _ONE in rules.objects(part, SH.maxCount)
                    most[path] = 1 if once else most.get(path)
        yield from most.items()
