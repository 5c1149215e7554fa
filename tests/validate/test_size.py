"""Large and tangled data and shapes cost no more than they hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal
from tests.validate.material import BOUNDS, OTHERS, TAGGED
from tests.validate.publication import EX, read

from maalbar.model.diagnostic import MaalbarError
from maalbar.model.index import Index
from maalbar.model.literals import compare, is_well_formed, order_kind
from maalbar.model.terms import SH, XSD
from maalbar.validate.components.shape_based import MOST
from maalbar.validate.engine import compile_shapes
from maalbar.validate.result import Result

# Seconds of work, many times what it takes, and a small part of what squares would.
ENOUGH = 2.0


@contextmanager
def in_time() -> Iterator[None]:
    start = thread_time()
    yield
    assert thread_time() - start < ENOUGH


def check(shapes: str, data: str) -> list[Result]:
    compiled, index = compile_shapes(read(shapes)), read(data)
    with in_time():
        return compiled.validate(index)


def numbers(first: int, last: int) -> str:
    return ", ".join(map(str, range(first, last)))


def test_many_values_are_compared_with_many() -> None:
    shapes = ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:lessThan :q ] ."

    wrong = check(shapes, f":a :p {numbers(3000, 4500)} ; :q {numbers(1500, 3000)} .")
    right = check(shapes, f":a :p {numbers(0, 1500)} ; :q {numbers(1500, 3000)} .")

    assert [each.value for each in wrong] == [Literal(number) for number in range(3000, 4500)]
    assert not right


LITERALS = st.lists(
    st.sampled_from(
        [
            *(literal for bounds in BOUNDS.values() for literal in bounds),
            *(*OTHERS, TAGGED[0], Literal("NaN", datatype=XSD.double)),
            *(Literal(text, datatype=XSD.gYear) for text in ("2020", "2020Z", "-0044", "2021Z")),
        ]
    ),
    unique=True,
    max_size=7,
)


@pytest.mark.parametrize("parameter", ["lessThan", "lessThanOrEquals"])
@pytest.mark.parametrize("most", [0, 1000], ids=["of many", "of few"])
@settings(max_examples=150, deadline=None)
@given(values=LITERALS, partners=LITERALS)
def test_what_is_compared_in_short_is_what_is_compared_at_length(
    parameter: str, most: int, values: list[Literal], partners: list[Literal]
) -> None:
    from maalbar.validate.components import property_pair  # noqa: PLC0415 # to be changed

    shapes = f":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:{parameter} :q ] ."
    data = [*((EX.a, EX.p, each) for each in values), *((EX.a, EX.q, each) for each in partners)]
    bound = 0 if parameter == "lessThan" else 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(property_pair, "_MOST_PAIRS", most)
        found = compile_shapes(read(shapes)).validate(Index(data))

    wrong = [
        (value, partner)
        for value in values
        for partner in partners
        if (order := compare(value, partner)) is None or order >= bound
    ]
    if most:
        assert [(each.value, *each.others) for each in found] == wrong
    else:
        assert [each.value for each in found] == list(dict.fromkeys(value for value, _ in wrong))
        assert {(each.value, *each.others) for each in found} <= set(wrong)


@given(st.sampled_from([*OTHERS, *(each for bounds in BOUNDS.values() for each in bounds)]))
def test_literals_of_a_kind_can_be_compared(literal: Literal) -> None:
    for other in (each for bounds in BOUNDS.values() for each in bounds):
        if order_kind(literal) is not None and order_kind(literal) == order_kind(other):
            assert compare(literal, other) is not None
    if order_kind(literal) is None:
        assert compare(literal, literal) is None


def test_many_texts_in_one_language_are_found_together() -> None:
    texts = ", ".join(f"'{number}'@nb" for number in range(20_000))

    (result,) = check(
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:uniqueLang true ] .",
        f":a :p {texts} .",
    )

    assert len(result.others) == 20_000


def test_many_unknown_properties_are_found() -> None:
    said = " ; ".join(f":p{number} {numbers(0, 20)}" for number in range(1000))

    assert len(check(":S sh:targetNode :a ; sh:closed true .", f":a {said} .")) == 20_000


@pytest.mark.parametrize("parameter", ["equals", "disjoint", "hasValue"])
def test_many_values_against_a_path_are_held_against_many(parameter: str) -> None:
    shapes = f"""
    :S sh:targetNode :a ; sh:property [ sh:path [ sh:inversePath :p ] ; sh:{parameter} :q ] .
    """
    data = " ".join(f":n{number} :p :a . :a :q :m{number} ." for number in range(10_000))

    found = check(shapes, data)

    assert len(found) == {"equals": 20_000, "disjoint": 0, "hasValue": 1}[parameter]


def test_a_path_through_one_thing_is_walked_once() -> None:
    shapes = """
    :S sh:targetSubjectsOf :p ; sh:property
      [ sh:path ( :p [ sh:inversePath :q ] :r ) ; sh:hasValue 1 ] .
    """
    starts = " ".join(f":a{number} :p :hub ." for number in range(4000))
    issues = " ".join(f":b{number} :q :hub ; :r 0 ." for number in range(4000))

    assert len(check(shapes, starts + issues)) == 4000


def tangle(levels: int, using: str) -> str:
    """Write shapes of which each uses the next one twice."""
    lines = [f":S{level} {using.replace('NEXT', f':S{level + 1}')} ." for level in range(levels)]
    return f":S0 sh:targetNode :a . {' '.join(lines)} "


TANGLES = {
    "node": "sh:node NEXT ; sh:and ( NEXT )",
    "and": "sh:and ( NEXT NEXT )",
    "or": "sh:or ( NEXT NEXT )",
    "xone": "sh:xone ( [ sh:not NEXT ] NEXT )",
    "property": """sh:property [ sh:path [ sh:zeroOrOnePath :p ] ; sh:node NEXT ],
                               [ sh:path [ sh:zeroOrOnePath :q ] ; sh:node NEXT ]""",
}


@pytest.mark.parametrize("using", TANGLES.values(), ids=TANGLES)
@pytest.mark.parametrize("kind", ["sh:IRI", "sh:Literal"])
def test_shapes_that_use_each_other_in_several_ways_are_asked_once(using: str, kind: str) -> None:
    levels = 20
    shapes = tangle(levels, using) + f":S{levels} sh:nodeKind {kind} ."

    assert len(check(shapes, ":a :p 1 .")) <= 2 * levels


def test_what_is_found_without_end_is_cut_off() -> None:
    levels = 20
    using = """sh:path [ sh:zeroOrOnePath :p ] ; sh:property NEXT ,
        [ sh:path [ sh:zeroOrOnePath :q ] ; sh:property NEXT ]"""
    last = f":S{levels} sh:path [ sh:zeroOrOnePath :p ] ; sh:nodeKind sh:Literal ."

    with pytest.raises(MaalbarError) as error:
        check(tangle(levels, using) + last, ":a :q 1 .")

    (finding,) = error.value.diagnostics
    assert finding.code == "shapes/too-many-results"
    assert str(MOST) in finding.message["en"]


def test_shapes_far_inside_each_other_are_refused() -> None:
    nested = "sh:nodeKind sh:IRI"
    for _ in range(500):
        nested = f"sh:node [ {nested} ]"

    with pytest.raises(MaalbarError, match=r"50 levels.*shapes/unsupported"):
        compile_shapes(read(f":S sh:targetNode :a ; {nested} ."))


def test_shapes_as_deep_as_is_allowed_are_asked() -> None:
    nested = "sh:nodeKind sh:Literal"
    for _ in range(49):
        nested = f"sh:property [ sh:path [ sh:zeroOrOnePath :p ] ; {nested} ]"

    assert len(check(f":S sh:targetNode :a ; {nested} .", ":a :q 1 .")) == 1


@pytest.mark.parametrize("operator", ["inversePath", "zeroOrMorePath"])
def test_paths_far_inside_each_other_are_refused(operator: str) -> None:
    path = ":p"
    for _ in range(500):
        path = f"[ sh:{operator} {path} ]"

    with pytest.raises(MaalbarError, match=r"50 levels.*shapes/unsupported"):
        compile_shapes(read(f":S sh:targetNode :a ; sh:path {path} ; sh:minCount 1 ."))


@pytest.mark.parametrize("size", [5_000, 1_000_000])
@pytest.mark.parametrize("datatype", ["integer", "decimal", "double", "nonNegativeInteger"])
def test_long_numbers_are_compared(size: int, datatype: str) -> None:
    less, more = (Literal(end.rjust(size, "8"), datatype=XSD[datatype]) for end in ("1", "2"))
    shapes = (
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:maxInclusive 9 ; sh:lessThan :q ] ."
    )
    data = Index([(EX.a, EX.p, more), (EX.a, EX.q, less), (EX.a, EX.q, Literal(1))])

    with in_time():
        found = compile_shapes(read(shapes)).validate(data)

    assert len(found) == 3


@pytest.mark.parametrize("datatype", ["dateTime", "base64Binary", "token", "language", "duration"])
def test_long_texts_are_judged_by_their_datatype(datatype: str) -> None:
    with in_time():
        for text in ("1" * 1_000_000, "a " * 500_000, "P" + "1" * 1_000_000 + "Y!"):
            is_well_formed(Literal(text, datatype=XSD[datatype]))


def test_a_count_that_no_data_reach_is_no_count() -> None:
    shapes = f":S sh:targetNode :a ; sh:path :p ; sh:minCount {'9' * 5000} ."

    with pytest.raises(MaalbarError, match="shapes/ill-formed"):
        compile_shapes(read(shapes))


def test_the_result_of_many_counted_values_is_one() -> None:
    (result,) = check(
        ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:maxCount 1 ] .",
        f":a :p {numbers(0, 20_000)} .",
    )

    assert result.component == SH.MaxCountConstraintComponent
