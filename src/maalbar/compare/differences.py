"""What is said of some things before and after → what changed; pure.

A value that goes and one that comes are one change where it is plain that they belong
together: the thing has a new address, the value is the same and written otherwise, or it is
the only one of its property and language on either side.
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.compare.changes import Change, Difference, Kind, Said
from maalbar.model.literals import order_kind
from maalbar.model.terms import DCT, A, Subject, Term, order

# The statuses of each property and value that something has.
Statements = Mapping[tuple[NamedNode, Term], frozenset[str]]
_NOTHING: Final[Statements] = {}


@dataclass(frozen=True, slots=True)
class Thing:
    """What one side says of a thing, and the report whose files introduce it."""

    statements: Statements
    report: NamedNode | None = None

    @property
    def introduced(self) -> bool:
        """Whether it is told what kind of thing it is."""
        return any(predicate == A for predicate, _ in self.statements)


_NOWHERE: Final = Thing(_NOTHING)
Things = Mapping[Subject, Thing]


def differences(
    before: Things, after: Things, replaced: Collection[tuple[Subject, Subject]] = ()
) -> tuple[Difference, ...]:
    """Find what changed.

    Args:
        before: what was said of each thing; what did not change may be left out of both.
        after: what is said of each thing.
        replaced: things, and what is said elsewhere to have taken their place.

    Returns:
        The differences: those of reports by the address of the report, then the others.
    """
    renamed = renames(before, after, replaced)
    found = [
        _difference(now, before[was], after[now], renamed, kind=Kind.RENAMED, was=was)
        for was, now in renamed.items()
    ]
    news = set(renamed.values())
    for node in {**before, **after}:
        # Of what was renamed, this is what is said at the old address now, and was at the new.
        was = _NOWHERE if node in renamed else before.get(node, _NOWHERE)
        now = _NOWHERE if node in news else after.get(node, _NOWHERE)
        kind = Kind.CHANGED
        if node not in renamed and node not in news:
            kind = kind if was.statements else Kind.ADDED
            kind = kind if now.statements else Kind.REMOVED
        found.append(_difference(node, was, now, renamed, kind=kind))
    return tuple(sorted((each for each in found if each.changes or each.was), key=_place))


def renames(
    before: Things, after: Things, replaced: Collection[tuple[Subject, Subject]] = ()
) -> dict[Subject, Subject]:
    """Find things that went and came again under another address.

    The data say so with `dct:isReplacedBy` or `dct:replaces`, or it is said elsewhere; that
    something took the place of another that is still there is no new name, nor is it where one
    became several.  What has a fragment goes with the thing.
    """
    links = {*_replacements(before), *_replacements(after), *replaced}
    pairs = {
        (gone, come)
        for pair in links
        for gone, come in (pair, pair[::-1])
        if _went(gone, before, after) and _went(come, after, before)
        if "#" not in gone.value + come.value
    }
    olds, news = Counter(gone for gone, _ in pairs), Counter(come for _, come in pairs)
    found = {gone: come for gone, come in pairs if olds[gone] == news[come] == 1}
    for node in [each for each in before if found and each not in after]:
        document, _, fragment = node.value.partition("#")
        come = found.get(NamedNode(document)) if fragment else None
        there = come and NamedNode(f"{come.value}#{fragment}")
        if there and there in after and there not in before:
            found[node] = there
    return found


def _replacements(things: Things) -> Iterator[tuple[Subject, Subject]]:
    """Give what is said to have been replaced, with what replaced it."""
    for subject, thing in things.items():
        for predicate, value in thing.statements:
            if isinstance(value, NamedNode) and predicate == DCT.isReplacedBy:
                yield subject, value
            elif isinstance(value, NamedNode) and predicate == DCT.replaces:
                yield value, subject


def _went(node: Subject, there: Things, not_there: Things) -> bool:
    return there.get(node, _NOWHERE).introduced and not not_there.get(node, _NOWHERE).introduced


def _difference(  # noqa: PLR0913 # a difference has as many parts
    resource: Subject,
    before: Thing,
    after: Thing,
    renamed: Mapping[Subject, Subject],
    *,
    kind: Kind,
    was: Subject | None = None,
) -> Difference:
    return Difference(
        resource=resource,
        was=was,
        kind=kind,
        report=(after if after.statements else before).report,
        changes=tuple(changes(resource, before.statements, after.statements, renamed)),
    )


def changes(
    resource: Subject,
    before: Statements,
    after: Statements,
    renamed: Mapping[Subject, Subject] | None = None,
) -> Iterator[Change]:
    """Find what changed of one thing: by property, values in their order.

    Args:
        resource: the thing.
        before: what was said of it.
        after: what is said of it.
        renamed: things that have a new address.
    """
    olds, news = _by_property(before), _by_property(after)
    for predicate in sorted({**olds, **news}, key=order):
        old, new = olds.get(predicate, {}), news.get(predicate, {})
        for value in sorted(old.keys() & new.keys(), key=order):
            if old[value] != new[value]:
                yield _change(resource, predicate, Kind.STATUS, old[value], new[value])
        gone = {value: old[value] for value in sorted(old.keys() - new.keys(), key=order)}
        come = {value: new[value] for value in sorted(new.keys() - old.keys(), key=order)}
        for kind, was, now in _matched(gone, come, renamed or {}):
            yield _change(resource, predicate, kind, was, now)


def _change(
    resource: Subject, predicate: NamedNode, kind: Kind, was: Said | None, now: Said | None
) -> Change:
    return Change(resource=resource, predicate=predicate, kind=kind, before=was, after=now)


def _by_property(statements: Statements) -> dict[NamedNode, dict[Term, Said]]:
    found: dict[NamedNode, dict[Term, Said]] = {}
    for (predicate, value), statuses in statements.items():
        said = Said(value=value, statuses=tuple(sorted(statuses)))
        found.setdefault(predicate, {})[value] = said
    return found


def _matched(
    gone: dict[Term, Said], come: dict[Term, Said], renamed: Mapping[Subject, Subject]
) -> Iterator[tuple[Kind, Said | None, Said | None]]:
    """Give what went and what came, together where they belong together."""
    new_address: dict[Term, object] = dict(renamed.items())
    for kind, of_old, of_new in (
        (Kind.RENAMED, new_address.get, _itself),
        (Kind.REWRITTEN, _worth, _worth),
    ):
        for was, now in _joined(gone, of_old, come, of_new):
            yield kind, gone.pop(was), come.pop(now)
    olds, news = _by_language(gone), _by_language(come)
    for tag in sorted(olds.keys() & news.keys()):
        if len(olds[tag]) == len(news[tag]) == 1:
            yield Kind.CHANGED, gone.pop(olds[tag][0]), come.pop(news[tag][0])
    yield from ((Kind.REMOVED, was, None) for was in gone.values())
    yield from ((Kind.ADDED, None, now) for now in come.values())


def _joined(
    olds: Iterable[Term],
    of_old: Callable[[Term], object],
    news: Iterable[Term],
    of_new: Callable[[Term], object],
) -> list[tuple[Term, Term]]:
    """Give the old and the new values that have the same key, each once."""
    waiting: dict[object, deque[Term]] = {}
    for each in news:
        waiting.setdefault(of_new(each), deque()).append(each)
    keys = ((each, of_old(each)) for each in olds)
    return [
        (each, waiting[key].popleft()) for each, key in keys if key is not None and waiting.get(key)
    ]


def _itself(term: Term) -> Term:
    return term


def _worth(term: Term) -> object:
    """Give what a literal stands for, however it is written; nothing if it is one of a kind."""
    scale, is_float = (isinstance(term, Literal) and order_kind(term)) or ("", False)
    match scale:
        case "number":
            return scale, float(term.value) if is_float else Decimal(term.value)
        case "truth":
            return scale, term.value in {"true", "1"}
        case _:
            return None


def _by_language(values: Iterable[Term]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for each in values:
        tag = each.language if isinstance(each, Literal) else None
        found.setdefault(tag or "", []).append(each)
    return found


def _place(difference: Difference) -> tuple[bool, str, Iterable[object]]:
    report = difference.report
    return (report is None, report.value if report else "", order(difference.resource))
