"""The sections of a review that its page and its report share: groups, plots and tables."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ecograph.metrics import Comparison, Direction, Number, Reason
from ecograph.metrics.mixing import kind_names
from ecograph.review.content import PartRow, PartTable, Review, Row
from ecograph.review.headlines import Group
from ecograph.review.words import REASONS, brief, coverage_words, shown
from ecograph.review.written.plots import bar_plot, line_plot

_HEADINGS = {
    Group.NETWORK: "Ten figures of the network",
    Group.CLUSTER: "The cluster and its outposts",
    Group.FURTHER: "Further figures",
}
_PAIRS = 2
_WANTED = {Direction.UP: "more", Direction.DOWN: "less"}


@dataclass(frozen=True, slots=True)
class Section:
    """Headline figures of one group, under their heading."""

    name: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with its name, which no other of the review has, its title, and it in words."""

    name: str
    title: str
    told: str
    svg: str


@dataclass(frozen=True, slots=True)
class PartSection:
    """A table of parts with its plot, or one of pairs with its groups in their order."""

    table: PartTable
    plot: str
    groups: tuple[str, ...]
    pairs: Mapping[tuple[str, str], PartRow]


def groups(review: Review) -> Iterator[Section]:
    """Yield the headline figures in their groups."""
    for group, heading in _HEADINGS.items():
        rows = tuple(row for row in review.rows if row.headline.group is group)
        yield Section(group.value, heading, rows)


def plots(review: Review) -> Iterator[Plot]:
    """Yield the plots of those headline figures over the years of which anything is known."""
    for row in review.rows:
        if any(found.value is not None for found in row.series) and len(row.series) > 1:
            unit, say = row.headline.measure.unit, _saying(row)
            points = [
                (year, found.value, _told(say(found.value, unit), found.reason))
                for year, found in zip(review.years.series, row.series, strict=True)
            ]
            name, title = f"plot-{anchor(row)}", row.headline.title
            told = "; ".join(f"{year}: {said}" for year, _, said in points)
            yield Plot(name, title, told, line_plot(name, title, points))


def _saying(row: Row) -> Callable[[Number | None, str], str]:
    """Return how the numbers of a plot are said: briefly, unless that makes two years alike."""
    unit = row.headline.measure.unit
    values = {found.value for found in row.series if found.value is not None}
    return brief if len({brief(value, unit) for value in values}) == len(values) else shown


def part(review: Review, table: PartTable) -> PartSection:
    """Return a table of parts with what is shown beside it."""
    pairs = {(row.names[0], row.names[1]): row for row in table.rows if len(row.names) == _PAIRS}
    said = {names: row.compared.this for names, row in pairs.items()}
    found = {name for names, this in said.items() if this.value or this.reason for name in names}
    groups = tuple(name for name in kind_names(review.network).values() if name in found)
    is_change = isinstance(table.measure, Comparison)
    plot = "" if pairs or is_change or not table.rows else _bars(review, table)
    return PartSection(table, plot, groups, pairs)


def _bars(review: Review, table: PartTable) -> str:
    unit = table.measure.unit
    bars = [
        (" – ".join(row.names), found.value, _told(shown(found.value, unit), found.reason))
        for row in table.rows
        for found in (row.compared.this,)
    ]
    name = f"bars-{table.measure.id}"
    return bar_plot(name, f"{table.measure.title}, {review.years.this}", bars)


def _told(words: str, reason: Reason | None) -> str:
    return REASONS[reason] if reason else words


def anchor(row: Row) -> str:
    """Return the name of a headline figure within a page."""
    return row.headline.id.replace("/", "-")


def numbered(row: Row) -> str:
    """Return what a headline figure is called, with its number among the ten."""
    number = row.headline.number
    return f"{number}. {row.headline.title}" if number else row.headline.title


def known(row: Row) -> str:
    """Return how well a figure is known, what it is to reach, and how it may mislead."""
    said = []
    if row.coverage and row.coverage.facts:
        # The caveat says how many are left out as undated.
        said.append(f"{coverage_words(replace(row.coverage, undated=0))}.")
    wanted = _WANTED.get(row.headline.measure.direction)
    if wanted and row.compared.this.value is not None:
        said.append(f"Wanted: {wanted}.")
    if row.target is not None:
        said.append(f"Target {shown(row.target, row.headline.measure.unit)}.")
    return " ".join((*said, row.caveat)).strip()


def title(review: Review) -> str:
    """Return what a review is called."""
    profile = review.network.profile
    return f"Annual review {review.years.this}" + (f": {profile.name}" if profile else "")
