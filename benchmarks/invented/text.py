"""The source text of a report that does not exist, and the passages that its statements cite."""

import hashlib
from typing import Final, NamedTuple

_LONGEST_QUOTATION: Final = 60


class Sentence(NamedTuple):
    """A sentence, and where in the text it begins."""

    start: int
    text: str


class SourceText:
    """A text that grows by sentences.  Whatever is cited of it becomes a passage."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._length = 0
        self._quoted: dict[tuple[int, int], str] = {}

    @property
    def text(self) -> str:
        """All that was said."""
        return "".join(self._parts)

    @property
    def sha256(self) -> str:
        """The hash of the whole text."""
        return _digest(self.text)

    def say(self, sentence: str, end: str = " ") -> Sentence:
        """Say a sentence."""
        said = Sentence(self._length, sentence)
        self._parts.append(sentence + end)
        self._length += len(sentence) + len(end)
        return said

    def cite(self, sentence: Sentence, piece: str | None = None, *, quote: bool = False) -> str:
        """Give the fragment of a sentence, or of a piece of it."""
        piece = sentence.text if piece is None else piece
        start = sentence.start + sentence.text.index(piece)
        at = (start, start + len(piece))
        exact = piece if quote and len(piece) <= _LONGEST_QUOTATION else ""
        self._quoted[at] = self._quoted.get(at) or exact
        return f"char={at[0]},{at[1]}"

    def passages(self, section: str) -> list[tuple[str, int, int, str, str]]:
        """Give the rows of passages.csv, in the order of the text."""
        text = self.text
        return [
            (section, start, end, _digest(text[start:end]), exact)
            for (start, end), exact in sorted(self._quoted.items())
        ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
