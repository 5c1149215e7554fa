"""A store on disk: made whole or not at all, brought up to date, and read as memory is."""

import shutil
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

import maalbar
from maalbar import flow
from maalbar.engines.building import build, update
from maalbar.engines.disk import Disk
from maalbar.engines.layout import Layout, Thing
from maalbar.engines.shelf import NOTE
from maalbar.flow.storing import build_store, update_store
from maalbar.library import OpenPublication
from maalbar.model.diagnostic import Diagnostic, MaalbarError
from maalbar.model.index import Index
from maalbar.model.statements import STATUSES
from maalbar.model.terms import XSD
from maalbar.queries.memory import Memory

BASE: Final = "https://example.org/town/"
A, B, P, Q = (NamedNode(f"{BASE}id/{each}") for each in "abpq")
VALUES: Final = (A, Literal("x"), *(Literal(each, datatype=XSD.decimal) for each in ("1.0", "1")))
GRAPHS: Final = {
    NamedNode(f"{BASE}graph/{name}/{status}"): status
    for name in ("r", "s/t")
    for status in STATUSES
}
ALL: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
NOTE_OF: Final = """\
{"publisher": "maalbar", "format": 1, "base": "https://example.org/", "edition": "EDITION",
 "before": "", "graphs": {}}"""
EACH: Final = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"

quads = st.frozensets(
    st.builds(
        Quad,
        st.sampled_from([A, B]),
        st.sampled_from([P, Q]),
        st.sampled_from(VALUES),
        st.sampled_from(sorted(GRAPHS, key=str)),
    )
)
triples = st.frozensets(
    st.tuples(st.sampled_from([A]), st.sampled_from([P]), st.sampled_from(VALUES))
)


def things(quads: frozenset[Quad]) -> Iterator[Thing]:
    """The quads, as a dump has them."""
    lines = sorted(f"{each} .\n" for each in map(_line, quads))
    for subject, some in groupby(lines, lambda each: each.partition(" ")[0]):
        yield subject.encode(), [each.encode() for each in some]


def _line(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name}"


def content(folder: Path) -> set[Quad]:
    """All that a store holds."""
    edition = next(each for each in folder.iterdir() if each.is_dir())
    return set(Store.read_only(str(edition)))


@settings(max_examples=25)
@given(quads, triples, st.frozensets(st.sampled_from(STATUSES)))
def test_a_store_reads_what_memory_reads(
    quads: frozenset[Quad],
    ontology: frozenset[tuple[NamedNode, NamedNode, Literal]],
    read: frozenset[str],
) -> None:
    index = Index(ontology)
    memory = Memory(quads, GRAPHS, index, base=f"{BASE}id/")
    with TemporaryDirectory() as place:
        build(Path(place) / "store", lambda: things(quads), Layout(BASE, index))
        disk = Disk(Path(place) / "store")

        for query in (ALL, EACH):
            found, expected = disk.answer(query, read), memory.answer(query, read)
            assert sorted(map(str, found.terms)) == sorted(map(str, expected.terms))
        assert disk.has(A) == any(each.subject == A for each in quads)


@settings(max_examples=25)
@given(quads, quads, triples, triples)
def test_an_updated_store_is_the_one_that_is_made_anew(
    before: frozenset[Quad],
    after: frozenset[Quad],
    old: frozenset[tuple[NamedNode, NamedNode, Literal]],
    new: frozenset[tuple[NamedNode, NamedNode, Literal]],
) -> None:
    with TemporaryDirectory() as place:
        updated, fresh = Path(place) / "updated", Path(place) / "fresh"
        build(updated, lambda: things(before), Layout(BASE, Index(old)))
        first = Disk(updated).answer(ALL, frozenset(STATUSES))
        reader = Disk(updated)

        update(updated, lambda: things(after), Layout(BASE, Index(new)))
        build(fresh, lambda: things(after), Layout(BASE, Index(new)))

        assert Disk(updated).answer(EACH, frozenset(STATUSES)) == Disk(fresh).answer(
            EACH, frozenset(STATUSES)
        )
        for read in (frozenset(STATUSES), frozenset({"stated", "editorial"})):
            answers = [Disk(each).answer(ALL, read).terms for each in (updated, fresh)]
            assert sorted(map(str, answers[0])) == sorted(map(str, answers[1]))
        assert reader.answer(ALL, frozenset(STATUSES)) == first, "who reads is left in peace"


