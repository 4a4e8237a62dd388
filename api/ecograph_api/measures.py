"""Measures: every figure of a period, and each one down to the facts behind it."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from ecograph.errors import BadParameterError, UnknownQuestionError
from ecograph.exports import DataTable, asked_period
from ecograph.metrics import Figure, Level, Measure, Number, Part, Reason, measures
from ecograph.network import Affiliations, Organisation, Outposts, Within
from ecograph.periods import Period
from ecograph.review import (
    Explanation,
    Figures,
    View,
    explanation,
    facts_table,
    figures_table,
    part_id,
    seen,
)
from ecograph.review.documents import explanation_document, figures_document
from ecograph.review.words import (
    REASONS,
    coverage_words,
    omissions,
    period_words,
    shown,
    whose,
)
from ecograph_api.networks import Reading, reading_of
from ecograph_api.pages import address
from ecograph_api.representations import CSV, HTML, JSON
from ecograph_api.responses import csv_answer, form_of, json_answer, page
from ecograph_api.site import Site, TheSite

router = APIRouter(tags=["measures"])

_FORMS = (HTML, JSON, CSV)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The figures, in that form."}
}
_PAGE, _FACTS = 100, 500
_WITHOUT = "without"
Text = Annotated[str, Field(max_length=300)]


class NetworkFilters(BaseModel):
    """Which network is measured: of what period, which part of it, and seen from where."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: Text = Field("", description="A reporting year. Without year and day, today.")
    as_of: Text = Field("", description="One day, as 2018-05-03, instead of a year.")
    within: Literal["", "everywhere", "region", "members"] = Field(
        "", description="Which organisations; without it, the home region if there is one."
    )
    outposts: Literal["", "outpost", "parent"] = Field(
        "", description="parent: outposts count as the organisations that they belong to."
    )
    cluster: Text = Field("", description="Look from another cluster: its name, id or IRI.")
    cluster_organisation: Literal["", "with", "without"] = Field(
        "", description="without leaves out the body that runs the cluster."
    )

    def view(self) -> View:
        """Return how the network is looked at."""
        return View(
            within=Within(self.within) if self.within else None,
            outposts=Outposts(self.outposts) if self.outposts else Outposts.OWN,
            cluster=self.cluster or None,
            has_cluster_organisation=self.cluster_organisation != _WITHOUT,
        )

    def period(self, known: Affiliations, today: date) -> Period:
        """Return the period; BadParameterError for what is no year or no day."""
        return asked_period(known, year_of("year", self.year), _day_of(self.as_of), today)

    def given(self) -> dict[str, str]:
        """Return what was given, by the names in an address."""
        chosen = self.model_dump(include=set(NetworkFilters.model_fields))
        return {name: value for name, value in chosen.items() if value}


class MeasuresFilters(NetworkFilters):
    """The same, and which part of the list of organisations is shown."""

    page: int = Field(1, ge=1, le=1_000_000, description="Which page of the organisations.")


class MeasureFilters(NetworkFilters):
    """The same, and which part of the figure is explained."""

    part: Text = Field("", description="One part of the figure, as /measures.csv names it.")


@dataclass(frozen=True, slots=True)
class Listed:
    """Some organisations by name, with what each measure of organisations says of them."""

    columns: tuple[Measure, ...]
    rows: tuple[tuple[Organisation, tuple[str, ...]], ...]
    page: int
    pages: int
    total: int


Name = Annotated[str, Path(description="The id of a measure, such as ties-by-scope.")]


@router.get("/measures", summary="All measures", responses=_ANSWERED)
def all_measures(
    request: Request, site: TheSite, wanted: Annotated[MeasuresFilters, Query()]
) -> Response:
    """Return every figure of a period, or the reason why there is none."""
    form = form_of(request, site, _FORMS)
    reading = reading_of(request, site)
    asked = wanted.period(reading.affiliations, site.today())
    found = reading.figures(asked, wanted.view())
    if form == CSV:
        return _csv(site, figures_table(found))
    if form == JSON:
        return json_answer(site, figures_document(found))
    values = {
        "figures": [(measures()[name], each) for name, each in found.by_measure.items()],
        "levels": Level,
        "organisations": _listed(found, wanted.page),
        **_surroundings(reading, found, wanted),
    }
    return page(request, site, "measures.html", values)


@router.get("/measures/{name}", summary="One measure", responses=_ANSWERED)
def one_measure(
    request: Request, site: TheSite, name: Name, wanted: Annotated[MeasureFilters, Query()]
) -> Response:
    """Return a figure with its definition, its parts and the relations behind it."""
    form = form_of(request, site, _FORMS)
    _check_name(name)
    reading = reading_of(request, site)
    asked = wanted.period(reading.affiliations, site.today())
    network = seen(reading.affiliations, asked, wanted.view())
    found = explanation(reading.affiliations, reading.whence, network, name, wanted.part)
    if form == CSV:
        return _csv(site, facts_table(found))
    if form == JSON:
        return json_answer(site, explanation_document(found))
    values = {
        "found": found,
        "facts": found.facts[:_FACTS],
        **_explained(found),
        **_surroundings(reading, Figures(network, {}), wanted),
    }
    return page(request, site, "measure.html", values)
