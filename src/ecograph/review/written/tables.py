"""A review as tables: the headline figures, their series, parts, and what it is about."""

from collections.abc import Iterator

from ecograph.exports import Cell, DataTable
from ecograph.review import comparing
from ecograph.review.comparing import Compared
from ecograph.review.content import Review, Row
from ecograph.review.indicators import indicator_table
from ecograph.review.links import explained_at, figure_at
from ecograph.review.listing import COVERAGE, coverage_cells, words
from ecograph.review.words import omissions, period_words, review_readers, rules_in_force, whose

_COMPARED = (
    "value",
    "reason",
    "previous",
    "previous_reason",
    "change",
    "change_reason",
    "baseline",
    "baseline_reason",
    "change_since_baseline",
    "change_since_baseline_reason",
)
_HEADLINES = (
    "id",
    "number",
    "figure",
    "group",
    "unit",
    "wanted",
    *_COMPARED,
    *COVERAGE,
    "target",
    "caveat",
    "sources",
    "explained_at",
    "definition",
    "formula",
    "reference",
    "version",
    "rules",
)
_SERIES = ("id", "figure", "unit", "year", "value", "reason")
_PARTS = ("measure", "part", "names", "unit", *_COMPARED, "explained_at")
_TOTAL = "total"


def headline_table(review: Review) -> DataTable:
    """Return the headline figures, a row each, those without a number too."""
    rules = ", ".join(use.rule.code for use in review.rules if use.is_on)
    rows = (_headline(row, rules, explained_at(review, row)) for row in review.rows)
    return DataTable("headlines", _HEADLINES, tuple(rows))


def series_table(review: Review) -> DataTable:
    """Return the headline figures of each year, a row a figure and year."""
    rows = (
        (row.headline.id, row.headline.title, row.headline.measure.unit, year, *_cell(found))
        for row in review.rows
        for year, found in zip(review.years.series, row.series, strict=True)
    )
    return DataTable("series", _SERIES, tuple(rows))


def parts_table(review: Review) -> DataTable:
    """Return the parts of the figures that have many, each table with its total first."""
    return DataTable("tables", _PARTS, tuple(_parts(review)))


def about_table(review: Review) -> DataTable:
    """Return what the review is about and rests on, by name."""
    return DataTable("about", ("name", "value"), tuple(_about(review)))


def tables(review: Review) -> tuple[DataTable, ...]:
    """Return all tables of a review."""
    return (
        headline_table(review),
        series_table(review),
        parts_table(review),
        indicator_table(review.indicators),
        about_table(review),
    )


def _headline(row: Row, rules: str, address: str) -> tuple[Cell, ...]:
    headline, measure = row.headline, row.headline.measure
    return (
        headline.id,
        headline.number or None,
        headline.title,
        headline.group.value,
        measure.unit,
        measure.direction.value,
        *_compared(row.compared),
        *coverage_cells(row.coverage),
        row.target,
        row.caveat or None,
        "; ".join(row.sources),
        address,
        measure.definition,
        measure.formula,
        measure.source,
        measure.version,
        rules,
    )


def _parts(review: Review) -> Iterator[tuple[Cell, ...]]:
    for table in review.tables:
        measure = table.measure
        total = _compared(table.total)
        there = figure_at(review, measure.id)
        yield (measure.id, _TOTAL, measure.title, measure.unit, *total, there or None)
        for row in table.rows:
            names = " – ".join(row.names)
            # A part that is not there this year has no page of its own.
            there = figure_at(review, measure.id, row.id if row.compared.this.value else "")
            compared = _compared(row.compared)
            yield (measure.id, row.id, names, measure.unit, *compared, there or None)


def _compared(found: Compared) -> Iterator[Cell]:
    for each in (
        found.this,
        found.previous,
        found.change,
        found.baseline,
        found.change_since_baseline,
    ):
        yield from _cell(each)


def _cell(found: comparing.Cell) -> tuple[Cell, Cell]:
    return found.value, words(found.reason)


def _about(review: Review) -> Iterator[tuple[str, Cell]]:
    network, years, whence = review.network, review.years, review.provenance
    yield "year", years.this
    yield "previous year", years.previous
    yield "baseline year", years.baseline
    yield "period", period_words(review.period)
    yield "cluster", network.profile.name if network.profile else None
    yield "organisations", whose(network)
    yield "outposts count at", network.outposts.value
    yield "readers", review_readers(network)
    yield "edition", whence.edition
    yield "last loaded", whence.loaded.isoformat()
    yield "sources", "; ".join(whence.sources)
    yield "rules in force", rules_in_force(review.rules)
    yield "indicators", len(review.indicators) or "none is switched on"
    for number, omission in enumerate(omissions(network.left_out), 1):
        yield f"left out {number}", omission
