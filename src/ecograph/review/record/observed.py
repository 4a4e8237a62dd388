"""The figures of a review one by one, under the names by which data and other reviews know them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from ecograph.exports.cube import period_text
from ecograph.identifiers import slug
from ecograph.metrics import Comparison, Measure
from ecograph.periods import Period
from ecograph.review.comparing import Cell
from ecograph.review.content import PartTable, Review, Row


@dataclass(frozen=True, slots=True)
class Observed:
    """A headline figure, or a part of a table, in one period."""

    name: str
    title: str
    measure: Measure | Comparison
    period: str
    cell: Cell


def observed(review: Review) -> Iterator[Observed]:
    """Yield the headline figures of every year, and the parts of tables of the year reviewed."""
    for row in review.rows:
        for period, found in zip(review.periods, row.series, strict=True):
            yield _headline(row, period, found)
    for table, name, title, cells in _parts(review):
        yield Observed(name, title, table.measure, period_text(review.period), cells[0])


def known(review: Review) -> Iterator[Observed]:
    """Yield these, and what the review knows of the year before and of its baseline year."""
    yield from observed(review)
    baseline = review.years.baseline
    if baseline is not None and baseline not in review.years.series:
        for row in review.rows:
            yield _headline(row, _period(review, baseline), row.compared.baseline)
    for table, name, title, cells in _parts(review):
        for period, found in zip(part_periods(review)[1:], cells[1:], strict=False):
            yield Observed(name, title, table.measure, period, found)


def part_periods(review: Review) -> tuple[str, ...]:
    """Return the periods for which the tables of a review have numbers, the year reviewed first."""
    years = review.years
    beside = () if years.baseline is None else (years.baseline,)
    wanted = (years.this, years.previous, *beside)
    return tuple(period_text(_period(review, year)) for year in wanted)


def _headline(row: Row, period: Period, found: Cell) -> Observed:
    headline = row.headline
    return Observed(headline.id, headline.title, headline.measure, period_text(period), found)


def _parts(review: Review) -> Iterator[tuple[PartTable, str, str, tuple[Cell, Cell, Cell]]]:
    headlines = {row.headline.id for row in review.rows}
    for table in review.tables:
        for part in table.rows:
            name = f"{table.measure.id}/{slug(part.id)}"
            if name not in headlines:
                title = f"{table.measure.title}: {' – '.join(part.names)}"
                found = part.compared
                yield table, name, title, (found.this, found.previous, found.baseline)


def _period(review: Review, year: int) -> Period:
    """Return the reporting year that begins in a year."""
    start = review.period.start.replace(year=review.period.start.year - review.years.this + year)
    return Period(start, start.replace(year=start.year + 1) - timedelta(days=1), named=True)
