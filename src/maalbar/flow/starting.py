"""A new report, in a publication that is there or around one of its own."""

import os
from pathlib import Path

from pyoxigraph import NamedNode

from maalbar.flow.checking import load
from maalbar.load.settings import FILE_NAME
from maalbar.model.terms import A
from maalbar.skeleton.report import Wish, begin


def new_report(root: Path, wish: Wish) -> tuple[Path, ...]:
    """Write the files of a new report, and of a publication around it where there is none.

    Returns:
        The files that were written.

    Raises:
        MaalbarError: the wish is none that can be filled, a file exists, or the publication
            that is there has unusable settings.
    """
    if not os.path.lexists(root / FILE_NAME):
        return begin(root, wish, None)
    publication = load(root)
    identifiers = publication.settings.identifiers

    def is_known(identifier: str) -> bool:
        return publication.index.first(NamedNode(identifiers + identifier), A) is not None

    return begin(root, wish, is_known)
