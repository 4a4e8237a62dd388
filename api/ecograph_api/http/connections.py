"""Bound the connections of the server: how many there are, and how slowly a request may begin."""

import asyncio
from functools import lru_cache

from uvicorn.protocols.http.h11_impl import H11Protocol

from ecograph_api.http.clients import Networks, household

MOST = 800
MOST_OF_ONE_CLIENT = 200
_HEADER_SECONDS = 10.0


class BoundedConnection(H11Protocol):
    """A connection that is one of a bounded number, and whose requests begin in time.

    uvicorn itself closes one that is idle between two requests, but waits for ever for the rest
    of a header that has begun, or has not.
    """

    header_seconds = _HEADER_SECONDS
    most = MOST
    most_of_one_client = MOST_OF_ONE_CLIENT
    _deadline: asyncio.TimerHandle | None = None

    @property
    def address(self) -> str:
        """Return where the connection comes from."""
        return self.client[0] if self.client else ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin, unless there are too many."""
        super().connection_made(transport)
        if self._is_one_too_many():
            transport.abort()
        else:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._unwatch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what has come; until a request has begun the time runs on."""
        super().data_received(data)
        # There is no cycle before the first request, whatever its declaration says.
        if self.cycle is None or self.cycle.response_complete:  # type: ignore[redundant-expr]  # as said
            self._watch()
        else:
            self._unwatch()

    def _watch(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.header_seconds, self._close)

    def _unwatch(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()

    def _is_one_too_many(self) -> bool:
        if len(self.connections) > self.most:
            return True
        if _networks(tuple(self.config.forwarded_allow_ips)).hold(self.address):
            return False
        all_alike = [each for each in self.connections if isinstance(each, BoundedConnection)]
        mine = household(self.address)
        number = sum(household(each.address) == mine for each in all_alike)
        return number > self.most_of_one_client


@lru_cache(maxsize=1)
def _networks(proxies: tuple[str, ...]) -> Networks:
    return Networks(proxies)
