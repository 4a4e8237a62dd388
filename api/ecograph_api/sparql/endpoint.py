"""SPARQL over HTTP: the protocol for programs, and at the same address a page for people."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from ecograph.errors import EcographError
from ecograph.store.queries.reader import collected
from ecograph_api.access.rights import person_of
from ecograph_api.http import problems
from ecograph_api.http.clients import client_of
from ecograph_api.http.representations import SUFFIXES, suffix_of, wants_page
from ecograph_api.http.responses import bytes_answer, form_of, page
from ecograph_api.site import Site, TheSite
from ecograph_api.sparql import editor, protocol, results, updating
from ecograph_api.sparql.description import FORMS, description
from ecograph_api.sparql.protocol import Asked
from ecograph_api.sparql.streaming import answered
from ecograph_api.sparql.updating import Update

router = APIRouter(tags=["SPARQL"])

_TABLES = tuple(SUFFIXES[name] for name in ("xml", "csv", "tsv", "html"))
_DESCRIBED: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The answer, in the format asked for.",
        "content": {name: {} for name in (results.TABLE, *_TABLES, *FORMS)},
    }
}
_IRIS = {"type": "array", "items": {"type": "string"}}
_GRAPHS = [
    {"name": name, "in": "query", "schema": _IRIS, "description": meaning}
    for name, meaning in (
        ("default-graph-uri", "A graph that the default graph is made of; it may be repeated."),
        ("named-graph-uri", "A graph that GRAPH can name; it may be repeated."),
    )
]
_BODY = {
    "parameters": _GRAPHS,
    "requestBody": {
        "required": True,
        "content": {
            protocol.FORM: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "query": {"type": "string"},
                        "update": {"type": "string", "description": "Instead, by a writer."},
                        "default-graph-uri": _IRIS,
                        "named-graph-uri": _IRIS,
                        "using-graph-uri": _IRIS,
                        "using-named-graph-uri": _IRIS,
                    },
                }
            },
            protocol.QUERY: {"schema": {"type": "string"}},
            protocol.UPDATE: {"schema": {"type": "string"}},
        },
    },
}


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
            },
            *_GRAPHS,
        ]
    },
)
def get(
    request: Request, site: TheSite, asked: Annotated[Asked | None, Depends(protocol.asked)]
) -> Response:
    """Answer a query; without one, describe the service, to a browser with a page for writing."""
    if wants_page(request.headers.get("accept", "")):
        return _page(request, site, asked)
    if asked is None:
        return _description(request, site)
    return _answer(request, site, asked)


@router.post("/sparql", summary="Ask or write in SPARQL", responses=_DESCRIBED, openapi_extra=_BODY)
def post(
    request: Request, site: TheSite, asked: Annotated[Asked | Update, Depends(protocol.posted)]
) -> Response:
    """Answer a query that was sent in the body, or run an update for somebody who may write."""
    if isinstance(asked, Update):
        return updating.update(request, person_of(request), asked)
    if wants_page(request.headers.get("accept", "")):
        return _page(request, site, asked)
    return _answer(request, site, asked)


def _answer(request: Request, site: Site, asked: Asked) -> Response:
    accept = results.asked_for(suffix_of(request), request.headers.get("accept", ""))
    return answered(request, site, asked.query, accept, asked.dataset)


def _page(request: Request, site: Site, asked: Asked | None) -> Response:
    """Return the page for writing queries, with the answer to this one or why there is none."""
    # What is told is of the edition that stands before the query runs, or kept by nobody.
    site = site.of_edition(site.edition)
    answer, problem = None, None
    if asked:
        try:
            stream = site.stream(
                *(asked.query, results.FOR_PAGE, asked.dataset, client_of(request)),
                rows=results.ROWS_FOR_PAGE,
            )
            answer = results.shown(site.reader.base, collected(stream), site.most_rows)
        except EcographError as error:
            problem = problems.of_error(error)
    chosen = request.query_params.get("example", "")
    values = {
        "query": asked.query if asked else "",
        "text": asked.query if asked else _start(site, chosen),
        "examples": editor.examples(site),
        "chosen": chosen,
        "words": editor.words(site),
        "seconds": site.seconds,
        "shown": answer,
        "problem": problem,
    }
    return page(request, site, "sparql.html", values, problem.status if problem else 200)


def _start(site: Site, example: str) -> str:
    return editor.example(site, example) if example else editor.starter(site)


def _description(request: Request, site: Site) -> Response:
    form = form_of(request, site, tuple(FORMS))
    return bytes_answer(site, description(request, site, form), form)
