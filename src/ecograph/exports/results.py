"""What the indicators come to over years, as one list of values that every export is made of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ecograph.frameworks import Frameworks, Indicator, Outcome, Silence, reporting_year
from ecograph.frameworks.observations import ACTUAL, BASELINE, DRAFT, TARGET, by_group
from ecograph.frameworks.reports import Finder
from ecograph.periods import Period

COMPUTED, PARTLY_COMPUTED, REPORTED = "computed", "partly-computed", "reported"
# What an indicator comes to in a period, as somebody reports it: actual, baseline or target.
Reported = Callable[[Indicator, Period, str], Outcome]


_DECIMALS, _MONEY = 10, "money"


@dataclass(frozen=True, slots=True)
class ResultValue:
    """A value of an indicator: of which period, of what kind, known by which way, in what unit.

    Either there is a value or a reason why not. Facts is how many of the register's it rests on,
    together with the values in other units of the same.
    """

    indicator: Indicator
    period: Period
    kind: str
    known_by: str
    unit: str
    value: Decimal | None
    reason: Silence | None
    facts: int
    group: str = ""

    @property
    def key(self) -> tuple[str, Period, str, str, str, str]:
        """Return what tells it from every other value: what it is of, and how it is known."""
        own = (self.indicator.iri, self.period, self.kind, self.known_by)
        return (*own, self.group, self.unit)


@dataclass(frozen=True, slots=True)
class Results:
    """The values of the indicators that are switched on, and whose they are."""

    frameworks: Frameworks
    values: tuple[ResultValue, ...]

    def of(self, indicator: Indicator) -> tuple[ResultValue, ...]:
        """Return the values of one indicator."""
        return tuple(each for each in self.values if each.indicator.iri == indicator.iri)


def number_text(value: Decimal) -> str:
    """Return a number as it is published: to ten decimals, without noughts that say nothing."""
    shown = f"{round(value, _DECIMALS):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def result_values(
    frameworks: Frameworks,
    indicators: tuple[Indicator, ...],
    years: tuple[int, ...],
    computed: Finder,
    reported: Reported,
) -> Results:
    """Return what indicators come to in reporting years; computed and reported values stay apart.

    An actual value that is unknown stands with its reason, a reported one only where the indicator
    is not computed. Baselines and targets stand once, with the time that they are of. Drafts are
    not reported yet.
    """
    periods = [reporting_year(frameworks, year) for year in years]
    found = (
        value
        for indicator in indicators
        for value in (
            *_in_currency(frameworks, _actual(frameworks, indicator, periods, computed, reported)),
            *_stated(frameworks, indicator, periods, reported),
        )
    )
    return Results(frameworks, tuple({each.key: each for each in found}.values()))


def _actual(
    frameworks: Frameworks,
    indicator: Indicator,
    periods: list[Period],
    computed: Finder,
    reported: Reported,
) -> Iterator[ResultValue]:
    has_groups = any(
        each.indicator == indicator.iri and each.group for each in frameworks.observations
    )
    for period in periods:
        if indicator.computation:
            way = PARTLY_COMPUTED if indicator.way == PARTLY_COMPUTED else COMPUTED
            yield from _values(indicator, computed(indicator, period), ACTUAL, way)
        outcome = _firm(reported(indicator, period, ACTUAL))
        if outcome.is_known or not indicator.computation:
            yield from _values(indicator, outcome, ACTUAL, REPORTED)
        for group, part in by_group(frameworks, indicator, period).items() if has_groups else ():
            yield from _values(indicator, _firm(part), ACTUAL, REPORTED, group)


def _in_currency(frameworks: Frameworks, values: Iterable[ResultValue]) -> Iterator[ResultValue]:
    """Yield values, a sum of no amounts as nothing of the register's own currency."""
    currency = frameworks.profile.currency if frameworks.profile else ""
    for each in values:
        is_nothing = each.unit == _MONEY and each.value == 0 and currency
        yield replace(each, unit=currency) if is_nothing else each


def _stated(
    frameworks: Frameworks, indicator: Indicator, periods: list[Period], reported: Reported
) -> Iterator[ResultValue]:
    for kind in (BASELINE, TARGET):
        outcomes = [_firm(reported(indicator, period, kind)) for period in periods]
        known = [each for each in outcomes if each.is_known]
        for outcome in known:
            own = replace(outcome, period=_own_period(frameworks, outcome))
            yield from _values(indicator, own, kind, REPORTED)
        stated = indicator.element.one("target")
        if kind == TARGET and stated and not known and periods:
            own = Outcome(periods[-1], Decimal(stated))
            yield from _values(indicator, own, TARGET, REPORTED)


def _firm(outcome: Outcome) -> Outcome:
    if outcome.status == DRAFT:
        return Outcome(outcome.period, None, reason=Silence.NOT_REPORTED)
    return outcome


def _own_period(frameworks: Frameworks, outcome: Outcome) -> Period:
    """Return the time that what is reported is of itself, where it is of one time."""
    spans = {each.span for each in frameworks.observations if each.iri in outcome.facts}
    if len(spans) != 1:
        return outcome.period
    (span,) = spans
    return Period(span.start, span.end, named=True)


def _values(
    indicator: Indicator, outcome: Outcome, kind: str, known_by: str, group: str = ""
) -> Iterator[ResultValue]:
    whole = ResultValue(
        indicator=indicator,
        period=outcome.period,
        kind=kind,
        known_by=known_by,
        unit=outcome.unit or indicator.unit,
        value=outcome.value,
        reason=outcome.reason,
        facts=len(outcome.facts),
        group=group,
    )
    if outcome.value is not None or outcome.reason is not None:
        yield whole
    else:
        for unit, value in sorted(outcome.by_unit.items()):
            yield replace(whole, unit=unit, value=value)
