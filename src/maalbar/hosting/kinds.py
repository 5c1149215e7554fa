"""The kinds of hosts that a configuration can be written for, and the files that each reads."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from maalbar.files import replace_file
from maalbar.hosting import apache, caddy, netlify, nginx, w3id
from maalbar.hosting.site import Site
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.words import finding
from maalbar.words.system import why

Write = Callable[[Site, str], str]

KINDS: Final[Mapping[str, Mapping[str, Write]]] = {
    "nginx": {"maalbar.conf": nginx.write},
    "apache": {"maalbar.conf": apache.write},
    "caddy": {"maalbar.caddy": caddy.write},
    "netlify": {
        netlify.HEADERS: netlify.write_headers,
        netlify.REDIRECTS: netlify.write_redirects,
    },
    "w3id": {".htaccess": w3id.write},
}


def configuration(kind: str, site: Site, about: str) -> dict[str, str]:
    """Write what a kind of host reads, by name of file.

    Args:
        kind: one of `KINDS`.
        site: what is hosted.
        about: one line for whoever opens a file.

    Raises:
        MaalbarError: the host has no way to write something that the site holds.
    """
    return {name: write(site, about) for name, write in KINDS[kind].items()}


def keep(files: Mapping[str, str], out: Path) -> tuple[Path, ...]:
    """Write files: one as `out`, or in it if it is a folder; several in the folder `out`.

    Returns:
        Where they were written.

    Raises:
        MaalbarError: they cannot be.
    """
    try:
        if len(files) > 1:
            out.mkdir(parents=True, exist_ok=True)
        paths = {name: out / name if out.is_dir() else out for name in files}
        for name, path in paths.items():
            replace_file(path, files[name].encode())
    except OSError as error:
        reason = why(error)
        raise MaalbarError(
            finding("publish/cannot-write", Location(), path=str(out), reason=reason)
        ) from error
    return tuple(paths.values())
