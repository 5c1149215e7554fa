"""A store on disk: made anew, or brought up to date where the content changed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from maalbar.engines.layout import Layout, Sums, Thing, named_quads, ontology_quads
from maalbar.engines.shelf import (
    check_target,
    is_store,
    new_edition,
    read_note,
    take_over,
    take_place,
)

Things = Callable[[], Iterable[Thing]]


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a store: its graphs, those of them that changed, and its triples."""

    graphs: int
    changed: int
    triples: int


def build(folder: Path, things: Things, layout: Layout) -> Built:
    """Make a store anew.

    Args:
        folder: where; what is there must be a store, or nothing.
        things: gives each thing of the publication with the lines about it, in order.
        layout: how the publication lies in it.

    Raises:
        MaalbarError: something else is there, it cannot be written, or what is to be stored is
            no publication.  What was there is there still.
    """
    check_target(folder)
    sums = Sums()

    def quads() -> Iterator[Quad]:
        for about in named_quads(things(), layout, sums):
            yield from about
            yield from layout.reading(about)
        yield from ontology_quads(layout, sums)

    with new_edition(folder) as new:
        store = Store(str(new))
        store.bulk_extend(quads())
        store.optimize()
        store.flush()
        del store  # closes it
        before = read_note(folder).edition if is_store(folder) else ""
        take_place(new, base=layout.base, before=before, graphs=sums.sha256())
    return Built(len(sums.triples), len(sums.triples), sum(sums.triples.values()))


def update(folder: Path, things: Things, layout: Layout) -> Built:
    """Replace the graphs whose content changed, and leave the others as they are.

    Args:
        folder: where the store is.
        things: gives each thing of the publication with the lines about it, in order; asked
            twice where something changed.
        layout: how the publication lies in it.

    Raises:
        MaalbarError: there is no store, it is another publication's, it cannot be written, or
            what is to be stored is no publication.  What was there is there still.
    """
    note = read_note(folder)
    check_target(folder)
    if note.base != layout.base:
        return build(folder, things, layout)
    sums = Sums()
    for _ in named_quads(things(), layout, sums):
        pass
    for _ in ontology_quads(layout, sums):
        pass
    now = sums.sha256()
    changed = {graph for graph in {*now, *note.graphs} if now.get(graph) != note.graphs.get(graph)}
    if changed:
        with new_edition(folder) as new:
            take_over(folder / note.edition, new)
            _change(new, changed, _fresh(changed, things, layout), layout)
            take_place(new, base=layout.base, before=note.edition, graphs=now)
    return Built(len(now), len(changed), sum(sums.triples.values()))


def _fresh(changed: set[NamedNode], things: Things, layout: Layout) -> Store:
    """Give what the changed graphs are to hold, as a store writes it."""
    fresh = Store()
    named = (each for about in named_quads(things(), layout, Sums()) for each in about)
    ontology = (Quad(*triple, layout.names) for triple in layout.ontology)
    for quads in (named, ontology):
        fresh.bulk_extend(each for each in quads if each.graph_name in changed)
    return fresh


def _change(folder: Path, changed: set[NamedNode], fresh: Store, layout: Layout) -> None:
    """Change some named graphs, and place anew the triples that this is about."""
    store = Store(str(folder))
    triples = set()
    for graph in changed:
        old = set(store.quads_for_pattern(None, None, None, graph))
        new = set(fresh.quads_for_pattern(None, None, None, graph))
        for each in old - new:
            store.remove(each)
        store.extend(new - old)
        triples |= {tuple(each)[:3] for each in old ^ new}
    ours = f"<{layout.base}stored/"
    for subject, predicate, value in triples:
        known = list(store.quads_for_pattern(subject, predicate, value, None))
        placed = set(layout.reading(known))
        read = {each for each in known if str(each.graph_name).startswith(ours)}
        for each in read - placed:
            if each.graph_name != layout.names:
                store.remove(each)
        store.extend(placed - read)
    store.optimize()
    store.flush()
