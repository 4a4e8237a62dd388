"""Where a server of the register explains a figure: its definition, and the facts behind it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from ecograph.network import Outposts
from ecograph.review.annual import Review, Row
from ecograph.review.view import View


def explained_at(review: Review, row: Row) -> str:
    """Return the address of the page of a headline figure, from the root of a server on."""
    headline = row.headline
    given = {
        **_view(review.view),
        "year": str(review.years.this),
        "part": " ".join(headline.part),
        "cluster_organisation": "" if headline.has_cluster_organisation else "without",
    }
    wanted = {name: text for name, text in given.items() if text}
    return f"/measures/{headline.name}?{urlencode(wanted)}"


def _view(view: View) -> Mapping[str, str]:
    return {
        "within": view.within.value if view.within else "",
        "outposts": "" if view.outposts is Outposts.OWN else view.outposts.value,
        "cluster": view.cluster or "",
    }
