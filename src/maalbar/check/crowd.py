"""A publication too big for one process: report by report, side by side.

Each process knows the shared files and reads one report at a time, so memory does not grow
with the number of reports.  A report that refers to another is checked again with what it
refers to, when it is known where that is.  What no report can know by itself is seen here:
one thing introduced twice, and a shared thing that several reports say too much of.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from maalbar.check.parts import SHARED, index_of, introduced, lacking, parts
from maalbar.check.processes import processes
from maalbar.check.unknown import judges
from maalbar.check.whole import check_whole, without_mixed
from maalbar.load.contribution import Contribution
from maalbar.load.publication import read_publication
from maalbar.model.diagnostic import Diagnostic, in_order
from maalbar.model.index import Index
from maalbar.model.statements import Publication, Statement
from maalbar.model.terms import MB, A, Subject
from maalbar.validate.references import introduced_twice
from maalbar.vocabulary.ontology import vocabulary

Paths = tuple[PurePosixPath, ...]
Progress = Callable[[Iterator["Seen"], int], Iterator["Seen"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one part showed.

    `introductions` say where its things get their types; `additions` are what it says of
    things that it does not introduce; `missing` are addresses that it knows nothing of.
    """

    part: PurePosixPath
    findings: tuple[Diagnostic, ...] = ()
    introductions: tuple[Statement, ...] = ()
    additions: tuple[Statement, ...] = ()
    missing: frozenset[str] = frozenset()
    whole: bool = True
    things: int = 0
    reports: int = 0
    statements: int = 0


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a process keeps between parts."""

    contribution: Contribution
    by_part: dict[PurePosixPath, Paths]
    shared: Index
    there: frozenset[Subject]


class _Again(NamedTuple):
    """A part to check again, with others; `whole` says that all that there is could be read."""

    part: PurePosixPath
    others: tuple[PurePosixPath, ...]
    whole: bool


_desk: list[_Desk] = []


def check_crowd(
    contribution: Contribution, *, jobs: int, progress: Progress = lambda seen, _: seen
) -> tuple[tuple[Diagnostic, ...], Seen]:
    """Find all that is wrong with a publication, without ever holding all of it.

    Args:
        contribution: the publication.
        jobs: the number of processes.
        progress: wraps what the parts show as they are done, and is told how many there are.

    Returns:
        The findings in order, and the sums over all parts.
    """
    by_part = parts(contribution.paths)
    reports = sorted(each for each in by_part if each != SHARED)
    shared = _read(contribution, by_part.get(SHARED, ()))
    seen = [_look_shared(shared)]
    with processes(jobs, _sit_down, contribution) as pool:
        seen += progress(pool.imap_unordered(_look, reports, chunksize=1), len(reports))
        seen.sort(key=lambda each: each.part)
        where = {each.subject.value: one.part for one in seen for each in one.introductions}
        whole = all(each.whole for each in seen)
        again = [
            _Again(
                one.part,
                tuple(sorted({where[each] for each in one.missing if each in where})),
                whole,
            )
            for one in seen
            if one.missing
        ]
        second = {each.part: each for each in pool.imap_unordered(_look_again, again)}
    seen = [second.get(each.part, each) for each in seen]
    findings = [finding for each in seen for finding in each.findings]
    findings += introduced_twice(
        (each for one in seen for each in one.introductions), contribution.settings.identifiers
    )
    findings += _said_by_several(shared, seen)
    findings += contribution.findings
    return in_order(without_mixed(findings, findings)), _sum(seen)


def _sit_down(contribution: Contribution) -> None:
    """Make a process ready: it knows the shared files."""
    by_part = parts(contribution.paths)
    shared = _read(contribution, by_part.get(SHARED, ()))
    there = frozenset(introduced(shared.statements))
    _desk[:] = [_Desk(contribution, by_part, shared.index, there)]


def _look(part: PurePosixPath) -> Seen:
    """Check one report with the shared files, or tell what else it needs."""
    desk = _desk[0]
    mine = replace(_read(desk.contribution, desk.by_part[part]), known=desk.shared)
    missing = frozenset(lacking(mine, set(desk.there)))
    return _seen(part, mine, () if missing else check_whole(mine), missing)


def _look_again(again: _Again) -> Seen:
    """Check one part with the shared files and the parts that introduce what it refers to."""
    part, others, whole = again
    desk = _desk[0]
    mine = _read(desk.contribution, desk.by_part[part])
    more = _read(desk.contribution, (path for each in others for path in desk.by_part[each]))
    shared = () if part == SHARED else desk.shared
    known = Index((*shared, *index_of(more.statements)))
    return _seen(part, mine, check_whole(replace(mine, known=known, whole=whole)), frozenset())


def _look_shared(shared: Publication) -> Seen:
    missing = frozenset(lacking(shared, set()))
    return _seen(SHARED, shared, () if missing else check_whole(shared), missing)


def _seen(
    part: PurePosixPath,
    mine: Publication,
    findings: tuple[Diagnostic, ...],
    missing: frozenset[str],
) -> Seen:
    there = introduced(mine.statements)
    introductions = tuple(each for each in mine.statements if each.predicate == A)
    return Seen(
        part=part,
        findings=findings,
        introductions=introductions,
        additions=tuple(each for each in mine.statements if each.subject not in there),
        missing=missing,
        whole=mine.whole,
        things=len({node for node in there if "#" not in node.value}),
        reports=sum(each.object == MB.PerformanceReport for each in introductions),
        statements=len(mine.statements),
    )


def _said_by_several(shared: Publication, seen: Iterable[Seen]) -> tuple[Diagnostic, ...]:
    """Check together what several reports say of one thing that none of them introduces."""
    tellers: dict[Subject, set[PurePosixPath]] = {}
    additions = [each for one in seen for each in one.additions]
    for each in additions:
        tellers.setdefault(each.subject, set()).add(each.path.parent)
    several = {subject for subject, folders in tellers.items() if len(folders) > 1}
    if not several:
        return ()
    from maalbar.validate.shapes import check_shapes  # noqa: PLC0415 # seldom needed here

    together = replace(
        shared,
        statements=tuple(each for each in additions if each.subject in several),
        graphs=dict.fromkeys((each.graph for each in additions), "stated"),
        known=shared.index,
        findings=(),
    )
    # What the reports refer to is not here; it was looked at with each of them.
    return tuple(check_shapes(together, judged=judges(together)))


def _read(contribution: Contribution, paths: Iterable[PurePosixPath]) -> Publication:
    return read_publication(contribution.files, paths, contribution.settings, vocabulary())


def _sum(seen: Iterable[Seen]) -> Seen:
    every = tuple(seen)
    return Seen(
        part=SHARED,
        things=sum(each.things for each in every),
        reports=sum(each.reports for each in every),
        statements=sum(each.statements for each in every),
    )
