"""Write for somebody who may: what the request says of it, and the edition that comes of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response

from ecograph.errors import UsageError
from ecograph.people import People, Person
from ecograph.records import Dataset
from ecograph.writing import Request as Writing
from ecograph.writing import Writer, WriterApart, Written
from ecograph_api.access.rights import VARY, the_writer
from ecograph_api.http.proxies import address_of
from ecograph_api.http.representations import JSON

REASON, REQUEST_ID, EDITION = "Ecograph-Reason", "Idempotency-Key", "Ecograph-Edition"
_LONGEST = 500
_EDITION_NAME = re.compile(r"\d+-[0-9a-f]{8}(-e\d+)?")
_DONE, _CREATED, _NO_CONTENT = 200, 201, 204
_ONLY_READS = (
    "This server only reads: it knows no tokens, so nobody writes here. Ask with SELECT, ASK or "
    "CONSTRUCT; who runs it writes with the command ecograph update, or sets ECOGRAPH_TOKENS."
)
_NOT_HERE = "This server only reads: its register is kept elsewhere. Write to it there."


@dataclass(frozen=True, slots=True)
class Update:
    """An update and the graphs that its patterns are about, None for all."""

    text: str
    using: Dataset | None


def check_writer(request: Request) -> Person:
    """Return the person who is about to write.

    Raises HTTPException 401 for nobody, 403 for who may not and where nobody can.
    """
    people: People = request.app.state.people
    if not people.can_sign_in:
        raise HTTPException(403, _ONLY_READS)
    person = the_writer(request)
    if request.app.state.writer is None:
        raise HTTPException(403, _NOT_HERE)
    return person


AWriter = Annotated[Person, Depends(check_writer)]


def update(request: Request, person: Person, asked: Update) -> Response:
    """Run an update, and tell of the edition that holds it."""
    address = address_of(request)
    found = writer_of(request).update(
        asked.text, writing(request, person), using=asked.using, address=address
    )
    return told(found, _DONE)


def writer_of(request: Request) -> Writer | WriterApart:
    """Return the one who writes for the people of this server."""
    writer: Writer | WriterApart = request.app.state.writer
    return writer


def writing(request: Request, person: Person) -> Writing:
    """Return what the headers say of a write: why, its id, and the edition that it is meant for."""
    reason = unquote(_header(request, REASON)) or f"{request.method} {request.url.path}"
    return Writing(person.name, reason, _header(request, REQUEST_ID), _wanted(request))


def told(written: Written, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return what a write did: its edition, and how many facts came and went."""
    sent = {
        EDITION: written.edition,
        "Ecograph-Added": str(written.added),
        "Ecograph-Removed": str(written.removed),
        "Cache-Control": "no-store",
        "Vary": VARY,
        **(headers or {}),
    }
    if status == _NO_CONTENT:
        return Response(status_code=status, headers=sent)
    body = json.dumps(asdict(written), ensure_ascii=False)
    return Response(body, status, sent, media_type=JSON)


async def whole_body(request: Request, most: int) -> bytes:
    """Return the body of a request; HTTPException 413 for one of more bytes than it may have."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"This request can have {most:,} bytes at most.")
    return bytes(body)


def _header(request: Request, name: str) -> str:
    text = request.headers.get(name, "").strip()
    if len(text) > _LONGEST or not text.isprintable():
        message = f"{name} has {len(text)} characters; it may have {_LONGEST}, all printable."
        raise UsageError(f"{message} Shorten it.")
    return text


def _wanted(request: Request) -> str:
    """Return the edition that If-Match names, also by the ETag of an answer that came from it."""
    tag = request.headers.get("if-match", "").strip()
    if tag in {"", "*"}:
        return ""
    name = tag.removeprefix("W/").strip('"').removeprefix("internal-")
    found = _EDITION_NAME.match(name)
    return found.group() if found else name
