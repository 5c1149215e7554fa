"""What one thing says of another: that it exists, and that it is one thing.

These are questions to the whole publication; what a thing says of itself is left to the
shapes.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.model.statements import NOT_STATED, Publication, Statement
from maalbar.model.terms import MB, OA, A, Term
from maalbar.model.text import Text
from maalbar.words import did_you_mean, finding, nearest

_SUGGESTIONS: Final = 20


def check_references(publication: Publication) -> Iterator[Diagnostic]:
    """Find dangling and doubtful references, and things that are introduced twice or never."""
    introduced = _introductions(publication)
    yield from _introduced_twice(publication)
    yield from _publisher(publication, introduced)
    yield from _dangling(publication, introduced)
    yield from _reports_together(publication)
    yield from _statuses(publication)
    yield from _unused_passages(publication)


def _introductions(publication: Publication) -> dict[Term, Statement]:
    return {each.subject: each for each in reversed(publication.statements) if each.predicate == A}


def _introduced_twice(publication: Publication) -> Iterator[Diagnostic]:
    """A thing gets its type once: a second `type` elsewhere is most often a copied id."""
    first: dict[Term, Statement] = {}
    told: set[tuple[Term, object, object]] = set()
    for each in publication.statements:
        if each.predicate != A:
            continue
        other = first.setdefault(each.subject, each)
        where = (each.subject, each.path, each.subject_at)
        if (other.path, other.subject_at) != where[1:] and where not in told:
            told.add(where)
            yield finding(
                "references/introduced-twice",
                Location(path=each.path, mark=each.subject_at, focus=each.subject.value),
                value=publication.short(each.subject),
                first=f"{other.path}:{other.subject_at.line}",
            )


def _dangling(publication: Publication, introduced: dict[Term, Statement]) -> Iterator[Diagnostic]:
    base = publication.settings.identifiers
    suggest = _suggester(publication, introduced)
    told: set[Term] = set()
    for each in publication.statements:
        target = each.object
        if (
            isinstance(target, NamedNode)
            and target.value.startswith(base)
            and target not in introduced
        ):
            wrong = publication.short(target)
            if "#char=" in wrong and NamedNode(target.value.partition("#")[0]) in introduced:
                where = Location(
                    path=each.path, mark=each.value_at, focus=publication.short(each.subject)
                )
                yield finding("references/unstamped-passage", where, value=wrong)
                continue
            yield finding(
                "references/dangling",
                Location(path=each.path, mark=each.value_at, focus=publication.short(each.subject)),
                value=wrong,
                suggestion=suggest(wrong),
            )
        if each.subject not in introduced and each.subject not in told:
            told.add(each.subject)
            wrong = publication.short(each.subject)
            yield finding(
                "references/never-introduced",
                Location(path=each.path, mark=each.subject_at, focus=wrong),
                value=wrong,
                suggestion=suggest(wrong),
            )


def _publisher(publication: Publication, introduced: dict[Term, Statement]) -> Iterator[Diagnostic]:
    """Find a publisher in the settings that the publication does not introduce."""
    publisher = publication.settings.publisher
    if publisher not in introduced:
        wrong = publication.short(publisher)
        at = publication.settings.publisher_at
        where = Location(path=PurePosixPath("maalbar.toml"), mark=at, focus="publisher")
        near = _suggester(publication, introduced)(wrong)
        yield finding("references/dangling", where, value=wrong, suggestion=near)


def _suggester(publication: Publication, introduced: Iterable[Term]) -> Callable[[str], Text | str]:
    """Make a function that suggests the nearest known address of the same kind.

    Looking for it is slow where much is known, so only the first findings get a suggestion.
    """
    known: dict[str, list[str]] = {}
    for each in introduced:
        short = publication.short(each)
        known.setdefault(short.partition("/")[0], []).append(short)
    left = _SUGGESTIONS

    def suggest(wrong: str) -> Text | str:
        nonlocal left
        left -= 1
        if left < 0:
            return ""
        kind = wrong.partition("/")[0]
        candidates = known.get(kind)
        if candidates is None:
            near = nearest(kind, known)
            candidates = known[near] if near else []
        return did_you_mean(wrong, candidates)

    return suggest


def _reports_together(publication: Publication) -> Iterator[Diagnostic]:
    """A report is a folder: its data are what the files of its folder say."""
    first: dict[PurePosixPath, Statement] = {}
    for each in publication.statements:
        if each.object == MB.PerformanceReport:
            other = first.setdefault(each.path.parent, each)
            if other.subject != each.subject:
                yield finding(
                    "references/reports-in-one-folder",
                    Location(path=each.path, mark=each.subject_at, focus=each.subject.value),
                    value=publication.short(each.subject),
                    other=publication.short(other.subject),
                )


def _statuses(publication: Publication) -> Iterator[Diagnostic]:
    """A status says the same as the list that it stands in, and what no report states says so.

    Plain files carry no named graphs, so a thing that is derived, inferred or background must
    say it itself.
    """
    said = {
        (each.subject, each.graph): each.object
        for each in publication.statements
        if each.predicate == MB.statementStatus
    }
    for each in publication.statements:
        status = publication.graphs[each.graph]
        own = said.get((each.subject, each.graph))
        where = Location(path=each.path, mark=each.value_at, focus=publication.short(each.subject))
        if each.predicate == MB.statementStatus and each.object != MB[status]:
            yield finding("references/wrong-status", where, value=_key(each.object), status=status)
        elif each.predicate == A and status in NOT_STATED and own is None:
            yield finding(
                "references/status-unsaid",
                where,
                value=publication.short(each.subject),
                status=status,
            )


def _key(term: Term) -> str:
    return term.value.removeprefix(MB.iri)


def _unused_passages(publication: Publication) -> Iterator[Diagnostic]:
    for passage in publication.index.subjects(A, MB.SourcePassage):
        cited = publication.index.subjects(MB.statedIn, passage)
        if not cited and publication.index.first(passage, OA.hasSelector):
            yield finding(
                "references/unused-passage",
                publication.place(passage),
                value=publication.short(passage),
            )
