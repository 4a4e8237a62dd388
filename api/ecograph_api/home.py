"""The home page: what is in the register, the questions, a search and a SPARQL box."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ecograph_api.http.representations import HTML, JSON
from ecograph_api.http.responses import form_of, json_answer, page
from ecograph_api.register.questions import grouped
from ecograph_api.site import Site, TheSite
from ecograph_api.sparql.editor import starter

router = APIRouter(tags=["service"])

_LISTED = ("organisations", "clusters", "outposts", "programmes", "resources", "relations")


@router.get("/", summary="What is in the register")
def home(request: Request, site: TheSite) -> Response:
    """Return how much of each the register holds, where it comes from and what can be asked."""
    form = form_of(request, site, (HTML, JSON))
    content = {
        "counts": _counts(site),
        "relations": [dict(row) for row in site.kept_rows("counts-of-relations")],
        "sources": [dict(row) for row in site.kept_rows("sources")],
    }
    if form == JSON:
        return json_answer(site, content)
    values = {**content, "groups": grouped(site), "starter": starter(site)}
    return page(request, site, "home.html", values)


def _counts(site: Site) -> dict[str, int]:
    counted = {row["what"]: int(row["number"]) for row in site.kept_rows("counts")}
    return {what: counted.get(what, 0) for what in _LISTED}
