"""Bodies: too large or too slow a one is refused, and one that comes slowly but in time is not."""

import asyncio
from collections.abc import Sequence

import pytest
from fastapi import HTTPException, Request
from starlette.types import Message, Receive, Scope, Send

from ecograph_api.http.bodies import BoundedBodies

MOST = 100


def received(pieces: Sequence[bytes], *, wait: float = 0.0, announced: str = "") -> bytes:
    """Return the body that comes in these pieces, so many seconds apart, within 0.2 seconds."""
    waiting = list(pieces)

    async def receive() -> Message:
        await asyncio.sleep(wait)
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    async def read(scope: Scope, receive: Receive, _: Send) -> None:
        scope["read"] = await Request(scope, receive).body()

    async def send(_: Message) -> None:
        """Send nothing."""

    headers = [(b"content-length", announced.encode())] if announced else []
    scope: Scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    asyncio.run(BoundedBodies(read, MOST, seconds=0.2)(scope, receive, send))
    body: bytes = scope["read"]
    return body


def test_a_body_is_passed_on() -> None:
    assert received([b"one ", b"", b"two"], wait=0.01) == b"one two"


def test_a_body_that_drips_is_refused() -> None:
    with pytest.raises(HTTPException, match="408: 2 bytes of the body came in 0 s") as told:
        received([b"x"] * 50, wait=0.09)
    assert told.value.headers == {"Connection": "close"}


def test_a_body_that_never_begins_is_refused() -> None:
    with pytest.raises(HTTPException, match="408: 0 bytes"):
        received([b"late"], wait=5)


def test_a_body_that_is_too_large_is_refused() -> None:
    with pytest.raises(HTTPException, match="413: A body can have 100 bytes at most"):
        received([b"x" * 60] * 2)


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes() -> None:
    with pytest.raises(HTTPException, match="413"):
        received([b"x"], wait=5, announced="101")


def test_a_body_that_drips_on_beside_its_answer_ends_as_if_its_client_were_gone() -> None:
    async def receive() -> Message:
        await asyncio.sleep(0.15)
        return {"type": "http.request", "body": b"x", "more_body": True}

    said: list[Message] = []

    async def answer(_: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        said.extend([await receive() for _ in range(2)])

    async def send(_: Message) -> None:
        """Send nothing."""

    scope: Scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    asyncio.run(BoundedBodies(answer, MOST, seconds=0.2)(scope, receive, send))
    assert [message["type"] for message in said] == ["http.request", "http.disconnect"]
