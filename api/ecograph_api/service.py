"""The server about itself: its health, and the documentation of its addresses."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from ecograph_api.responses import page
from ecograph_api.site import TheSite

router = APIRouter(tags=["service"])


@router.get("/health", summary="Health")
def health(site: TheSite) -> Response:
    """Return that the server can answer, and from which edition."""
    edition = site.reader.edition
    if edition:
        site.rows("site")
    content = {"status": "ok" if edition else "empty", "edition": edition}
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


@router.get("/docs", summary="Documentation", include_in_schema=False)
def documentation(request: Request, site: TheSite) -> Response:
    """Return a page on which every address can be read about and tried out."""
    return page(request, site, "docs.html", {})
