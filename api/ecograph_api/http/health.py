"""Whether the server lives, and whether it is ready to answer."""

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from ecograph.errors import EcographError
from ecograph_api.site import Site

router = APIRouter(tags=["service"])

_KEPT_BY_NOBODY = {"Cache-Control": "no-store"}
_READY, _NOT_READY = 200, 503
_WHILE_NOT_READY: dict[int | str, dict[str, object]] = {
    _NOT_READY: {"description": "The same, while no reader has answered from the current edition."}
}


@router.get("/health", summary="Health", responses=_WHILE_NOT_READY)
async def health(request: Request) -> Response:
    """Return whether the server can answer, and from which edition; 503 while it cannot."""
    edition = await _answering_edition(request)
    content = {"live": True, "ready": bool(edition), "edition": edition}
    return _told(content, is_well=bool(edition))


@router.get("/health/live", summary="Is it alive?")
async def live() -> Response:
    """Return that the server takes requests."""
    return _told({"live": True}, is_well=True)


@router.get("/health/ready", summary="Is it ready?", responses=_WHILE_NOT_READY)
async def ready(request: Request) -> Response:
    """Return whether the server can answer; 503 while it cannot."""
    is_ready = bool(await _answering_edition(request))
    return _told({"ready": is_ready}, is_well=is_ready)


def _told(content: dict[str, object], *, is_well: bool) -> Response:
    return JSONResponse(content, _READY if is_well else _NOT_READY, _KEPT_BY_NOBODY)


async def _answering_edition(request: Request) -> str:
    """Return the edition from which a reader has answered, "" while there is none.

    It is asked once an edition, by a thread that no page takes.
    """
    site: Site = request.app.state.site
    return await to_thread.run_sync(_answering, site, limiter=_own_thread(request))


def _answering(site: Site) -> str:
    edition = site.reader.edition
    try:
        if edition:
            site.kept_rows("site")
    except EcographError:
        return ""
    return edition


def _own_thread(request: Request) -> CapacityLimiter:
    state = request.app.state
    if not hasattr(state, "health_thread"):
        state.health_thread = CapacityLimiter(1)
    limiter: CapacityLimiter = state.health_thread
    return limiter
