"""Ranges of characters that are cited and cannot be read, told where they stand."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, Protocol

from maalbar.load.yaml import Node, Scalar
from maalbar.model.diagnostic import Mark
from maalbar.model.passages import mended_range, range_problem
from maalbar.words import text

_LONGEST: Final = 100


class _Report(Protocol):
    def __call__(self, code: str, mark: Mark, *, value: str, **values: object) -> None: ...


def is_bad_range(cited: str, mark: Mark, report: _Report, *, base: str) -> bool:
    """Tell of a passage of ours that is meant as a range and is none.

    Args:
        cited: its fragment `char=START,END`, alone or after a text's address.
        mark: where it is cited.
        report: tells it.
        base: what addresses of ours begin with.
    """
    document, _, fragment = cited.rpartition("#")
    is_ours = ":" not in document or document.startswith(base)
    problem = range_problem(fragment) if is_ours else None
    if problem:
        report(
            "source/bad-range",
            mark,
            value=fragment[:_LONGEST],
            reason=text("phrases", problem),
            example=mended_range(fragment),
        )
    return problem is not None


def cut_range(values: Iterable[Node]) -> Scalar | None:
    """Find a range of characters that YAML cut at its comma, as it had no quotation marks."""
    items = [each for each in values if isinstance(each, Scalar)]
    for first, second in pairwise(items):
        if re.fullmatch(r"char=\d+", first.text) and second.text.isdigit():
            return Scalar(f"{first.text},{second.text}", first.mark)
    return None
