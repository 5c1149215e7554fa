"""What has become of a source since the last time: a year of harvests."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from tests.harvest.rehearsing import DATA, GOOD, codes, of_text

from maalbar.harvest.last import Change, compare, read_memory, remembered, write_memory
from maalbar.harvest.members import Kind, Member
from maalbar.harvest.rehearsal import Outcome
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.index import Index
from maalbar.model.terms import DCT

BIKES: Final = f"{DATA}bikes"
PARKS: Final = f"{DATA}parks"
PATHS: Final = f"{DATA}paths"
WITH_A_MEMBER: Final = (
    '{"maalbar-harvest-1": {"x": {"kind": "dataset", "checksum": "sum", "content": "",'
    ' "modified": "", "title": {"nb": "X"}}}}'
)
MORE: Final = f"""
<{DATA}catalogue> dcat:dataset <{PATHS}> .
<{PATHS}> a dcat:Dataset ;
  dct:title "Stier"@nb ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  dct:license <http://publications.europa.eu/resource/authority/licence/CC0> .
"""


def changes(outcome: Outcome) -> dict[str, str]:
    assert outcome.comparison
    return {
        iri.removeprefix(DATA): change.value for iri, change in outcome.comparison.changes.items()
    }


def test_a_year_of_harvests(tmp_path: Path) -> None:
    last = tmp_path / "last.json"

    def harvest(source: str) -> Outcome:
        return of_text(tmp_path, source, last=last)

    # January: the first time, nothing is known.
    first = harvest(GOOD)
    assert first.comparison is None
    assert first.findings == ()
    assert set(read_memory(last)) == {BIKES, PARKS}

    # February: nothing has changed.
    same = harvest(GOOD)
    assert changes(same) == {"bikes": "unchanged", "parks": "unchanged"}
    assert same.findings == ()
    before = last.read_bytes()

    # March: the same, written in another order and with other prefixes.
    lines = GOOD.replace("dct:", "terms:").replace("@prefix terms:", "@prefix terms:")
    blocks = lines.split("\n\n")
    assert changes(harvest("\n\n".join([blocks[0], *reversed(blocks[1:])]))) == {
        "bikes": "unchanged",
        "parks": "unchanged",
    }
    assert last.read_bytes() == before

    # April: an edit, with a new date, of one of them.
    edited = GOOD.replace("Alle bysykler", "Alle bysyklene").replace("2026-01-15", "2026-04-01", 1)
    outcome = harvest(edited)
    assert changes(outcome) == {"bikes": "changed", "parks": "unchanged"}
    assert outcome.findings == ()

    # May: one more.
    outcome = harvest(edited + MORE)
    assert changes(outcome) == {"bikes": "unchanged", "parks": "unchanged", "paths": "new"}
    assert outcome.findings == ()

    # June: the build breaks; nothing is remembered of it.
    before = last.read_bytes()
    broken = harvest(edited[: len(edited) // 2])
    assert not broken.succeeded
    assert broken.comparison is None
    assert not codes(broken.findings) & {"harvest/gone", "harvest/all-gone"}
    empty = harvest("")
    assert "harvest/empty" in codes(empty.findings)
    assert last.read_bytes() == before

    # July: mended, and all is as it was.
    assert set(changes(harvest(edited + MORE)).values()) == {"unchanged"}

    # August: one gets a new address.
    outcome = harvest((edited + MORE).replace(PARKS, f"{DATA}green"))
    assert changes(outcome)["parks"] == "gone"
    assert changes(outcome)["green"] == "new"
    (found,) = outcome.findings
    assert (found.code, found.value) == ("harvest/renamed", PARKS)
    assert found.location.mark

    # September: one is removed.
    outcome = harvest(edited.replace(PARKS, f"{DATA}green"))
    assert changes(outcome) == {"bikes": "unchanged", "green": "unchanged", "paths": "gone"}
    (found,) = outcome.findings
    assert (found.code, found.value) == ("harvest/gone", PATHS)

    # October: a date that moves by itself, and one that stands still.
    moved = edited.replace(PARKS, f"{DATA}green").replace("2026-04-01", "2026-10-01")
    outcome = harvest(moved.replace("Parker", "Grønne parker"))
    assert changes(outcome) == {"bikes": "changed", "green": "changed"}
    assert {(each.code, each.location.focus) for each in outcome.findings} == {
        ("harvest/only-modified", BIKES),
        ("harvest/stale-modified", f"{DATA}green"),
    }

    # November: another source altogether.
    before = last.read_bytes()
    other = GOOD.replace(DATA, "https://other.example.org/")
    outcome = harvest(other.replace("Sykler", "Biler").replace("Bikes", "Cars"))
    assert "harvest/all-gone" in codes(outcome.findings)
    assert list(changes(outcome).values()).count("gone") == 2
    assert last.read_bytes() == before


def test_the_last_of_a_kind_is_missed(tmp_path: Path) -> None:
    last = tmp_path / "last.json"
    of_text(tmp_path, GOOD + MORE.replace("dcat:Dataset ;", "dcat:DatasetSeries ;"), last=last)

    outcome = of_text(tmp_path, GOOD, last=last)

    assert changes(outcome) == {"bikes": "unchanged", "parks": "unchanged", "paths": "gone"}
    assert codes(outcome.findings) == {"harvest/gone"}


def test_other_kinds_than_those_that_are_harvested_are_kept(tmp_path: Path) -> None:
    last = tmp_path / "last.json"
    series = MORE.replace("dcat:Dataset ;", "dcat:DatasetSeries ;")
    of_text(tmp_path, GOOD + series, last=last)

    outcome = of_text(tmp_path, GOOD + series, last=last, kinds=(Kind.DATASET,))

    assert changes(outcome) == {"bikes": "unchanged", "parks": "unchanged"}
    assert outcome.findings == ()
    assert set(read_memory(last)) == {BIKES, PARKS, PATHS}


@pytest.mark.parametrize(
    "said",
    [
        "{",
        "[]",
        "null",
        '{"maalbar-harvest-1": []}',
        '{"maalbar-harvest-1": {"x": {"kind": "dataset"}}}',
        WITH_A_MEMBER.replace("dataset", "boat"),
        WITH_A_MEMBER.replace('"sum"', "1"),
        WITH_A_MEMBER.replace('{"nb": "X"}', '{"nb": 1}'),
        "[" * 100_000,
        "\ud800",
    ],
)
def test_what_remembers_no_harvest_is_told_and_left_alone(tmp_path: Path, said: str) -> None:
    last = tmp_path / "last.json"
    last.write_bytes(said.encode("utf-8", "surrogatepass"))

    with pytest.raises(MaalbarError) as caught:
        of_text(tmp_path, GOOD, last=last)

    assert codes(caught.value.diagnostics) == {"harvest/bad-last"}
    assert last.read_bytes() == said.encode("utf-8", "surrogatepass")


def test_what_remembers_a_harvest_is_read(tmp_path: Path) -> None:
    (tmp_path / "last.json").write_text(WITH_A_MEMBER, encoding="utf-8")

    assert read_memory(tmp_path / "last.json")["x"].title == {"nb": "X"}


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(MaalbarError) as caught:
        of_text(tmp_path, GOOD, last=tmp_path / "none" / "last.json")

    assert codes(caught.value.diagnostics) == {"publish/cannot-write"}


texts: Final = st.dictionaries(
    st.sampled_from(["nb", "nn", "en", ""]), st.text(st.characters(codec="utf-8"), max_size=8)
)
members: Final = st.dictionaries(
    st.sampled_from("abcd"), st.tuples(st.sampled_from(Kind), texts, st.integers(0, 2))
)


def memory_of(drawn: dict[str, tuple[Kind, dict[str, str], int]]) -> dict[str, Member]:
    found = {}
    for name, (kind, title, content) in drawn.items():
        node = NamedNode(DATA + name)
        said = [
            (node, DCT.title, Literal(each, language=tag) if tag else Literal(each))
            for tag, each in title.items()
        ]
        index = Index((*said, (node, DCT.identifier, Literal(str(content)))))
        found[node.value] = Member(node=node, kind=kind, catalogue=None, index=index)
    return found


@given(members)
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: dict[str, tuple[Kind, dict[str, str], int]],
) -> None:
    file = tmp_path_factory.mktemp("memory") / "last.json"
    memory = remembered(list(memory_of(drawn).values()))

    write_memory(file, memory)

    assert read_memory(file) == memory


@given(members, members)
def test_each_member_has_become_one_thing(
    before: dict[str, tuple[Kind, dict[str, str], int]],
    after: dict[str, tuple[Kind, dict[str, str], int]],
) -> None:
    old, new = (remembered(list(memory_of(each).values())) for each in (before, after))

    found = compare(old, new, tuple(Kind))

    assert set(found.changes) == {*old, *new}
    for iri, change in found.changes.items():
        assert (iri in old, iri in new) == {
            Change.NEW: (False, True),
            Change.GONE: (True, False),
        }.get(change, (True, True))
        if iri in old and iri in new:
            same = old[iri].checksum == new[iri].checksum
            assert (change is Change.UNCHANGED) == same
