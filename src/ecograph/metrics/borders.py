"""How far the ties reach: within the city, the region, the country, or across borders."""

import numpy as np

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.network import Network
from ecograph.network.ends import Mask
from ecograph.network.places import Border, Scope, crossing, scopes

_SCOPE_NAMES = {
    Scope.CITY: "Within a city",
    Scope.REGION: "Between cities of a region",
    Scope.COUNTRY: "Between regions of a country",
    Scope.INTERNATIONAL: "Between countries",
    Scope.UNKNOWN: "Not known, for want of a place",
}
_BORDER_NAMES = {
    Border.CITY: "Across a city's border",
    Border.REGION: "Across a region's border",
    Border.COUNTRY: "Across a country's border",
}


def _of_scope(network: Network, key: Key) -> Mask:
    return scopes(network)[Scope(key[0])] if key else np.ones(len(network.touching), dtype=np.bool_)


def _ties_by_scope(network: Network) -> Finding:
    found = {each: int(mask.sum()) for each, mask in scopes(network).items()}
    parts = tuple(Part((each.value,), (_SCOPE_NAMES[each],), found[each]) for each in Scope)
    return Finding(sum(found.values()), parts, unknown=found[Scope.UNKNOWN])


def _of_border(network: Network, key: Key) -> Mask:
    # Whatever is known to cross a nearer border or not is known of those farther out.
    return crossing(network, Border(key[0]) if key else Border.COUNTRY).is_known


def _share_across(network: Network, border: Border) -> Part:
    found = crossing(network, border)
    known = int(found.is_known.sum())
    names = (_BORDER_NAMES[border],)
    if not known:
        return Part((border.value,), names, None, Reason.UNDEFINED)
    return Part((border.value,), names, int(found.is_crossed.sum()) / known)


def _ties_across_borders(network: Network) -> Finding:
    parts = tuple(_share_across(network, border) for border in Border)
    unknown = int((~crossing(network, Border.CITY).is_known).sum())
    return Finding(parts=parts, unknown=unknown)


MEASURES = (
    Measure(
        id="ties-by-scope",
        title="Ties by how far they reach",
        definition=(
            "Ties with at least one end in the network, each in exactly one of five scopes by the "
            "places of its two organisations: within one city, between cities of one region, "
            "between regions of one country, between countries, or unknown where a place that "
            "decides is missing. They sum to all ties. Without ties each is 0."
        ),
        formula="number of ties of each scope",
        source="Hoekman, Frenken and Tijssen 2010, Research Policy 39 (territorial borders)",
        unit="pairs",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Whether partners are neighbours, live in the country, or are abroad.",
        basis=Basis.TIES,
        finding=_ties_by_scope,
        evidence=evidence.of_touching(_of_scope),
        answers=Answers(0, 3, 2, 0),
    ),
    Measure(
        id="ties-across-borders",
        title="Share of ties across each border",
        definition=(
            "Of the ties with at least one end in the network, the share that crosses the border "
            "of a city, of a region and of a country; a tie between two countries crosses all "
            "three. The base holds the ties of which both organisations are known by country, by "
            "country and region, or by all three. Undefined where the base is empty."
        ),
        formula="ties across the border / ties of which it is known",
        source="Hoekman, Frenken and Tijssen 2010, Research Policy 39",
        unit="share",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="How open the organisations are to partners from elsewhere.",
        basis=Basis.TIES,
        finding=_ties_across_borders,
        evidence=evidence.of_touching(_of_border),
        answers=Answers(None, None, None, None),
    ),
)
