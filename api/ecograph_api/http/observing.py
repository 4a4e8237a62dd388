"""Watch each request: give it an id, write its line in the log, and count it."""

import logging
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecograph.people import ANYBODY, Person
from ecograph_api.http.logs import begin_request
from ecograph_api.http.telemetry import Answered, Telemetry

REQUEST_ID = "X-Request-ID"
_OF_A_WRITE = "Ecograph-Edition"
_FILES, _NONE = "(files)", "(none)"
_ACCIDENT, _HUNG_UP = 500, 499
_access = logging.getLogger("ecograph.access")


class Observed:
    """Middleware that logs and counts requests, never what they hold.

    Of an address only the template of its route is told: a path may name an internal thing.
    """

    def __init__(self, app: ASGIApp, telemetry: Telemetry) -> None:
        self._app = app
        self._telemetry = telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its answer carries its id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = begin_request(Headers(scope=scope).get(REQUEST_ID, ""))
        watched = _Watched(state["request_id"], send)
        try:
            await self._app(scope, receive, watched.send)
        except BaseException:
            watched.status = watched.status or _ACCIDENT
            raise
        finally:
            answered = watched.answered(scope)
            self._telemetry.count(answered)
            _access.info("%s", answered, extra={"fields": answered.fields()})


class RouteNoted:
    """Middleware, next to the routes, that notes the template of the one that was taken."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        try:
            await self._app(scope, receive, send)
        finally:
            if scope["type"] == "http":
                scope["state"]["route"] = _route(scope)


class _Watched:
    """An answer as it goes out."""

    def __init__(self, request_id: str, send: Send) -> None:
        self.status = 0
        self._is_write = False
        self._bytes = 0
        self._request_id = request_id
        self._send = send
        self._begun = perf_counter()

    async def send(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = self._request_id
            self._is_write = _OF_A_WRITE in headers
        self._bytes += len(message.get("body", b""))
        await self._send(message)

    def answered(self, scope: Scope) -> Answered:
        """Return what became of the request."""
        person: Person = scope["state"].get("person", ANYBODY)
        return Answered(
            method=scope["method"],
            route=scope["state"].get("route", _NONE),
            status=self.status or _HUNG_UP,
            seconds=perf_counter() - self._begun,
            bytes=self._bytes,
            role=person.role.value,
            is_write=self._is_write,
        )


def _route(scope: Scope) -> str:
    route = scope.get("route")
    if isinstance(scope.get("endpoint"), StaticFiles) or isinstance(route, Mount):
        return _FILES
    return str(getattr(route, "path_format", _NONE))
