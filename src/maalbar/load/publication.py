"""A folder with maalbar.toml, read as one publication."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from pyoxigraph import NamedNode

from maalbar.load import passages, settings
from maalbar.load.mapping import Mapped, map_file
from maalbar.load.text import read_text
from maalbar.load.yaml import read_yaml
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.release import is_site
from maalbar.model.statements import Publication, Statement
from maalbar.vocabulary.ontology import Vocabulary
from maalbar.words import finding

_YAML: Final = {".yaml", ".yml"}
# Files that people keep beside their data and that say nothing about it.
_PASSED_OVER: Final = {settings.FILE_NAME, "README.md", "LICENSE", "LICENSE.txt"}


def read_publication(root: Path, vocabulary: Vocabulary) -> Publication:
    """Read every file of a publication.

    Args:
        root: the folder that holds maalbar.toml.
        vocabulary: what the keys mean.

    Returns:
        All that the files say, with what was wrong in `findings`; a file that cannot be
        read at all is a finding, and the others are still read.

    Raises:
        MaalbarError: there is no publication in the folder, or its settings are unusable.
    """
    known = settings.read_settings(root)
    statements: list[Statement] = []
    graphs: dict[NamedNode, str] = {}
    findings: list[Diagnostic] = []
    whole = True
    paths = tuple(_files(root, findings))
    for path in paths:
        try:
            mapped = _read_file(root, path, known.base, vocabulary)
        except MaalbarError as error:
            findings.extend(error.diagnostics)
            whole = False
            continue
        statements.extend(mapped.statements)
        graphs |= mapped.graphs
        whole = whole and mapped.whole
        findings.extend(mapped.findings)
    if not any(path.suffix in _YAML for path in paths):
        findings.append(finding("load/no-data", Location(), path=str(root)))
        whole = False
    return Publication(
        root=root,
        settings=known,
        statements=tuple(statements),
        graphs=graphs,
        findings=tuple(findings),
        whole=whole,
    )


def _read_file(root: Path, path: PurePosixPath, base: str, vocabulary: Vocabulary) -> Mapped:
    if path.name == passages.FILE_NAME:
        return passages.map_passages(read_text(root, path), path, base=base)
    if path.suffix not in _YAML:
        return Mapped((), {}, (finding("load/unknown-file", Location(path=path)),))
    tree, findings = read_yaml(read_text(root, path), path)
    mapped = map_file(tree, path, base=base, vocabulary=vocabulary)
    return replace(mapped, findings=(*findings, *mapped.findings))


def _files(root: Path, findings: list[Diagnostic]) -> Iterator[PurePosixPath]:
    """Find the files in an order that no file system decides.

    Hidden ones are passed over, and so is a site that was published into the folder.
    """

    def tell(error: OSError) -> None:
        where = Location(path=PurePosixPath(Path(error.filename).relative_to(root).as_posix()))
        findings.append(finding("load/unreadable", where, reason=error.strerror))

    for folder, folders, names in os.walk(root, onerror=tell):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not is_site(Path(folder, name))
        )
        here = Path(folder).relative_to(root).as_posix()
        for name in sorted(names):
            if not name.startswith(".") and name not in _PASSED_OVER:
                yield PurePosixPath(here) / name
