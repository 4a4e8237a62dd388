"""SPARQL over HTTP: the protocol for programs, and at the same address a page for people."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from ecograph.errors import EcographError, QueryRefusedError, UsageError
from ecograph.records import Answer
from ecograph_api import problems, results
from ecograph_api.representations import SUFFIXES, TURTLE, chosen, suffix_of, wants_page
from ecograph_api.responses import caching, check_unchanged, page
from ecograph_api.site import Site, TheSite

router = APIRouter(tags=["SPARQL"])

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
# A query of the longest length that is run, each character written as %XX%XX.
_MOST_BYTES = 128_000
_CHOOSES_DATA = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_NO_UPDATES = "This service only reads: an update is not run. Ask with SELECT, ASK or CONSTRUCT."
_DESCRIBED: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The answer, in the format asked for.",
        "content": {name: {} for name in (results.TABLE, *SUFFIXES.values())},
    }
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {
                    "type": "object",
                    "required": ["query"],
                    "properties": {"query": {"type": "string"}},
                }
            },
            _QUERY: {"schema": {"type": "string"}},
        },
    }
}


def asked(request: Request) -> str | None:
    """Return the query in an address, None without one."""
    return _query(request.query_params.multi_items())


async def posted(request: Request) -> str:
    """Return the query in the body of a request, sent as a form or as it is."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _UPDATE:
        raise QueryRefusedError(_NO_UPDATES)
    if kind not in {_FORM, _QUERY}:
        raise HTTPException(415, f"A query is sent as {_QUERY} or {_FORM}, not as “{kind}”.")
    text = await _body(request)
    pairs = [(name, value) for name, values in parse_qs(text).items() for value in values]
    query = text if kind == _QUERY else _query(pairs)
    if not query:
        raise UsageError("There is no query: send it as the form field query, or as the body.")
    return query


@router.get(
    "/sparql",
    summary="Ask in SPARQL",
    responses=_DESCRIBED,
    openapi_extra={
        "parameters": [
            {
                "name": "query",
                "in": "query",
                "schema": {"type": "string"},
                "description": "A SPARQL 1.1 query. Without it, the description of the service.",
            }
        ]
    },
)
def get(request: Request, site: TheSite, query: Annotated[str | None, Depends(asked)]) -> Response:
    """Answer a query; without one, describe the service, to a browser with a page for writing."""
    if wants_page(request.headers.get("accept", "")):
        return _page(request, site, query or "")
    if query is None:
        return _description(request, site)
    return _answer(request, site, query)


@router.post("/sparql", summary="Ask in SPARQL", responses=_DESCRIBED, openapi_extra=_BODY)
def post(request: Request, site: TheSite, query: Annotated[str, Depends(posted)]) -> Response:
    """Answer a query that was sent in the body."""
    if wants_page(request.headers.get("accept", "")):
        return _page(request, site, query)
    return _answer(request, site, query)


def _query(pairs: Sequence[tuple[str, str]]) -> str | None:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise QueryRefusedError(_NO_UPDATES)
    if any(name in values for name in _CHOOSES_DATA):
        message = (
            "The data cannot be chosen here: every query asks all that you may see. Leave the "
            f"parameters {', '.join(_CHOOSES_DATA)} out; GRAPH ?source asks one source."
        )
        raise UsageError(message)
    queries = values.get("query", [])
    if len(queries) > 1:
        raise UsageError("There are several queries in this request: send one at a time.")
    return queries[0] if queries else None


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


def _answer(request: Request, site: Site, query: str) -> Response:
    edition = site.reader.edition
    accept = request.headers.get("accept", "")
    answer = site.answer(query, results.asked_for(suffix_of(request), accept))
    tag = f'"{edition}-{answer.media_type}"'
    check_unchanged(request, tag)
    headers = caching(tag) | _said_if_cut(answer)
    return Response(answer.body, 200, headers, media_type=_with_charset(answer.media_type))


def _page(request: Request, site: Site, query: str) -> Response:
    """Return the page for writing queries, with the answer to this one or why there is none."""
    shown, problem = None, None
    if query.strip():
        try:
            shown = results.shown(site.reader.base, site.answer(query, results.FOR_PAGE))
        except EcographError as error:
            problem = problems.of_error(error)
    found = starters(site)
    values = {
        "query": query,
        "text": query or found[0][1],
        "starters": found,
        "seconds": site.seconds,
        "shown": shown,
        "problem": problem,
    }
    return page(request, site, "sparql.html", values, problem.status if problem else 200)


def starters(site: Site) -> list[tuple[str, str]]:
    """Return the titles and texts of the queries that somebody can start from."""
    found = [text for name, text in sorted(site.queries.items()) if name.startswith("editor-")]
    return [
        (
            text.partition("\n")[0].removeprefix("#+ title: "),
            "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+")),
        )
        for text in found
    ]


def _description(request: Request, site: Site) -> Response:
    form = chosen(request.headers.get("accept", ""), (TURTLE,))
    text = site.pages.get_template("service.ttl").render()
    return Response(text, headers={"Vary": "Accept"}, media_type=_with_charset(form))


def _said_if_cut(answer: Answer) -> dict[str, str]:
    return {"Ecograph-Truncated": "true"} if answer.truncated else {}


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
