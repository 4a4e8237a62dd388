"""Dates of any precision, reporting periods, and the one rule of what is in force in a period."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from ecograph.errors import BadParameterError, UsageError

EARLIEST = date(1, 1, 1)
LATEST = date(9999, 12, 31)
_YEARS = range(1000, 2201)
_PART = re.compile(r"(?P<year>\d{4})-(?P<kind>[HQ])(?P<number>[1-4])")
_MONTHS = {"H": 6, "Q": 3}
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """The days from start to end, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Period:
    """The span that a question is about; it is named if a year or a day was given."""

    start: date
    end: date
    named: bool


def date_span(text: str) -> Span:
    """Return the days that a date text stands for: a day, or a month's or a year's whole span.

    Raises BadParameterError for a text that is no such date.
    """
    found = _DATE.fullmatch(text.strip())
    if not found or int(found["year"]) not in _YEARS:
        raise BadParameterError(_not_a_date(text))
    year, month, day = int(found["year"]), found["month"], found["day"]
    try:
        first = date(year, int(month or 1), int(day or 1))
    except ValueError as error:
        raise BadParameterError(_not_a_date(text)) from error
    if day:
        return Span(first, first)
    last_month = int(month or 12)
    return Span(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))


def period(year: int | None, as_of: date | None, today: date, first_month: int = 1) -> Period:
    """Return the reporting year, the day, or today where neither is given; both are an error.

    Raises BadParameterError for a year or a day that is too early or too late to be meant.
    """
    if year is not None and as_of is not None:
        message = "year and as_of were both given: give the year or the day, not both."
        raise UsageError(message)
    if year is not None:
        return _reporting_year(year, first_month)
    if as_of is not None and as_of.year not in _YEARS:
        message = f"as_of is {as_of.isoformat()}: write a day of the {_years()}."
        raise BadParameterError(message)
    day = as_of or today
    return Period(day, day, named=as_of is not None)


def period_span(text: str, first_month: int = 1) -> Span:
    """Return the days of a reporting period: a year, half-year, quarter, month, day or range.

    Written 2024, 2024-H1, 2024-Q3, 2024-03, 2024-03-01 or 2023-07/2024-06. A year, its halves and
    its quarters begin with the first month of the reporting year. Raises BadParameterError for any
    other text and for a range that ends before it begins.
    """
    first, between, last = text.strip().partition("/")
    if between:
        span = Span(period_span(first, first_month).start, period_span(last, first_month).end)
        if span.start > span.end:
            raise BadParameterError(f"“{text}” ends before it begins: exchange the two.")
        return span
    part = _PART.fullmatch(first)
    if part and int(part["number"]) * _MONTHS[part["kind"]] <= 12:
        return _part_of_year(int(part["year"]), part["kind"], int(part["number"]), first_month)
    if re.fullmatch(r"\d{4}", first):
        year = _reporting_year(int(first), first_month)
        return Span(year.start, year.end)
    return date_span(first)


def in_force_span(start: str, end: str, status: str) -> Span | None:
    """Return the days on which a relation is in force in named periods, or None for never.

    Start, end and status are the stated ones, "" where unknown. A planned relation never comes
    into force by the calendar; one that lacks its end goes on, unless it is stated as ended: then
    it counts in the span of its start only, as one that lacks its start does in that of its end.
    """
    if status == "planned" or not (start or end):
        return None
    if start and end:
        return Span(date_span(start).start, date_span(end).end)
    if end:
        return date_span(end)
    first = date_span(start)
    return first if status == "ended" else Span(first.start, LATEST)


def is_in_force(start: str, end: str, status: str, asked: Period) -> bool:
    """Tell whether a relation is in force in a period; undated active ones count only unnamed."""
    span = in_force_span(start, end, status)
    if span is None:
        return not (start or end) and status == "active" and not asked.named
    return span.start <= asked.end and span.end >= asked.start


def existence_span(start: str, end: str) -> Span:
    """Return the days on which an organisation exists; an unknown founding or closing is open."""
    first = date_span(start).start if start else EARLIEST
    last = date_span(end).end if end else LATEST
    return Span(first, last)


def _part_of_year(year: int, kind: str, number: int, first_month: int) -> Span:
    length = _MONTHS[kind]
    months = first_month - 1 + length * (number - 1)
    first = date(year + months // 12, months % 12 + 1, 1)
    after = months + length
    return Span(first, date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1))


def _reporting_year(year: int, first_month: int) -> Period:
    if year not in _YEARS:
        message = f"{year} is not a year between {_YEARS.start} and {_YEARS.stop - 1}."
        raise BadParameterError(message)
    last_month = (first_month - 2) % 12 + 1
    last_year = year if first_month == 1 else year + 1
    last_day = calendar.monthrange(last_year, last_month)[1]
    return Period(date(year, first_month, 1), date(last_year, last_month, last_day), named=True)


def _not_a_date(text: str) -> str:
    return f"“{text}” is not a date: write 2018, 2018-05 or 2018-05-03 ({_years()})."


def _years() -> str:
    return f"years {_YEARS.start} to {_YEARS.stop - 1}"
