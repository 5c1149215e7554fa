"""The values in what CSV on the Web says of a table; others than expected are refused.

See Also:
    Metadata Vocabulary for Tabular Data, section 5.1
    <https://www.w3.org/TR/tabular-metadata/#property-syntax>.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maalbar.load.json import Array, Json, Node, Object, Scalar
from maalbar.load.tables.columns import LONGEST, Template
from maalbar.load.told import Told
from maalbar.model.diagnostic import Mark
from maalbar.words import suggested

Said = Mapping[str, Node]


@dataclass(slots=True)
class Values:
    """Gives the values of one document, and tells of those that cannot be used."""

    document: Json
    told: Told

    def object(self, node: Node, known: frozenset[str]) -> Said:
        """Give what an object says; annotations with a prefix are passed over."""
        if not isinstance(node, Object):
            self.refuse(node)
            return {}
        for key, _ in node.entries:
            if key.text not in known and ":" not in key.text:
                self.refuse(key, known=known)
        return {key.text: value for key, value in node.entries}

    def texts(self, node: Node | None) -> Iterator[str]:
        """Give the texts of a list, or of several lists by language."""
        for part in parts(node):
            if isinstance(part, Object):
                for _, inner in part.entries:
                    yield from self.texts(inner)
            else:
                yield self.text(part)

    def text(self, node: Node | None, default: str = "") -> str:
        """Give a text, or the default where nothing or null is said."""
        if node is None or (isinstance(node, Scalar) and node.null):
            return default
        if isinstance(node, Scalar) and node.kind == "string" and len(node.text) <= LONGEST:
            return node.text
        self.refuse(node)
        return default

    def character(self, node: Node | None, default: str) -> str:
        """Give a single character; null says that there is none."""
        found = self.text(node, "" if node else default)
        if len(found) > 1 or found in {"\r", "\n"}:
            self.refuse(node)
            return default
        return found

    def is_true(self, said: Said, key: str, *, default: bool = False) -> bool:
        """Tell whether something is said to be so."""
        node = said.get(key)
        if isinstance(node, Scalar) and node.kind == "word" and not node.null:
            return node.text == "true"
        if node is not None:
            self.refuse(node)
        return default

    def template(self, node: Node | None, name: str) -> Template | None:
        """Give an address in which the name of its column has been put."""
        found = self.text(node).replace("{_name}", name)
        return Template(found, self.mark(node)) if node and found else None

    def refuse(
        self, node: Node | None, value: str | None = None, known: frozenset[str] = frozenset()
    ) -> None:
        """Tell that something cannot be used, and which of what is known may have been meant."""
        said = value or word(node) or "…"
        where = self.mark(node) if node else Mark(1, 1)
        near = suggested(self.told.nearest(said, known)) if known else ""
        self.told.tell("syntax/csvw-unsupported", where, value=said, suggestion=near)

    def mark(self, node: Node) -> Mark:
        """Give the place of a value."""
        return self.document.lines.mark(node.start, node.end)


def word(node: Node | None) -> str:
    """Give a single value as it is written, whatever its kind."""
    return node.text if isinstance(node, Scalar) else ""


def parts(node: Node | None) -> list[Node]:
    """Give the items of a list; anything else is a list of itself."""
    if isinstance(node, Array):
        return node.items
    return [] if node is None else [node]
