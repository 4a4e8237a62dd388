"""The reporting years that a drawing has something for, with how many organisations are active."""

from collections.abc import Collection
from datetime import date

from ecograph.periods import EARLIEST, LATEST, period
from ecograph_viz.drawing import Organisation, Year

# A year that is only in a date by mistake must not make a list of thousands.
_MOST = 200
_ANY_DAY = date(2000, 1, 1)


def years(organisations: Collection[Organisation], first_month: int) -> tuple[Year, ...]:
    """Return the reporting years from the first change to the last, the newest first."""
    days = [
        day
        for each in organisations
        for span in each.active.spans
        for day in (span.start, span.end)
        if day not in {EARLIEST, LATEST}
    ]
    if not days:
        return ()
    numbers = range(_year_of(min(days), first_month), _year_of(max(days), first_month) + 1)
    return tuple(_year(organisations, number, first_month) for number in reversed(numbers[-_MOST:]))


def _year_of(day: date, first_month: int) -> int:
    return day.year if day.month >= first_month else day.year - 1


def _year(organisations: Collection[Organisation], number: int, first_month: int) -> Year:
    asked = period(number, None, _ANY_DAY, first_month)
    active = sum(each.there.meet(asked) and each.active.meet(asked) for each in organisations)
    return Year(number, asked, active)
