"""What is wrong with one file, each kind of it told a limited number of times."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from maalbar.model.diagnostic import Diagnostic, Location, Mark
from maalbar.words import finding, nearest
from maalbar.words.limit import Limit

# To look for the nearest known word is slow.
_SUGGESTIONS: Final = 50


@dataclass(slots=True)
class Told:
    """Collects the findings of one file."""

    path: PurePosixPath
    _findings: list[Diagnostic] = field(default_factory=list)
    _limit: Limit = field(init=False)
    _suggestions: int = 0

    def __post_init__(self) -> None:
        """Begin to count for the file."""
        self._limit = Limit(self.path)

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
        if not self._limit.is_enough(code):
            where = Location(path=self.path, mark=mark, focus=focus, property_path=property_path)
            self._findings.append(finding(code, where, value=value, **values))

    def add(self, found: Diagnostic) -> None:
        """Add a finding that has been made already."""
        if not self._limit.is_enough(found.code):
            self._findings.append(found)

    def passes_over(self, code: str) -> bool:
        """Tell whether one more finding of a kind is only counted; it then has been.

        For those who have something to work out before they can tell it.
        """
        return self._limit.is_full(code) and self._limit.is_enough(code)

    def nearest(self, wrong: str, known: Iterable[str]) -> str | None:
        """Find the nearest known word, for the first findings of a file."""
        self._suggestions += 1
        return nearest(wrong, known) if self._suggestions <= _SUGGESTIONS else None

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All that was told, with a count of what was left out."""
        return (*self._findings, *self._limit.left_out())
