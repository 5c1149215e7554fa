"""SHACL, section 4.4: how long a text is, what it looks like, in which language it is.

The text of an IRI is the IRI itself; a blank node has none, and so never passes.
"""

from collections import defaultdict
from collections.abc import Collection

import regex
from pyoxigraph import BlankNode, Literal

from maalbar import words
from maalbar.model.terms import Term
from maalbar.validate.constraint import Check, Constraint, satisfied
from maalbar.validate.data import Data
from maalbar.validate.errors import PatternTooSlowError, UnsupportedShapeError
from maalbar.validate.expressions import (
    UnknownFlagError,
    UnreadableExpressionError,
    compile_expression,
)
from maalbar.validate.result import Result
from maalbar.validate.shape_node import ShapeNode


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
    expression = expression_of(constraint.shape, constraint.value)

    def test(data: Data, value: Term) -> bool:
        if isinstance(value, BlankNode):
            return False
        try:
            return data.patience.finds(expression, value.value)
        except TimeoutError as error:
            raise PatternTooSlowError(constraint.value.value, constraint.shape.node) from error

    return constraint.each_value(test)


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


def expression_of(shape: ShapeNode, text: Term) -> "regex.Pattern[str]":
    """Compile a value of `sh:pattern` with the `sh:flags` beside it."""
    said, flags = shape.text(text), shape.value("flags")
    try:
        return compile_expression(said, "" if flags is None else shape.text(flags))
    except UnknownFlagError as error:
        raise shape.ill_formed("not-a-flag", value=error) from error
    except UnreadableExpressionError as error:
        construct = words.text("phrases", "an-expression", value=said, why=str(error))
        raise UnsupportedShapeError(construct, shape.node) from error
