"""From one validation result to a finding that explains itself.

What is wrong, where, what could stand there instead, which part of the rule failed, and
what else counts.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from maalbar.model.diagnostic import Diagnostic, Location, Related, Severity, Violation
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.statements import Publication, Statement
from maalbar.model.terms import MBSH, RDF, SH, Term
from maalbar.validate.components import COMPONENTS
from maalbar.validate.expectations import Expectations, code_list
from maalbar.validate.naming import Names, phrase
from maalbar.validate.places import last_step
from maalbar.validate.result import Result
from maalbar.validate.ruleset import Ruleset
from maalbar.validate.sentences import Case

_SEVERITIES: Final = {SH.Violation: Severity.ERROR, SH.Warning: Severity.WARNING}
_PARAMETERS: Final = {each.iri: each.parameter for each in COMPONENTS}
# Those that say what kind of thing a value is: where there is a code list, it says so better.
_KINDS: Final = frozenset(("class", "node", "nodeKind", "datatype"))
_COUNTS: Final = frozenset(
    (
        *("minCount", "maxCount", "uniqueLang"),
        *("qualifiedMinCount", "qualifiedMaxCount"),
    )
)
_PAIRS: Final = frozenset(("equals", "disjoint", "lessThan", "lessThanOrEquals"))
_OPERATORS: Final = (SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
_USES: Final = (
    *(SH.property, SH.node, SH.qualifiedValueShape, SH["not"]),
    *(SH["and"], SH["or"], SH.xone, RDF.first, RDF.rest),
)
_PARTS: Final = 20
_DEEPEST: Final = 4
_RELATED: Final = 10
_CLIMB: Final = 100

_LAYER: Final = "shapes"


class Explainer:
    """Makes the findings of one publication by one set of shapes."""

    def __init__(self, publication: Publication, rules: Ruleset) -> None:
        """Take what the results are about, and the shapes that found them."""
        self._publication = publication
        self._rules = rules
        self._names = Names(publication, rules.graph)
        self._expectations = Expectations(rules.graph, self._names)

    def finding(self, result: Result) -> Diagnostic:
        """Say in words what one validation result says."""
        parameter, asked = self._asked(result)
        location = self._location(result)
        found = self._told(result, location)
        parts = self._parts(result, location, [_PARTS], 0)
        return replace(
            found,
            because=tuple(_as_grave(each, found.severity) for each in parts),
            related=tuple(islice(self._related(result, parameter, asked, location), _RELATED)),
        )

    def _told(self, result: Result, location: Location) -> Diagnostic:
        parameter, asked = self._asked(result)
        codes = self._codes(result)
        if codes:
            expected, asks = self._expectations.codes(codes), "in"
        else:
            asks = parameter
            expected = self._expectations.of(result.shape, asks, asked) if asked else ()
        case = Case(result, asks, asked, expected, self._names, self._said)
        value = self._value(result)
        return Diagnostic(
            code=_code(result, parameter),
            severity=_SEVERITIES.get(result.severity, Severity.INFO),
            message=case.message,
            hint=case.hint,
            location=location,
            rule=self._rule(result.shape),
            value=None if value is None or isinstance(value, BlankNode) else self._short(value),
            expected=expected,
            violation=Violation(
                focus=result.focus,
                path=result.path,
                value=result.value,
                component=result.component,
                shape=result.shape,
                severity=result.severity,
                path_triples=tuple(self._path_triples(result.path)),
            ),
        )

    def _parts(
        self, result: Result, around: Location, left: list[int], depth: int
    ) -> tuple[Diagnostic, ...]:
        """Explain the parts that failed; `left` counts down how many more are told."""
        if depth == _DEEPEST or self._codes(result):  # that it is not in the list is all
            return ()
        found = []
        for detail in {(each.key, each.shape): each for each in result.details}.values():
            if not left[0]:
                break
            left[0] -= 1
            location = self._location(detail, around)
            parts = self._parts(detail, location, left, depth + 1)
            found.append(replace(self._told(detail, location), because=parts))
        return tuple(found)

    @staticmethod
    def _codes(result: Result) -> NamedNode | None:
        """Give the code list that the value should be from, if that is what is wrong."""
        is_kind = _PARAMETERS.get(result.component) in _KINDS
        return code_list(result.path) if is_kind else None

    def _asked(self, result: Result) -> tuple[str, Term | None]:
        """Give the parameter that a result is about, and what it asks; pySHACL leaves it out."""
        parameter = _PARAMETERS.get(result.component, "")
        if not parameter:
            return "", None
        return parameter, result.expected or self._rules.graph.first(result.shape, SH[parameter])

    def _location(self, result: Result, around: Location | None = None) -> Location:
        """Find the place: of a part that failed, the value itself, else where the whole is."""
        place = self._publication.place
        predicate = self._predicate(result)
        where = place(result.focus, predicate, self._value(result))
        at = where
        value = result.value or next(iter(result.others), None)
        step = self._step(result, value) if around and value else None
        if step:
            at = place(*step)
        elif where.path is None and result.focus in self._mentions:
            mention = self._mentions[result.focus]
            at = place(mention.subject, mention.predicate, mention.object)
        if at.path is None and around:
            at = around
        names = self._names
        return replace(
            where,
            path=at.path,
            mark=at.mark,
            focus=self._short(result.focus),
            focus_label=names.label(result.focus),
            property_label=names.label(predicate) if predicate else {},
        )

    def _related(
        self, result: Result, parameter: str, asked: Term | None, here: Location
    ) -> Iterator[Related]:
        """Give the other places that count, each with what is there."""
        for key, term, where in self._others(result, parameter, asked):
            if where.path is not None and (where.path, where.mark) != (here.path, here.mark):
                yield Related(where, phrase(key, value=self._names.of(term)))

    def _others(
        self, result: Result, parameter: str, asked: Term | None
    ) -> Iterator[tuple[str, Term, Location]]:
        place, index = self._publication.place, self._publication.index
        focus, value = result.focus, result.value
        if isinstance(asked, NamedNode) and parameter in _PAIRS:
            for each in result.others or index.objects(focus, asked):
                yield "compared-here", each, place(focus, asked, each)
        elif parameter in _COUNTS:
            for each in result.others:
                step = self._step(result, each)
                if step:
                    yield "counted-here", each, place(*step)
        elif value is not None and value != focus and index.properties(value):
            yield "described-here", value, place(value)

    def _step(self, result: Result, value: Term) -> SpokenTriple | None:
        if result.path is None:
            return None
        graph, index = self._rules.graph, self._publication.index
        return last_step(graph, result.path, index, result.focus, value)

    @cached_property
    def _mentions(self) -> dict[Term, Statement]:
        """The first statement that refers to each term."""
        return {each.object: each for each in reversed(self._publication.statements)}

    def _short(self, term: Term, depth: int = 0) -> str:
        """Name a thing as its author does; one without an address by what refers to it."""
        if not isinstance(term, BlankNode):
            return self._publication.short(term)
        mention = self._mentions.get(term)
        if mention is None or depth == _DEEPEST:
            return "…"
        return f"{self._short(mention.subject, depth + 1)} → {self._names.key(mention.predicate)}"

    def _value(self, result: Result) -> Term | None:
        """Give the value to point at; of a law about several properties, that of its place."""
        if result.value is not None and result.value != result.focus:
            return result.value
        predicate = None if result.path else self._predicate(result)
        return self._publication.index.first(result.focus, predicate) if predicate else None

    def _predicate(self, result: Result) -> NamedNode | None:
        """Give the first step of a path: the property at which an author begins to look.

        A law that looks at several properties has no path; its `mbsh:place` says at which.
        """
        path = result.path or next(iter(self._said(result.shape, MBSH.place)), None)
        graph = self._rules.graph
        for _ in range(_CLIMB):
            if not isinstance(path, BlankNode):
                break
            steps = (RDF.first, SH.alternativePath, *_OPERATORS)
            path = next((found for each in steps if (found := graph.first(path, each))), None)
        return path if isinstance(path, NamedNode) else None

    def _said(self, shape: Term, predicate: NamedNode) -> tuple[Term, ...]:
        """Look up what a shape says; the graph may lack shapes that are answered otherwise."""
        graph = self._rules.graph
        if isinstance(shape, BlankNode) or graph.properties(shape):
            return graph.objects(shape, predicate)
        return self._rules.words().objects(shape, predicate)

    def _rule(self, shape: Term) -> str | None:
        """Give the IRI of a shape, or of the nearest that uses it."""
        at: Term | None = shape
        for _ in range(_CLIMB):
            if at is None or isinstance(at, NamedNode):
                break
            at = _user(self._rules.graph, at)
        return at.value if isinstance(at, NamedNode) else None

    def _path_triples(self, path: Term | None) -> Iterator[SpokenTriple]:
        waiting, seen = [path], set[Term]()
        while waiting:
            node = waiting.pop()
            if isinstance(node, BlankNode) and node not in seen:
                seen.add(node)
                for predicate, values in self._rules.graph.properties(node).items():
                    for value in values:
                        yield (node, predicate, value)
                        waiting.append(value)


def _as_grave(part: Diagnostic, severity: Severity) -> Diagnostic:
    """Let a part weigh as much as the whole, whatever its shape says."""
    because = tuple(_as_grave(each, severity) for each in part.because)
    return replace(part, severity=severity, because=because)


def _code(result: Result, parameter: str) -> str:
    if not parameter and result.component != SH.SPARQLConstraintComponent:
        return f"{_LAYER}/custom-constraint"
    return code_of(result.component)


@cache
def code_of(component: NamedNode) -> str:
    """Name a constraint component in kebab-case: `MinCountConstraintComponent` is min-count."""
    name = component.value.removeprefix(SH.iri).removesuffix("ConstraintComponent")
    return f"{_LAYER}/" + re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _user(graph: Index, shape: Term) -> Term | None:
    """Give a node of the shapes graph that uses another."""
    return next((user for each in _USES for user in graph.subjects(each, shape)), None)
