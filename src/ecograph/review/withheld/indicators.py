"""Withhold from the indicators of a review for staff what rests on few internal facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from ecograph.frameworks import Line, Outcome, Silence
from ecograph.frameworks.computing.catalogue import NETWORK_MEASURE
from ecograph.review.headlines import Headline
from ecograph.review.indicators import REPORTED, IndicatorRow

_Key = tuple[str, str]
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Withholding:
    """The smallest group that is told, and of which headlines the review tells no number."""

    minimum: int
    is_withheld: Callable[[Headline, int], bool]


def withheld_indicators(
    rows: tuple[IndicatorRow, ...], public: tuple[IndicatorRow, ...], rule: Withholding
) -> tuple[IndicatorRow, ...]:
    """Return the rows, without values to which internal facts add, but fewer than the minimum.

    What somebody reports is judged by its number, what is computed by how many facts it rests on,
    too; of several amounts nobody knows on how many facts each rests. A measure of the network is
    told only where the review tells it.
    """
    seen: Mapping[_Key, Line] = {_key(each): each.line for each in public}
    return tuple(replace(each, line=_line(each, seen.get(_key(each)), rule)) for each in rows)


def _key(row: IndicatorRow) -> _Key:
    return row.report.indicator.iri, row.known_by


def _line(row: IndicatorRow, public: Line | None, rule: Withholding) -> Line:
    line, years = row.line, row.report.years
    is_reported, headline = row.known_by == REPORTED, _headline(row)

    def shown(found: Outcome, known: Outcome | None, year: int) -> Outcome:
        beside = known or Outcome(found.period, None)
        is_elsewhere = headline is not None and rule.is_withheld(headline, year)
        is_small = _is_small(found, beside, rule.minimum, is_reported=is_reported)
        if found.is_known and (is_elsewhere or is_small):
            return Outcome(found.period, None, found.unit, reason=Silence.TOO_SMALL_GROUP)
        return replace(found, left_out=beside.left_out)

    baseline = line.baseline
    if baseline is not None and years.baseline is not None:
        baseline = shown(baseline, public.baseline if public else None, years.baseline)
    found = replace(
        line,
        this=shown(line.this, public.this if public else None, years.this),
        previous=shown(line.previous, public.previous if public else None, years.this - 1),
        baseline=baseline,
        series={
            year: shown(each, public.series.get(year) if public else None, year)
            for year, each in line.series.items()
        },
    )
    return found if _is_whole(found) else replace(found, compared=None)


def _headline(row: IndicatorRow) -> Headline | None:
    """Return the figure of a network that an indicator is, None for one that is no such figure."""
    indicator = row.report.indicator
    one = indicator.element.one
    if indicator.computation != NETWORK_MEASURE or row.known_by == REPORTED:
        return None
    part = one("ofMeasurePart")
    return Headline(one("ofMeasureId"), tuple(part.split("/")) if part else ())


def _is_small(found: Outcome, public: Outcome, minimum: int, *, is_reported: bool) -> bool:
    """Tell whether internal facts make a value another one, and are too few to be told."""
    grown = abs((found.value or _NONE) - (public.value or _NONE))
    if is_reported:
        return 0 < grown < minimum
    added = len(set(found.facts) ^ set(public.facts))
    is_counted = found.value is None or found.value == found.value.to_integral_value()
    return (
        0 < added < minimum
        or 0 < abs(found.inferred - public.inferred) < minimum
        or (is_counted and 0 < grown < minimum)
        or bool(added and found.by_unit)
    )


def _is_whole(line: Line) -> bool:
    found = (line.this, line.previous, line.baseline, *line.series.values())
    return all(each is None or each.reason is not Silence.TOO_SMALL_GROUP for each in found)
