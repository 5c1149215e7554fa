"""Members put to the shapes of the application profiles of their kinds.

A source is validated as one graph, and told is what concerns its members: what one says of
another then has its type, though the portal parts them.  The quality score asks for the older
profile, and asks each member by itself, as the portal does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from maalbar.harvest.graph import Graph
from maalbar.harvest.members import SIGNS, Kind, Member
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.terms import A, Term
from maalbar.validate.explain import Explainer, code_of
from maalbar.validate.ruleset import Ruleset, validate
from maalbar.words import finding
from maalbar.words.limit import Limit


class Rules(NamedTuple):
    """Shapes, and what is to be said of how they were got."""

    ruleset: Ruleset
    findings: tuple[Diagnostic, ...]


# Gets the shapes that are in some places, all together.
RulesOf = Callable[[tuple[str, ...]], Rules]

PROFILES: Final[Mapping[Kind, str]] = {
    Kind.DATASET: "dcat-ap-no",
    Kind.SERIES: "dcat-ap-no",
    Kind.SERVICE: "dcat-ap-no",
    Kind.CONCEPT: "skos-ap-no",
    Kind.MODEL: "modelldcat-ap-no",
    Kind.EVENT: "cpsv-ap-no",
    Kind.PUBLIC_SERVICE: "cpsv-ap-no",
}
# What the quality score holds datasets against.
SCORED_BY: Final = "dcat-ap-no-2"


def conformance(
    graph: Graph, members: Sequence[Member], shapes: tuple[str, ...], rules_of: RulesOf
) -> Iterator[Diagnostic]:
    """Validate the members of a document, and the catalogues that name them.

    Args:
        graph: the document.
        members: what it was split into.
        shapes: files, addresses or names of profiles; if there are none, those of each kind.
        rules_of: gets shapes.

    Raises:
        MaalbarError: shapes that were asked for cannot be had or used.
    """
    kinds = dict.fromkeys(each.kind for each in members)
    if shapes:
        yield from _against(graph, members, rules_of(shapes))
        return
    for profile in dict.fromkeys(PROFILES[kind] for kind in kinds):
        mine = [each for each in members if PROFILES[each.kind] == profile]
        try:
            rules = rules_of((profile,))
            # Whoever is harvested cannot mend the profile.
            told = tuple(each for each in rules.findings if each.code != "shapes/says-nothing")
            yield from _against(graph, mine, rules._replace(findings=told))
        except MaalbarError as error:
            reason = error.diagnostics[0].message
            yield finding("harvest/not-validated", Location(), value=profile, reason=reason)


def conforms(member: Member, rules: Rules | None) -> bool | None:
    """Tell whether a member by itself conforms; nothing where that cannot be told."""
    if rules is None:
        return None
    try:
        return not validate(member.index, rules.ruleset)
    except MaalbarError:
        return None


def _against(graph: Graph, members: Sequence[Member], rules: Rules) -> Iterator[Diagnostic]:
    yield from rules.findings
    yield from rules.ruleset.findings
    about = _nodes(graph.index, members)
    explainer, counted = Explainer(graph.publication, rules.ruleset), Limit()
    for result in validate(graph.index, rules.ruleset, concerns=about.__contains__):
        if not counted.is_enough(code_of(result.component), result.shape):
            yield graph.spoken(explainer.finding(result))
    yield from counted.left_out()


def _nodes(index: Index, members: Sequence[Member]) -> frozenset[Term]:
    """Give what belongs to members, and the catalogues that may name them."""
    found: set[Term] = {node for each in members for node in each.index.nodes}
    for kind in {each.kind for each in members}:
        found |= set(index.subjects(A, SIGNS[kind].holder))
    return frozenset(found)
