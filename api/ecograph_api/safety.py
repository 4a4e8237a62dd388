"""Headers that keep pages from loading anything from elsewhere, or being framed elsewhere."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# The documentation page draws with style attributes and images in its style sheet.
_DOCUMENTATION = {"style-src": "'self' 'unsafe-inline'", "img-src": "'self' data:"}
_DOCUMENTATION_PATH = "/docs"
# What is for frames in pages of others holds public facts, no session and nothing to confirm.
_EMBEDDED = {"frame-ancestors": "*"}
_EMBEDDED_PATHS = "/embed/"


def safe_headers(path: str) -> Mapping[str, str]:
    """Return the headers that an answer from this path carries."""
    policy = _POLICY | (_DOCUMENTATION if path == _DOCUMENTATION_PATH else {})
    policy |= _EMBEDDED if path.startswith(_EMBEDDED_PATHS) else {}
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


class SafeHeaders:
    """Middleware that gives every answer these headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer goes out with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(safe_headers(scope["path"]))
            await send(message)

        await self._app(scope, receive, send_safely)
