"""The calendar of what is due: one entry an indicator, the same bytes for the same edition."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from ecograph.frameworks.agenda import agenda
from ecograph.frameworks.calendars import calendar_file
from tests.valued import choice, frameworks, observation

STAMP = datetime(2025, 6, 29, 12, 30, tzinfo=UTC)
TODAY = date(2025, 6, 30)
FOUND = frameworks(observation("a", "deals", "2024"), choices=[choice("market", on=True)])


def entries(content: bytes) -> list[dict[str, str]]:
    """Return what a calendar says of each entry, as another program reads it."""
    return [
        {name: entry.get(name).to_ical().decode() for name in entry}
        for entry in Calendar.from_ical(content).walk("VEVENT")
    ]


@pytest.mark.row("R070")
def test_a_calendar_has_an_entry_for_each_due_indicator() -> None:
    dues = agenda(FOUND, None, TODAY)
    read = entries(calendar_file(FOUND, dues, STAMP))
    assert len(read) == len(dues) == 6
    assert [entry["UID"] for entry in read] == [each.indicator.iri for each in dues]
    assert [entry["DTSTART"] for entry in read] == [f"{each.due:%Y%m%d}" for each in dues]


def test_an_entry_says_what_to_measure_and_when_it_was_last() -> None:
    dues = [each for each in agenda(FOUND, None, TODAY) if each.indicator.iri == "deals"]
    (entry,) = entries(calendar_file(FOUND, dues, STAMP))
    assert entry == {
        "SUMMARY": "Measure: deals",
        "DTSTART": "20251231",
        "DTEND": "20260101",
        "DTSTAMP": "20250629T123000Z",
        "UID": "deals",
        "CATEGORIES": "market",
        "DESCRIPTION": (
            "Indicator deals\\, in organisations.\\nIt judges: outcome.\\nMeasured: yearly."
            "\\nLast measured: 2024."
        ),
        "TRANSP": "TRANSPARENT",
    }


def test_the_same_edition_gives_the_same_bytes() -> None:
    once, again = (calendar_file(FOUND, agenda(FOUND, None, TODAY), STAMP) for _ in range(2))
    assert once == again
    assert b"DTSTAMP:20250629T123000Z" in once


def test_lines_are_short_and_end_as_the_standard_asks() -> None:
    content = calendar_file(FOUND, agenda(FOUND, None, TODAY), STAMP)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.count(b"\n") == content.count(b"\r\n")


def test_nothing_due_is_a_calendar_without_entries() -> None:
    content = calendar_file(FOUND, (), STAMP)
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert entries(content) == []
