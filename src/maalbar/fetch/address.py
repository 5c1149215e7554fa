"""Which addresses are fetched from: read once, looked up once, and open to everyone.

Nothing here connects.  What may be a password is never shown.

See Also:
    IANA, special-purpose addresses of IPv4 and IPv6
    <https://www.iana.org/assignments/iana-ipv4-special-registry>,
    <https://www.iana.org/assignments/iana-ipv6-special-registry>.
"""

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final
from urllib.parse import urljoin

from urllib3.exceptions import HTTPError
from urllib3.util import Url, parse_url

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.words import finding, text

Host = IPv4Address | IPv6Address
Allowed = Callable[[Host], bool]

_HOST: Final = re.compile(r"[a-z0-9_][a-z0-9._-]*|\[[0-9a-f:.]+\]", re.IGNORECASE)
_PORTS: Final = {"http": 80, "https": 443}
_UNICAST: Final = IPv6Network("2000::/3")
# What `is_global` of some Python lets through: relays and translations to other addresses.
_NOT_PUBLIC: Final = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("2001::/23"),
    IPv6Network("2002::/16"),
    IPv6Network("3fff::/20"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address on the web: `url` is written anew from the parts that it was read as."""

    scheme: str
    host: str
    port: int
    url: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """Who is asked: scheme, host and port."""
        return self.scheme, self.host, self.port


def read_address(url: str) -> Address:
    """Read an address.

    Raises:
        MaalbarError: it is not one of http or https, names a user, or can be read in two ways.
    """
    if not url.isprintable() or re.search(r"[\s\\]", url):
        raise bad_address(url, "with-another-character")
    try:
        parts = parse_url(url)
    except (HTTPError, ValueError) as error:
        raise bad_address(url, "not-an-address") from error
    if parts.scheme not in _PORTS:
        raise bad_address(url, "not-http")
    if parts.auth is not None:
        raise bad_address(url, "with-a-user")
    if not parts.host or not _HOST.fullmatch(parts.host) or parts.port == 0:
        raise bad_address(url, "not-an-address")
    return Address(
        scheme=parts.scheme,
        host=parts.host,
        port=parts.port or _PORTS[parts.scheme],
        url=Url(parts.scheme, None, parts.host, parts.port, parts.path or "/", parts.query).url,
    )


def follow(at: Address, target: str) -> Address:
    """Read where a redirect leads: never from https to http.

    Raises:
        MaalbarError: it leads to what is not fetched; see `read_address`.
    """
    try:
        # HTTP headers come as Latin-1, whatever a server wrote.
        joined = urljoin(at.url, target.encode("latin-1").decode("utf-8"))
    except ValueError as error:
        raise bad_address(target, "not-an-address") from error
    further = read_address(joined)
    if (at.scheme, further.scheme) == ("https", "http"):
        raise bad_address(further.url, "no-longer-https")
    return further


def look_up(at: Address, *, seconds: float) -> tuple[Host, ...]:
    """Ask once for the addresses of a host; a name server may not take longer than `seconds`.

    Raises:
        MaalbarError: the host is not known.
        TimeoutError: there was no answer in time.
    """
    found: SimpleQueue[tuple[Host, ...]] = SimpleQueue()
    Thread(target=lambda: found.put(_resolved(at)), daemon=True).start()
    try:
        hosts = found.get(timeout=seconds)
    except Empty as error:
        raise TimeoutError from error
    if not hosts:
        reason = text("phrases", "no-such-host", host=at.host)
        raise MaalbarError(finding("fetch/unreachable", Location(), value=at.url, reason=reason))
    return hosts


def is_public(host: Host) -> bool:
    """Tell whether everyone may reach this address: one machine on the open internet."""
    if isinstance(host, IPv6Address) and host not in _UNICAST:
        return False
    return (
        host.is_global
        and not (host.is_multicast or host.is_reserved or host.is_unspecified)
        and not any(host in network for network in _NOT_PUBLIC)
    )


def bad_address(url: str, reason: str) -> MaalbarError:
    """Say why an address is not fetched from; `reason` is a phrase."""
    shown = re.sub(r"(?s)\A([a-z]+://)?.*@", r"\1…@", url)
    return MaalbarError(
        finding("fetch/bad-url", Location(), value=shown, reason=text("phrases", reason))
    )


def _resolved(at: Address) -> tuple[Host, ...]:
    try:
        found = socket.getaddrinfo(at.host.strip("[]"), at.port, type=socket.SOCK_STREAM)
        hosts = (ip_address(str(where[0])) for *_, where in found)
        return tuple(dict.fromkeys(hosts))
    except (OSError, ValueError):
        return ()
