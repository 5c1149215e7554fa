"""Where in a text its lines are, found without holding them all.

A text of fifty megabytes may have as many lines; a list of them would be larger by far.
"""

from bisect import bisect_left
from typing import Final

from maalbar.model.diagnostic import Mark

_BLOCK: Final = 4096


class Lines:
    """Turns offsets in a text into lines and columns, and gives lines by their number."""

    def __init__(self, source: str) -> None:
        """Count the lines of each block, and remember where the last line begins in it."""
        self._source = source
        self._counts, self._starts = [0], [0]
        for at in range(0, len(source), _BLOCK):
            last = source.rfind("\n", at, at + _BLOCK)
            self._counts.append(self._counts[-1] + source.count("\n", at, at + _BLOCK))
            self._starts.append(last + 1 if last >= 0 else self._starts[-1])

    def mark(self, start: int, end: int) -> Mark:
        """Give the place of what stands from `start` up to `end`, in one line."""
        block = start // _BLOCK
        begin = block * _BLOCK
        last = self._source.rfind("\n", begin, start)
        line_start = last + 1 if last >= 0 else self._starts[block]
        line = self._counts[block] + self._source.count("\n", begin, start) + 1
        return Mark(line, start - line_start + 1, max(end - start, 1))

    def line(self, number: int) -> str | None:
        """Give a line, counted from 1, without its end; nothing where the text has not as many."""
        before = number - 1
        if before > self._counts[-1]:
            return None
        block = max(bisect_left(self._counts, before) - 1, 0)
        start = block * _BLOCK if before else 0
        for _ in range(before - self._counts[block]):
            start = self._source.index("\n", start) + 1
        end = self._source.find("\n", start)
        return self._source[start : None if end < 0 else end]
