"""One page a thing: the same address as a page, as JSON and as a graph."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import NamedNode

from ecograph.people import ANYBODY
from ecograph_api.access.marking import marked
from ecograph_api.http.representations import HTML, JSON, JSON_LD, TURTLE, suffix_of
from ecograph_api.http.responses import bytes_answer, form_of, json_answer, page
from ecograph_api.register.addresses import iri_of, page_of
from ecograph_api.register.graphs import GRAPHS, graph
from ecograph_api.register.things import Thing, found_thing, thing
from ecograph_api.site import Site, TheSite

router = APIRouter(tags=["things"])

_FORMS = (HTML, JSON, TURTLE, JSON_LD)
_FORMS_OF_THING: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "What the register says of it."},
    404: {"description": "The register has nothing under this key."},
}
Key = Annotated[str, Path(description="The key of the thing, or its whole IRI.")]


@router.get("/organisations/{key:path}", summary="One organisation", responses=_FORMS_OF_THING)
def organisation(request: Request, site: TheSite, key: Key) -> Response:
    """Return what the register says of an organisation or cluster."""
    return _answer(request, site, "organisations", key)


@router.get("/outposts/{key:path}", summary="One outpost", responses=_FORMS_OF_THING)
def outpost(request: Request, site: TheSite, key: Key) -> Response:
    """Return what the register says of an outpost."""
    return _answer(request, site, "outposts", key)


@router.get("/programmes/{key:path}", summary="One programme or event", responses=_FORMS_OF_THING)
def programme(request: Request, site: TheSite, key: Key) -> Response:
    """Return what the register says of a programme, project, event or network."""
    return _answer(request, site, "programmes", key)


@router.get("/resources/{key:path}", summary="One resource", responses=_FORMS_OF_THING)
def resource(request: Request, site: TheSite, key: Key) -> Response:
    """Return what the register says of a site, facility, fund, platform or support service."""
    return _answer(request, site, "resources", key)


@router.get("/partnerships/{key:path}", summary="One relation", responses=_FORMS_OF_THING)
def partnership(request: Request, site: TheSite, key: Key) -> Response:
    """Return what the register says of a partnership or another relation."""
    return _answer(request, site, "partnerships", key)


def _answer(request: Request, site: Site, in_list: str, key: str) -> Response:
    if not key:
        return RedirectResponse(f"/{in_list}", 307)
    iri = _iri(site, in_list, key)
    found = found_thing(site, iri)
    if found is None:
        raise HTTPException(404, f"The register has nothing under “{key}” in {in_list}.")
    if (found["in_list"], found["thing"]) != (in_list, iri):
        suffix = suffix_of(request)
        there = page_of(site.reader.base, found["thing"], found["in_list"], suffix)
        return RedirectResponse(there, 307)
    form = form_of(request, site, _FORMS)
    if form in GRAPHS:
        return bytes_answer(site, graph(site, "thing-graph", form, thing=NamedNode(iri)), form)
    about = thing(site, iri, in_list, found["name"])
    if site.internal:
        about = marked(about, _as_public(site, iri, in_list))
    if form == JSON:
        return json_answer(site, asdict(about))
    return page(request, site, "thing.html", {"thing": about})


def _as_public(site: Site, iri: str, in_list: str) -> Thing | None:
    """Return what everybody may see of a thing, None for one that only staff see."""
    public = site.seen_by(ANYBODY)
    found = found_thing(public, iri)
    return thing(public, iri, in_list, found["name"]) if found else None


def _iri(site: Site, in_list: str, key: str) -> str:
    iri = iri_of(site.reader.base, in_list, key)
    try:
        NamedNode(iri)
    except ValueError as error:
        raise HTTPException(404, f"“{key}” cannot be the key of anything.") from error
    return iri
