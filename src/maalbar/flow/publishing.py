"""A publication, published: checked, held against what was there before, and written."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from maalbar.check.place import files_of
from maalbar.flow.checking import Checked, check
from maalbar.load.settings import FILE_NAME
from maalbar.model.diagnostic import Diagnostic, InvalidError, Location, MaalbarError, Severity
from maalbar.model.manifest import MANIFEST, SNAPSHOTS, listed_files, manifest_of, read_manifest
from maalbar.model.release import File, Same
from maalbar.publish.history import History, Previous
from maalbar.words import finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to publish.

    Attributes:
        previous: folder or address of the site as it was; empty for the output folder itself.
        release: keep a snapshot.
        allow_removal: let datasets go that were published before.
    """

    previous: str = ""
    release: bool = False
    allow_removal: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What a run published: the folder, counts, and what is to be said of it."""

    out: Path
    files: int
    changed: int
    things: int
    findings: tuple[Diagnostic, ...]


def publish(
    root: Path,
    out: Path,
    plan: Plan | None = None,
    *,
    progress: Callable[[Iterator[File | Same]], Iterator[File | Same]] = iter,
) -> tuple[Checked, Published]:
    """Validate a publication and write its site.

    Args:
        root: the folder with maalbar.toml.
        out: the folder of the site; replaced as a whole, or left as it is.
        plan: how to publish.
        progress: wraps the files as they are made.

    Raises:
        InvalidError: the publication has errors.
        MaalbarError: there is no publication, the folder cannot be written, or something that
            was published before would be lost.
    """
    from maalbar.flow.site import Site  # noqa: PLC0415 # slow, and only needed here
    from maalbar.publish import folder  # noqa: PLC0415 # as above

    plan = plan or Plan()
    # One path for the check and the exchange, whatever `..` and links would make of it.
    target = Path(os.path.abspath(out))  # noqa: PTH100 # resolve() would follow a link
    if root.resolve().is_relative_to(target.resolve()):
        raise MaalbarError(finding("publish/not-ours", Location(), path=str(out)))
    folder.check_target(target)
    previous = _previous(target, plan)
    checked = check(root)
    if not checked.valid:
        errors = [each for each in checked.findings if _is_error(each)]
        raise InvalidError(*errors, finding("publish/invalid", Location()))
    if not checked.publication.reports and not plan.allow_removal:
        raise MaalbarError(finding("publish/empty", Location(path=PurePosixPath(FILE_NAME))))
    history = History(checked.publication.settings, previous)
    site = Site(checked.publication, history, release=plan.release)
    in_place = () if plan.previous else history.before.snapshots
    written = folder.replace_folder(
        target,
        progress(site.files(allow_removal=plan.allow_removal, elsewhere=bool(plan.previous))),
        kept=lambda: _kept_in(target, in_place),
    )
    things = len(checked.publication.things)
    return checked, Published(out, written.files, written.changed, things, tuple(site.findings))


def _previous(out: Path, plan: Plan) -> Previous | None:
    """Find the site as it was.

    Raises:
        MaalbarError: it was named, and is none.
    """
    fetch = files_of(plan.previous or str(out))
    if not plan.previous:
        manifest = manifest_of(out)
        return Previous(manifest, fetch) if manifest else None
    try:
        return Previous(read_manifest(fetch(MANIFEST) or b""), fetch)
    except ValueError as error:
        where = Location()
        raise MaalbarError(
            finding("publication/not-a-site", where, value=plan.previous, reason=str(error))
        ) from error


def _kept_in(out: Path, dates: Iterable[str]) -> Iterator[str]:
    """Give the files of snapshots that stay where they are."""
    for date in dates:
        folder = f"{SNAPSHOTS}/{date}"
        yield from (f"{folder}/{each}" for each in sorted(listed_files(out / folder)))


def _is_error(finding: Diagnostic) -> bool:
    return finding.severity is Severity.ERROR
