"""Findings as a comment on a pull request, in GitHub's Markdown: a summary, then file by file.

A comment holds at most 65,536 characters: at most three findings of one kind in one file are
kept, and 200 in all, the most severe; the others are counted.  Nothing in the data becomes
markup, a link, a mention or a reference: identifiers stand in code, and in sentences a space
without width parts what GitHub would take for one.

See Also:
    GitHub Flavored Markdown <https://github.github.com/gfm/>.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import PurePosixPath
from typing import Final

from maalbar.render.findings.chosen import Shown, by_file, by_weight, chosen
from maalbar.render.findings.harmless import cut
from maalbar.render.findings.told import Detail, Reason, file, more_alike, told
from maalbar.render.findings.view import View

LONGEST: Final = 65_536
ALIKE: Final = 3
AT_MOST: Final = 200
_OPEN: Final = 10
_RESERVED: Final = 2_000
_AROUND: Final = 20
_LONGEST_NAME: Final = 200
_ZERO_WIDTH: Final = "&#8203;"
_MARKUP: Final = re.compile(r"[\\`*_\[\]()#!|~]")
_LINKED: Final = re.compile(
    r"(?<=[@#:])(?=\S)"  # mentions, references, schemes and emoji
    r"|(?<=[A-Za-z]-)(?=\d)"  # references with a prefix
    r"|(?<=www)(?=\.)"
    r"|(?<=[0-9a-f]{3})(?=[0-9a-f]{4})",  # hashes of commits
    re.IGNORECASE,
)


def render(view: View) -> str:
    """Render findings as a comment."""
    shown, left_out = chosen(view.findings, alike=ALIKE, at_most=AT_MOST)
    kept, cut_off = _fitting(view, shown)
    parts = [f"**Målbar:** {_prose(view.summary)}"]
    for path, some in by_file(kept).items():
        items = "\n".join(_item(view, each) for each in some)
        parts += [_summary(view, path, is_open=len(kept) <= _OPEN), items, "</details>"]
    if left_out + cut_off:
        parts.append(_prose(view.say("left-out", count=view.number(left_out + cut_off))))
    return "\n\n".join(parts) + "\n"


def _fitting(view: View, shown: Sequence[Shown]) -> tuple[list[Shown], int]:
    """Keep what there is room for, the most severe first, and count the findings that go."""
    room = LONGEST - _RESERVED
    kept = []
    for at in by_weight([each.finding for each in shown]):
        path = shown[at].finding.location.path
        room -= len(_item(view, shown[at])) + len(_summary(view, path, is_open=True)) + _AROUND
        if room < 0:
            break
        kept.append(at)
    gone = sum(1 + len(shown[at].more) for at in set(range(len(shown))) - set(kept))
    return [shown[at] for at in sorted(kept)], gone


def _summary(view: View, path: PurePosixPath | None, *, is_open: bool) -> str:
    name = f"<code>{escape(cut(file(path), _LONGEST_NAME))}</code>" if path else view.say("no-file")
    return f"<details{' open' if is_open else ''}><summary>{name}</summary>"


def _item(view: View, shown: Shown) -> str:
    finding, said = shown.finding, told(view, shown.finding)
    mark = finding.location.mark
    place = f" {mark.line}:{mark.column}" if mark else ""
    lines = [f"- **{said.kind}{place}** {_prose(said.message)} {_code(said.code)}"]
    lines += [f"  - {_detail(each)}" for each in said.before]
    if said.because:
        lines.append(f"  - {view.say('because')}")
        lines += _reasons(said.because, "    ")
    lines += [f"  - {_detail(each)}" for each in said.after]
    if shown.more:
        lines.append(f"  - {_prose(more_alike(view, shown.more))}")
    return "\n".join(lines)


def _detail(detail: Detail) -> str:
    exact = _code(detail.exact) if detail.exact else ""
    words = _prose(detail.words)
    return f"{detail.label} {f'{words} ({exact})' if words and exact else words + exact}"


def _reasons(reasons: Sequence[Reason], indent: str) -> Iterator[str]:
    for each in reasons:
        yield f"{indent}- {_prose(each.text)}"
        yield from _reasons(each.parts, f"{indent}  ")


def _prose(text: str) -> str:
    """Write a sentence of which nothing is markup, nor becomes a link or a mention."""
    parts = (escape(_MARKUP.sub(r"\\\g<0>", each), quote=False) for each in _LINKED.split(text))
    # What GitHub's manual tells to write for what is not the start of a formula.
    return _ZERO_WIDTH.join(parts).replace("$", "<span>$</span>")


def _code(text: str) -> str:
    """Write code that no backtick in it ends."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"
