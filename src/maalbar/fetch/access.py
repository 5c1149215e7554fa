"""Who asks: a token, or a user's name and password, for one host and no other.

They come from the environment and are never shown.  Where the connection is not secret, they
go to hosts of one's own network only.

See Also:
    HTTP authentication: Basic <https://www.rfc-editor.org/rfc/rfc7617>, Digest
    <https://www.rfc-editor.org/rfc/rfc7616>, Bearer <https://www.rfc-editor.org/rfc/rfc6750>.
"""

import os
from base64 import b64encode
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from typing import Final
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from maalbar.fetch.address import Address, Allowed, Host
from maalbar.fetch.clock import problem

_NETWORKS: Final = (
    IPv4Network("10.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.168.0.0/16"),
    IPv6Network("fc00::/7"),
)
_NAMES: Final = ("MAALBAR_SPARQL_TOKEN", "MAALBAR_SPARQL_USER", "MAALBAR_SPARQL_PASSWORD")


class Access:
    """What opens one host."""

    def __init__(self, at: Address, *, token: str = "", user: str = "", password: str = "") -> None:
        """Take what opens the host of `at`: a token, else a user's name and password."""
        self._at = at
        self._bearer = f"Bearer {token}" if token else ""
        self._basic = f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}" if user else ""
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, f"{at.scheme}://{at.host}:{at.port}/", user, password)
        self._digest = AbstractDigestAuthHandler(passwords)
        # How the host wants to be told the name: its words, once it has said them.
        self._challenge = ""

    def header(self, at: Address, method: str) -> str:
        """Give the header for a question: empty for another host, or before it was asked for."""
        if at.origin != self._at.origin:
            return ""
        if self._bearer:
            return self._bearer
        kind, _, rest = self._challenge.partition(" ")
        if kind.lower() == "basic":
            return self._basic
        return self._digested(at, method, rest) if kind else ""

    def challenged(self, at: Address, challenge: str) -> bool:
        """Take the words of a host that wants to know who asks; tell whether to ask again."""
        if at.origin != self._at.origin or self._bearer or not self._basic:
            return False
        if challenge.partition(" ")[0].lower() not in {"basic", "digest"}:
            return False
        self._challenge = challenge
        return True

    def guarded(self, allowed: Allowed) -> Allowed:
        """Allow no host to which a secret would go in the clear."""

        def guarded(host: Host) -> bool:
            if self._at.scheme == "http" and allowed(host) and not _is_own(host):
                raise problem("fetch/in-the-clear", value=self._at.url)
            return allowed(host)

        return guarded

    def _digested(self, at: Address, method: str, challenge: str) -> str:
        path = "/" + at.url.partition("://")[2].partition("/")[2]
        # Nothing is opened: it only says what is asked.
        question = Request(f"{at.scheme}://{at.host}:{at.port}{path}", method=method)  # noqa: S310
        try:
            said = parse_keqv_list(parse_http_list(challenge))
            answer = self._digest.get_authorization(question, said)
        except (ValueError, KeyError, IndexError):
            answer = None
        return f"Digest {answer}" if answer else ""


def access_from(environment: Mapping[str, str], at: Address) -> Access | None:
    """Find what opens a host.

    Args:
        environment: where MAALBAR_SPARQL_TOKEN, or MAALBAR_SPARQL_USER and
            MAALBAR_SPARQL_PASSWORD, may be.
        at: an address of the host.

    Raises:
        MaalbarError: what is there cannot be sent.
    """
    token, user, password = (environment.get(name, "") for name in _NAMES)
    for name, value in zip(_NAMES, (token, user, password), strict=True):
        if not value.isprintable() or (name == _NAMES[0] and not value.isascii()):
            raise problem("fetch/bad-secret", value=name)
    if not (token or user):
        return None
    return Access(at, token=token, user=user, password=password)


def access_to(at: Address) -> Access | None:
    """Find what opens a host in the environment of this process; see `access_from`."""
    return access_from(os.environ, at)


def _is_own(host: Host) -> bool:
    return host.is_loopback or any(host in each for each in _NETWORKS)
