"""Refuse a client that sends more requests a minute than one may."""

from collections.abc import Callable
from math import ceil
from time import monotonic

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ecograph_api.http import problems
from ecograph_api.http.clients import client_of
from ecograph_api.http.responses import problem_answer
from ecograph_api.site import site_of_problem

_MINUTE = 60.0
_MANY_CLIENTS = 10_000
_FILES = ("/static/", "/vendor/", "/map-files/")


class Rates:
    """How many requests each client has left: a minute's worth at once, and more as time goes.

    A time is kept for each: when all that it has sent will have been forgiven.
    """

    def __init__(self, a_minute: int, now: Callable[[], float] = monotonic) -> None:
        self._cost = _MINUTE / a_minute
        self._now = now
        self._forgiven: dict[str, float] = {}

    def seconds_to_wait(self, client: str) -> int:
        """Count a request, and return 0; or after how many seconds the next one is answered."""
        now = self._now()
        until = max(self._forgiven.get(client, now), now) + self._cost
        if until - now > _MINUTE:
            return ceil(until - now - _MINUTE)
        if len(self._forgiven) >= _MANY_CLIENTS:
            self._forget(now)
        self._forgiven[client] = until
        return 0

    def _forget(self, now: float) -> None:
        """Drop those who are forgiven, and if those are few, the half that is so soonest."""
        left = sorted((until, client) for client, until in self._forgiven.items() if until > now)
        self._forgiven = {client: until for until, client in left[-_MANY_CLIENTS // 2 :]}


class RateLimited:
    """Middleware that answers 429 to a client that asks for more than its share.

    The files of the pages do not count.
    """

    def __init__(self, app: ASGIApp, a_minute: int) -> None:
        self._app = app
        self._a_minute = a_minute
        self._rates = Rates(a_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless there were too many before it."""
        app = self._app
        if scope["type"] == "http" and not scope["path"].startswith(_FILES):
            request = Request(scope)
            if seconds := self._rates.seconds_to_wait(client_of(request)):
                app = self._refusal(request, seconds)
        await app(scope, receive, send)

    def _refusal(self, request: Request, seconds: int) -> ASGIApp:
        detail = (
            f"This server answers {self._a_minute:,} requests a minute from each client, and more "
            f"came from yours. The next is answered in {seconds} s."
        )
        problem = problems.of_status(429, detail)
        headers = {"Retry-After": str(seconds)}
        return problem_answer(request, site_of_problem(request), problem, headers)
