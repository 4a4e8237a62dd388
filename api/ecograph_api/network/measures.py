"""Measures: every figure of a period, and each one down to the facts behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response
from pydantic import Field

from ecograph.exports import as_csv
from ecograph.metrics import Comparison, Figure, Level, Measure, Part, comparisons, measures
from ecograph.network import Network
from ecograph.review import (
    Explanation,
    Figures,
    Known,
    facts_table,
    figures_table,
    part_id,
)
from ecograph.review.words import (
    coverage_words,
    estimated,
    omissions,
    parameters,
    period_words,
    shown_change,
    whose,
)
from ecograph.review.written.documents import as_bytes, explanation_document, figures_document
from ecograph_api.http.representations import CSV, HTML, JSON
from ecograph_api.http.responses import bytes_answer, form_of, page
from ecograph_api.network.filters import PeriodFilters, Text
from ecograph_api.network.making import of_one_edition
from ecograph_api.network.readings import reading_of
from ecograph_api.network.review import style_address
from ecograph_api.site import TheSite

router = APIRouter(tags=["measures"])

_FORMS = (HTML, JSON, CSV)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The figures, in that form."}
}
_ROWS, _FACTS, _OMITTED, _FEW = 100, 500, 20, 5


class MeasuresFilters(PeriodFilters):
    """Which network is measured, and which part of the list of organisations is shown."""

    page: int = Field(1, ge=1, le=1_000_000, description="Which page of the organisations.")


class MeasureFilters(PeriodFilters):
    """Which network is measured, and which part of the figure is explained."""

    part: Text = Field("", description="One part of the figure, as /measures.csv names it.")


@dataclass(frozen=True, slots=True)
class Listed:
    """Some organisations by name, with what each measure of organisations says of them."""

    columns: tuple[Measure, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
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
    reading = reading_of(request, wanted.seen_on(site))
    site = site.of_edition(reading.edition)
    asked = wanted.period(reading.affiliations, site.today())
    found = reading.figures(asked, wanted.view())
    if form == CSV:
        return bytes_answer(site, as_csv(figures_table(found)), CSV)
    if form == JSON:
        return bytes_answer(site, as_bytes(figures_document(found)), JSON)
    values = {
        "figures": [(measures()[name], each) for name, each in found.by_measure.items()],
        "changes": [(comparisons()[name], each) for name, each in found.changes.items()],
        "of_change": list(comparisons().values()),
        "organisations": _listed(found, wanted.page),
        **_around(found.network, wanted),
    }
    return page(request, site, "measures.html", values)


@router.get("/measures/{name}", summary="One measure", responses=_ANSWERED)
def one_measure(
    request: Request, site: TheSite, name: Name, wanted: Annotated[MeasureFilters, Query()]
) -> Response:
    """Return a figure with its definition, its parts and the relations behind it."""
    form = form_of(request, site, _FORMS)
    if name not in measures() and name not in comparisons():
        raise HTTPException(
            404, f"There is no measure “{name}”. See /measures for those there are."
        )
    reading, staff = of_one_edition(
        site,
        lambda _edition: (reading_of(request, wanted.seen_on(site)), reading_of(request, site)),
    )
    asked = wanted.period(reading.affiliations, site.today())
    network = reading.network(asked, wanted.view())
    site = site.of_edition(reading.edition)
    also = Known(staff=staff.affiliations if site.internal and wanted.public else None)
    found = reading.explanation(network, name, wanted.part, also)
    if form == CSV:
        return bytes_answer(site, as_csv(facts_table(found)), CSV)
    if form == JSON:
        return bytes_answer(site, as_bytes(explanation_document(found)), JSON)
    values = {
        "found": found,
        "facts": found.facts[:_FACTS],
        "named": found.named[:_FACTS],
        "part_names": {part.key[0]: part.names for part in found.figure.parts if part.key},
        "parts": [(part_id(part.key), part) for part in _parts(found)],
        "left_out_facts": found.left_out,
        "parameters": list(parameters(network)),
        "shown_change": shown_change,
        "most": _OMITTED,
        "few": _FEW,
        "of_change": comparisons(),
        **_around(network, wanted),
    }
    return page(request, site, "measure.html", values)


def _around(network: Network, wanted: PeriodFilters) -> Mapping[str, object]:
    """Return what both pages say around their figures."""
    return {
        "wanted": wanted,
        "network": network,
        "period": period_words(network.period),
        "whose": whose(network),
        "left_out": list(omissions(network.left_out)),
        "told": told,
        "coverage": coverage_words,
        "Level": Level,
        "figure_style": style_address(),
    }


def told(measure: Measure | Comparison, found: Figure | Part) -> str:
    """Return a figure or a part of one in words: its number, else the reason why there is none.

    An estimate has its standard error beside it.
    """
    return estimated(found.value, found.reason, found.error, measure.unit)


def _parts(found: Explanation) -> tuple[Part, ...]:
    return () if found.part else found.figure.parts


def _listed(found: Figures, wanted: int) -> Listed:
    """Return a part of the organisations in the order of their names, never by a figure."""
    columns = tuple(each for each in measures().values() if each.level is Level.ORGANISATION)
    values = [
        {part.key: told(measure, part) for part in found.by_measure[measure.id].parts}
        for measure in columns
    ]
    everybody = list(found.network.organisations.values())
    pages = max(1, ceil(len(everybody) / _ROWS))
    first = (min(wanted, pages) - 1) * _ROWS
    rows = (
        (each.iri, each.name, tuple(column.get((each.iri,), "") for column in values))
        for each in everybody[first : first + _ROWS]
    )
    return Listed(columns, tuple(rows), min(wanted, pages), pages, len(everybody))
