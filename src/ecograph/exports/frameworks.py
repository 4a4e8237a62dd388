"""Results frameworks as documents for other programs: elements, indicators, what they come to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from ecograph.exports.tables import Cell, DataTable, published
from ecograph.frameworks import (
    Contribution,
    Element,
    Framework,
    Frameworks,
    Indicator,
    IndicatorReport,
    Line,
    Observation,
    Outcome,
)
from ecograph.frameworks.intervals import interval_of
from ecograph.frameworks.switching import is_on
from ecograph.frameworks.words import LEFT_OUT, SILENCES

Document: TypeAlias = Mapping[str, object]
# What stands elsewhere in a document, under a name of its own.
_TOLD_APART = frozenset(
    {"basis", "code", "evidence", "framework", "indicatorOf", "label", "leadsTo", "order"}
    | {"source", "type", "comment", "isDefinedBy"}
)
# The parameters with which indicators call computations, as the ontology declares them.
PARAMETERS = (
    "ofKind",
    "ofConcernedKind",
    "ofCategory",
    "ofTopic",
    "ofScope",
    "inState",
    "withRole",
    "withPartyKind",
    "withGrowthStage",
    "partyPlace",
    "otherRole",
    "otherPartyKind",
    "otherPlace",
    "ofMeasure",
    "ofGroup",
    "byAttribute",
    "withinMonths",
    "threshold",
    "timing",
    "followedByKind",
    "resultedFromKind",
    "ofMeasureId",
    "ofMeasurePart",
)
_VALUE_COLUMNS = (
    "year",
    "known_by",
    "value",
    "unit",
    "by_unit",
    "text",
    "reason",
    "facts",
    "inferred",
    "left_out",
)


def framework_document(frameworks: Frameworks, framework: Framework) -> Document:
    """Return a framework without its elements: what it is, when it fits, and how large it is."""
    indicators = [each for each in frameworks.indicators.values() if _is_of(framework, each)]
    ways = [each.way for each in indicators]
    return {
        "id": framework.id,
        "iri": framework.iri,
        "type": framework.type,
        "name": framework.name,
        "description": framework.description,
        "preconditions": framework.preconditions,
        "sources": framework.sources,
        "on": is_on(frameworks, framework.iri),
        "elements": sum(each.type != "Indicator" for each in framework.elements),
        "indicators": len(indicators),
        "indicators_on": sum(is_on(frameworks, each.iri) for each in indicators),
        "computed": ways.count("computed"),
        "partly_computed": ways.count("partly-computed"),
        "reported": ways.count("reported"),
    }


def element_document(frameworks: Frameworks, element: Element) -> Document:
    """Return an element with all that is said of it and what serves it."""
    return {
        "id": element.id,
        "iri": element.iri,
        "type": element.type,
        "code": element.code,
        "name": element.name,
        "framework": element.framework,
        "leads_to": element.leads_to,
        "sources": element.sources,
        "inferred": element.is_inferred,
        "on": is_on(frameworks, element.iri),
        "said": {name: each for name, each in element.said.items() if name not in _TOLD_APART},
        "contributions": [
            contribution_document(each)
            for each in frameworks.contributions
            if each.element == element.iri
        ],
    }


def indicator_document(frameworks: Frameworks, indicator: Indicator, biannual: str) -> Document:
    """Return the definition of an indicator, with the parameters of its computation.

    Biannual is how “bi-annually” is read, two-yearly or half-yearly.
    """
    return {
        "id": indicator.id,
        "iri": indicator.iri,
        "code": indicator.element.code,
        "name": indicator.name,
        "framework": indicator.element.framework,
        "element": indicator.of,
        "needs": [each.id for each in frameworks.needs_of(indicator.of)],
        "level": indicator.element.level,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "comparison": indicator.comparison,
        "interval": interval_of(frameworks, indicator, biannual),
        "way": indicator.way,
        "computation": indicator.computation,
        "parameters": {
            name: indicator.element.all(name) for name in PARAMETERS if indicator.element.all(name)
        },
        "version": indicator.version,
        "missing_fact": indicator.missing_fact,
        "sources": indicator.element.sources,
        "on": is_on(frameworks, indicator.iri),
    }


def report_document(
    frameworks: Frameworks, found: IndicatorReport, biannual: str, *, has_facts: bool = False
) -> Document:
    """Return an indicator in a year; computed and reported values stand apart."""
    return {
        **indicator_document(frameworks, found.indicator, biannual),
        "year": found.years.this,
        "target": number(found.target),
        "reported_baseline": number(found.reported_baseline),
        "computed": _line(found, found.computed, has_facts=has_facts) if found.computed else None,
        "reported": _line(found, found.reported, has_facts=has_facts),
    }


def contribution_document(found: Contribution) -> Document:
    """Return what serves an element, with its evidence."""
    return {
        "thing": found.thing,
        "name": found.thing_name,
        "class": found.thing_class,
        "element": found.element,
        "inferred": found.is_inferred,
        "evidence": found.evidence,
    }


def observation_document(found: Observation) -> Document:
    """Return a value or an answer as somebody reports it."""
    return {
        "iri": found.iri,
        "indicator": found.indicator,
        "about": found.about,
        "value": number(found.value),
        "text": found.text,
        "unit": found.unit,
        "period": found.period,
        "start": found.span.start.isoformat(),
        "end": found.span.end.isoformat(),
        "kind": found.kind,
        "group": found.group,
        "status": found.status,
        "supersedes": found.supersedes,
        "evidence": found.evidence,
        "note": found.note,
    }


def number(value: Decimal | None) -> Cell:
    """Return a number as it is published, a whole one without decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else published(float(value))


