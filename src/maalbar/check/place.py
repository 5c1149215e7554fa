"""Where a contribution and a site are found: on disk, on the web, or coming in."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from maalbar.check.against import Site
from maalbar.fetch import is_address
from maalbar.files import read_file
from maalbar.load.contribution import Contribution, find_contribution, given_text
from maalbar.load.settings import is_base
from maalbar.load.text import LIMIT
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.manifest import MANIFEST
from maalbar.model.text import Text
from maalbar.words import finding
from maalbar.words.system import why

_SECONDS: Final = 30
_ACCEPT: Final = "text/turtle, application/ld+json, application/yaml, text/csv, */*;q=0.1"
_NOT_FOUND: Final = "fetch/status"
# What a folder says of a file that it has not, or cannot have: its name may be too long.
_NOT_THERE: Final = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}


def find(place: str, stdin: Callable[[], bytes], *, base: str) -> Contribution:
    """Find a contribution.

    Args:
        place: a path, an http(s) address, or `-`.
        stdin: gives what came in, if `place` is `-`.
        base: absolute IRI that loose data live under.

    Raises:
        MaalbarError: there is nothing there, or it cannot be read at all.
    """
    if place == "-":
        return given_text(stdin(), "-", base=base)
    if not is_address(place):
        return find_contribution(Path(place), base=base)
    from maalbar.fetch.http import fetch  # noqa: PLC0415 # slow, and seldom needed

    got = fetch(place, limit=LIMIT, seconds=_SECONDS, accept=_ACCEPT)
    name = urlsplit(got.url).path.rpartition("/")[2] or "index"
    return given_text(got.data, name, base=base, media_type=got.media_type)


def find_site(place: str) -> Site:
    """Find a published site by its folder or address.

    Raises:
        MaalbarError: it is no site of ours.
    """
    fetch = files_of(place)
    said = _manifest(fetch(MANIFEST), place)
    base = said.get("base")
    if not isinstance(base, str) or not is_base(base):
        raise _not_a_site(place, f"{MANIFEST}: base")
    return Site(base=base, fetch=fetch)


def files_of(site: str) -> Callable[[str], bytes | None]:
    """Give what reads the files of a site, by their paths; `site` is a folder or an address.

    It gives nothing where there is no such file, and raises MaalbarError where it cannot be
    read.
    """
    return _from_web(site) if is_address(site) else _from_folder(Path(site))


def _manifest(data: bytes | None, place: str) -> dict[str, Any]:
    if data is None:
        raise _not_a_site(place, MANIFEST)
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _not_a_site(place, MANIFEST) from error
    if not isinstance(said, dict):
        raise _not_a_site(place, MANIFEST)
    return said


def _from_folder(root: Path) -> Callable[[str], bytes | None]:
    def fetch(path: str) -> bytes | None:
        file = root / path
        try:
            # An address may not lead out of the site.
            inside = file.resolve().is_relative_to(root.resolve())
            return read_file(file, LIMIT) if inside else None
        except OSError as error:
            if error.errno in _NOT_THERE:
                return None
            raise _not_a_site(str(file), why(error)) from error

    return fetch


def _from_web(place: str) -> Callable[[str], bytes | None]:
    from maalbar.fetch.http import fetch as fetch_url  # noqa: PLC0415 # slow, seldom needed

    root = place if place.endswith("/") else f"{place}/"

    def fetch(path: str) -> bytes | None:
        try:
            url = root + quote(path)
            return fetch_url(url, limit=LIMIT, seconds=_SECONDS, accept="*/*").data
        except MaalbarError as error:
            if all(each.code == _NOT_FOUND for each in error.diagnostics):
                return None
            raise

    return fetch


def _not_a_site(place: str, reason: Text | str) -> MaalbarError:
    return MaalbarError(finding("publication/not-a-site", Location(), value=place, reason=reason))
