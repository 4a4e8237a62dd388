"""The days on which indicators are due, as a calendar file (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from ecograph.frameworks.agenda import Due
from ecograph.frameworks.model import Frameworks

MEDIA_TYPE = "text/calendar"
_PRODUCT = "-//ecograph//results frameworks//EN"


def calendar_file(frameworks: Frameworks, dues: Iterable[Due], stamp: datetime) -> bytes:
    """Return a calendar with a whole-day entry for each due indicator.

    The stamp is the time of the edition, so that one edition gives the same bytes each time. An
    entry keeps its identifier: loaded again, it moves to the next day instead of standing twice.
    """
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", "Indicators to measure")
    for due in dues:
        found.add_component(_entry(frameworks, due, stamp))
    written: bytes = found.to_ical()
    return written


def _entry(frameworks: Frameworks, due: Due, stamp: datetime) -> Event:
    indicator = due.indicator
    entry = Event()
    entry.add("uid", indicator.iri)
    entry.add("dtstamp", stamp)
    entry.add("dtstart", due.due)
    entry.add("dtend", due.due + timedelta(days=1))
    entry.add("summary", f"Measure: {indicator.name}")
    entry.add("description", _description(frameworks, due))
    if framework := frameworks.frameworks.get(indicator.element.framework):
        entry.add("categories", [framework.name])
    entry.add("transp", "TRANSPARENT")
    return entry


def _description(frameworks: Frameworks, due: Due) -> str:
    judged = frameworks.names.get(due.indicator.of, "")
    lines = (
        f"Indicator {due.indicator.id}, in {due.indicator.unit}.",
        f"It judges: {judged}." if judged else "",
        f"Measured: {due.interval.replace('-', ' ')}.",
        f"Last measured: {due.last}." if due.last else "Not measured yet.",
    )
    return "\n".join(line for line in lines if line)
