"""Differences as one page that needs nothing else: no script, its style in it, light and dark.

At most 2,000 things are shown; the others are counted.
"""

from itertools import islice
from typing import Final

from maalbar.compare.changes import Kind
from maalbar.render.differences.view import View

AT_MOST: Final = 2_000
_WHOLE: Final = (Kind.ADDED, Kind.REMOVED)


def render(view: View) -> str:
    """Render differences as a page."""
    from maalbar import templates  # noqa: PLC0415 # slow

    left = AT_MOST
    groups = []
    for group in view.groups:
        shown = [view.thing(each) for each in islice(group.things, left)]
        left -= len(shown)
        if shown:
            groups.append({"group": group, "things": shown})
    hidden = len(view.comparison.things) - (AT_MOST - left)
    what = view.called.counted("things", hidden)
    return templates.fill(
        "differences.html",
        language=view.language,
        title=view.say("changes"),
        between=view.between,
        summary=view.summary,
        groups=groups,
        whole=_WHOLE,
        kinds=Kind,
        words={each: view.say(each) for each in (Kind.ADDED, Kind.REMOVED)},
        was=view.say("was"),
        not_shown=view.say("not-shown", what=what) if hidden else "",
        version=view.version,
    )
