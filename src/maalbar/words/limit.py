"""How often one kind of thing is told: a hundred thousand mistakes are most often one.

To list them all would only take the time and memory of whoever reads them.
"""

from collections import Counter
from collections.abc import Hashable, Iterator
from pathlib import PurePosixPath
from typing import Final

from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.words import finding

MOST: Final = 1000


class Limit:
    """Counts findings before they are made, as to make one costs more than to find it."""

    def __init__(self, path: PurePosixPath | None = None) -> None:
        """Begin with nothing told, of one file if `path` is given."""
        self._path = path
        self._counts: Counter[tuple[str, Hashable]] = Counter()

    def is_enough(self, code: str, kind: Hashable = None) -> bool:
        """Count a finding, and tell whether it is one too many of its kind."""
        self._counts[code, kind] += 1
        return self._counts[code, kind] > MOST

    def is_full(self, code: str) -> bool:
        """Tell whether the next finding of a code would be one too many."""
        return self._counts[code, None] >= MOST

    def left_out(self) -> Iterator[Diagnostic]:
        """Say of each kind how many were not told."""
        where = Location(path=self._path)
        for (code, _), count in self._counts.items():
            if count > MOST:
                yield finding("syntax/more", where, value=code, count=count - MOST)
