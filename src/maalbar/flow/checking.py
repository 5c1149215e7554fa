"""A publication: read, and held against the rules."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from maalbar.check.lines import with_lines
from maalbar.check.whole import check_whole
from maalbar.load.contribution import publication_in
from maalbar.load.files import Folder
from maalbar.load.publication import read_contribution
from maalbar.load.settings import FILE_NAME
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError, has_errors
from maalbar.model.statements import Publication
from maalbar.vocabulary.ontology import vocabulary
from maalbar.words import finding


@dataclass(frozen=True)
class Checked:
    """A loaded publication and everything that was found about it."""

    publication: Publication
    findings: tuple[Diagnostic, ...]

    @cached_property
    def valid(self) -> bool:
        """Whether nothing keeps it from being published."""
        return not has_errors(self.findings)


def load(root: Path) -> Publication:
    """Read the publication in a folder.

    Raises:
        MaalbarError: there is none, or its settings are unusable.
    """
    if not os.path.isfile(root / FILE_NAME):  # noqa: PTH113 # Path.is_file() may raise
        raise MaalbarError(finding("settings/none", Location(), path=str(root)))
    return read_contribution(publication_in(root), vocabulary())


def check(root: Path, *, by_reference: bool = False) -> Checked:
    """Load a publication and validate it.

    Args:
        root: the folder with maalbar.toml.
        by_reference: let pySHACL look at the shapes instead of our own engine.

    Raises:
        MaalbarError: there is no publication, or its settings are unusable.
    """
    publication = load(root)
    findings = check_whole(publication, by_reference=by_reference)
    return Checked(publication, tuple(with_lines(findings, Folder(root))))
