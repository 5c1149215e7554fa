"""Findings for every reader: a module a form, each a pure function of the same `View`.

Only the form that is asked for is imported: some need what is slow to import.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final, Protocol

from maalbar.model.diagnostic import Diagnostic
from maalbar.render.findings.view import View


class Renderer(Protocol):
    """Renders findings in one form."""

    def __call__(
        self, findings: Sequence[Diagnostic], language: str, width: int, *, colour: bool = False
    ) -> str:
        """Render findings, in the order in which to show them.

        Args:
            findings: what was found.
            language: of the reader.
            width: columns of the reader's window.
            colour: whether the window knows colours.
        """


def _renderer(form: str) -> Renderer:
    def render(
        findings: Sequence[Diagnostic], language: str, width: int, *, colour: bool = False
    ) -> str:
        view = View(findings=tuple(findings), language=language, width=width, colour=colour)
        return str(import_module(f"{__name__}.{form}").render(view))

    return render


FORMS: Final = ("text", "json", "sarif", "junit", "github", "markdown", "html", "turtle")
RENDERERS: Final[Mapping[str, Renderer]] = {form: _renderer(form) for form in FORMS}
