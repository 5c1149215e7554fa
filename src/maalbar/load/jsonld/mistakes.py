"""Scalars of JSON-LD that must be of a kind, and what is wrong with those that are not.

A mistake has the name that JSON-LD has for it.

See Also:
    JSON-LD 1.1 Processing Algorithms, section 9.6 <https://www.w3.org/TR/json-ld11-api/>.
"""

from pyoxigraph import Literal

from maalbar.load.json import Node, Scalar


class RefusedError(Exception):
    """What JSON-LD does not allow: its name for the mistake, and where that is."""

    def __init__(self, name: str, at: Node) -> None:
        """Take what is wrong and where."""
        super().__init__(name)
        self.name, self.at = name, at


def flag(node: Node | None, name: str, *, or_else: bool) -> bool:
    """Read a boolean; `or_else` is what is so where nothing is said.

    Raises:
        RefusedError: it is none; the mistake is called `name`.
    """
    if node is None:
        return or_else
    if not isinstance(node, Scalar) or node.kind != "word" or node.null:
        raise RefusedError(name, node)
    return node.text == "true"


def string(node: Node, name: str) -> Scalar:
    """Ask of a value that it is a string.

    Raises:
        RefusedError: it is none; the mistake is called `name`.
    """
    if not isinstance(node, Scalar) or node.kind != "string":
        raise RefusedError(name, node)
    return node


def language(node: Node, name: str) -> str:
    """Read the tag of a language; an empty string for none.

    Raises:
        RefusedError: it is none; the mistake is called `name`.
    """
    if is_null(node):
        return ""
    tag = string(node, name).text
    try:
        Literal("", language=tag)
    except ValueError as error:
        raise RefusedError(name, node) from error
    return tag


def is_null(node: Node | None) -> bool:
    """Tell whether a value is null."""
    return isinstance(node, Scalar) and node.null


def check_direction(node: Node | None) -> None:
    """Ask of a text direction that it is one, if it is there; nothing else is made of it.

    Raises:
        RefusedError: it is none.
    """
    if node is None or is_null(node):
        return
    if string(node, "invalid base direction").text not in {"ltr", "rtl"}:
        raise RefusedError("invalid base direction", node)
