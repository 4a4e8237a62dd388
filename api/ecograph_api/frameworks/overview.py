"""Results frameworks: the list of them, and each as a page, a picture, tables and a graph."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response
from pydantic import Field
from pyoxigraph import NamedNode

from ecograph.exports import DataTable, as_csv
from ecograph.exports.frameworks import (
    Document,
    element_document,
    framework_document,
    report_document,
)
from ecograph.exports.frameworktables import elements_table
from ecograph.frameworks import Framework, Frameworks, IndicatorReport
from ecograph.frameworks.filling import COLUMNS, sheet
from ecograph.review.indicators import indicator_rows, indicator_table
from ecograph_api.frameworks.lookups import found_item
from ecograph_api.frameworks.matrices import class_words
from ecograph_api.frameworks.parts import Parts, parts_of
from ecograph_api.frameworks.readings import frameworks_of
from ecograph_api.frameworks.sections import sections
from ecograph_api.frameworks.yearfilters import YearFilters
from ecograph_api.http.representations import CSV, HTML, JSON, JSON_LD, TURTLE
from ecograph_api.http.responses import Cell, bytes_answer, csv_answer, form_of, json_answer, page
from ecograph_api.network.filters import Text
from ecograph_api.network.review import style_address
from ecograph_api.register.graphs import GRAPHS, graph
from ecograph_api.site import Site, TheSite

router = APIRouter(tags=["results frameworks"])

_FORMS = (HTML, JSON, CSV, TURTLE, JSON_LD)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The answer, in that form."},
    404: {"description": "There is no such framework; the message names ids that come near."},
}
_FILLED_IN: dict[int | str, dict[str, object]] = {
    200: {"content": {CSV: {}}, "description": "The sheet."},
    404: {"description": "There is no such questionnaire."},
}
_COLUMNS = ("id", "name", "type", "preconditions", "on", "elements", "indicators")
_COUNTS = ("indicators_on", "computed", "partly_computed", "reported")


class FrameworkFilters(YearFilters):
    """Of which year the figures are, and of which cluster a scorecard."""

    cluster: Text = Field("", description="The cluster of a scorecard: its name, id or IRI.")


Key = Annotated[str, Path(description="The id of a framework, such as market, or its IRI.")]


@router.get("/frameworks", summary="All results frameworks", responses=_ANSWERED)
def all_frameworks(request: Request, site: TheSite) -> Response:
    """Return the frameworks with their size, and how many of their indicators are switched on."""
    form = form_of(request, site, _FORMS)
    if form in GRAPHS:
        return bytes_answer(site, graph(site, "frameworks-graph", form), form)
    known = frameworks_of(request, site).frameworks
    found = [framework_document(known, each) for each in known.frameworks.values()]
    if form == JSON:
        return json_answer(site, {"frameworks": found})
    if form == CSV:
        rows = ([_cell(each[name]) for name in (*_COLUMNS, *_COUNTS)] for each in found)
        return csv_answer(site, "frameworks", (*_COLUMNS, *_COUNTS), rows)
    values = {"frameworks": found, "class_words": class_words, "figure_style": style_address()}
    return page(request, site, "frameworks.html", values)


@router.get("/frameworks/{key:path}/sheet", summary="A sheet to fill in", responses=_FILLED_IN)
def sheet_to_fill(
    request: Request, site: TheSite, key: Key, wanted: Annotated[YearFilters, Query()]
) -> Response:
    """Return the questions of a questionnaire that lack an answer as a sheet of observations.

    Fill in what you know, take the other rows out and load it; the answers stay internal.
    """
    form_of(request, site, (CSV,))
    reading = frameworks_of(request, site)
    found = found_item(reading.frameworks.frameworks, key, "results framework")
    if not found.of_type("SurveyQuestion"):
        raise HTTPException(404, f"{found.name} has no questions to fill in.")
    year = wanted.years(reading, site.today()).this
    rows = sheet(reading.frameworks, reading.filled(site.reader, found, year), year)
    cells = ([row[column] for column in COLUMNS] for row in rows)
    return csv_answer(site, "observations", COLUMNS, cells)


@router.get("/frameworks/{key:path}", summary="One results framework", responses=_ANSWERED)
def one_framework(
    request: Request, site: TheSite, key: Key, wanted: Annotated[FrameworkFilters, Query()]
) -> Response:
    """Return a framework with its chain, and what its indicators come to in a year."""
    form = form_of(request, site, _FORMS)
    reading = frameworks_of(request, site)
    found = found_item(reading.frameworks.frameworks, key, "results framework")
    if form in GRAPHS:
        text = graph(site, "framework-graph", form, thing=NamedNode(found.iri))
        return bytes_answer(site, text, form)
    years = wanted.years(reading, site.today())
    reports = reading.reports(reading.indicators_of(found), years)
    parts = parts_of(request, site, found, years=years, cluster=wanted.cluster)
    if form == JSON:
        return json_answer(site, _document(site, reading.frameworks, found, parts, reports))
    if form == CSV:
        return bytes_answer(site, as_csv(_table(reading.frameworks, found, parts, reports)), CSV)
    values = {
        **sections(request, site, found, parts, reports),
        "years": years,
        "wanted": wanted,
        "figure_style": style_address(),
    }
    return page(request, site, "framework.html", values)


def _table(
    known: Frameworks, found: Framework, parts: Parts, reports: Sequence[IndicatorReport]
) -> DataTable:
    """Return its parts, else its indicators, else its elements."""
    own = parts.tables(known)
    if own or not reports:
        return own[0] if own else elements_table(known, found)
    return indicator_table(indicator_rows(known, tuple(reports)))


def _document(
    site: Site,
    known: Frameworks,
    found: Framework,
    parts: Parts,
    reports: Sequence[IndicatorReport],
) -> Document:
    elements = [each for each in found.elements if each.type != "Indicator"]
    return {
        "framework": framework_document(known, found),
        "elements": [element_document(known, each) for each in elements],
        "indicators": [report_document(known, each, site.biannual) for each in reports],
        **{table.name: _records(table) for table in parts.tables(known)},
    }


def _records(table: DataTable) -> list[Mapping[str, object]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _cell(value: object) -> Cell:
    """Return a value of a document as a cell, several texts as one."""
    if isinstance(value, tuple):
        return "; ".join(str(each) for each in value)
    return value if isinstance(value, str | int | bool) else str(value)
