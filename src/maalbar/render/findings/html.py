"""Findings as one page that needs nothing else: no script, its style in it, light and dark.

At most 20 of one kind in one file are shown, and 1,000 in all, the most severe; the others are
counted.
"""

from typing import Final

from maalbar.render.findings.chosen import Shown, by_file, chosen
from maalbar.render.findings.excerpt import excerpt
from maalbar.render.findings.told import file, more_alike, told
from maalbar.render.findings.view import View

ALIKE: Final = 20
AT_MOST: Final = 1_000
_COLUMNS: Final = 120


def render(view: View) -> str:
    """Render findings as a page."""
    from maalbar import templates  # noqa: PLC0415 # slow

    shown, left_out = chosen(view.findings, alike=ALIKE, at_most=AT_MOST)
    return templates.fill(
        "findings.html",
        language=view.language,
        title=view.say("findings"),
        summary=view.summary,
        because=view.say("because"),
        files=[
            {
                "name": file(path) or view.say("no-file"),
                "is_file": path is not None,
                "findings": [_finding(view, each) for each in some],
            }
            for path, some in by_file(shown).items()
        ],
        left_out=view.say("left-out", count=view.number(left_out)) if left_out else "",
        version=view.version,
    )


def _finding(view: View, shown: Shown) -> dict[str, object]:
    finding = shown.finding
    mark = finding.location.mark
    return {
        "said": told(view, finding),
        "line": view.say("line", line=mark.line, column=mark.column) if mark else "",
        "number": mark.line if mark else "",
        "excerpt": excerpt(finding.location, _COLUMNS),
        "more": more_alike(view, shown.more) if shown.more else "",
    }
