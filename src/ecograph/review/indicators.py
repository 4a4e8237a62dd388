"""The switched-on indicators in a review: a row for each way of knowing one, without value too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ecograph.exports import Cell, DataTable
from ecograph.frameworks import Frameworks, IndicatorReport, Line, Outcome, Years, report
from ecograph.frameworks.computing import Findings
from ecograph.frameworks.observations import reporter
from ecograph.frameworks.switching import chosen
from ecograph.frameworks.words import SILENCES, STANDINGS, rests_on, told

COMPUTED, REPORTED = "computed", "reported"
_COLUMNS = (
    "id",
    "indicator",
    "framework",
    "element",
    "level",
    "unit",
    "wanted",
    "known_by",
    "value",
    "reason",
    "previous",
    "previous_reason",
    "change",
    "comparison",
    "compared_with",
    "standing",
    "baseline",
    "baseline_reason",
    "change_since_baseline",
    "target",
    "target_met",
    "facts",
    "inferred",
    "coverage",
    "version",
    "missing_fact",
)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One way of knowing an indicator, with the names around it; line is None if never known."""

    report: IndicatorReport
    known_by: str
    line: Line
    framework: str
    element: str

    @property
    def is_met(self) -> bool | None:
        """Tell whether the target is reached; None where that is unknown."""
        return self.report.is_met(self.line)


def indicator_rows(
    frameworks: Frameworks, reports: tuple[IndicatorReport, ...]
) -> tuple[IndicatorRow, ...]:
    """Return a row for each way of knowing each indicator; computed and reported never mix.

    An indicator that can be computed has a reported row only where somebody reports it.
    """
    return tuple(row for report in reports for row in _rows_of(frameworks, report))


def switched_on(
    frameworks: Frameworks, findings: Findings, years: Years
) -> tuple[IndicatorRow, ...]:
    """Return the rows of the indicators that are switched on, in the years of a review."""
    reported = reporter(frameworks)
    reports = tuple(
        report(frameworks, each, years, findings.outcome, reported) for each in chosen(frameworks)
    )
    return indicator_rows(frameworks, reports)


def indicator_table(rows: tuple[IndicatorRow, ...]) -> DataTable:
    """Return the indicators as a table, those without a value too."""
    return DataTable("indicators", _COLUMNS, tuple(_cells(row) for row in rows))


def _rows_of(frameworks: Frameworks, report: IndicatorReport) -> Iterator[IndicatorRow]:
    judged = frameworks.elements.get(report.indicator.of)
    framework = frameworks.frameworks.get(report.indicator.element.framework)
    names = framework.name if framework else "", judged.name if judged else ""
    if report.computed:
        yield IndicatorRow(report, COMPUTED, report.computed, *names)
    if not report.computed or any(each.is_known for each in report.reported.series.values()):
        yield IndicatorRow(report, REPORTED, report.reported, *names)


def _cells(row: IndicatorRow) -> tuple[Cell, ...]:
    report, line, indicator = row.report, row.line, row.report.indicator
    return (
        indicator.id,
        indicator.name,
        row.framework,
        row.element,
        indicator.element.level,
        indicator.unit,
        indicator.direction,
        row.known_by,
        *_value(line.this),
        *_value(line.previous),
        _number(line.change),
        indicator.comparison,
        _number(line.compared),
        STANDINGS[line.standing] or None,
        *(_value(line.baseline) if line.baseline else (None, None)),
        _number(line.change_since_baseline),
        _number(report.target),
        row.is_met,
        len(line.this.facts),
        line.this.inferred,
        rests_on(line.this),
        indicator.version,
        indicator.missing_fact or None,
    )


def _value(found: Outcome) -> tuple[Cell, Cell]:
    if found.reason:
        return None, SILENCES[found.reason]
    if found.value is None:
        return told(found), None
    return _number(found.value), None


def _number(value: Decimal | None) -> Cell:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else round(float(value), 10)


def by_framework(rows: tuple[IndicatorRow, ...]) -> Mapping[str, tuple[IndicatorRow, ...]]:
    """Return the rows by the name of their framework, in their order."""
    found: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        found.setdefault(row.framework, []).append(row)
    return {name: tuple(each) for name, each in found.items()}
