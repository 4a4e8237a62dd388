"""Indicators of all frameworks: the list of them, and each down to its query and its facts."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from pyoxigraph import NamedNode

from ecograph.exports import as_csv
from ecograph.exports.frameworks import (
    Document,
    contribution_document,
    observation_document,
    report_document,
    values_table,
)
from ecograph.frameworks import Element, Framework, Frameworks, Indicator, IndicatorReport
from ecograph.frameworks.model import LEVELS
from ecograph.frameworks.switching import is_on
from ecograph.review.indicators import indicator_rows, indicator_table
from ecograph_api.frameworks.indicatorviews import about_indicator, observations_of, of_all_years
from ecograph_api.frameworks.lookups import found_item
from ecograph_api.frameworks.matrices import indicator_view
from ecograph_api.frameworks.readings import frameworks_of
from ecograph_api.frameworks.yearfilters import YearFilters
from ecograph_api.http.representations import CSV, HTML, JSON, JSON_LD, TURTLE, suffix_of
from ecograph_api.http.responses import bytes_answer, form_of, json_answer, page
from ecograph_api.network.filters import Text
from ecograph_api.network.review import style_address
from ecograph_api.register.addresses import page_of
from ecograph_api.register.graphs import GRAPHS, graph
from ecograph_api.site import TheSite

router = APIRouter(tags=["results frameworks"])

_LIST_FORMS, _FORMS = (HTML, JSON, CSV), (HTML, JSON, CSV, TURTLE, JSON_LD)
_LISTED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _LIST_FORMS}, "description": "The indicators."}
}
_WAYS = ("computed", "partly-computed", "reported")
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The indicator."},
    404: {"description": "There is no such indicator; the message names ids that come near."},
}

Key = Annotated[str, Path(description="The id of an indicator, such as market/impact.1.")]


class IndicatorsFilters(YearFilters):
    """Which indicators, and of which year."""

    framework: Text = Field("", description="The id of a framework, such as market.")
    need: Text = Field("", description="The id of a need that they lead to.")
    level: Literal["", "impact", "outcome", "output", "activity"] = Field(
        "", description="The level of the element that they judge."
    )
    way: Literal["", "computed", "partly-computed", "reported"] = Field(
        "", description="How they are known."
    )
    on: Literal["", "yes", "no"] = Field("", description="Whether they are switched on.")

    def fitting(self, known: Frameworks) -> tuple[Indicator, ...]:
        """Return the indicators that fit."""
        return tuple(each for each in known.indicators.values() if self._fits(known, each))

    def _fits(self, known: Frameworks, indicator: Indicator) -> bool:
        framework = known.frameworks.get(indicator.element.framework)
        needs = {need.id for need in known.needs_of(indicator.of)}
        level = indicator.element.level or known.elements[indicator.of].level
        return (
            self.framework in {"", framework.id if framework else None}
            and (not self.need or self.need in needs)
            and self.level in {"", level}
            and self.way in {"", indicator.way}
            and (not self.on or is_on(known, indicator.iri) is (self.on == "yes"))
        )


@router.get("/indicators", summary="Indicators", responses=_LISTED)
def indicators(
    request: Request, site: TheSite, wanted: Annotated[IndicatorsFilters, Query()]
) -> Response:
    """Return the indicators that fit, with what each comes to in a year."""
    form = form_of(request, site, _LIST_FORMS)
    reading = frameworks_of(request, site)
    known, years = reading.frameworks, wanted.years(reading, site.today())
    reports = reading.reports(wanted.fitting(known), years)
    if form == CSV:
        return bytes_answer(site, as_csv(indicator_table(indicator_rows(known, reports))), CSV)
    if form == JSON:
        documents = [report_document(known, each, site.biannual) for each in reports]
        return json_answer(site, {"year": years.this, "indicators": documents})
    found = [(indicator_view(known, each), *_around(known, each.indicator)) for each in reports]
    values = {
        "found": found,
        "years": years,
        "wanted": wanted,
        "choices": _choices(known),
        "total": len(known.indicators),
        "figure_style": style_address(),
    }
    return page(request, site, "indicators.html", values)


@router.get("/indicators/{key:path}", summary="One indicator", responses=_ANSWERED)
def one_indicator(
    request: Request, site: TheSite, key: Key, wanted: Annotated[YearFilters, Query()]
) -> Response:
    """Return an indicator with its definition, its values of all years, its query and facts."""
    reading = frameworks_of(request, site)
    known = reading.frameworks
    if there := _elsewhere(known, key):
        suffix = suffix_of(request)
        return RedirectResponse(page_of(site.reader.base, there, "elements", suffix), 307)
    form = form_of(request, site, _FORMS)
    found = found_item(known.indicators, key, "indicator")
    if form in GRAPHS:
        text = graph(site, "element-graph", form, thing=NamedNode(found.iri))
        return bytes_answer(site, text, form)
    (of_year,) = reading.reports([found], wanted.years(reading, site.today()))
    report = of_all_years(reading, of_year, reading.last_whole_year(site.today()))
    if form == CSV:
        return bytes_answer(site, as_csv(values_table(report)), CSV)
    if form == JSON:
        return json_answer(site, _document(known, report, site.biannual))
    values = {
        **about_indicator(request, site, reading, report),
        "years": report.years,
        "wanted": wanted,
        "figure_style": style_address(),
    }
    return page(request, site, "indicator.html", values)


def _elsewhere(known: Frameworks, key: str) -> str:
    """Return the IRI of the element that a key names, "" for that of an indicator or nothing."""
    named = (each for each in known.elements.values() if key in {each.id, each.iri})
    return next((each.iri for each in named if each.type != "Indicator"), "")


def _around(known: Frameworks, indicator: Indicator) -> tuple[Framework | None, Element | None]:
    framework = known.frameworks.get(indicator.element.framework)
    return framework, known.elements.get(indicator.of)


def _document(known: Frameworks, found: IndicatorReport, biannual: str) -> Document:
    return {
        **report_document(known, found, biannual, has_facts=True),
        "observations": [
            observation_document(each) for each in observations_of(known, found.indicator)
        ],
        "contributions": [
            contribution_document(each)
            for each in known.contributions
            if each.element in {found.indicator.iri, found.indicator.of}
        ],
    }


def _choices(known: Frameworks) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return what the filters can be, each as its value and its words."""
    used = {each.element.framework for each in known.indicators.values()}
    frameworks = (each for iri, each in known.frameworks.items() if iri in used)
    needs = (each for each in known.elements.values() if each.type == "Need")
    return {
        "framework": [(each.id, each.name) for each in frameworks],
        "need": [(each.id, each.name) for each in needs],
        "level": [(each, each) for each in LEVELS],
        "way": [(each, each.replace("-", " ")) for each in _WAYS],
        "on": [("yes", "yes"), ("no", "no")],
    }
