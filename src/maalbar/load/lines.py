"""Where in a text its lines are, found without holding them all.

A text of fifty megabytes may have as many lines; a list of them would be larger by far.
"""

import re
from bisect import bisect_left
from typing import Final

from maalbar.model.diagnostic import Mark

_BLOCK: Final = 4096
_END: Final = re.compile(r"[\r\n]")


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

    def offset(self, mark: Mark) -> int:
        """Give the offset of a place; the end of the text where it has not as many lines."""
        number, column, _ = mark
        block = max(bisect_left(self._counts, number - 1) - 1, 0)
        start = block * _BLOCK if number > 1 else 0
        for _ in range(number - 1 - self._counts[block]):
            start = self._source.find("\n", start) + 1
            if not start:
                return len(self._source)
        return start + column - 1

    def end_of(self, start: int) -> int:
        """Give the offset at which the line of an offset ends."""
        found = _END.search(self._source, start)
        return found.start() if found else len(self._source)

    def line(self, number: int) -> str | None:
        """Give a line, counted from 1, without its end; nothing where the text has not as many."""
        if number - 1 > self._counts[-1]:
            return None
        start = self.offset(Mark(number, 1))
        end = self._source.find("\n", start)
        return self._source[start : None if end < 0 else end]
