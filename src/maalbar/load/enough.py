"""How many values one file may hold, whatever its format.

A size alone bounds little: what takes two characters in a file takes a kilobyte or two until
it is checked, and what a prefix stands for is repeated in every address that begins with it.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from maalbar.model.diagnostic import Location, MaalbarError, Mark
from maalbar.model.statements import Statement
from maalbar.words import finding

# A report of ten thousand figures has some hundred thousand; as many as here take 1.5 GB at most.
MOST: Final = 500_000
_MILLION: Final = 1_000_000
# Twice what as many values have in addresses that people write.
_MOST_MILLIONS: Final = 100


def expect_room(values: int, path: PurePosixPath, mark: Mark) -> None:
    """Ask that a file may hold one value more than those that were read.

    Raises:
        MaalbarError: it holds as many as it may.
    """
    if values >= MOST:
        raise _too_many(path, mark)


def expect_short_addresses(statements: Iterable[Statement]) -> None:
    """Ask that the addresses in what a file says be not too long in all.

    The address of a thing counts once for all that is said of it together.

    Raises:
        MaalbarError: they are.
    """
    characters, last = 0, None
    for each in statements:
        characters += len(each.object.value)
        if each.subject is not last:
            last = each.subject
            characters += len(last.value)
        if characters > _MOST_MILLIONS * _MILLION:
            raise _too_many(each.path, each.value_at)


def _too_many(path: PurePosixPath, mark: Mark) -> MaalbarError:
    where = Location(path=path, mark=mark)
    return MaalbarError(
        finding("syntax/too-many-values", where, limit=MOST, millions=_MOST_MILLIONS)
    )
