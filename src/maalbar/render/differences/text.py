"""Differences for a person at a terminal: `~` changed, `+` came, `-` went.

Of a text that changed, `[-this-]` went and `{+this+}` came.  At most 200 things are shown, ten
changes of each, five passages in it; the others are counted.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from textwrap import wrap
from typing import Final

from maalbar.compare.changes import Kind
from maalbar.compare.words import Part
from maalbar.render.differences.view import Entry, Thing, View
from maalbar.render.findings.harmless import cut

AT_MOST: Final = 200
_ENTRIES: Final = 10
_INNER: Final = 5
_LONGEST: Final = 400
# Of what stayed of a text, so much is shown before and after what changed.
_AROUND: Final = 40
_SIGNS: Final = {Kind.ADDED: "+", Kind.REMOVED: "-"}
_COLOURS: Final = {Kind.ADDED: "32", Kind.REMOVED: "31"}
_OTHER: Final = ("~", "33")
_BOLD: Final = "1"
_FAINT: Final = "2"
_MARGIN: Final = "  "

Paint = Callable[[str, str], str]


def render(view: View) -> str:
    """Render differences as text: a paragraph a report, and a line that counts."""
    paint = _painted if view.colour else _plain
    paragraphs = []
    left = AT_MOST
    for group in view.groups:
        shown = list(islice(group.things, left))
        left -= len(shown)
        lines = [paint(_BOLD, group.name)] if shown else []
        for each in shown:
            lines += _thing(view, view.thing(each), paint)
        if shown:
            paragraphs.append("\n".join(lines))
    hidden = len(view.comparison.things) - (AT_MOST - left)
    if hidden:
        paragraphs.append(_not_shown(view, "things", hidden))
    paragraphs.append("\n".join("\n".join(wrap(each, view.width)) for each in view.summary))
    return "\n\n".join(paragraphs) + "\n"


def _thing(view: View, thing: Thing, paint: Paint, depth: int = 1) -> Iterator[str]:
    margin = _MARGIN * depth
    sign, colour = _SIGNS.get(thing.kind, _OTHER[0]), _COLOURS.get(thing.kind, _OTHER[1])
    first, *rest = _wrapped(margin, f"{sign} {thing.name}", view.width)
    yield f"{margin}{paint(colour, first[len(margin) :])}"
    yield from rest
    below = margin + _MARGIN
    if depth == 1:
        kind = f"{thing.type} · {thing.address}" if thing.type else thing.address
        yield from (paint(_FAINT, each) for each in _wrapped(below, kind, view.width))
    if thing.was:
        yield from _wrapped(below, f"{view.say('was')} {thing.was}", view.width)
    # What came or went as a whole is told by its name; other forms tell all of it.
    whole = thing.kind in _SIGNS
    for entry in () if whole else thing.entries[:_ENTRIES]:
        yield from _entry(entry, below, view, paint)
    for each in () if whole else thing.inner[:_INNER]:
        yield from _thing(view, each, paint, depth + 1)
    if not whole and len(thing.entries) > _ENTRIES:
        yield below + _not_shown(view, "statements", len(thing.entries) - _ENTRIES)
    if not whole and len(thing.inner) > _INNER:
        yield below + _not_shown(view, "things", len(thing.inner) - _INNER)


def _entry(entry: Entry, margin: str, view: View, paint: Paint) -> Iterator[str]:
    label = f"{entry.property}:" if entry.property else ""
    note = f"({entry.note})" if entry.note and entry.property else entry.note
    said = " ".join(part for part in (_values(entry), note) if part)
    first, *rest = _wrapped(margin, f"{label} {said}".strip(), view.width)
    text = first[len(margin) + len(label) :]
    yield f"{margin}{paint(_FAINT, label)}{text}" if first.startswith(margin + label) else first
    yield from rest


def _values(entry: Entry) -> str:
    if entry.parts:
        return "".join(_marked(each, entry.parts) for each in entry.parts)
    before, after = (each and cut(each, _LONGEST) for each in (entry.before, entry.after))
    if entry.kind is Kind.ADDED:
        return f"+ {after}"
    if entry.kind is Kind.REMOVED:
        return f"- {before}"
    return f"{before} → {after}" if before is not None else ""


def _marked(part: Part, parts: tuple[Part, ...]) -> str:
    """Mark a part of a text, and leave out the middle of what stayed."""
    space = part.text[len(part.text.rstrip()) :]
    words = part.text[: len(part.text) - len(space)]
    if part.kind is Kind.REMOVED:
        return f"[-{cut(words, _LONGEST)}-]{space}"
    if part.kind is Kind.ADDED:
        return f"{{+{cut(words, _LONGEST)}+}}{space}"
    start = "" if part is parts[0] else part.text[:_AROUND]
    end = "" if part is parts[-1] else part.text[-_AROUND:]
    return part.text if len(part.text) <= 2 * _AROUND + 1 else f"{start}…{end}"


def _not_shown(view: View, key: str, number: int) -> str:
    return view.say("not-shown", what=view.called.counted(key, number))


def _wrapped(margin: str, text: str, width: int) -> list[str]:
    """Wrap at words alone: what must be copied whole (addresses) is never broken."""
    return wrap(
        text,
        width,
        initial_indent=margin,
        subsequent_indent=margin + _MARGIN,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [margin]


def _plain(_style: str, text: str) -> str:
    return text


def _painted(style: str, text: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if text else ""
