"""Let programs in the pages of other sites read what everybody may read."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecograph_api.http.representations import HTML

# A browser on the machine of the server reads it, so pages of other sites must not through that.
_CLOSED = "/metrics"
_SHOWN = "Allow, Content-Disposition, ETag, Ecograph-Rows-At-Most, Ecograph-Truncated, Retry-After"


class CrossOrigin:
    """Middleware that opens every answer but pages and counts to any origin.

    Browsers give an answer open to all only to a request without cookies, so what a session
    shows stays closed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer names who may read it."""
        if scope["type"] != "http" or scope["path"] == _CLOSED:
            await self._app(scope, receive, send)
            return

        async def send_openly(message: Message) -> None:
            if message["type"] == "http.response.start" and not _is_page(message):
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _SHOWN
            await send(message)

        await self._app(scope, receive, send_openly)


def _is_page(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith(HTML)
