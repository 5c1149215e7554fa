"""What is said before and after → what changed: complete, both ways alike, and no more."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from maalbar.compare.changes import Change, Difference, Kind
from maalbar.compare.differences import Thing, Things, changes, differences
from maalbar.model.statements import STATUSES
from maalbar.model.terms import DCT, MB, XSD, A, Subject, Term

Spoken = tuple[Subject, NamedNode, Term, str]

NODES = [NamedNode(f"https://e.no/{name}") for name in ("a", "b", "c", "a#p", "b#p")]
VALUES: list[Term] = [
    *NODES,
    *(Literal(each, datatype=XSD.decimal) for each in ("94", "94.0", "094", "95", "no")),
    *(Literal("94", datatype=XSD.integer), Literal("9.4e1", datatype=XSD.double)),
    *(Literal(each, datatype=XSD.boolean) for each in ("true", "1", "false")),
    *(Literal(each, language=tag) for each in ("byen", "gata") for tag in ("nb", "nn")),
    *(Literal("byen"), Literal("gata")),
]
PREDICATES = [A, DCT.title, MB.value, DCT.isReplacedBy, DCT.replaces]
STATEMENTS = st.dictionaries(
    st.tuples(st.sampled_from(PREDICATES), st.sampled_from(VALUES)),
    st.frozensets(st.sampled_from(STATUSES), min_size=1, max_size=2),
    min_size=1,
    max_size=5,
)
THINGS = st.dictionaries(st.sampled_from(NODES), st.builds(Thing, STATEMENTS), max_size=4)
INVERSE = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


def spoken(things: Things) -> set[Spoken]:
    return {
        (node, predicate, value, status)
        for node, thing in things.items()
        for (predicate, value), statuses in thing.statements.items()
        for status in statuses
    }


def applied(found: Iterable[Difference], before: set[Spoken]) -> set[Spoken]:
    """Make of what was said what is said: take away, give new addresses, and add."""
    addresses = {each.was: each.resource for each in found if each.was}
    gone, gone_after = (
        said_in((each for each in found if bool(each.was) is renamed), "before")
        for renamed in (False, True)
    )
    assert gone <= before
    there = {
        (addresses.get(node, node), predicate, value, status)
        for node, predicate, value, status in before - gone
    }
    assert gone_after <= there
    return (there - gone_after) | said_in(found, "after")


def said_in(found: Iterable[Difference], side: str) -> set[Spoken]:
    return {
        (change.resource, change.predicate, said.value, status)
        for each in found
        for change in each.changes
        if (said := getattr(change, side))
        for status in said.statuses
    }


def turned(found: Iterable[Difference]) -> set[Difference]:
    """Tell of the same the other way."""
    return {
        Difference(
            resource=each.was or each.resource,
            was=each.resource if each.was else None,
            kind=INVERSE.get(each.kind, each.kind),
            changes=tuple(
                sorted(
                    (
                        replace(
                            change,
                            resource=each.was or each.resource,
                            kind=INVERSE.get(change.kind, change.kind),
                            before=change.after,
                            after=change.before,
                        )
                        for change in each.changes
                    ),
                    key=repr,
                )
            ),
        )
        for each in found
    }


def in_any_order(found: Iterable[Difference]) -> set[Difference]:
    return {replace(each, changes=tuple(sorted(each.changes, key=repr))) for each in found}


@settings(max_examples=300)
@given(THINGS)
def test_what_is_the_same_does_not_differ(things: Things) -> None:
    assert differences(things, things) == ()


@settings(max_examples=300)
@given(THINGS, THINGS)
def test_what_changed_makes_the_new_of_the_old(before: Things, after: Things) -> None:
    found = differences(before, after)

    assert applied(found, spoken(before)) == spoken(after)


@settings(max_examples=300)
@given(THINGS, THINGS)
def test_what_changed_is_the_same_both_ways(before: Things, after: Things) -> None:
    assert turned(differences(before, after)) == in_any_order(differences(after, before))


@settings(max_examples=300)
@given(THINGS, THINGS)
def test_a_thing_that_is_told_of_differs(before: Things, after: Things) -> None:
    for each in differences(before, after):
        assert each.changes or each.was
        assert (each.kind is Kind.RENAMED) is (each.was is not None)
        assert all(change.before != change.after for change in each.changes)


def of(*values: Term, status: str = "stated") -> Mapping[tuple[NamedNode, Term], frozenset[str]]:
    return {(MB.value, value): frozenset([status]) for value in values}


def found(before: Iterable[Term], after: Iterable[Term]) -> list[tuple[Kind, str, str]]:
    def value(change: Change, side: str) -> str:
        said = getattr(change, side)
        return said.value.value if said else ""

    return [
        (each.kind, value(each, "before"), value(each, "after"))
        for each in changes(NODES[0], of(*before), of(*after))
    ]


def number(text: str) -> Literal:
    return Literal(text, datatype=XSD.decimal)


def test_a_single_value_changes() -> None:
    assert found([number("302")], [number("303")]) == [(Kind.CHANGED, "302", "303")]


def test_of_several_values_some_go_and_some_come() -> None:
    assert found([number("1"), number("2")], [number("3")]) == [
        (Kind.REMOVED, "1", ""),
        (Kind.REMOVED, "2", ""),
        (Kind.ADDED, "", "3"),
    ]


def test_a_text_changes_in_its_language() -> None:
    nb, nn = (Literal("Renhold", language=tag) for tag in ("nb", "nn"))

    assert found([nb, nn], [Literal("Reinhald", language="nn"), nb]) == [
        (Kind.CHANGED, "Renhold", "Reinhald")
    ]


def test_another_precision_is_the_same_value_written_otherwise() -> None:
    assert found([number("94"), number("95")], [number("94.0"), number("95")]) == [
        (Kind.REWRITTEN, "94", "94.0")
    ]


def test_another_status_is_a_change() -> None:
    (change,) = changes(NODES[0], of(number("1")), of(number("1"), status="inferred"))

    assert change.kind is Kind.STATUS
    assert change.before
    assert change.after
    assert (change.before.statuses, change.after.statuses) == (("stated",), ("inferred",))


def thing(kind: NamedNode, *more: tuple[NamedNode, Term]) -> Thing:
    return Thing(dict.fromkeys(((A, kind), *more), frozenset(["stated"])))


OLD, NEW, OTHER = NODES[:3]


def test_what_has_a_new_address_is_the_same_thing_and_so_is_what_refers_to_it() -> None:
    before: dict[Subject, Thing] = {OLD: thing(MB.Goal), OTHER: thing(MB.Goal, (MB.subGoalOf, OLD))}
    after: dict[Subject, Thing] = {NEW: thing(MB.Goal), OTHER: thing(MB.Goal, (MB.subGoalOf, NEW))}

    for links in ([(OLD, NEW)], [(NEW, OLD)]):
        renamed, referring = differences(before, after, links)

        assert (renamed.kind, renamed.was, renamed.resource) == (Kind.RENAMED, OLD, NEW)
        assert not renamed.changes
        assert [each.kind for each in referring.changes] == [Kind.RENAMED]


def test_the_data_say_what_has_a_new_address() -> None:
    before: dict[Subject, Thing] = {OLD: thing(MB.Goal)}
    for link in ((NEW, DCT.replaces, OLD), (OLD, DCT.isReplacedBy, NEW)):
        after: dict[Subject, Thing] = {NEW: thing(MB.Goal)}
        if link[0] == NEW:
            after = {NEW: thing(MB.Goal, link[1:])}
        else:
            after[OLD] = Thing({link[1:]: frozenset(["editorial"])})

        kinds = {each.resource: each.kind for each in differences(before, after)}

        assert kinds[NEW] is Kind.RENAMED


def test_what_took_the_place_of_another_that_is_still_there_is_new() -> None:
    before: dict[Subject, Thing] = {OLD: thing(MB.PolicyDocument)}
    after: dict[Subject, Thing] = {**before, NEW: thing(MB.PolicyDocument, (DCT.replaces, OLD))}

    assert [each.kind for each in differences(before, after)] == [Kind.ADDED]


def test_what_became_several_has_no_new_address() -> None:
    before: dict[Subject, Thing] = {OLD: thing(MB.Goal)}
    after: dict[Subject, Thing] = {NEW: thing(MB.Goal), OTHER: thing(MB.Goal)}

    found = differences(before, after, [(OLD, NEW), (OLD, OTHER)])

    assert {each.kind for each in found} == {Kind.ADDED, Kind.REMOVED}


def test_passages_go_with_their_text() -> None:
    before: dict[Subject, Thing] = {OLD: thing(MB.ReportSection), NODES[3]: thing(MB.SourcePassage)}
    after: dict[Subject, Thing] = {NEW: thing(MB.ReportSection), NODES[4]: thing(MB.SourcePassage)}

    found = differences(before, after, [(OLD, NEW)])

    assert {(each.was, each.resource) for each in found} == {(OLD, NEW), (NODES[3], NODES[4])}


def test_many_values_take_no_time_to_speak_of() -> None:
    many = [Literal(f"{each}.0", datatype=XSD.decimal) for each in range(20_000)]
    same = [Literal(f"{each}", datatype=XSD.decimal) for each in range(20_000)]

    assert {kind for kind, _, _ in found(many, same)} == {Kind.REWRITTEN}
