"""An indicator in a reporting year: computed and reported values, each beside earlier ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ecograph.frameworks.figures import Outcome, Silence
from ecograph.frameworks.model import Frameworks, Indicator
from ecograph.periods import Period, period

# The unit of a sum of money of which no currency is known.
_MONEY = "money"
# What an indicator comes to in a period, by one way of knowing.
Finder = Callable[[Indicator, Period], Outcome]


class Standing(StrEnum):
    """How a value stands against the one it is compared with, in the direction that is wanted."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Years:
    """The year of a report, the year before, the baseline year if any, and those of the trend."""

    this: int
    baseline: int | None
    series: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One way of knowing an indicator: its values of several years and what became of them.

    Compared is the value that the indicator's own comparison asks for; the change from it is None
    where either is not a number, as in a first year or after a year without one, and where they are
    in two currencies.
    """

    this: Outcome
    previous: Outcome
    baseline: Outcome | None
    series: Mapping[int, Outcome]
    compared: Decimal | None
    direction: str

    @property
    def change(self) -> Decimal | None:
        """Return by how much the value differs from that of the year before."""
        return _difference(self.this.value, _alike(self.previous, self.this))

    @property
    def change_since_baseline(self) -> Decimal | None:
        """Return by how much the value differs from that of the baseline year."""
        return _difference(self.this.value, _alike(self.baseline, self.this))

    @property
    def change_as_compared(self) -> Decimal | None:
        """Return by how much the value differs from what the indicator is compared with."""
        return _difference(self.this.value, self.compared)

    @property
    def standing(self) -> Standing:
        """Return whether the change is one for the better, by the indicator's direction."""
        return standing(self.change_as_compared, self.direction)


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """An indicator in a year: a line for each way of knowing it, and its target."""

    indicator: Indicator
    years: Years
    computed: Line | None
    reported: Line
    target: Decimal | None
    reported_baseline: Decimal | None

    def is_met(self, line: Line) -> bool | None:
        """Tell whether a line has reached the target; None where either is unknown."""
        if self.target is None or line.this.value is None:
            return None
        if self.indicator.direction == "decrease":
            return line.this.value <= self.target
        return line.this.value >= self.target

    @property
    def is_known(self) -> bool:
        """Tell whether either way of knowing says anything for the year."""
        return self.reported.this.is_known or bool(self.computed and self.computed.this.is_known)


def years_of(frameworks: Frameworks, year: int, baseline: int | None = None) -> Years:
    """Return the years of a report; the baseline is that of the profile unless one is given."""
    own = frameworks.profile.baseline_year if frameworks.profile else None
    chosen = baseline if baseline is not None else own if own and own <= year else None
    first = min(year - 1, chosen if chosen is not None else year - 4)
    return Years(year, chosen, tuple(range(max(first, year - 9), year + 1)))


def report(
    frameworks: Frameworks,
    indicator: Indicator,
    years: Years,
    computed: Finder,
    reported: Callable[[Indicator, Period, str], Outcome],
) -> IndicatorReport:
    """Return an indicator in a year, found by the two ways that are given.

    An indicator that the register cannot compute has no computed line. The kind of value that is
    asked of `reported` is actual, baseline or target.
    """

    def actual(each: Indicator, asked: Period) -> Outcome:
        return reported(each, asked, "actual")

    year = reporting_year(frameworks, years.this)
    return IndicatorReport(
        indicator=indicator,
        years=years,
        computed=_line(frameworks, indicator, years, computed) if indicator.computation else None,
        reported=_line(frameworks, indicator, years, actual),
        target=_target(indicator, reported(indicator, year, "target")),
        reported_baseline=reported(indicator, year, "baseline").value,
    )


def reporting_year(frameworks: Frameworks, year: int) -> Period:
    """Return the reporting year that begins in a year."""
    # The day counts only where no year is named.
    return period(year, None, date.max, frameworks.first_month)


def standing(change: Decimal | None, direction: str) -> Standing:
    """Return what a change means: growth is better unless the indicator should fall or stay."""
    if change is None or not direction:
        return Standing.UNKNOWN
    if change == 0:
        return Standing.UNCHANGED
    if direction == "maintain":
        return Standing.WORSE
    return Standing.BETTER if (change > 0) == (direction == "increase") else Standing.WORSE


def _line(frameworks: Frameworks, indicator: Indicator, years: Years, find: Finder) -> Line:
    wanted = sorted({*years.series, years.this - 1, *([years.baseline] if years.baseline else [])})
    found = {each: find(indicator, reporting_year(frameworks, each)) for each in wanted}
    return Line(
        this=found[years.this],
        previous=found[years.this - 1],
        baseline=found[years.baseline] if years.baseline else None,
        series={each: found[each] for each in years.series},
        compared=_compared(indicator, years, found),
        direction=indicator.direction,
    )


def _compared(indicator: Indicator, years: Years, found: Mapping[int, Outcome]) -> Decimal | None:
    this = found[years.this]
    if indicator.comparison == "before-service":
        return this.before
    if indicator.comparison == "baseline":
        return _alike(found[years.baseline], this) if years.baseline else None
    if indicator.comparison == "over-time":
        return _first([_alike(found[each], this) for each in sorted(found) if each < years.this])
    return _alike(found[years.this - 1], this)


def _alike(other: Outcome | None, this: Outcome) -> Decimal | None:
    """Return the value of an outcome if it can be compared with another one's: not across money."""
    if other is None or (other.unit != this.unit and _MONEY not in {other.unit, this.unit}):
        return None
    return other.value


def _first(values: Sequence[Decimal | None]) -> Decimal | None:
    return next((each for each in values if each is not None), None)


def _target(indicator: Indicator, reported: Outcome) -> Decimal | None:
    """Return the target that somebody reports for the year, else the one of the definition."""
    if reported.reason is not Silence.NOT_REPORTED and reported.value is not None:
        return reported.value
    stated = indicator.element.one("target")
    return Decimal(stated) if stated else None


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before
