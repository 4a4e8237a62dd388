"""How far a tie reaches: which borders lie between its two organisations."""

from enum import StrEnum
from functools import lru_cache

from ecograph.identifiers import fold
from ecograph.network.affiliations import Organisation


class Border(StrEnum):
    """A border that a tie may cross, from the nearest to the farthest."""

    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


class Scope(StrEnum):
    """How far a tie reaches; every tie has exactly one."""

    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    INTERNATIONAL = "international"
    UNKNOWN = "unknown"


# What a tie reaches that crosses this border and none farther out.
_BEYOND = {
    Border.COUNTRY: Scope.INTERNATIONAL,
    Border.REGION: Scope.COUNTRY,
    Border.CITY: Scope.REGION,
}


def scope(first: Organisation, second: Organisation) -> Scope:
    """Return how far the tie of two organisations reaches by their places.

    International joins two countries, country two regions of one country, region two cities of
    one region; it is unknown where a place that decides is missing.
    """
    for border, beyond in _BEYOND.items():
        crossed = _differ(first, second, border)
        if crossed is None:
            return Scope.UNKNOWN
        if crossed:
            return beyond
    return Scope.CITY


def crosses(first: Organisation, second: Organisation, border: Border) -> bool | None:
    """Tell whether a border lies between two organisations, None where their places do not say.

    Both must be known to lie in some place on either side of it, whatever the answer: otherwise
    ties between countries, which say so sooner, would count more often than others.
    """
    answers = [_differ(first, second, farther) for farther in _up_to(border)]
    return None if None in answers else True in answers


def _up_to(border: Border) -> list[Border]:
    """Return a border and those farther out, the farthest first."""
    outermost_first = list(_BEYOND)
    return outermost_first[: outermost_first.index(border) + 1]


def _differ(first: Organisation, second: Organisation, border: Border) -> bool | None:
    here, there = _place(first, border), _place(second, border)
    if not here or not there:
        return None
    return here != there and _folded(here) != _folded(there)


@lru_cache(maxsize=10_000)
def _folded(place: str) -> str:
    """Return the name of a place as names are compared; a network names each many times."""
    return fold(place)


def _place(organisation: Organisation, border: Border) -> str:
    places = {
        Border.CITY: organisation.city,
        Border.REGION: organisation.region,
        Border.COUNTRY: organisation.country,
    }
    return places[border]
