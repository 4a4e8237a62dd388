"""The web application: its routes, and what an error becomes when it reaches the outside."""

import logging
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

from ecograph.errors import EcographError, PeopleError, ServiceError
from ecograph.people import People
from ecograph.questions import catalogue
from ecograph.settings import Settings
from ecograph.store import Reader
from ecograph_api import home, service
from ecograph_api.access import signing
from ecograph_api.access.sessions import Sessions
from ecograph_api.files import mount_files
from ecograph_api.frameworks import due, elements, indicators, information, overview, surveys
from ecograph_api.frameworks.readings import FrameworkReadings
from ecograph_api.http import health, problems, telemetry
from ecograph_api.http.bodies import BoundedBodies
from ecograph_api.http.compression import Compressed
from ecograph_api.http.crossorigin import CrossOrigin
from ecograph_api.http.methods import HeadAsGet, allow, preflight
from ecograph_api.http.observing import REQUEST_ID, Observed, RouteNoted
from ecograph_api.http.proxies import Forwarded, Rooted, RootedLinks, rooted
from ecograph_api.http.rates import RateLimited
from ecograph_api.http.representations import SuffixAsAccept
from ecograph_api.http.responses import PROBLEM, UnchangedError, caching, problem_answer
from ecograph_api.http.safety import SafeHeaders, safe_headers
from ecograph_api.network import maps, measures, review
from ecograph_api.network.readings import Readings, Recent
from ecograph_api.pages import LISTS, environment
from ecograph_api.register import entities, inventory, questions
from ecograph_api.site import Site, page_queries, site_of_problem
from ecograph_api.sparql import endpoint, graphstore

_log = logging.getLogger(__name__)
PARTS = (
    # Routes are tried in turn: what programs ask most comes first.
    endpoint,
    *(home, maps, measures, review),
    # The day's list comes before the frameworks, whose ids may be anything else.
    *(due, overview, indicators, elements, information, surveys),
    *(questions, inventory, entities, graphstore, service, signing),
    *(health, telemetry),
)
_WITH_SUFFIXES = frozenset(
    {*LISTS, "elements", "frameworks", "indicators", "information", "map", "measures"}
    | {"questions", "review", "search", "sparql", "store", "surveys"}
)
_REFUSALS: dict[int | str, dict[str, object]] = {
    "4XX": {
        "description": "What is wrong with the request and what helps (RFC 9457).",
        "content": {PROBLEM: {"schema": problems.SCHEMA}},
    }
}
_NO_PAGE, _NO_METHOD = 404, 405
_PASSING = frozenset({429, 503})
_LATER = {"Retry-After": "5"}


def create_app(
    reader: Reader, settings: Settings, today: Callable[[], date] = date.today
) -> FastAPI:
    """Return the web application over a reader; today says which day it is.

    Without a file of tokens everybody is the public to it, and no internal fact goes out.
    """
    app = FastAPI(
        title="ecograph",
        summary="A register of dated, sourced relations between organisations.",
        version=version("ecograph"),
        docs_url=None,
        redoc_url=None,
        responses=_REFUSALS,
        servers=[{"url": settings.root_path}] if settings.root_path else None,
    )
    app.state.root = settings.root_path
    app.state.embed_origins = settings.embed_origins
    app.state.telemetry = telemetry.Telemetry(reader)
    app.state.site = Site(
        reader=reader,
        pages=environment(),
        queries=page_queries(),
        questions=catalogue(),
        seconds=settings.query_seconds,
        today=today,
        biannual=settings.biannual,
        address=settings.address,
        most_rows=settings.query_rows,
    )
    app.state.people = People.from_file(settings.tokens)
    app.state.writer = None
    app.state.sessions = Sessions(app.state.people, settings.session_secret)
    app.state.drawings = maps.Drawings()
    app.state.readings = Readings()
    app.state.framework_readings = FrameworkReadings()
    app.state.informed = Recent()
    for part in PARTS:
        app.include_router(part.router)
    mount_files(app)
    _surround(app, settings)
    _handle_errors(app)
    return app


def _surround(app: FastAPI, settings: Settings) -> None:
    """Put around the routes what every request passes; what is added last comes first."""
    app.add_middleware(RouteNoted)
    app.add_middleware(SuffixAsAccept, collections=_WITH_SUFFIXES)
    app.add_middleware(BoundedBodies)
    if settings.rate:
        app.add_middleware(RateLimited, a_minute=settings.rate)
    if settings.root_path:
        app.add_middleware(RootedLinks, root=settings.root_path)
    app.add_middleware(Compressed)
    app.add_middleware(CrossOrigin)
    app.add_middleware(SafeHeaders, embed_origins=settings.embed_origins)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Observed, telemetry=app.state.telemetry)
    if settings.trusted_proxies:
        app.add_middleware(Forwarded, trusted=settings.trusted_proxies)
    if settings.root_path:
        app.add_middleware(Rooted, root=settings.root_path)


def _handle_errors(app: FastAPI) -> None:
    app.exception_handler(EcographError)(_deliberate)
    app.exception_handler(HTTPException)(_of_http)
    app.exception_handler(RequestValidationError)(_of_request)
    app.exception_handler(UnchangedError)(_unchanged)
    app.exception_handler(500)(_accident)


def _deliberate(request: Request, error: EcographError) -> Response:
    problem = problems.of_error(error)
    if isinstance(error, PeopleError | ServiceError):
        _log.warning("%s", error)
    headers = _LATER if problem.status in _PASSING else {}
    return problem_answer(request, site_of_problem(request), problem, headers)


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
    return problem_answer(request, site_of_problem(request), problem, headers)


def _of_request(request: Request, error: RequestValidationError) -> Response:
    problem = problems.of_parameters(error.errors())
    return problem_answer(request, site_of_problem(request), problem)


def _unchanged(request: Request, error: UnchangedError) -> Response:
    return Response(status_code=304, headers=caching(site_of_problem(request), error.tag))


def _accident(request: Request, _: Exception) -> Response:
    """Answer outside of all that surrounds the routes, with what that would have added."""
    state, request_id = request.app.state, request.state.request_id
    path = request.url.path.removeprefix(state.root)
    headers = {**safe_headers(path, state.embed_origins), REQUEST_ID: request_id}
    problem = problems.of_accident(request_id)
    answer = problem_answer(request, site_of_problem(request), problem, headers)
    kind = answer.headers["content-type"]
    return Response(rooted(bytes(answer.body), kind, state.root), 500, headers, media_type=kind)


def _methods(request: Request) -> list[str]:
    """Return the methods that this address takes; a file, which has no route, is only read."""
    routes = [route for part in PARTS for route in part.router.routes]
    fitting = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    taken = [route.methods or set() for route in fitting if isinstance(route, APIRoute)]
    return sorted(set().union(*taken)) or ["GET"]
