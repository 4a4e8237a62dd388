"""Where a server of the register explains a figure: its definition, and the facts behind it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from ecograph.metrics.revision import Revision
from ecograph.network import Outposts
from ecograph.review.content import Review, Row
from ecograph.review.headlines import CHANGES
from ecograph.review.view import View

# What only who knows the published edition counts as a review does: these parts, and the total.
_REVISED = frozenset({"", *(each.value for each in Revision)})


def explained_at(review: Review, row: Row) -> str:
    """Return the address of the page of a headline figure."""
    headline = row.headline
    part = " ".join(headline.part)
    return figure_at(review, headline.name, part, headline.has_cluster_organisation)


def figure_at(
    review: Review,
    name: str,
    part: str = "",
    has_cluster_organisation: bool = True,  # noqa: FBT001, FBT002  # templates give it by position
) -> str:
    """Return the address of the page of a figure, or of a part of one.

    It is a whole one where the review knows at which address people open the pages, else it begins
    at their root. It is "" where no page tells the same: none knows the published edition.
    """
    if review.last_review and name == CHANGES and part in _REVISED:
        return ""
    given = {
        **_view(review.view),
        "year": str(review.years.this),
        "part": part,
    }
    if not has_cluster_organisation:
        given["cluster_organisation"] = "without"
    if not review.network.is_internal:
        given["public"] = "yes"
    wanted = {name: text for name, text in given.items() if text}
    return f"{review.address}/measures/{name}?{urlencode(wanted)}"


def _view(view: View) -> Mapping[str, str]:
    wanted = view.selection
    return {
        "within": view.within.value if view.within else "",
        "outposts": "" if view.outposts is Outposts.OWN else view.outposts.value,
        "cluster": view.cluster or "",
        "cluster_organisation": "" if view.has_cluster_organisation else "without",
        "region": wanted.region,
        "country": wanted.country,
        "kind": wanted.kind,
        "subsector": wanted.subsector,
        "relation_kind": view.relation_kind,
        "with_rule": ",".join(sorted(view.on)),
        "without_rule": ",".join(sorted(view.off)),
        "stated_only": "yes" if view.is_stated_only else "",
    }
