"""How often one kind of thing is told: a hundred thousand mistakes are most often one."""

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Final

from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.words import finding

MOST: Final = 1000


class Told:
    """Counts findings before they are made, as to make one costs more than to find it."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._counts: Counter[tuple[str, Hashable]] = Counter()

    def is_enough(self, code: str, kind: Hashable = None) -> bool:
        """Count a finding, and tell whether it is one too many of its kind."""
        self._counts[code, kind] += 1
        return self._counts[code, kind] > MOST

    def left_out(self) -> Iterator[Diagnostic]:
        """Say of each kind how many were not told."""
        for (code, _), count in self._counts.items():
            if count > MOST:
                yield finding("syntax/more", Location(), value=code, count=count - MOST)
