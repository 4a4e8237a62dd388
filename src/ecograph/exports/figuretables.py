"""Figures of indicators, and what sums up surveys, as tables and as one document."""

import json
from collections.abc import Iterable, Mapping

from ecograph.exports.cube import period_text, whose
from ecograph.exports.frameworks import number
from ecograph.exports.provenance import Provenance
from ecograph.exports.results import Results, ResultValue
from ecograph.exports.summaries import Summary
from ecograph.exports.tables import Cell, DataTable
from ecograph.frameworks import Frameworks, Silence
from ecograph.frameworks.words import SILENCES
from ecograph.ingest.bundleform import COLUMNS

_SUMMED = (
    "question",
    "name",
    "area",
    "period",
    "statistic",
    "option",
    "value",
    "unit",
    "answered_in",
    "reason",
)


def figures_table(results: Results, whence: Provenance, base: str) -> DataTable:
    """Return a row a value, those without a number with the reason why."""
    cluster = whose(results.frameworks, base).value
    rows = (_row(results.frameworks, each, cluster, whence) for each in results.values)
    return DataTable("values", COLUMNS, tuple(rows))


def summaries_table(found: Iterable[Summary]) -> DataTable:
    """Return a row for each figure that sums up the answers of a group."""
    return DataTable("comparison", _SUMMED, tuple(_summed(each) for each in found))


def as_document(results: Results, found: Iterable[Summary], whence: Provenance, base: str) -> bytes:
    """Return both tables as one JSON document, with the edition that they are of."""
    document = {
        "edition": whence.edition,
        "loaded": whence.loaded.isoformat(),
        "cluster": whose(results.frameworks, base).value,
        "values": _records(figures_table(results, whence, base)),
        "comparison": _records(summaries_table(found)),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _row(
    frameworks: Frameworks, value: ResultValue, cluster: str, whence: Provenance
) -> tuple[Cell, ...]:
    indicator, period = value.indicator, value.period
    framework = frameworks.frameworks.get(indicator.element.framework)
    cells: Mapping[str, Cell] = {
        "cluster": cluster,
        "cluster_name": frameworks.profile.name if frameworks.profile else None,
        "indicator": indicator.iri,
        "name": indicator.name,
        "framework": framework.name if framework else None,
        "level": indicator.element.level or None,
        "period": period_text(period),
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "value_kind": value.kind,
        "known_by": value.known_by,
        "group": value.group or None,
        "value": number(value.value),
        "unit": value.unit,
        "reason": _reason(value.reason),
        "definition_version": indicator.version,
        "edition": whence.edition,
    }
    return tuple(cells[column] for column in COLUMNS)


def _summed(each: Summary) -> tuple[Cell, ...]:
    cells: Mapping[str, Cell] = {
        "question": each.question.iri,
        "name": each.question.name,
        "area": each.area.name,
        "period": period_text(each.period),
        "statistic": each.statistic,
        "option": each.option_name or None,
        "value": number(each.value),
        "unit": each.unit,
        "answered_in": each.answered_in or None,
        "reason": _reason(each.reason),
    }
    return tuple(cells[column] for column in _SUMMED)


def _reason(silence: Silence | None) -> Cell:
    return SILENCES[silence] if silence else None


def _records(table: DataTable) -> list[Mapping[str, Cell]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]
