"""Dates of any precision, reporting years, and the rule of what is in force."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.errors import BadParameterError, UsageError
from ecograph.periods import Span, date_span, existence_span, is_in_force, period
from tests.periodcases import CASES, Case

TODAY = date(2024, 6, 15)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_function_answers_the_table(case: Case) -> None:
    as_of = date.fromisoformat(case.as_of) if case.as_of else None
    asked = period(case.year, as_of, TODAY)
    assert is_in_force(case.start, case.end, case.status, asked) is case.in_force


def test_a_year_stands_for_its_whole_span() -> None:
    assert date_span("2018") == Span(date(2018, 1, 1), date(2018, 12, 31))


def test_a_month_ends_on_its_last_day_in_a_leap_year() -> None:
    assert date_span("2020-02") == Span(date(2020, 2, 1), date(2020, 2, 29))


@pytest.mark.parametrize(
    "text", ["20199", "31/12/2018", "2018-13", "2018-02-30", "", "999", "2201"]
)
def test_what_is_no_date_is_refused_with_the_forms_to_write(text: str) -> None:
    with pytest.raises(BadParameterError, match="write 2018, 2018-05 or 2018-05-03"):
        date_span(text)


@given(st.dates(date(1000, 1, 1), date(2200, 12, 31)))
def test_a_day_stands_for_itself(day: date) -> None:
    assert date_span(day.isoformat()) == Span(day, day)


def test_year_and_day_together_are_an_error() -> None:
    with pytest.raises(UsageError, match="not both"):
        period(2018, date(2018, 1, 1), TODAY)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(999, 12, 31), date(2201, 1, 1)])
def test_a_day_out_of_all_reason_is_refused(day: date) -> None:
    with pytest.raises(BadParameterError, match=f"{day.isoformat()}.*years 1000 to 2200"):
        period(None, day, TODAY)


def test_a_reporting_year_that_begins_in_april_ends_in_march() -> None:
    asked = period(2018, None, TODAY, first_month=4)
    assert (asked.start, asked.end) == (date(2018, 4, 1), date(2019, 3, 31))


def test_without_year_or_day_the_period_is_today_and_unnamed() -> None:
    asked = period(None, None, TODAY)
    assert (asked.start, asked.end, asked.named) == (TODAY, TODAY, False)


def test_an_organisation_without_dates_always_exists() -> None:
    assert existence_span("", "") == Span(date(1, 1, 1), date(9999, 12, 31))


def test_an_organisation_exists_from_its_founding_to_its_closing() -> None:
    assert existence_span("2019", "2021-03") == Span(date(2019, 1, 1), date(2021, 3, 31))
