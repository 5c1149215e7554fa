"""An outcome as text for people: what was read, what has become of it, what to mend, the cards."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from maalbar.harvest.card import card
from maalbar.harvest.last import Change
from maalbar.harvest.members import Kind
from maalbar.harvest.rehearsal import Harvested, Outcome
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.view import View
from maalbar.render.harvest import cards, quality
from maalbar.render.harvest.rows import wrapped
from maalbar.words import phrase

AT_MOST: Final = 20
_HEADINGS: Final = {
    Change.NEW: "harvest-new",
    Change.CHANGED: "harvest-changed",
    Change.GONE: "harvest-gone",
    Change.UNCHANGED: "harvest-unchanged",
}
_GAP: Final = 2


def render(outcome: Outcome, language: str, width: int, *, colour: bool = False) -> str:
    """Render an outcome; of many datasets only the first get their cards.

    Args:
        outcome: what became of a source.
        language: of the reader.
        width: columns of the reader's window.
        colour: whether the window knows colours.
    """
    view = View(findings=outcome.findings, language=language, width=width, colour=colour)
    read = (line for each in outcome.sources for line in wrapped(_read(view, each), width, 0, _GAP))
    paragraphs = [
        "\n".join(read),
        "\n".join(_table(view, outcome)),
        RENDERERS["text"](outcome.findings, language, width, colour=colour).rstrip("\n"),
        *_cards(view, outcome),
        "\n".join(wrapped(_summary(view, outcome), width)),
    ]
    return "\n\n".join(each for each in paragraphs if each) + "\n"


def _read(view: View, source: Harvested) -> str:
    document = source.document
    if document.data is None:
        return view.say("harvest-not-read", place=document.name)
    size = view.number(len(document.data))
    form = document.form.value
    return view.say("harvest-read", place=document.name, size=size, form=form)


def _table(view: View, outcome: Outcome) -> Iterator[str]:
    """Count members by kind, and by what has become of them where that is known."""
    comparison = outcome.comparison
    columns = ["harvest-now"]
    counts = Counter((each.kind, "harvest-now") for each in outcome.members)
    if comparison:
        columns += _HEADINGS.values()
        for each in outcome.members:
            counts[each.kind, _HEADINGS[comparison.changes[each.node.value]]] += 1
        counts.update((each.kind, _HEADINGS[Change.GONE]) for each in comparison.gone.values())
    rows = [
        [
            phrase("portal", kind.value, view.language),
            *(view.number(counts[kind, each]) for each in columns),
        ]
        for kind in Kind
        if any(counts[kind, each] for each in columns)
    ]
    if rows:
        yield from _aligned([["", *map(view.say, columns)], *rows])


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [each.rjust(wide) for each, wide in zip(rest, widths[1:], strict=True)]
        yield (" " * _GAP).join((first.ljust(widths[0]), *cells)).rstrip()


def _cards(view: View, outcome: Outcome) -> Iterator[str]:
    shown = [
        (member, source.index)
        for source in outcome.sources
        for member in source.members
        if member.kind in {Kind.DATASET, Kind.SERIES}
    ]
    for member, whole in shown[:AT_MOST]:
        seen = card(member.index, member.node, view.language, whole=whole)
        yield cards.as_text(seen, view.language, view.width).rstrip("\n")
        if member.node in outcome.scores:
            score = outcome.scores[member.node]
            yield quality.as_text(score, view.language, view.width).rstrip("\n")
    if len(shown) > AT_MOST:
        yield view.say("harvest-more-cards", count=view.number(len(shown) - AT_MOST))


def _summary(view: View, outcome: Outcome) -> str:
    members = view.counted("resources", len(outcome.members))
    key = "harvest-taken" if outcome.succeeded else "harvest-refused"
    return view.say(key, members=members, summary=view.summary)
