"""The annual review: figures of a year beside those of the year before and of a baseline year."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ecograph.errors import UsageError
from ecograph.exports import Provenance
from ecograph.metrics import Figure, Key, Reason
from ecograph.network import Affiliations
from ecograph.review.caveats import caveat
from ecograph.review.comparing import Cell, Compared, cell
from ecograph.review.content import PartRow, PartTable, Review, Row, Years
from ecograph.review.figures import part_id
from ecograph.review.headlines import CHANGES, HEADLINES, TABLES, Headline
from ecograph.review.indicators import IndicatorRow
from ecograph.review.past import Past
from ecograph.review.record.releases import Release
from ecograph.review.targets import target
from ecograph.review.view import View
from ecograph.review.withheld.publicside import PublicSide
from ecograph.review.withheld.withholding import for_handing_out

_USUAL_YEARS, _MOST_YEARS = 5, 10


def annual_review(
    affiliations: Affiliations,
    provenance: Provenance,
    year: int,
    baseline: int | None = None,
    view: View | None = None,
    *,
    indicators: tuple[IndicatorRow, ...] = (),
    published: Affiliations | None = None,
    releases: tuple[Release, ...] = (),
    public: PublicSide | None = None,
) -> Review:
    """Return the review of a reporting year against the year before and a baseline year.

    The baseline is that of the profile unless one is given; the indicators are those of the same
    years. With what was known when the year before was published, pairs whose records were re-dated
    or corrected since then stand apart. What earlier reviews published goes beside the figures of
    now. With internal facts among them, numbers are withheld beside what the public sees of the
    same. Raises UsageError for a baseline that is later than the year.
    """
    years = _years(affiliations, year, baseline)
    past = Past(affiliations, view or View(), year, published)
    network = past.network(year)
    rows = (_row(past, years, provenance, headline) for headline in HEADLINES)
    found = Review(
        years=years,
        period=network.period,
        periods=tuple(past.network(each).period for each in years.series),
        network=network,
        rows=tuple(replace(row, target=target(row.headline, indicators)) for row in rows),
        tables=tuple(_table(past, years, name) for name in TABLES),
        provenance=provenance,
        indicators=indicators,
        view=view or View(),
        changing=past.changing(HEADLINES[0], year),
        releases=releases,
        last_review=published.edition if published else "",
    )
    return for_handing_out(found, past, public)


def _years(affiliations: Affiliations, year: int, baseline: int | None) -> Years:
    profile = next(iter(affiliations.profiles), None)
    if baseline is not None and baseline > year:
        message = f"The baseline {baseline} is later than the year {year}. Give an earlier one."
        raise UsageError(message)
    own = profile.baseline_year if profile else None
    chosen = baseline if baseline is not None else own if own and own <= year else None
    first = min(chosen, year - 1) if chosen is not None else year - _USUAL_YEARS + 1
    series = tuple(range(max(first, year - _MOST_YEARS + 1), year + 1))
    return Years(year, chosen, series, Reason.UNDEFINED if profile else Reason.NO_PROFILE)


def _row(past: Past, years: Years, provenance: Provenance, headline: Headline) -> Row:
    found = {year: past.figure(headline, year) for year in years.all}
    cells = {year: _cell(each, headline.part) for year, each in found.items()}
    this, network = found[years.this], past.network_of(headline, years.this)
    coverage = past.coverage(headline, years.this)
    return Row(
        headline=headline,
        compared=_compared(cells, years),
        series=tuple(cells[year] for year in years.series),
        coverage=coverage,
        sources=provenance.behind(past.facts(headline, years.this)),
        caveat=caveat(this, coverage, network) if this and network else "",
    )


def _cell(found: Figure | None, part: Key) -> Cell:
    if found is None:
        return Cell(None, Reason.NO_PROFILE)
    if found.reason or not part:
        return cell(found.value, found.reason)
    wanted = next((each for each in found.parts if each.key == part), None)
    return cell(wanted.value, wanted.reason) if wanted else cell(None, None)


def _compared(cells: Mapping[int, Cell], years: Years) -> Compared:
    missing = Cell(None, years.without_baseline)
    baseline = missing if years.baseline is None else cells[years.baseline]
    return Compared(cells[years.this], cells[years.previous], baseline)


def _table(past: Past, years: Years, name: str) -> PartTable:
    headline = Headline(name)
    found = {
        year: each
        for year in (years.this, years.previous, years.baseline)
        if year is not None and (each := past.figure(headline, year))
    }
    total = {year: cell(each.value, each.reason) for year, each in found.items()}
    rows = tuple(_part_rows(found, years))
    # Only of the year reviewed is it known what was published before it.
    is_alike = name != CHANGES or not past.knows_published
    return PartTable(headline.measure, replace(_compared(total, years), is_alike=is_alike), rows)


def _part_rows(found: Mapping[int, Figure], years: Years) -> Iterator[PartRow]:
    names = {part.key: part.names for each in found.values() for part in each.parts}
    for key, words in names.items():
        cells = {year: _count(each, key) for year, each in found.items()}
        yield PartRow(part_id(key), words, _compared(cells, years))


def _count(found: Figure, key: Key) -> Cell:
    """Return a part of a table of counts; one that a year does not name counts 0 in it."""
    if found.reason:
        return Cell(None, found.reason)
    wanted = next((part for part in found.parts if part.key == key), None)
    return cell(wanted.value, wanted.reason) if wanted else cell(0, None)
