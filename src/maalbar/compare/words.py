"""The words of a text that changed."""

import re
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from maalbar.compare.changes import Kind

# Words with the space after them, or a sign by itself.
_WORD: Final = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# To find what changed takes time by the product of the words on both sides.
_MOST: Final = 1_000_000


class Part(NamedTuple):
    """A part of a text that came, went, or (if `kind` is None) stayed."""

    kind: Kind | None
    text: str


def parts(before: str, after: str) -> tuple[Part, ...]:
    """Find what changed word by word.

    Returns:
        The parts in the order of the text.  Those that stayed and those that went are together
        `before`; those that stayed and those that came `after`.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _MOST:
        old, new = [before], [after]
    found: list[Part] = []
    for how, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Part(None, "".join(old[i1:i2])))
            continue
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        found += [Part(Kind.REMOVED, gone)] if gone else []
        found += [Part(Kind.ADDED, come)] if come else []
    return tuple(found)
