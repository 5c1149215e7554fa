"""The folder of a store: data that never change, and a note that says which of them count.

A new edition is written beside the old one; to replace the note is the one step by which it
takes its place.  The edition before it stays until the next one, for whoever is reading it.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from maalbar.files import read_file, replace_file
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.text import Text
from maalbar.words import finding, text
from maalbar.words.system import why

NOTE: Final = "store.json"
# What the engine raises where its files are not as they should be.
FAULTS: Final = (OSError, RuntimeError)
_PUBLISHER: Final = "maalbar"
_FORMAT: Final = 1
_LONGEST: Final = 200 * 1024 * 1024
_EDITION: Final = re.compile(r"[0-9a-f]{16}(\.new)?")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Note:
    """What a store says of itself.

    Attributes:
        base: absolute IRI that its publication lives under; ends in `/`.
        edition: the name of the folder with its data.
        before: that of the edition before it; empty if there is none.
        graphs: the hash of the content of each graph that it was made of.
    """

    base: str
    edition: str
    before: str = ""
    graphs: Mapping[NamedNode, str] = field(default_factory=dict)


def is_store(folder: Path) -> bool:
    """Tell whether a folder is meant as a store."""
    return os.path.isfile(folder / NOTE)  # noqa: PTH113 # Path.is_file() may raise


def read_note(folder: Path) -> Note:
    """Read what a store says of itself.

    Raises:
        MaalbarError: there is no store there, or it is not one of ours.
    """
    try:
        said = json.loads(read_file(folder / NOTE, _LONGEST))
        if (said["publisher"], said["format"]) != (_PUBLISHER, _FORMAT):
            raise damaged(folder, text("phrases", "another-format"))
        note = Note(
            base=_matching(r"https?://\S+/", said["base"]),
            edition=_matching(r"[0-9a-f]{16}", said["edition"]),
            before=_matching(r"([0-9a-f]{16})?", said["before"]),
            graphs={
                NamedNode(graph): _matching(_SHA256.pattern, sha256)
                for graph, sha256 in said["graphs"].items()
            },
        )
    except FileNotFoundError as error:
        raise MaalbarError(finding("store/none", Location(), value=str(folder))) from error
    except OSError as error:
        raise damaged(folder, why(error)) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(folder, NOTE) from error
    return note


def check_target(folder: Path) -> None:
    """See that a store may be written there: nothing is there, or a store and nothing else.

    Raises:
        MaalbarError: something else is there.
    """
    if not os.path.lexists(folder):
        return
    try:
        if folder.is_symlink() or not folder.is_dir():
            raise _not_ours(folder)
        found = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise cannot_write(folder, error) from error
    if not found:
        return
    for name in found:
        if name != NOTE and not _EDITION.fullmatch(name):
            raise _not_ours(folder / name)
    read_note(folder)


@contextmanager
def new_edition(folder: Path) -> Iterator[Path]:
    """Give the place for the data of a new edition; it is gone again if they do not count then.

    Raises:
        MaalbarError: nothing can be written there.
    """
    new = folder / f"{secrets.token_hex(8)}.new"
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield new
    except FAULTS as error:
        raise cannot_write(folder, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                folder.rmdir()


def take_place(new: Path, *, base: str, before: str, graphs: Mapping[NamedNode, str]) -> None:
    """Let the data of a new edition count, and take away what no one reads any longer."""
    folder, edition = new.parent, new.stem
    new.rename(folder / edition)
    note = {
        "publisher": _PUBLISHER,
        "format": _FORMAT,
        "base": base,
        "edition": edition,
        "before": before,
        "graphs": {graph.value: graphs[graph] for graph in sorted(graphs, key=str)},
    }
    replace_file(folder / NOTE, (json.dumps(note, indent=1) + "\n").encode())
    for path in folder.iterdir():
        if path.name not in {NOTE, edition, before}:
            shutil.rmtree(path, ignore_errors=True)


def take_over(old: Path, new: Path) -> None:
    """Begin an edition with the data of another.

    What never changes is shared; what the engine writes on is copied, so that whoever reads
    the old edition is left in peace.
    """
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == ".sst" and _linked(path, new / path.name):
            continue
        if path.name != "LOCK":
            shutil.copy2(path, new / path.name, follow_symlinks=False)


def damaged(folder: Path, reason: Text | str) -> MaalbarError:
    """Say that a store cannot be read."""
    return MaalbarError(finding("store/damaged", Location(), value=str(folder), reason=reason))


def cannot_write(folder: Path, error: Exception) -> MaalbarError:
    """Say that a store cannot be written."""
    return MaalbarError(
        finding("store/cannot-write", Location(), value=str(folder), reason=reason(error))
    )


def reason(error: Exception) -> Text | str:
    """Say what is wrong with a store: what the system says, or what the engine says."""
    return why(error) if isinstance(error, OSError) else " ".join(str(error).split())


def _matching(pattern: str, said: str) -> str:
    if not re.fullmatch(pattern, said):
        raise ValueError(said)
    return said


def _linked(one: Path, other: Path) -> bool:
    try:
        other.hardlink_to(one)
    except OSError:
        return False
    return True


def _not_ours(path: Path) -> MaalbarError:
    return MaalbarError(finding("store/not-ours", Location(), value=str(path)))
