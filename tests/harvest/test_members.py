"""How a source is split: laws that hold for every graph."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize
from tests.harvest.rehearsing import DATA, GOOD, index_of, of_text

from maalbar.harvest.blank import SKOLEM, CircleError, named
from maalbar.harvest.members import Kind, Member, kinds_in, split
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import DCAT, DCT, A, Term

NODES: Final = tuple(NamedNode(f"{DATA}{name}") for name in "abcdefgh")
PROPERTIES: Final = (DCT.relation, DCAT.distribution, DCT.source)
MEMBERS: Final = NODES[:3]
SERIALISATIONS: Final = {
    "x.ttl": RdfFormat.TURTLE,
    "x.nt": RdfFormat.N_TRIPLES,
    "x.rdf": RdfFormat.RDF_XML,
    "x.jsonld": RdfFormat.JSON_LD,
    "x.trig": RdfFormat.TRIG,
}
values: Final = st.one_of(
    st.sampled_from(NODES),
    st.builds(Literal, st.text("abcæøå \"'\\<&\n", max_size=5), language=st.just("nb")),
)
links: Final = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), values), max_size=25
)
# Each blank node speaks only of later ones, so there is no circle.
trees: Final = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(PROPERTIES), st.integers(1, 6)), max_size=12
)


def typed(triples: Sequence[SpokenTriple]) -> Index:
    return Index((*triples, *((node, A, DCAT.Dataset) for node in MEMBERS)))


def closure(index: Index, start: Term) -> set[SpokenTriple]:
    """Give all that can be reached, by walking until nothing new is found."""
    reached: set[Term] = {start}
    while True:
        more = {
            value
            for subject, _, value in index
            if subject in reached and not isinstance(value, Literal) and value not in MEMBERS
        }
        if more <= reached:
            return {each for each in index if each[0] in reached}
        reached |= more


@given(links)
def test_a_member_has_all_that_can_be_reached_but_other_members(
    triples: list[SpokenTriple],
) -> None:
    index = typed(triples)

    members = tuple(split(index, (Kind.DATASET,)))

    assert [each.node for each in members] == list(MEMBERS)
    for each in members:
        assert set(each.index) == closure(index, each.node)


@given(links, st.randoms(use_true_random=False))
def test_the_checksum_does_not_depend_on_the_order(
    triples: list[SpokenTriple], chance: random.Random
) -> None:
    shuffled = list(triples)
    chance.shuffle(shuffled)

    def sums(index: Index) -> list[str]:
        return [each.checksum for each in split(index, (Kind.DATASET,))]

    assert sums(typed(triples)) == sums(typed(shuffled))


@given(links, links)
def test_the_checksum_tells_any_two_members_apart(
    one: list[SpokenTriple], other: list[SpokenTriple]
) -> None:
    for left, right in zip(
        split(typed(one), (Kind.DATASET,)), split(typed(other), (Kind.DATASET,)), strict=True
    ):
        assert (left.checksum == right.checksum) == (set(left.index) == set(right.index))


@given(links, trees)
def test_the_checksum_does_not_depend_on_how_it_is_written(
    triples: list[SpokenTriple], tree: list[tuple[int, NamedNode, int]]
) -> None:
    said = [Triple(*each) for each in typed(triples)]
    for at, predicate, step in tree:
        said.append(Triple(BlankNode(f"b{at}"), predicate, BlankNode(f"b{at + step}")))
    said.append(Triple(MEMBERS[0], DCT.temporal, BlankNode("b0")))

    with TemporaryDirectory() as folder:
        sums = {
            tuple(each.checksum for each in _written(Path(folder), name, said))
            for name in SERIALISATIONS
        }

    assert len(sums) == 1


def _written(folder: Path, name: str, said: list[Triple]) -> tuple[Member, ...]:
    data = serialize(said, format=SERIALISATIONS[name])
    assert data is not None
    return of_text(folder, data.decode(), name).members


def test_dates_of_change_are_no_content() -> None:
    def members(source: str) -> list[Member]:
        return list(split(index_of(source), (Kind.DATASET,)))

    before = members(GOOD)
    after = members(GOOD.replace("2026-01-15", "2026-02-01"))

    assert [each.content for each in before] == [each.content for each in after]
    assert [each.checksum for each in before] != [each.checksum for each in after]


def test_concepts_that_a_catalogue_refers_to_are_no_members() -> None:
    def kinds(text: str) -> tuple[Kind, ...]:
        return kinds_in(index_of(text))

    dataset, concept = f"<{DATA}d> a dcat:Dataset .", f"<{DATA}c> a skos:Concept ."
    assert kinds(dataset + concept) == (Kind.DATASET,)
    assert kinds(concept) == (Kind.CONCEPT,)
    collection = f"<{DATA}all> a skos:Collection ; skos:member <{DATA}c> ."
    assert set(kinds(dataset + concept + collection)) == {Kind.DATASET, Kind.CONCEPT}
    assert kinds(f"<{DATA}k> a dcat:Catalog . {concept}") == ()


def test_a_long_list_of_nodes_without_address_is_named() -> None:
    nodes = [BlankNode(f"n{number}") for number in range(20_000)]
    index = Index((one, DCT.relation, other) for one, other in pairwise(nodes))

    names = named(index)

    assert len(set(names.values())) == len(nodes)
    assert all(each.value.startswith(SKOLEM) for each in names.values())


@pytest.mark.parametrize("length", [1, 2, 7])
def test_a_circle_of_nodes_without_address_is_told(length: int) -> None:
    nodes = [BlankNode(f"n{number}") for number in range(length)]
    circle = Index((nodes[at], DCT.relation, nodes[at - 1]) for at in range(length))

    with pytest.raises(CircleError) as caught:
        named(circle)

    assert caught.value.node in nodes


def test_nodes_of_which_the_same_is_said_are_one() -> None:
    nodes = [BlankNode(name) for name in "ab"]

    names = named(Index((each, DCT.title, Literal("x")) for each in nodes))

    assert len(set(names.values())) == 1
