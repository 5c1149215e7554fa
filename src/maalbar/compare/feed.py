"""What is new, in sentences: a piece of news for each report, and in it a sentence a thing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from maalbar.compare.changes import KINDS, Change, Comparison, Kind, Told
from maalbar.compare.names import Called
from maalbar.model.terms import MB, Subject
from maalbar.model.text import LANGUAGES, Text

_SENTENCES: Final[Mapping[Kind, str]] = {
    Kind.ADDED: "came",
    Kind.REMOVED: "went",
    Kind.RENAMED: "has-new-address",
}
_NEWS: Final[Mapping[Kind, str]] = {
    Kind.CHANGED: "changed-news",
    Kind.RENAMED: "renamed-news",
    Kind.ADDED: "added-news",
    Kind.REMOVED: "removed-news",
}
# So many properties are told by name.
_FEW: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What became of one thing: its address, its name and one sentence, in every language."""

    resource: Subject
    kind: Kind
    name: Text
    summary: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new in one report, or in what reports share if `report` is None.

    `name` is what the report is called, `summary` one sentence that counts what is new.
    """

    report: NamedNode | None
    name: Text
    summary: Text
    items: tuple[Item, ...]


def news(comparison: Comparison) -> tuple[News, ...]:
    """Tell what is new, report by report.

    Returns:
        The news, what reports share last; empty if both say the same.
    """
    readers = [Called(comparison, tag) for tag in LANGUAGES]
    return tuple(
        News(
            report=report,
            name=_told(readers, partial(Called.report, report=report)),
            summary=_told(readers, partial(_summary, report=report, some=some)),
            items=tuple(_item(readers, each) for each in some),
        )
        for report, some in comparison.by_report.items()
    )


def counted(called: Called, things: Iterable[Told]) -> str:
    """Say how many figures and how many other things changed, came and went."""
    found = Counter((called.is_figure(each), each.kind) for each in things)
    others = "others" if any(is_figure for is_figure, _ in found) else "things"
    return ", ".join(
        called.say(_NEWS[kind], what=called.counted("figures" if is_figure else others, number))
        for is_figure in (True, False)
        for kind in KINDS
        if (number := found[is_figure, kind])
    )


def _summary(called: Called, report: NamedNode | None, some: Iterable[Told]) -> str:
    return called.say("came-in", thing=called.report(report), what=counted(called, some))


def _item(readers: Iterable[Called], told: Told) -> Item:
    return Item(
        resource=told.resource,
        kind=told.kind,
        name=_told(readers, partial(Called.thing, node=told.resource)),
        summary=_told(readers, partial(_sentence, told=told)),
    )


def _told(readers: Iterable[Called], sentence: Callable[[Called], str]) -> Text:
    return {each.language: sentence(each) for each in readers}


def _sentence(called: Called, told: Told) -> str:
    name = called.thing(told.resource)
    if told.kind in _SENTENCES:
        return called.say(_SENTENCES[told.kind], thing=name)
    changes = told.own.changes if told.own else ()
    if not changes:
        return called.say("parts-changed", thing=name)
    plain = [each for each in changes if each.kind is Kind.CHANGED]
    if len(plain) == len(changes) == 1 and not plain[0].language:
        before, after = called.values(plain[0])
        of = called.property(plain[0])
        return called.say("value-changed", thing=name, property=of, before=before, after=after)
    properties = list(dict.fromkeys(_properties(called, changes)))
    shown = ", ".join([*properties[:_FEW], *(["…"] if len(properties) > _FEW else [])])
    return called.say("properties-changed", thing=name, properties=shown)


def _properties(called: Called, changes: Iterable[Change]) -> Iterator[str]:
    for each in changes:
        is_status = each.kind is Kind.STATUS
        yield called.predicate(MB.statementStatus if is_status else each.predicate)
