"""YAML as a tree in which every key and value knows its line and column.

Built from the parser's events, so nothing is constructed, resolved or expanded: a scalar
is the text that was written.  Anchors, aliases and tags are refused, which leaves no room
for alias bombs or for objects of a program.

See Also:
    YAML 1.2.2, chapter 6 <https://yaml.org/spec/1.2.2/#chapter-6-structural-productions>.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, NoReturn

import yaml

from maalbar.load.enough import expect_room
from maalbar.load.lines import Lines
from maalbar.load.stumbles import not_yaml
from maalbar.load.text import code_point, unseen_in
from maalbar.load.told import Told
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, Mark
from maalbar.words import finding, text

DEPTH: Final = 32
_LOOKED_AHEAD: Final = 200
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RETURN: Final = re.compile(r"\r(?!\n)")
_EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written; `before_comment` if a comment cuts it short."""

    text: str
    mark: Mark
    empty: bool = False
    before_comment: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the file."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    mark: Mark

    def get(self, key: str) -> "Node | None":
        """Give the value of `key`."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class _Reader:
    told: Told
    source: str
    events: Iterator[yaml.Event]
    # Where a return alone ends lines: for YAML it does, and not where lines are shown.
    lines: Lines | None = None
    values: int = 0

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and node is not None:
                expected = text("phrases", "a-single-document")
                self._stop("syntax/unexpected-structure", event, expected=expected)
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, 0)
        return node

    def _value(self, event: yaml.Event, depth: int) -> Node:
        expect_room(self.values, self.told.path, self._mark(event))
        self.values += 1
        return self._node(event, depth)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._refuse(event)
        if depth > DEPTH:
            self._stop("syntax/too-deep", event, limit=DEPTH)
        if isinstance(event, yaml.ScalarEvent):
            unseen = unseen_in(event.value)
            if unseen:
                # Written as an escape, which the file as text does not show.
                self._stop("syntax/control-character", event, value=code_point(unseen))
            empty = not event.value.strip() or (event.implicit[0] and event.value in _EMPTY)
            return Scalar(event.value, self._mark(event), empty, self._is_before_comment(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), self._mark(event))
        return Mapping(tuple(self._entries(depth)), self._mark(event))

    def _is_before_comment(self, event: yaml.ScalarEvent) -> bool:
        """Tell whether a text of several words, without quotation marks, runs into a comment."""
        end = event.end_mark
        if event.style or end is None or " " not in event.value:
            return False
        rest = self.source[end.index : end.index + _LOOKED_AHEAD].lstrip(" ")
        return rest.startswith("#") and self.source[end.index : end.index + 1] == " "

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._value(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Mark] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                self._stop(
                    "syntax/unexpected-structure", event, expected=text("phrases", "a-plain-key")
                )
            value = self._value(next(self.events), depth + 1)
            if key.text in seen:
                first = seen[key.text].line
                self.told.tell("syntax/duplicate-key", key.mark, value=key.text, first=first)
                continue
            seen[key.text] = key.mark
            yield key, value

    def _refuse(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._stop("syntax/yaml-feature", event, value=f"*{anchor}")
        if anchor:
            self._stop("syntax/yaml-feature", event, value=f"&{anchor}")
        if tag:
            self._stop("syntax/yaml-feature", event, value=tag)

    def _mark(self, event: yaml.Event) -> Mark:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Mark(1, 1)
        width = max(end.column - start.column, 1) if start.line == end.line else 1
        if self.lines is not None:
            return self.lines.mark(start.index, start.index + width)
        return Mark(start.line + 1, start.column + 1, width)

    def _stop(
        self, code: str, event: yaml.Event, *, value: str | None = None, **values: object
    ) -> NoReturn:
        where = Location(path=self.told.path, mark=self._mark(event))
        raise MaalbarError(finding(code, where, value=value, **values))


def read_yaml(source: str, path: PurePosixPath) -> tuple[Node | None, list[Diagnostic]]:
    """Read one YAML document.

    Args:
        source: its text.
        path: the file that it came from, for the findings.

    Returns:
        The tree (nothing if the file is empty) and what was wrong but could be passed over.

    Raises:
        MaalbarError: it is not YAML, or uses what is refused here.
    """
    lines = Lines(source) if _RETURN.search(source) else None
    reader = _Reader(Told(path), source, iter(yaml.parse(source, Loader=_Loader)), lines)
    try:
        return reader.document(), list(reader.told.findings)
    except yaml.MarkedYAMLError as error:
        raise MaalbarError(not_yaml(error, source, path)) from error
    except yaml.YAMLError as error:
        raise MaalbarError(finding("syntax/not-yaml", Location(path=path), reason=error)) from error
