"""One page an element of a results framework: its chain, what judges it and what serves it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import NamedNode

from ecograph.exports.frameworks import element_document, report_document
from ecograph.frameworks import Element, Frameworks
from ecograph_api.frameworks.lookups import found_item
from ecograph_api.frameworks.matrices import class_words, element_view
from ecograph_api.frameworks.readings import frameworks_of
from ecograph_api.frameworks.yearfilters import YearFilters
from ecograph_api.http.representations import HTML, JSON, JSON_LD, TURTLE, suffix_of
from ecograph_api.http.responses import bytes_answer, form_of, json_answer, page
from ecograph_api.network.review import style_address
from ecograph_api.register.addresses import page_of
from ecograph_api.register.graphs import GRAPHS, graph
from ecograph_api.register.things import Fact, facts_of
from ecograph_api.site import TheSite

router = APIRouter(tags=["results frameworks"])

_FORMS = (HTML, JSON, TURTLE, JSON_LD)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The element."},
    404: {"description": "There is no such element; the message names ids that come near."},
}
# What the page shows in places of its own.
_SHOWN = frozenset({"code", "comment", "framework", "label", "leadsTo", "level", "order", "source"})

Key = Annotated[str, Path(description="The id of an element, such as market/outcome-1.")]


@router.get("/elements/{key:path}", summary="One element of a framework", responses=_ANSWERED)
def one_element(
    request: Request, site: TheSite, key: Key, wanted: Annotated[YearFilters, Query()]
) -> Response:
    """Return an element with its chain, its indicators in a year and what serves it."""
    reading = frameworks_of(request, site)
    known = reading.frameworks
    found = found_item(known.elements, key, "element of a results framework")
    if found.type == "Indicator":
        there = page_of(site.reader.base, found.iri, "indicators", suffix_of(request))
        return RedirectResponse(there, 307)
    form = form_of(request, site, _FORMS)
    if form in GRAPHS:
        text = graph(site, "element-graph", form, thing=NamedNode(found.iri))
        return bytes_answer(site, text, form)
    years = wanted.years(reading, site.today())
    reports = reading.reports(known.indicators_of([found.iri]), years)
    if form == JSON:
        documents = [report_document(known, each, site.biannual) for each in reports]
        return json_answer(site, {**element_document(known, found), "indicators": documents})
    values = {
        "element": found,
        "view": element_view(known, found, {each.indicator.iri: each for each in reports}),
        "framework": known.frameworks.get(found.framework),
        "chain": known.chain(found.iri)[1:],
        "below": _below(known, found),
        "facts": _facts(facts_of(site, NamedNode(found.iri))),
        "contributions": [each for each in known.contributions if each.element == found.iri],
        "years": years,
        "wanted": wanted,
        "class_words": class_words,
        "figure_style": style_address(),
    }
    return page(request, site, "element.html", values)


def _below(known: Frameworks, element: Element) -> list[Element]:
    """Return what leads to an element or stands under it."""
    ways = ("area", "caseOf", "factor", "question", "section")
    return [
        each
        for each in known.elements.values()
        if element.iri in each.leads_to or any(element.iri in each.all(way) for way in ways)
    ]


def _facts(facts: tuple[Fact, ...]) -> list[Fact]:
    return [each for each in facts if _local_name(each.property) not in _SHOWN]


def _local_name(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
