"""One indicator as its page shows it: definition, values of all years, query, facts, reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fastapi import Request
from markupsafe import Markup
from pyoxigraph import NamedNode

from ecograph.exports.frameworks import PARAMETERS
from ecograph.frameworks import (
    Frameworks,
    Indicator,
    IndicatorReport,
    LeftOut,
    Line,
    Observation,
)
from ecograph.frameworks.computing import computations
from ecograph.frameworks.computing.asking import facts_query
from ecograph.frameworks.intervals import interval_of
from ecograph.frameworks.words import LEFT_OUT, rests_on, told
from ecograph.review.written.plots import line_plot
from ecograph_api.frameworks.countedfacts import CountedFact, counted_facts
from ecograph_api.frameworks.matrices import indicator_view
from ecograph_api.frameworks.readings import FrameworkReading
from ecograph_api.register.labels import labels
from ecograph_api.register.things import Fact, facts_of
from ecograph_api.site import Site

_MOST_YEARS, _MOST_FACTS = 30, 500
_DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class YearView:
    """What an indicator comes to in one year, computed and reported apart."""

    year: int
    computed: str
    rests_on: str
    reported: str


def of_all_years(reading: FrameworkReading, found: IndicatorReport, last: int) -> IndicatorReport:
    """Return the same report with the values of every year from the first that has any."""
    last = max(found.years.this, last)
    series = tuple(range(last - _MOST_YEARS, last + 1))
    ever = reading.report(found.indicator, replace(found.years, series=series))
    lines = [line for line in (ever.computed, ever.reported) if line]
    known = [year for line in lines for year, each in line.series.items() if each.is_known]
    first = min(known, default=found.years.this)
    reported = _with(found.reported, ever.reported, first)
    if not (found.computed and ever.computed):
        return replace(found, reported=reported)
    return replace(found, computed=_with(found.computed, ever.computed, first), reported=reported)


def about_indicator(
    request: Request, site: Site, reading: FrameworkReading, found: IndicatorReport
) -> Mapping[str, object]:
    """Return what the page of an indicator shows; the report holds the values of all years."""
    known, indicator = reading.frameworks, found.indicator
    served = {indicator.iri, indicator.of}
    computed = found.computed.this if found.computed else None
    left_out = computed.left_out if computed else ()
    facts = counted_facts(request, site, computed.facts[:_MOST_FACTS] if computed else ())
    return {
        "indicator": indicator,
        "view": indicator_view(known, found),
        "framework": known.frameworks.get(indicator.element.framework),
        "chain": known.chain(indicator.of),
        "interval": interval_of(known, indicator, site.biannual),
        "label": labels(site),
        "plots": tuple(_plots(found)),
        "by_year": tuple(_by_year(found)),
        "computation": computations().get(indicator.computation),
        "query": facts_query(computed.facts) if computed and computed.facts else "",
        "parameters": _parameters(site, indicator),
        "number_of_facts": len(computed.facts) if computed else 0,
        "facts": list(facts.values()),
        "left_out": _left_out(request, site, left_out),
        "observations": observations_of(known, indicator),
        "contributions": [each for each in known.contributions if each.element in served],
    }


def observations_of(known: Frameworks, indicator: Indicator) -> list[Observation]:
    """Return what is reported of an indicator; drafts only to those who see internal facts."""
    own = (each for each in known.observations if each.indicator == indicator.iri)
    return [each for each in own if known.is_internal or each.status != _DRAFT]


def _parameters(site: Site, indicator: Indicator) -> list[Fact]:
    """Return what the computation of an indicator is called with."""
    found = facts_of(site, NamedNode(indicator.iri))
    return [each for each in found if each.property.rpartition("#")[2] in PARAMETERS]


def _with(line: Line, ever: Line, first: int) -> Line:
    """Return a line with the longer series, from its first year on."""
    return replace(line, series={y: each for y, each in ever.series.items() if y >= first})


def _plots(found: IndicatorReport) -> Iterator[Markup]:
    for name, line in (("computed", found.computed), ("reported", found.reported)):
        if line and sum(each.value is not None for each in line.series.values()) > 1:
            yield Markup(_plot(found, name, line))  # noqa: S704  # the drawing escapes its texts


def _plot(found: IndicatorReport, name: str, line: Line) -> str:
    points = [
        (year, None if each.value is None else float(each.value), told(each, found.indicator.unit))
        for year, each in line.series.items()
    ]
    return line_plot(f"plot-{name}", f"{found.indicator.name}, {name}", points)


def _by_year(found: IndicatorReport) -> Iterator[YearView]:
    unit = found.indicator.unit
    for year, reported in sorted(found.reported.series.items(), reverse=True):
        computed = found.computed.series[year] if found.computed else None
        told_of_both = told(computed, unit), rests_on(computed) if computed else ""
        yield YearView(year, *told_of_both, told(reported, unit))


def _left_out(
    request: Request, site: Site, left_out: Sequence[tuple[str, LeftOut]]
) -> Sequence[tuple[CountedFact, str]]:
    some = left_out[:_MOST_FACTS]
    facts = counted_facts(request, site, (iri for iri, _ in some))
    return [(facts[iri], LEFT_OUT[why]) for iri, why in some]
