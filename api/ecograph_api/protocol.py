"""Read a request of the SPARQL protocol: one query, and the graphs that it is asked over."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

from ecograph.errors import QueryRefusedError, UsageError
from ecograph.records import Dataset
from ecograph_api.representations import wants_page

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_DEFAULT, _NAMED = "default-graph-uri", "named-graph-uri"
_OF_UPDATES = ("using-graph-uri", "using-named-graph-uri")
# A query of the longest length that is run, each character written as %XX%XX.
_MOST_BYTES = 128_000
_NO_UPDATES = "This service only reads: an update is not run. Ask with SELECT, ASK or CONSTRUCT."

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the graphs that it is asked over, None for all that its sender may see."""

    query: str
    dataset: Dataset | None


def asked(request: Request) -> Asked | None:
    """Return the query in an address, None for an address that asks nothing.

    A browser asks nothing if it sends an empty form.
    """
    pairs = request.query_params.multi_items()
    if pairs == [("query", "")] and wants_page(request.headers.get("accept", "")):
        return None
    names = {name for name, _ in pairs}
    if not names & {"query", "update", _DEFAULT, _NAMED, *_OF_UPDATES}:
        return None
    return _asked(pairs)


async def posted(request: Request) -> Asked:
    """Return the query in the body of a request, sent as a form or as it is."""
    kind = _kind(request)
    text = await _body(request)
    pairs = request.query_params.multi_items()
    return _asked([*pairs, *(_fields(text) if kind == FORM else [("query", text)])])


def _kind(request: Request) -> str:
    """Return the media type of a body that can be read here; it is UTF-8, or says nothing."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    kind, charset = header.get_content_type(), header.get_content_charset("utf-8")
    if kind == _UPDATE:
        raise QueryRefusedError(_NO_UPDATES)
    if kind not in {FORM, QUERY} or not request.headers.get("content-type"):
        raise HTTPException(415, f"A query is sent as {QUERY} or {FORM}, not as “{kind}”.")
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise HTTPException(415, f"A query is sent as UTF-8 text, not as “{charset}”.")
    return kind


def _fields(text: str) -> Pairs:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise UsageError(f"The form is not UTF-8 text: {error}. Send it as UTF-8.") from error


def _asked(pairs: Pairs) -> Asked:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise QueryRefusedError(_NO_UPDATES)
    if wrong := [name for name in _OF_UPDATES if name in values]:
        message = f"{wrong[0]} belongs to an update. For a query there are {_DEFAULT} and {_NAMED}."
        raise UsageError(message)
    return Asked(_one_query(values), _dataset(values))


def _one_query(values: dict[str, list[str]]) -> str:
    queries = values.get("query", [])
    if len(queries) > 1:
        raise UsageError("There are several queries in this request: send one at a time.")
    if not queries or not queries[0].strip():
        message = "There is no query: send it as the parameter or field query, or as the body."
        raise UsageError(message)
    return queries[0]


def _dataset(values: dict[str, list[str]]) -> Dataset | None:
    return Dataset.of(values.get(_DEFAULT, ()), values.get(_NAMED, ()))


async def _body(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise HTTPException(413, f"A query can have {_MOST_BYTES:,} bytes at most.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"The body is not UTF-8 text: {error}. Send it as UTF-8.") from error
