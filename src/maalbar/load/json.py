"""JSON as a tree in which every key and value knows where it stands.

A scalar is kept as it was written: a number keeps all its digits, and nothing is computed
from it.  What is refused is told with its place and the slip that it most likely is.

See Also:
    RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format
    <https://www.rfc-editor.org/rfc/rfc8259>.
"""

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal, NamedTuple, NoReturn, cast

from maalbar.load.enough import MOST, expect_room
from maalbar.load.lines import Lines
from maalbar.load.text import code_point, unseen_in
from maalbar.load.told import Told
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.words import finding, text

DEPTH: Final = 64

_SPACE: Final = r"[ \t\n\r]*+"
_STRING: Final = r'"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+"'
_NUMBER: Final = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+"
_VALUE: Final = rf"{_SPACE}(?:({_STRING})|({_NUMBER})|(true|false|null)|([\[{{]))"
_ITEM: Final = re.compile(_VALUE)
_ENTRY: Final = re.compile(rf"{_SPACE}({_STRING}){_SPACE}:{_VALUE}")
_NEXT: Final = re.compile(rf"{_SPACE}([^ \t\n\r]?)")
_KEY: Final = re.compile(rf"({_STRING}){_SPACE}(:?)")
_KINDS: Final[tuple[Literal["string", "number", "word"], ...]] = ("string", "number", "word")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ESCAPES: Final = re.compile(r'(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+(\\?)')
_DECIMALS: Final = re.compile(r"[0-9],(?=[0-9])")

# What people write instead, by what was expected and how it begins.
_COMMENT: Final = ("json-comment", re.compile(r"//|/\*|#"))
_QUOTES: Final = ("json-quotes", re.compile("['`´‘’“”„«»]"))
_SLIPS: Final = {
    "comma": (_COMMENT,),
    "key": (_COMMENT, _QUOTES),
    "value": (
        _COMMENT,
        _QUOTES,
        ("json-no-number", re.compile(r"[+-]?(?:NaN|Inf)")),
        ("json-number", re.compile(r"[+-]|\.[0-9]")),
    ),
}
_LIKELY: Final = {"value": "json-value", "key": "json-key", "comma": "json-missing-comma"}


class Scalar(NamedTuple):
    """A single value: a string as it reads, a number or a word (true, false, null) as written."""

    text: str
    kind: Literal["string", "number", "word"]
    start: int
    end: int

    @property
    def null(self) -> bool:
        """Whether it says that there is nothing."""
        return self.kind == "word" and self.text == "null"


class Array(NamedTuple):
    """A list."""

    items: "list[Node]"
    start: int
    end: int


