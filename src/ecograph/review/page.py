"""A review as a page that people read: it stands alone, loads nothing and runs no script."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from ecograph.frameworks.words import STANDINGS, changed, rests_on, told, valued
from ecograph.metrics import Reason
from ecograph.metrics.mixing import kind_names
from ecograph.review.annual import PartRow, PartTable, Review, Row
from ecograph.review.headlines import Group
from ecograph.review.indicators import (
    IndicatorRow,
    by_framework,
)
from ecograph.review.plots import bar_plot, line_plot
from ecograph.review.words import (
    REASONS,
    brief,
    coverage_words,
    omissions,
    period_words,
    readers,
    shown,
    shown_change,
    whose,
)

_HEADINGS = {
    Group.NETWORK: "Ten figures of the network",
    Group.CLUSTER: "The cluster and its outposts",
}
_PAIRS = 2
_FOLDER = Path(__file__).parent / "templates"
_PAGES = Environment(
    loader=PackageLoader("ecograph.review"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of parts with its plot, or one of pairs with its groups in their order."""

    table: PartTable
    plot: str
    groups: tuple[str, ...]
    pairs: Mapping[tuple[str, str], PartRow]


def page(review: Review) -> bytes:
    """Return a review as one HTML file that needs no other."""
    text = _PAGES.get_template("page.html").render(
        title=title(review), style=_file("page.css") + style(), content=content(review)
    )
    return text.encode("utf-8")


def style() -> str:
    """Return the style sheet of what only a review has; colours are those of the page around."""
    return _file("review.css")


def title(review: Review) -> str:
    """Return what a review is called."""
    profile = review.network.profile
    return f"Annual review {review.years.this}" + (f": {profile.name}" if profile else "")


def content(
    review: Review,
    address: Callable[[Row], str] | None = None,
    indicator_address: Callable[[IndicatorRow], str] | None = None,
) -> str:
    """Return what a review says as HTML; an address leads from each figure to what it rests on.

    Without addresses each figure leads to its definition further down.
    """
    return _PAGES.get_template("content.html").render(
        review=review,
        years=review.years,
        groups=list(_groups(review)),
        plots=list(_plots(review)),
        parts=[_part(review, table) for table in review.tables],
        frameworks=by_framework(review.indicators),
        told=told,
        valued=valued,
        changed=changed,
        standings=STANDINGS,
        rests_on=rests_on,
        whose=whose(review.network),
        period=period_words(review.period),
        readers=readers(internal=review.network.is_internal),
        left_out=list(omissions(review.network.left_out)),
        whence=review.provenance,
        reasons=REASONS,
        shown=shown,
        shown_change=shown_change,
        coverage=coverage_words,
        anchor=_anchor,
        address=address,
        indicator_address=indicator_address,
    )


def _file(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _groups(review: Review) -> Iterator[tuple[str, str, list[Row]]]:
    for group, heading in _HEADINGS.items():
        yield group.value, heading, [row for row in review.rows if row.headline.group is group]


def _plots(review: Review) -> Iterator[tuple[str, str]]:
    for row in review.rows:
        if any(found.value is not None for found in row.series) and len(row.series) > 1:
            unit = row.headline.measure.unit
            points = [
                (year, found.value, _told(brief(found.value, unit), found.reason))
                for year, found in zip(review.years.series, row.series, strict=True)
            ]
            name = f"plot-{_anchor(row)}"
            yield row.headline.title, line_plot(name, row.headline.title, points)


def _part(review: Review, table: PartTable) -> _Part:
    pairs = {(row.names[0], row.names[1]): row for row in table.rows if len(row.names) == _PAIRS}
    found = {name for names, row in pairs.items() if row.compared.this.value for name in names}
    groups = tuple(name for name in kind_names(review.network).values() if name in found)
    plot = "" if pairs or not table.rows else _bars(review, table)
    return _Part(table, plot, groups, pairs)


def _bars(review: Review, table: PartTable) -> str:
    unit = table.measure.unit
    bars = [
        (" – ".join(row.names), row.compared.this.value, shown(row.compared.this.value, unit))
        for row in table.rows
    ]
    name = f"bars-{table.measure.id}"
    return bar_plot(name, f"{table.measure.title}, {review.years.this}", bars)


def _told(words: str, reason: Reason | None) -> str:
    return REASONS[reason] if reason else words


def _anchor(row: Row) -> str:
    return row.headline.id.replace("/", "-")
