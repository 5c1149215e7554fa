"""Findings for a person at a terminal: the place, what is wrong there, and how to mend it.

At most five of one kind in one file are shown, and a hundred in all; the others are counted.
Figures that no observation covers are all shown, as each is to be looked at, unless they are so
many that no one would.  Notes come last.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from textwrap import wrap
from typing import Final

from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.render.findings.chosen import Shown, chosen
from maalbar.render.findings.excerpt import columns, excerpt
from maalbar.render.findings.told import Line, lines, more_alike, told
from maalbar.render.findings.view import View

ALIKE: Final = 5
AT_MOST: Final = 100
IN_FULL: Final = frozenset(("source/uncovered",))
MOST_IN_FULL: Final = 500

Paint = Callable[[str, str], str]
_BOLD: Final = "1"
_FAINT: Final = "2"
_GUTTER: Final = "34"
_COLOURS: Final = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_MARGIN: Final = "  "


def render(view: View) -> str:
    """Render findings as text.

    Returns:
        A paragraph a finding and a line that counts them; empty if there is none.
    """
    if not view.findings:
        return ""
    findings = sorted(view.findings, key=lambda each: each.severity is Severity.INFO)
    counts = Counter(each.code for each in findings)
    in_full = {code for code in IN_FULL if counts[code] <= MOST_IN_FULL}
    shown, left_out = chosen(findings, alike=ALIKE, at_most=AT_MOST, in_full=in_full)
    befores = (None, *(each.finding for each in shown))
    paragraphs = [
        "\n".join(_paragraph(view, each, before))
        for each, before in zip(shown, befores, strict=False)
    ]
    if left_out:
        paragraphs.append(view.say("left-out", count=view.number(left_out)))
    return "\n\n".join([*paragraphs, "\n".join(wrap(view.summary, view.width))]) + "\n"


def block(view: View, finding: Diagnostic) -> str:
    """Give the paragraph of one finding."""
    return "\n".join(_paragraph(view, Shown(finding)))


def _paragraph(view: View, shown: Shown, before: Diagnostic | None = None) -> Iterator[str]:
    finding, said = shown.finding, told(view, shown.finding)
    paint = _painted if view.colour else _plain
    colour = _COLOURS[finding.severity]
    yield f"{paint(_BOLD, said.place or 'maalbar')}: {paint(colour, f'{said.kind}[{said.code}]')}"
    yield from _wrapped(_MARGIN, said.message, view.width)
    number = str(finding.location.mark.line if finding.location.mark else "")
    seen = excerpt(finding.location, view.width - len(f"{_MARGIN}{number} | "))
    is_seen = before and (before.code, before.location) == (finding.code, finding.location)
    if seen and not is_seen:
        bar, below = paint(_GUTTER, f"{number} |"), paint(_GUTTER, f"{' ' * len(number)} |")
        indent, carets = " " * columns(seen.before), "^" * (columns(seen.marked) or 1)
        yield f"{_MARGIN}{bar} {''.join(seen)}".rstrip()
        yield f"{_MARGIN}{below} {indent}{paint(colour, carets)}"
    if seen and said.value and said.value.exact in seen.marked:
        said = replace(said, value=None)
    for each in lines(view, said):
        yield from _line(each, view.width, paint)
    if shown.more:
        yield from _wrapped(_MARGIN, more_alike(view, shown.more), view.width)


def _line(line: Line, width: int, paint: Paint) -> Iterator[str]:
    indent = _MARGIN * (1 + line.depth)
    first, *rest = _wrapped(indent, f"{line.label} {line.text}", width, hanging=_MARGIN)
    text = first[len(indent) + len(line.label) :]
    yield f"{indent}{paint(_FAINT, line.label)}{text}"
    yield from rest


def _wrapped(indent: str, text: str, width: int, hanging: str = "") -> list[str]:
    """Wrap at words alone: what must be copied whole (addresses) is never broken."""
    return wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _plain(_style: str, text: str) -> str:
    return text


def _painted(style: str, text: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"
