"""Results frameworks with what fills them: read once an edition, and the last reports kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from fastapi import Request

from ecograph.errors import UsageError
from ecograph.frameworks import (
    Framework,
    Frameworks,
    Indicator,
    IndicatorReport,
    Years,
    read_frameworks,
    report,
    reporting_year,
    years_of,
)
from ecograph.frameworks.computing import Findings, read_findings
from ecograph.frameworks.filling import Filled, filled
from ecograph.frameworks.observations import Reporter, reporter
from ecograph.frameworks.plans import bodies
from ecograph.frameworks.questionnaires import questionnaire
from ecograph.network import Affiliations
from ecograph.store import Reader
from ecograph_api.network.making import OncePerEdition
from ecograph_api.network.readings import Recent, reading_of
from ecograph_api.site import Site


@dataclass(frozen=True, slots=True)
class FrameworkReading:
    """All results frameworks of one edition, what fills them, and the names of who leads steps."""

    edition: str
    frameworks: Frameworks
    findings: Findings
    reporter: Reporter
    bodies: Mapping[str, str]
    _reports: Recent[tuple[str, Years], Mapping[str, IndicatorReport]] = field(
        default_factory=Recent
    )
    _filled: Recent[tuple[str, int], tuple[Filled, ...]] = field(default_factory=Recent)

    def years(self, year: int | None, baseline: int | None, today: date) -> Years:
        """Return the years of a report; without a year, of the last whole one before today.

        Raises UsageError for a baseline that is later than the year.
        """
        asked = self.last_whole_year(today) if year is None else year
        found = years_of(self.frameworks, asked, baseline)
        if found.baseline is not None and found.baseline > found.this:
            message = f"The baseline year {baseline} is later than {found.this}: exchange them."
            raise UsageError(message)
        return found

    def reports(self, indicators: Iterable[Indicator], years: Years) -> tuple[IndicatorReport, ...]:
        """Return these indicators in a year, in their order."""
        return tuple(
            self._of_framework(each.element.framework, years)[each.iri] for each in indicators
        )

    def indicators_of(self, framework: Framework) -> tuple[Indicator, ...]:
        """Return the indicators of a framework, in their order."""
        indicators = self.frameworks.indicators
        return tuple(
            each for each in indicators.values() if each.element.framework == framework.iri
        )

    def report(self, indicator: Indicator, years: Years) -> IndicatorReport:
        """Return one indicator in a year."""
        return report(self.frameworks, indicator, years, self.findings.outcome, self.reporter)

    def filled(self, reader: Reader, framework: Framework, year: int) -> tuple[Filled, ...]:
        """Return the questions of a questionnaire with their answers for a year."""
        known = self.frameworks
        return self._filled.get(
            (framework.iri, year),
            lambda: filled(reader, known, questionnaire(reader, known, framework), year),
        )

    def last_whole_year(self, today: date) -> int:
        """Return the last reporting year that had ended before a day."""
        year = today.year - 1
        return year if reporting_year(self.frameworks, year).end < today else year - 1

    def _of_framework(self, framework: str, years: Years) -> Mapping[str, IndicatorReport]:
        return self._reports.get(
            (framework, years),
            lambda: {
                each.iri: self.report(each, years)
                for each in self.frameworks.indicators.values()
                if each.element.framework == framework
            },
        )


FrameworkReadings: TypeAlias = OncePerEdition[FrameworkReading]


def _read(site: Site, network: Affiliations, edition: str) -> FrameworkReading:
    reader, internal = site.reader, site.internal
    known = read_frameworks(reader, internal=internal)
    findings = read_findings(reader, known, internal=internal, network=network)
    names = bodies(reader, internal=internal)
    return FrameworkReading(edition, known, findings, reporter(known), names)


def frameworks_of(request: Request, site: Site) -> FrameworkReading:
    """Return the reading that a request is answered from."""
    readings: FrameworkReadings = request.app.state.framework_readings
    return readings.get(
        site, lambda edition: _read(site, reading_of(request, site).affiliations, edition)
    )
