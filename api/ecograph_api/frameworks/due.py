"""What is to be measured next, and what is overdue: a list and a calendar."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from ecograph.frameworks import Frameworks
from ecograph.frameworks.agenda import Due, agenda
from ecograph.frameworks.calendars import calendar_file
from ecograph_api.frameworks.lookups import found_item
from ecograph_api.frameworks.readings import FrameworkReading, frameworks_of
from ecograph_api.http.representations import CSV, HTML, ICS, JSON
from ecograph_api.http.responses import bytes_answer, csv_answer, form_of, json_answer, page
from ecograph_api.network.filters import Text, day_of
from ecograph_api.network.readings import reading_of
from ecograph_api.network.review import style_address
from ecograph_api.register.labels import labels
from ecograph_api.site import TheSite

router = APIRouter(tags=["results frameworks"])

_FORMS = (HTML, JSON, CSV, ICS)
_ANSWERED: dict[int | str, dict[str, object]] = {
    200: {"content": {form: {} for form in _FORMS}, "description": "The list, or the calendar."}
}
_COLUMNS = ("indicator", "name", "framework", "way", "interval", "last", "due", "overdue_days")


class DueFilters(BaseModel):
    """Of which framework, and seen from which day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    framework: Text = Field("", description="The id of a framework, such as market.")
    as_of: Text = Field("", description="One day, as 2018-05-03. Without it, today.")


@router.get("/frameworks/due", summary="What is due", responses=_ANSWERED)
def due(request: Request, site: TheSite, wanted: Annotated[DueFilters, Query()]) -> Response:
    """Return when the indicators that are switched on are to be measured, the earliest first."""
    form = form_of(request, site, _FORMS)
    reading = frameworks_of(request, site)
    day = day_of(wanted.as_of) or site.today()
    found = _wanted(reading, wanted.framework, day, site.biannual)
    known = reading.frameworks
    if form == ICS:
        stamp = reading_of(request, site).whence.loaded
        return bytes_answer(site, calendar_file(known, found, stamp), form)
    rows = [_row(known, each) for each in found]
    if form == JSON:
        return json_answer(site, {"as_of": day.isoformat(), "due": rows})
    if form == CSV:
        return csv_answer(site, "due", _COLUMNS, ([row[name] for name in _COLUMNS] for row in rows))
    values = {
        "as_of": day.isoformat(),
        "overdue": [each for each in found if each.is_overdue],
        "coming": [each for each in found if not each.is_overdue],
        "frameworks": known.frameworks,
        "wanted": wanted,
        "label": labels(site),
        "figure_style": style_address(),
    }
    return page(request, site, "due.html", values)


def _wanted(reading: FrameworkReading, framework: str, day: date, biannual: str) -> tuple[Due, ...]:
    known = reading.frameworks
    found = agenda(known, reading.findings.outcome, day, biannual)
    if not framework:
        return found
    iri = found_item(known.frameworks, framework, "results framework").iri
    return tuple(each for each in found if each.indicator.element.framework == iri)


def _row(known: Frameworks, found: Due) -> Mapping[str, str | int]:
    framework = known.frameworks.get(found.indicator.element.framework)
    return {
        "indicator": found.indicator.id,
        "name": found.indicator.name,
        "framework": framework.id if framework else "",
        "way": found.indicator.way,
        "interval": found.interval,
        "last": found.last,
        "due": found.due.isoformat(),
        "overdue_days": found.overdue,
    }
