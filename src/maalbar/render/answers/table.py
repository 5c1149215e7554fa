"""Aligned columns for a terminal, or a row below the other where those do not fit."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from maalbar.model.text import pick
from maalbar.render.answers import cells, sources
from maalbar.render.answers.view import Row, View
from maalbar.render.answers.width import columns, left, right, wrapped
from maalbar.render.findings.harmless import prose
from maalbar.words import counted

_GAP: Final = 2
_RULE: Final = 20


def render(answer: View) -> Iterator[str]:
    """Render an answer as aligned columns; longer values are wrapped, words never broken."""
    if answer.truth is not None:
        yield f"{answer.say('yes' if answer.truth else 'no')}\n"
        return
    noted = sources.with_notes(answer)
    body = noted.answer
    if not body.rows or not body.columns:
        yield from _nothing(body)
        return
    table = _Table(body)
    yield from (f"{line}\n" for line in table.lines())
    yield f"{counted('rows', len(body.rows), body.language)}.\n"
    if table.cut:
        yield f"{body.say('cut', count=table.cut)}\n"
    yield from _notes(noted)


def nothing_found(answer: View) -> str:
    """Say that there is no answer, and to what, and what would be one."""
    said = answer.say("no-rows-to", asked=answer.asked) if answer.asked else answer.say("no-rows")
    looked = pick(answer.query.looks_for, answer.language)
    return f"{said} {answer.say('looked-for', looked=looked)}" if looked else said


def _nothing(answer: View) -> Iterator[str]:
    if answer.rows:
        yield f"{answer.say('no-columns')}\n"
        yield f"{counted('rows', len(answer.rows), answer.language)}.\n"
    else:
        yield from (f"{line}\n" for line in wrapped(prose(nothing_found(answer)), answer.width))


def _notes(noted: sources.Noted) -> Iterator[str]:
    if not noted.heading:
        return
    yield f"\n{noted.heading}\n"
    for each in noted.notes:
        taken = columns(each.mark) + _GAP
        first, *others = wrapped(each.text, max(20, noted.answer.width - taken))
        yield f"{each.mark}  {first}\n"
        yield from (f"{' ' * taken}{line}\n" for line in others)


class _Table:
    """A table; its rows are written twice: to see how wide they are, and to show them."""

    def __init__(self, answer: View) -> None:
        self.answer = answer
        self.cut = 0
        self._titles = [prose(each) for each in answer.titles]
        self._widest = [max(1, columns(each)) for each in self._titles]
        self._least = [_longest_word(each) for each in self._titles]
        self._measure()
        self._numeric = cells.numeric(answer)

    def lines(self) -> Iterator[str]:
        """Give the lines of the table."""
        widths = self._widths()
        if widths is None:
            yield from self._records()
            return
        rule = ["─" * each for each in widths]
        for row in chain((self._titles, rule), self._cells()):
            yield from _set(row, widths, self._numeric)

    def _cells(self) -> Iterable[Sequence[str]]:
        return ([cells.shown(each, self.answer.language) for each in row] for row in self._rows)

    @property
    def _rows(self) -> Iterable[Row]:
        return self.answer.rows

    def _measure(self) -> None:
        for row, written in zip(self._rows, self._cells(), strict=True):
            for at, (term, cell) in enumerate(zip(row, written, strict=True)):
                self._widest[at] = max(self._widest[at], columns(cell))
                self._least[at] = max(self._least[at], _longest_word(cell))
                self.cut += cells.is_cut(term)

    def _widths(self) -> list[int] | None:
        """Give each column what it needs, and narrow the widest until all fit.

        Returns:
            The widths; nothing where a word would have to be broken.
        """
        widths = list(self._widest)
        room = self.answer.width - _GAP * (len(widths) - 1)
        if sum(self._least) > room:
            return None
        while sum(widths) > room:
            spare = [wide - least for wide, least in zip(widths, self._least, strict=True)]
            widest = max(range(len(widths)), key=lambda at: (spare[at] > 0, widths[at]))
            widths[widest] -= 1
        return widths

    def _records(self) -> Iterator[str]:
        """Write each row as lines of name and value, rows parted by a rule."""
        names = max(map(columns, self._titles))
        indent = " " * (names + _GAP)
        room = max(1, self.answer.width - names - _GAP)
        for row in self._cells():
            for name, cell in zip(self._titles, row, strict=True):
                if cell:
                    first, *others = wrapped(cell, room)
                    yield left(name, names) + " " * _GAP + first
                    yield from (indent + line for line in others)
            yield "─" * min(self.answer.width, names + _GAP + _RULE)


def _set(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> Iterator[str]:
    broken = [list(wrapped(cell, wide)) for cell, wide in zip(row, widths, strict=True)]
    for at in range(max(map(len, broken))):
        line = (
            (right if to_right else left)(each[at] if at < len(each) else "", wide)
            for each, wide, to_right in zip(broken, widths, numeric, strict=True)
        )
        yield (" " * _GAP).join(line).rstrip()


def _longest_word(text: str) -> int:
    return max(map(columns, text.split(" ")))
