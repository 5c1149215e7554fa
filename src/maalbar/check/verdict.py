"""From a place to all that is to be said of what lies there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from maalbar.check.against import Site, changes, look_around
from maalbar.check.crowd import Progress, check_crowd
from maalbar.check.evidence import check_evidence
from maalbar.check.lines import with_lines
from maalbar.check.parts import asked_about, parts, read_part
from maalbar.check.whole import check_whole
from maalbar.load.contribution import DEFAULT_BASE, Contribution
from maalbar.load.formats import Format
from maalbar.load.publication import read_contribution
from maalbar.model.diagnostic import Diagnostic, has_errors, in_order, under
from maalbar.model.statements import Publication
from maalbar.model.terms import MB, A
from maalbar.vocabulary.ontology import vocabulary

Look = Callable[[Publication], Iterable[Diagnostic]]
# From this number of reports on, a publication is read report by report.
CROWD: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a contribution is to be looked at.

    Attributes:
        form: the format of its files; nothing to tell it from each.
        against: the folder or address of a published site to hold it against.
        sources: folders, files or addresses of the texts that it is from.
        shapes: files, addresses or names of profiles of others, that it must conform to too.
        allow_sparql: run the queries in others' shapes.
        offline: use only shapes that were fetched before.
        by_reference: let pySHACL look at the shapes.
        jobs: processes to use for a publication of many reports.
    """

    form: Format | None = None
    against: str | None = None
    sources: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    allow_sparql: bool = False
    offline: bool = False
    by_reference: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be said of a contribution.

    The paths of the findings are as seen from the working folder.  The counts are of what was
    asked about.
    """

    findings: tuple[Diagnostic, ...]
    things: int
    reports: int
    statements: int

    @property
    def valid(self) -> bool:
        """Whether nothing keeps it from being published."""
        return not has_errors(self.findings)


def judge(
    place: str,
    wish: Wish,
    *,
    stdin: Callable[[], bytes],
    progress: Progress = lambda seen, _: seen,
) -> Verdict:
    """Look at a contribution.

    Args:
        place: a folder, a file, a zip archive, an http(s) address, or `-`.
        wish: how to look at it.
        stdin: gives what came in, if `place` is `-`.
        progress: wraps the reports of a big publication as they are done.

    Raises:
        MaalbarError: there is nothing there, or it cannot be read at all.
    """
    from maalbar.check.place import find, find_site  # noqa: PLC0415 # slow, only needed here

    site = find_site(wish.against) if wish.against else None
    found = find(place, stdin, base=site.base if site else DEFAULT_BASE)
    if _is_crowd(found, wish):
        findings, sums = check_crowd(found, jobs=wish.jobs, progress=progress)
        return _verdict(found, findings, sums.things, sums.reports, sums.statements)
    publication = _read(found, wish.form)
    if site:
        publication = look_around(publication, site)
    findings = check_whole(publication, by_reference=wish.by_reference)
    more = [finding for look in _more_looks(wish, site) for finding in look(publication)]
    told = asked_about(in_order((*findings, *more)), publication, found.asked)
    return _verdict(found, told, *_counts(publication, found))


def _more_looks(wish: Wish, site: Site | None) -> Iterator[Look]:
    """Give what is only looked at when it is asked for."""
    if site:
        yield partial(changes, site=site)
    if wish.sources:
        yield lambda publication: check_evidence(publication, wish.sources)[0]
    if wish.shapes:
        yield partial(_check_others, wish=wish)


def _check_others(publication: Publication, *, wish: Wish) -> Iterator[Diagnostic]:
    from maalbar.check.others import others_rules  # noqa: PLC0415 # seldom needed
    from maalbar.validate.shapes import check_shapes  # noqa: PLC0415 # as above

    rules, findings = others_rules(wish.shapes, offline=wish.offline)
    yield from findings
    if rules.sparql_at is not None and wish.allow_sparql:
        from maalbar.check.queries import check_queries  # noqa: PLC0415 # as above

        yield from check_queries(publication, rules)
    else:
        yield from check_shapes(publication, rules, by_reference=wish.by_reference)


def _is_crowd(found: Contribution, wish: Wish) -> bool:
    plain = wish == Wish(jobs=wish.jobs) and found.asked is None
    return plain and len(parts(found.paths)) > CROWD


def _read(found: Contribution, form: Format | None) -> Publication:
    if found.asked is None:
        return read_contribution(found, vocabulary(), form=form)
    return read_part(found, form=form)


def _counts(publication: Publication, found: Contribution) -> tuple[int, int, int]:
    """Count the things, reports and statements that were asked about."""
    asked = found.asked
    mine = [each for each in publication.statements if asked is None or each.path in asked]
    things = {
        each.subject for each in mine if each.predicate == A and "#" not in each.subject.value
    }
    reports = {each.subject for each in mine if each.object == MB.PerformanceReport}
    return len(things), len(reports), len(mine)


def _verdict(
    found: Contribution,
    findings: tuple[Diagnostic, ...],
    things: int,
    reports: int,
    statements: int,
) -> Verdict:
    return Verdict(
        findings=under(found.root, with_lines(findings, found.files)),
        things=things,
        reports=reports,
        statements=statements,
    )
