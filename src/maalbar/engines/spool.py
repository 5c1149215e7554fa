"""What goes to a server, gathered graph by graph in a folder of its own, in little memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

_HELD: Final = 32 * 1024 * 1024


class Spool:
    """The triples of many graphs, as lines."""

    def __init__(self, folder: Path) -> None:
        """Gather in an empty folder."""
        self._folder = folder
        self._held: dict[NamedNode, list[str]] = {}
        self._size = 0
        self._files: dict[NamedNode, Path] = {}

    @property
    def graphs(self) -> tuple[NamedNode, ...]:
        """The graphs, sorted by IRI."""
        return tuple(sorted({*self._files, *self._held}, key=lambda each: each.value))

    def add(self, quad: Quad) -> None:
        """Take in a quad of a named graph."""
        line = f"{quad.subject} {quad.predicate} {quad.object} .\n"
        assert isinstance(quad.graph_name, NamedNode)  # noqa: S101 # so they all are
        self._held.setdefault(quad.graph_name, []).append(line)
        self._size += len(line)
        if self._size > _HELD:
            self._put_away()

    def lines(self, graph: NamedNode) -> Iterator[bytes]:
        """Give what is said in a graph, line by line."""
        self._put_away()
        if graph in self._files:
            with self._files[graph].open("rb") as file:
                yield from file

    def pieces(self, graph: NamedNode, *, triples: int, size: int) -> Iterator[bytes]:
        """Give what is said in a graph in pieces of so many triples and bytes at most."""
        piece: list[bytes] = []
        length = 0
        for line in self.lines(graph):
            if piece and (len(piece) == triples or length + len(line) > size):
                yield b"".join(piece)
                piece, length = [], 0
            piece.append(line)
            length += len(line)
        yield b"".join(piece)

    def _put_away(self) -> None:
        for graph, lines in self._held.items():
            path = self._files.setdefault(graph, self._folder / str(len(self._files)))
            with path.open("ab") as file:
                file.write("".join(lines).encode())
        self._held.clear()
        self._size = 0


@contextmanager
def spool() -> Iterator[Spool]:
    """Gather; all is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Spool(Path(folder))
