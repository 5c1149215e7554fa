"""SHACL, section 4.4: how long a text is, what it looks like, in which language it is.

The text of an IRI is the IRI itself; a blank node has none, and so never passes.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Collection
from typing import Final

from pyoxigraph import BlankNode, Literal

from maalbar.model.terms import Term
from maalbar.validate.constraint import Check, Constraint, satisfied
from maalbar.validate.data import Data
from maalbar.validate.errors import UnsupportedShapeError
from maalbar.validate.result import Result

_FLAGS: Final = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
_ESCAPE_OR_CLASS_OR_END: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)


def min_length(constraint: Constraint) -> Check:
    """Compile `sh:minLength`: each value has at least so many characters."""
    least = constraint.shape.count(constraint.value)
    return constraint.each_value(
        lambda _, value: not isinstance(value, BlankNode) and len(value.value) >= least
    )


def max_length(constraint: Constraint) -> Check:
    """Compile `sh:maxLength`: each value has at most so many characters."""
    most = constraint.shape.count(constraint.value)
    return constraint.each_value(
        lambda _, value: not isinstance(value, BlankNode) and len(value.value) <= most
    )


def pattern(constraint: Constraint) -> Check:
    """Compile `sh:pattern` and `sh:flags`: each value has a part that matches."""
    flags = constraint.shape.value("flags")
    search = _expression(constraint, "" if flags is None else constraint.shape.text(flags)).search
    return constraint.each_value(
        lambda _, value: not isinstance(value, BlankNode) and search(value.value) is not None
    )


def language_in(constraint: Constraint) -> Check:
    """Compile `sh:languageIn`: each value is in one of the languages or a variety of it."""
    shape = constraint.shape
    ranges = tuple(shape.text(item).lower() for item in shape.items(constraint.value))

    def test(_data: Data, value: Term) -> bool:
        language = value.language if isinstance(value, Literal) else None
        return language is not None and any(_matches(language, each) for each in ranges)

    return constraint.each_value(test)


def unique_lang(constraint: Constraint) -> Check:
    """Compile `sh:uniqueLang`: no two values are in the same language."""
    if not constraint.shape.boolean(constraint.value):
        return satisfied

    def check(_data: Data, focus: Term, values: Collection[Term]) -> list[Result]:
        if len(values) <= 1:
            return []
        by_language: defaultdict[str, list[Term]] = defaultdict(list)
        for value in values:
            if isinstance(value, Literal) and value.language is not None:
                by_language[value.language.lower()].append(value)
        return [
            constraint.result(focus, others=same) for same in by_language.values() if len(same) > 1
        ]

    return check


def _matches(language: str, wanted: str) -> bool:
    """Tell whether a language tag is in a range, as SPARQL's langMatches does."""
    return wanted == "*" or f"{language.lower()}-".startswith(f"{wanted}-")


def _expression(constraint: Constraint, flags: str) -> re.Pattern[str]:
    """Compile a regular expression of XPath as one of Python's."""
    shape = constraint.shape
    text = shape.text(constraint.value)
    options = re.NOFLAG
    for flag in flags:
        if flag == "q":
            text = re.escape(text)
        elif flag in _FLAGS:
            options |= _FLAGS[flag]
        else:
            raise shape.ill_formed(f"{flag} is not a flag of regular expressions")
    if "q" not in flags and _has_subtraction(text):
        raise UnsupportedShapeError(f"the regular expression {text!r} (subtraction)", shape.node)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # Python may come to read it otherwise
            return re.compile(text if "m" in flags else _with_strict_end(text), options)
    except (re.error, FutureWarning) as error:
        construct = f"the regular expression {text!r} ({error})"
        raise UnsupportedShapeError(construct, shape.node) from error


def _has_subtraction(text: str) -> bool:
    """Tell whether a class like `[a-z-[aeiou]]` is in it, which Python reads otherwise."""
    return any("-[" in match.group() for match in _ESCAPE_OR_CLASS_OR_END.finditer(text))


def _with_strict_end(text: str) -> str:
    """Let `$` match at the very end only; in Python it also matches before a last newline."""
    return _ESCAPE_OR_CLASS_OR_END.sub(
        lambda match: r"\Z" if match.group() == "$" else match.group(), text
    )
