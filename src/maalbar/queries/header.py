"""The header of a query as a tree in which every key and value knows its line.

Built from the events of the parser, so nothing is constructed, resolved or expanded: a value is
the text that was written.  Anchors, aliases and tags are refused, which leaves no room for alias
bombs or for objects of a program.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, NoReturn

import yaml

from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, Mark
from maalbar.words import did_you_mean, finding
from maalbar.words import text as phrases

BEGINS: Final = "#+"
_DEPTH: Final = 6
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Said:
    """What a header says in one place: a text, a list or a mapping, as written."""

    content: "str | tuple[Said, ...] | Mapping[str, Said]"
    where: Location

    def text(self) -> str:
        """Give a text.

        Raises:
            MaalbarError: there is a list or a mapping.
        """
        if isinstance(self.content, str):
            return self.content
        raise self._not("one-text")

    def texts(self) -> tuple["Said", ...]:
        """Give the texts of a list; a text alone is a list of one.

        Raises:
            MaalbarError: there is a mapping, or there are lists or mappings in the list.
        """
        if isinstance(self.content, Mapping):
            raise self._not("a-list-of-texts")
        return (self,) if isinstance(self.content, str) else self.content

    def entries(self) -> Mapping[str, "Said"]:
        """Give keys and values; nothing said is none of them.

        Raises:
            MaalbarError: there is a list or a text.
        """
        if isinstance(self.content, Mapping):
            return self.content
        if self.content:
            raise self._not("keys-and-values")
        return {}

    def unknown(self, value: str, known: tuple[str, ...]) -> MaalbarError:
        """Say that a name stands here that nothing is called."""
        return MaalbarError(
            finding(
                "query/bad-header",
                self.where,
                value=value,
                suggestion=did_you_mean(value, known),
                expected=", ".join(known),
            )
        )

    def unfit(self, kind: str) -> MaalbarError:
        """Say that a value stands here that does not fit its type."""
        value = self.text()
        return MaalbarError(
            finding("query/bad-header", self.where, value=value, suggestion="", expected=kind)
        )

    def _not(self, expected: str) -> MaalbarError:
        wanted = phrases("phrases", expected)
        return MaalbarError(finding("syntax/unexpected-structure", self.where, expected=wanted))


def read_header(source: str, path: PurePosixPath) -> Said:
    """Read the header of a query, which may be missing.

    Args:
        source: the query; its header is in the lines that begin with `#+`.
        path: its file, for the findings.

    Raises:
        MaalbarError: the header is not YAML, or uses what is refused here.
    """
    # Other lines stay as empty ones, so that lines are those of the file.
    lines = (
        line.removeprefix(BEGINS) if line.startswith(BEGINS) else "" for line in source.split("\n")
    )
    events = yaml.parse("\n".join(lines), Loader=_Loader)
    nothing = Said("", Location(path=path))
    try:
        documents = [
            _node(event, events, path, 0) for event in events if isinstance(event, yaml.NodeEvent)
        ]
    except yaml.YAMLError as error:
        raise MaalbarError(_not_yaml(error, path)) from error
    if len(documents) > 1:
        raise documents[1]._not("a-single-document")  # noqa: SLF001 # of this module
    return documents[0] if documents else nothing


def _node(event: yaml.Event, events: Iterator[yaml.Event], path: PurePosixPath, depth: int) -> Said:
    where = Location(path=path, mark=_mark(event))
    _refuse(event, where)
    if depth > _DEPTH:
        _stop("syntax/too-deep", where, limit=_DEPTH)
    if isinstance(event, yaml.ScalarEvent):
        return Said(event.value, where)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            items.append(_node(item, events, path, depth + 1))
        return Said(tuple(items), where)
    entries: dict[str, Said] = {}
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            break
        named = _node(key, events, path, depth + 1)
        if not isinstance(named.content, str):
            raise named._not("a-plain-key")  # noqa: SLF001 # of this module
        if named.content in entries:
            first = entries[named.content].where.mark
            _stop(
                "syntax/duplicate-key",
                named.where,
                value=named.content,
                first=first.line if first else 1,
            )
        entries[named.content] = _node(next(events), events, path, depth + 1)
    return Said(entries, where)


def _refuse(event: yaml.Event, where: Location) -> None:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    feature = f"&{anchor}" if anchor else tag
    if isinstance(event, yaml.AliasEvent):
        feature = f"*{anchor}"
    if feature:
        _stop("syntax/yaml-feature", where, value=feature)


def _stop(code: str, where: Location, **values: Any) -> NoReturn:  # noqa: ANN401 # of many findings
    raise MaalbarError(finding(code, where, **values))


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1 + len(BEGINS)) if start else Mark(1, 1)


def _not_yaml(error: yaml.YAMLError, path: PurePosixPath) -> Diagnostic:
    at = getattr(error, "problem_mark", None)
    mark = Mark(at.line + 1, at.column + 1 + len(BEGINS)) if at else None
    reason = getattr(error, "problem", None) or " ".join(str(error).split())
    return finding("syntax/not-yaml", Location(path=path, mark=mark), reason=reason)
