"""Who a reader is, as far as limits and logs need it."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Final

from maalbar.serve.exchange import Request

# What one household or office is given.
_PREFIX: Final = 64
_LONGEST: Final = 45


def client_of(request: Request, *, proxied: bool) -> str:
    """Give the address of a reader; of IPv6 its network, as every reader has many.

    Args:
        request: what it asks.
        proxied: whether another server says who it is, in the last of X-Forwarded-For.
    """
    address = request.client
    if proxied:
        told = request.header("x-forwarded-for").rpartition(",")[2].strip()
        address = told if told and len(told) <= _LONGEST else address
    return network(address)


@lru_cache(maxsize=4096)
def network(address: str) -> str:
    """Give the network of an IPv6 address, and any other address as it is."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> _PREFIX << _PREFIX)}/{_PREFIX}"


@lru_cache(maxsize=4096)
def shortened(client: str) -> str:
    """Give an address such that it no longer tells one reader from its neighbours."""
    address, _, width = client.partition("/")
    if width:
        groups = int(IPv6Address(address)) >> 80 << 80
        return f"{IPv6Address(groups)}/48"
    head, dot, _ = address.rpartition(".")
    return f"{head}.0" if dot else address
