"""How far ties reach: which borders lie between the two organisations of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ecograph.identifiers import fold
from ecograph.network.affiliations import Organisation
from ecograph.network.ends import Ends, Grouping, Mask, ends
from ecograph.network.network import Network


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


@dataclass(frozen=True, slots=True)
class Crossing:
    """Which ties that touch a network are known to cross a border or not, and which cross it."""

    is_known: Mask
    is_crossed: Mask


# What a tie reaches that crosses this border and none farther out.
_BEYOND = {
    Border.COUNTRY: Scope.INTERNATIONAL,
    Border.REGION: Scope.COUNTRY,
    Border.CITY: Scope.REGION,
}


def scopes(network: Network) -> Mapping[Scope, Mask]:
    """Return which ties that touch a network reach how far by the places of their organisations.

    International joins two countries, country two regions of one country, region two cities of
    one region; it is unknown where a place that decides is missing.
    """
    is_open = np.ones(len(network.touching), dtype=np.bool_)
    is_unknown = np.zeros_like(is_open)
    found: dict[Scope, Mask] = {}
    for border, beyond in _BEYOND.items():
        places = _at(network, border)
        is_unknown |= is_open & ~places.are_known
        found[beyond] = is_open & places.are_known & places.differ
        is_open &= places.are_known & ~places.differ
    return found | {Scope.CITY: is_open, Scope.UNKNOWN: is_unknown}


def crossing(network: Network, border: Border) -> Crossing:
    """Return across which ties that touch a network a border lies.

    Both must be known to lie in some place on either side of it, whatever the answer: otherwise
    ties between countries, which say so sooner, would count more often than others.
    """
    places = [_at(network, farther) for farther in _up_to(border)]
    is_known = np.logical_and.reduce([each.are_known for each in places])
    return Crossing(is_known, is_known & np.logical_or.reduce([each.differ for each in places]))


def _up_to(border: Border) -> list[Border]:
    """Return a border and those farther out, the farthest first."""
    outermost_first = list(_BEYOND)
    return outermost_first[: outermost_first.index(border) + 1]


def _at(network: Network, border: Border) -> Ends:
    return ends(network, _PLACES[border])


def _city(_network: Network, organisation: Organisation) -> str:
    return fold(organisation.city)


def _region(_network: Network, organisation: Organisation) -> str:
    return fold(organisation.region)


def _country(_network: Network, organisation: Organisation) -> str:
    return fold(organisation.country)


_PLACES: Mapping[Border, Grouping] = {
    Border.CITY: _city,
    Border.REGION: _region,
    Border.COUNTRY: _country,
}
