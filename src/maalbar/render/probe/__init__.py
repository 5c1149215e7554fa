"""What a probe came to, for people and for programs.

Text and JSON tell the whole, all other forms its findings.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, Protocol

from maalbar.probe.probing import Probed
from maalbar.render.findings import FORMS
from maalbar.render.findings import RENDERERS as OF_FINDINGS

_WHOLE: Final = frozenset(("text", "json"))


class Renderer(Protocol):
    """Renders a probe in one form."""

    def __call__(self, probed: Probed, language: str, width: int, *, colour: bool = False) -> str:
        """Render a probe; see `render.findings`."""


def _renderer(form: str) -> Renderer:
    def render(probed: Probed, language: str, width: int, *, colour: bool = False) -> str:
        if form in _WHOLE:
            whole = import_module(f"{__name__}.{form}")
            return str(whole.render(probed, language, width, colour=colour))
        return OF_FINDINGS[form](probed.findings, language, width, colour=colour)

    return render


RENDERERS: Final[Mapping[str, Renderer]] = {form: _renderer(form) for form in FORMS}
