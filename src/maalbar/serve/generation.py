"""A site as it was published at one time: its files, and the processes that know it."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from maalbar.hosting.site import Site, read_site
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.manifest import MANIFEST
from maalbar.model.text import LANGUAGES
from maalbar.serve.checking import check_with
from maalbar.serve.child import Bounds
from maalbar.serve.desk import open_desk
from maalbar.serve.files import Files
from maalbar.serve.limits import Limits
from maalbar.serve.nursery import Nursery
from maalbar.serve.remembered import Remembered
from maalbar.serve.staff import Staff
from maalbar.serve.terms import terms_of
from maalbar.serve.worker import GoneError
from maalbar.words import finding
from maalbar.words.system import why

Stamp = tuple[int, int, int]
_SPARE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be served.

    Attributes:
        folder: the site.
        address: where readers reach it; ends in `/`.
        store: the folder of a store on disk to ask; empty to load the site into memory.
        sparql: whether questions are answered.
    """

    folder: Path
    address: str
    store: str = ""
    sparql: bool = True


@dataclass(slots=True)
class Generation:
    """A site, and who answers for it.

    `described` is what was said of the endpoint, by form; `answers` are those that were given.
    """

    files: Files
    stamp: Stamp
    checks: Staff
    sparql: Staff | None
    described: dict[str, bytes] = field(default_factory=dict)
    answers: Remembered = field(default_factory=Remembered)

    @property
    def alive(self) -> bool:
        """Whether there is someone to answer."""
        return self.checks.alive and (self.sparql is None or self.sparql.alive)

    def leave(self) -> None:
        """End all processes, once they have done what they do."""
        self.checks.leave()
        if self.sparql:
            self.sparql.leave()


def stamp_of(folder: Path) -> Stamp:
    """Give what changes when a site is published anew.

    Raises:
        OSError: there is no site.
    """
    found = (folder / MANIFEST).stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


async def generation(wish: Wish, limits: Limits) -> Generation:
    """Take a site as it is now.

    Raises:
        MaalbarError: it is none, or cannot be loaded.
    """
    loop = asyncio.get_running_loop()
    stamp, files = await loop.run_in_executor(None, _look, wish)
    bounds = Bounds(memory=limits.memory, seconds=limits.to_check, opens_files=True, again=False)
    site = str(wish.folder.resolve())
    checks = Staff(Nursery(check_with, (site,), bounds), spare=_SPARE, again=False)
    sparql = None
    if wish.sparql:
        asks = replace(bounds, seconds=limits.seconds, opens_files=bool(wish.store), again=True)
        sparql = Staff(Nursery(open_desk, (site, wish.store), asks), spare=_SPARE, again=True)
    made = Generation(files, stamp, checks, sparql)
    try:
        await asyncio.gather(*(each.start() for each in (checks, sparql) if each))
    except (GoneError, TimeoutError) as error:
        made.leave()
        where, place = Location(), wish.store or str(wish.folder)
        reason = error.reason if isinstance(error, GoneError) else "–"
        raise MaalbarError(
            finding("serve/cannot-load", where, value=place, reason=reason)
        ) from error
    except BaseException:
        made.leave()
        raise
    return made


def _look(wish: Wish) -> tuple[Stamp, Files]:
    site: Site = read_site(wish.folder, address=wish.address)
    for language in LANGUAGES:
        terms_of(language)
    try:
        return stamp_of(wish.folder), Files(site)
    except OSError as error:
        where, reason = Location(), why(error)
        raise MaalbarError(
            finding("publication/not-a-site", where, value=str(wish.folder), reason=reason)
        ) from error
