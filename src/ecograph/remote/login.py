"""Show who asks in the way that the service wants: Basic or Digest, and only once it asks."""

from collections.abc import Generator
from ipaddress import ip_address

import httpx2

from ecograph.errors import ServiceError

_UNKNOWN, _BASIC, _DIGEST = "", "basic", "digest"


class Login(httpx2.Auth):
    """A user name and a password, which are sent in the clear to nobody but this machine."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx2.BasicAuth(user, password)
        self._digest = httpx2.DigestAuth(user, password)
        self._kind = _UNKNOWN

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Send a request, and once more with the password if the service asks for it."""
        if self._kind == _UNKNOWN:
            response = yield request
            if response.status_code != httpx2.codes.UNAUTHORIZED:
                return
            self._kind = _asked(response)
        if self._kind == _DIGEST:
            yield from self._digest.auth_flow(request)
        elif self._kind == _BASIC:
            _check_way(request.url)
            yield from self._basic.auth_flow(request)


def _asked(response: httpx2.Response) -> str:
    challenge = " ".join(response.headers.get_list("WWW-Authenticate")).lower()
    return next((kind for kind in (_DIGEST, _BASIC) if kind in challenge), _UNKNOWN)


def _check_way(url: httpx2.URL) -> None:
    if url.scheme == "https" or _is_here(url.host):
        return
    message = f"{url} asks for the password in the clear. Use its https:// address."
    raise ServiceError(message)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
