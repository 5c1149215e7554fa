"""What a source held the last time, and what has become of it since.

The portal knows a member by its address and tells by its checksum whether it has changed.
What is missing from a harvest that succeeds is removed.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from maalbar.files import read_file, replace_file
from maalbar.harvest.members import Kind, Member
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.text import Text
from maalbar.words import finding
from maalbar.words.system import why

_LIMIT: Final = 200 * 1024 * 1024
_FORMAT: Final = "maalbar-harvest-1"


class Change(Enum):
    """What has become of a member since the last time."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A member as it was: `content` is the checksum of all but the dates of change."""

    kind: Kind
    checksum: str
    content: str
    title: Text
    modified: str


Memory = Mapping[str, Remembered]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What has become of each member, by its address; `gone` are the members that were."""

    changes: Mapping[str, Change]
    gone: Memory

    @property
    def stayed(self) -> bool:
        """Whether anything that was there still is."""
        return not {Change.CHANGED, Change.UNCHANGED}.isdisjoint(self.changes.values())


def remembered(members: Sequence[Member]) -> Memory:
    """Give what is to be remembered of members."""
    return {
        each.node.value: Remembered(
            kind=each.kind,
            checksum=each.checksum,
            content=each.content,
            title=each.title,
            modified=each.modified,
        )
        for each in members
    }


def compare(before: Memory, now: Memory, kinds: Collection[Kind]) -> Comparison:
    """Hold members against those of the last time; only `kinds` can be gone."""
    gone = {iri: each for iri, each in before.items() if iri not in now and each.kind in kinds}
    changes = dict.fromkeys(gone, Change.GONE)
    for iri, each in now.items():
        old = before.get(iri)
        if old is None:
            changes[iri] = Change.NEW
        else:
            same = old.checksum == each.checksum
            changes[iri] = Change.UNCHANGED if same else Change.CHANGED
    return Comparison(changes=changes, gone=gone)


def is_all_gone(found: Comparison | None) -> bool:
    """Tell whether nothing is left of what was there."""
    return found is not None and bool(found.gone) and not found.stayed


def doubts(before: Memory, now: Memory, found: Comparison) -> Iterator[tuple[str, Diagnostic]]:
    """Find what the portal would remove, take for new, or be misled about.

    Returns:
        Findings without a place, each with the address of the member that it is about.
    """
    if is_all_gone(found):
        yield "", finding("harvest/all-gone", Location(), count=len(found.gone))
    new = {iri for iri, change in found.changes.items() if change is Change.NEW}
    moved = {now[iri].title.get(tag): iri for iri in sorted(new) for tag in now[iri].title}
    for iri, each in sorted(found.gone.items()):
        heir = next((moved[title] for title in each.title.values() if title in moved), None)
        code = "harvest/renamed" if heir else "harvest/gone"
        name = next(iter(each.title.values()), iri)
        yield heir or iri, finding(code, Location(focus=iri), value=iri, title=name, heir=heir)
    for iri, change in sorted(found.changes.items()):
        if change is Change.CHANGED:
            yield from _dates(iri, before[iri], now[iri])


def _dates(iri: str, old: Remembered, new: Remembered) -> Iterator[tuple[str, Diagnostic]]:
    where = Location(focus=iri)
    if old.content == new.content:
        yield iri, finding("harvest/only-modified", where, value=new.modified)
    elif new.modified and old.modified == new.modified:
        yield iri, finding("harvest/stale-modified", where, value=new.modified)


def read_memory(file: Path) -> Memory:
    """Read what was remembered; nothing where the file is not there yet.

    Raises:
        MaalbarError: it cannot be read, or is not what was written.
    """
    try:
        said = json.loads(read_file(file, _LIMIT))
        return {iri: _remembered(each) for iri, each in said[_FORMAT].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        reason = why(error) if isinstance(error, OSError) else str(error)
        raise MaalbarError(
            finding("harvest/bad-last", Location(), value=str(file), reason=reason)
        ) from error


def write_memory(file: Path, memory: Memory) -> None:
    """Write what is to be remembered, in one step.

    Raises:
        MaalbarError: it cannot be written; what was there is there still.
    """
    members = {
        iri: {
            "kind": each.kind.value,
            "checksum": each.checksum,
            "content": each.content,
            "title": dict(sorted(each.title.items())),
            "modified": each.modified,
        }
        for iri, each in sorted(memory.items())
    }
    said = json.dumps({_FORMAT: members}, ensure_ascii=False, indent=1)
    try:
        replace_file(file, f"{said}\n".encode("utf-8", "surrogatepass"))
    except OSError as error:
        reason = why(error)
        raise MaalbarError(
            finding("publish/cannot-write", Location(), path=str(file), reason=reason)
        ) from error


def _remembered(said: Mapping[str, Any]) -> Remembered:
    texts = {key: said[key] for key in ("checksum", "content", "modified")}
    title = dict(said["title"])
    if not all(isinstance(each, str) for each in (*texts.values(), *title, *title.values())):
        raise ValueError("members")
    return Remembered(kind=Kind(said["kind"]), title=title, **texts)
