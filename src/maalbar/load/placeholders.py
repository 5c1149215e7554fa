"""Texts that are still to be written: what a new report holds in their place.

It is said of any file, as whoever begins may have moved what was there into another format.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import Literal

from maalbar.load.told import Told
from maalbar.model.diagnostic import Diagnostic
from maalbar.model.statements import Statement

# What the texts of a new report begin with, and what people write for the same.
_BEGINNINGS: Final = ("FYLL UT:", "FILL IN:", "TODO:")


def placeholders(statements: Iterable[Statement], base: str) -> Iterator[Diagnostic]:
    """Find texts that only say what is to be written.

    Args:
        statements: what the files say.
        base: the IRI that short addresses are written without.
    """
    files: dict[PurePosixPath, Told] = {}
    for each in statements:
        if isinstance(each.object, Literal) and each.object.value.startswith(_BEGINNINGS):
            files.setdefault(each.path, Told(each.path)).tell(
                "language/placeholder",
                each.value_at,
                focus=each.subject.value.removeprefix(base),
                property_path=each.predicate.value,
                value=each.object.value,
            )
    return (found for told in files.values() for found in told.findings)
