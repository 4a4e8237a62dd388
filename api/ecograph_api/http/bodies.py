"""Bound what a request may send after its headers: how much, and how slowly."""

import asyncio

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A whole graph may be so large; everything else has a smaller limit of its own.
MOST_BYTES = 64_000_000
SECONDS = 20.0
LEAST_BYTES_A_SECOND = 4_000


class BoundedBodies:
    """Middleware that ends a request whose body is too large, or drips."""

    def __init__(
        self, app: ASGIApp, most_bytes: int = MOST_BYTES, seconds: float = SECONDS
    ) -> None:
        self._app = app
        self._most_bytes = most_bytes
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a body that ends."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(scope, receive, self._most_bytes, self._seconds)

        async def send_noted(message: Message) -> None:
            body.is_answered = True
            await send(message)

        await self._app(scope, body.receive, send_noted)


class _Body:
    """A body that is being received; its time grows with what has come."""

    def __init__(self, scope: Scope, receive: Receive, most_bytes: int, seconds: float) -> None:
        self.is_answered = False
        self._receive = receive
        self._most_bytes = most_bytes
        self._announced = Headers(scope=scope).get("content-length", "")
        self._seconds = seconds
        self._begun = 0.0
        self._bytes = 0
        self._is_whole = False

    async def receive(self) -> Message:
        """Return the next piece; HTTPException 413 or 408 where there is too much, or too late.

        Where the answer has begun already, its client counts as gone.
        """
        try:
            return await (self._receive() if self._is_whole else self._next())
        except HTTPException:
            if self.is_answered:
                return {"type": "http.disconnect"}
            raise

    async def _next(self) -> Message:
        if self._announced.isdecimal():
            self._check(int(self._announced))
        message = await self._in_time()
        self._is_whole = not message.get("more_body", False)
        self._bytes += len(message.get("body", b""))
        self._check(self._bytes)
        return message

    async def _in_time(self) -> Message:
        now = asyncio.get_running_loop().time()
        self._begun = self._begun or now
        end = self._begun + self._seconds + self._bytes / LEAST_BYTES_A_SECOND
        try:
            async with asyncio.timeout_at(end):
                return await self._receive()
        except TimeoutError:
            message = (
                f"{self._bytes:,} bytes of the body came in {end - self._begun:.0f} s, and not its "
                "end. Send it in one go."
            )
            raise HTTPException(408, message, {"Connection": "close"}) from None

    def _check(self, number: int) -> None:
        if number > self._most_bytes:
            message = f"A body can have {self._most_bytes:,} bytes at most."
            raise HTTPException(413, message, {"Connection": "close"})
