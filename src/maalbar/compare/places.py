"""Where a publication is found: as its files, as a site or a snapshot, on disk or on the web."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO, Final

from pyoxigraph import NamedNode

from maalbar.compare.changes import Comparison, Side
from maalbar.compare.dump import gathered, kept, not_a_site, opened, too_big
from maalbar.compare.publications import compare
from maalbar.fetch import is_address
from maalbar.files import open_file, read_file
from maalbar.load.contribution import publication_in
from maalbar.load.publication import read_publication
from maalbar.load.settings import FILE_NAME, is_base
from maalbar.load.text import LIMIT, MEGABYTE
from maalbar.model.diagnostic import (
    Diagnostic,
    Location,
    MaalbarError,
    has_errors,
    in_order,
    under,
)
from maalbar.model.index import Index
from maalbar.model.manifest import MANIFEST, Manifest, read_manifest
from maalbar.model.terms import Subject, Term
from maalbar.vocabulary.ontology import vocabulary
from maalbar.words import finding
from maalbar.words.system import why

# The dump, as it is best found: on disk, and on the web.
_DUMP: Final = "dump.nq"
_COMPRESSED: Final = "dump.nq.gz"
_GZIP: Final = b"\x1f\x8b"
_AS_GZIP: Final = 31
_MOST_FETCHED: Final = 200 * MEGABYTE
MOST_UNPACKED: Final = 2048 * MEGABYTE
_SECONDS: Final = 600
_NOT_FOUND: Final = "fetch/status"


@dataclass(frozen=True, slots=True)
class Place:
    """A publication that was found.

    `open` gives its dump, which can be read anywhere and is to be closed; `sha256` is that of
    the dump, as far as it is known without reading it.  `replaced` tells of things that are
    gone, and what took their place.
    """

    side: Side
    open: Callable[[], IO[bytes]]
    sha256: str = ""
    replaced: tuple[tuple[Subject, Subject], ...] = ()


def compare_places(old: str, new: str) -> Comparison:
    """Compare what lies in two places.

    Args:
        old: the folder of a publication, or the folder or http(s) address of a site or of a
            snapshot of one.
        new: the same.

    Raises:
        MaalbarError: there is no publication at one of them, it has errors, or it is too big.
    """
    was, now = find(old), find(new)
    sides = (was.side, now.side)
    if was.sha256 == now.sha256 != "" and was.side.base == now.side.base:
        return Comparison(old=was.side, new=now.side, differences=(), known=Index())
    with ExitStack() as stack:
        files = [stack.enter_context(each.open()) for each in (was, now)]
        base = now.side.base
        moved_from = was.side.base if was.side.base != base else ""
        before = opened(files[0], old, base=base, moved_from=moved_from)
        after = opened(files[1], new, base=base)
        return compare(
            stack.enter_context(before),
            stack.enter_context(after),
            sides,
            replaced=(*was.replaced, *now.replaced),
        )


def find(place: str) -> Place:
    """Find a publication, a site or a snapshot.

    Raises:
        MaalbarError: there is none.
    """
    if is_address(place):
        root = place if place.endswith("/") else f"{place}/"
        return _site(place, partial(_fetched, root), partial(_unpacked_from_web, root))
    folder = Path(place).parent if Path(place).name in {FILE_NAME, MANIFEST} else Path(place)
    if _is_file(folder / FILE_NAME):
        return _publication(folder)
    if not _is_file(folder / MANIFEST):
        raise MaalbarError(finding("compare/nothing", Location(), value=place))
    return _site(place, partial(_read, folder), partial(_opened_on_disk, folder))


def _publication(root: Path) -> Place:
    found = publication_in(root)
    files, settings = found.files, found.settings

    def written() -> IO[bytes]:
        findings: list[Diagnostic] = [each for each in found.findings if has_errors([each])]

        def quads() -> Iterator[tuple[Subject, NamedNode, Term, NamedNode]]:
            # Folder by folder, so that what is known of places is let go again.
            for _, paths in groupby(found.paths, lambda each: each.parent):
                part = read_publication(files, paths, settings, vocabulary())
                findings.extend(each for each in part.findings if has_errors([each]))
                yield from (each[:4] for each in part.statements)

        dump = gathered(quads())
        if has_errors(findings):
            dump.close()
            raise MaalbarError(*under(found.root, in_order(findings)))
        return dump

    return Place(Side(str(root), settings.base), written, replaced=(*settings.replaced.items(),))


def _site(
    place: str, read: Callable[[str], bytes | None], dump: Callable[[], IO[bytes] | None]
) -> Place:
    try:
        manifest = read_manifest(read(MANIFEST) or b"")
    except ValueError as error:
        raise not_a_site(place, f"{MANIFEST}: {error}") from error
    if not is_base(manifest.base):
        raise not_a_site(place, f"{MANIFEST}: base")

    def found() -> IO[bytes]:
        file = dump()
        if file is None:
            raise not_a_site(place, _DUMP)
        return file

    listed = manifest.files.get(_DUMP)
    return Place(
        Side(place, manifest.base),
        found,
        sha256=listed.sha256 if listed else "",
        replaced=tuple(_replaced(manifest)),
    )


def _replaced(manifest: Manifest) -> Iterator[tuple[Subject, Subject]]:
    for each in manifest.gone.values():
        # What no address is, nothing is called.
        with suppress(ValueError):
            if each.replaced_by:
                yield NamedNode(each.iri), NamedNode(each.replaced_by)


def _read(root: Path, path: str) -> bytes | None:
    try:
        return read_file(root / path, LIMIT)
    except OSError as error:
        raise not_a_site(str(root / path), why(error)) from error


def _opened_on_disk(root: Path) -> IO[bytes] | None:
    for name in (_DUMP, _COMPRESSED):
        try:
            file = open_file(root / name)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise not_a_site(str(root / name), why(error)) from error
        if name == _DUMP:
            return file
        with file:
            return _unpacked(iter(partial(file.read, MEGABYTE), b""), str(root / name))
    return None


def _fetched(root: str, path: str, limit: int = LIMIT) -> bytes | None:
    from maalbar.fetch.http import fetch  # noqa: PLC0415 # slow, and seldom needed

    try:
        return fetch(root + path, limit=limit, seconds=_SECONDS, accept="*/*").data
    except MaalbarError as error:
        if all(each.code == _NOT_FOUND for each in error.diagnostics):
            return None
        raise


def _unpacked_from_web(root: str) -> IO[bytes] | None:
    for name in (_COMPRESSED, _DUMP):
        data = _fetched(root, name, _MOST_FETCHED)
        if data is not None:
            # Some servers unpack what is asked for on the way.
            return _unpacked([data], root + name) if data.startswith(_GZIP) else kept([data])
    return None


def _unpacked(chunks: Iterable[bytes], place: str) -> IO[bytes]:
    """Unpack what is compressed, within a limit."""

    def unpacked() -> Iterator[bytes]:
        unpacker = zlib.decompressobj(_AS_GZIP)
        left = MOST_UNPACKED
        for chunk in chunks:
            waiting = chunk
            while waiting and not unpacker.eof:
                yield (part := unpacker.decompress(waiting, MEGABYTE))
                waiting = unpacker.unconsumed_tail
                left -= len(part)
                if left < 0:
                    raise too_big(place, MOST_UNPACKED)
        if not unpacker.eof:
            raise not_a_site(place, "gzip")

    try:
        return kept(unpacked())
    except zlib.error as error:
        raise not_a_site(place, str(error)) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
