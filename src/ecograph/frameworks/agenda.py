"""When each indicator that is switched on is to be measured next, and what is overdue.

An indicator is due when its interval has passed since the last period that was measured. One that
was never measured is due for the last period that is over. The register measures by itself what it
computes wholly, and such an indicator is overdue only where it finds no facts for it.
"""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ecograph.frameworks.figures import Outcome
from ecograph.frameworks.intervals import HALF_YEARLY, MONTHS, ONCE, TWO_YEARLY, interval_of
from ecograph.frameworks.model import Frameworks, Indicator, Observation
from ecograph.frameworks.observations import ACTUAL, DRAFT, is_of_the_whole, standing
from ecograph.frameworks.switching import chosen
from ecograph.periods import Period, Span, period

_COMPUTED = "computed"
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Due:
    """When an indicator is due: the last period measured, "" for none, and the day of the next.

    Overdue is the number of days since then, 0 until the day has passed.
    """

    indicator: Indicator
    interval: str
    last: str
    last_day: date | None
    due: date
    overdue: int

    @property
    def is_overdue(self) -> bool:
        """Tell whether its day has passed."""
        return self.overdue > 0


# What the register computes of an indicator in a period.
Computed = Callable[[Indicator, Period], Outcome]


def agenda(
    frameworks: Frameworks, computed: Computed | None, today: date, reading: str = TWO_YEARLY
) -> tuple[Due, ...]:
    """Return when the indicators that are switched on are due, the earliest first.

    Without a way to compute, indicators that are wholly computed count as measured up to now.
    """
    last = _last_measured(frameworks)
    found = [
        due
        for indicator in chosen(frameworks)
        if (due := _due(frameworks, indicator, last, computed, today=today, reading=reading))
    ]
    return tuple(sorted(found, key=lambda each: each.due))


def next_due(last: date, interval: str) -> date:
    """Return the day on which the period ends that follows one that ended on a day."""
    months = last.year * _MONTHS_OF_A_YEAR + last.month - 1 + MONTHS[interval]
    year, month = divmod(months, _MONTHS_OF_A_YEAR)
    final = calendar.monthrange(year, month + 1)[1]
    is_month_end = last.day == calendar.monthrange(last.year, last.month)[1]
    return date(year, month + 1, final if is_month_end else min(last.day, final))


def last_period(interval: str, today: date, first_month: int = 1) -> Span:
    """Return the last period of an interval that is over, as reporting years and halves go.

    Of periods of two years, those that end with an even reporting year.
    """
    year = today.year + 1
    found = _ending(year, interval, first_month)
    while found.end >= today:
        months = MONTHS.get(interval, _MONTHS_OF_A_YEAR)
        end = found.start - timedelta(days=1)
        found = Span(_months_before(found.start, months), end)
    return found


def _due(
    frameworks: Frameworks,
    indicator: Indicator,
    last: Mapping[str, Observation],
    computed: Computed | None,
    *,
    today: date,
    reading: str,
) -> Due | None:
    interval = interval_of(frameworks, indicator, reading)
    measured = last.get(indicator.iri)
    day, text = (measured.span.end, measured.period) if measured else (None, "")
    over = last_period(interval, today, frameworks.first_month)
    is_computed = indicator.way == _COMPUTED and _is_found(computed, indicator, over)
    if is_computed and (day is None or day < over.end):
        day, text = over.end, _words(over, interval, frameworks.first_month)
    if day and interval == ONCE:
        return None
    due = next_due(day, interval) if day else over.end
    return Due(indicator, interval, text, day, due, max((today - due).days, 0))


def _is_found(computed: Computed | None, indicator: Indicator, over: Span) -> bool:
    if computed is None:
        return True
    return computed(indicator, Period(over.start, over.end, named=True)).is_known


def _last_measured(frameworks: Frameworks) -> dict[str, Observation]:
    """Return the actual value of the latest time of each indicator, drafts aside."""
    found: dict[str, Observation] = {}
    for each in standing(frameworks):
        is_measured = each.kind == ACTUAL and each.status != DRAFT
        if is_measured and is_of_the_whole(frameworks, each):
            earlier = found.get(each.indicator)
            if earlier is None or earlier.span.end < each.span.end:
                found[each.indicator] = each
    return found


def _ending(year: int, interval: str, first_month: int) -> Span:
    """Return a period of an interval that ends with a reporting year, an even one of two."""
    even = year + year % 2 if interval == TWO_YEARLY else year
    whole = period(even, None, date.max, first_month)
    months = MONTHS.get(interval, _MONTHS_OF_A_YEAR)
    return Span(_months_before(whole.end + timedelta(days=1), months), whole.end)


def _months_before(first: date, months: int) -> date:
    year, month = divmod(first.year * _MONTHS_OF_A_YEAR + first.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _words(span: Span, interval: str, first_month: int) -> str:
    """Return a period as a sheet writes it: 2024, 2024-H1 or 2023/2024."""
    year = span.start.year if span.start.month >= first_month else span.start.year - 1
    if interval == HALF_YEARLY:
        return f"{year}-H{1 if span.start.month == first_month else 2}"
    return f"{year}/{year + 1}" if interval == TWO_YEARLY else str(year)
