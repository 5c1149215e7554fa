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
from typing import Any, Final, NamedTuple, NoReturn

import yaml

from maalbar.load.lines import Lines
from maalbar.load.text import code_point, mark_of, unseen_in
from maalbar.load.told import Told
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, Mark
from maalbar.words import finding, text

DEPTH: Final = 32
_LOOKED_AHEAD: Final = 200
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and node is not None:
                expected = text("phrases", "a-single-document")
                self._stop("syntax/unexpected-structure", event, expected=expected)
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, 0)
        return node

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
            return Scalar(event.value, _mark(event), empty, self._is_before_comment(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), _mark(event))
        return Mapping(tuple(self._entries(depth)), _mark(event))

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
            yield self._node(event, depth + 1)

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
            value = self._node(next(self.events), depth + 1)
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

    def _stop(
        self, code: str, event: yaml.Event, *, value: str | None = None, **values: object
    ) -> NoReturn:
        where = Location(path=self.told.path, mark=_mark(event))
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
    reader = _Reader(Told(path), source, iter(yaml.parse(source, Loader=_Loader)))
    try:
        return reader.document(), list(reader.told.findings)
    except yaml.MarkedYAMLError as error:
        raise MaalbarError(_not_yaml(error, source, path)) from error
    except yaml.YAMLError as error:
        raise MaalbarError(finding("syntax/not-yaml", Location(path=path), reason=error)) from error


def _mark(event: yaml.Event) -> Mark:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return Mark(1, 1)
    width = end.column - start.column if start.line == end.line else 1
    return Mark(start.line + 1, start.column + 1, max(width, 1))


def _not_yaml(error: yaml.MarkedYAMLError, source: str, path: PurePosixPath) -> Diagnostic:
    """Say what a parser stumbled over, where an author would mend it."""
    merging = _MERGING.search(source)
    if merging:
        where = Location(path=path, mark=mark_of(source, merging.start()))
        return finding("syntax/not-yaml", where, reason=text("phrases", "yaml-merge-marks"))
    known = next((each for each in _STUMBLES if each.fits(error)), None)
    at = error.problem_mark or error.context_mark
    if known and known.at_beginning:
        at = error.context_mark or at
    mark = Mark(at.line + 1, at.column + 1) if at else None
    where = Location(path=path, mark=mark)
    reason = text("phrases", known.phrase) if known else error.problem or error.context
    if mark and _is_tab(source, mark):
        return finding("syntax/tab", where, reason=reason)
    return finding("syntax/not-yaml", where, reason=reason)


class _Stumble(NamedTuple):
    """What a parser says, and what an author should be told.

    `at_beginning` says that the place to mend is where the parser began, not where it gave up.
    """

    phrase: str
    context: str = ""
    problem: str = ""
    at_beginning: bool = False

    def fits(self, error: yaml.MarkedYAMLError) -> bool:
        """Tell whether a parser said this."""
        return self.context in (error.context or "") and self.problem in (error.problem or "")


_STUMBLES: Final = (
    _Stumble("yaml-quote", context="scanning a quoted scalar", at_beginning=True),
    _Stumble("yaml-bracket", context="parsing a flow", at_beginning=True),
    _Stumble("yaml-no-colon", problem="could not find expected ':'", at_beginning=True),
    _Stumble("yaml-colon", problem="mapping values are not allowed"),
    _Stumble("yaml-dash", problem="expected '-'"),
    _Stumble("yaml-indent", problem="expected key"),
    _Stumble("yaml-indent", problem="block end"),
    _Stumble("yaml-character", problem="cannot start any token"),
)
_MERGING: Final = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)


def _is_tab(source: str, mark: Mark) -> bool:
    # A return alone ends a line too.
    lines = Lines(source.replace("\r\n", "\n").replace("\r", "\n"))
    line = lines.line(mark.line) or ""
    return "\t" in line[: len(line) - len(line.lstrip())] or line[mark.column - 1 :][:1] == "\t"