def test_only_what_changed_is_replaced(seeds: Path, tmp_path: Path) -> None:
    root = tmp_path / "publication"
    shutil.copytree(seeds, root)
    build_store(str(root), tmp_path / "store")
    same = update_store(str(root), tmp_path / "store")
    path = root / "shared" / "populations.yaml"
    path.write_text(path.read_text("utf-8").replace("Offentlig sektor", "Det offentlige"), "utf-8")

    changed = update_store(str(root), tmp_path / "store")

    assert (same.changed, changed.changed) == (0, 1)
    query = "SELECT ?name WHERE { <population/offentlig-sektor> skos:prefLabel ?name }"
    assert "Det offentlige" in [row.name for row in maalbar.open(tmp_path / "store").query(query)]


def test_a_site_makes_the_same_store_as_its_publication(
    seeds: Path, store: Path, tmp_path: Path
) -> None:
    flow.publish(seeds, tmp_path / "site")

    build_store(str(tmp_path / "site"), tmp_path / "store")

    assert content(tmp_path / "store") == content(store)


def said(folder: Path, quads: frozenset[Quad] = frozenset()) -> Diagnostic:
    """What is said of a store that cannot be made."""
    with pytest.raises(MaalbarError) as caught:
        build(folder, lambda: things(quads), Layout(BASE, Index()))
    (finding,) = caught.value.diagnostics
    return finding


def files(folder: Path) -> Mapping[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_a_run_that_stops_leaves_the_old_store_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    build(folder, lambda: things(frozenset()), Layout(BASE, Index([(A, P, B)])))
    old = files(folder)
    quad = Quad(A, P, B, NamedNode("https://example.com/somewhere/else"))

    finding = said(folder, frozenset({quad}))

    assert finding.code == "publication/not-a-site"
    assert files(folder) == old
    assert said(tmp_path / "new", frozenset({quad}))
    assert [each.name for each in tmp_path.iterdir()] == ["store"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("kjære dagbok")

    assert said(tmp_path).code == "store/not-ours"
    assert [each.name for each in tmp_path.iterdir()] == ["diary.txt"]


def test_a_link_to_a_store_is_left_alone(tmp_path: Path, store: Path) -> None:
    (tmp_path / "link").symlink_to(store)

    assert said(tmp_path / "link").code == "store/not-ours"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "[]",
        "{}",
        '{"publisher": "maalbar", "format": 2}',
        NOTE_OF.replace("EDITION", "../.."),
        NOTE_OF.replace("EDITION", "0123456789abcdef"),
        NOTE_OF.replace('"EDITION"', "7"),
        "[" * 100_000,
    ],
)
def test_a_store_that_is_none_is_told_of(note: str, tmp_path: Path) -> None:
    (tmp_path / NOTE).write_text(note)

    with pytest.raises(MaalbarError) as caught:
        maalbar.open(tmp_path)

    assert [each.code for each in caught.value.diagnostics] == ["store/damaged"]


def test_a_store_with_broken_data_is_told_of(tmp_path: Path, store: Path) -> None:
    shutil.copytree(store, tmp_path / "store")
    for path in (tmp_path / "store").rglob("*"):
        if path.is_file() and path.name != NOTE:
            path.write_bytes(b"\0" * 100)

    with pytest.raises(MaalbarError) as caught:
        maalbar.open(tmp_path / "store").query("goals")

    assert [each.code for each in caught.value.diagnostics] == ["store/damaged"]


def test_a_store_has_no_files_of_a_publication(store: Path) -> None:
    open_store: OpenPublication = maalbar.open(store)

    with pytest.raises(MaalbarError) as caught:
        _ = open_store.publication

    assert caught.value.diagnostics[0].code == "settings/none"
