"""The annual review: figures of a year beside earlier ones, as a page, a workbook and data."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from ecograph.exports import as_csv, asked_period
from ecograph.frameworks import Years, years_of
from ecograph.network import Affiliations
from ecograph.people import ANYBODY
from ecograph.review import IndicatorRow, PublicSide, Review, switched_on, workbook
from ecograph.review.written.documents import review_json
from ecograph.review.written.page import content, style
from ecograph.review.written.sections import title
from ecograph.review.written.tables import headline_table
from ecograph_api.frameworks.readings import FrameworkReading, frameworks_of
from ecograph_api.http.representations import CSV, HTML, JSON, XLSX
from ecograph_api.http.responses import bytes_answer, form_of, page
from ecograph_api.network.filters import Text, ViewFilters, year_of
from ecograph_api.network.making import of_one_edition
from ecograph_api.network.readings import Reading, reading_of
from ecograph_api.pages import address
from ecograph_api.site import Site, TheSite

router = APIRouter(tags=["measures"])

_FORMS = (HTML, JSON, CSV, XLSX)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The review, in that form."}
}
_STYLE = "/review/style.css"
_FOR_A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a review is made from, all of one edition; what the public sees only beside staff's."""

    own: Reading
    framed: FrameworkReading
    public: "_Known | None" = None


class ReviewFilters(ViewFilters):
    """Which year is reviewed, beside which baseline, and for which part of the network."""

    year: Text = Field("", description="The reporting year; without it the last whole one.")
    baseline: Text = Field("", description="A year to compare with; without it the profile's.")


@router.get("/review", summary="The annual review", responses=_ANSWERED)
def review(request: Request, site: TheSite, wanted: Annotated[ReviewFilters, Query()]) -> Response:
    """Return the headline figures of a year, the year before and a baseline year."""
    form = form_of(request, site, _FORMS)
    eyes = wanted.seen_on(site)
    known = of_one_edition(site, lambda _edition: _known(request, eyes))
    reading, framed = known.own, known.framed
    given = year_of("year", wanted.year)
    year = _last_whole_year(reading.affiliations, site.today()) if given is None else given
    baseline = year_of("baseline", wanted.baseline)
    years = years_of(framed.frameworks, year, baseline)
    found = reading.review(
        year,
        baseline,
        wanted.view(),
        lambda: _indicators(framed, years),
        lambda: _public_side(known.public, years) if known.public else None,
    )
    found = replace(found, address=site.address)
    site = site.of_edition(reading.edition)
    if form != HTML:
        return bytes_answer(site, _file(found, form), form)
    values = {
        "title": title(found),
        "years": found.years,
        "wanted": wanted,
        "figure_style": style_address(),
        "content": content(
            found,
            lambda name, part, is_whole: _explained(name, part, year, wanted, is_whole=is_whole),
            lambda row: _indicator(row, year),
        ),
    }
    return page(request, site, "review.html", values)


@router.get(_STYLE, include_in_schema=False)
def style_sheet() -> Response:
    """Return the style of what only reviews and measures have."""
    return Response(style(), media_type="text/css", headers={"Cache-Control": _FOR_A_YEAR})


def style_address() -> str:
    """Return the address of that style; it changes when the style does."""
    return f"{_STYLE}?v={_version()}"


def _known(request: Request, site: Site) -> _Known:
    """Return what is known to whoever asks, and beside it, for staff, what is to the public."""
    public = _known(request, site.seen_by(ANYBODY)) if site.internal else None
    return _Known(reading_of(request, site), frameworks_of(request, site), public)


def _public_side(known: _Known, years: Years) -> PublicSide:
    """Return what the public sees, beside which numbers for staff are withheld."""
    own = known.own
    return PublicSide(own.affiliations, own.whence, _indicators(known.framed, years))


def _indicators(framed: FrameworkReading, years: Years) -> tuple[IndicatorRow, ...]:
    return switched_on(framed.frameworks, framed.findings, years)


def _file(found: Review, form: str) -> bytes:
    if form == CSV:
        return as_csv(headline_table(found))
    return review_json(found) if form == JSON else workbook(found)


def _last_whole_year(known: Affiliations, today: date) -> int:
    """Return the last reporting year that had ended before today."""
    period = asked_period(known, today.year - 1, None, today)
    return today.year - 1 if period.end < today else today.year - 2


def _explained(name: str, part: str, year: int, wanted: ReviewFilters, *, is_whole: bool) -> str:
    """Return the page that explains a figure of a year, or a part of it."""
    given = wanted.view_given() | {"year": year, "part": part}
    if not is_whole:
        given["cluster_organisation"] = "without"
    return address(f"/measures/{name}", given)


def _indicator(row: IndicatorRow, year: int) -> str:
    """Return the page of an indicator."""
    return address(f"/indicators/{row.report.indicator.id}", {"year": year})


@cache
def _version() -> str:
    return hashlib.sha256(style().encode("utf-8")).hexdigest()[:12]
