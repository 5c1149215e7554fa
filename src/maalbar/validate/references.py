"""What one thing says of another: that it exists, and that it is one thing.

These are questions to the whole publication; what a thing says of itself is left to the
shapes.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Diagnostic, Location, has_errors
from maalbar.model.statements import NOT_STATED, Publication, Statement
from maalbar.model.terms import DCT, MB, OA, SKOS, A, Term
from maalbar.model.text import Text
from maalbar.validate.years import check_years
from maalbar.vocabulary.addresses import kind_at
from maalbar.vocabulary.ontology import vocabulary
from maalbar.words import did_you_mean, finding, nearest, suggested, text
from maalbar.words.limit import Limit

_SUGGESTIONS: Final = 20
_NAMES: Final = frozenset((SKOS.prefLabel, DCT.title))


def check_references(publication: Publication) -> Iterator[Diagnostic]:
    """Find dangling and doubtful references, and things that are introduced twice or never."""
    introduced: set[Term] = {
        node for node in publication.known.nodes if publication.known.first(node, A)
    }
    introduced |= {each.subject for each in publication.statements if each.predicate == A}
    counted = Limit()
    yield from introduced_twice(publication.statements, publication.settings.identifiers)
    yield from _publisher(publication, introduced)
    yield from _dangling(publication, introduced, counted)
    if not publication.loose:
        yield from _reports_together(publication, counted)
    yield from _statuses(publication, counted)
    if publication.whole and not has_errors(publication.findings):
        yield from _unused_passages(publication, counted)
    yield from check_years(publication, counted)
    yield from counted.left_out()


def introduced_twice(statements: Iterable[Statement], base: str) -> Iterator[Diagnostic]:
    """Find things that get their type in two places: most often a copied address.

    Args:
        statements: in the order of the files; the first place is the right one.
        base: the IRI that short addresses are written without.
    """
    first: dict[Term, Statement] = {}
    told: set[tuple[Term, object, object]] = set()
    counted = Limit()
    for each in statements:
        if each.predicate != A:
            continue
        other = first.setdefault(each.subject, each)
        where = (each.subject, each.path, each.subject_at)
        if (other.path, other.subject_at) != where[1:] and where not in told:
            told.add(where)
            if counted.is_enough("references/introduced-twice"):
                continue
            short = each.subject.value.removeprefix(base)
            yield finding(
                "references/introduced-twice",
                Location(path=each.path, mark=each.subject_at, focus=short),
                value=short,
                first=f"{other.path}:{other.subject_at.line}",
            )
    yield from counted.left_out()


def _dangling(
    publication: Publication, introduced: set[Term], counted: Limit
) -> Iterator[Diagnostic]:
    base = publication.settings.identifiers
    suggest = _suggester(publication, introduced)
    referring = _referring(publication)
    told: set[Term] = set()
    elsewhere: list[Statement] = []
    for each in publication.statements:
        target = each.object
        if (
            isinstance(target, NamedNode)
            and target.value.startswith(base)
            and target not in introduced
        ):
            wrong = publication.short(target)
            if not publication.sees_all:
                elsewhere.append(each)
                continue
            if "#char=" in wrong and NamedNode(target.value.partition("#")[0]) in introduced:
                where = Location(
                    path=each.path, mark=each.value_at, focus=publication.short(each.subject)
                )
                if not counted.is_enough("references/unstamped-passage"):
                    yield finding("references/unstamped-passage", where, value=wrong)
                continue
            # What is described and has no type is told of where it is described.
            is_described = publication.whole and target in publication.index.nodes
            if not is_described and not counted.is_enough("references/dangling"):
                where = Location(
                    path=each.path, mark=each.value_at, focus=publication.short(each.subject)
                )
                kind, near = _kind(wrong, each.predicate), suggest(wrong)
                yield finding("references/dangling", where, value=wrong, suggestion=near, kind=kind)
        unknown = publication.whole and each.subject not in introduced
        if unknown and each.subject not in told and not _is_only_named(each.subject, publication):
            told.add(each.subject)
            wrong = publication.short(each.subject)
            if not counted.is_enough("references/never-introduced"):
                where = Location(path=each.path, mark=each.subject_at, focus=wrong)
                kind, near = _kind(wrong, referring.get(each.subject)), suggest(wrong)
                yield finding(
                    "references/never-introduced", where, value=wrong, suggestion=near, kind=kind
                )
    if elsewhere and publication.loose:
        first = elsewhere[0]
        where = Location(
            path=first.path, mark=first.value_at, focus=publication.short(first.subject)
        )
        value = publication.short(first.object)
        yield finding(
            "references/not-checked",
            where,
            value=value,
            count=len({each.object for each in elsewhere}),
        )


def _referring(publication: Publication) -> dict[Term, NamedNode]:
    """Give a property by which each thing is referred to."""
    return {each.object: each.predicate for each in reversed(publication.statements)}


def _kind(address: str, referring: NamedNode | None) -> Text | str:
    """Say which type a thing most likely has: what the property takes, else what its id tells."""
    words = vocabulary()
    kind = words.kind_of_values.get(referring) if referring else None
    kind = kind or kind_at(address, words)
    return text("phrases", "with-type", kind=kind) if kind else ""


def _is_only_named(thing: Term, publication: Publication) -> bool:
    """Tell whether loose data only name a thing that they refer to, as documents do."""
    return publication.loose and _NAMES.issuperset(publication.index.properties(thing))


def _publisher(publication: Publication, introduced: set[Term]) -> Iterator[Diagnostic]:
    """Find a publisher in the settings that the publication does not introduce."""
    publisher = publication.settings.publisher
    if publication.settings.told and publication.sees_all and publisher not in introduced:
        wrong = publication.short(publisher)
        at = publication.settings.publisher_at
        where = Location(path=PurePosixPath("maalbar.toml"), mark=at, focus="publisher")
        near = _suggester(publication, introduced)(wrong)
        kind = text("phrases", "with-type", kind="Organization")
        yield finding("references/dangling", where, value=wrong, suggestion=near, kind=kind)


def _suggester(publication: Publication, introduced: Iterable[Term]) -> Callable[[str], Text | str]:
    """Make a function that suggests the nearest known address of the same kind.

    Looking for it is slow where much is known, so only the first findings get a suggestion.
    """
    known: dict[str, list[str]] = {}
    last: dict[str, list[str]] = {}
    left = _SUGGESTIONS

    def suggest(wrong: str) -> Text | str:
        nonlocal left
        left -= 1
        if left < 0:
            return ""
        if not known:
            for each in introduced:
                short = publication.short(each)
                known.setdefault(short.partition("/")[0], []).append(short)
                last.setdefault(short.rpartition("/")[2], []).append(short)
        others = [each for each in last.get(wrong, ()) if each != wrong]
        if len(others) == 1:
            return suggested(others[0])
        kind = wrong.partition("/")[0]
        candidates = known.get(kind)
        if candidates is None:
            near = nearest(kind, known)
            candidates = known[near] if near else []
        return did_you_mean(wrong, candidates)

    return suggest


def _reports_together(publication: Publication, counted: Limit) -> Iterator[Diagnostic]:
    """A report is a folder: its data are what the files of its folder say."""
    first: dict[PurePosixPath, Statement] = {}
    for each in publication.statements:
        if each.object == MB.PerformanceReport:
            other = first.setdefault(each.path.parent, each)
            if other.subject != each.subject and not counted.is_enough(
                "references/reports-in-one-folder"
            ):
                yield finding(
                    "references/reports-in-one-folder",
                    Location(path=each.path, mark=each.subject_at, focus=each.subject.value),
                    value=publication.short(each.subject),
                    other=publication.short(other.subject),
                )


def _statuses(publication: Publication, counted: Limit) -> Iterator[Diagnostic]:
    """A status says the same as the list that it stands in, and what no report states says so.

    Plain files carry no named graphs, so a thing that is derived, inferred or background must
    say it itself.
    """
    said = {
        (each.subject, each.graph)
        for each in publication.statements
        if each.predicate == MB.statementStatus
    }
    for each in publication.statements:
        if each.predicate == MB.statementStatus:
            status = publication.graphs[each.graph]
            if each.object != MB[status] and not counted.is_enough("references/wrong-status"):
                value = _key(each.object)
                where = _at(publication, each)
                yield finding("references/wrong-status", where, value=value, status=status)
        elif each.predicate == A:
            status = publication.graphs[each.graph]
            unsaid = status in NOT_STATED and (each.subject, each.graph) not in said
            if unsaid and not counted.is_enough("references/status-unsaid"):
                value = publication.short(each.subject)
                where = _at(publication, each)
                yield finding("references/status-unsaid", where, value=value, status=status)


def _at(publication: Publication, statement: Statement) -> Location:
    return Location(
        path=statement.path, mark=statement.value_at, focus=publication.short(statement.subject)
    )


def _key(term: Term) -> str:
    return term.value.removeprefix(MB.iri)


def _unused_passages(publication: Publication, counted: Limit) -> Iterator[Diagnostic]:
    unstamped = {
        cited.value.partition("#")[0]
        for cited in publication.index.values(MB.statedIn)
        if "#char=" in cited.value and not publication.index.first(cited, A)
    }
    for passage in publication.index.subjects(A, MB.SourcePassage):
        cited = publication.index.subjects(MB.statedIn, passage)
        if passage.value.partition("#")[0] in unstamped:
            # A row of the same text is most likely that of a place that is cited wrongly.
            continue
        unused = not cited and publication.index.first(passage, OA.hasSelector)
        if unused and not counted.is_enough("references/unused-passage"):
            yield finding(
                "references/unused-passage",
                publication.place(passage),
                value=publication.short(passage),
            )
