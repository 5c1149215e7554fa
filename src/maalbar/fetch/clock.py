"""The time that something from the web may take, and what is said when it cannot be got."""

import time
from dataclasses import dataclass, field

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.text import Text
from maalbar.words import finding


@dataclass(frozen=True, slots=True)
class Clock:
    """So many `seconds` from now, to get what was `asked` for."""

    asked: str
    seconds: float
    _deadline: float = field(init=False)

    def __post_init__(self) -> None:
        """Start."""
        object.__setattr__(self, "_deadline", time.monotonic() + self.seconds)

    @property
    def remaining(self) -> float:
        """The seconds that are left; none, or fewer, when time is up."""
        return self._deadline - time.monotonic()

    def left(self) -> float:
        """Give the seconds that are left.

        Raises:
            MaalbarError: there are none.
        """
        left = self.remaining
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> MaalbarError:
        """Say that time is up."""
        return problem("fetch/too-slow", value=self.asked, seconds=f"{self.seconds:g}")


def unreachable(url: str, reason: Text | str) -> MaalbarError:
    """Say that a host does not answer as it should."""
    return problem("fetch/unreachable", value=url, reason=reason)


def problem(code: str, *, value: str, **values: object) -> MaalbarError:
    """Say why an address, `value`, cannot be fetched from."""
    return MaalbarError(finding(code, Location(), value=value, **values))
