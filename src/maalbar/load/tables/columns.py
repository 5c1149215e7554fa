"""What is known of the columns of a table, from its header or from what lies beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from maalbar.model.diagnostic import Mark

# Longer than any address, or than any value that stands in many rows.
LONGEST: Final = 2048
_VARIABLE: Final = re.compile(r"\{(\+?)([^{}]*)\}")
# What a template leaves as it is: nothing that has a meaning in addresses, or after `+` all.
_KEPT: Final = {"": "", "+": ":/?#[]@!$&'()*+,;=%"}


@dataclass(frozen=True, slots=True)
class Template:
    """An address with the names of columns in it, such as `period/{year}` or `{+id}`."""

    text: str
    mark: Mark

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(name for _, name in _VARIABLE.findall(self.text))

    def fill(self, values: Mapping[str, str]) -> str | None:
        """Put the values of the columns in; nothing where one of them has none.

        See Also:
            RFC 6570, sections 3.2.2 and 3.2.3 <https://www.rfc-editor.org/rfc/rfc6570#section-3.2.2>.
        """
        if not all(values.get(name) for name in self.variables):
            return None
        return _VARIABLE.sub(lambda found: quote(values[found[2]], safe=_KEPT[found[1]]), self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is said of one column.

    `titles` are what the header may call it, `property` its meaning where the name does not
    tell, `about` the address of the thing and `value` that of its value.  `numerals` sets off
    thousands and decimals.  A virtual column has no cells.
    """

    name: str
    mark: Mark
    titles: tuple[str, ...] = ()
    property: Template | None = None
    about: Template | None = None
    value: Template | None = None
    language: str = ""
    separator: str = ""
    numerals: tuple[str, str] | None = None
    nulls: frozenset[str] = frozenset(("",))
    default: str = ""
    is_required: bool = False
    is_virtual: bool = False
    is_suppressed: bool = False
    is_from_header: bool = False
