"""Answer HEAD as GET without the body, and OPTIONS with what an address takes."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_IS_HEAD = "ecograph_is_head"


class HeadAsGet:
    """Middleware that passes HEAD on as GET, and leaves out the body of the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer to HEAD has the headers of GET alone."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] != "http.response.body":
                await send(message)
            elif not message.get("more_body", False):
                await send({"type": "http.response.body", "body": b""})

        await self._app({**scope, "method": "GET", _IS_HEAD: True}, receive, send_head)


def is_head(request: Request) -> bool:
    """Tell whether only the headers of an answer are asked for."""
    return _IS_HEAD in request.scope


def allow(methods: Sequence[str]) -> str:
    """Return the header Allow of an address whose routes take these methods."""
    implied = {"HEAD"} if "GET" in methods else set()
    return ", ".join(sorted({*methods, *implied, "OPTIONS"}))


def preflight(methods: Sequence[str]) -> Mapping[str, str]:
    """Return the headers of an answer to OPTIONS, which programs in other sites' pages ask for.

    They may send a query and keep its answer; a token or a session they may not send.
    """
    return {
        "Allow": allow(methods),
        "Access-Control-Allow-Methods": allow(methods),
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
