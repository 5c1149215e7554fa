"""Differences for every reader: a module a form, each a pure function of the same `View`.

Only the form that is asked for is imported: some need what is slow to import.
"""

from importlib import import_module

from maalbar.compare.changes import Comparison
from maalbar.render.differences.view import View


def render(
    comparison: Comparison, form: str, language: str, width: int, *, colour: bool = False
) -> str:
    """Render what differs as `text`, `json` or `html`.

    Args:
        comparison: what differs.
        form: one of these.
        language: of the reader.
        width: columns of the reader's window.
        colour: whether the window knows colours.
    """
    view = View(comparison, language, width, colour)
    return str(import_module(f"{__name__}.{form}").render(view))