def _is_of(framework: Framework, indicator: Indicator) -> bool:
    return indicator.element.framework == framework.iri


def _line(found: IndicatorReport, line: Line, *, has_facts: bool) -> Document:
    return {
        **_outcome(line.this),
        "previous": number(line.previous.value),
        "baseline": number(line.baseline.value) if line.baseline else None,
        "change": number(line.change),
        "change_since_baseline": number(line.change_since_baseline),
        "compared_with": number(line.compared),
        "standing": line.standing.value,
        "target_met": found.is_met(line),
        "series": {str(year): number(each.value) for year, each in line.series.items()},
        **(_facts(line.this) if has_facts else {}),
    }


def _outcome(found: Outcome) -> Document:
    return {
        "value": number(found.value),
        "unit": found.unit,
        "by_unit": {unit: number(value) for unit, value in found.by_unit.items()},
        "text": found.text,
        "reason": SILENCES[found.reason] if found.reason else None,
        "before": number(found.before),
        "status": found.status,
        "facts_counted": len(found.facts),
        "inferred": found.inferred,
        "left_out_count": len(found.left_out),
    }


def _facts(found: Outcome) -> Document:
    left_out = [{"fact": fact, "reason": LEFT_OUT[reason]} for fact, reason in found.left_out]
    return {"facts": found.facts, "left_out": left_out}


def values_table(found: IndicatorReport) -> DataTable:
    """Return the values of an indicator, a row a year and way of knowing it."""
    lines = [("computed", found.computed), ("reported", found.reported)]
    rows = (
        (year, known_by, *_cells(each))
        for known_by, line in lines
        if line
        for year, each in line.series.items()
    )
    return DataTable("values", _VALUE_COLUMNS, tuple(rows))


def _cells(found: Outcome) -> tuple[Cell, ...]:
    by_unit = "; ".join(f"{number(value)} {unit}" for unit, value in found.by_unit.items())
    reason = SILENCES[found.reason] if found.reason else None
    value = number(found.value)
    return value, found.unit, by_unit or None, found.text or None, reason, *_counts(found)


def _counts(found: Outcome) -> tuple[int, int, int]:
    return len(found.facts), found.inferred, len(found.left_out)
