"""Every figure of a network as one table, a row a figure and a row a part."""

from collections.abc import Iterator
from dataclasses import astuple

from ecograph.exports import Cell, DataTable, published
from ecograph.metrics import Comparison, Coverage, Figure, Measure, Number, Reason
from ecograph.review.figures import Figures, any_measure, part_id
from ecograph.review.words import REASONS

COVERAGE = ("facts", "dated", "verified", "inferred", "undated", "unassigned")
_COLUMNS = (
    "measure",
    "title",
    "level",
    "part",
    "names",
    "value",
    "standard_error",
    "unit",
    "reason",
    *COVERAGE,
    "direction",
    "definition",
    "formula",
    "reference",
    "version",
    "rules",
    "caveat",
)
_BETWEEN = " – "


def figures_table(found: Figures) -> DataTable:
    """Return all figures; what holds for a whole figure stands in its first row only."""
    rules = ", ".join(use.rule.code for use in found.network.rules if use.is_on)
    rows = (
        row
        for name, figure in (*found.by_measure.items(), *found.changes.items())
        for row in _rows(any_measure(name), figure, rules)
    )
    return DataTable("measures", _COLUMNS, tuple(rows))


def coverage_cells(found: Coverage | None) -> tuple[Cell, ...]:
    """Return the counts of a coverage, one a column of COVERAGE."""
    return astuple(found) if found else (None,) * len(COVERAGE)


def number(value: Number | None) -> Cell:
    """Return a number as it is published."""
    return value if isinstance(value, bool) else published(value)


def words(reason: Reason | None) -> str | None:
    """Return a reason in the words of the closed list."""
    return REASONS[reason] if reason else None


def _rows(measure: Measure | Comparison, figure: Figure, rules: str) -> Iterator[tuple[Cell, ...]]:
    about = (measure.id, measure.title, measure.level.value)
    yield (
        *about,
        None,
        None,
        number(figure.value),
        number(figure.error),
        measure.unit,
        words(figure.reason),
        *coverage_cells(figure.coverage),
        measure.direction.value,
        measure.definition,
        measure.formula,
        measure.source,
        measure.version,
        rules,
        figure.caveat or None,
    )
    rest = (None,) * (len(_COLUMNS) - 9)
    for part in figure.parts:
        told = (part_id(part.key), _BETWEEN.join(part.names))
        value = (number(part.value), number(part.error))
        yield (*about, *told, *value, measure.unit, words(part.reason), *rest)
