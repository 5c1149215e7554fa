"""Literals of JSON-LD: what its numbers and its JSON are written as in RDF.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 8 <https://www.w3.org/TR/json-ld11-api/>.
"""

import json
import math
import re
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.load.json import Array, Node, Object
from maalbar.model.terms import RDF, XSD

_NUMBER: Final = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")
_LARGEST: Final = 21  # digits of a whole number that is still an xsd:integer
_LONGEST_EXPONENT: Final = 18
_APPROXIMATE: Final = (XSD.double, XSD.float)
# Datatypes of what has a language, which no text has by its datatype.
TAGGED: Final = frozenset((RDF.langString.value, RDF.dirLangString.value))
# What JavaScript writes without an exponent.
_PLAIN_FROM: Final = 1e-6
_PLAIN_BELOW: Final = 1e21


def number(written: str, datatype: NamedNode | None) -> Literal:
    """Make the literal of a number.

    With a datatype of its own it keeps the digits as they were written, so that 92.20 is no
    other figure than the one in the report; without, it is a whole number, or the canonical
    form of a double.

    Args:
        written: the number as it stands in the document.
        datatype: what the context or the document says that it is, if they do.
    """
    whole, double = _forms(written)
    if datatype is None:
        return (
            Literal(whole, datatype=XSD.integer) if whole else Literal(double, datatype=XSD.double)
        )
    if datatype in _APPROXIMATE:
        return Literal(double, datatype=datatype)
    has_exponent = "e" in written or "E" in written
    if whole and (has_exponent or datatype == XSD.integer):
        return Literal(whole, datatype=datatype)
    return Literal(written, datatype=datatype)


def _forms(written: str) -> tuple[str, str]:
    """Give a number as a whole number, if it is one and not too long, and as a double."""
    found = _NUMBER.fullmatch(written)
    if found is None or len(found[4] or "") > _LONGEST_EXPONENT:
        return "", written
    sign, before, after, exponent = found.groups(default="")
    digits = (before + after).lstrip("0")
    point = len(digits) - len(after) + int(exponent or "0")
    digits = digits.rstrip("0")
    if not digits:
        return "0", "0.0E0"
    double = f"{sign}{digits[0]}.{digits[1:] or '0'}E{point - 1}"
    if len(digits) <= point <= _LARGEST:
        return sign + digits.ljust(point, "0"), double
    return "", double


def canonical(node: Node) -> str:
    """Write JSON in the one form that all who write the same values give it.

    See Also:
        RFC 8785, JSON Canonicalization Scheme <https://www.rfc-editor.org/rfc/rfc8785>.
    """
    if isinstance(node, Array):
        return f"[{','.join(map(canonical, node.items))}]"
    if isinstance(node, Object):
        entries = sorted(node.entries, key=lambda entry: entry[0].text.encode("utf-16-be"))
        return f"{{{','.join(f'{_quoted(key.text)}:{canonical(each)}' for key, each in entries)}}}"
    if node.kind == "string":
        return _quoted(node.text)
    return _as_javascript(node.text) if node.kind == "number" else node.text


def _quoted(read: str) -> str:
    return json.dumps(read, ensure_ascii=False)


def _as_javascript(written: str) -> str:
    """Write a number as JavaScript would; one that is too big for it stays as it is."""
    value = float(written)
    if not math.isfinite(value):
        return written
    if value == 0:
        return "0"
    if _PLAIN_FROM <= abs(value) < _PLAIN_BELOW:
        plain = f"{Decimal(repr(value)):f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"
