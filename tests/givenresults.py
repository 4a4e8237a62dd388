"""Results of indicators with values given by hand, over a real register's frameworks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from ecograph.exports.provenance import Provenance
from ecograph.exports.results import Results, result_values
from ecograph.frameworks import Frameworks, Indicator, Outcome, Silence
from ecograph.periods import Period

WHENCE = Provenance("000007-abc", datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC), ("mine",), {})
# Ids of indicators: computed, computed in part, and reported; of people, of money.
PARTNERSHIPS = "market/outcome-1.1"


@dataclass(frozen=True, slots=True)
class Given:
    """A number of an indicator in a year, by kind of value and unit; by how many facts."""

    indicator: str
    year: int
    value: str
    kind: str = "computed"
    unit: str = ""
    facts: int = 0
    status: str = ""


def given_results(frameworks: Frameworks, years: tuple[int, ...], *given: Given) -> Results:
    """Return the results of the indicators that are spoken of; what is not given is unknown."""
    named = {each.indicator for each in given}
    indicators = tuple(each for each in frameworks.indicators.values() if each.id in named)
    assert len(indicators) == len(named)

    def found(indicator: Indicator, period: Period, kind: str) -> Outcome:
        year = period.start.year
        wanted = (indicator.id, year, kind)
        same = [each for each in given if (each.indicator, each.year, each.kind) == wanted]
        if not same:
            silence = Silence.NO_SUCH_FACTS if kind == "computed" else Silence.NOT_REPORTED
            return Outcome(period, None, reason=silence)
        facts = tuple(f"https://example.org/{number}" for number in range(same[0].facts))
        by_unit: Mapping[str, Decimal] = {each.unit: Decimal(each.value) for each in same}
        if len(same) > 1:
            return Outcome(period, None, by_unit=by_unit, facts=facts)
        value = Decimal(same[0].value)
        return Outcome(period, value, same[0].unit, facts=facts, status=same[0].status)

    def computed(indicator: Indicator, period: Period) -> Outcome:
        return found(indicator, period, "computed")

    return result_values(frameworks, indicators, years, computed, found)
