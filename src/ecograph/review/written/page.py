"""A review as a page that people read: it stands alone, loads nothing and runs no script."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ecograph.frameworks.words import STANDINGS, changed, rests_on, told, valued
from ecograph.review.content import Review
from ecograph.review.indicators import IndicatorRow, by_framework
from ecograph.review.links import figure_at
from ecograph.review.record.published import published_before
from ecograph.review.record.published import told as told_before
from ecograph.review.words import (
    LISTED,
    REASONS,
    omissions,
    period_words,
    review_readers,
    shown,
    shown_change,
    whose,
)
from ecograph.review.written.sections import anchor, groups, known, numbered, part, plots, title
from ecograph.templating import templates

_FOLDER = Path(__file__).parent / "templates"
_PAGES = templates("ecograph.review.written")


def page(review: Review) -> bytes:
    """Return a review as one HTML file that needs no other."""
    text = _PAGES.get_template("page.html").render(
        title=title(review),
        style=_file("page.css") + style(),
        content=content(review, partial(figure_at, review) if review.address else None),
    )
    return text.encode("utf-8")


def style() -> str:
    """Return the style sheet of what only a review has; colours are those of the page around."""
    return _file("review.css")


def content(
    review: Review,
    address: Callable[[str, str, bool], str] | None = None,
    indicator_address: Callable[[IndicatorRow], str] | None = None,
) -> str:
    """Return what a review says as HTML; an address leads from each figure to what it rests on.

    It is found by the measure, the part, and whether the cluster organisation counts. Without
    addresses each figure leads to its definition further down.
    """
    return _PAGES.get_template("content.html").render(
        review=review,
        years=review.years,
        groups=list(groups(review)),
        plots=list(plots(review)),
        parts=[part(review, table) for table in review.tables],
        frameworks=by_framework(review.indicators),
        published=published_before(review),
        published_words=told_before,
        told=told,
        valued=valued,
        changed=changed,
        standings=STANDINGS,
        rests_on=rests_on,
        whose=whose(review.network),
        period=period_words(review.period),
        readers=review_readers(review.network),
        left_out=list(omissions(review.network.left_out)),
        whence=review.provenance,
        reasons=REASONS,
        shown=shown,
        shown_change=shown_change,
        known=known,
        numbered=numbered,
        listed=LISTED,
        anchor=anchor,
        address=address,
        indicator_address=indicator_address,
    )


def _file(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