class Object(NamedTuple):
    """Keys and values, in the order of the file; each key once."""

    entries: "list[tuple[Scalar, Node]]"
    start: int
    end: int

    def get(self, key: str) -> "Node | None":
        """Give the value of `key`."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None


Node = Scalar | Array | Object


@dataclass(frozen=True, slots=True)
class Json:
    """A document, the places of its lines, and what was wrong but could be passed over."""

    root: Node
    lines: Lines
    findings: tuple[Diagnostic, ...]


def read_json(source: str, path: PurePosixPath) -> Json:
    """Read one JSON document; of a key that stands twice in an object the first is taken.

    Args:
        source: its text; no one need have looked for unseen characters.
        path: the file that it came from, for the findings.

    Raises:
        MaalbarError: it is not JSON, is nested too deep, or has characters that no one can see.
    """
    reader = _Reader(source, Lines(source), Told(path))
    root = reader.document()
    return Json(root, reader.lines, reader.told.findings)


@dataclass(slots=True)
class _Reader:
    source: str
    lines: Lines
    told: Told
    values: int = 0

    def document(self) -> Node:
        self._look(self.source, None)
        found = _ITEM.match(self.source)
        if not found:
            self._wrong(0, "value")
        root = self._value(found, 1, 0)
        follows = self._next(root.end)
        if follows[1]:
            self._stop("json-more", follows.start(1))
        return root

    def _value(self, found: re.Match[str], first: int, depth: int) -> Node:
        """Read the value that a pattern found, in one of four groups from the first on."""
        group = found.lastindex or first
        start, end = found.span(group)
        if self.values == MOST:
            expect_room(self.values, self.told.path, self.lines.mark(start, start + 1))
        self.values += 1
        if group == first:
            return self._string(start, end)
        if group < first + len(_KINDS):
            return Scalar(found[group], _KINDS[group - first], start, end)
        if depth >= DEPTH:
            where = Location(path=self.told.path, mark=self.lines.mark(start, end))
            raise MaalbarError(*self.told.findings, finding("syntax/too-deep", where, limit=DEPTH))
        if found[group] == "{":
            return self._object(start, depth + 1)
        return self._array(start, depth + 1)

    def _string(self, start: int, end: int) -> Scalar:
        read = self.source[start + 1 : end - 1]
        if "\\" in read:
            try:
                read = json.loads(self.source[start:end])
            except ValueError:
                at = _ESCAPES.match(self.source, start + 1)
                self._stop("json-escape", at.start(1) if at else start)
            self._look(read, (start, end))
        return Scalar(read, "string", start, end)

    def _array(self, start: int, depth: int) -> Array:
        items: list[Node] = []
        follows = self._next(start + 1)
        if follows[1] == "]":
            return Array(items, start, follows.end())
        position = start + 1
        while True:
            found = _ITEM.match(self.source, position)
            if not found:
                self._wrong(position, "value", start)
            value = self._value(found, 1, depth)
            items.append(value)
            follows = self._next(value.end)
            position = follows.end()
            if follows[1] == "]":
                return Array(items, start, position)
            if follows[1] != ",":
                self._wrong(value.end, "comma", start)

    def _object(self, start: int, depth: int) -> Object:
        entries: list[tuple[Scalar, Node]] = []
        known: dict[str, Scalar] = {}
        follows = self._next(start + 1)
        if follows[1] == "}":
            return Object(entries, start, follows.end())
        position = start + 1
        while True:
            found = _ENTRY.match(self.source, position)
            if not found:
                self._wrong(position, "key", start)
            key = self._string(*found.span(1))
            value = self._value(found, 2, depth)
            first = known.setdefault(key.text, key)
            if first is key:
                entries.append((key, value))
            else:
                self._repeats(key, first)
            follows = self._next(value.end)
            position = follows.end()
            if follows[1] == "}":
                return Object(entries, start, position)
            if follows[1] != ",":
                self._wrong(value.end, "comma", start)

    def _next(self, position: int) -> re.Match[str]:
        """Find the next character that is no space; an empty text at the end."""
        return cast("re.Match[str]", _NEXT.match(self.source, position))

    # What is wrong

    def _repeats(self, key: Scalar, first: Scalar) -> None:
        line = self.lines.mark(first.start, first.end).line
        mark = self.lines.mark(key.start, key.end)
        self.told.tell("syntax/duplicate-key", mark, value=key.text, first=line)

    def _look(self, read: str, span: tuple[int, int] | None) -> None:
        """Refuse characters that no one can see: in the file, or behind escapes at `span`."""
        surrogate = _SURROGATE.search(read)
        unseen = surrogate[0] if surrogate else unseen_in(read)
        if unseen:
            at = read.index(unseen)
            mark = self.lines.mark(*span or (at, at + 1))
            where = Location(path=self.told.path, mark=mark)
            value = code_point(unseen)
            raise MaalbarError(
                *self.told.findings, finding("syntax/control-character", where, value=value)
            )

    def _wrong(self, position: int, expected: str, opened: int | None = None) -> NoReturn:
        """Tell what is wrong where a value, a key or a comma was expected.

        Args:
            position: where what came before ends.
            expected: what was.
            opened: where the object or list begins that this is in.
        """
        at = self._next(position).start(1)
        character, before = self.source[at : at + 1], self.source[max(position - 1, 0) : position]
        if opened is not None and (not character or (expected == "comma" and character in "]}")):
            self._stop("json-unclosed", opened)
        if before == "," and character in "]}":
            self._stop("json-trailing-comma", position - 1)
        if expected == "key" and _DECIMALS.match(self.source, position - 2):
            self._stop("json-decimal-comma", position - 1)
        if expected != "comma" and character == '"':
            self._wrong_at_quotes(at, opened)
        if (
            expected == "comma"
            and at == position
            and before.isdecimal()
            and character in ".eE0123456789"
        ):
            self._stop("json-number", at)
        for name, slip in _SLIPS[expected]:
            if slip.match(self.source, at):
                self._stop(name, at)
        self._stop(_LIKELY[expected], at)

    def _wrong_at_quotes(self, at: int, opened: int | None) -> NoReturn:
        key = _KEY.match(self.source, at)
        if key is None:
            self._stop("json-text", at)
        if not key[2]:
            self._stop("json-missing-colon", key.end(1))
        self._wrong(key.end(), "value", opened)

    def _stop(self, problem: str, start: int) -> NoReturn:
        where = Location(path=self.told.path, mark=self.lines.mark(start, start + 1))
        reason = text("phrases", problem)
        raise MaalbarError(*self.told.findings, finding("syntax/not-json", where, reason=reason))
