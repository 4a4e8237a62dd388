"""Stand behind a proxy: believe what a trusted one says of the client, and live below a path."""

import re
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from ecograph_api.http.clients import Networks
from ecograph_api.http.representations import HTML, JSON

# Templates escape quotes, and so does JSON: in no text of a page or an answer can these stand.
_KEYS = rb'"(?:explained_at|next|url)": ?"'
_ATTRIBUTES = rb'\b(?:href|src|action|formaction|data-[a-z-]+)="'
_LINKS = {
    HTML: re.compile(b"(" + _ATTRIBUTES + b"|" + _KEYS + rb')(/(?!/)[^"]*)'),
    JSON: re.compile(b"(" + _KEYS + rb')(/(?!/)[^"]*)'),
}
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")


class Forwarded:
    """Middleware that takes client, scheme and host from the headers of trusted proxies alone."""

    def __init__(self, app: ASGIApp, trusted: Sequence[str]) -> None:
        self._networks = Networks(trusted)
        self._believing = ProxyHeadersMiddleware(app, list(trusted))  # type: ignore[arg-type]  # uvicorn has stricter types of its own for the same thing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, as its client sent it to the proxy."""
        if scope["type"] == "http" and self._networks.hold((scope["client"] or ("",))[0]):
            host = Headers(scope=scope).get("x-forwarded-host", "")
            if _HOST.fullmatch(host):
                MutableHeaders(scope=scope)["host"] = host
        await self._believing(scope, receive, send)  # type: ignore[arg-type]  # as above


class Rooted:
    """Middleware that takes the path off below which a proxy shows this server.

    It makes no difference whether the proxy has taken it off already.
    """

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its path as it is without a proxy."""
        if scope["type"] == "http" and f"{scope['path']}/".startswith(f"{self._root}/"):
            raw = scope["raw_path"].removeprefix(self._root.encode("ascii"))
            path = scope["path"].removeprefix(self._root)
            scope = {**scope, "path": path or "/", "raw_path": raw or b"/"}
        await self._app(scope, receive, send)


class RootedLinks:
    """Middleware that puts the path before the links that pages, answers and redirects name.

    Inside, every address begins at the root of this server; only here is it known where that is.
    """

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the links of its answer lead below the path."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: list[Message] = []

        async def send_rooted(message: Message) -> None:
            if message["type"] == "http.response.start":
                start[:] = [message]
                return
            if start:
                head = start.pop()
                headers = MutableHeaders(raw=head["headers"])
                if not message.get("more_body", False):
                    message = {**message, "body": self._of(headers, message.get("body", b""))}
                _root_location(headers, self._root)
                await send({**head, "headers": headers.raw})
            await send(message)

        await self._app(scope, receive, send_rooted)

    def _of(self, headers: MutableHeaders, body: bytes) -> bytes:
        """Return a whole body with its links, and correct its length; a stream has none."""
        rooted_body = rooted(body, headers.get("content-type", ""), self._root)
        if "content-length" in headers and body:
            headers["content-length"] = str(len(rooted_body))
        return rooted_body


def rooted(body: bytes, content_type: str, root: str) -> bytes:
    """Return a page, or an answer in JSON, with the path before its links."""
    links = _LINKS.get(content_type.partition(";")[0])
    if not root or not links:
        return body
    # An address may stand below it already: the documentation names the path itself.
    before = root.encode("ascii")
    return links.sub(
        lambda found: found[0] if _is_below(found[2], before) else found[1] + before + found[2],
        body,
    )


def address_of(request: Request) -> str:
    """Return the address of a request as its client sees it, without a query."""
    root: str = request.app.state.root
    url = request.url
    return str(url.replace(path=f"{root}{url.path}", query="", fragment=""))


def _root_location(headers: MutableHeaders, root: str) -> None:
    location = headers.get("location", "")
    if location.startswith("/") and not location.startswith("//"):
        headers["location"] = f"{root}{location}"


def _is_below(address: bytes, root: bytes) -> bool:
    return address == root or address.startswith((root + b"/", root + b"?"))
