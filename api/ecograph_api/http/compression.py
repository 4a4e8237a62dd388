"""Send answers compressed to whoever takes them so, with a tag that says so."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecograph.negotiation import quality
from ecograph_api.http.representations import XLSX

_LEAST_BYTES = 1_000
# The sixth of nine levels takes nearly three times as long and saves a fifth of the bytes.
_LEVEL = 3


class Compressed:
    """Middleware that compresses answers.

    A compressed answer is the same in other bytes, so its ETag is weak.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        closed = (*DEFAULT_EXCLUDED_CONTENT_TYPES, XLSX)
        self._compressing = GZipMiddleware(app, _LEAST_BYTES, _LEVEL, exclude_content_types=closed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer goes out as its client takes it."""
        if scope["type"] != "http":
            await self._plain(scope, receive, send)
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                _tag(MutableHeaders(scope=message), Headers(scope=scope).get("if-none-match", ""))
            await send(message)

        app = self._compressing if _takes_gzip(scope) else self._plain
        await app(scope, receive, send_tagged)


def _takes_gzip(scope: Scope) -> bool:
    accepted = Headers(scope=scope).get("accept-encoding", "")
    return bool(accepted) and quality(accepted, "gzip") > 0


def _tag(headers: MutableHeaders, held: str) -> None:
    """Make the tag of a compressed answer weak, and that of an answer which is held compressed."""
    varying = [name.strip() for name in headers.get("vary", "").split(",") if name.strip()]
    headers["vary"] = ", ".join(dict.fromkeys([*varying, "Accept-Encoding"]))
    tag = headers.get("etag", "")
    is_compressed = "content-encoding" in headers or f"W/{tag}" in held
    if is_compressed and tag.startswith('"'):
        headers["etag"] = f"W/{tag}"
