"""Headers that keep pages from loading anything from elsewhere, or being framed elsewhere."""

from collections.abc import Mapping, Sequence

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
# What may be framed in pages of others holds public facts, no session and nothing to confirm.
_EMBEDDED_PATHS = "/embed/"
# Without it a browser would send the sign-in form as from nowhere.
_SIGN_IN_PATH = "/sign-in"


def safe_headers(path: str, embed_origins: Sequence[str]) -> Mapping[str, str]:
    """Return the headers that an answer from this path carries; only these sites may frame it."""
    policy = _POLICY | (_DOCUMENTATION if path == _DOCUMENTATION_PATH else {})
    if path.startswith(_EMBEDDED_PATHS):
        policy |= {"frame-ancestors": " ".join(embed_origins)}
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin" if path == _SIGN_IN_PATH else "no-referrer",
    }


class SafeHeaders:
    """Middleware that gives every answer these headers."""

    def __init__(self, app: ASGIApp, embed_origins: Sequence[str]) -> None:
        self._app = app
        self._embed_origins = embed_origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer goes out with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        headers = safe_headers(scope["path"], self._embed_origins)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self._app(scope, receive, send_safely)
