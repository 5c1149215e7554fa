"""Two dumps → what differs between them.

Only what differs is read as quads; what it is called is then looked up.  So it costs little
where little changed, and little memory however much is published.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode

from maalbar.compare.changes import Comparison, Side
from maalbar.compare.differences import Thing, Things, differences
from maalbar.compare.dump import Dump, Spoken
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import MB, OA, A, Subject, Term

# Statements about things that differ: more of them no one reads, and they would not fit.
MOST: Final = 300_000
# A thing is named by others, and they by others again, to so many steps.
_STEPS: Final = 3
# What a thing may be named by: `publish.names` says how.
_NAMED_BY: Final = {
    *(MB.indicator, MB.refPeriod, MB.unit, OA.hasSelector),
    *(MB.assesses, MB.rating, MB.participant, MB.role),
}

_Lines = tuple[bytes, list[bytes]]


def compare(
    old: Dump,
    new: Dump,
    sides: tuple[Side, Side],
    *,
    replaced: Collection[tuple[Subject, Subject]] = (),
    most: int = MOST,
) -> Comparison:
    """Find what differs.

    Args:
        old: what was said.
        new: what is said; things have the addresses that they have there.
        sides: where each was found.
        replaced: things, and what is said to have taken their place.
        most: how many statements to hold against each other.

    Raises:
        MaalbarError: one of them is no N-Quads, or not in the named graphs of files.
    """
    before: dict[Subject, Thing] = {}
    after: dict[Subject, Thing] = {}
    left_out = read = 0
    for was, now in _differing(old.things(), new.things()):
        read += len(was) + len(now)
        if read > most:
            left_out += 1
            continue
        for things, dump, lines in ((before, old, was), (after, new, now)):
            spoken = list(dump.spoken(lines))
            if spoken:
                things[spoken[0].subject] = _thing(spoken, dump)
    for node in before.keys() & after.keys():
        if before[node].statements == after[node].statements:
            # It is said in another file, or was written otherwise.
            del before[node], after[node]
    return Comparison(
        old=sides[0],
        new=sides[1],
        differences=differences(before, after, replaced),
        known=Index(_known(before, after, old, new)),
        left_out=left_out,
    )


def _differing(
    old: Iterator[_Lines], new: Iterator[_Lines]
) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """Walk both side by side, and give the lines about what is not the same."""
    nothing: _Lines = (b"", [])
    was, now = next(old, nothing), next(new, nothing)
    while was[0] or now[0]:
        if was[0] == now[0]:
            if was[1] != now[1] and set(was[1]) != set(now[1]):
                yield was[1], now[1]
            was, now = next(old, nothing), next(new, nothing)
        elif not now[0] or b"" < was[0] < now[0]:
            yield was[1], []
            was = next(old, nothing)
        else:
            yield [], now[1]
            now = next(new, nothing)


def _thing(spoken: Iterable[Spoken], dump: Dump) -> Thing:
    said: dict[tuple[NamedNode, Term], set[str]] = {}
    folders: dict[bool, set[str]] = {}
    for each in spoken:
        said.setdefault((each.predicate, each.value), set()).add(each.status)
        folders.setdefault(each.predicate == A, set()).add(each.folder)
    there = sorted(folders.get(True) or folders[False])
    return Thing(
        {key: frozenset(statuses) for key, statuses in said.items()},
        next((dump.reports[each] for each in there if each in dump.reports), None),
    )


def _known(before: Things, after: Things, old: Dump, new: Dump) -> Iterator[SpokenTriple]:
    """Give what things are called, and what those are called that they are named by."""
    things = {**before, **after}
    for node, thing in things.items():
        yield from ((node, predicate, value) for predicate, value in thing.statements)
    seen: set[object] = set(things)
    wanted: set[object] = {
        *(value for each in (*before.values(), *after.values()) for _, value in each.statements),
        *(each.report for each in things.values()),
        *(NamedNode(node.value.partition("#")[0]) for node in things if "#" in node.value),
    }
    for _ in range(_STEPS):
        looked_up = [
            triple
            for node in wanted - seen
            if isinstance(node, NamedNode)
            for triple in _about(node, old, new)
        ]
        yield from looked_up
        seen |= wanted
        wanted = {value for _, predicate, value in looked_up if predicate in _NAMED_BY}


def _about(node: NamedNode, old: Dump, new: Dump) -> list[SpokenTriple]:
    for dump in (new, old):
        found = [(each.subject, each.predicate, each.value) for each in dump.about(node)]
        if found:
            return found
    return []
