"""What one file says, whatever its format."""

import os
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Diagnostic
from maalbar.model.statements import Statement


@dataclass(frozen=True, slots=True)
class Mapped:
    """What one file says: statements, the status of each graph, and what was wrong.

    `whole` is false where a large part of the file could not be read, so that what others
    say of it cannot be judged.
    """

    statements: tuple[Statement, ...]
    graphs: dict[NamedNode, str]
    findings: tuple[Diagnostic, ...]
    whole: bool = True


def graph_of(path: PurePosixPath, status: str, *, base: str) -> NamedNode:
    """Name the graph that holds what `path` says with `status`."""
    name = quote(os.fsencode(path.with_suffix("")))
    return NamedNode(f"{base}graph/{name}/{status}")
