"""The page that documents the addresses of the server."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ecograph_api.http.responses import page
from ecograph_api.site import TheSite

router = APIRouter(tags=["service"])


@router.get("/docs", summary="Documentation", include_in_schema=False)
def documentation(request: Request, site: TheSite) -> Response:
    """Return a page on which every address can be read about and tried out."""
    return page(request, site, "docs.html", {})
