"""Shapes that cannot be used: they are about the shapes and not about the data.

Most are raised when shapes are compiled, before any data are read.  Whoever writes the
shapes mends them.
"""

from collections.abc import Mapping
from dataclasses import replace

from pyoxigraph import BlankNode

from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.terms import Term
from maalbar.model.text import Text
from maalbar.words import finding


class ShapesError(MaalbarError):
    """Shapes cannot be used, and `shape` is the one that says why."""

    def __init__(self, diagnostic: Diagnostic, shape: Term) -> None:
        """Take what is wrong, and the shape that it is about."""
        super().__init__(replace(diagnostic, rule=_name(shape)))
        self.shape = shape

    def at(self, location: Location) -> MaalbarError:
        """Give the same error at the place where the shape stands."""
        return MaalbarError(*(replace(each, location=location) for each in self.diagnostics))


class UnsupportedShapeError(ShapesError):
    """A shape uses what this engine does not implement."""

    def __init__(self, construct: str | Text, shape: Term) -> None:
        """Name the construct, such as `sh:sparql`, and the shape that uses it."""
        found = finding("shapes/unsupported", _about(shape), construct=construct)
        value = None if isinstance(construct, Mapping) else construct
        super().__init__(replace(found, value=value), shape)
        self.construct = construct


class IllFormedShapeError(ShapesError):
    """A shape breaks a syntax rule of SHACL, so that it has no meaning."""

    def __init__(self, reason: Text, shape: Term) -> None:
        """Say what is wrong with the shape, without full stop."""
        super().__init__(finding("shapes/ill-formed", _about(shape), reason=reason), shape)
        self.reason = reason


class TooManyResultsError(ShapesError):
    """A shape finds more in one node than any data can be at fault for."""

    def __init__(self, limit: int, shape: Term) -> None:
        """Name the limit, and the shape that went past it."""
        super().__init__(finding("shapes/too-many-results", _about(shape), limit=limit), shape)


class PatternTooSlowError(ShapesError):
    """A regular expression goes astray in the data."""

    def __init__(self, pattern: str, shape: Term) -> None:
        """Give the expression, and the shape that has it."""
        super().__init__(finding("shapes/pattern-too-slow", _about(shape), value=pattern), shape)


class SparqlRefusedError(ShapesError):
    """A shape has a query, and no one has allowed it to be run."""

    def __init__(self, shape: Term) -> None:
        """Name the node that has the query."""
        super().__init__(finding("shapes/sparql-refused", _about(shape)), shape)


class ForbiddenQueryError(ShapesError):
    """A shape has a query that reaches outside the data."""

    def __init__(self, word: str, shape: Term) -> None:
        """Name the word by which it does, and the node that has the query."""
        super().__init__(finding("query/forbidden", _about(shape), value=word), shape)


def _about(shape: Term) -> Location:
    return Location(focus=_name(shape))


def _name(shape: Term) -> str | None:
    """Name a shape; the label of a blank node says nothing."""
    return None if isinstance(shape, BlankNode) else shape.value
