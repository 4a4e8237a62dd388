"""Who asks: the person who is signed in, else the address that the request comes from."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from fastapi import HTTPException, Request

from ecograph.errors import EcographError
from ecograph.people import ANYBODY, Person
from ecograph_api.access.rights import person_of

_UNKNOWN = "unknown"
# What one connection to the internet is given: whoever has one has all addresses in it.
_OF_ONE_CLIENT = 64
_SIGNS_OF_A_PROXY = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


class Networks:
    """Some addresses and networks."""

    def __init__(self, named: Sequence[str]) -> None:
        self._networks = tuple(ip_network(each, strict=False) for each in named)

    def hold(self, address: str) -> bool:
        """Tell whether an address is one of them."""
        found = _parsed(address)
        return found is not None and any(found in network for network in self._networks)


def client_of(request: Request) -> str:
    """Return who asks, for whom others wait no longer than for anybody else."""
    person = _person(request)
    if person != ANYBODY:
        return f"person {person.name}"
    return household(request.client.host) if request.client else _UNKNOWN


def household(address: str) -> str:
    """Return what an address stands for: itself, or of IPv6 the network of its client."""
    found = _parsed(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, _OF_ONE_CLIENT), strict=False))
    return str(found) if found else address


def is_of_the_house(request: Request) -> bool:
    """Tell whether a request may see how the server is: from its machine itself, or from staff."""
    if person_of(request).sees_internal:
        return True
    address = _parsed(request.client.host) if request.client else None
    is_direct = not any(name in request.headers for name in _SIGNS_OF_A_PROXY)
    return address is not None and address.is_loopback and is_direct


def _person(request: Request) -> Person:
    """Return who is signed in; a wrong token is for the route to refuse."""
    try:
        return person_of(request)
    except (EcographError, HTTPException):
        del request.state.person, request.state.session
        return ANYBODY


@lru_cache(maxsize=4096)
def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(found, IPv6Address) and found.ipv4_mapped) or found
