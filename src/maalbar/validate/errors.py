"""Shapes that cannot be used: raised when they are compiled, before any data are read.

They are about the shapes and not about the data: whoever writes the shapes mends them.
"""

from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, Severity
from maalbar.model.terms import Term
from maalbar.model.text import Text


class UnsupportedShapeError(MaalbarError):
    """A shape uses what this engine does not implement."""

    def __init__(self, construct: str, shape: Term) -> None:
        """Name the construct, such as `sh:sparql`, and the shape that uses it."""
        super().__init__(
            _about(
                shape,
                code="shapes/unsupported",
                value=construct,
                message={
                    "nb": f"Formen bruker {construct}, som ikke støttes",
                    "nn": f"Forma brukar {construct}, som ikkje er støtta",
                    "en": f"The shape uses {construct}, which is not supported",
                },
                hint={
                    "nb": "Skriv kravet i SHACL Core, eller velg pySHACL",
                    "nn": "Skriv kravet i SHACL Core, eller vel pySHACL",
                    "en": "Write the rule in SHACL Core, or choose pySHACL",
                },
            )
        )
        self.construct = construct
        self.shape = shape


class IllFormedShapeError(MaalbarError):
    """A shape breaks a syntax rule of SHACL, so that it has no meaning."""

    def __init__(self, reason: str, shape: Term) -> None:
        """Say what is wrong with the shape, as an English sentence without full stop."""
        super().__init__(
            _about(
                shape,
                code="shapes/ill-formed",
                value=None,
                message={
                    "nb": f"Formen er ikke gyldig SHACL: {reason}",
                    "nn": f"Forma er ikkje gyldig SHACL: {reason}",
                    "en": f"The shape is not valid SHACL: {reason}",
                },
                hint={
                    "nb": "Rett formen etter syntaksreglene i SHACL",
                    "nn": "Rett forma etter syntaksreglane i SHACL",
                    "en": "Mend the shape by the syntax rules of SHACL",
                },
            )
        )
        self.reason = reason
        self.shape = shape


def _about(shape: Term, *, code: str, value: str | None, message: Text, hint: Text) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        location=Location(focus=str(shape)),
        rule=shape.value,
        value=value,
    )
