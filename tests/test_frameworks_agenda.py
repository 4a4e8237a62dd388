"""When indicators are due: by their interval and the last period that was measured."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.frameworks import Frameworks, Indicator, Observation, Outcome, Silence
from ecograph.frameworks.agenda import agenda, last_period, next_due
from ecograph.periods import Period, Span
from tests.valued import choice, frameworks, observation

ON = choice("market", on=True)
TODAY = date(2025, 6, 30)


def nothing(_: Indicator, period: Period) -> Outcome:
    """Return what a register without facts computes."""
    return Outcome(period, None, reason=Silence.NO_SUCH_FACTS)


def told(found: Frameworks, today: date = TODAY) -> dict[str, tuple[str, str, int]]:
    """Return of each indicator that is due: the last period, the day and how long it is overdue."""
    return {
        each.indicator.iri: (each.last, each.due.isoformat(), each.overdue)
        for each in agenda(found, None, today)
    }


@pytest.mark.row("R070")
def test_the_due_list_follows_from_the_last_measurements() -> None:
    found = frameworks(
        observation("a", "visits", "2024-H1"),
        observation("b", "fairs", "2024-H2"),
        observation("c", "deals", "2023"),
        observation("d", "growth", "2023/2024"),
        observation("e", "spent", "2025-03", unit="EUR"),
        choices=[ON],
    )
    # Half a year after June 2024, and after December; a year after 2023; two years after 2024; half
    # a year after March 2025. Today is 181 days after the end of 2024: 31 + 28 + 31 + 30 + 31 + 30.
    assert told(found) == {
        "visits": ("2024-H1", "2024-12-31", 181),
        "deals": ("2023", "2024-12-31", 181),
        "fairs": ("2024-H2", "2025-06-30", 0),
        "spent": ("2025-03", "2025-09-30", 0),
        "found": ("2024", "2025-12-31", 0),
        "growth": ("2023/2024", "2026-12-31", 0),
    }
    assert list(told(found))[2:] == ["fairs", "spent", "found", "growth"]


def test_the_earliest_comes_first_and_what_is_overdue_is_told() -> None:
    dues = agenda(frameworks(observation("a", "deals", "2024"), choices=[ON]), None, TODAY)
    assert [each.due for each in dues] == sorted(each.due for each in dues)
    assert {each.indicator.iri for each in dues if not each.is_overdue} == {"deals", "found"}


def test_what_was_never_measured_is_due_for_the_last_period_that_is_over() -> None:
    assert told(frameworks(choices=[ON])) == {
        "growth": ("", "2024-12-31", 181),
        "deals": ("", "2024-12-31", 181),
        "fairs": ("", "2024-12-31", 181),
        "visits": ("", "2024-12-31", 181),
        "spent": ("", "2024-12-31", 181),
        "found": ("2024", "2025-12-31", 0),
    }


def test_only_what_is_switched_on_is_due() -> None:
    assert agenda(frameworks(), None, TODAY) == ()
    assert set(told(frameworks(choices=[choice("plan", on=True)]))) == {"done"}


@pytest.mark.parametrize(
    "other",
    [
        observation("b", "deals", "2024", status="draft"),
        observation("b", "deals", "2024", kind="target"),
        observation("b", "deals", "2024", about="another-cluster"),
    ],
)
def test_a_draft_a_target_or_another_clusters_value_is_no_measurement(other: Observation) -> None:
    found = frameworks(observation("a", "deals", "2022"), other, choices=[ON], internal=True)
    assert told(found)["deals"] == ("2022", "2023-12-31", 547)


def test_what_is_measured_once_is_due_until_it_is() -> None:
    once = [ON, choice("deals", interval="once")]
    assert told(frameworks(choices=once))["deals"] == ("", "2024-12-31", 181)
    assert "deals" not in told(frameworks(observation("a", "deals", "2022"), choices=once))


def test_what_the_register_computes_is_overdue_only_without_facts() -> None:
    found = frameworks(choices=[ON])
    without = {each.indicator.iri: each for each in agenda(found, nothing, TODAY)}
    assert (without["found"].last, without["found"].overdue) == ("", 181)


def test_the_reading_of_the_source_changes_when_an_impact_is_due() -> None:
    found = frameworks(observation("a", "growth", "2024"), choices=[ON])
    dues = {
        reading: next(
            each.due
            for each in agenda(found, None, TODAY, reading)
            if each.indicator.iri == "growth"
        )
        for reading in ("two-yearly", "half-yearly")
    }
    assert dues == {"two-yearly": date(2026, 12, 31), "half-yearly": date(2025, 6, 30)}


@pytest.mark.parametrize(
    ("interval", "today", "first_month", "start", "end"),
    [
        ("yearly", date(2025, 6, 30), 1, date(2024, 1, 1), date(2024, 12, 31)),
        ("yearly", date(2025, 1, 1), 1, date(2024, 1, 1), date(2024, 12, 31)),
        ("yearly", date(2024, 12, 31), 1, date(2023, 1, 1), date(2023, 12, 31)),
        ("half-yearly", date(2025, 7, 1), 1, date(2025, 1, 1), date(2025, 6, 30)),
        ("half-yearly", date(2025, 6, 30), 1, date(2024, 7, 1), date(2024, 12, 31)),
        ("two-yearly", date(2025, 6, 30), 1, date(2023, 1, 1), date(2024, 12, 31)),
        ("two-yearly", date(2024, 6, 30), 1, date(2021, 1, 1), date(2022, 12, 31)),
        ("yearly", date(2025, 7, 1), 7, date(2024, 7, 1), date(2025, 6, 30)),
        ("yearly", date(2025, 6, 30), 7, date(2023, 7, 1), date(2024, 6, 30)),
        ("half-yearly", date(2025, 6, 30), 7, date(2024, 7, 1), date(2024, 12, 31)),
        ("once", date(2025, 6, 30), 1, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_last_period_that_is_over(
    interval: str, today: date, first_month: int, start: date, end: date
) -> None:
    assert last_period(interval, today, first_month) == Span(start, end)


@pytest.mark.parametrize(
    ("last", "interval", "due"),
    [
        (date(2024, 12, 31), "half-yearly", date(2025, 6, 30)),
        (date(2024, 6, 30), "half-yearly", date(2024, 12, 31)),
        (date(2023, 8, 31), "half-yearly", date(2024, 2, 29)),
        (date(2024, 2, 29), "yearly", date(2025, 2, 28)),
        (date(2023, 2, 28), "yearly", date(2024, 2, 29)),
        (date(2024, 12, 31), "two-yearly", date(2026, 12, 31)),
        (date(2024, 3, 15), "yearly", date(2025, 3, 15)),
    ],
)
def test_the_next_day_is_an_interval_later_and_a_month_ends_on_its_last_day(
    last: date, interval: str, due: date
) -> None:
    assert next_due(last, interval) == due


@given(
    today=st.dates(date(1900, 1, 1), date(2190, 1, 1)),
    interval=st.sampled_from(["half-yearly", "yearly", "two-yearly"]),
    first_month=st.integers(1, 12),
)
def test_a_period_that_is_over_is_followed_by_the_one_of_today(
    today: date, interval: str, first_month: int
) -> None:
    span = last_period(interval, today, first_month)
    assert span.start.day == 1
    assert span.start.month in {first_month, (first_month + 5) % 12 + 1}
    assert span.end < today <= next_due(span.end, interval)
    assert (span.end + timedelta(days=1)).day == 1
