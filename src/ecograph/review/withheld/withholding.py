"""Withhold from a review for staff what would tell of few internal facts, wherever it is told.

Whoever gets such a review has the public one beside it. So a group is what internal facts add to a
number that anyone can count from public facts.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace

from ecograph.errors import BadParameterError
from ecograph.frameworks.withholding import minimum_of
from ecograph.metrics import Changing, Coverage, Reason
from ecograph.network import Network
from ecograph.review.comparing import Cell, Compared
from ecograph.review.content import PartRow, PartTable, Review, Row, Years
from ecograph.review.headlines import Headline
from ecograph.review.past import Past
from ecograph.review.withheld.counted import (
    NET,
    counts,
    named,
    public_value,
    rests_on,
    sums,
    told_by,
)
from ecograph.review.withheld.indicators import Withholding, withheld_indicators
from ecograph.review.withheld.publicside import PublicSide
from ecograph.review.withheld.solving import Count, Name, withheld

_WITHHELD = Cell(None, Reason.TOO_SMALL_GROUP)
_CHANGES = Headline("tie-changes")


def for_handing_out(review: Review, own: Past, public: PublicSide | None) -> Review:
    """Return a review for staff in which no number tells of less than the minimum of the profile.

    Lists, rules and what they left out are those of public facts, since a list of names tells
    everything. Without a public side nothing is public. A review of public facts stays as it is.
    """
    if not review.network.is_internal:
        return review
    sides = _Sides(own, _beside(review, public), minimum_of(review.network.profile))
    hidden = _hidden(review, sides)
    indicators = public.indicators if public else ()
    return replace(
        review,
        rows=tuple(_row(each, review.years, hidden, sides) for each in review.rows),
        tables=tuple(_table(each, review.years, hidden) for each in review.tables),
        indicators=withheld_indicators(
            review.indicators, indicators, Withholding(sides.minimum, hidden.is_withheld)
        ),
        network=_listed(review.network, sides.public, review.years.this),
        changing=_changing(sides.public, review.years.this),
        public_provenance=public.provenance if public else None,
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """The years as staff see them and as the public does, if it can, and the smallest group."""

    own: Past
    public: Past | None
    minimum: int

    def is_small(self, added: int) -> bool:
        return 0 < abs(added) < self.minimum


@dataclass(frozen=True, slots=True)
class _Hidden:
    """The counts that must not be told, of all that there are."""

    names: frozenset[Name]
    known: frozenset[Name]

    def is_withheld(self, headline: Headline, year: int) -> bool:
        """Tell whether the number of a headline in a year tells what must not be told."""
        return bool(rests_on(headline, year, self.known) & self.names)

    def cell(self, found: Cell, headline: Headline, year: int) -> Cell:
        """Return the number of a headline in a year, none if it tells what must not be told."""
        return _WITHHELD if found.value is not None and self.is_withheld(headline, year) else found

    def part(self, found: Cell, *name: str, year: int) -> Cell:
        """Return the number of a table or a part of it in a year, if it may be told."""
        is_withheld = found.value is not None and named(year, *name) in self.names
        return _WITHHELD if is_withheld else found


def _beside(review: Review, public: PublicSide | None) -> Past | None:
    """Return the years as the public sees them; None where it knows no such cluster or place."""
    if public is None:
        return None
    try:
        return Past(public.affiliations, review.view, review.years.this, public.published)
    except BadParameterError:
        return None


def _hidden(review: Review, sides: _Sides) -> _Hidden:
    years, told = review.years.all, _told(review)
    found = counts(sides.own, years)
    public = counts(sides.public, years) if sides.public else {}
    known = {
        name: Count(
            found.get(name, 0), public_value(public, name), name in told, name[1] not in NET
        )
        for name in sorted(found.keys() | public.keys())
    }
    names = withheld(known, sums(years, known), sides.minimum)
    return _Hidden(names, frozenset(known))


def _told(review: Review) -> frozenset[Name]:
    """Return the counts that the numbers of a review tell."""
    found: set[Name] = set()
    for row in review.rows:
        for year, cell in _of_years(review.years, row.compared, row.series):
            found |= told_by(row.headline, year) if cell.value is not None else set()
    for table in review.tables:
        for year, cell in _of_years(review.years, table.total):
            if cell.value is not None:
                found.add(named(year, table.measure.id))
                found.update(named(year, table.measure.id, each.id) for each in table.rows)
    return frozenset(found)


def _of_years(
    years: Years, compared: Compared, series: tuple[Cell, ...] = ()
) -> Iterator[tuple[int, Cell]]:
    yield years.this, compared.this
    yield years.previous, compared.previous
    if years.baseline is not None:
        yield years.baseline, compared.baseline
    yield from zip(years.series, series, strict=False)


def _row(row: Row, years: Years, hidden: _Hidden, sides: _Sides) -> Row:
    headline = row.headline
    this = hidden.cell(row.compared.this, headline, years.this)
    baseline = row.compared.baseline
    if years.baseline is not None:
        baseline = hidden.cell(baseline, headline, years.baseline)
    is_told = this is row.compared.this
    coverage = row.coverage if is_told and _may_tell(row, years, sides) else None
    organisations = hidden.cell(this, Headline("organisations"), years.this)
    is_as_told = coverage is not None and organisations is this
    return replace(
        row,
        compared=Compared(
            this, hidden.cell(row.compared.previous, headline, years.previous), baseline
        ),
        series=tuple(
            hidden.cell(found, headline, year)
            for year, found in zip(years.series, row.series, strict=True)
        ),
        coverage=coverage,
        sources=row.sources if is_told else (),
        caveat=row.caveat if is_as_told else headline.measure.caveat if is_told else "",
    )


def _may_tell(row: Row, years: Years, sides: _Sides) -> bool:
    """Tell whether the coverage of a figure says nothing of a few internal facts."""
    if row.coverage is None:
        return True
    public = _coverage(row.headline, years.this, sides.public)
    pairs = zip(astuple(row.coverage), public, strict=True)
    return not any(sides.is_small(one - other) for one, other in pairs)


def _coverage(headline: Headline, year: int, public: Past | None) -> tuple[int, ...]:
    known = public.coverage(headline, year) if public else None
    return astuple(known or Coverage(0, 0, 0, 0, 0, 0))


def _table(table: PartTable, years: Years, hidden: _Hidden) -> PartTable:
    name = table.measure.id
    return replace(
        table,
        total=_parts(table.total, years, hidden, name),
        rows=tuple(_part(each, years, hidden, name) for each in table.rows),
    )


def _part(row: PartRow, years: Years, hidden: _Hidden, name: str) -> PartRow:
    return replace(row, compared=_parts(row.compared, years, hidden, name, row.id))


def _parts(found: Compared, years: Years, hidden: _Hidden, *name: str) -> Compared:
    baseline = found.baseline
    if years.baseline is not None:
        baseline = hidden.part(baseline, *name, year=years.baseline)
    this = hidden.part(found.this, *name, year=years.this)
    previous = hidden.part(found.previous, *name, year=years.previous)
    return replace(found, this=this, previous=previous, baseline=baseline)


def _changing(public: Past | None, year: int) -> Changing | None:
    """Return the years between which lists tell what changed, None if the public knows nothing."""
    figure = public.figure(_CHANGES, year) if public else None
    return public.changing(_CHANGES, year) if public and figure and not figure.reason else None


def _listed(network: Network, public: Past | None, year: int) -> Network:
    """Return what lists are made from: the network of public facts, for those who read all."""
    shown = public.network(year) if public else _empty(network)
    uses = {use.rule.code: use for use in shown.rules}
    rules = (
        uses.get(each.rule.code, replace(each, relations=0, undertakings=0, ties=0))
        for each in network.rules
    )
    return replace(
        shown,
        is_internal=True,
        profile=network.profile,
        codes=network.codes,
        rules=tuple(rules),
    )


def _empty(network: Network) -> Network:
    return replace(
        network,
        rules=(),
        organisations={},
        ties=(),
        outward=(),
        undertakings=(),
        planned=(),
        left_out=(),
        members=frozenset(),
    )
