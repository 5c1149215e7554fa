"""Libraries that only some forms need: they are extras of the package."""

from importlib import import_module
from typing import Any

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.words import finding


def needed(library: str, *, extra: str) -> Any:  # noqa: ANN401 # it is a module
    """Import a library.

    Args:
        library: its dotted name.
        extra: the extra of the package that brings it.

    Raises:
        MaalbarError: it is not here; the finding says how to get it.
    """
    try:
        return import_module(library)
    except ImportError as error:
        name = library.partition(".")[0]
        raise MaalbarError(
            finding("query/no-library", Location(), value=name, extra=f"maalbar[{extra}]")
        ) from error
