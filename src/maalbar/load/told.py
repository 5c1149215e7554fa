"""What is wrong with one file, each kind of it told a limited number of times.

A file of a hundred thousand mistakes is most often one mistake; to list them all would only
take the time and memory of whoever reads it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from maalbar.model.diagnostic import Diagnostic, Location, Mark
from maalbar.words import finding, nearest

MOST: Final = 1000
# To look for the nearest known word is slow.
_SUGGESTIONS: Final = 50


@dataclass(slots=True)
class Told:
    """Collects the findings of one file."""

    path: PurePosixPath
    _findings: list[Diagnostic] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _suggestions: int = 0

    def tell(
        self,
        code: str,
        mark: Mark,
        *,
        focus: str | None = None,
        property_path: str | None = None,
        value: str | None = None,
        **values: object,
    ) -> None:
        """Add a finding; see `words.finding`."""
        self._counts[code] += 1
        if self._counts[code] <= MOST:
            where = Location(path=self.path, mark=mark, focus=focus, property_path=property_path)
            self._findings.append(finding(code, where, value=value, **values))

    def passes_over(self, code: str) -> bool:
        """Tell whether one more finding of a kind is only counted; it then has been.

        For those who have something to work out before they can tell it.
        """
        is_full = self._counts[code] >= MOST
        self._counts[code] += is_full
        return is_full

    def nearest(self, wrong: str, known: Iterable[str]) -> str | None:
        """Find the nearest known word, for the first findings of a file."""
        self._suggestions += 1
        return nearest(wrong, known) if self._suggestions <= _SUGGESTIONS else None

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All that was told, with a count of what was left out."""
        left_out = (
            finding("syntax/more", Location(path=self.path), value=code, count=count - MOST)
            for code, count in self._counts.items()
            if count > MOST
        )
        return (*self._findings, *left_out)
