"""The lists of the register: organisations, programmes, partnerships, outposts and resources."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pyoxigraph import Literal

from ecograph_api.access.marking import marked_items
from ecograph_api.http.representations import CSV, HTML, JSON
from ecograph_api.http.responses import csv_answer, form_of, json_answer, page
from ecograph_api.pages import address
from ecograph_api.register.addresses import page_of
from ecograph_api.register.filters import RelationFilters, ThingFilters, bindings, filters
from ecograph_api.site import Part, Record, Site, TheSite

router = APIRouter(tags=["inventory"])

_FORMS = (HTML, JSON, CSV)
_EVERYTHING = Part(0, 1_000_000)
_THING_COLUMNS = ("iri", "name", "classes", "kinds", "city", "country", "status")
_RELATION_COLUMNS = ("iri", "name", "about", "classes", "kinds", "start", "end", "status")
_FORMS_OF_LIST: dict[int | str, dict[str, object]] = {
    200: {"content": {HTML: {}, JSON: {}, CSV: {}}, "description": "The list."}
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a list, in the order of the names."""

    name: str
    columns: tuple[str, ...]
    items: tuple[Record, ...]
    total: int
    page: int
    pages: int


@router.get("/organisations", summary="Organisations and clusters", responses=_FORMS_OF_LIST)
def organisations(
    request: Request, site: TheSite, wanted: Annotated[ThingFilters, Query()]
) -> Response:
    """Return the organisations and clusters that fit, by name."""
    return _answer(request, site, "organisations", wanted)


@router.get("/outposts", summary="Outposts", responses=_FORMS_OF_LIST)
def outposts(request: Request, site: TheSite, wanted: Annotated[ThingFilters, Query()]) -> Response:
    """Return the outposts that fit, by name."""
    return _answer(request, site, "outposts", wanted)


@router.get("/programmes", summary="Programmes, projects, events", responses=_FORMS_OF_LIST)
def programmes(
    request: Request, site: TheSite, wanted: Annotated[ThingFilters, Query()]
) -> Response:
    """Return the programmes, projects, events, networks and working groups that fit, by name."""
    return _answer(request, site, "programmes", wanted)


@router.get("/resources", summary="Sites, facilities, funds", responses=_FORMS_OF_LIST)
def resources(
    request: Request, site: TheSite, wanted: Annotated[ThingFilters, Query()]
) -> Response:
    """Return the sites, facilities, funds, platforms and support services that fit, by name."""
    return _answer(request, site, "resources", wanted)


@router.get("/partnerships", summary="Relations", responses=_FORMS_OF_LIST)
def partnerships(
    request: Request, site: TheSite, wanted: Annotated[RelationFilters, Query()]
) -> Response:
    """Return the partnerships and other relations that fit, by the name of their first party."""
    return _answer(request, site, "partnerships", wanted)


@router.get("/search", summary="Search all lists", responses=_FORMS_OF_LIST)
def search(request: Request, site: TheSite, wanted: Annotated[ThingFilters, Query()]) -> Response:
    """Return whatever bears a name or an identifier, from all lists but the relations."""
    return _answer(request, site, "all", wanted)


def _answer(request: Request, site: Site, name: str, wanted: RelationFilters) -> Response:
    form = form_of(request, site, _FORMS)
    if form == CSV:
        found = listing(site, name, wanted, _EVERYTHING)
        rows = [[item[column] for column in found.columns] for item in found.items]
        return csv_answer(site, name, found.columns, rows)
    found = listing(site, name, wanted, Part((wanted.page - 1) * wanted.size, wanted.size))
    found = replace(found, items=marked_items(site, found.items))
    if form == JSON:
        return json_answer(site, _as_json(wanted, found))
    shown = () if name == "all" else filters(site, name, wanted)
    values = {"found": found, "filters": shown, "wanted": wanted}
    return page(request, site, "inventory.html", values)


def listing(site: Site, name: str, wanted: RelationFilters, part: Part) -> Listing:
    """Return a part of what fits the filters in a list; the name "all" stands for all lists."""
    is_relations = name == "partnerships"
    bound = bindings(site, name, wanted)
    if not is_relations:
        bound["list"] = Literal(name)
    query = "relations" if is_relations else "things"
    counted = site.rows(f"{query}-count", **bound)
    total = int(counted[0]["number"]) if counted else 0
    item = _relation if is_relations else _thing
    return Listing(
        name,
        _RELATION_COLUMNS if is_relations else _THING_COLUMNS,
        tuple(item(site.reader.base, row) for row in site.part(query, part, bound)),
        total,
        wanted.page,
        max(1, ceil(total / wanted.size)),
    )


def _thing(base: str, row: Record) -> Record:
    return {
        "iri": row["thing"],
        "url": page_of(base, row["thing"], row["in_list"]),
        "name": row["name"],
        "classes": _joined(row["classes"]),
        "kinds": _joined(row["kinds"]),
        "city": _joined(row["city"]),
        "country": _joined(row["country"]),
        "status": row["state"],
    }


def _relation(base: str, row: Record) -> Record:
    return {
        "iri": row["relation"],
        "url": page_of(base, row["relation"], "partnerships"),
        "name": _joined(row["parties"], " – ") or row["relation"],
        "about": _joined(row["about"]),
        "classes": _joined(row["classes"]),
        "kinds": _joined(row["kinds"]),
        "start": row["start"],
        "end": row["end"],
        "status": row["state"],
    }


def _joined(text: str, sign: str = "; ") -> str:
    """Return texts that a query put on lines of their own as one, in the order of the alphabet."""
    return sign.join(sorted((line for line in text.split("\n") if line), key=str.casefold))


def _as_json(wanted: RelationFilters, found: Listing) -> dict[str, object]:
    following = wanted.given() | {"page": str(found.page + 1), "size": str(wanted.size)}
    path = f"/{found.name}.json" if found.name != "all" else "/search.json"
    return {
        "list": found.name,
        "filters": {name: value for name, value in wanted.given().items() if value},
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "next": address(path, following) if found.page < found.pages else None,
        "items": found.items,
    }
