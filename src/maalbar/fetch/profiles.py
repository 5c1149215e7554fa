"""Shapes of others: from a file, an address, or a profile that is known by name.

What an address gave is kept for a day, and used for longer where the net is not there; a
finding says so then.  What the shapes say is not looked at here.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache as once
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from maalbar.fetch import is_address
from maalbar.fetch.address import Allowed, is_public, read_address
from maalbar.fetch.cache import Copy, store, stored
from maalbar.fetch.client import MEGABYTE
from maalbar.fetch.http import fetch
from maalbar.files import NotAFileError, TooBigError, read_file
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.text import Text
from maalbar.words import did_you_mean, finding, text
from maalbar.words.system import why

# The shapes of the biggest profiles are some 150 kB.
LIMIT: Final = 10 * MEGABYTE
_SECONDS: Final = 30
_FRESH: Final = timedelta(days=1)
_ACCEPT: Final = "text/turtle, application/ld+json;q=0.8, application/rdf+xml;q=0.7, */*;q=0.1"


class Edition(NamedTuple):
    """A file of a profile; `sha256` is empty where its publisher may change it."""

    url: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An application profile: who may use its shapes is said by the `licence`, an IRI."""

    name: str
    label: str
    licence: str
    homepage: str
    files: tuple[Edition, ...]


class ShapesFile(NamedTuple):
    """The bytes of a file of shapes, where they are from, and their type, empty if unknown."""

    origin: str
    data: bytes
    media_type: str


class Shapes(NamedTuple):
    """All files that were asked for, and what is to be said of them."""

    files: tuple[ShapesFile, ...]
    findings: tuple[Diagnostic, ...]


@once
def profiles() -> Mapping[str, Profile]:
    """Give the profiles that are known, by name."""
    table = tomllib.loads((files(__package__) / "profiles.toml").read_text(encoding="utf-8"))
    return {
        name: Profile(
            name=name,
            label=entry["label"],
            licence=entry["licence"],
            homepage=entry["homepage"],
            files=tuple(Edition(**each) for each in entry["files"]),
        )
        for name, entry in table.items()
    }


def shapes_of(
    place: str, *, cache: Path, offline: bool = False, allowed: Allowed = is_public
) -> Shapes:
    """Get shapes.

    Args:
        place: a file, an http(s) address, or the name of a profile, which goes before a file.
        cache: the folder of copies; see `fetch.cache`.
        offline: use copies alone.
        allowed: which hosts may be connected to.

    Raises:
        MaalbarError: they cannot be got, and there is no copy of them.
    """
    means = _Means(cache=cache, offline=offline, allowed=allowed)
    if is_address(place):
        return means.shapes([Edition(read_address(place).url)], "")
    known = profiles().get(place)
    if known:
        return means.shapes(known.files, known.label)
    return Shapes((ShapesFile(place, _read(place), ""),), ())


def _read(place: str) -> bytes:
    names = ", ".join(profiles())
    try:
        return read_file(Path(place), LIMIT)
    except FileNotFoundError as error:
        raise MaalbarError(
            finding(
                "fetch/unknown-profile",
                Location(),
                value=place,
                suggestion=did_you_mean(place, profiles()),
                names=names,
            )
        ) from error
    except TooBigError as error:
        limit = LIMIT // MEGABYTE
        raise MaalbarError(
            finding("fetch/too-big", Location(), value=place, limit=limit)
        ) from error
    except (OSError, ValueError) as error:
        reason: Text | str = why(error) if isinstance(error, OSError) else str(error)
        if isinstance(error, NotAFileError):
            reason = text("phrases", "not-a-file")
        raise MaalbarError(
            finding("fetch/unreadable", Location(), value=place, reason=reason, names=names)
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Means:
    """How files are got: copies, and the net unless it is not to be used."""

    cache: Path
    offline: bool
    allowed: Allowed

    def shapes(self, editions: Iterable[Edition], profile: str) -> Shapes:
        found: list[ShapesFile] = []
        findings: list[Diagnostic] = []
        for url, sha256 in editions:
            copy = self._get(url, sha256, findings)
            found.append(ShapesFile(url, copy.data, copy.media_type))
            if sha256 not in {"", copy.sha256}:
                findings.append(
                    finding(
                        "fetch/another-edition",
                        Location(),
                        value=url,
                        profile=profile,
                        sha256=copy.sha256,
                    )
                )
        return Shapes(tuple(found), tuple(findings))

    def _get(self, url: str, sha256: str, findings: list[Diagnostic]) -> Copy:
        copy = stored(self.cache, url, limit=LIMIT)
        if copy and (copy.sha256 == sha256 or _is_fresh(copy)):
            return copy
        problems: tuple[Diagnostic, ...] = ()
        reason = text("phrases", "asked-to-stay-offline")
        if not self.offline:
            try:
                return self._renewed(url, copy)
            except MaalbarError as error:
                problems, reason = error.diagnostics, error.diagnostics[0].message
        if copy is None:
            raise MaalbarError(*problems, finding("fetch/no-copy", Location(), value=url))
        findings.append(
            finding(
                "fetch/offline",
                Location(),
                value=url,
                date=copy.fetched.date().isoformat(),
                sha256=copy.sha256,
                reason=reason,
            )
        )
        return copy

    def _renewed(self, url: str, copy: Copy | None) -> Copy:
        """Fetch what is new, or hear that the copy still is what is there; keep either."""
        got = fetch(
            url,
            limit=LIMIT,
            seconds=_SECONDS,
            accept=_ACCEPT,
            etag=copy.etag if copy else "",
            allowed=self.allowed,
        )
        now = datetime.now(UTC)
        if copy and not got.is_new:
            copy = replace(copy, fetched=now)
        else:
            copy = Copy(
                url=url, data=got.data, media_type=got.media_type, etag=got.etag, fetched=now
            )
        store(self.cache, copy)
        return copy


def _is_fresh(copy: Copy) -> bool:
    return timedelta() <= datetime.now(UTC) - copy.fetched < _FRESH
