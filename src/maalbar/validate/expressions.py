"""Regular expressions of shapes: those of XPath, as far as Python reads them alike.

They come from outside, and so do the texts that they are put to: an expression that goes
astray in one of them is stopped.  The library `regex` can stop, which Python's own cannot.

See Also:
    SPARQL 1.1, section 17.4.3.14 <https://www.w3.org/TR/sparql11-query/#func-regex>;
    XPath Functions, section 5.6.1 <https://www.w3.org/TR/xpath-functions/#regex-syntax>.
"""

import re
import warnings
from time import thread_time
from typing import Final

import regex

_FLAGS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
_LONGEST: Final = 5_000
# Repetitions are written out when an expression is compiled: how many parts it may have then.
_LARGEST: Final = 100_000
# What is raised of an expression; of a number of very many digits it is a ValueError.
_REFUSED: Final = (
    *(re.error, regex.error, FutureWarning),
    *(RecursionError, OverflowError, ValueError),
)
_TOKEN: Final = re.compile(
    r"""
    (?P<category>\\[pP]\{[LMNPZSC][a-z]?\})
  | (?P<escape>\\.)
  | (?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])
  | (?P<times>\{(?P<least>\d*)(?:,(?P<most>\d*))?\})
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CATEGORY: Final = re.compile(r"\\[pP]\{[LMNPZSC][a-z]?\}")


class UnreadableExpressionError(ValueError):
    """An expression that Python does not read as XPath does, or that is too large."""


class UnknownFlagError(ValueError):
    """A flag that is none of XPath's."""


class Patience:
    """How long expressions may take in one validation.

    What a text of its length may cost is free, so that many texts do not use it up.
    """

    __slots__ = ("_left",)

    def __init__(self, seconds: float = 1.0) -> None:
        """Take the seconds that may be lost in all."""
        self._left = seconds

    def finds(self, expression: "regex.Pattern[str]", text: str) -> bool:
        """Tell whether a part of `text` matches.

        Raises:
            TimeoutError: nothing is left.
        """
        free = 2e-5 + 1e-7 * len(text)
        start = thread_time()
        try:
            return expression.search(text, timeout=self._left + free) is not None
        finally:
            self._left = max(self._left - max(thread_time() - start - free, 0), 0)


def compile_expression(text: str, flags: str = "") -> "regex.Pattern[str]":
    r"""Compile an expression of XPath as one of Python's.

    `$` is the very end, and `\p{…}` takes the general categories of Unicode.

    Raises:
        UnknownFlagError: a flag is none of i, m, s, x and q.
        UnreadableExpressionError: it means something else to Python, or is too large.
    """
    options = re.NOFLAG
    for flag in flags:
        if flag != "q" and flag not in _FLAGS:
            raise UnknownFlagError(flag)
        options |= _FLAGS.get(flag, re.NOFLAG)
    if len(text) > _LONGEST:
        raise UnreadableExpressionError(f"> {_LONGEST}")
    try:
        if "q" in flags:
            return regex.compile(re.escape(text), options)
        _check_reading(text, options)
        return regex.compile(_as_python(text, multiline="m" in flags), options)
    except (
        re.error,
        regex.error,
        FutureWarning,
        RecursionError,
        OverflowError,
        ValueError,
    ) as error:
        raise UnreadableExpressionError(str(error)) from error


def _check_reading(text: str, options: re.RegexFlag) -> None:
    """Refuse what Python's own expressions do not know, or may come to read otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        re.compile(_CATEGORY.sub(r"\\w", text), options)
    tokens = list(_TOKEN.finditer(text))
    if any("-[" in each.group() for each in tokens if each.lastgroup == "class"):
        raise UnreadableExpressionError("[a-[b]]")
    if _size(tokens) > _LARGEST:
        raise UnreadableExpressionError(f"{{n}} > {_LARGEST}")


def _as_python(text: str, *, multiline: bool) -> str:
    r"""Write `$` as the strict end, and `{` where it is a character as one.

    In Python `$` also matches before a last newline; `regex` reads more into braces.
    """

    def replace(match: re.Match[str]) -> str:
        if match.lastgroup == "other" and match.group() == "{":
            return r"\{"
        is_end = match.lastgroup == "other" and match.group() == "$"
        return r"\Z" if is_end and not multiline else match.group()

    return _TOKEN.sub(replace, text)


def _size(tokens: list[re.Match[str]]) -> int:
    """Count the parts of an expression when its repetitions are written out."""
    groups, last = [0], 0
    for token in tokens:
        char = token.group()
        if token.lastgroup == "times":
            times = max(*(int(token[name] or 0) for name in ("least", "most")), 1)
            groups[-1] += last * (times - 1)
            continue
        if char == "(":
            groups.append(0)
            continue
        last = groups.pop() if char == ")" and len(groups) > 1 else 1
        groups[-1] += last
    return sum(groups)
