"""Places in cases: `‸` marks the one that a finding must name, and is no part of the file."""

from collections.abc import Iterable

from maalbar.model.diagnostic import Diagnostic, Mark


def place_of(marked: str) -> tuple[str, Mark]:
    """Take `‸` out of a text, and give its line and column."""
    before, mark, after = marked.partition("‸")
    assert mark, "the case marks no place"
    return before + after, Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


def places(findings: Iterable[Diagnostic], code: str) -> list[tuple[int, int] | None]:
    """Give line and column of each finding of one code."""
    marks = [each.location.mark for each in findings if each.code == code]
    return [(mark.line, mark.column) if mark else None for mark in marks]
