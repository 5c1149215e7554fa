"""A passage: which characters of which text, with their hash and perhaps a quotation."""

import re
from dataclasses import dataclass
from typing import Final

from maalbar.model.index import Index
from maalbar.model.terms import MB, OA, Term

_POSITION: Final = re.compile("[0-9]{1,9}")
_RANGE: Final = re.compile("char=(0|[1-9][0-9]{0,8}),(0|[1-9][0-9]{0,8})")
# What is no name, and can only be meant as a range.
_MEANT: Final = re.compile(r"char(?![a-z]).*|[0-9]+\s*[-–,;]\s*[0-9]+", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage as a publication gives it.

    `start` and `end` count characters from 0, end-exclusive; both are None where the passage
    is a page as a whole.  `sha256` and `exact` are empty where they are not given.
    """

    node: Term
    start: int | None
    end: int | None
    sha256: str
    exact: str

    @property
    def place(self) -> tuple[int, int, str]:
        """Order passages as they stand in the text."""
        return (self.start or 0, self.end or 0, self.node.value)


def read_passage(index: Index, node: Term) -> Passage:
    """Read a passage with its selectors."""
    start = end = exact = ""
    for selector in index.objects(node, OA.hasSelector):
        at, to, said = (index.first(selector, each) for each in (OA.start, OA.end, OA.exact))
        start, end = (at.value if at else start), (to.value if to else end)
        exact = said.value if said else exact
    sha256 = index.first(node, MB.passageSha256)
    placed = is_position(start) and is_position(end)
    return Passage(
        node=node,
        start=int(start) if placed else None,
        end=int(end) if placed else None,
        sha256=sha256.value if sha256 else "",
        exact=exact,
    )


def is_position(text: str) -> bool:
    """Tell whether `text` is a number of characters."""
    return _POSITION.fullmatch(text) is not None


def range_problem(fragment: str) -> str | None:
    """Tell what is wrong with a fragment that is meant as a range, as a key of the phrases."""
    found = _RANGE.fullmatch(fragment)
    if found is None:
        return "range-form" if _MEANT.fullmatch(fragment) else None
    return None if int(found[1]) < int(found[2]) else "range-order"


def mended_range(fragment: str) -> str:
    """Write a range as it may have been meant; else show how one is written."""
    numbers = sorted({int(each) for each in re.findall("[0-9]{1,9}", fragment[:100])})
    start, end = numbers if len(numbers) == 2 else (120, 135)  # noqa: PLR2004 # from, to
    return f"char={start},{end}"
