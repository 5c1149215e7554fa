"""A passage: which characters of which text, with their hash and perhaps a quotation."""

import re
from dataclasses import dataclass
from typing import Final

from maalbar.model.index import Index
from maalbar.model.terms import MB, OA, Term

_POSITION: Final = re.compile("[0-9]{1,9}")


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
