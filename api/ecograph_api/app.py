"""The web application: its routes, and what an error becomes when it reaches the outside."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import Match

from ecograph.errors import EcographError
from ecograph.questions import catalogue
from ecograph.settings import Settings
from ecograph.store import Reader
from ecograph_api import (
    due,
    elements,
    entities,
    frameworkreadings,
    frameworks,
    graphstore,
    home,
    indicators,
    information,
    inventory,
    maps,
    measures,
    networks,
    problems,
    questions,
    review,
    service,
    sparql,
)
from ecograph_api.compression import Compressed
from ecograph_api.crossorigin import CrossOrigin
from ecograph_api.files import mount_files
from ecograph_api.methods import HeadAsGet, allow, preflight
from ecograph_api.pages import LISTS, environment
from ecograph_api.representations import SuffixAsAccept
from ecograph_api.responses import PROBLEM, UnchangedError, caching, problem_answer
from ecograph_api.safety import SafeHeaders, safe_headers
from ecograph_api.site import Site, page_queries, site_of

PARTS = (
    *(home, maps, measures, review),
    # The day's list comes before the frameworks, whose ids may be anything else.
    *(due, frameworks, indicators, elements, information),
    *(questions, inventory, entities, sparql, graphstore, service),
)
_WITH_SUFFIXES = frozenset(
    {*LISTS, "elements", "frameworks", "indicators", "information", "map", "measures"}
    | {"questions", "review", "search", "sparql", "store"}
)
_REFUSALS: dict[int | str, dict[str, object]] = {
    "4XX": {
        "description": "What is wrong with the request and what helps (RFC 9457).",
        "content": {PROBLEM: {"schema": problems.SCHEMA}},
    }
}
_NO_PAGE, _NO_METHOD, _UNAVAILABLE = 404, 405, 503
_LATER = {"Retry-After": "5"}


def create_app(
    reader: Reader, settings: Settings, today: Callable[[], date] = date.today
) -> FastAPI:
    """Return the web application over a reader; today says which day it is.

    Everybody is the public to it: it never gives an internal fact away.
    """
    app = FastAPI(
        title="ecograph",
        summary="A register of dated, sourced relations between organisations.",
        version=version("ecograph"),
        docs_url=None,
        redoc_url=None,
        responses=_REFUSALS,
    )
    app.state.site = Site(
        reader=reader,
        pages=environment(),
        queries=page_queries(),
        questions=catalogue(),
        seconds=settings.query_seconds,
        today=today,
        biannual=settings.biannual,
        most_rows=settings.query_rows,
    )
    app.state.drawings = maps.Drawings()
    app.state.readings = networks.Readings()
    app.state.framework_readings = frameworkreadings.FrameworkReadings()
    app.state.informed = networks.Recent()
    for part in PARTS:
        app.include_router(part.router)
    mount_files(app)
    app.add_middleware(SuffixAsAccept, collections=_WITH_SUFFIXES)
    app.add_middleware(Compressed)
    app.add_middleware(CrossOrigin)
    app.add_middleware(SafeHeaders)
    app.add_middleware(HeadAsGet)
    _handle_errors(app)
    return app


def _handle_errors(app: FastAPI) -> None:
    app.exception_handler(EcographError)(_deliberate)
    app.exception_handler(HTTPException)(_of_http)
    app.exception_handler(RequestValidationError)(_of_request)
    app.exception_handler(UnchangedError)(_unchanged)
    app.exception_handler(500)(_accident)


def _deliberate(request: Request, error: EcographError) -> Response:
    problem = problems.of_error(error)
    headers = _LATER if problem.status == _UNAVAILABLE else {}
    return problem_answer(request, site_of(request), problem, headers)


def _of_http(request: Request, error: HTTPException) -> Response:
    path, detail, headers = request.url.path, error.detail, dict(error.headers or {})
    if error.status_code == _NO_PAGE and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"This server has no page {path}."
    if error.status_code == _NO_METHOD:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=preflight(_methods(request)))
        headers["Allow"] = allow(_methods(request))
        detail = f"{path} takes {headers['Allow']}, not {request.method}."
    problem = problems.of_status(error.status_code, detail)
    return problem_answer(request, site_of(request), problem, headers)


def _of_request(request: Request, error: RequestValidationError) -> Response:
    problem = problems.of_parameters(error.errors())
    return problem_answer(request, site_of(request), problem)


def _unchanged(_: Request, error: UnchangedError) -> Response:
    return Response(status_code=304, headers=caching(error.tag))


def _accident(request: Request, _: Exception) -> Response:
    headers = safe_headers(request.url.path)
    return problem_answer(request, site_of(request), problems.of_accident(), headers)


def _methods(request: Request) -> list[str]:
    """Return the methods that this address takes; a file, which has no route, is only read."""
    routes = [route for part in PARTS for route in part.router.routes]
    fitting = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    taken = [route.methods or set() for route in fitting if isinstance(route, APIRoute)]
    return sorted(set().union(*taken)) or ["GET"]
