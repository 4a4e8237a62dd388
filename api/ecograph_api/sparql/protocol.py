"""Read a request of the SPARQL protocol: one query or one update, and the graphs it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

from ecograph.errors import UsageError
from ecograph.records import Dataset
from ecograph_api.access.rights import person_of
from ecograph_api.http.representations import wants_page
from ecograph_api.sparql.updating import Update, check_writer, whole_body

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_DEFAULT, _NAMED = "default-graph-uri", "named-graph-uri"
_OF_UPDATES = ("using-graph-uri", "using-named-graph-uri")
# A query of the longest length that is run, each character written as %XX%XX.
_MOST_BYTES = 128_000
_MOST_BYTES_OF_A_WRITER = 16_000_000
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
_BY_POST = "An update is sent in the body, by POST; an address only asks."

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the graphs that it is asked over, None for all that its sender may see."""

    query: str
    dataset: Dataset | None


async def asked(request: Request) -> Asked | None:
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


async def posted(request: Request) -> Asked | Update:
    """Return the query or update in the body of a request, sent as a form or as it is.

    Who sends an update must be allowed to; that is known before its text is read.
    """
    kind = _kind(request)
    pairs = request.query_params.multi_items()
    if kind == UPDATE:
        check_writer(request)
        text = await _body(request, _MOST_BYTES_OF_A_WRITER)
        return _update(_values([*pairs, ("update", text)]))
    is_writer = person_of(request).may_write
    text = await _body(request, _MOST_BYTES_OF_A_WRITER if is_writer else _MOST_BYTES)
    own = _fields(text) if kind == FORM else [("query", text)]
    if any(name == "update" for name, _ in own):
        check_writer(request)
        return _update(_values([*pairs, *own]))
    return _asked([*pairs, *own])


def _kind(request: Request) -> str:
    """Return the media type of a body that can be read here; it is UTF-8, or says nothing."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    kind, charset = header.get_content_type(), header.get_content_charset("utf-8")
    if kind not in {FORM, QUERY, UPDATE} or not request.headers.get("content-type"):
        message = f"A query is sent as {QUERY} or {FORM}, an update as {UPDATE} or {FORM}"
        raise HTTPException(415, f"{message}, not as “{kind}”.")
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise HTTPException(415, f"A query or update is UTF-8 text, not “{charset}”.")
    return kind


def _fields(text: str) -> Pairs:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise UsageError(f"The form is not UTF-8 text: {error}. Send it as UTF-8.") from error


def _values(pairs: Pairs) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def _asked(pairs: Pairs) -> Asked:
    values = _values(pairs)
    if "update" in values:
        raise UsageError(_BY_POST)
    _check_absent(values, _OF_UPDATES, f"a query: for that there are {_DEFAULT} and {_NAMED}")
    return Asked(_only(values, "query"), _dataset(values, _DEFAULT, _NAMED))


def _update(values: dict[str, list[str]]) -> Update:
    of_updates = " and ".join(_OF_UPDATES)
    _check_absent(values, ("query",), "an update: send one or the other")
    _check_absent(values, (_DEFAULT, _NAMED), f"an update: for that there are {of_updates}")
    return Update(_only(values, "update"), _dataset(values, *_OF_UPDATES))


def _dataset(values: dict[str, list[str]], default: str, named: str) -> Dataset | None:
    for name in (default, named):
        for graph in values.get(name, ()):
            if not _IRI.fullmatch(graph):
                raise UsageError(f"{name} is “{graph}”: give the whole IRI of a graph.")
    return Dataset.of(values.get(default, ()), values.get(named, ()))


def _check_absent(values: dict[str, list[str]], names: Sequence[str], what: str) -> None:
    if wrong := [name for name in names if name in values]:
        raise UsageError(f"The parameter {wrong[0]} does not belong to {what}.")


def _only(values: dict[str, list[str]], name: str) -> str:
    """Return the text of the one query, or of the one update, of a request."""
    texts = values.get(name, [])
    if len(texts) > 1:
        raise UsageError(f"This request holds {name} several times: send one at a time.")
    if not texts or not texts[0].strip():
        message = f"There is no {name} here: send it as the parameter or field {name}"
        raise UsageError(f"{message}, or as the body.")
    return texts[0]


async def _body(request: Request, most: int) -> str:
    body = await whole_body(request, most)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"The body is not UTF-8 text: {error}. Send it as UTF-8.") from error
