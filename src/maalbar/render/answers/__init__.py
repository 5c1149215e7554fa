"""Answers for every reader: a module a form, each a pure function of the same `View`.

Only the form that is asked for is imported: some need what is slow to import, or an extra.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from maalbar.render.answers.view import View, view

__all__ = ["BINARY", "FORMS", "FORM_OF", "View", "render", "view"]

_MODULES: Final[Mapping[str, str]] = {
    "table": "table",
    "csv": "delimited",
    "tsv": "delimited",
    "json": "json",
    "jsonl": "json",
    "xml": "xml",
    "markdown": "markdown",
    "html": "html",
    "xlsx": "xlsx",
    "parquet": "parquet",
    "turtle": "graph",
    "jsonld": "graph",
    "ntriples": "graph",
}
FORMS: Final = tuple(_MODULES)
BINARY: Final = frozenset({"xlsx", "parquet"})
# The form that the end of a file's name means.
FORM_OF: Final[Mapping[str, str]] = {
    **{f".{form}": form for form in FORMS if form not in {"table", "markdown"}},
    ".txt": "table",
    ".md": "markdown",
    ".htm": "html",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".srj": "json",
    ".srx": "xml",
}


def render(form: str, answer: View) -> Iterator[str] | Iterator[bytes]:
    """Render an answer, piece by piece: bytes of the forms in `BINARY`, text of the others.

    Raises:
        MaalbarError: the form cannot hold the answer, or needs a library that is not here.
    """
    name = _MODULES[form]
    module = import_module(f"{__name__}.{name}")
    function = "render" if name == form else f"render_{form}"
    rendered: Iterator[str] | Iterator[bytes] = getattr(module, function)(answer)
    return rendered
