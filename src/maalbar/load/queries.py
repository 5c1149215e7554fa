"""The queries that a publication brings itself: the .rq files of its folder `queries`."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from maalbar.load.text import read_text
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.queries.library import Query, read
from maalbar.words import finding
from maalbar.words.system import why

FOLDER: Final = PurePosixPath("queries")
_ENDS: Final = ".rq"


def own_queries(root: Path) -> Mapping[str, Query]:
    """Read the queries of a publication, by name.

    Args:
        root: the folder that holds maalbar.toml.

    Raises:
        MaalbarError: a query cannot be read, is a link, or its header is not as it should be.
    """
    found = {}
    for path in _files(root):
        name = path.stem
        found[name] = read(name, read_text(root, path), path)
    return found


def _files(root: Path) -> Iterator[PurePosixPath]:
    folder = root / FOLDER
    try:
        if folder.is_symlink():
            raise MaalbarError(finding("syntax/link", Location(path=FOLDER)))
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        for file in files:
            if file.name.endswith(_ENDS) and not file.name.startswith("."):
                path = FOLDER / file.name
                if file.is_symlink():
                    raise MaalbarError(finding("syntax/link", Location(path=path)))
                yield path
    except OSError as error:
        where = Location(path=FOLDER)
        raise MaalbarError(finding("syntax/unreadable", where, reason=why(error))) from error
