"""The results of an IATI activity: an element with its indicators, their periods and values."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType

from ecograph.exports.iatixml import OWN_VOCABULARY, Node, add, narrate
from ecograph.exports.results import (
    COMPUTED,
    PARTLY_COMPUTED,
    REPORTED,
    Results,
    ResultValue,
    number_text,
)
from ecograph.frameworks import Element, Indicator
from ecograph.frameworks.observations import ACTUAL, BASELINE, TARGET

RESULT_TYPES: Mapping[str, str] = MappingProxyType({"output": "1", "outcome": "2", "impact": "3"})
_UNITS = "1"
_MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "percent": "2",
        "percent change": "2",
        "change in percent": "2",
        "yes/no": "3",
        "rank": "4",
        "score": "4",
    }
)
_WAYS: Mapping[str, str] = MappingProxyType(
    {
        COMPUTED: "Computed from {} of the register.",
        PARTLY_COMPUTED: "Computed in part, from {} of the register.",
        REPORTED: "Reported.",
    }
)
_ASCENDING: Mapping[str, str] = MappingProxyType({"increase": "true", "decrease": "false"})


def add_result(
    activity: Node, element: Element, indicators: Iterable[Indicator], results: Results
) -> None:
    """Append an element of a logframe as a result, with its indicators."""
    result = add(activity, "result", {"type": RESULT_TYPES[element.level]})
    narrate(add(result, "title"), f"{element.code} {element.name}".strip())
    for indicator in indicators:
        _indicator(result, indicator, results)


def _indicator(result: Node, indicator: Indicator, results: Results) -> None:
    attributes = {"measure": _MEASURES.get(indicator.unit, _UNITS)}
    if indicator.direction in _ASCENDING:
        attributes["ascending"] = _ASCENDING[indicator.direction]
    own = add(result, "indicator", attributes)
    narrate(add(own, "title"), indicator.name)
    narrate(add(own, "description"), _definition(indicator))
    reference = {"vocabulary": OWN_VOCABULARY, "code": indicator.id, "indicator-uri": indicator.iri}
    add(own, "reference", reference)
    profile = results.frameworks.profile
    known = [each for each in results.of(indicator) if each.value is not None]
    for value in known:
        year = value.period.start.year
        is_of_year = profile and value.kind == ACTUAL and year == profile.baseline_year
        if value.kind == BASELINE or is_of_year:
            _value(own, "baseline", value, {"year": str(year)})
    _periods(own, known)


def _definition(indicator: Indicator) -> str:
    parts = [f"Unit: {indicator.unit}.", f"Definition version {indicator.version}."]
    if indicator.missing_fact:
        parts.append(f"Not in the register: {indicator.missing_fact}")
    return " ".join(parts)


def _facts(number: int) -> str:
    return "1 fact" if number == 1 else f"{number} facts"


def _periods(indicator: Node, known: Iterable[ResultValue]) -> None:
    shown = [each for each in known if each.kind in {ACTUAL, TARGET}]
    shown.sort(key=lambda each: each.period.start)
    for period, group in groupby(shown, key=lambda each: each.period):
        values = list(group)
        own = add(indicator, "period")
        add(own, "period-start", {"iso-date": period.start.isoformat()})
        add(own, "period-end", {"iso-date": period.end.isoformat()})
        for kind in (TARGET, ACTUAL):
            for value in values:
                if value.kind == kind:
                    _value(own, kind, value, {})


def _value(parent: Node, name: str, value: ResultValue, attributes: Mapping[str, str]) -> None:
    """Append a value; its dimensions and comment say how it is known, so that ways never mix."""
    number = value.value if value.value is not None else Decimal(0)
    own = add(parent, name, {**attributes, "value": number_text(number)})
    add(own, "dimension", {"name": "known by", "value": value.known_by})
    if value.unit != value.indicator.unit:
        add(own, "dimension", {"name": "unit", "value": value.unit})
    if value.group:
        add(own, "dimension", {"name": "group", "value": value.group})
    narrate(add(own, "comment"), _WAYS[value.known_by].format(_facts(value.facts)))
