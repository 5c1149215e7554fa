"""A value as a person reads it: numbers and dates as the language writes them, nothing harmful."""

import re
from datetime import date
from decimal import Decimal, localcontext
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal
from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import XSD
from maalbar.queries.exact import Cell, exact
from maalbar.render.answers.view import View
from maalbar.render.findings.harmless import cut, harmless
from maalbar.words import phrase

LONGEST: Final = 1_000
LOCALES: Final = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_NUMBERS: Final = {XSD.integer, XSD.decimal}
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,60}(?:\.[0-9]{1,60})?")
# A year and a number of four digits are written alike, as none of the languages minds.
_UNGROUPED: Final = re.compile(r"[0-9]{1,4}")


def written(term: Cell, language: str) -> str:
    """Write a value as the language does; what is no number, date or truth as it is."""
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else exact(term)
    if is_number(term):
        return written_number(term.value, language)
    if term.datatype == XSD.date:
        return written_date(term.value, language)
    if term.datatype == XSD.boolean:
        return phrase("commands", "yes" if term.value in {"true", "1"} else "no", language)
    return term.value


def shown(term: Cell, language: str) -> str:
    """Write a value on one harmless line, cut where it is too long to be read."""
    if isinstance(term, Literal) and (is_number(term) or term.datatype == XSD.date):
        return written(term, language)
    # No more is looked at than may be shown, whatever its size.
    return cut(harmless(" ".join(written(term, language)[: 4 * LONGEST].split())), LONGEST)


def is_cut(term: Cell) -> bool:
    """Tell whether `shown` leaves out the end."""
    return isinstance(term, (Literal, NamedNode)) and (
        len(term.value) > LONGEST and shown(term, "en").endswith("…")
    )


def is_number(term: Cell) -> bool:
    """Tell whether a term is a whole number or a decimal one."""
    return (
        isinstance(term, Literal)
        and term.datatype in _NUMBERS
        and _NUMBER.fullmatch(term.value) is not None
    )


def numeric(answer: View) -> list[bool]:
    """Tell which columns hold numbers, and nothing else."""
    found: list[bool | None] = [None] * len(answer.columns)
    for row in answer.rows:
        for at, term in enumerate(row):
            if term is not None and found[at] is not False:
                found[at] = is_number(term)
    return [each is True for each in found]


def number(term: Cell) -> Decimal | None:
    """Give the number that a term is; nothing of other terms."""
    return Decimal(term.value) if isinstance(term, Literal) and is_number(term) else None


def written_number(digits: str, language: str) -> str:
    """Write a number with the decimals that it is given with: 94.0 says more than 94."""
    if _UNGROUPED.fullmatch(digits):
        return digits
    decimals = len(digits.partition(".")[2])
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    with localcontext(prec=len(digits) + 1):
        return format_decimal(digits, format=pattern, locale=LOCALES[language])


def written_date(said: str, language: str) -> str:
    """Write an `xsd:date`; one that no calendar has stays as it is."""
    try:
        return format_date(date.fromisoformat(said), format="medium", locale=LOCALES[language])
    except ValueError:
        return harmless(cut(said, LONGEST))
