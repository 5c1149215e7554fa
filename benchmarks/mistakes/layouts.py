"""Where in a text of some format things and their properties stand, and how values are written.

For texts as the generator lays them out, a property a line; no parser of the formats.
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from mistakes.parts import Entry, Layout, Raw, Thing

from maalbar.model.terms import PREFIXES, XSD
from maalbar.vocabulary.ontology import Kind, vocabulary

BASE: Final = "https://w3id.org/maalbar/id/"


class Yaml:
    """YAML: a mapping for each thing."""

    suffix = ".yaml"
    _THING: Final = re.compile(r"^( *)- id: (.*)$", re.MULTILINE)

    def things(self, text: str) -> Iterator[Thing]:
        """Give the things of a text; see `Layout`."""
        for match in self._THING.finditer(text):
            inside = f"{match[1]}  "
            end = _end_of_block(text, match.end() + 1, inside)
            own = re.compile(rf"^{inside}([^\s:#-][^:\n]*):(?: |\n *(?:- )?)(.*)$", re.MULTILINE)
            entries = _spread(text, own.finditer(text, match.end() + 1, end), end)
            yield Thing(match[2], match.start(2), match.start(), end, entries)

    def key(self, key: str) -> str:
        """Write the name of a property."""
        return key

    def value(self, key: str, value: str) -> str:
        """Write a value of a property."""
        if isinstance(value, Raw) or _kind(key) is not Kind.TEXT:
            return value
        return f"{{nb: {value}}}"

    def entry(self, key: str, written: str, indent: str) -> str:
        """Write a property with its values."""
        return f"{indent}{key}: {written}\n"

    def many(self, written: list[str]) -> str:
        """Write several values."""
        return f"[{', '.join(written)}]"

    def without(self, text: str, entry: Entry) -> str:
        """Take a property out of a text."""
        return text[: entry.start] + text[entry.end :]


class Turtle:
    """Turtle: a block for each thing, `a` and prefixed names for properties."""

    suffix = ".ttl"
    _THING: Final = re.compile(r"^(<[^\n]*>)\n((?:    .*\n)+)", re.MULTILINE)
    _OWN: Final = re.compile(r"^    (\S+)(?:\n       )? ((?:.|\n        )*) [;.]$", re.MULTILINE)

    def things(self, text: str) -> Iterator[Thing]:
        """Give the things of a text; see `Layout`."""
        for match in self._THING.finditer(text):
            found = self._OWN.finditer(text, match.start(2), match.end())
            entries = _spread(text, found, match.end())
            named = {_key_of(name): entry for name, entry in entries.items()}
            short = match[1][1:-1].removeprefix(BASE)
            yield Thing(short, match.start(), match.start(), match.end(), named)

    def key(self, key: str) -> str:
        """Write the name of a property."""
        return "a" if key == "type" else _CURIE_OF.get(key, f"mb:{key}")

    def value(self, key: str, value: str) -> str:
        """Write a value of a property."""
        if isinstance(value, Raw):
            return value
        kind = _kind(key)
        if kind is None or kind is Kind.CONCEPT:
            return _CURIE_OF.get(value, f"mb:{value}")
        if kind is Kind.TEXT:
            return f'"{value}"@nb'
        if kind is Kind.LITERAL:
            return self._literal(key, value)
        namespace = vocabulary().properties[key].value_namespace
        return f"<{namespace}{value}>" if namespace else f"<{value}>"

    def entry(self, key: str, written: str, indent: str) -> str:
        """Write a property with its values."""
        return f"{indent}{self.key(key)} {written} ;\n"

    def many(self, written: list[str]) -> str:
        """Write several values."""
        return ", ".join(written)

    def without(self, text: str, entry: Entry) -> str:
        """Take a property out of a text; the one before then ends the block."""
        before, taken = text[: entry.start], text[entry.start : entry.end]
        if taken.endswith(" .\n"):
            before = before.removesuffix(";\n") + ".\n"
        return before + text[entry.end :]

    def _literal(self, key: str, value: str) -> str:
        datatype = vocabulary().properties[key].datatype
        if datatype is None or datatype == XSD.string:
            return f'"{value}"'
        if datatype == XSD.decimal and re.fullmatch(r"-?[0-9]+\.[0-9]+", value):
            return value
        if datatype == XSD.integer and re.fullmatch("-?[0-9]+", value):
            return value
        return f'"{value}"^^xsd:{datatype.value.removeprefix(XSD.iri)}'


class JsonLd:
    """JSON-LD: an object for each thing, indented by two."""

    suffix = ".jsonld"
    _THING: Final = re.compile(r'^( *)"id": "(.*)",?\n', re.MULTILINE)

    def things(self, text: str) -> Iterator[Thing]:
        """Give the things of a text; see `Layout`."""
        for match in self._THING.finditer(text):
            end = _end_of_block(text, match.end(), match[1])
            own = re.compile(rf'^{match[1]}("[^"]+"): (.*?),?$', re.MULTILINE)
            entries = _spread(text, own.finditer(text, match.end(), end), end)
            short = match[2].removeprefix(BASE)
            yield Thing(short, match.start(2) - 1, match.start(), end, entries)

    def key(self, key: str) -> str:
        """Write the name of a property."""
        return json.dumps(key)

    def value(self, key: str, value: str) -> str:
        """Write a value of a property."""
        if isinstance(value, Raw):
            return value
        kind = _kind(key)
        if kind is Kind.TEXT:
            return json.dumps({"nb": value}, ensure_ascii=False)
        inside = kind is Kind.RESOURCE and not vocabulary().properties[key].value_namespace
        address = f"{BASE}{value}" if inside and ":" not in value else value
        return json.dumps(address, ensure_ascii=False)

    def entry(self, key: str, written: str, indent: str) -> str:
        """Write a property with its values."""
        return f"{indent}{json.dumps(key)}: {written},\n"

    def many(self, written: list[str]) -> str:
        """Write several values."""
        return f"[{', '.join(written)}]"

    def without(self, text: str, entry: Entry) -> str:
        """Take a property out of a text; the one before then has no comma."""
        before, taken = text[: entry.start], text[entry.start : entry.end]
        if not taken.endswith(",\n"):
            before = before.removesuffix(",\n") + "\n"
        return before + text[entry.end :]


class Csv:
    """CSV: a row for each figure, a column for each property; an empty cell says nothing."""

    suffix = ".csv"
    _CELL: Final = re.compile(r'("(?:[^"]|"")*"|[^,\n]*)[,\n]')

    def things(self, text: str) -> Iterator[Thing]:
        """Give the things of a text; see `Layout`."""
        start = text.index("\n") + 1
        header = list(self._CELL.finditer(text, 0, start))
        while start < len(text):
            end = text.index("\n", start) + 1
            cells = self._CELL.finditer(text, start, end)
            entries = {
                name[1]: self._entry(name, cell) for name, cell in zip(header, cells, strict=True)
            }
            at = entries.pop("id")
            yield Thing(text[at.start : at.end], at.start, start, end, entries)
            start = end

    @staticmethod
    def _entry(name: re.Match[str], cell: re.Match[str]) -> Entry:
        quote = cell[1].startswith('"')
        begin, stop = cell.start(1) + quote, cell.end(1) - quote
        return Entry(cell.start(), cell.end(1), name.start(1), begin, begin, stop)

    def key(self, key: str) -> str:
        """Write the name of a property."""
        return key

    def value(self, key: str, value: str) -> str:  # noqa: ARG002 # all are written alike
        """Write a value of a property."""
        return f'"{value}"' if "," in value else value

    def entry(self, key: str, written: str, indent: str) -> str:  # noqa: ARG002 # as above
        """Write a property with its values."""
        return written

    def many(self, written: list[str]) -> str:
        """Write several values."""
        return "|".join(written)

    def without(self, text: str, entry: Entry) -> str:
        """Take a property out of a text."""
        return text[: entry.start] + text[entry.end :]


LAYOUTS: Final[dict[str, Layout]] = {
    "yaml": Yaml(),
    "turtle": Turtle(),
    "jsonld": JsonLd(),
    "csv": Csv(),
}


def _spread(text: str, found: Iterator[re.Match[str]], end: int) -> dict[str, Entry]:
    """Let each property reach to where the next begins, blank lines left out."""
    matches = list(found)
    ends = [after.start() for _, after in pairwise(matches)] + [end]
    return {
        match[1].strip('"'): Entry(
            match.start(),
            match.start() + len(text[match.start() : stop].rstrip()) + 1,
            match.start(1),
            match.start(1),
            match.start(2),
            match.end(2),
        )
        for match, stop in zip(matches, ends, strict=True)
    }


def _end_of_block(text: str, start: int, inside: str) -> int:
    """Find the first line that is neither blank nor indented as far as the block."""
    outside = re.compile(rf"^(?!{inside})(?=.*\S)", re.MULTILINE).search(text, start)
    return outside.start() if outside else len(text)


def _kind(key: str) -> Kind | None:
    term = vocabulary().properties.get(key)
    return term.kind if term else None


def _curie(iri: str) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    names = {address: name for name, address in PREFIXES.items()}
    return f"{names[iri[:cut]]}:{iri[cut:]}" if iri[:cut] in names else f"<{iri}>"


def _key_of(curie: str) -> str:
    return _KEY_OF.get(curie, curie.removeprefix("mb:"))


_CURIE_OF: Final = {
    **{key: _curie(node.value) for key, node in vocabulary().concepts.items()},
    **{key: _curie(node.value) for key, node in vocabulary().classes.items()},
    **{key: _curie(each.iri.value) for key, each in vocabulary().properties.items()},
}
_KEY_OF: Final = {"a": "type"} | {
    _curie(each.iri.value): key for key, each in vocabulary().properties.items()
}
