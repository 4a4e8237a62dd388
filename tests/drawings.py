"""Small drawings for tests, composed of relations made by hand, and what is seen of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

from ecograph.network import Organisation, Relation
from ecograph.periods import Period
from ecograph_viz.asking import Wishes, asked
from ecograph_viz.composition import composed, lines_of
from ecograph_viz.drawing import Drawing
from ecograph_viz.sayings import Sayings
from ecograph_viz.sight import Sight, sight
from ecograph_viz.view import View, view
from ecograph_viz.wanted import Wanted, rules_wanted
from tests.networks import YEAR, affiliations

DAY = date(2022, 6, 30)


class Changes(TypedDict, total=False):
    """What somebody wants otherwise than usual."""

    period: Period
    rules: frozenset[str]
    kinds: frozenset[str]
    planned: bool
    alone: bool
    repeat: bool
    fold: bool
    focus: str


def drawing(
    relations: Iterable[Relation],
    organisations: Iterable[Organisation] = (),
    things: Mapping[str, str] | None = None,
) -> Drawing:
    """Return the drawing of these relations, without places, evidence or pages."""
    read = affiliations(relations, organisations, things)
    return composed(read, lines_of(read), Sayings(), {}, lambda _: "")


def usual(drawn: Drawing, period: Period = YEAR) -> Wanted:
    """Return what is wanted where nobody chooses anything but the period."""
    return Wanted(period, rules_wanted(drawn, frozenset()))


def seen(
    relations: Iterable[Relation],
    organisations: Iterable[Organisation] = (),
    things: Mapping[str, str] | None = None,
    **wanted: Unpack[Changes],
) -> View:
    """Return what is seen of these relations in the year, the wishes differing as given."""
    drawn = drawing(relations, organisations, things)
    return view(drawn, replace(usual(drawn), **wanted))


def lines(found: View) -> dict[str, bool]:
    """Return the lines that are seen, each with whether it is planned."""
    return {f"{line.first}-{line.second}": line.is_planned for line in found.lines}


def planned(relation: Relation) -> Relation:
    """Return a relation as a plan without dates."""
    return replace(relation, is_planned=True, span=None)


def sight_of(drawn: Drawing, wishes: Wishes) -> Sight:
    """Return what somebody with these wishes sees on the day."""
    return sight(drawn, asked(drawn, wishes, DAY))
