"""Figures in a text: numbers in digits and in words, "9 of 10" as the share that it is.

Years and ordinals are no figures.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation
from typing import Final

# Bokmål, Nynorsk and English.  "En", "ett", "ein", "ei" and "one" are articles and pronouns far
# more often than figures.
_WORDS: Final = {
    **dict.fromkeys(("to", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "six"), 6),
    **dict.fromkeys(("sju", "syv", "seven"), 7),
    **dict.fromkeys(("åtte", "eight"), 8),
    **dict.fromkeys(("ni", "nine"), 9),
    **dict.fromkeys(("ti", "ten"), 10),
    **dict.fromkeys(("elleve", "eleven"), 11),
    **dict.fromkeys(("tolv", "twelve"), 12),
    "tretten": 13,
    "fjorten": 14,
    "femten": 15,
    "seksten": 16,
    "sytten": 17,
    "atten": 18,
    "nitten": 19,
    "tjue": 20,
    "hundre": 100,
    "tusen": 1000,
}
_SCALES: Final = {
    **dict.fromkeys(("tusen", "thousand"), 10**3),
    **dict.fromkeys(("mill.", "million", "millionar", "millioner"), 10**6),
    **dict.fromkeys(("mrd.", "milliard", "milliardar", "milliarder", "billion"), 10**9),
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?|{_any_of(_WORDS)})"
)
_FIGURE: Final = re.compile(
    # Not the 19 of "covid-19", nor parts of 2021-04-05.
    r"(?<![\w.,@/])(?<!\d:)(?<![^\W\d]-)(?<!\d{4}-)(?<!-\d\d-)"
    rf"(?P<one>{_NUMBER})(?:\s+(?P<scale>{_any_of(_SCALES)})|\s+(?:av|of)\s+(?P<all>{_NUMBER}))?"
    # Not the 31 of 31.12.2021, the 10 of 10:30, the 22 of "22. juli" or the 24 of "24-timers".
    r"(?![\w@]|-[^\W\d]|[.:]\d|(?<=\d)\.\s+(?-i:[a-zæøå]))",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# A text may hold a number of a million digits.
_ANY_SIZE: Final = Context(prec=28, Emax=MAX_EMAX, Emin=MIN_EMIN)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, its range in code points (0-based, end-exclusive) and its value.

    The value of "9 of 10" is 90, as a percentage; `is_share` says that it was computed so.
    """

    text: str
    start: int
    end: int
    value: Decimal
    is_share: bool = False

    def states(self, value: Decimal) -> bool:
        """Tell whether this is `value`; a share may have been rounded to its decimals."""
        if not self.is_share or not value.is_finite():
            return self.value == value
        try:
            return self.value.quantize(value, context=_ANY_SIZE) == value
        except InvalidOperation:
            # `value` has more digits than a share was computed to.
            return False


def figures_in(text: str) -> Iterator[Figure]:
    """Find the figures of a text; a bare year is a date, not a figure."""
    for match in _FIGURE.finditer(text):
        if not _YEAR.fullmatch(match.group()):
            value, whole = _value(match["one"]), match["all"]
            is_share = bool(whole and _value(whole))
            if is_share:
                value = _ANY_SIZE.divide(_ANY_SIZE.multiply(100, value), _value(whole))
            if match["scale"]:
                value = _ANY_SIZE.multiply(value, _SCALES[match["scale"].lower()])
            yield Figure(match.group(), match.start(), match.end(), value, is_share)


def _value(text: str) -> Decimal:
    word = _WORDS.get(text.lower())
    if word is not None:
        return Decimal(word)
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))
