"""What the shapes ask that a thing of a type has: always, or in which case.

Of a choice all that would do is given.  What a shape says beyond whether there is a value,
such as how big it may be, is left to those who judge.

See Also:
    SHACL <https://www.w3.org/TR/shacl/#core-components>.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from maalbar.model.terms import RDF, SH, Term
from maalbar.vocabulary.ontology import Vocabulary

# The keys of a path, step by step; one that is gone against has `BACK` before it.
Way = tuple[str, ...]
BACK: Final = "^"


@dataclass(frozen=True, slots=True)
class Case:
    """When something is asked for: where `key` is given, or where it is one of `codes`."""

    key: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What must be there, or should: one of some ways, if all cases hold."""

    one_of: tuple[Way, ...]
    cases: tuple[Case, ...] = ()
    must: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that a thing itself would have."""
        return tuple(dict.fromkeys(way[0] for way in self.one_of if way[0][0] != BACK))


@dataclass(frozen=True)
class Requirements:
    """What the shapes say of a type."""

    vocabulary: Vocabulary
    kind: NamedNode

    @cached_property
    def all(self) -> tuple[Requirement, ...]:
        """All that is asked for; what is asked for anyhow is not given for cases as well."""
        found = sorted(
            (each for part in self._parts for each in self._of(part)),
            key=lambda each: (not each.must, len(each.cases), each.one_of),
        )
        kept: list[Requirement] = []
        for each in found:
            if not any(_implies(known, each) for known in kept):
                kept.append(each)
        return tuple(kept)

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The keys that the shapes speak of."""
        ways = {way for part in self._parts for way in self._ways(self._first(part, SH.path))}
        asked = {key for each in self.all for key in each.keys}
        return frozenset({way[0] for way in ways if len(way) == 1} | asked)

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """The keys that the shapes forbid."""
        return frozenset(
            way[0]
            for part in self._parts
            if self._forbids(part)
            for way in self._ways(self._first(part, SH.path))
        )

    @cached_property
    def _parts(self) -> tuple[Term, ...]:
        rules = self.vocabulary.rules
        return tuple(
            part
            for kind in sorted(self.vocabulary.superclasses(self.kind), key=str)
            for shape in rules.subjects(SH.targetClass, kind)
            for part in (shape, *rules.objects(shape, SH.property))
        )

    def _of(self, part: Term) -> Iterator[Requirement]:
        must = self._first(part, SH.severity) in {None, SH.Violation}
        if self._asks(part):
            yield Requirement(one_of=self._ways(self._first(part, SH.path)), must=must)
        for options in self.vocabulary.rules.objects(part, SH["or"]):
            yield from self._choice(options, must=must)

    def _choice(self, options: Term, *, must: bool) -> Iterator[Requirement]:
        """Turn a choice round: where nothing excuses a thing, what is asked for must be there.

        An option that asks for several things at once is a requirement for each of them.
        Where an option looks at anything else than keys and codes, the choice is left to it.
        """
        rules = self.vocabulary.rules
        cases: list[Case] = []
        together: list[tuple[Way, ...]] = []
        one_of: list[Way] = []
        for option in rules.list_items(options):
            parts = (option, *rules.objects(option, SH.property))
            asked = [self._ways(self._first(p, SH.path)) for p in parts if self._asks(p)]
            denied = [each for p in parts for each in self._case(p)]
            if len(asked) == 1:
                one_of += asked[0]
            elif asked:
                together += asked
            elif denied:
                cases += denied
            else:
                return
        for ways in (tuple(one_of), *together):
            own = {way[0] for way in ways}
            others = tuple(each for each in cases if each.codes or each.key not in own)
            if ways and (others or not cases):
                yield Requirement(one_of=ways, cases=others, must=must)

    def _case(self, option: Term) -> Iterator[Case]:
        """Give the case in which an option does not hold."""
        ways = self._ways(self._first(option, SH.path))
        if len(ways) != 1 or len(ways[0]) != 1:
            return
        excluded = self._first(option, SH["not"])
        listed = self._first(excluded, SH["in"]) if excluded else None
        if listed:
            keys = self.vocabulary.key_of
            yield Case(
                ways[0][0], tuple(keys[each] for each in self.vocabulary.rules.list_items(listed))
            )
        elif self._forbids(option):
            yield Case(ways[0][0])

    def _forbids(self, part: Term) -> bool:
        most = self._first(part, SH.maxCount)
        return most is not None and most.value == "0"

    def _asks(self, part: Term) -> bool:
        return any(self._number(part, each) for each in (SH.minCount, SH.qualifiedMinCount))

    def _number(self, part: Term, parameter: NamedNode) -> int:
        found = self._first(part, parameter)
        return int(found.value) if found else 0

    def _ways(self, path: Term | None) -> tuple[Way, ...]:
        """Give the ways along a path, each by its keys; none where a step has no key."""
        if path is None:
            return ()
        if not isinstance(path, BlankNode):
            known = self.vocabulary.property_of
            return ((known[path].key,),) if path in known else ()
        rules = self.vocabulary.rules
        back = self._first(path, SH.inversePath)
        if back:
            return tuple((f"{BACK}{way[0]}",) for way in self._ways(back) if len(way) == 1)
        choice = self._first(path, SH.alternativePath)
        if choice:
            return tuple(way for each in rules.list_items(choice) for way in self._ways(each))
        ways: tuple[Way, ...] = ((),) if self._first(path, RDF.first) else ()
        for step in rules.list_items(path) if ways else ():
            ways = tuple((*way, *more) for way in ways for more in self._ways(step))
        return ways

    def _first(self, subject: Term, predicate: NamedNode) -> Term | None:
        return self.vocabulary.rules.first(subject, predicate)


def _implies(known: Requirement, each: Requirement) -> bool:
    """Tell whether whoever does what is known has done the other as well."""
    enough = set(known.one_of) | {way[:1] for way in known.one_of}
    asked = set(each.one_of) | {way[:1] for way in each.one_of}
    return enough <= asked and set(known.cases) <= set(each.cases)
