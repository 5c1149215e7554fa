"""What there is to host: read from what a published site says of itself, and held to be harmless.

A configuration is a program that a server runs, often as root.  So addresses must be such that
nothing in them can be taken for anything else; folders and paths are quoted, or refused where
a server has no way to quote what is in them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from pyoxigraph import NamedNode, RdfFormat, parse

from maalbar.files import read_file
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.manifest import Manifest, manifest_of
from maalbar.model.terms import DCT
from maalbar.words import finding

# A step of a path as it is written in an address, by whatever client.
STEP: Final = r"[^\x00-\x20\x22\x23\x2f\x3c\x3e\x3f\x5c\x5e\x60\x7b-\x7d\x7f]"
_ADDRESS: Final = re.compile(rf"https?://[A-Za-z0-9.-]+(?::[0-9]+)?/(?:{STEP}+/)*")
_LINK: Final = re.compile(rf"https?://(?:{STEP}|[/?#])+")
_SAFE: Final = "/-._~!$&'()*+,;=:@"
_LARGEST: Final = 20 * 1024 * 1024
_DATASET: Final = "void"
_DUMP: Final = re.compile(r"dump\.[a-z]+\.gz")
_TURTLE: Final = ".ttl"
_PAGE: Final = ".html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that is to be hosted.

    Attributes:
        base: absolute IRI of the publication, by which its things are named; ends in `/`.
        address: where it is reached; ends in `/`, too.
        root: the folder that it lies in, on the server.
        licence: IRI of the terms that its data are under.
        dumps: paths of the packed files that hold all of the data.
        without_page: paths, without suffix, of documents that are not told to people.
        gone: IRI of what replaced a thing, by the path, without suffix, that it was told at.
    """

    base: str
    address: str
    root: str
    licence: str | None = None
    dumps: tuple[str, ...] = ()
    without_page: tuple[str, ...] = ()
    gone: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """The beginning of `address`, up to its path."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def folder(self) -> str:
        """Its path on the server, as addresses have it; begins and ends in `/`."""
        return quote(self.path, safe=_SAFE)

    @property
    def base_path(self) -> str:
        """The path of `base`, decoded."""
        return unquote(urlsplit(self.base).path)

    @property
    def path(self) -> str:
        """The same, decoded, as servers see it."""
        return unquote(urlsplit(self.address).path)


def read_site(folder: Path, *, address: str | None = None, root: str | None = None) -> Site:
    """Read what a server has to know of a published site.

    Args:
        folder: the site.
        address: where it is reached, if that is not its base.
        root: where it lies on the server, if not in `folder`.

    Raises:
        MaalbarError: it is no site, or an address or path in it cannot be taken at its word.
    """
    try:
        manifest = manifest_of(folder)
    except OSError as error:
        raise _no_site(folder) from error
    if manifest is None:
        raise _no_site(folder)
    at = manifest.base if address is None else f"{address.rstrip('/')}/"
    for each in (manifest.base, at):
        if not _is_address(each):
            raise _refused("hosting/bad-address", value=each)
    site = Site(
        base=manifest.base,
        address=at,
        root=str(folder.resolve()) if root is None else root,
        licence=_licence(folder, manifest.base),
        dumps=tuple(path for path in sorted(manifest.files) if _DUMP.fullmatch(path)),
        without_page=_without_page(manifest),
        gone={path: each.replaced_by for path, each in sorted(manifest.gone.items())},
    )
    _check(site)
    return site


def unwritable(value: str, server: str) -> MaalbarError:
    """Say that a server has no way to write what is in `value`."""
    return _refused("hosting/unwritable", value=value, server=server)


def _is_address(address: str) -> bool:
    """Tell whether an address names a folder, and nothing that a server reads as more."""
    try:
        steps = unquote(urlsplit(address).path, errors="strict").split("/")
    except ValueError:
        return False
    plain = all(step.isprintable() and step not in {".", ".."} for step in steps)
    return bool(_ADDRESS.fullmatch(address)) and plain


def _is_link(address: str) -> bool:
    """Tell whether an address can stand between `<` and `>` in a header."""
    return bool(_LINK.fullmatch(address))


def _check(site: Site) -> None:
    if not site.root.startswith("/"):
        raise _refused("hosting/bad-path", value=site.root)
    for each in (site.root, *site.gone, *site.without_page):
        if not each.isprintable():
            raise _refused("hosting/bad-path", value=each)
    for link in (site.licence, *site.gone.values()):
        if link is not None and not _is_link(link):
            raise _refused("hosting/bad-address", value=link)


def _without_page(manifest: Manifest) -> tuple[str, ...]:
    stems = (
        path.removesuffix(_TURTLE) for path in sorted(manifest.files) if path.endswith(_TURTLE)
    )
    return tuple(stem for stem in stems if f"{stem}{_PAGE}" not in manifest.files)


def _licence(folder: Path, base: str) -> str | None:
    """Read under what terms the data are, where the site says it."""
    try:
        data = read_file(folder / f"{_DATASET}.nt", _LARGEST)
        said = list(parse(input=data, format=RdfFormat.N_TRIPLES))
    except (OSError, SyntaxError, ValueError):
        return None
    dataset = NamedNode(f"{base}{_DATASET}#dataset")
    found = (
        each.object for each in said if each.subject == dataset if each.predicate == DCT.license
    )
    return next((each.value for each in found if isinstance(each, NamedNode)), None)


def _no_site(folder: Path) -> MaalbarError:
    return MaalbarError(finding("hosting/no-site", Location(), path=str(folder)))


def _refused(code: str, *, value: str, **values: str) -> MaalbarError:
    return MaalbarError(finding(code, Location(), value=value, **values))
