"""N-Quads that are read in place: a line a quad, all lines of a thing together, things in order.

That is how a site's dump is written, so two of them are held against each other line by line
in little memory, and what is said of one thing is found without reading the rest.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from io import SEEK_END
from itertools import groupby, takewhile
from operator import itemgetter
from tempfile import TemporaryFile
from typing import IO, Any, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.statements import STATUSES
from maalbar.model.terms import MB, A, Subject, Term
from maalbar.model.text import Text
from maalbar.words import finding

MEGABYTE: Final = 1024 * 1024
# What is not in order must be read at once to be put in order.
MOST_AT_ONCE: Final = 200 * MEGABYTE
_LONGEST: Final = 16 * MEGABYTE
# The graph that says of the others what they are, and of no thing of the publication anything.
_STATUSES: Final = "graph/statuses"
# A graph is called `…/graph/NAME/STATUS`.
_GRAPH: Final = re.compile(rf"(.*)/[^/]+/({'|'.join(STATUSES)})", re.DOTALL)
# How a line begins that is written as a dump is: its subject is found without reading it.
_IN_ORDER: Final = re.compile(rb"(?:<[^<>\\\s]*>|_:\S+)(?= )")
_REPORT: Final = f" {A} {MB.PerformanceReport} ".encode()


class _DisorderError(Exception):
    """The lines are not those of a dump as it is published."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement: its quad, status, and the folder of the file that says it."""

    subject: Subject
    predicate: NamedNode
    value: Term
    status: str
    folder: str


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump in order.

    Attributes:
        file: its bytes, which can be read anywhere; whoever opened them closes them.
        place: what a reader calls it.
        base: absolute IRI that what it tells of lives under.
        reports: the report that is introduced in each folder that holds one.
    """

    file: IO[bytes]
    place: str
    base: str
    reports: dict[str, NamedNode]

    def things(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """Give each thing, as it is written, and the lines about it.

        Nothing else may be read meanwhile.

        Raises:
            MaalbarError: there is too much about one thing.
        """
        self.file.seek(0)
        for subject, lines in groupby(_lines(self.file, self.place), _subject):
            yield subject, list(self._bounded(lines))

    def about(self, node: Subject) -> Iterator[Spoken]:
        """Give what is said of one thing.

        Raises:
            MaalbarError: it is not N-Quads.
        """
        wanted = str(node).encode()
        low, high = 0, self.file.seek(0, SEEK_END)
        while low < high:
            middle = (low + high) // 2
            # What stands before `middle` on its line belongs to an earlier line.
            self.file.seek(max(middle - 1, 0))
            if middle:
                self.file.readline()
            line = self.file.readline()
            if not line or _subject(line) >= wanted:
                high = middle
            else:
                low = self.file.tell()
        self.file.seek(low)
        lines = self._bounded(iter(self.file.readline, b""))
        return self.spoken(takewhile(lambda each: _subject(each) == wanted, lines))

    def spoken(self, lines: Iterable[bytes]) -> Iterator[Spoken]:
        """Read some lines.

        Raises:
            MaalbarError: they are not N-Quads, or not in the named graphs of files.
        """
        for quad in _parse(b"".join(lines), self.place):
            graph = quad.graph_name
            name = graph.value if isinstance(graph, NamedNode) else ""
            if name == self.base + _STATUSES:
                continue
            found = _GRAPH.fullmatch(name)
            if found is None:
                raise not_a_site(self.place, f"graph {graph}")
            if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
                raise not_a_site(self.place, "<<( … )>>")
            yield Spoken(quad.subject, quad.predicate, quad.object, found[2], found[1])

    def _bounded(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        left = MOST_AT_ONCE
        for each in lines:
            left -= len(each)
            if left < 0:
                raise too_big(self.place, MOST_AT_ONCE)
            yield each


@contextmanager
def opened(file: IO[bytes], place: str, *, base: str, moved_from: str = "") -> Iterator[Dump]:
    """Take a dump, and put it in order where it is not.

    Args:
        file: its bytes, which can be read anywhere.
        place: what a reader calls it.
        base: absolute IRI that what it tells of lives under, or is to.
        moved_from: the one that it does live under, if it is another.

    Raises:
        MaalbarError: it is no N-Quads, or too big to be put in order.
    """
    with ExitStack() as stack:
        try:
            found = None if moved_from else list(_introductions(file, place))
        except _DisorderError:
            found = None
        if found is None:
            file = stack.enter_context(_reordered(file, place, moved_from, base))
            found = list(_introductions(file, place))
        reports = {
            each.folder: each.subject
            for each in Dump(file, place, base, {}).spoken(found)
            if isinstance(each.subject, NamedNode)
        }
        yield Dump(file, place, base, reports)


def kept(chunks: Iterable[bytes]) -> IO[bytes]:
    """Keep bytes where they can be read as a dump; they are gone when it is closed."""
    file = TemporaryFile()  # noqa: SIM115 # it is handed out
    try:
        file.writelines(chunks)
    except BaseException:
        file.close()
        raise
    return file


def gathered(quads: Iterable[tuple[Subject, NamedNode, Term, Term]]) -> IO[bytes]:
    """Write quads as a dump that can be read in place, in little memory; see `kept`."""
    with TemporaryFile() as heap:
        blocks: dict[str, list[tuple[int, int]]] = {}
        for subject, some in groupby(quads, itemgetter(0)):
            lines = "".join(f"{' '.join(map(str, each))} .\n" for each in some).encode()
            blocks.setdefault(str(subject), []).append((heap.tell(), len(lines)))
            heap.write(lines)
        return kept(
            heap.read(length)
            for subject in sorted(blocks)
            for start, length in blocks[subject]
            if heap.seek(start) == start
        )


def not_a_site(place: str, reason: Text | str) -> MaalbarError:
    """Say that what is there is nothing that was published by us, and why."""
    return MaalbarError(finding("publication/not-a-site", Location(), value=place, reason=reason))


def too_big(place: str, limit: int) -> MaalbarError:
    """Say that there is too much, with the limit in bytes."""
    told = f"{limit / MEGABYTE:.3g}"
    return MaalbarError(finding("compare/too-big", Location(), value=place, limit=told))


def _introductions(file: IO[bytes], place: str) -> Iterator[bytes]:
    """Give the lines that introduce a report, while looking at whether all are in order."""
    file.seek(0)
    before = b""
    for each in _lines(file, place):
        written_out = _IN_ORDER.match(each)
        if written_out is None or written_out[0] < before:
            raise _DisorderError
        before = written_out[0]
        if _REPORT in each:
            yield each


def _lines(file: IO[bytes], place: str) -> Iterator[bytes]:
    for each in iter(partial(file.readline, _LONGEST), b""):
        if len(each) == _LONGEST:
            raise not_a_site(place, f"> {_LONGEST // MEGABYTE} MB")
        yield each


def _reordered(file: IO[bytes], place: str, moved_from: str, base: str) -> IO[bytes]:
    """Write quads as a dump does, under another address if they have moved."""
    if file.seek(0, SEEK_END) > MOST_AT_ONCE:
        raise too_big(place, MOST_AT_ONCE)
    file.seek(0)

    def moved(term: Any) -> Any:  # noqa: ANN401 # what it is, it stays
        if moved_from and isinstance(term, NamedNode) and term.value.startswith(moved_from):
            return NamedNode(base + term.value.removeprefix(moved_from))
        return term

    return gathered(
        (moved(each.subject), each.predicate, moved(each.object), moved(each.graph_name))
        for each in _parse(file, place)
    )


def _parse(data: bytes | IO[bytes], place: str) -> Iterator[Quad]:
    try:
        yield from parse(input=data, format=RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        raise not_a_site(place, str(error)) from error


def _subject(written_out: bytes) -> bytes:
    return written_out.partition(b" ")[0]
